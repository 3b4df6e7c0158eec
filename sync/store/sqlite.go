package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"entgo.io/ent/dialect"
	"github.com/gofrs/flock"

	// The SQLite driver, named "sqlite3".
	_ "github.com/mattn/go-sqlite3"
)

// ErrInUse means that another process has the SQLite database open.
var ErrInUse = errors.New("another vasco process is using this database; stop it first, or use PostgreSQL for several replicas")

func openSQLite(ctx context.Context, path string) (*Store, error) {
	if path == "" {
		return nil, errors.New("the database URL has no path after sqlite://")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	lock := flock.New(path + ".lock")
	locked, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if !locked {
		return nil, fmt.Errorf("%s: %w", path, ErrInUse)
	}
	write, err := sql.Open("sqlite3", sqliteDSN(path, url.Values{"_txlock": {"immediate"}}))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), lock.Unlock())
	}
	write.SetMaxOpenConns(1)
	// The first connection makes the file and sets WAL, which a read-only one cannot.
	if err := write.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), write.Close(), lock.Unlock())
	}
	read, err := sql.Open("sqlite3", sqliteDSN(path, url.Values{"mode": {"ro"}, "_query_only": {"true"}, "_cache_size": {readCache}}))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s for reading: %w", path, err), write.Close(), lock.Unlock())
	}
	read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	read.SetMaxIdleConns(max(4, runtime.NumCPU()))
	return &Store{turn: make(chan struct{}, 1), Dialect: dialect.SQLite, Write: write, Read: read, unlock: lock.Unlock}, nil
}

// What a connection keeps of the database, in kB below zero. Reading ones have the
// system's cache as well, and there are several.
const (
	writeCache = "-16000"
	readCache  = "-4000"
)

// sqliteDSN builds the driver's name. The driver applies busy_timeout first,
// so that a second connection can wait while the first switches to WAL.
func sqliteDSN(path string, extra url.Values) string {
	values := url.Values{
		"_busy_timeout": {"10000"},
		"_foreign_keys": {"on"},
		"_synchronous":  {"FULL"},
		"_cache_size":   {writeCache},
		// Preparing costs as much as running most of our statements.
		"_stmt_cache_size": {"128"},
	}
	if extra.Get("mode") != "ro" {
		values.Set("_journal_mode", "WAL")
	}
	maps.Copy(values, extra)
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: values.Encode()}).String()
}
