// Package storetest gives tests a migrated database of their own, on both
// kinds: what holds on one has to hold on the other.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// PostgresEnv names the server in which tests make their databases. Without it
// tests on PostgreSQL are left out, but never under CI: there they fail.
const PostgresEnv = "VASCO_TEST_POSTGRES_URL"

// Each runs the test on SQLite and on PostgreSQL, side by side.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, Open(t, SQLite(t)))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, Open(t, Postgres(t)))
	})
}

// EachEmpty runs the test with the URL of a database without tables, of each kind.
func EachEmpty(t *testing.T, test func(t *testing.T, databaseURL string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, "sqlite://"+filepath.Join(t.TempDir(), "vasco.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, EmptyPostgres(t))
	})
}

// EmptyPostgres makes a database without tables and returns its URL.
func EmptyPostgres(t testing.TB) string {
	t.Helper()
	return createPostgres(t, "template0")
}

// Open opens the database under url until the test ends.
func Open(t testing.TB, databaseURL string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), databaseURL)
	if err != nil {
		t.Fatalf("open the test's database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the test's database: %v", err)
		}
	})
	return s
}

// Migrate brings our tables and the job queue's up to date.
func Migrate(ctx context.Context, s *store.Store) error {
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	return job.Migrate(ctx, s)
}

// SQLite makes a migrated database in a file and returns its URL.
func SQLite(t testing.TB) string {
	t.Helper()
	template, err := sqliteTemplate()
	if err != nil {
		t.Fatalf("make the SQLite template: %v", err)
	}
	path := filepath.Join(t.TempDir(), "vasco.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		t.Fatalf("copy the SQLite template: %v", err)
	}
	return "sqlite://" + path
}

// Postgres makes a migrated database in the server of PostgresEnv and returns its URL.
func Postgres(t testing.TB) string {
	t.Helper()
	needPostgres(t)
	template, err := postgresTemplate()
	if err != nil {
		t.Fatalf("make the PostgreSQL template: %v", err)
	}
	return createPostgres(t, template)
}

// needPostgres returns the server's URL.
func needPostgres(t testing.TB) string {
	t.Helper()
	server := os.Getenv(PostgresEnv)
	if server != "" {
		return server
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not set: make test starts a PostgreSQL and sets it", PostgresEnv)
	}
	t.Skipf("%s is not set: run make test, or set it to a server's URL", PostgresEnv)
	return ""
}

func createPostgres(t testing.TB, template string) string {
	t.Helper()
	server := needPostgres(t)
	name := "t_" + strings.ToLower(rand.Text())
	if err := execute(server, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, template)); err != nil {
		t.Fatalf("make the test's database: %v", err)
	}
	t.Cleanup(func() {
		if err := execute(server, fmt.Sprintf("DROP DATABASE IF EXISTS %s WITH (FORCE)", name)); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return inDatabase(server, name)
}

// Migrating costs more than a copy: each process migrates one database of each
// kind and copies it.
var (
	sqliteTemplate   = sync.OnceValues(makeSQLiteTemplate)
	postgresTemplate = sync.OnceValues(makePostgresTemplate)
)

func makeSQLiteTemplate() ([]byte, error) {
	dir, err := os.MkdirTemp("", "vasco-template-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "vasco.db")
	if err := migrated("sqlite://" + path); err != nil {
		return nil, err
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	return file, nil
}

func makePostgresTemplate() (string, error) {
	server := os.Getenv(PostgresEnv)
	name := "template_" + strings.ToLower(rand.Text())
	if err := execute(server, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	return name, migrated(inDatabase(server, name))
}

func migrated(databaseURL string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, databaseURL)
	if err != nil {
		return err
	}
	if err := Migrate(ctx, s); err != nil {
		_ = s.Close()
		return err
	}
	return s.Close()
}

func inDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	u.Path = "/" + name
	return u.String()
}

// execute runs one statement outside any test database. CREATE DATABASE locks
// its template: one at a time.
func execute(server, statement string) error {
	executing.Lock()
	defer executing.Unlock()
	db, err := sql.Open("pgx", server)
	if err != nil {
		return fmt.Errorf("open the test server: %w", err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

var executing sync.Mutex
