// Package migrate holds the tables as ent knows them, and the migrations that
// make them.
package migrate

import "embed"

// Migrations hold one versioned history per dialect, in goose's format.
//
//go:embed migrations/sqlite/*.sql migrations/postgres/*.sql
var Migrations embed.FS
