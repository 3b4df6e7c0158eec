package stock_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/stock/level"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// TestWhatWasWrittenOfAnotherSupplier counts no more: neither another article's
// nor another field's.
func TestWhatWasWrittenOfAnotherSupplier(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(f *fixture){
		"another article": func(f *fixture) {
			f.inVasco(goods{"A", "9", 0, "kmalu", "0"})
			if !f.Woo.SetMeta("A", "_alg_ean", "9") {
				f.t.Fatal("the shop has no A")
			}
			f.mirror()
		},
		"another field": func(f *fixture) {
			f.UpdateShop(connection.ShopChange{Settings: rules.Change{Stock: rules.StockChange{SupplierField: new("PROSTO_C8"), EmptySupplierIsZero: new(false)}}})
			f.inVasco(goods{"A", "1", 0, "10", "0"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, bare, func(f *fixture) {
				f.three()
				change(f)
				if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
					t.Errorf("the run: %s %s", row.State, row.Reason)
				}
				f.has("A", 12)
				if p := f.product("A"); p.StockReason != stock.ReasonSupplierUnknown || p.WrittenSupplier != nil {
					t.Errorf("%s, written of the supplier: %v", p.StockReason, p.WrittenSupplier)
				}
			})
		})
	}
}

// TestADryRunWithAnotherField shows what the one that writes would do, and leaves
// what was written to it.
func TestADryRunWithAnotherField(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{Stock: rules.StockChange{SupplierField: new("PROSTO_C8"), EmptySupplierIsZero: new(false)}}})
		f.inVasco(goods{"A", "1", 0, "10", "0"})
		dry := f.run(true)
		if p := f.product("A"); p.StockReason != stock.ReasonSupplierUnknown || p.WrittenSupplier == nil {
			t.Errorf("%s, written of the supplier: %v", p.StockReason, p.WrittenSupplier)
		}
		if live := f.run(false); dry.Updated != live.Updated || dry.Skipped != live.Skipped {
			t.Errorf("the dry run: %d and %d, the other %d and %d", dry.Updated, dry.Skipped, live.Updated, live.Skipped)
		}
	})
}

// TestAnotherCompanysFirstRun waits for a person, as a shop's first does.
func TestAnotherCompanysFirstRun(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Fatalf("the same books: %s %s", row.State, row.Reason)
		}
		other := f.AddVasco(func(v *connection.NewVasco) { v.BaseURL = strings.Replace(v.BaseURL, "127.0.0.1", "localhost", 1) })
		f.UpdateShop(connection.ShopChange{ConnectionID: &other.ID})
		row := f.run(false)
		if row.State != syncrun.StateAWAITING_CONFIRMATION || row.Reason != run.ReasonFirstRun {
			t.Fatalf("other books: %s %s", row.State, row.Reason)
		}
		f.confirm(row.ID)
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("after it: %s %s", row.State, row.Reason)
		}
	})
}

// TestAnotherConnectionInARun: what was read of one VASCO is not written into a shop
// that has another one, and what a person has seen of it confirms nothing else.
func TestAnotherConnectionInARun(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(f *fixture, change func()) *ent.SyncRun{
		"it waits for a person": func(f *fixture, change func()) *ent.SyncRun {
			f.sell(goods{"A", "1", 5, "10", "7"})
			row := f.run(false)
			change()
			if _, err := f.runs.Confirm(f.t.Context(), row.ID); !errors.Is(err, run.ErrFinished) {
				f.t.Errorf("a confirmation: %v", err)
			}
			return f.row(row.ID)
		},
		"it is about to write": func(f *fixture, change func()) *ent.SyncRun {
			f.three()
			f.must(f.Woo.SaveProduct(f.Woo.ProductID("A"), map[string]any{"stock_quantity": 5}))
			f.mirror()
			f.cutAt(stock.CutAfterPlan, 1, change)
			return f.run(false)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, bare, func(f *fixture) {
				other := f.AddVasco(func(v *connection.NewVasco) { v.BaseURL = strings.Replace(v.BaseURL, "127.0.0.1", "localhost", 1) })
				row := change(f, func() { f.UpdateShop(connection.ShopChange{ConnectionID: &other.ID}) })
				if row.State != syncrun.StateCANCELLED {
					t.Errorf("the run: %s %s", row.State, row.Reason)
				}
				f.has("A", 5)
				if row := f.run(false); row.State != syncrun.StateAWAITING_CONFIRMATION || row.Reason != run.ReasonFirstRun {
					t.Errorf("the next run: %s %s", row.State, row.Reason)
				}
			})
		})
	}
}

// TestOnlyWhatIsTakenOffIsKept: a person is shown a sum that comes out.
func TestOnlyWhatIsTakenOffIsKept(t *testing.T) {
	t.Parallel()
	for name, on := range map[string]bool{"taken off": true, "not": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := bare
			options.Settings = func(s *rules.Shop) { s.Stock.SubtractOrdered, s.Stock.SubtractReserved, s.Stock.Buffer = on, on, 1 }
			each(t, options, func(f *fixture) {
				f.sell(goods{"A", "1", 5, "10", "9"})
				f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "1", OnHand: "9", Ordered: "2", Reserved: "3"})
				f.first()
				p := f.product("A")
				if on {
					f.has("A", 13)
					if p.Ordered == nil || *p.Ordered != 2*level.Piece || p.Reserved == nil || *p.Reserved != 3*level.Piece {
						t.Errorf("ordered %v, reserved %v", p.Ordered, p.Reserved)
					}
					return
				}
				f.has("A", 18)
				if p.Ordered != nil || p.Reserved != nil || p.Buffer != level.Piece {
					t.Errorf("ordered %v, reserved %v, buffer %d", p.Ordered, p.Reserved, p.Buffer)
				}
			})
		})
	}
}

// TestExcludedWhileItIsReckoned: what a person said meanwhile stands.
func TestExcludedWhileItIsReckoned(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "7"})
		f.cutAt(stock.CutAfterPlan, 1, func() {
			_, err := stock.Exclude(context.Background(), f.Store, f.Log, []int{f.product("A").ID}, true)
			f.must(err)
		})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("the run: %s %s", row.State, row.Reason)
		}
		f.has("A", 12)
		if p := f.product("A"); !p.StockExcluded || p.StockReason != stock.ReasonExcluded {
			t.Errorf("%+v", p)
		}
	})
}
