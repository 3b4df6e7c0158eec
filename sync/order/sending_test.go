package order_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
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
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// inMode is a shop whose switch for orders stands so.
func inMode(mode connection.Sending) ordertest.Options {
	return ordertest.Options{Shop: func(s *connection.NewShop) { s.SendingOrders = mode }}
}

func TestHold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, inMode(connection.Hold))
		var ids []int64
		for range 5 {
			ids = append(ids, f.Place(ordertest.Simple()))
		}
		for _, id := range ids {
			f.WaitFor(id, "WAITING/"+order.ReasonHeld)
			f.Never(id)
		}
		if got := f.Writes(); len(got) > 0 {
			t.Errorf("while it is held it writes: %v", got)
		}
		if released := f.SetSending(connection.Live); released != len(ids) {
			t.Errorf("%d orders were released", released)
		}
		for _, id := range ids {
			f.Synced(id)
		}
		f.SetSending(connection.Hold)
		after := f.Place(ordertest.Simple())
		f.WaitFor(after, "WAITING/"+order.ReasonHeld)
		f.Never(after)
	})
}

// TestHoldAtTheLastMoment turns the switch while an order is about to be sent.
func TestHoldAtTheLastMoment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		next := &http.Transport{}
		t.Cleanup(next.CloseIdleConnections)
		trip := &atPartner{next: next}
		f := ordertest.New(t, s, ordertest.Options{Replica: ordertest.ReplicaOptions{Transport: trip}})
		trip.do = func() { f.SetSending(connection.Hold) }
		id := f.Place(ordertest.Simple())
		f.WaitFor(id, "WAITING/"+order.ReasonHeld)
		f.Never(id)
		if f.Calls("POST "+ordertest.OrdersPath) > 0 {
			t.Error("a write was begun after the switch was turned")
		}
		f.SetSending(connection.Live)
		f.Synced(id)
	})
}

// atPartner does something once, when a partner is about to be looked for.
type atPartner struct {
	next http.RoundTripper
	do   func()
	once sync.Once
}

func (a *atPartner) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.URL.Path, ordertest.PartnersPath) {
		a.once.Do(a.do)
	}
	return a.next.RoundTrip(r)
}

func TestPreviewWritesNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, inMode(connection.Preview))
		id, unmapped := f.Place(ordertest.Simple()), f.Place(summit())
		p := f.WaitFor(id, "WAITING/"+order.ReasonPreview)
		if p.Compared != push.ComparedNOT_FOUND {
			t.Errorf("compared: %s", p.Compared)
		}
		// What would block it is told before anything is sent.
		f.WaitFor(unmapped, "BLOCKED/PAYMENT_UNMAPPED")
		if got := f.Writes(); len(got) > 0 {
			t.Errorf("it writes: %v", got)
		}
		if len(f.ERP.Orders()) > 0 {
			t.Error("VASCO has an order")
		}
		f.SetSending(connection.Live)
		if p := f.Synced(id); p.Origin != push.OriginSENT {
			t.Errorf("origin %s", p.Origin)
		}
	})
}

// sentByOther enters into VASCO what we would send, changed by change.
func sentByOther(t *testing.T, f *ordertest.Fixture, id int64, change func(payload map[string]any)) {
	t.Helper()
	preview, err := f.Orders.Preview(t.Context(), f.Order(id).ID)
	if err != nil || preview.Payload == nil {
		t.Fatalf("preview: %v, %+v", err, preview)
	}
	var payload map[string]any
	if err := json.Unmarshal(preview.Payload, &payload); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(payload)
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	f.PostOrder(raw)
}

func TestPreviewCompares(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := inMode(connection.Preview)
		options.Settings = func(r *rules.Shop) {
			r.SyncFrom = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			r.RetailPartnerCode = "501"
		}
		f := ordertest.New(t, s, options)
		retail := ordertest.Simple()
		retail.Email = ""
		same, differs, missing := f.Place(retail), f.Place(retail), f.Place(retail)
		for _, id := range []int64{same, differs, missing} {
			f.WaitFor(id, "WAITING/"+order.ReasonPreview)
		}
		sentByOther(t, f, same, nil)
		sentByOther(t, f, differs, func(payload map[string]any) {
			line := payload["postavke"].([]any)[0].(map[string]any)
			line["kolicina"] = 3
		})
		for id, want := range map[int64]push.Compared{same: push.ComparedSAME, differs: push.ComparedDIFFERS, missing: push.ComparedNOT_FOUND} {
			f.Sync(id, order.Choice{})
			p := f.WaitUntil(id, "compared", func(p *ent.Push) bool { return p.Compared == want && p.State == push.StateWAITING })
			c, err := order.ComparisonOf(p)
			if err != nil {
				t.Fatal(err)
			}
			if fields := fieldsOf(c); want == push.ComparedDIFFERS && !slices.Equal(fields, []string{"total", "quantity"}) {
				t.Errorf("it differs in %v", fields)
			}
		}
		f.SetSending(connection.Live)
		for id, origin := range map[int64]push.Origin{same: push.OriginADOPTED, differs: push.OriginADOPTED, missing: push.OriginSENT} {
			if p := f.Synced(id); p.Origin != origin {
				t.Errorf("order %d is %s, not %s", id, p.Origin, origin)
			}
		}
		// The number of an adopted order goes into the shop as any other.
		f.WaitUntil(same, "written back", func(p *ent.Push) bool { return p.WrittenBackAt != nil })
	})
}

func fieldsOf(c *order.Comparison) []string {
	var all []string
	for _, d := range c.Differences {
		all = append(all, d.Field)
	}
	return all
}

// TestCutOver: orders of the time before the start, of which some were sent by
// the way before.
func TestCutOver(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := inMode(connection.Preview)
		options.Settings = func(r *rules.Shop) {
			r.SyncFrom = time.Now().AddDate(0, 0, 1)
			r.AdoptMetaKey = "_old_vasco"
			r.RetailPartnerCode = "501"
		}
		f := ordertest.New(t, s, options)
		draft := ordertest.Simple()
		draft.Email = ""
		byNumber, byMeta, nobody := f.Place(draft), f.Place(draft), f.Place(draft)
		waits := f.Place(with(draft, pending))
		for _, id := range []int64{byNumber, byMeta, nobody, waits} {
			f.WaitFor(id, "SKIPPED/BEFORE_START")
		}
		sentByOther(t, f, byNumber, nil)
		sentByOther(t, f, byMeta, func(payload map[string]any) { payload["dodatnaPolja"] = nil })
		sent := f.ERP.Orders()
		f.Edit(byMeta, func(o map[string]any) {
			o["meta_data"] = []any{map[string]any{"id": 1, "key": "_old_vasco", "value": "NK-" + sent[len(sent)-1].Number}}
		})
		f.SetSending(connection.Live)
		for _, id := range []int64{byNumber, byMeta} {
			if p := f.WaitFor(id, "SYNCED"); p.Origin != push.OriginADOPTED || p.Number == "" {
				t.Errorf("order %d: %s %s", id, p.Origin, p.Number)
			}
		}
		f.WaitUntil(nobody, "looked for", func(p *ent.Push) bool {
			return p.State == push.StateSKIPPED && p.Reason == order.SkippedBeforeStart && p.Compared == push.ComparedNOT_FOUND
		})
		f.WaitAnswered(waits)
		if p := f.WaitFor(waits, "SKIPPED/BEFORE_START"); p.Compared != push.ComparedNONE {
			t.Errorf("one that is not paid was looked for: %s", p.Compared)
		}
		// Paid later, it was sent by nobody: a person has to decide.
		f.SetStatus(waits, "processing")
		f.WaitUntil(waits, "looked for", func(p *ent.Push) bool { return p.Compared == push.ComparedNOT_FOUND })
		if len(f.ERP.Orders()) != len(sent) {
			t.Errorf("VASCO has %d orders, not %d", len(f.ERP.Orders()), len(sent))
		}
	})
}

func with(d woosim.Draft, change func(*woosim.Draft)) woosim.Draft {
	change(&d)
	return d
}

func TestPreviewOrderTellsTheSwitch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, inMode(connection.Hold))
		id := f.Place(ordertest.Simple())
		f.WaitFor(id, "WAITING/"+order.ReasonHeld)
		p, err := f.Orders.Preview(context.Background(), f.Order(id).ID)
		if err != nil || p.Sendable() || p.Reason != order.ReasonHeld || p.Payload == nil {
			t.Errorf("%v, %+v", err, p)
		}
	})
}

// TestSearchAlways: where others enter orders too, a fresh one is searched for.
func TestSearchAlways(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := inMode(connection.Hold)
		options.Settings = func(r *rules.Shop) { r.SearchAlways, r.RetailPartnerCode = true, "501" }
		f := ordertest.New(t, s, options)
		fresh := with(ordertest.Simple(), func(d *woosim.Draft) { d.Email, d.NoEmail = "", true })
		entered, other := f.Place(fresh), f.Place(fresh)
		f.WaitFor(entered, "WAITING/"+order.ReasonHeld)
		f.WaitFor(other, "WAITING/"+order.ReasonHeld)
		sentByOther(t, f, entered, nil)
		f.SetSending(connection.Live)
		for id, origin := range map[int64]push.Origin{entered: push.OriginADOPTED, other: push.OriginSENT} {
			if p := f.Synced(id); p.Origin != origin {
				t.Errorf("order %d is %s, not %s", id, p.Origin, origin)
			}
		}
	})
}

// TestLateOrders: of one that comes an hour late nobody knows who has entered it.
func TestLateOrders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := inMode(connection.Hold)
		options.Settings = func(r *rules.Shop) {
			r.SyncFrom = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			r.RetailPartnerCode = "501"
		}
		f := ordertest.New(t, s, options)
		late := ordertest.Simple()
		late.Email, late.NoEmail, late.PlacedAt = "", true, time.Now().Add(-2*time.Hour)
		entered, other := f.Place(late), f.Place(late)
		for _, id := range []int64{entered, other} {
			f.WaitFor(id, "WAITING/"+order.ReasonHeld)
		}
		sentByOther(t, f, entered, nil)
		f.SetSending(connection.Live)
		for id, origin := range map[int64]push.Origin{entered: push.OriginADOPTED, other: push.OriginSENT} {
			if p := f.Synced(id); p.Origin != origin {
				t.Errorf("order %d is %s, not %s", id, p.Origin, origin)
			}
		}
		// A fresh one is sent without a search.
		searches := f.Calls("GET " + ordertest.OrdersPath)
		fresh := f.Place(ordertest.Simple())
		p := f.WaitUntil(fresh, "read back", func(p *ent.Push) bool { return p.ReadBackAt != nil })
		if got := f.Calls("GET "+ordertest.OrdersPath) - searches; got > 1 || p.Origin != push.OriginSENT {
			t.Errorf("%d reads of VASCO's orders, origin %s", got, p.Origin)
		}
	})
}
