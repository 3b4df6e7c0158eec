package event_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// Who began first and commits last must not get the smaller id: a reader that
// has seen the other one would never look back.
func TestTheCursorFollowsTheCommits(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Postgres(t))
	l := event.NewLog(s, nil)
	begun, committed := make(chan struct{}), make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			l.Add(ctx, tx, received(1))
			// It has begun, and has written something.
			if err := tx.Meta.Create().SetKey("x").SetValue("1").Exec(ctx); err != nil {
				return err
			}
			close(begun)
			<-committed
			return nil
		})
	}()
	<-begun
	add(t, s, l, received(2))
	first := after(t, l, 0, event.Filter{}, 10)
	close(committed)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if got := orders(first); !slices.Equal(got, []int{2}) {
		t.Fatalf("committed first: %v", got)
	}
	if got := orders(after(t, l, first[0].ID, event.Filter{}, 10)); !slices.Equal(got, []int{1}) {
		t.Errorf("a reader that goes on from its cursor sees %v, not the event committed last", got)
	}
}

// An event written with its id and not yet committed holds later ones up: none
// of them may be read before it.
func TestIDsWaitForTheCommitBeforeThem(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Postgres(t))
	l := event.NewLog(s, nil)
	written, commit := make(chan struct{}), make(chan struct{})
	var writers sync.WaitGroup
	writers.Go(func() {
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			l.Add(ctx, tx, received(1))
			tx.BeforeCommit(func(context.Context) error {
				close(written)
				<-commit
				return nil
			})
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-written
	writers.Go(func() { add(t, s, l, received(2)) })
	within(t, "the second waits", func() bool {
		var waiting int
		err := s.Read.QueryRowContext(t.Context(), "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())").Scan(&waiting)
		return err == nil && waiting == 1
	})
	if rows := after(t, l, 0, event.Filter{}, 10); len(rows) != 0 {
		t.Errorf("%v can be read", orders(rows))
	}
	close(commit)
	writers.Wait()
	if got := orders(after(t, l, 0, event.Filter{}, 10)); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("got %v", got)
	}
}

// Many write, one reads on from its cursor all the time.
func TestAReaderMissesNothing(t *testing.T) {
	t.Parallel()
	const writers, each = 8, 40
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := event.NewLog(s, nil)
		var writing sync.WaitGroup
		for w := range writers {
			writing.Go(func() {
				for i := range each {
					// Two events in one transaction stay together.
					err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
						l.Add(ctx, tx, received(w*1000+2*i))
						l.Add(ctx, tx, received(w*1000+2*i+1))
						return nil
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		seen := make(map[int]int)
		cursor := 0
		within(t, "all were read", func() bool {
			rows := after(t, l, cursor, event.Filter{}, 7)
			for _, row := range rows {
				seen[row.OrderID]++
				cursor = row.ID
			}
			return len(seen) == writers*each*2
		})
		writing.Wait()
		for number, times := range seen {
			if times != 1 {
				t.Errorf("%d was read %d times", number, times)
			}
		}
		if rows := after(t, l, cursor, event.Filter{}, 7); len(rows) != 0 {
			t.Errorf("%v came late", orders(rows))
		}
	})
}

// within waits for a condition, but not for ever.
func within(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for tick := time.NewTicker(time.Millisecond); !holds(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("not within 30 s: %s", what)
		}
	}
}
