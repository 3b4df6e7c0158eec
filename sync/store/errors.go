package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"github.com/kiwwwi/vasco/ent"
)

// The kinds of failure that callers tell apart, whatever the database.
var (
	// ErrNotFound: the row does not exist.
	ErrNotFound = errors.New("not found")
	// ErrConflict: a unique row exists already.
	ErrConflict = errors.New("exists already")
	// ErrFull: the disk, or a bounded queue in front of the database, is full.
	ErrFull = errors.New("storage is full")
	// ErrBusy: the database was locked or the transaction lost against another; try again.
	ErrBusy = errors.New("database is busy")
	// ErrLeaseLost: the work belongs to somebody else now; nothing was written.
	ErrLeaseLost = errors.New("lease lost")
)

// PostgreSQL's codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
const (
	pgUniqueViolation      = "23505"
	pgSerializationFailure = "40001"
	pgDeadlock             = "40P01"
	pgDiskFull             = "53100"
)

// translate turns drivers' errors into the kinds above, keeping the original inside.
func translate(err error) error {
	switch kind := kindOf(err); {
	case kind == nil, errors.Is(err, kind):
		return err
	default:
		return fmt.Errorf("%w: %w", kind, err)
	}
}

func kindOf(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	if ent.IsNotFound(err) || errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if lite, ok := errors.AsType[sqlite3.Error](err); ok {
		return sqliteKind(lite)
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return postgresKind(pg.Code)
	}
	return nil
}

func sqliteKind(err sqlite3.Error) error {
	switch {
	case err.ExtendedCode == sqlite3.ErrConstraintUnique, err.ExtendedCode == sqlite3.ErrConstraintPrimaryKey:
		return ErrConflict
	case err.Code == sqlite3.ErrFull:
		return ErrFull
	case err.Code == sqlite3.ErrBusy, err.Code == sqlite3.ErrLocked:
		return ErrBusy
	}
	return nil
}

func postgresKind(code string) error {
	switch code {
	case pgUniqueViolation:
		return ErrConflict
	case pgDiskFull:
		return ErrFull
	case pgSerializationFailure, pgDeadlock:
		return ErrBusy
	}
	return nil
}
