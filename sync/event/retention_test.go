package event_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func prune(t *testing.T, l *event.Log, before time.Time, want int) {
	t.Helper()
	if gone, err := l.Prune(t.Context(), before); err != nil || gone != want {
		t.Fatalf("%d events were deleted, want %d, %v", gone, want, err)
	}
}

func TestRetention(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := event.NewLog(s, nil)
		prune(t, l, store.Now(), 0)
		add(t, s, l, received(1), received(2), received(3))
		between := store.Now()
		add(t, s, l, received(4), received(5))
		rows := after(t, l, 0, event.Filter{}, 10)
		prune(t, l, rows[0].At, 0)
		// The time may be of any zone.
		prune(t, l, between.In(time.FixedZone("east", 5*60*60)), 3)
		prune(t, l, between, 0)

		for i, want := range [][]int{nil, nil, {4, 5}, {5}, nil} {
			got, err := l.After(t.Context(), rows[i].ID, event.Filter{}, 10)
			if expired := i < 2; errors.Is(err, event.ErrCursorExpired) != expired || !slices.Equal(orders(got), want) {
				t.Errorf("after event %d: %v, %v", i+1, orders(got), err)
			}
		}
		if got := orders(after(t, l, 0, event.Filter{}, 10)); !slices.Equal(got, []int{4, 5}) {
			t.Errorf("from the beginning: %v", got)
		}
	})
}

// Nothing is left, and a reader is behind: it has to be told.
func TestAnEmptiedLog(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := event.NewLog(s, nil)
		add(t, s, l, received(1), received(2))
		rows := after(t, l, 0, event.Filter{}, 10)
		prune(t, l, store.Now().Add(time.Second), 2)
		if _, err := l.After(t.Context(), rows[0].ID, event.Filter{}, 10); !errors.Is(err, event.ErrCursorExpired) {
			t.Errorf("a reader that is behind: %v", err)
		}
		if got := after(t, l, rows[1].ID, event.Filter{}, 10); len(got) != 0 {
			t.Errorf("a reader at the end: %v", orders(got))
		}
		add(t, s, l, received(3)) // Its id is none that was.
		if got := orders(after(t, l, rows[1].ID, event.Filter{}, 10)); !slices.Equal(got, []int{3}) {
			t.Errorf("a reader at the end goes on with %v", got)
		}
	})
}

// After a restored backup the readers are ahead of the log.
func TestACursorOfAnotherDatabase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := event.NewLog(s, nil)
		if _, err := l.After(t.Context(), 4711, event.Filter{}, 10); !errors.Is(err, event.ErrCursorExpired) {
			t.Errorf("in an empty log: %v", err)
		}
		add(t, s, l, received(1))
		if _, err := l.After(t.Context(), 4711, event.Filter{}, 10); !errors.Is(err, event.ErrCursorExpired) {
			t.Errorf("beyond the end: %v", err)
		}
	})
}

// The log is long: it goes in pieces, and replicas that clean up together do no harm.
func TestReplicasPruneTogether(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := event.NewLog(s, nil)
		const many = 12_000
		fill := "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
		if _, err := s.Write.ExecContext(t.Context(), `INSERT INTO events (at, kind, level, shop_id, order_id, actor, params) `+fill+
			` SELECT CAST($1 AS `+timeType(s)+`), 'order.received', 'INFO', 1, i, 'system', '{}' FROM n`, store.Now()); err != nil {
			t.Fatal(err)
		}
		add(t, s, l, received(1))
		rows := after(t, l, 0, event.Filter{}, many+1)
		var replicas sync.WaitGroup
		gone := make(chan int, 3)
		for i := range cap(gone) {
			replicas.Go(func() {
				n, err := l.Prune(t.Context(), store.Now().Add(time.Duration(i)*time.Second))
				if err != nil {
					t.Error(err)
				}
				gone <- n
			})
		}
		replicas.Wait()
		if total := <-gone + <-gone + <-gone; total != many+1 {
			t.Errorf("%d events were deleted, want %d", total, many+1)
		}
		if _, err := l.After(t.Context(), rows[many-1].ID, event.Filter{}, 10); !errors.Is(err, event.ErrCursorExpired) {
			t.Errorf("a reader that is behind: %v", err)
		}
	})
}

func timeType(s *store.Store) string {
	if s.IsPostgres() {
		return "timestamptz"
	}
	return "text"
}
