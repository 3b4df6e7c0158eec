//go:build ignore

// Diff writes the next migration of both dialects from what changed in
// ent/schema, replaying the history in an empty database of each kind:
// .ci/postgres go run ent/migrate/diff.go <name>
//
// Without a name it only counts the files anew, after one was edited by hand.
package main

import (
	"context"
	"database/sql"
	"log"
	"os"

	atlas "ariga.io/atlas/sql/migrate"
	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"
	"github.com/jackc/pgx/v5/stdlib"
	_ "github.com/mattn/go-sqlite3"

	"github.com/kiwwwi/vasco/ent/migrate"
)

func main() {
	postgres := os.Getenv("VASCO_TEST_POSTGRES_URL")
	if len(os.Args) > 2 || postgres == "" {
		log.Fatal("usage: .ci/postgres go run ent/migrate/diff.go [name]")
	}
	// Ent opens PostgreSQL under this name.
	sql.Register("postgres", stdlib.GetDefaultDriver())
	targets := []struct{ dialect, folder, url string }{
		{dialect.SQLite, "sqlite", "sqlite://diff?mode=memory&_fk=1"},
		{dialect.Postgres, "postgres", postgres},
	}
	for _, target := range targets {
		dir, err := sqltool.NewGooseDir("ent/migrate/migrations/" + target.folder)
		if err != nil {
			log.Fatalf("%s: open the migrations: %v", target.folder, err)
		}
		if len(os.Args) == 1 {
			count(dir)
			continue
		}
		err = migrate.NamedDiff(context.Background(), target.url, os.Args[1],
			schema.WithDir(dir), schema.WithMigrationMode(schema.ModeReplay),
			schema.WithDialect(target.dialect), schema.WithFormatter(sqltool.GooseFormatter),
			schema.WithDropColumn(true), schema.WithDropIndex(true))
		if err != nil {
			log.Fatalf("%s: compare: %v", target.folder, err)
		}
	}
}

// count writes atlas.sum, which tells whether a file is still what it was.
func count(dir *sqltool.GooseDir) {
	sum, err := dir.Checksum()
	if err != nil {
		log.Fatalf("read the migrations: %v", err)
	}
	if err := atlas.WriteSumFile(dir, sum); err != nil {
		log.Fatalf("write atlas.sum: %v", err)
	}
}
