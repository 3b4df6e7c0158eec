package event_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func received(number int) event.Event {
	return event.Event{
		Kind: event.OrderReceived, Level: event.Info, ShopID: 1, OrderID: number,
		Params: map[string]string{"number": strconv.Itoa(number)},
	}
}

func add(t *testing.T, s *store.Store, l *event.Log, events ...event.Event) {
	t.Helper()
	for _, e := range events {
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			l.Add(ctx, tx, e)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func after(t *testing.T, l *event.Log, cursor int, f event.Filter, limit int) []*ent.Event {
	t.Helper()
	rows, err := l.After(t.Context(), cursor, f, limit)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func orders(rows []*ent.Event) []int {
	var numbers []int
	for _, row := range rows {
		numbers = append(numbers, row.OrderID)
	}
	return numbers
}

func TestAnEventIsKeptWhole(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := event.NewLog(s, nil)
		ctx := actor.With(t.Context(), actor.Actor{Kind: actor.Person, Name: "ana"})
		before := store.Now()
		err := s.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			l.Add(ctx, tx, event.Event{
				Kind: event.OrderSynced, Level: event.Success, ShopID: 2, OrderID: 1284,
				Params: map[string]string{"number": "1284", "vasco": "NK-00001"},
			})
			l.Add(ctx, tx, event.Event{Kind: event.ShopReachable, Level: event.Info})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		rows := after(t, l, 0, event.Filter{}, 10)
		if len(rows) != 2 || rows[0].ID >= rows[1].ID {
			t.Fatalf("got %v", rows)
		}
		e := rows[0]
		if e.Kind != "order.synced" || e.Level != event.Success || e.ShopID != 2 || e.OrderID != 1284 || e.Actor != "person:ana" ||
			len(e.Params) != 2 || e.Params["vasco"] != "NK-00001" || e.At.Before(before) || e.At.After(store.Now()) {
			t.Errorf("got %+v", e)
		}
		if rows[1].Params == nil || len(rows[1].Params) != 0 {
			t.Errorf("no parameters became %v", rows[1].Params)
		}
	})
}

func TestPagingAndLast(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := event.NewLog(s, nil)
		if last, err := l.Last(t.Context()); err != nil || last != 0 {
			t.Fatalf("an empty log ends at %d, %v", last, err)
		}
		if rows := after(t, l, 0, event.Filter{}, 10); len(rows) != 0 {
			t.Fatalf("an empty log has %v", rows)
		}
		for number := range 25 {
			add(t, s, l, received(number+1))
		}
		var all []int
		cursor := 0
		for {
			rows := after(t, l, cursor, event.Filter{}, 10)
			if len(rows) == 0 {
				break
			}
			all, cursor = append(all, orders(rows)...), rows[len(rows)-1].ID
		}
		if len(all) != 25 || !slices.IsSorted(all) {
			t.Errorf("pages hold %v", all)
		}
		if last, err := l.Last(t.Context()); err != nil || last != cursor {
			t.Errorf("the log ends at %d, %v, the last page at %d", last, err, cursor)
		}
	})
}

func TestFilters(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := event.NewLog(s, nil)
		add(t, s, l,
			event.Event{Kind: event.OrderReceived, Level: event.Info, ShopID: 1, OrderID: 1},
			event.Event{Kind: event.OrderSynced, Level: event.Success, ShopID: 1, OrderID: 2},
			event.Event{Kind: event.OrderSynced, Level: event.Success, ShopID: 2, OrderID: 3},
			event.Event{Kind: event.OrderFailed, Level: event.Error, ShopID: 2, OrderID: 4},
			event.Event{Kind: event.PaymentNew, Level: event.Warning, ShopID: 1, OrderID: 5},
		)
		for name, c := range map[string]struct {
			filter event.Filter
			want   []int
		}{
			"all":             {event.Filter{}, []int{1, 2, 3, 4, 5}},
			"a shop":          {event.Filter{ShopID: 1}, []int{1, 2, 5}},
			"an order":        {event.Filter{OrderID: 3}, []int{3}},
			"kinds":           {event.Filter{Kinds: []string{"order.received", "payment.new"}}, []int{1, 5}},
			"levels":          {event.Filter{Levels: []event.Level{event.Warning, event.Error}}, []int{4, 5}},
			"shop and level":  {event.Filter{ShopID: 2, Levels: []event.Level{event.Success}}, []int{3}},
			"nothing matches": {event.Filter{ShopID: 3}, nil},
		} {
			if got := orders(after(t, l, 0, c.filter, 10)); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	})
}

// heard remembers what was published.
type heard struct {
	mu      sync.Mutex
	notices []event.Notice
	check   func()
}

func (h *heard) Publish(n event.Notice) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.notices = append(h.notices, n)
	if h.check != nil {
		h.check()
	}
}

func TestPublishedAfterTheCommit(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	h := &heard{}
	l := event.NewLog(s, h)
	rolledBack := errors.New("rolled back")
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		l.Add(ctx, tx, received(1))
		tx.BeforeCommit(func(context.Context) error { return rolledBack })
		return nil
	})
	if !errors.Is(err, rolledBack) || len(h.notices) != 0 || len(after(t, l, 0, event.Filter{}, 10)) != 0 {
		t.Fatalf("%v; published %v", err, h.notices)
	}
	h.check = func() {
		if rows := after(t, l, 0, event.Filter{}, 10); len(rows) != 1 {
			t.Error("it was published before it could be read")
		}
	}
	add(t, s, l, received(2))
	last, err := l.Last(t.Context())
	if want := (event.Notice{EventID: last, ShopID: 1, OrderID: 2}); err != nil || len(h.notices) != 1 || h.notices[0] != want {
		t.Errorf("published %v, want %v, %v", h.notices, want, err)
	}
}

// PostgreSQL tells all replicas: the ids alone, and nothing of what was rolled back.
func TestPostgresNotifies(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Postgres(t))
	h := &heard{}
	l := event.NewLog(s, h)
	conn, err := s.Listen.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(t.Context(), "LISTEN "+event.Channel); err != nil {
		t.Fatal(err)
	}
	_ = s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		l.Add(ctx, tx, received(1))
		tx.BeforeCommit(func(context.Context) error { return errors.New("rolled back") })
		return nil
	})
	add(t, s, l, received(2))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	notification, err := conn.Conn().WaitForNotification(ctx)
	if err != nil {
		t.Fatal(err)
	}
	last, err := l.Last(t.Context())
	if want := fmt.Sprintf("%d 1 2", last); err != nil || notification.Payload != want {
		t.Errorf("got %q, want %q, %v", notification.Payload, want, err)
	}
	if len(h.notices) != 0 {
		t.Error("it was published in this process as well: subscribers would hear it twice")
	}
}

func TestKindsAreAClosedSet(t *testing.T) {
	t.Parallel()
	seen := make(map[event.Kind]bool)
	for _, kind := range event.Kinds() {
		if seen[kind] {
			t.Errorf("%s is listed twice", kind)
		}
		seen[kind] = true
	}
}
