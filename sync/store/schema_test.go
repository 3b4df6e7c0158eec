package store_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ariga.io/atlas/sql/sqltool"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"

	"github.com/kiwwwi/vasco/ent/migrate"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// comparing lets one comparison run at a time: ent writes to package variables.
var comparing sync.Mutex

// The migrations make the tables that ent thinks there are: another difference
// would be another migration, and none is written.
func TestMigrationsMakeEntsTables(t *testing.T) {
	t.Parallel()
	storetest.EachEmpty(t, func(t *testing.T, databaseURL string) {
		folder, name := "sqlite", dialect.SQLite
		if strings.HasPrefix(databaseURL, "postgres") {
			folder, name = "postgres", dialect.Postgres
		} else {
			databaseURL = "sqlite://diff?mode=memory&_fk=1"
		}
		copied := t.TempDir()
		if err := os.CopyFS(copied, os.DirFS(filepath.Join("../../ent/migrate/migrations", folder))); err != nil {
			t.Fatal(err)
		}
		before := sqlFiles(t, copied)
		comparing.Lock()
		defer comparing.Unlock()
		dir, err := sqltool.NewGooseDir(copied)
		if err != nil {
			t.Fatal(err)
		}
		err = migrate.NamedDiff(t.Context(), databaseURL, "missing", schema.WithDir(dir), schema.WithMigrationMode(schema.ModeReplay),
			schema.WithDialect(name), schema.WithFormatter(sqltool.GooseFormatter), schema.WithDropColumn(true), schema.WithDropIndex(true))
		if err != nil {
			t.Fatal(err)
		}
		after := sqlFiles(t, copied)
		if len(after) == len(before) {
			return
		}
		missing, err := os.ReadFile(after[len(after)-1])
		if err != nil {
			t.Fatal(err)
		}
		t.Errorf("ent/schema has changed without a migration, see CONTRIBUTING.md:\n%s", missing)
	})
}

// What the program embeds is what lies in the folder, for both databases under
// the same names.
func TestBothDatabasesHaveTheSameHistory(t *testing.T) {
	t.Parallel()
	lists := make(map[string]string)
	for _, folder := range []string{"sqlite", "postgres"} {
		embedded, err := fs.Glob(migrate.Migrations, "migrations/"+folder+"/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range embedded {
			_, title, _ := strings.Cut(filepath.Base(name), "_")
			lists[folder] += title + " "
		}
	}
	if lists["sqlite"] == "" || lists["sqlite"] != lists["postgres"] {
		t.Errorf("SQLite has %q, PostgreSQL %q", lists["sqlite"], lists["postgres"])
	}
}

func sqlFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.sql"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no migrations in %s: %v", dir, err)
	}
	return files
}
