package order_test

import (
	"errors"
	"testing"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestManyOrdersAreAskedForAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		// Without echoes of what we write no worker has an order at an odd moment.
		f := ordertest.New(t, s, ordertest.Options{Topics: []string{"order.created"}})
		synced := f.Place(ordertest.Simple())
		f.Synced(synced)
		d := ordertest.Simple()
		d.PaymentMethod = "paypal"
		a, b := f.Place(d), f.Place(d)
		f.WaitFor(a, "BLOCKED/PAYMENT_UNMAPPED")
		f.WaitFor(b, "BLOCKED/PAYMENT_UNMAPPED")
		ids := []int{f.Order(synced).ID, f.Order(a).ID, f.Order(b).ID, 9999}
		result, err := f.Orders.SyncMany(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		if result.Queued != 2 || result.Unchanged != 1 || len(result.Refused) != 1 {
			t.Errorf("by ids: %+v", result)
		}
		if r := result.Refused; len(r) == 1 && (r[0].OrderID != 9999 || !errors.Is(r[0].Err, store.ErrNotFound)) {
			t.Errorf("refused %+v, want the one that is not there", r)
		}
		f.WaitFor(a, "BLOCKED/PAYMENT_UNMAPPED")
		f.WaitFor(b, "BLOCKED/PAYMENT_UNMAPPED")
		f.MapPayment("paypal", "11", paymentmapping.StatusACTIVE)
		f.Synced(a)
		f.Synced(b)
		// Without states a filter means what waits for a person.
		if result, err = f.Orders.SyncWhere(t.Context(), order.Filter{}); err != nil || result.Queued+result.Unchanged+len(result.Refused) != 0 {
			t.Errorf("by filter, with nothing that waits: %+v, %v", result, err)
		}
		result, err = f.Orders.SyncWhere(t.Context(), order.Filter{States: []push.State{push.StateSYNCED}})
		if err != nil || result.Unchanged != 3 || result.Queued != 0 {
			t.Errorf("by the state of synced orders: %+v, %v", result, err)
		}
		_, err = f.Orders.SyncMany(t.Context(), make([]int, order.BulkLimit+1))
		wrong(t, err, "ids TOO_LONG")
	})
}
