package order_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"testing"

	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestTimelineTellsAnOrdersWay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id, other := f.Place(ordertest.Simple()), f.Place(ordertest.Simple())
		f.Synced(id)
		f.Synced(other)
		var told []string
		ordertest.Until(t, "the number is written back and all calls are kept", func() bool {
			moments, err := f.Orders.Timeline(t.Context(), f.Order(id).ID)
			if err != nil {
				t.Fatal(err)
			}
			told = nil
			for i, m := range moments {
				if i > 0 && m.At.Before(moments[i-1].At) {
					t.Fatalf("entry %d goes back in time", i)
				}
				told = append(told, word(m))
			}
			return slices.Contains(told, "order.written_back") && slices.Contains(told, "create order") && slices.Contains(told, "write order meta")
		})
		for _, want := range []string{"order.created", "order.received", "order.sending", "create order", "order.synced", "write order meta", "order.written_back"} {
			if !slices.Contains(told, want) {
				t.Errorf("the timeline does not tell %s: %v", want, told)
			}
		}
		if at(told, "order.received") > at(told, "order.sending") || at(told, "order.sending") > at(told, "order.synced") || told[0] == "order.received" {
			t.Errorf("the timeline is in disorder: %v", told)
		}
		if n := count(told, "order.received"); n != 1 {
			t.Errorf("%d orders were received, want this one alone", n)
		}
		if _, err := f.Orders.Timeline(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("of an order that is not there: %v, want ErrNotFound", err)
		}
	})
}

func word(m order.Moment) string {
	switch {
	case m.Delivery != nil:
		return m.Delivery.Topic
	case m.Event != nil:
		return m.Event.Kind
	default:
		return m.Call.Operation
	}
}

func at(all []string, what string) int { return slices.Index(all, what) }

func count(all []string, what string) int {
	n := 0
	for _, one := range all {
		if one == what {
			n++
		}
	}
	return n
}

// TestTimelineIsBounded: of a long story the newest part is told.
func TestTimelineIsBounded(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	f := ordertest.New(t, s, ordertest.Options{})
	id := f.Place(ordertest.Simple())
	f.Synced(id)
	row := f.Order(id)
	f.InTx(func(ctx context.Context, tx *store.Tx) error {
		for i := range order.TimelineLimit + 10 {
			err := tx.Event.Create().SetAt(store.Now()).SetKind("order.queued").SetLevel(event.LevelINFO).SetShopID(row.ShopID).SetOrderID(row.ID).
				SetParams(map[string]string{"n": strconv.Itoa(i)}).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
	moments, err := f.Orders.Timeline(t.Context(), row.ID)
	if err != nil || len(moments) != order.TimelineLimit {
		t.Fatalf("%d entries, %v, want %d", len(moments), err, order.TimelineLimit)
	}
	if last := moments[len(moments)-1]; last.Event == nil || last.Event.Params["n"] != strconv.Itoa(order.TimelineLimit+9) {
		t.Errorf("the last entry is %s", word(last))
	}
}
