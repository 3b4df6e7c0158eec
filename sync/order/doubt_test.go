package order_test

import (
	"net/http"
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
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// garbled are answers about VASCO's orders that nobody can read; 0 times is for good.
func garbled(times int) vascosim.Fault {
	return vascosim.Fault{Kind: "html_200", Method: http.MethodGet, Path: ordertest.OrdersPath, Times: times}
}

// takesOver is a shop in preview that another way still sends for.
func takesOver(settle int) ordertest.Options {
	options := inMode(connection.Preview)
	options.Settings = func(r *rules.Shop) { r.RetailPartnerCode, r.AdoptMetaKey = "501", "_old_vasco" }
	options.Vasco = func(v *connection.NewVasco) { v.SettleSeconds = settle }
	return options
}

// TestTakenOverAfterAGarbledAnswer: where VASCO does not tell whether it has an
// order that others have sent, it is asked again; nobody is troubled, nothing is
// sent twice.
func TestTakenOverAfterAGarbledAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault vascosim.Fault
		// former is left in the shop's order by the former plugin.
		former bool
	}{
		"unreadable":                   {fault: garbled(2)},
		"the number before unreadable": {fault: garbled(1), former: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, takesOver(60))
				id := f.Place(retail(0))
				f.WaitFor(id, "WAITING/"+order.ReasonPreview)
				sentByOther(t, f, id, func(payload map[string]any) {
					if c.former {
						payload["dodatnaPolja"] = nil
					}
				})
				if c.former {
					f.Edit(id, func(o map[string]any) {
						o["meta_data"] = []any{map[string]any{"id": 1, "key": "_old_vasco", "value": f.ERP.Orders()[0].Number}}
					})
					f.WaitUntil(id, "compared", func(p *ent.Push) bool { return p.Compared == push.ComparedSAME })
				}
				f.ERP.AddFaults(c.fault)
				f.SetSending(connection.Live)
				if p := f.WaitFor(id, "SYNCED"); p.Origin != push.OriginADOPTED || len(f.ERP.Orders()) != 1 {
					t.Errorf("origin %s, VASCO has %d orders", p.Origin, len(f.ERP.Orders()))
				}
				if told := f.Events(id, "order.uncertain"); len(told) != 0 {
					t.Errorf("a person was asked: %v", told[0].Params)
				}
			})
		})
	}
}

// TestWhatVascoNeverTells is left to a person once asking again has not helped for
// the settle time, and ends by what VASCO says later, or by a person's word.
func TestWhatVascoNeverTells(t *testing.T) {
	t.Parallel()
	for name, out := range map[string]func(f *ordertest.Fixture, id int64){
		"a hook, later":          func(f *ordertest.Fixture, id int64) { f.SetStatus(id, "completed") },
		"a person, who has sent": func(f *ordertest.Fixture, id int64) { f.Resend(id) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, takesOver(1))
				id := f.Place(retail(0))
				f.WaitFor(id, "WAITING/"+order.ReasonPreview)
				sentByOther(t, f, id, nil)
				f.ERP.AddFaults(garbled(0))
				f.SetSending(connection.Live)
				p := f.WaitFor(id, "UNCERTAIN/"+order.ReasonSearchIncomplete)
				if p.ReasonParams["detail"] == "" {
					t.Error("it does not say what VASCO answered")
				}
				f.SetStatus(id, "on-hold")
				f.WaitAnswered(id)
				f.WaitFor(id, "UNCERTAIN/"+order.ReasonSearchIncomplete)
				f.ERP.ClearFaults()
				out(f, id)
				if p := f.Synced(id); p.Origin != push.OriginADOPTED {
					t.Errorf("origin %s", p.Origin)
				}
			})
		})
	}
}

// TestCutOverAfterAGarbledAnswer: an order from before the start that VASCO does
// not tell about is asked for again; when that does not help it is listed, and not
// taken for one that nobody has sent.
func TestCutOverAfterAGarbledAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settle, times int
		want          string
		compared      push.Compared
	}{
		"for a moment": {60, 2, "SYNCED", push.ComparedNONE},
		"for good":     {1, 0, "SKIPPED/" + order.SkippedBeforeStart, push.ComparedUNCLEAR},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				options := takesOver(c.settle)
				options.Settings = func(r *rules.Shop) { r.SyncFrom, r.RetailPartnerCode = time.Now().AddDate(0, 0, 1), "501" }
				f := ordertest.New(t, s, options)
				id := f.Place(retail(0))
				f.WaitFor(id, "SKIPPED/"+order.SkippedBeforeStart)
				sentByOther(t, f, id, nil)
				f.ERP.AddFaults(garbled(c.times))
				f.SetSending(connection.Live)
				p := f.WaitUntil(id, "it is settled", func(p *ent.Push) bool {
					return f.Answered(id) && p.Compared == c.compared && (p.State == push.StateSYNCED || p.State == push.StateSKIPPED)
				})
				if state := f.State(id); state != c.want || (p.State == push.StateSYNCED) != (p.Origin == push.OriginADOPTED) {
					t.Errorf("it is %s, origin %s", state, p.Origin)
				}
				f.Once(id)
			})
		})
	}
}
