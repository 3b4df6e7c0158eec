package job

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river/rivermigrate"

	"github.com/kiwwwi/vasco/sync/store"
)

// migrateLock is PostgreSQL's advisory lock of the queue's migrations.
const migrateLock = 0x7661_7363_6a01

// Migrate brings the queue's own tables up to date, and refuses those of a
// newer program. Replicas that start together do it one after the other.
func Migrate(ctx context.Context, s *store.Store) (err error) {
	if s.IsPostgres() {
		unlock, err := lock(ctx, s.Write)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, unlock()) }()
	}
	migrator, err := rivermigrate.New(driverOf(s), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("set up the job queue's migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate the job queue: %w", err)
	}
	var current int
	err = s.Write.QueryRowContext(ctx, "SELECT max(version) FROM river_migration WHERE line = 'main'").Scan(&current)
	if err != nil {
		return fmt.Errorf("read the job queue's version: %w", err)
	}
	known := migrator.AllVersions()
	if target := known[len(known)-1].Version; current > target {
		return fmt.Errorf("job queue version %d, this program knows %d: %w", current, target, store.ErrNewer)
	}
	return nil
}

// lock holds the migrations' lock, which belongs to a connection.
func lock(ctx context.Context, db *sql.DB) (unlock func() error, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect to migrate the job queue: %w", err)
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrateLock); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the job queue's migrations: %w", err), conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrateLock)
		if err := errors.Join(err, conn.Close()); err != nil {
			return fmt.Errorf("unlock the job queue's migrations: %w", err)
		}
		return nil
	}, nil
}
