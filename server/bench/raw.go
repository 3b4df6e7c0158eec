package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	// The SQLite driver, named "sqlite3".
	_ "github.com/mattn/go-sqlite3"
)

// rawClients is how many goroutines insert at once, as many as the load's
// middle size.
const rawClients = 16

// rawInserts is the limit of the disk and the database: the same bytes put into
// one table, grouped into as few commits as sixteen clients that each wait for
// theirs allow, with the service's durability.
func rawInserts(ctx context.Context, length time.Duration) (float64, error) {
	dir, err := os.MkdirTemp("", "vasco-bench-")
	if err != nil {
		return 0, fmt.Errorf("make a folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "raw.db")
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_stmt_cache_size=16")
	if err != nil {
		return 0, fmt.Errorf("open the database: %w", err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)"); err != nil {
		return 0, fmt.Errorf("make the table: %w", err)
	}
	return insertGrouped(ctx, db, length)
}

func insertGrouped(ctx context.Context, db *sql.DB, length time.Duration) (float64, error) {
	body := make([]byte, bodyBytes)
	_, _ = rand.Read(body) // It never fails.
	ctx, cancel := context.WithTimeout(ctx, length)
	defer cancel()
	queue := make(chan chan error, rawClients)
	var rows atomic.Int64
	var clients, writer sync.WaitGroup
	writer.Go(func() {
		for first := range queue {
			group := []chan error{first}
			for len(queue) > 0 {
				group = append(group, <-queue)
			}
			err := insert(ctx, db, body, len(group))
			for _, done := range group {
				done <- err
			}
		}
	})
	var failed atomic.Pointer[error]
	started := time.Now()
	for range rawClients {
		clients.Go(func() {
			done := make(chan error)
			for ctx.Err() == nil {
				queue <- done
				if err := <-done; err != nil {
					failed.Store(&err)
					return
				}
				rows.Add(1)
			}
		})
	}
	clients.Wait()
	close(queue)
	writer.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	return float64(rows.Load()) / time.Since(started).Seconds(), nil
}

func insert(ctx context.Context, db *sql.DB, body []byte, rows int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for range rows {
		if _, err := tx.ExecContext(ctx, "INSERT INTO rows (body) VALUES (?)", body); err != nil {
			return fmt.Errorf("insert: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
