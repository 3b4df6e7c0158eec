package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// held keeps SQLite's turn until the given callers wait for it, and returns how
// each of them ended.
func held(t *testing.T, s *store.Store, callers ...func() error) []error {
	t.Helper()
	results := make([]chan error, len(callers))
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for i, call := range callers {
			results[i] = make(chan error, 1)
			go func() { results[i] <- call() }()
			within(t, "the caller waits", func() bool { return s.Waiting() == i+1 })
		}
		return put(ctx, tx.Client, "first", "1")
	})
	if err != nil {
		t.Fatal(err)
	}
	errs := make([]error, len(callers))
	for i, result := range results {
		errs[i] = <-result
	}
	return errs
}

func putter(t *testing.T, s *store.Store, key string) func() error {
	return func() error {
		return s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return put(ctx, tx.Client, key, "1") })
	}
}

func TestAMemberFailsAlone(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	refused := errors.New("refused")
	errs := held(t, s, putter(t, s, "a"), func() error {
		return s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(put(ctx, tx.Client, "lost", "1"), refused)
		})
	}, putter(t, s, "b"), putter(t, s, "a"))
	if errs[0] != nil || !errors.Is(errs[1], refused) || errs[2] != nil || !errors.Is(errs[3], store.ErrConflict) {
		t.Fatalf("got %v", errs)
	}
	wantKeys(t, s, "a", "b", "first")
}

func TestAMemberThatPanicsFailsAlone(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	errs := held(t, s, putter(t, s, "a"), func() (err error) {
		defer func() { err = fmt.Errorf("%v", recover()) }()
		return s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			_ = put(ctx, tx.Client, "lost", "1")
			panic("a bug")
		})
	})
	if errs[0] != nil || errs[1] == nil || errs[1].Error() != "a bug" {
		t.Fatalf("got %v", errs)
	}
	wantKeys(t, s, "a", "first")
}

// A caller that gives up while it waits must not take others' commit with it.
func TestAMemberMayLeave(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	ctx, cancel := context.WithCancel(t.Context())
	errs := held(t, s, putter(t, s, "a"), func() error {
		go cancel()
		<-ctx.Done()
		return s.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return put(ctx, tx.Client, "lost", "1") })
	})
	if errs[0] != nil || !errors.Is(errs[1], context.Canceled) {
		t.Fatalf("got %v", errs)
	}
	wantKeys(t, s, "a", "first")
}

// What SQLite rolls back of its own accord is lost for all members, and all are told.
func TestALostTransactionFailsAllItsMembers(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	results := make(chan error, 2)
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		go func() { results <- putter(t, s, "a")() }()
		within(t, "the caller waits", func() bool { return s.Waiting() == 1 })
		go func() {
			results <- s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.SQL.ExecContext(ctx, "ROLLBACK")
				return errors.Join(err, errors.New("no space left"))
			})
		}()
		within(t, "both wait", func() bool { return s.Waiting() == 2 })
		return put(ctx, tx.Client, "first", "1")
	})
	if !errors.Is(err, store.ErrBusy) {
		t.Errorf("the first member got %v", err)
	}
	for range 2 {
		if err := <-results; err == nil {
			t.Error("a member does not know that it failed")
		}
	}
	wantKeys(t, s)
	if err := putter(t, s, "later")(); err != nil {
		t.Fatal(err)
	}
	wantKeys(t, s, "later")
}

func TestMembersShareACommit(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	var mu sync.Mutex
	var steps []string
	note := func(step string) {
		mu.Lock()
		defer mu.Unlock()
		steps = append(steps, step)
	}
	member := func() error {
		return s.InTx(t.Context(), func(_ context.Context, tx *store.Tx) error {
			note("ran")
			tx.AfterCommit(func() { note("committed") })
			return nil
		})
	}
	for _, err := range held(t, s, member, member, member) {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"ran", "ran", "ran", "committed", "committed", "committed"}
	if !slices.Equal(steps, want) {
		t.Fatalf("got %v", steps)
	}
}

// level is how a transaction's commit waits for the disk: 1 is not, 2 is FULL.
func level(ctx context.Context, t *testing.T, tx *store.Tx) int {
	t.Helper()
	var level int
	if err := tx.SQL.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&level); err != nil {
		t.Error(err)
	}
	return level
}

// A transaction that must outlive a power cut waits for the disk, whoever was
// before it on the connection.
func TestOnlyHurriedTransactionsDoNotWaitForTheDisk(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	const hurried, durable = 1, 2
	type in func(context.Context, func(context.Context, *store.Tx) error) error
	member := func(in in, want int) func() error {
		return func() error {
			return in(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				if got := level(ctx, t, tx); got != want {
					t.Errorf("level %d, want %d", got, want)
				}
				return nil
			})
		}
	}
	// Behind a transaction that waits: what joins it waits too.
	for _, err := range held(t, s, member(s.InTx, durable), member(s.InHurriedTx, durable), member(s.InTx, durable)) {
		if err != nil {
			t.Fatal(err)
		}
	}
	err := s.InHurriedTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if got := level(ctx, t, tx); got != hurried {
			t.Errorf("level %d, want %d", got, hurried)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := member(s.InTx, durable)(); err != nil {
		t.Fatal(err)
	}
}

// A durable caller that comes while a hurried group is open ends it first.
func TestADurableMemberDoesNotJoinAHurriedGroup(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	result := make(chan error, 1)
	err := s.InHurriedTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		go func() {
			result <- s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				if got := level(ctx, t, tx); got != 2 {
					t.Errorf("level %d", got)
				}
				return put(ctx, tx.Client, "durable", "1")
			})
		}()
		within(t, "the caller waits", func() bool { return s.Waiting() == 1 })
		return put(ctx, tx.Client, "hurried", "1")
	})
	if err := errors.Join(err, <-result); err != nil {
		t.Fatal(err)
	}
	wantKeys(t, s, "durable", "hurried")
}
