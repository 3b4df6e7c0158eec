package order_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// retail is an order of the retail partner's, placed so long ago.
func retail(ago time.Duration) woosim.Draft {
	d := ordertest.Simple()
	d.Email, d.NoEmail = "", true
	if ago > 0 {
		d.PlacedAt = time.Now().Add(-ago)
	}
	return d
}

var toRetail = settings(func(r *rules.Shop) {
	r.RetailPartnerCode, r.SyncFrom = "501", time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
})

// TestRefusedThenEnteredByHand: whoever gives an order up and enters it into VASCO
// does not get it twice when it is sent again, however it was tried before.
func TestRefusedThenEnteredByHand(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		ago    time.Duration
		change func(payload map[string]any)
		looked bool
		want   string
	}{
		"as it was":                          {want: "SYNCED"},
		"for another partner":                {change: func(p map[string]any) { p["partner"] = 502 }, want: "UNCERTAIN/" + order.ReasonNumberDiffers},
		"days later":                         {ago: 5 * day, change: func(p map[string]any) { p["datum"] = time.Now().Format(time.DateOnly) }, want: "SYNCED"},
		"long after a person had looked":     {ago: 10 * day, looked: true, want: "SYNCED"},
		"for another partner, days later":    {ago: 5 * day, change: func(p map[string]any) { p["partner"] = 502 }, want: "UNCERTAIN/" + order.ReasonNumberDiffers},
		"after a person had looked, at once": {looked: true, want: "SYNCED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, toRetail)
				f.FailPosts(vascosim.Fault{Kind: "status", Status: http.StatusBadRequest, Body: `{"title":"ne gre"}`})
				id := f.Place(retail(c.ago))
				p := f.WaitFor(id, "BLOCKED/REJECTED_BY_VASCO")
				if p.PersonLooked {
					t.Error("a look counts for one POST")
				}
				if c.looked {
					f.InTx(func(ctx context.Context, tx *store.Tx) error {
						return tx.Push.UpdateOneID(p.ID).SetPersonLooked(true).Exec(ctx)
					})
				}
				f.ERP.ClearFaults()
				sentByOther(t, f, id, c.change)
				f.Sync(id, order.Choice{})
				f.WaitFor(id, c.want)
				f.Once(id)
			})
		})
	}
}

// TestMendedThenEnteredByHand: a release looks too.
func TestMendedThenEnteredByHand(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, toRetail)
		d := retail(0)
		d.PaymentMethod = "summit"
		id := f.Place(d)
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		sentByOther(t, f, id, nil)
		f.MapPayment("summit", "9", paymentmapping.StatusACTIVE)
		if p := f.Synced(id); p.Origin != push.OriginADOPTED {
			t.Errorf("origin %s", p.Origin)
		}
	})
}

// TestTheFormerNumberOfAnotherOrder: a key that holds something else takes no
// order over that says to be another one.
func TestTheFormerNumberOfAnotherOrder(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(payload map[string]any){
		"with its own shop number": nil,
		"with another total": func(p map[string]any) {
			p["dodatnaPolja"] = nil
			p["postavke"].([]any)[0].(map[string]any)["kolicina"] = 9
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				options := inMode(connection.Hold)
				options.Settings = func(r *rules.Shop) { r.RetailPartnerCode, r.AdoptMetaKey = "501", "_old_vasco" }
				options.Vasco = func(v *connection.NewVasco) { v.SettleSeconds = 1 }
				f := ordertest.New(t, s, options)
				other, id := f.Place(retail(0)), f.Place(retail(0))
				f.WaitFor(other, "WAITING/"+order.ReasonHeld)
				f.WaitFor(id, "WAITING/"+order.ReasonHeld)
				sentByOther(t, f, other, change)
				all := f.ERP.Orders()
				f.Edit(id, func(o map[string]any) {
					o["meta_data"] = []any{map[string]any{"id": 1, "key": "_old_vasco", "value": all[len(all)-1].Number}}
				})
				f.SetSending(connection.Live)
				f.WaitFor(id, "UNCERTAIN/"+order.ReasonFormerNumber)
				// The key was the wrong one: without it the order is sent.
				f.UpdateShop(connection.ShopChange{Settings: rules.Change{AdoptMetaKey: new("")}})
				f.Synced(id)
			})
		})
	}
}

// TestPreviewByTheFormerNumber: what goes live is what the preview compared.
func TestPreviewByTheFormerNumber(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := inMode(connection.Preview)
		options.Settings = func(r *rules.Shop) { r.RetailPartnerCode, r.AdoptMetaKey = "501", "_old_vasco" }
		f := ordertest.New(t, s, options)
		id := f.Place(retail(0))
		f.WaitFor(id, "WAITING/"+order.ReasonPreview)
		sentByOther(t, f, id, func(p map[string]any) { p["dodatnaPolja"] = nil })
		f.Edit(id, func(o map[string]any) {
			o["meta_data"] = []any{map[string]any{"id": 1, "key": "_old_vasco", "value": f.ERP.Orders()[0].Number}}
		})
		f.WaitUntil(id, "compared", func(p *ent.Push) bool { return p.Compared == push.ComparedSAME })
	})
}

// TestAnIDIsUsedAgain: an order is its shop, its id and its key. A restored backup
// uses ids again; what had the id before is gone, and no later cause revives it.
func TestAnIDIsUsedAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := inMode(connection.Hold)
		options.Settings = func(r *rules.Shop) { r.RetailPartnerCode = "501" }
		f := ordertest.New(t, s, options)
		id := f.Place(retail(0))
		f.WaitFor(id, "WAITING/"+order.ReasonHeld)
		first := f.Order(id).ID
		f.Edit(id, func(o map[string]any) { o["order_key"] = "wc_order_other" })
		ordertest.Until(t, "the other is known", func() bool { return f.Order(id).ID != first })
		f.WaitFor(id, "WAITING/"+order.ReasonHeld)
		f.SetSending(connection.Live)
		f.Synced(id)
		row := s.Reader().Push.Query().Where(push.OrderID(first)).OnlyX(t.Context())
		if row.State != push.StateSKIPPED || row.Reason != order.SkippedGone {
			t.Errorf("the first is %s %s", row.State, row.Reason)
		}
	})
}

// TestAnotherSettingLeavesOldOrders: what does not decide about an order takes
// neither its words nor its turn.
func TestAnotherSettingLeavesOldOrders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, toRetail)
		f.FailPosts(vascosim.Fault{Kind: "closed_year"})
		const old = 9 * 24 * time.Hour
		year := f.Place(retail(old))
		f.WaitFor(year, "WAITING/"+order.ReasonYearNotOpen)
		currency := retail(old)
		currency.Currency = "USD"
		dollars := f.Place(currency)
		f.WaitFor(dollars, "BLOCKED/CURRENCY_MISMATCH")
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{ShippingName: new("Dostava")}})
		f.WaitFor(year, "WAITING/"+order.ReasonYearNotOpen)
		f.WaitFor(dollars, "BLOCKED/CURRENCY_MISMATCH")
		f.ERP.ClearFaults()
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{FirstOpenDay: new(time.Now().Format(time.DateOnly))}})
		f.Synced(year)
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{AllowedCurrencies: &[]string{"EUR", "USD"}}})
		f.WaitFor(dollars, "BLOCKED/OLD")
	})
}
