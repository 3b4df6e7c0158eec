package order_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"

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

// A write that never comes, or comes, without the answer being heard.
var (
	lost   = vascosim.Fault{Kind: "drop_before", Times: 1}
	landed = vascosim.Fault{Kind: "drop_after", Times: 1}
	blind  = vascosim.Fault{Kind: "no_extra_fields"}
)

// uncertainty is how nobody knows whether an order is in VASCO, and what a
// person finds there.
type uncertainty struct {
	options ordertest.Options
	// place is how the order comes; nil is a simple one.
	place func(f *ordertest.Fixture) int64
	// prepare runs before the order is placed, intent while it is being sent.
	prepare func(f *ordertest.Fixture)
	intent  func(f *ordertest.Fixture)
	// created is the number a person finds; empty is none.
	created string
	// orders are VASCO's under the shop number once it is resolved.
	orders int
}

var uncertainties = map[string]uncertainty{
	order.ReasonSearchUnproven: {
		prepare: func(f *ordertest.Fixture) { f.FailPosts(lost) }, orders: 1,
	},
	order.ReasonSearchIncomplete: {
		prepare: func(f *ordertest.Fixture) { f.FailPosts(landed); f.ERP.AddFaults(blind) }, created: "NK-1", orders: 1,
	},
	order.ReasonNumberDiffers: {
		// Somebody entered it by hand, for another partner, while ours was lost.
		intent: func(f *ordertest.Fixture) {
			f.PostOrder(withPartner(f.OpenIntent(), 501))
			f.FailPosts(lost)
		},
		created: "00001", orders: 1,
	},
	order.ReasonSeveralFound: {
		intent: func(f *ordertest.Fixture) {
			f.PostOrder(f.OpenIntent())
			f.FailPosts(landed)
		},
		created: "2", orders: 2,
	},
	order.ReasonFormerNumber: {
		options: ordertest.Options{
			Settings: func(r *rules.Shop) { r.AdoptMetaKey = "_old_vasco" },
			Vasco:    func(v *connection.NewVasco) { v.SettleSeconds = 1 },
		},
		place: func(f *ordertest.Fixture) int64 {
			id := placed(pending)(f)
			f.Edit(id, func(o map[string]any) {
				o["meta_data"] = []any{map[string]any{"id": 1, "key": "_old_vasco", "value": "NK-77777"}}
				o["status"] = "processing"
			})
			return id
		},
		orders: 1,
	},
	order.ReasonNumberTaken: {
		prepare: func(f *ordertest.Fixture) {
			f.Synced(f.Place(ordertest.Simple()))
			f.FailPosts(vascosim.Fault{Kind: "status", Times: 1, Status: 201, Body: `{"stevilka":"00001","leto":` + year(f) + `}`})
		},
		orders: 1,
	},
}

// withPartner is a payload for another partner.
func withPartner(payload json.RawMessage, code int) []byte {
	var fields map[string]any
	if err := json.Unmarshal(payload, &fields); err != nil {
		panic(err)
	}
	fields["partner"] = code
	out, err := json.Marshal(fields)
	if err != nil {
		panic(err)
	}
	return out
}

func year(f *ordertest.Fixture) string { return strconv.Itoa(f.ERP.Orders()[0].Year) }

// TestEveryUncertainty: an order of which nobody knows whether it is in VASCO
// is sent no more, says why, and ends by a person's word.
func TestEveryUncertainty(t *testing.T) {
	t.Parallel()
	for _, reason := range order.UncertainReasons() {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			u, known := uncertainties[reason]
			if !known {
				t.Fatalf("nothing leads to %s", reason)
			}
			storetest.Each(t, func(t *testing.T, s *store.Store) { u.walk(t, s, reason) })
		})
	}
	for reason := range uncertainties {
		if !slices.Contains(order.UncertainReasons(), reason) {
			t.Errorf("%s is no reason", reason)
		}
	}
}

// begin places the order of which nobody will know.
func (u uncertainty) begin(t *testing.T, s *store.Store) (f *ordertest.Fixture, id int64) {
	t.Helper()
	var once sync.Once
	u.options.Replica = ordertest.ReplicaOptions{Cut: func(point string) {
		if point == order.CutAfterIntent && u.intent != nil {
			once.Do(func() { u.intent(f) })
		}
	}}
	f = ordertest.New(t, s, u.options)
	if u.prepare != nil {
		u.prepare(f)
	}
	place := placed(func(*woosim.Draft) {})
	if u.place != nil {
		place = u.place
	}
	return f, place(f)
}

func (u uncertainty) walk(t *testing.T, s *store.Store, reason string) {
	f, id := u.begin(t, s)
	f.WaitFor(id, "UNCERTAIN/"+reason)
	before := len(f.InVasco(id))
	row := f.Order(id)
	if _, err := f.Orders.Sync(t.Context(), row.ID, order.Choice{}); !errors.Is(err, order.ErrState) && !errors.Is(err, order.ErrBusy) {
		t.Errorf("it may be synced again: %v", err)
	}
	// What was never sent by us may be kept out.
	if u.place == nil {
		if _, err := f.Orders.Skip(t.Context(), row.ID, ""); !errors.Is(err, order.ErrState) && !errors.Is(err, order.ErrBusy) {
			t.Errorf("it may be skipped: %v", err)
		}
	}
	if got := f.Events(id, "order.uncertain"); len(got) != 1 || got[0].Params["reason"] != reason {
		t.Errorf("the events tell %v", got)
	}
	f.SetStatus(id, "completed")
	f.WaitAnswered(id)
	f.WaitFor(id, "UNCERTAIN/"+reason)
	if len(f.InVasco(id)) != before {
		t.Error("it was sent although nobody knows")
	}
	origin := push.OriginSENT
	if u.created == "" {
		f.Resolve(id, nil)
	} else {
		f.Resolve(id, &vasco.OrderRef{Number: u.created, Year: strconv.Itoa(row.PlacedAt.Year())})
		origin = push.OriginLINKED
	}
	f.ERP.ClearFaults()
	p := f.WaitFor(id, "SYNCED")
	if got := len(f.InVasco(id)); got != u.orders || p.Origin != origin || p.Number == "" {
		t.Errorf("VASCO has %d orders, want %d; %s number %q, want %s", got, u.orders, p.Origin, p.Number, origin)
	}
	ordertest.Until(t, "the number stands in the shop", func() bool { return f.Woo.OrderMeta(id, order.NumberMeta) != "" })
}

// TestResolvedWithANumberThatIsNone: a typing mistake, or another order's
// number, is refused.
func TestResolvedWithANumberThatIsNone(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	first := f.Synced(f.Place(ordertest.Simple()))
	f.FailPosts(lost)
	f.ERP.AddFaults(blind)
	id := f.Place(ordertest.Simple())
	f.WaitFor(id, "UNCERTAIN/SEARCH_INCOMPLETE")
	for name, ref := range map[string]vasco.OrderRef{
		"unknown": {Number: "00077", Year: first.Year}, "another order's": {Number: first.Number, Year: first.Year},
		"another order's, shortened": {Number: "NK-1", Year: first.Year}, "empty": {Number: " ", Year: first.Year}, "without a year": {Number: "00002"},
	} {
		if _, err := f.Orders.Resolve(t.Context(), f.Order(id).ID, &ref); !errors.Is(err, order.ErrNumber) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f.WaitFor(id, "UNCERTAIN/SEARCH_INCOMPLETE")
}

// TestUnprovenSearchGetsProven: what is uncertain only because no order was ever
// found goes on by itself once another one is.
func TestUnprovenSearchGetsProven(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.FailPosts(lost)
		id := f.Place(ordertest.Simple())
		f.WaitFor(id, "UNCERTAIN/SEARCH_UNPROVEN")
		f.Synced(f.Place(ordertest.Simple()))
		f.Synced(id)
	})
}

// TestMatchEndsTheIntentAtAnyTime: an order that lands after all waiting is
// found by the next look, and is not sent again when a person was too quick.
func TestMatchEndsTheIntentAtAnyTime(t *testing.T) {
	t.Parallel()
	looks := map[string]func(f *ordertest.Fixture, id int64){
		"a hook":   func(f *ordertest.Fixture, id int64) { f.SetStatus(id, "completed") },
		"a person": func(f *ordertest.Fixture, id int64) { f.Resolve(id, nil) },
	}
	for name, look := range looks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{})
			f.FailPosts(vascosim.Fault{Kind: "commit_late", Times: 1, Millis: 6000})
			id := f.Place(ordertest.Simple())
			f.WaitFor(id, "UNCERTAIN/SEARCH_UNPROVEN")
			f.Never(id)
			ordertest.Until(t, "it lands", func() bool { return len(f.InVasco(id)) == 1 })
			look(f, id)
			f.Synced(id)
		})
	}
}

// TestOurOwnFault: an order we fail to send for a reason of our own says so in
// the end, and can be sent when that is mended.
func TestOurOwnFault(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		connectionID := f.Shop().ConnectionID
		address := func(url string) {
			f.InTx(func(ctx context.Context, tx *store.Tx) error {
				return tx.VascoConnection.UpdateOneID(connectionID).SetBaseURL(url).Exec(ctx)
			})
		}
		address("nonsense")
		id := f.Place(ordertest.Simple())
		nudge(f, id, "processing")
		f.LastAttempt()
		p := f.WaitFor(id, "FAILED/INTERNAL")
		if p.ReasonParams["detail"] == "" || len(f.Events(id, "order.failed")) != 1 {
			t.Errorf("it says %v", p.ReasonParams)
		}
		address(f.ERPURL)
		f.Sync(id, order.Choice{})
		f.Synced(id)
	})
}
