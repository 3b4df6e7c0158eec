package graph_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	entevent "github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const eventAdded = `subscription($after: Cursor, $filter: EventFilter) { eventAdded(after: $after, filter: $filter) { cursor node { id kind params { name value } } } }`

// write adds events in one transaction.
func (a *api) write(kind event.Kind, texts ...string) {
	a.t.Helper()
	err := a.Store.InTx(context.WithoutCancel(a.t.Context()), func(ctx context.Context, tx *store.Tx) error {
		for _, text := range texts {
			a.Log.Add(ctx, tx, event.Event{Kind: kind, Level: event.Info, Params: map[string]string{"text": text}})
		}
		return nil
	})
	if err != nil {
		a.t.Error(err)
	}
}

// text is what a test's event says.
func text(t *testing.T, got answer) string {
	t.Helper()
	if len(got.Errors) > 0 {
		t.Fatalf("the subscription failed: %+v", got.Errors)
	}
	words, _ := at(got.Data, "eventAdded", "node", "params", 0, "value").(string)
	return words
}

// begun waits until a subscription has read the log, so that what is written now is live.
func begun(a *api, r reader, kind event.Kind) {
	a.t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.next()
	}()
	for i := 0; ; i++ {
		a.write(kind, fmt.Sprint("begin ", i))
		select {
		case <-done:
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestEventsLive(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, open := range transports {
			a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Empty: true})
			a.write(event.OrderQueued, "before")
			r := open(a, eventAdded, vars{"filter": map[string]any{"kinds": []string{"order.queued"}}})
			begun(a, r, event.OrderQueued)
			a.write(event.OrderSynced, "not asked for")
			a.write(event.OrderQueued, "one", "two")
			a.write(event.OrderQueued, "three")
			var got []string
			for len(got) < 3 {
				answer, ok := r.next()
				if !ok {
					t.Fatal("the stream ended")
				}
				if words := text(t, answer); !strings.HasPrefix(words, "begin") {
					got = append(got, words)
				}
			}
			if want := []string{"one", "two", "three"}; !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
			r.close()
		}
	})
}

// TestReconnecting reads 2,000 events while they are written, losing the
// connection again and again: each comes once, in order.
func TestReconnecting(t *testing.T) {
	t.Parallel()
	const total, writers = 2000, 4
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, open := range transports {
			a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Empty: true})
			last, err := a.Log.Last(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var group sync.WaitGroup
			for w := range writers {
				group.Go(func() {
					random := rand.New(rand.NewPCG(1, uint64(w)))
					for left := total / writers; left > 0; {
						batch := make([]string, min(left, 1+random.IntN(20)))
						a.write(event.OrderQueued, batch...)
						left -= len(batch)
					}
				})
			}
			cursor := model.Cursor(model.KindEvent, last)
			random := rand.New(rand.NewPCG(9, 9))
			var got []string
			for len(got) < total {
				r := open(a, eventAdded, vars{"after": cursor})
				for range 1 + random.IntN(300) {
					if len(got) == total {
						break
					}
					answer, ok := r.next()
					if !ok || len(answer.Errors) > 0 {
						t.Fatalf("%s: the stream ended: %+v", name, answer)
					}
					got = append(got, at(answer.Data, "eventAdded", "node", "id").(string))
					cursor = at(answer.Data, "eventAdded", "cursor").(string)
				}
				r.close()
			}
			group.Wait()
			ids, err := s.Reader().Event.Query().Where(entevent.IDGT(last)).Order(entevent.ByID()).IDs(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, id := range ids {
				want = append(want, model.ID(model.KindEvent, id))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %d events were read, %d written, or not in order", name, len(got), len(want))
			}
		}
	})
}

// TestSlowReader: one who does not read holds up neither writers nor other
// readers. It may lose its connection, and gets everything from its cursor on.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	const total = 200
	large := strings.Repeat("x", 64<<10) // All of them are more than the connection's buffers hold.
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, open := range transports {
			a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Empty: true})
			slow, quick := newPersistent(a, open), newPersistent(a, open)
			begun(a, slow, event.OrderQueued)
			begun(a, quick, event.OrderQueued)
			wait := func(who string, r reader, number int) {
				for {
					answer, ok := r.next()
					if !ok {
						t.Fatalf("%s, %s: the stream ended at %d", name, who, number)
					}
					words := text(t, answer)
					if strings.HasPrefix(words, "begin") {
						continue
					}
					if !strings.HasPrefix(words, fmt.Sprint(number, " ")) {
						t.Fatalf("%s, %s: got %.20s, want %d", name, who, words, number)
					}
					return
				}
			}
			for i := range total {
				a.write(event.OrderSynced, fmt.Sprint(i, " ", large))
				wait("quick", quick, i)
			}
			if quick.losses > 0 {
				t.Errorf("%s: the quick one lost its connection %d times", name, quick.losses)
			}
			for i := range total {
				wait("slow", slow, i)
			}
			slow.close()
			quick.close()
		}
	})
}

// persistent is a reader of the log that comes back with its cursor.
type persistent struct {
	reader
	reopen func(after string) reader
	cursor string
	losses int
}

func newPersistent(a *api, open func(a *api, query string, variables vars) reader) *persistent {
	return &persistent{
		reader: open(a, eventAdded, nil),
		reopen: func(after string) reader { return open(a, eventAdded, vars{"after": after}) },
	}
}

func (p *persistent) next() (got answer, ok bool) {
	for {
		got, ok = p.reader.next()
		if !got.lost {
			p.cursor, _ = at(got.Data, "eventAdded", "cursor").(string)
			return got, ok
		}
		p.losses++
		p.reader = p.reopen(p.cursor)
	}
}

func TestExpiredCursorEndsTheStream(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Empty: true})
		a.write(event.OrderQueued, "old", "older")
		if _, err := a.Log.Prune(t.Context(), time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		a.write(event.OrderQueued, "new")
		for name, open := range transports {
			r := open(a, eventAdded, vars{"after": model.Cursor(model.KindEvent, 1)})
			got, ok := r.next()
			if !ok || len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "CURSOR_EXPIRED" || !slices.Equal(got.Errors[0].Extensions.Field, []string{"after"}) {
				t.Errorf("%s: %+v, want CURSOR_EXPIRED at after", name, got)
			}
			if got, ok := r.next(); ok || got.lost {
				t.Errorf("%s: the stream goes on or was lost", name)
			}
			bad := open(a, eventAdded, vars{"after": "x"})
			if got, _ := bad.next(); len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "BAD_USER_INPUT" {
				t.Errorf("%s: %+v, want BAD_USER_INPUT", name, got)
			}
		}
	})
}

// TestFilteredRowsAreReadOnce: what does not fit the filter is not looked
// through again at every event.
func TestFilteredRowsAreReadOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		sent := watch(s)
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Empty: true})
		r := a.overWebSocket(eventAdded, vars{"filter": map[string]any{"kinds": []string{"order.failed"}}})
		begun(a, r, event.OrderFailed)
		for range 50 {
			a.write(event.OrderQueued, make([]string, 10)...)
		}
		last, err := a.Log.Last(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		sent.take()
		ordertest.Until(t, "the log is read from its end", func() bool {
			a.write(event.OrderQueued, "one more")
			return slices.ContainsFunc(sent.take(), func(q statement) bool {
				from, isInt := at(q.args, 0).(int)
				return strings.Contains(q.text, "kind") && isInt && from >= last
			})
		})
	})
}

func TestOrderChanged(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		for name, open := range transports {
			r := open(a, `subscription($shop: ID) { orderChanged(shopId: $shop) { shopOrderId state vascoNumber } }`, vars{"shop": a.shopID()})
			leasing := ordertest.Simple()
			leasing.PaymentMethod = "summit"
			id := strconv.FormatInt(a.Place(leasing), 10)
			for state := ""; state != "BLOCKED"; {
				got, ok := r.next()
				if !ok || len(got.Errors) > 0 {
					t.Fatalf("%s: the stream ended: %+v", name, got)
				}
				a.want(got.Data, id, "orderChanged", "shopOrderId")
				state, _ = at(got.Data, "orderChanged", "state").(string)
			}
			r.close()
		}
		if got, _ := a.overSSE(`subscription { orderChanged(orderId: "x") { id } }`, nil).next(); len(got.Errors) != 1 || !slices.Equal(got.Errors[0].Extensions.Field, []string{"orderId"}) {
			t.Errorf("a bad id: %+v", got)
		}
	})
}
