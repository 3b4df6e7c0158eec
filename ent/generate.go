// Package ent is the generated client of the tables in ent/schema.
package ent

//go:generate go run -mod=mod entc.go
