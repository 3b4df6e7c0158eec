package order_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// dead is an order that nobody knows about and nobody can look for any more.
type dead struct {
	// arrive brings an order there.
	arrive func(f *ordertest.Fixture) (id int64)
	// absent is how it ends by the word that it is not in VASCO.
	absent string
}

// deads are the ways into UNCERTAIN that none of the uncertainties take.
var deads = map[string]dead{
	"its id was used again": {absent: "SKIPPED/" + order.SkippedGone, arrive: func(f *ordertest.Fixture) int64 {
		f.FailPosts(lost)
		id := f.Place(ordertest.Simple())
		f.WaitFor(id, "UNCERTAIN/"+order.ReasonSearchUnproven)
		return id
	}},
	"its connection is gone": {absent: "SYNCED", arrive: func(f *ordertest.Fixture) int64 {
		f.FailPosts(lost)
		f.ERP.AddFaults(vascosim.Fault{Kind: "status", Method: http.MethodGet, Path: ordertest.OrdersPath, Status: 500})
		id := f.Place(ordertest.Simple())
		f.WaitUntil(id, "it is being sent", func(p *ent.Push) bool { return p.Intent == push.IntentOPEN })
		former := f.Shop().ConnectionID
		f.UpdateShop(connection.ShopChange{ConnectionID: new(f.AddVasco(nil).ID)})
		f.InTx(func(ctx context.Context, tx *store.Tx) error { return tx.VascoConnection.DeleteOneID(former).Exec(ctx) })
		f.WaitFor(id, "UNCERTAIN/"+order.ReasonSearchIncomplete)
		f.ERP.ClearFaults()
		return id
	}},
	"it was deleted in the shop": {absent: "SKIPPED/" + order.SkippedGone, arrive: func(f *ordertest.Fixture) int64 {
		f.FailPosts(lost)
		id := f.Place(ordertest.Simple())
		f.WaitFor(id, "UNCERTAIN/"+order.ReasonSearchUnproven)
		f.Woo.Delete(id)
		f.WaitAnswered(id)
		return id
	}},
	"VASCO was asked before a late POST": {absent: "SYNCED", arrive: func(f *ordertest.Fixture) int64 {
		f.ERP.AddFaults(blind)
		f.Synced(f.Place(ordertest.Simple()))
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{SearchAlways: new(true)}})
		id := f.Place(ordertest.Simple())
		f.WaitFor(id, "UNCERTAIN/"+order.ReasonSearchIncomplete)
		return id
	}},
}

// TestEveryUncertainOrderHasAWayOut: whatever made it uncertain, it ends when a
// person says that it is not in VASCO, and when one says under which number it is.
func TestEveryUncertainOrderHasAWayOut(t *testing.T) {
	t.Parallel()
	all := maps.Clone(deads)
	for _, reason := range order.UncertainReasons() {
		all[reason] = dead{absent: "SYNCED"}
	}
	// Where VASCO has it twice, nobody's word makes it absent: its number is its way out.
	all[order.ReasonSeveralFound] = dead{absent: "UNCERTAIN/" + order.ReasonSeveralFound}
	for name, way := range all {
		for _, there := range []bool{false, true} {
			t.Run(name+", there "+strconv.FormatBool(there), func(t *testing.T) {
				t.Parallel()
				storetest.Each(t, func(t *testing.T, s *store.Store) {
					var f *ordertest.Fixture
					var id int64
					if way.arrive == nil {
						f, id = uncertainties[name].begin(t, s)
						f.WaitFor(id, "UNCERTAIN/"+name)
					} else {
						f = ordertest.New(t, s, ordertest.Options{})
						id = way.arrive(f)
					}
					row := f.Order(id)
					if name == "its id was used again" {
						f.Edit(id, func(o map[string]any) { o["order_key"] = "wc_order_other" })
						ordertest.Until(t, "the other is known", func() bool { return f.Order(id).ID != row.ID })
						f.Synced(id)
					}
					f.ERP.ClearFaults()
					leave(t, f, row, there)
					want := way.absent
					if there {
						want = "SYNCED"
					}
					ordertest.Until(t, "it is "+want, func() bool { return ends(t, f, row.ID, want) })
				})
			})
		}
	}
}

// leave is a person's word about the order.
func leave(t *testing.T, f *ordertest.Fixture, row *ent.Order, there bool) {
	t.Helper()
	var ref *vasco.OrderRef
	if there {
		var payload map[string]any
		preview, err := f.Orders.Preview(t.Context(), row.ID)
		do(t, err)
		do(t, json.Unmarshal(preview.Payload, &payload))
		payload["dodatnaPolja"], payload["partner"] = nil, 501
		body, err := json.Marshal(payload)
		do(t, err)
		f.PostOrder(body)
		all := f.ERP.Orders()
		ref = &vasco.OrderRef{Number: all[len(all)-1].Number, Year: strconv.Itoa(all[len(all)-1].Year)}
	}
	ordertest.Until(t, "it is resolved", func() bool {
		_, err := f.Orders.Resolve(t.Context(), row.ID, ref)
		if err != nil && !errors.Is(err, order.ErrBusy) {
			t.Fatal(err)
		}
		return err == nil
	})
}

func ends(t *testing.T, f *ordertest.Fixture, orderID int, want string) bool {
	t.Helper()
	p, err := f.Store.Reader().Push.Query().Where(push.OrderID(orderID)).First(t.Context())
	do(t, err)
	state := string(p.State)
	if p.Reason != "" {
		state += "/" + p.Reason
	}
	return state == want
}

// TestTheNumberOfAnOrderWhoseIDWasUsedAgain is not written into the other order,
// and nobody can ask the shop for the first any more.
func TestTheNumberOfAnOrderWhoseIDWasUsedAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := deads["its id was used again"].arrive(f)
		first := f.Order(id)
		f.Edit(id, func(o map[string]any) { o["order_key"] = "wc_order_other" })
		ordertest.Until(t, "the other is known", func() bool { return f.Order(id).ID != first.ID })
		other := f.Synced(id)
		writtenBack(t, f, id)
		leave(t, f, first, true)
		ordertest.Until(t, "it is told that the number cannot be written", func() bool {
			told := f.Events(0, "order.write_back_failed")
			return slices.ContainsFunc(told, func(e *ent.Event) bool { return e.OrderID == first.ID })
		})
		if got, want := f.Woo.OrderMeta(id, order.NumberMeta), "NK-"+other.Number+"/"+other.Year; got != want {
			t.Errorf("the other order carries %q, not %q", got, want)
		}
		for name, ask := range map[string]func() error{
			"sync":   func() error { _, err := f.Orders.Sync(t.Context(), first.ID, order.Choice{}); return err },
			"resend": func() error { _, err := f.Orders.Resend(t.Context(), first.ID, first.Number); return err },
		} {
			var err error
			ordertest.Until(t, "nobody works on it", func() bool { err = ask(); return !errors.Is(err, order.ErrBusy) })
			if !errors.Is(err, order.ErrState) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n, err := s.Reader().Event.Query().Where(event.OrderID(first.ID), event.Kind("order.queued")).Count(t.Context()); err != nil || n != 0 {
			t.Errorf("it was queued %d times, %v", n, err)
		}
	})
}
