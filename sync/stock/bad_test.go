package stock_test

import (
	"fmt"
	"testing"

	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// three are goods that a first run has brought to 12 each.
func (f *fixture) three() {
	f.t.Helper()
	f.sell(goods{"A", "1", 5, "10", "2"}, goods{"B", "2", 5, "10", "2"}, goods{"C", "3", 5, "10", "2"})
	f.first()
	f.has("B", 12)
}

// zeros says whether VASCO leaves rows without stock out.
func (f *fixture) zeros(how vascoconnection.StockZeros) {
	f.t.Helper()
	_, err := f.Store.Write.ExecContext(f.t.Context(), "UPDATE vasco_connections SET stock_zeros = $1", string(how))
	f.must(err)
}

// TestAnExpiredTokenCostsNothing: the client logs in again in the middle of a run.
func TestAnExpiredTokenCostsNothing(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "7"})
		f.ERP.AddFaults(vascosim.Fault{Kind: "expired_token", Path: "FASifranti/zaloga", Times: 1})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Updated != 1 {
			t.Errorf("the run: %+v", row)
		}
		f.has("A", 17)
	})
}

// TestWhatVascoSays: unknown is not zero, and one odd article holds nobody up.
func TestWhatVascoSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(f *fixture)
		want   int64
		reason string
	}{
		{"text in the supplier's field: own stock still falls", func(f *fixture) { f.inVasco(goods{"A", "1", 0, "kmalu", "1"}) }, 11, ""},
		{"text in the supplier's field: nothing rises", func(f *fixture) { f.inVasco(goods{"A", "1", 0, "kmalu", "9"}) }, 12, ""},
		{"negative stock", func(f *fixture) { f.inVasco(goods{"A", "1", 0, "1", "-7"}) }, 0, ""},
		{"fractional stock", func(f *fixture) { f.inVasco(goods{"A", "1", 0, "1.5", "2.9"}) }, 4, ""},
		{"no number in a row of stock", func(f *fixture) { f.inVasco(goods{"A", "1", 0, "10", "veliko"}) }, 12, stock.ReasonOwnUnknown},
		{"no row, and nobody knows what that means", func(f *fixture) { f.ERP.RemoveStock("1", "1") }, 12, stock.ReasonOwnUnknown},
		{"no row, which is none", func(f *fixture) {
			f.zeros(vascoconnection.StockZerosOMITTED)
			f.ERP.RemoveStock("1", "1")
		}, 10, ""},
		{"two warehouses", func(f *fixture) {
			f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "2", OnHand: "4"})
		}, 16, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			options := bare
			options.Settings = func(s *rules.Shop) { s.Stock.GuardPercent = 100 }
			each(t, options, func(f *fixture) {
				f.three()
				f.inVasco(goods{"C", "3", 0, "10", "9"})
				c.change(f)
				row := f.run(false)
				if row.State != syncrun.StateSUCCEEDED {
					t.Errorf("the run: %s %s %v", row.State, row.Reason, row.ReasonParams)
				}
				f.has("A", c.want)
				f.has("C", 19)
				if p := f.product("A"); p.StockReason != c.reason {
					t.Errorf("the reason is %q, want %q", p.StockReason, c.reason)
				}
			})
		})
	}
}

// TestAFieldThatIsNotReturned is unknown for all: what rises waits, what falls does not.
func TestAFieldThatIsNotReturned(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "9"})
		f.inVasco(goods{"B", "2", 0, "10", "1"})
		f.ERP.AddFaults(vascosim.Fault{Kind: "no_extra_fields"})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("the run: %s %s %v", row.State, row.Reason, row.ReasonParams)
		}
		f.has("A", 12)
		f.has("B", 11)
		f.has("C", 12)
		if p := f.product("A"); p.Supplier != nil {
			t.Errorf("the supplier's stock is %d", *p.Supplier)
		}
	})
}

// fatal is how WordPress tells that PHP stumbled.
const fatal = `{"code":"internal_server_error","message":"There has been a critical error on this website.","data":{"status":500}}`

// TestWhatTheShopSays: one product over which it fails holds nobody up.
func TestWhatTheShopSays(t *testing.T) {
	t.Parallel()
	id := func(f *fixture, sku string) int64 { return f.Woo.ProductID(sku) }
	for _, c := range []struct {
		name   string
		change func(f *fixture)
		state  syncrun.State
		item   runitem.Outcome
		reason string
	}{
		{"the product is gone", func(f *fixture) { f.must(f.Woo.DeleteProduct(id(f, "A"))) }, syncrun.StateSUCCEEDED, runitem.OutcomeSKIPPED, stock.ReasonProductGone},
		{"it fails at large batches", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "POST", Path: "products/batch", Over: 1, Status: 500})
		}, syncrun.StateSUCCEEDED, runitem.OutcomeUPDATED, ""},
		{"it refuses the stock of one", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "POST", Path: "products/batch", Element: id(f, "A"), Status: 400})
		}, syncrun.StatePARTIAL, runitem.OutcomeFAILED, stock.ReasonShopRefused},
		{"it does not manage the stock any more", func(f *fixture) {
			f.must(f.Woo.EditProduct(id(f, "A"), func(p map[string]any) { p["manage_stock"] = false }))
		}, syncrun.StateSUCCEEDED, runitem.OutcomeSKIPPED, stock.ReasonNotManaged},
		{"it says yes and does nothing", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "POST", Path: "products/batch", Element: id(f, "A")})
		}, syncrun.StatePARTIAL, runitem.OutcomeFAILED, stock.ReasonShopIgnored},
		{"it does not find one in the batch", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "POST", Path: "products/batch", Element: id(f, "A"), Status: 404})
		}, syncrun.StateSUCCEEDED, runitem.OutcomeSKIPPED, stock.ReasonProductGone},
		{"it asks for patience once", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "POST", Path: "products/batch", Status: 429, RetryAfter: 1, Times: 1})
		}, syncrun.StateSUCCEEDED, runitem.OutcomeUPDATED, ""},
		{"it cannot read one", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "GET", Path: "products", Query: fmt.Sprint("include=", id(f, "A")), Status: 500, Body: fatal})
		}, syncrun.StatePARTIAL, runitem.OutcomeFAILED, stock.ReasonShopRefused},
		{"it answers with a page once", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "POST", Path: "products/batch", Status: 200, Body: "<html>", Times: 1})
		}, syncrun.StateSUCCEEDED, "", ""},
		{"it answers with a page about one", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "GET", Path: "products", Query: fmt.Sprint("include=", id(f, "A")), Status: 200, Body: "<html>"})
		}, syncrun.StatePARTIAL, runitem.OutcomeFAILED, stock.ReasonShopRefused},
		{"it refuses batches of several", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "POST", Path: "products/batch", Over: 1, Status: 400, Body: `{"code":"odd","message":"no"}`})
		}, syncrun.StateSUCCEEDED, runitem.OutcomeUPDATED, ""},
		{"it makes another type of it", func(f *fixture) {
			f.cutAt(stock.CutAfterPlan, 1, func() {
				f.must(f.Woo.EditProduct(id(f, "A"), func(p map[string]any) { p["type"] = "variable" }))
			})
		}, syncrun.StateSUCCEEDED, runitem.OutcomeSKIPPED, stock.ReasonTypeChanged},
		{"its answer is lost", func(f *fixture) {
			f.Woo.AddFaults(woosim.Fault{Method: "POST", Path: "products/batch", Drop: true, After: true, Times: 1})
		}, syncrun.StateSUCCEEDED, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			each(t, bare, func(f *fixture) {
				f.three()
				for _, g := range []goods{{"A", "1", 0, "10", "5"}, {"B", "2", 0, "10", "5"}, {"C", "3", 0, "10", "5"}} {
					f.inVasco(g)
				}
				c.change(f)
				row := f.run(false)
				if row.State != c.state {
					t.Errorf("the run: %s %s %v", row.State, row.Reason, row.ReasonParams)
				}
				f.has("B", 15)
				f.has("C", 15)
				if item := f.items(row.ID)["A"]; c.item != "" && (item == nil || item.Outcome != c.item || item.Reason != c.reason) {
					t.Errorf("the item: %+v", item)
				}
			})
		})
	}
}
