// Package vasco is the root of the repository; the program is in server. Its
// generated code is made here, in order: the schema of the API uses ent's types.
package vasco

//go:generate go generate ./ent
//go:generate go tool -modfile=.tools/go.mod gqlgen generate
