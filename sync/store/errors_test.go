package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestErrorsAreTranslated(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return put(ctx, tx.Client, "a", "1") }); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			fn   func(context.Context, *store.Tx) error
			want error
		}{
			"a second row": {
				func(ctx context.Context, tx *store.Tx) error { return put(ctx, tx.Client, "a", "2") }, store.ErrConflict,
			},
			"a second row in SQL": {func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.SQL.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES ('a', '2')")
				return err
			}, store.ErrConflict},
			"a second row, wrapped": {func(ctx context.Context, tx *store.Tx) error {
				return fmt.Errorf("remember it: %w", put(ctx, tx.Client, "a", "2"))
			}, store.ErrConflict},
			"a row that is not there": {
				func(ctx context.Context, tx *store.Tx) error { _, err := tx.Meta.Get(ctx, 4711); return err }, store.ErrNotFound,
			},
			"no row in SQL": {func(ctx context.Context, tx *store.Tx) error {
				return tx.SQL.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'b'").Scan(new(string))
			}, store.ErrNotFound},
			"no rows": {func(context.Context, *store.Tx) error { return sql.ErrNoRows }, store.ErrNotFound},
		} {
			err := s.InTx(t.Context(), c.fn)
			if !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
			for _, kind := range []error{store.ErrNotFound, store.ErrConflict, store.ErrFull, store.ErrBusy} {
				if !errors.Is(c.want, kind) && errors.Is(err, kind) {
					t.Errorf("%s is %v as well", name, kind)
				}
			}
		}
		wantKeys(t, s, "a")
	})
}

// What is no kind of ours stays what it is, and is told once.
func TestOtherErrorsStay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, want := range []error{errOurs, fmt.Errorf("lost: %w", store.ErrLeaseLost), fmt.Errorf("x: %w", store.ErrConflict)} {
			err := s.InTx(t.Context(), func(context.Context, *store.Tx) error { return want })
			if !errors.Is(err, want) || err.Error() != want.Error() {
				t.Errorf("%v became %v", want, err)
			}
		}
	})
}

func TestAFullDisk(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	// The file may not grow any further: the driver says what a full disk says.
	if _, err := s.Write.ExecContext(t.Context(), "PRAGMA max_page_count = 1"); err != nil {
		t.Fatal(err)
	}
	fill := func(ctx context.Context, tx *store.Tx) error {
		return tx.Meta.Create().SetKey("big").SetValue(string(make([]byte, 1<<20))).Exec(ctx)
	}
	if err := s.InTx(t.Context(), fill); !errors.Is(err, store.ErrFull) {
		t.Fatalf("got %v", err)
	}
	wantKeys(t, s)
	if _, err := s.Write.ExecContext(t.Context(), "PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	if err := s.InTx(t.Context(), fill); err != nil {
		t.Fatalf("there is room again: %v", err)
	}
	wantKeys(t, s, "big")
}

func TestALockedDatabaseIsBusy(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	other := sqliteBeside(t, s)
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write.ExecContext(t.Context(), "PRAGMA busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	err := s.InTx(t.Context(), func(context.Context, *store.Tx) error { return nil })
	if !errors.Is(err, store.ErrBusy) {
		t.Fatalf("got %v", err)
	}
}

// Two transactions that wait for each other: PostgreSQL ends one of them.
func TestADeadlockIsBusy(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Postgres(t))
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(put(ctx, tx.Client, "a", "1"), put(ctx, tx.Client, "b", "1"))
	})
	if err != nil {
		t.Fatal(err)
	}
	change := func(first, second string, mine, others chan struct{}) error {
		return s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			const update = "UPDATE meta SET value = 'x' WHERE key = $1"
			if _, err := tx.SQL.ExecContext(ctx, update, first); err != nil {
				return err
			}
			close(mine)
			<-others
			_, err := tx.SQL.ExecContext(ctx, update, second)
			return err
		})
	}
	one, two, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() { ended <- change("a", "b", one, two) }()
	first := change("b", "a", two, one)
	select {
	case second := <-ended:
		if (first == nil) == (second == nil) || !errors.Is(errors.Join(first, second), store.ErrBusy) {
			t.Fatalf("got %v and %v", first, second)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("both wait")
	}
}
