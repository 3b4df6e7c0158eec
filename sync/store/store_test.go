package store_test

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// sqliteBeside opens the store's file once more, as another program would.
func sqliteBeside(t *testing.T, s *store.Store) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", strings.TrimPrefix(s.URL, "sqlite://"))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestASecondProcessIsRefused(t *testing.T) {
	t.Parallel()
	databaseURL := storetest.SQLite(t)
	first, err := store.Open(t.Context(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), databaseURL); !errors.Is(err, store.ErrInUse) {
		t.Fatalf("got %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.Open(t, databaseURL)
}

func TestPostgresIsShared(t *testing.T) {
	t.Parallel()
	databaseURL := storetest.Postgres(t)
	storetest.Open(t, databaseURL)
	storetest.Open(t, databaseURL)
}

func TestSQLiteIsDurable(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000",
	} {
		var got string
		if err := s.Write.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, %v", pragma, got, err)
		}
	}
}

func TestTheReaderCannotWrite(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	if err := put(t.Context(), s.Reader(), "a", "1"); err == nil {
		t.Fatal("it wrote")
	}
}

func TestSQLitePaths(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"vasco.db", "new/folder/vasco.db", "with blank.db", "100%25 #1?.db", "šumniki.db"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), name)
			s := storetest.Open(t, "sqlite://"+path)
			if err := s.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			if file, err := os.Stat(path); err != nil || file.Size() == 0 {
				t.Errorf("no database at %s: %v", path, err)
			}
		})
	}
}

func TestBadURLs(t *testing.T) {
	t.Parallel()
	const password = "zelo-skrivno"
	server := url.URL{Scheme: "postgres", User: url.UserPassword("vasco", password), Host: "127.0.0.1:1", Path: "/vasco"}
	for name, databaseURL := range map[string]string{
		"nothing":           "",
		"another database":  "mysql://vasco:" + password + "@db/vasco",
		"no scheme":         "vasco:" + password + "@db/vasco",
		"a strange scheme":  "vasco:" + password + "://db/vasco",
		"a bad port":        "postgres://vasco:" + password + "@db:port/vasco",
		"a bad escape":      "postgres://vasco:" + password + "%zz@db/vasco",
		"a bad setting":     "postgres://vasco:" + password + "@db/vasco?connect_timeout=soon",
		"nobody there":      server.String(),
		"a file as folder":  "sqlite:///dev/null/vasco.db",
		"a folder as file":  "sqlite://" + t.TempDir(),
		"no path to SQLite": "sqlite://",
	} {
		s, err := store.Open(t.Context(), databaseURL)
		if err == nil {
			t.Errorf("%s was opened: %v", name, s.Close())
			continue
		}
		if strings.Contains(err.Error(), password) {
			t.Errorf("%s: the password is in %q", name, err)
		}
	}
}

func TestPasswordsStayOutOfRefusedLogins(t *testing.T) {
	t.Parallel()
	server, err := url.Parse(storetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	server.User = url.UserPassword("nobody", "zelo-skrivno")
	s, err := store.Open(t.Context(), server.String())
	if err == nil {
		t.Fatal(s.Close())
	}
	if strings.Contains(err.Error(), "zelo-skrivno") || !strings.Contains(err.Error(), server.Host) {
		t.Errorf("got %v", err)
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, databaseURL := range []string{storetest.SQLite(t), storetest.Postgres(t)} {
		if s, err := store.Open(ctx, databaseURL); err == nil {
			t.Errorf("opened: %v", s.Close())
		}
	}
}
