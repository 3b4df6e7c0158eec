package order_test

import (
	"errors"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// acceptedThenRefused is an order whose difference a person accepted, and that
// VASCO then says no to.
func acceptedThenRefused(f *ordertest.Fixture) int64 {
	id := journeys[string(mapping.TotalMismatch)].cause(f)
	f.WaitFor(id, "BLOCKED/TOTAL_MISMATCH")
	f.FailPosts(vascosim.Fault{Kind: "status", Status: 400, Body: `{"title":"Ne"}`})
	f.Sync(id, order.Choice{AcceptDifference: true})
	f.WaitFor(id, "BLOCKED/REJECTED_BY_VASCO")
	return id
}

// TestAcceptedDifferenceIsRemembered: who accepted it is not asked about the
// same totals again.
func TestAcceptedDifferenceIsRemembered(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := acceptedThenRefused(f)
	f.ERP.ClearFaults()
	f.Sync(id, order.Choice{})
	if p := f.Synced(id); p.DifferenceMinor != 20000-p.GrossMinor {
		t.Errorf("sent %d with a difference of %d", p.GrossMinor, p.DifferenceMinor)
	}
}

// TestAnotherDifferenceIsAskedAbout: what a person accepted is the totals shown,
// not whatever the shop makes of them later.
func TestAnotherDifferenceIsAskedAbout(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := acceptedThenRefused(f)
		f.Edit(id, func(o map[string]any) { o["total"] = "9200.00" })
		if p := f.WaitFor(id, "BLOCKED/TOTAL_MISMATCH"); p.ReasonParams["shopTotal"] != "9200.00" {
			t.Errorf("it shows %v", p.ReasonParams)
		}
		f.ERP.ClearFaults()
		f.WaitAnswered(id)
		f.Sync(id, order.Choice{})
		f.WaitAnswered(id)
		f.WaitFor(id, "BLOCKED/TOTAL_MISMATCH")
		f.Never(id)
		f.Sync(id, order.Choice{AcceptDifference: true})
		if p := f.Synced(id); p.DifferenceMinor != 920000-p.GrossMinor {
			t.Errorf("sent %d with a difference of %d", p.GrossMinor, p.DifferenceMinor)
		}
	})
}

// TestTotalsThatChangedUnseen: who looks at an older page accepts what it shows,
// not what the order has come to since.
func TestTotalsThatChangedUnseen(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := journeys[string(mapping.TotalMismatch)].cause(f)
		seen := mapping.TotalsOf(f.WaitFor(id, "BLOCKED/TOTAL_MISMATCH").ReasonParams)
		f.Edit(id, func(o map[string]any) { o["total"] = "9200.00" })
		f.WaitUntil(id, "it shows the new total", func(p *ent.Push) bool { return p.ReasonParams["shopTotal"] == "9200.00" })
		f.WaitAnswered(id)
		_, err := f.Orders.Sync(t.Context(), f.Order(id).ID, order.Choice{AcceptDifference: true, Seen: seen})
		bad, ok := errors.AsType[connection.InvalidInput](err)
		if !ok || bad[0].Field != "seenTotals" || bad[0].Code != connection.CodeChanged {
			t.Errorf("it answered %v", err)
		}
		f.Never(id)
		seen = mapping.TotalsOf(f.Push(id).ReasonParams)
		f.Sync(id, order.Choice{AcceptDifference: true, Seen: seen})
		if p := f.Synced(id); p.DifferenceMinor != 920000-p.GrossMinor {
			t.Errorf("sent %d with a difference of %d", p.GrossMinor, p.DifferenceMinor)
		}
	})
}

// TestDifferenceThatNobodySaw: an order that waits for something else shows no
// totals to accept.
func TestDifferenceThatNobodySaw(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
	id := f.Place(summit())
	f.Edit(id, func(o map[string]any) { o["total"] = "200.00" })
	f.Woo.SetDeliveries(woosim.DeliveryMode{})
	f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
	f.Sync(id, order.Choice{AcceptDifference: true})
	f.WaitAnswered(id)
	f.MapPayment("summit", "10", paymentmapping.StatusACTIVE)
	f.WaitFor(id, "BLOCKED/TOTAL_MISMATCH")
	f.Never(id)
}
