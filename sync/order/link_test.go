package order_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// numberInVasco is the number of the only order VASCO has for a shop order.
func numberInVasco(f *ordertest.Fixture, id int64) vasco.OrderRef {
	o := f.InVasco(id)[0]
	return vasco.OrderRef{Number: o.Number, Year: strconv.Itoa(o.Year)}
}

// TestLink: an order that was entered by hand gets its number, whatever it waits
// for, and is not sent any more; what changes from then on is told.
func TestLink(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := f.Place(summit())
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		ref := f.Enter(id, map[string]any{"partner": 501})
		f.Link(id, vasco.OrderRef{Number: "NK-" + ref.Number, Year: ref.Year})
		p := f.Synced(id)
		if p.Origin != push.OriginLINKED || p.Number != ref.Number || p.ReadBackNote != "" {
			t.Errorf("linked as %s %s, read back %q", p.Origin, p.Number, p.ReadBackNote)
		}
		f.WaitUntil(id, "VASCO's partner is known", func(p *ent.Push) bool { return p.PartnerCode == "501" })
		ordertest.Until(t, "the number stands in the shop", func() bool { return f.Woo.OrderMeta(id, order.NumberMeta) != "" })
		f.SetStatus(id, "cancelled")
		f.WaitUntil(id, "its end is told", func(p *ent.Push) bool { return p.Changed == "ended" })
	})
}

// TestLinkSaysWhatDiffers: an order with another total is linked, and said to be so.
func TestLinkSaysWhatDiffers(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	other := f.Synced(f.Place(ordertest.Simple()))
	d := summit()
	d.Items[0].Quantity = 5
	id := f.Place(d)
	f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
	for name, ref := range map[string]vasco.OrderRef{
		"another order's": {Number: other.Number, Year: other.Year}, "none": {Number: "00077", Year: other.Year}, "empty": {Number: "NK-", Year: other.Year},
	} {
		if err := linkRefused(f, id, ref); !errors.Is(err, order.ErrNumber) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f.PostOrder(withPartner(other.Payload, 501))
	f.Link(id, vasco.OrderRef{Number: "2", Year: other.Year})
	f.WaitUntil(id, "the difference is told", func(p *ent.Push) bool { return p.ReadBackNote == "SHOP_NUMBER" })
	if err := linkRefused(f, id, vasco.OrderRef{Number: "2", Year: other.Year}); !errors.Is(err, order.ErrState) {
		t.Errorf("an order with a number is linked: %v", err)
	}
}

func linkRefused(f *ordertest.Fixture, id int64, ref vasco.OrderRef) error {
	return f.Refused(id, func(ctx context.Context, orderID int) error {
		_, err := f.Orders.Link(ctx, orderID, ref)
		return err
	})
}

// TestLinkedAfterARefusedAttempt: the cents of a document that VASCO did not take
// are not those of the order that somebody entered by hand.
func TestLinkedAfterARefusedAttempt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.FailPosts(vascosim.Fault{Kind: "status", Status: http.StatusBadRequest, Body: `{"title":"ne gre"}`})
		id := f.Place(ordertest.Simple())
		refused := f.WaitFor(id, "BLOCKED/REJECTED_BY_VASCO")
		f.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.Push.UpdateOneID(refused.ID).SetDifferenceMinor(7).Exec(ctx)
		})
		f.ERP.ClearFaults()
		f.Link(id, f.Enter(id, nil))
		p := f.WaitUntil(id, "read back", func(p *ent.Push) bool { return p.ReadBackAt != nil })
		found := decimal.RequireFromString(f.InVasco(id)[0].Gross).Shift(2).IntPart()
		if want := f.Order(id).TotalMinor - found; p.Origin != push.OriginLINKED || p.DifferenceMinor != want {
			t.Errorf("origin %s, difference %d, want %d", p.Origin, p.DifferenceMinor, want)
		}
	})
}
