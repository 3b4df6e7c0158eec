package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	// The SQLite driver, named "sqlite3".
	_ "github.com/mattn/go-sqlite3"
)

// limits are what the disk and the database allow in the same run: bodies of
// the same size put into one table, with the service's durability, grouped into
// as few commits as clients that each wait for theirs allow.
type limits struct {
	// perSecond is by the number of clients.
	perSecond map[int]float64
	// p99 is the time of one in ms, at intakeRate a second.
	p99 float64
}

// intakeRate is the steady load at which latencies are measured, a second.
const intakeRate = 1000

var loads = []int{1, 16, 64}

func measureLimits(ctx context.Context, length time.Duration) (l limits, err error) {
	raw, err := newRawTable(ctx)
	if err != nil {
		return l, err
	}
	defer func() { err = errors.Join(err, raw.close()) }()
	l.perSecond = make(map[int]float64)
	for _, clients := range loads {
		if l.perSecond[clients], err = closedLoop(ctx, clients, length, raw.client); err != nil {
			return l, err
		}
	}
	latencies, err := openLoop(intakeRate, length, raw.client)
	if err != nil {
		return l, err
	}
	l.p99 = quantile(latencies, 0.99)
	return l, nil
}

// rawTable is a table with one writer, as the service has one.
type rawTable struct {
	dir   string
	db    *sql.DB
	body  []byte
	queue chan chan error
	ended chan struct{}
}

func newRawTable(ctx context.Context) (*rawTable, error) {
	dir, err := os.MkdirTemp("", "vasco-bench-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "raw.db")+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_stmt_cache_size=16")
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)"); err != nil {
		return nil, fmt.Errorf("make the table: %w", err)
	}
	const waiting = 1024
	r := &rawTable{dir: dir, db: db, body: make([]byte, bodyBytes), queue: make(chan chan error, waiting), ended: make(chan struct{})}
	_, _ = rand.Read(r.body) // It never fails.
	go r.write(ctx)
	return r, nil
}

func (r *rawTable) close() error {
	close(r.queue)
	<-r.ended
	return errors.Join(r.db.Close(), os.RemoveAll(r.dir))
}

func (r *rawTable) client() (client, error) {
	done := make(chan error)
	return client{func() error {
		r.queue <- done
		return <-done
	}, func() {}}, nil
}

// write commits what waits together.
func (r *rawTable) write(ctx context.Context) {
	defer close(r.ended)
	for first := range r.queue {
		group := []chan error{first}
		for len(r.queue) > 0 {
			group = append(group, <-r.queue)
		}
		err := insert(ctx, r.db, r.body, len(group))
		for _, done := range group {
			done <- err
		}
	}
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
