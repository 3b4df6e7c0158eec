package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/lease"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func acquire(t *testing.T, s *store.Store, name string) *store.Lease {
	t.Helper()
	var l *store.Lease
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		l, err = store.Acquire(ctx, tx, name, time.Minute)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// expire lets a lease end now.
func expire(t *testing.T, s *store.Store, name string) {
	t.Helper()
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.Lease.Update().Where(lease.Name(name)).SetExpiresAt(store.Now().Add(-time.Second)).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func extend(t *testing.T, s *store.Store, l *store.Lease) error {
	t.Helper()
	return s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return l.Extend(ctx, tx, time.Hour) })
}

func release(t *testing.T, s *store.Store, l *store.Lease) error {
	t.Helper()
	return s.InTx(t.Context(), l.Release)
}

func TestLease(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first := acquire(t, s, "order 1")
		if first == nil || acquire(t, s, "order 1") != nil {
			t.Fatal("a lease has to be one worker's")
		}
		if acquire(t, s, "order 2") == nil {
			t.Fatal("another order's lease is free")
		}
		before := first.Expires
		if err := extend(t, s, first); err != nil || !first.Expires.After(before.Add(30*time.Minute)) {
			t.Fatalf("extended to %v, %v", first.Expires, err)
		}
		if err := release(t, s, first); err != nil {
			t.Fatal(err)
		}
		second := acquire(t, s, "order 1")
		if second == nil || second.Fence <= first.Fence || second.Owner == first.Owner {
			t.Fatalf("after %+v came %+v", first, second)
		}
		for name, err := range map[string]error{"extend": extend(t, s, first), "release": release(t, s, first)} {
			if !errors.Is(err, store.ErrLeaseLost) {
				t.Errorf("%s by the one who gave it back: %v", name, err)
			}
		}
		if err := extend(t, s, second); err != nil {
			t.Errorf("the owner's lease was hurt: %v", err)
		}
	})
}

func TestAnExpiredLeaseIsTakenOver(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		dead := acquire(t, s, "order 1")
		expire(t, s, "order 1")
		if err := extend(t, s, dead); !errors.Is(err, store.ErrLeaseLost) {
			t.Errorf("extended after its end: %v", err)
		}
		heir := acquire(t, s, "order 1")
		if heir == nil || heir.Fence <= dead.Fence {
			t.Fatalf("after %+v came %+v", dead, heir)
		}
	})
}

// A worker that was too late writes nothing, in whatever order it wrote and checked.
func TestALostLeaseRollsEverythingBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		dead := acquire(t, s, "order 1")
		expire(t, s, "order 1")
		heir := acquire(t, s, "order 1")
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := put(ctx, tx.Client, "number", "NK-00001"); err != nil {
				return err
			}
			return dead.Extend(ctx, tx, time.Minute)
		})
		if !errors.Is(err, store.ErrLeaseLost) {
			t.Fatalf("got %v", err)
		}
		wantKeys(t, s)
		if err := extend(t, s, heir); err != nil {
			t.Fatal(err)
		}
	})
}

func TestOneOfManyGetsTheLease(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_ = acquire(t, s, "expired")
		expire(t, s, "expired")
		for _, name := range []string{"new", "expired"} {
			var racers sync.WaitGroup
			winners := make(chan *store.Lease, 16)
			for range cap(winners) {
				racers.Go(func() {
					if l := acquire(t, s, name); l != nil {
						winners <- l
					}
				})
			}
			racers.Wait()
			if len(winners) != 1 {
				t.Errorf("%s: %d have the lease", name, len(winners))
			}
		}
	})
}

// A worker extended its lease just before the end and has not committed: a
// successor that sees the old end has to wait, and then finds the new one.
func TestACheckedLeaseKeepsASuccessorOut(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_ = acquire(t, s, "order 1")
		expire(t, s, "order 1")
		taken := make(chan *store.Lease, 1)
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			err := tx.Lease.Update().Where(lease.Name("order 1")).SetExpiresAt(store.Now().Add(time.Minute)).Exec(ctx)
			if err != nil {
				return err
			}
			go func() { taken <- acquire(t, s, "order 1") }()
			within(t, "the successor waits", func() bool { return blocked(t, s) })
			return put(ctx, tx.Client, "number", "NK-00001")
		})
		if err != nil {
			t.Fatal(err)
		}
		if l := <-taken; l != nil {
			t.Fatalf("%+v was taken from a worker that had extended it", l)
		}
	})
}

// blocked tells whether a transaction waits for another.
func blocked(t *testing.T, s *store.Store) bool {
	t.Helper()
	if !s.IsPostgres() {
		return s.Waiting() > 0
	}
	var waiting int
	err := s.Read.QueryRowContext(t.Context(), `SELECT count(*) FROM pg_stat_activity
		WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting)
	if err != nil {
		t.Error(err)
		return true
	}
	return waiting > 0
}

func TestExpiredLeasesAreListedAndReleased(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, name := range []string{"order/1", "order/2", "order/3", "partner/1"} {
			_ = acquire(t, s, name)
		}
		expire(t, s, "order/2")
		expire(t, s, "order/1")
		expire(t, s, "partner/1")
		rows, err := store.Expired(t.Context(), s.Reader(), "order/", 10)
		if err != nil || len(rows) != 2 || rows[0].Name != "order/2" || rows[1].Name != "order/1" {
			t.Fatalf("%v, %v", rows, err)
		}
		if one, err := store.Expired(t.Context(), s.Reader(), "order/", 1); err != nil || len(one) != 1 {
			t.Errorf("%d rows with a limit of 1, %v", len(one), err)
		}
		heir := acquire(t, s, "order/1") // Faster than the sweep.
		if sweep(t, s, rows[1]) || !sweep(t, s, rows[0]) || sweep(t, s, rows[0]) {
			t.Error("only a lease that is still the one that was listed may go, once")
		}
		if err := extend(t, s, heir); err != nil {
			t.Error(err)
		}
	})
}

func sweep(t *testing.T, s *store.Store, row *ent.Lease) (gone bool) {
	t.Helper()
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		gone, err = store.ReleaseExpired(ctx, tx, row)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return gone
}
