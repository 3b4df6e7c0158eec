package order_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// thisYear and lastYear are those of the turn of the year that lies behind us.
func thisYear() string { return strconv.Itoa(time.Now().UTC().Year()) }
func lastYear() string { return strconv.Itoa(time.Now().UTC().Year() - 1) }

// silvester is an order of the last day of the year before.
func silvester(d *woosim.Draft) {
	d.PlacedAt = time.Date(time.Now().UTC().Year()-1, time.December, 31, 12, 0, 0, 0, time.UTC)
}

// openThisYear is a shop whose VASCO is open from this year on, for orders of any time.
func openThisYear(s *rules.Shop) {
	s.SyncFrom = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	s.FirstOpenDay = thisYear() + "-01-01"
}

// TestSentInTheNewYear: an order of 31 December is dated 1 January where the old
// year is closed, and is found, adopted and read back over the turn of the year.
func TestSentInTheNewYear(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		// before comes between what is known of the order and its being sent.
		before func(f *ordertest.Fixture, id int64)
		year   string
		origin push.Origin
	}{
		"plainly": {year: thisYear(), origin: push.OriginSENT},
		"with a lost answer": {
			before: func(f *ordertest.Fixture, _ int64) { f.FailPosts(landed) },
			year:   thisYear(), origin: push.OriginSENT,
		},
		"entered by hand in the old year": {
			before: func(f *ordertest.Fixture, id int64) { f.Enter(id, map[string]any{"datum": lastYear() + "-12-31"}) },
			year:   lastYear(), origin: push.OriginADOPTED,
		},
		"entered by hand in the new year": {
			before: func(f *ordertest.Fixture, id int64) { f.Enter(id, nil) },
			year:   thisYear(), origin: push.OriginADOPTED,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, settings(openThisYear))
				// VASCO knows the buyer, and the search is proven.
				f.Synced(f.Place(ordertest.Simple()))
				f.SetSending(connection.Hold)
				id := placed(silvester)(f)
				f.WaitFor(id, "WAITING/"+order.ReasonHeld)
				if c.before != nil {
					c.before(f, id)
				}
				f.SetSending(connection.Live)
				if f.State(id) == "BLOCKED/OLD" {
					f.Sync(id, order.Choice{})
				}
				f.Synced(id)
				p := f.WaitUntil(id, "read back", func(p *ent.Push) bool { return p.ReadBackAt != nil })
				if p.Year != c.year || p.Origin != c.origin || p.ReadBackNote != "" {
					t.Errorf("it is %s/%s %s %q, want the year %s, %s", p.Number, p.Year, p.Origin, p.ReadBackNote, c.year, c.origin)
				}
				ordertest.Until(t, "the shop has the number with its year", func() bool {
					return f.Woo.OrderMeta(id, order.NumberMeta) == "NK-"+p.Number+"/"+c.year
				})
			})
		})
	}
}

// TestUncertainInTheNewYear: what nobody is certain about is found in the year it
// was sent into, and in the year it was placed in when a person says so.
func TestUncertainInTheNewYear(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, settings(openThisYear))
		f.FailPosts(landed)
		f.ERP.AddFaults(blind)
		id := placed(silvester)(f)
		f.WaitUntil(id, "nobody knows", func(p *ent.Push) bool { return p.State == push.StateUNCERTAIN || p.Reason == order.ReasonOld })
		f.WaitFor(id, "UNCERTAIN/"+order.ReasonSearchIncomplete)
		f.ERP.ClearFaults()
		f.SetStatus(id, "completed")
		if p := f.Synced(id); p.Year != thisYear() || p.Origin != push.OriginSENT {
			t.Errorf("found as %s/%s, %s", p.Number, p.Year, p.Origin)
		}
	})
}

// TestTheFormerNumberOfTheTurnOfAYear: without its year a number stands for one
// order in each; the other order's is not taken.
func TestTheFormerNumberOfTheTurnOfAYear(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := inMode(connection.Preview)
		options.Settings = func(r *rules.Shop) {
			r.SyncFrom, r.AdoptMetaKey, r.RetailPartnerCode = time.Now(), "_old_vasco", "501"
		}
		f := ordertest.New(t, s, options)
		draft := ordertest.Simple()
		draft.Email = ""
		silvester(&draft)
		other, id := f.Place(draft), f.Place(draft)
		f.WaitFor(other, "SKIPPED/BEFORE_START")
		f.WaitFor(id, "SKIPPED/BEFORE_START")
		sentByOther(t, f, other, nil)
		sentByOther(t, f, id, func(payload map[string]any) { payload["datum"] = thisYear() + "-01-02" })
		sent := f.InVasco(id)[0]
		if sent.Number != f.InVasco(other)[0].Number {
			t.Fatalf("the numbers differ: %v", f.ERP.Orders())
		}
		f.Edit(id, func(o map[string]any) {
			o["meta_data"] = []any{map[string]any{"id": 1, "key": "_old_vasco", "value": sent.Number}}
		})
		f.SetSending(connection.Live)
		if p := f.WaitFor(id, "SYNCED"); p.Number != sent.Number || p.Year != thisYear() || p.Origin != push.OriginADOPTED {
			t.Errorf("taken as %s/%s, %s", p.Number, p.Year, p.Origin)
		}
	})
}

// TestAYearThatIsNotOpen: VASCO's refusal, in whatever words, lets orders wait;
// one is tried again, and the others follow it.
func TestAYearThatIsNotOpen(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{"a field's error": "", "plain text": "Leto " + thisYear() + " ni odprto za vnos dokumentov"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{})
				f.FailPosts(vascosim.Fault{Kind: "closed_year", Year: time.Now().Year(), Body: body})
				first, second := f.Place(ordertest.Simple()), f.Place(ordertest.Simple())
				for _, id := range []int64{first, second} {
					p := f.WaitFor(id, "WAITING/"+order.ReasonYearNotOpen)
					if p.ReasonParams["year"] != thisYear() || p.ReasonParams["detail"] == "" || p.Intent != push.IntentNONE {
						t.Errorf("it says %v, intent %s", p.ReasonParams, p.Intent)
					}
				}
				f.Never(first)
				if got := f.Events(first, "order.waiting"); len(got) == 0 || got[0].Params["reason"] != order.ReasonYearNotOpen {
					t.Errorf("the events tell %v", got)
				}
				f.ERP.ClearFaults()
				f.InTx(func(ctx context.Context, tx *store.Tx) error {
					return tx.Push.Update().SetStateSince(store.Now().Add(-time.Hour)).Exec(ctx)
				})
				f.Synced(first)
				f.Synced(second)
			})
		})
	}
}

// TestAYearThatStaysClosed: a first open day set by a person lets orders go on.
func TestAYearThatStaysClosed(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, settings(func(s *rules.Shop) { s.SyncFrom = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC) }))
	f.FailPosts(vascosim.Fault{Kind: "closed_year", Year: time.Now().UTC().Year() - 1})
	id := placed(silvester)(f)
	f.WaitFor(id, "WAITING/"+order.ReasonYearNotOpen)
	f.UpdateShop(connection.ShopChange{Settings: rules.Change{FirstOpenDay: new(thisYear() + "-01-01")}})
	if f.State(id) == "BLOCKED/OLD" {
		f.Sync(id, order.Choice{})
	}
	f.Synced(id)
	if got := f.InVasco(id)[0].Date; got != thisYear()+"-01-01" {
		t.Errorf("it is dated %s", got)
	}
}

// TestANumberWithItsYear: people copy it as it is shown.
func TestANumberWithItsYear(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, startedNow())
	id := tooEarly(f)
	entered := f.Enter(id, nil)
	f.Link(id, vasco.OrderRef{Number: "NK-" + entered.Number + "/" + entered.Year, Year: lastYear()})
	if p := f.Synced(id); p.Year != entered.Year {
		t.Errorf("linked to %s/%s", p.Number, p.Year)
	}
	found, err := f.Orders.Find(t.Context(), order.Filter{Search: "NK-" + entered.Number + "/" + entered.Year}, order.Seek{Limit: 10})
	if err != nil || len(found) != 1 || found[0] != f.Order(id).ID {
		t.Errorf("found %v, %v", found, err)
	}
}
