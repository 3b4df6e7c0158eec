package order_test

import (
	"errors"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// A machine that stands still in the middle of a decision outlives its lease:
// nothing is decided, and the person tries again.
func TestADecisionThatTakesTooLong(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := f.Place(summit())
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		f.WaitAnswered(id)
		slow := order.New(s, f.Jobs, f.Log, f.Registry, order.Options{LeaseFor: time.Nanosecond})
		if _, err := slow.Skip(t.Context(), f.Order(id).ID, "late"); !errors.Is(err, order.ErrBusy) {
			t.Errorf("the person hears %v", err)
		}
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		f.Skip(id, "again")
		f.WaitFor(id, "SKIPPED/PERSON")
	})
}
