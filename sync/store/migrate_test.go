package store_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"path"
	"sync"
	"testing"

	"github.com/pressly/goose/v3"

	"github.com/kiwwwi/vasco/ent/migrate"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestReplicasMigrateTogether(t *testing.T) {
	t.Parallel()
	databaseURL := storetest.EmptyPostgres(t)
	for what, migrate := range map[string]func(context.Context, *store.Store) error{
		"our tables": func(ctx context.Context, s *store.Store) error { return s.Migrate(ctx) },
		"River's":    job.Migrate,
	} {
		var starting sync.WaitGroup
		for range 4 {
			s := storetest.Open(t, databaseURL)
			starting.Go(func() {
				if err := migrate(t.Context(), s); err != nil {
					t.Errorf("%s: %v", what, err)
				}
			})
		}
		starting.Wait()
	}
	wantKeys(t, storetest.Open(t, databaseURL))
}

// A restart, or the same version on another replica, changes nothing.
func TestMigratingAgainKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		filled := fill(t, s)
		if err := storetest.Migrate(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		for table, rows := range filled {
			if n := count(t, s, table); n != rows {
				t.Errorf("%s has %d rows, had %d", table, n, rows)
			}
		}
	})
}

// Every migration is applied to a database that was filled at the version
// before it, down and up again.
func TestMigrationsOfFilledDatabases(t *testing.T) {
	t.Parallel()
	storetest.EachEmpty(t, func(t *testing.T, databaseURL string) {
		s := storetest.Open(t, databaseURL)
		provider := migrations(t, s)
		for _, source := range provider.ListSources() {
			before := fill(t, s)
			if _, err := provider.UpTo(t.Context(), source.Version); err != nil {
				t.Fatal(err)
			}
			for table, rows := range before {
				if n := count(t, s, table); n != rows {
					t.Errorf("%d: %s has %d rows, had %d", source.Version, table, n, rows)
				}
			}
		}
		if tables := fill(t, s); len(tables) != len(migrate.Tables) {
			t.Fatalf("%d tables were filled, ent has %d", len(tables), len(migrate.Tables))
		}
		if _, err := provider.DownTo(t.Context(), 0); err != nil {
			t.Fatalf("down: %v", err)
		}
		if tables := columns(t, s); len(tables) != 0 {
			t.Errorf("%d tables are left at version 0", len(tables))
		}
		if err := s.Migrate(t.Context()); err != nil {
			t.Fatalf("up again: %v", err)
		}
		wantKeys(t, s)
	})
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if _, err := s.Write.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (29990101000000, $1)`, true); err != nil {
			t.Fatal(err)
		}
		if err := s.Migrate(t.Context()); !errors.Is(err, store.ErrNewer) {
			t.Fatalf("got %v", err)
		}
	})
}

func TestANewerJobQueueIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if _, err := s.Write.ExecContext(t.Context(), `INSERT INTO river_migration (line, version) VALUES ('main', 9999)`); err != nil {
			t.Fatal(err)
		}
		if err := job.Migrate(t.Context(), s); !errors.Is(err, store.ErrNewer) {
			t.Fatalf("got %v", err)
		}
	})
}

func migrations(t *testing.T, s *store.Store) *goose.Provider {
	t.Helper()
	folder, dialect := "sqlite", goose.DialectSQLite3
	if s.IsPostgres() {
		folder, dialect = "postgres", goose.DialectPostgres
	}
	files, err := fs.Sub(migrate.Migrations, path.Join("migrations", folder))
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(dialect, s.Write, files)
	if err != nil {
		t.Fatal(err)
	}
	return provider
}

func count(t *testing.T, s *store.Store, table string) (n int) {
	t.Helper()
	if err := s.Read.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Error(err)
	}
	return n
}

// exec runs statements on one connection, with foreign keys off.
func exec(t *testing.T, s *store.Store, statements []string) {
	t.Helper()
	conn, err := s.Write.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	off, on := "PRAGMA foreign_keys = off", "PRAGMA foreign_keys = on"
	if s.IsPostgres() {
		off, on = "SET session_replication_role = replica", "SET session_replication_role = DEFAULT"
	}
	for _, statement := range append(append([]string{off}, statements...), on) {
		if _, err := conn.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// rowsOf runs a query and gives each row to scan.
func rowsOf(t *testing.T, s *store.Store, query string, scan func(*sql.Rows) error) {
	t.Helper()
	rows, err := s.Write.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
