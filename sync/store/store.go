// Package store opens the database behind the service and runs its
// transactions: SQLite in one file, or PostgreSQL for many replicas, with the
// same behaviour on both.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/kiwwwi/vasco/ent"
	// The runtime registers the entities' defaults and hooks.
	_ "github.com/kiwwwi/vasco/ent/runtime"
)

// Store is an open database.
type Store struct {
	// Dialect is dialect.SQLite or dialect.Postgres.
	Dialect string
	// Write is the pool of transactions. On SQLite it has one connection, which
	// ent and the job queue share: several writers would starve each other.
	Write *sql.DB
	// Read is for queries outside transactions; read-only on SQLite.
	Read *sql.DB
	// Listen is PostgreSQL's pool for LISTEN, nil on SQLite.
	Listen *pgxpool.Pool
	// URL is the address the store was opened with.
	URL string

	reader *ent.Client
	unlock func() error

	// turn is held by the caller of InTx whose turn it is on SQLite, waiting
	// counts those who want it, group is the transaction that is open, hurried
	// says that commits do not wait for the disk.
	turn    chan struct{}
	waiting atomic.Int32
	group   *group
	hurried bool
}

var errURL = errors.New("the database URL must begin with sqlite:// or postgres://")

// Open opens the database under url: sqlite://<path> or postgres://…
// A SQLite database is locked for this process; a second one gets ErrInUse.
func Open(ctx context.Context, url string) (*Store, error) {
	scheme, rest, found := strings.Cut(url, "://")
	if !found {
		return nil, errURL // Not repeated: it may hold a password.
	}
	var s *Store
	var err error
	switch scheme {
	case "sqlite":
		s, err = openSQLite(ctx, rest)
	case "postgres", "postgresql":
		s, err = openPostgres(ctx, url)
	default:
		return nil, errURL
	}
	if err != nil {
		return nil, err
	}
	s.URL = url
	s.reader = ent.NewClient(ent.Driver(entsql.OpenDB(s.Dialect, s.Read)))
	return s, nil
}

// Reader returns a client for queries outside transactions.
func (s *Store) Reader() *ent.Client { return s.reader }

// IsPostgres tells whether several processes may share the database.
func (s *Store) IsPostgres() bool { return s.Dialect == dialect.Postgres }

// Close closes all connections and gives the database free.
func (s *Store) Close() error {
	if s.Listen != nil {
		s.Listen.Close()
	}
	err := s.Write.Close()
	if s.Read != s.Write {
		err = errors.Join(err, s.Read.Close())
	}
	if s.unlock != nil {
		err = errors.Join(err, s.unlock())
	}
	return err
}

// Now is the time as both databases store it: UTC, in microseconds.
func Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Text makes foreign text storable: PostgreSQL takes neither NUL nor what is not UTF-8.
func Text(text string) string { return strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\x00", "") }

// Tx is a transaction: an ent client and the database/sql transaction that it
// shares with the job queue.
type Tx struct {
	*ent.Client
	SQL *sql.Tx

	store  *Store
	before []func(context.Context) error
	after  []func()
}

// Store returns the store the transaction belongs to.
func (tx *Tx) Store() *Store { return tx.store }

// BeforeCommit runs fn as the last step before the commit, in order of registration.
func (tx *Tx) BeforeCommit(fn func(context.Context) error) { tx.before = append(tx.before, fn) }

// AfterCommit runs fn once the transaction stands on disk.
func (tx *Tx) AfterCommit(fn func()) { tx.after = append(tx.after, fn) }

// Share keeps a row of a table as it is until the transaction ends, if it is
// there: others may read it, not change it. SQLite has one writer anyway.
func (tx *Tx) Share(ctx context.Context, table string, id int) error {
	return tx.lock(ctx, table, id, "SHARE")
}

// Lock is Share for who changes what goes with the row: it waits for all who
// share it, and they wait for the transaction's end.
func (tx *Tx) Lock(ctx context.Context, table string, id int) error {
	return tx.lock(ctx, table, id, "NO KEY UPDATE")
}

func (tx *Tx) lock(ctx context.Context, table string, id int, how string) error {
	if !tx.store.IsPostgres() {
		return nil
	}
	if _, err := tx.SQL.ExecContext(ctx, "SELECT 1 FROM "+table+" WHERE id = $1 FOR "+how, id); err != nil {
		return fmt.Errorf("lock row %d of %s: %w", id, table, err)
	}
	return nil
}

// InTx runs fn in a transaction and commits it when fn returns nil. No network
// call belongs into fn. Driver errors come back translated, see errors.go.
func (s *Store) InTx(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	return s.inTx(ctx, true, fn)
}

// InHurriedTx is InTx for what is done again when a power cut loses it: on
// SQLite it does not wait for the disk, unless it shares the commit of one that
// does. What is committed later and waits is never there without it.
func (s *Store) InHurriedTx(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	return s.inTx(ctx, false, fn)
}

func (s *Store) inTx(ctx context.Context, durable bool, fn func(ctx context.Context, tx *Tx) error) error {
	if !s.IsPostgres() {
		return s.inGroup(ctx, durable, fn)
	}
	sqlTx, err := s.Write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", translate(err))
	}
	tx := &Tx{Client: clientOf(s.Dialect, sqlTx), SQL: sqlTx, store: s}
	defer func() {
		// After a commit this answers sql.ErrTxDone, which is what we want; when
		// ctx ends, the driver has rolled back already.
		if err := sqlTx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) && ctx.Err() == nil {
			slog.WarnContext(ctx, "transaction could not be rolled back", "error", err)
		}
	}()
	if err := tx.run(ctx, fn); err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return fmt.Errorf("commit transaction: %w", translate(err))
	}
	for _, done := range tx.after {
		done()
	}
	return nil
}

// run does everything of a transaction but its beginning and its end.
func (tx *Tx) run(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	if err := fn(ctx, tx); err != nil {
		return translate(err)
	}
	for len(tx.before) > 0 { // A step may add another.
		step := tx.before[0]
		tx.before = tx.before[1:]
		if err := step(ctx); err != nil {
			return translate(err)
		}
	}
	return nil
}

// clientOf gives ent a transaction that it neither begins nor ends.
func clientOf(name string, tx *sql.Tx) *ent.Client {
	return ent.NewClient(ent.Driver(&joined{Driver: entsql.NewDriver(name, entsql.Conn{ExecQuerier: tx})}))
}

// joined answers ent's wish for a transaction with the one it is in already.
type joined struct{ *entsql.Driver }

func (d *joined) Tx(context.Context) (dialect.Tx, error) { return dialect.NopTx(d), nil }

func (d *joined) BeginTx(context.Context, *sql.TxOptions) (dialect.Tx, error) {
	return dialect.NopTx(d), nil
}
