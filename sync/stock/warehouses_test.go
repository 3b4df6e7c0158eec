package stock_test

import (
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/stockread"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// TestARowThatIsGone: a warehouse in which the article had stock and that lacks its
// row now is unknown, unless such rows are left out; one where it never was is none.
func TestARowThatIsGone(t *testing.T) {
	t.Parallel()
	both := func(s *rules.Stock) { s.Warehouses = []string{"1", "2"} }
	for _, c := range []struct {
		name   string
		rules  func(*rules.Stock)
		means  vascoconnection.StockZeros
		wantA  int64
		reason string
		wantB  int64
		// reasonB is why B, which has never been in warehouse 2, is left.
		reasonB string
	}{
		{"rows without stock are returned", both, vascoconnection.StockZerosRETURNED, 11, stock.ReasonOwnUnknown, 5, ""},
		{"all warehouses count", nil, vascoconnection.StockZerosRETURNED, 11, stock.ReasonOwnUnknown, 5, ""},
		{"nobody knows", both, vascoconnection.StockZerosUNKNOWN, 11, stock.ReasonOwnUnknown, 5, ""},
		{"they are left out", both, vascoconnection.StockZerosOMITTED, 2, "", 5, ""},
		{"each article has a row in each warehouse", both, vascoconnection.StockZerosEVERYWHERE, 11, stock.ReasonOwnUnknown, 2, stock.ReasonOwnUnknown},
		{"so it is, and all count", nil, vascoconnection.StockZerosEVERYWHERE, 11, stock.ReasonOwnUnknown, 2, stock.ReasonOwnUnknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			each(t, unguarded(c.rules), func(f *fixture) {
				f.sell(goods{"A", "1", 5, "", "2"}, goods{"B", "2", 5, "", "2"}, goods{"C", "3", 5, "", "2"})
				f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "002", OnHand: "9"})
				f.ERP.SetStock(vascosim.Stock{Code: "3", Warehouse: "002", OnHand: "1"})
				f.first()
				f.has("A", 11)
				f.has("B", 2)
				f.zeros(c.means)
				f.ERP.RemoveStock("1", "002")
				f.inVasco(goods{"B", "2", 0, "", "5"})
				for range 2 { // However often it is read.
					if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
						t.Errorf("the run: %s %s %v", row.State, row.Reason, row.ReasonParams)
					}
					f.has("A", c.wantA)
					f.has("B", c.wantB)
					if a, b := f.product("A"), f.product("B"); a.StockReason != c.reason || b.StockReason != c.reasonB {
						t.Errorf("A is %q, B is %q", a.StockReason, b.StockReason)
					}
				}
				f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "2", OnHand: "4"})
				f.run(false)
				f.has("A", 6)
			})
		})
	}
}

// TestAnotherArticle has rows of its own: what was seen of the one that the product
// was before says nothing.
func TestAnotherArticle(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		f.sell(goods{"A", "1", 5, "", "2"})
		f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "2", OnHand: "9"})
		f.first()
		f.has("A", 11)
		f.inVasco(goods{"A", "9", 0, "", "3"})
		f.isNow("A", "9")
		f.run(false)
		f.has("A", 3)
	})
}

// isNow gives a product another EAN.
func (f *fixture) isNow(sku, ean string) {
	f.t.Helper()
	f.must(f.Woo.EditProduct(f.Woo.ProductID(sku), func(p map[string]any) {
		p["meta_data"], p["global_unique_id"] = []any{map[string]any{"id": 1, "key": "_alg_ean", "value": ean}}, ean
	}))
	f.mirror()
	if p := f.product(sku); p.Code != ean {
		f.t.Errorf("the code of %s is %q", sku, p.Code)
	}
}

// byLists lets the stock be read by lists of codes.
func (f *fixture) byLists() {
	f.t.Helper()
	_, err := f.Store.Write.ExecContext(f.t.Context(), "UPDATE vasco_connections SET stock_read = 'CODES'")
	f.must(err)
}

// TestReadingByLists asks for what VASCO has as VASCO spells it. What nobody can
// ask for is unknown, not none.
func TestReadingByLists(t *testing.T) {
	t.Parallel()
	options := unguarded(nil)
	options.ERP = vascosim.Options{CaseSensitive: true, OmitZeroStock: true}
	each(t, options, func(f *fixture) {
		f.sell(goods{"A", "ab-1", 5, "", "7"}, goods{"B", "2", 5, "", "7"}, goods{"C", "9,5", 5, "", "7"}, goods{"D", "4", 5, "", "0"},
			goods{"E", "8,5", 0, "", "7"})
		f.ERP.PutArticle(vascosim.Article{Code: "Ab-2", Unit: "KOS", Price: "1", HasStock: 1, Extra: map[string]string{"PROSTO_C9": ""}})
		f.ERP.SetStock(vascosim.Stock{Code: "Ab-2", Warehouse: "1", OnHand: "3"})
		f.isNow("A", "AB-2")
		f.zeros(vascoconnection.StockZerosOMITTED)
		f.byLists()
		f.first()
		f.has("A", 3)
		f.has("B", 7)
		f.has("C", 5)
		f.has("D", 0)
		for _, sku := range []string{"C", "E"} {
			if p := f.product(sku); p.StockReason != stock.ReasonOwnUnknown {
				t.Errorf("%s is %q", sku, p.StockReason)
			}
		}
		f.ERP.RemoveStock("2", "1")
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Zeroed != 1 || row.Skipped != 2 || row.Unchanged != 2 {
			t.Errorf("the run: %+v", row)
		}
		f.has("B", 0)
	})
}

// TestHowTheStockIsRead is as the connection's test chose, unless a person wants it
// otherwise. What only the whole list tells shows how it was.
func TestHowTheStockIsRead(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		f.sell(goods{"A", "9,5", 5, "", "7"}, goods{"B", "2", 5, "", "7"})
		byLists, atOnce := vascoconnection.StockReadOverrideCODES, vascoconnection.StockReadOverrideALL
		wanted := func(how *vascoconnection.StockReadOverride) {
			_, _, err := f.Registry.UpdateVasco(t.Context(), f.Shop().ConnectionID, connection.VascoChange{StockRead: &how})
			f.must(err)
		}
		wanted(&byLists)
		f.first()
		f.has("A", 5)
		f.has("B", 7)
		f.byLists()
		wanted(&atOnce)
		f.run(false)
		f.has("A", 7)
		wanted(nil)
		f.inVasco(goods{"A", "9,5", 0, "", "8"})
		f.run(false)
		f.has("A", 7)
	})
}

// TestHalfOfAList of codes is noticed as half of the whole list is.
func TestHalfOfAList(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		f.zeros(vascoconnection.StockZerosOMITTED)
		f.byLists()
		f.many(20)
		f.ERP.AddFaults(vascosim.Fault{Kind: "half_rows", Path: stockPath, Times: 1})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Unchanged != 20 {
			t.Errorf("the run: %+v", row)
		}
		f.has("S20", 7)
	})
}

// TestWhenEachNumberWasRead is kept per segment.
func TestWhenEachNumberWasRead(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		began := time.Now().Add(-time.Second)
		f.many(10)
		at := make(map[stockread.Source]map[int]time.Time)
		for _, row := range f.reads() {
			if at[row.Source] == nil {
				at[row.Source] = make(map[int]time.Time)
			}
			at[row.Source][row.Segment] = row.ReadAt
		}
		segments := make(map[int]int)
		for _, sku := range []string{"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10"} {
			p := f.product(sku)
			segments[p.SupplierSegment]++
			if at[stockread.SourceSUPPLIER][p.SupplierSegment].Before(began) || at[stockread.SourceOWN][p.OwnSegment].Before(began) {
				t.Errorf("%s was read in the segments %d and %d: %v", sku, p.SupplierSegment, p.OwnSegment, at)
			}
		}
		if len(segments) != 2 || at[stockread.SourceSUPPLIER][2].Before(at[stockread.SourceSUPPLIER][1]) {
			t.Errorf("the segments %v, read at %v", segments, at)
		}
	})
}

func (f *fixture) reads() []*ent.StockRead {
	f.t.Helper()
	rows, err := f.Store.Reader().StockRead.Query().All(f.t.Context())
	f.must(err)
	return rows
}

// TestProductsOfOneArticle all keep in which warehouses it has rows, also one that
// did not yet.
func TestProductsOfOneArticle(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		f.sell(goods{"A", "1", 5, "", "2"}, goods{"B", "1", 5, "", "2"})
		f.first()
		kept := f.product("A").OwnRows
		for _, sku := range []string{"A", "B"} {
			_, err := f.Store.Write.ExecContext(t.Context(), "UPDATE products SET own_rows = '' WHERE sku = $1", sku)
			f.must(err)
			f.run(false)
			if a, b := f.product("A").OwnRows, f.product("B").OwnRows; kept == "" || a != kept || b != kept {
				t.Errorf("%q is kept of A and %q of B, want %q", a, b, kept)
			}
		}
	})
}
