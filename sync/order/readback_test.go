package order_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestReadBack: what VASCO has is compared with what was sent; a difference is
// told, and the order stays synced.
func TestReadBack(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.ERP.SetRounding("unrounded")
	d := ordertest.Simple()
	d.Items = []woosim.Item{{SKU: "SI-1004", Quantity: 3}, {SKU: "SI-1061", Quantity: 7}, {SKU: "SI-1063", Quantity: 11}}
	id := f.Place(d)
	p := f.Synced(id)
	if p.ReadBackAt == nil {
		t.Fatal("it was not read back")
	}
	told := f.Events(id, "order.read_back_differs")
	if (p.ReadBackNote != "") != (len(told) == 1) {
		t.Errorf("noted %q, told %v", p.ReadBackNote, told)
	}
	ordertest.Until(t, "the search is proven", func() bool { return len(f.Events(0, "connection.search_proven")) == 1 })
	f.Synced(f.Place(ordertest.Simple()))
	if proven := len(f.Events(0, "connection.search_proven")); proven != 1 {
		t.Errorf("proven %d times", proven)
	}
}

// TestReadBackProposesTheRounding: what VASCO's total tells of its rounding is
// proposed, and orders are as they should be once that is set.
func TestReadBackProposesTheRounding(t *testing.T) {
	t.Parallel()
	for rounding, note := range map[vasco.Rounding]string{vasco.RoundPerLine: "TOTAL_PER_LINE", vasco.RoundNot: "TOTAL_UNROUNDED"} {
		t.Run(note, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{})
				f.ERP.SetRounding(string(rounding))
				d := ordertest.Simple()
				d.Items = []woosim.Item{{SKU: "SI-1004", Quantity: 3}, {SKU: "SI-1061", Quantity: 7}, {SKU: "SI-1063", Quantity: 11}, {SKU: "PWH-1", Quantity: 3}}
				// Carts differ in whether a rounding shows.
				differing := int64(0)
				for quantity := int64(1); quantity < 40 && differing == 0; quantity++ {
					d.Items[0].Quantity, d.Items[1].Quantity = quantity, 2*quantity+1
					id := f.Place(d)
					f.Synced(id)
					if p := f.WaitUntil(id, "read back", func(p *ent.Push) bool { return p.ReadBackAt != nil }); p.ReadBackNote != "" {
						differing = id
					}
				}
				if differing == 0 {
					t.Fatal("no cart shows the rounding")
				}
				told := f.Events(differing, "order.read_back_differs")
				if p := f.Push(differing); p.ReadBackNote != note || len(told) != 1 || told[0].Params["rounding"] != string(rounding) {
					t.Errorf("noted %q, told %v", p.ReadBackNote, told)
				}
				before := f.Push(differing)
				if _, err := f.Registry.SetRounding(t.Context(), f.Shop().ConnectionID, rounding); err != nil {
					t.Fatal(err)
				}
				// What it explains is proposed no more: VASCO's total counts, and the cents by month.
				p := f.WaitUntil(differing, "read back once more", func(p *ent.Push) bool { return p.ReadBackAt != nil && p.ReadBackAt.After(*before.ReadBackAt) })
				found := decimal.RequireFromString(f.InVasco(differing)[0].Gross).Shift(2).IntPart()
				if p.ReadBackNote != "" || p.GrossMinor != found || p.GrossMinor+p.DifferenceMinor != before.GrossMinor+before.DifferenceMinor {
					t.Errorf("noted %q, gross %d of %d, difference %d after %d", p.ReadBackNote, p.GrossMinor, found, p.DifferenceMinor, before.DifferenceMinor)
				}
				if again := f.Events(differing, "order.read_back_differs"); len(again) != 1 {
					t.Errorf("told again: %v", again)
				}
				again := f.Place(d)
				f.Synced(again)
				if p := f.WaitUntil(again, "read back", func(p *ent.Push) bool { return p.ReadBackAt != nil }); p.ReadBackNote != "" {
					t.Errorf("with the rounding set it still differs: %s", p.ReadBackNote)
				}
			})
		})
	}
}

// TestComparedAgain: an order that VASCO had differently is read back once more
// when a person asks, and is no problem then.
func TestComparedAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := f.Place(ordertest.Simple())
		f.Synced(id)
		before := f.WaitUntil(id, "it was read back", func(p *ent.Push) bool { return p.ReadBackAt != nil })
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Push.UpdateOneID(before.ID).SetReadBackNote("TOTAL").Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		ordertest.Until(t, "a decision about a synced order is refused", func() bool {
			_, err := f.Orders.Sync(t.Context(), f.Order(id).ID, order.Choice{AcceptDifference: true})
			return errors.Is(err, order.ErrState)
		})
		f.Sync(id, order.Choice{})
		f.WaitUntil(id, "it is read back", func(p *ent.Push) bool { return p.ReadBackAt != nil && p.ReadBackAt.After(*before.ReadBackAt) })
		p := f.Synced(id)
		if p.ReadBackNote != "" || p.Number != before.Number || len(f.InVasco(id)) != 1 {
			t.Errorf("noted %q, number %s, %d in VASCO", p.ReadBackNote, p.Number, len(f.InVasco(id)))
		}
	})
}

// TestReadBackOfAGarbledAnswer: one is asked again within the settle time, after
// it the order says so.
func TestReadBackOfAGarbledAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault  vascosim.Fault
		settle int
		note   string
	}{
		"once":         {vascosim.Fault{Kind: "half_list", Times: 1}, 60, ""},
		"a page":       {vascosim.Fault{Kind: "html_200", Times: 2}, 60, ""},
		"all the time": {vascosim.Fault{Kind: "half_list"}, 1, "NOT_READABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{Vasco: func(v *connection.NewVasco) { v.SettleSeconds = c.settle }})
			// The search before an order is sent, and the partner's, are no part of it.
			c.fault.Method, c.fault.Path = http.MethodGet, ordertest.OrdersPath
			f.ERP.AddFaults(c.fault)
			p := f.Synced(f.Place(ordertest.Simple()))
			if p.ReadBackNote != c.note || p.Attempt != 1 {
				t.Errorf("noted %q at attempt %d, want %q", p.ReadBackNote, p.Attempt, c.note)
			}
			told := f.Events(0, "order.read_back_differs")
			if (c.note != "") != (len(told) == 1) {
				t.Errorf("told %v", told)
			}
		})
	}
}
