package stock_test

import (
	"testing"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// TestRowsWithoutStockAreLeftOut: an article without a row has none only once
// the connection's test has seen that such rows are left out.
func TestRowsWithoutStockAreLeftOut(t *testing.T) {
	t.Parallel()
	options := bare
	options.ERP = vascosim.Options{OmitZeroStock: true}
	options.Settings = func(s *rules.Shop) { s.Stock.GuardPercent = 100 }
	each(t, options, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "0"})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("before the test: %s %s", row.State, row.Reason)
		}
		f.has("A", 12)
		if p := f.product("A"); p.StockReason != stock.ReasonOwnUnknown {
			t.Errorf("before the test it is %q", p.StockReason)
		}
		_, err := f.Registry.TestVasco(t.Context(), f.Shop().ConnectionID)
		f.must(err)
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("after the test: %s %s", row.State, row.Reason)
		}
		f.has("A", 10)
	})
}

// TestTheTestTakesItBack: what a test saw holds until another sees something else,
// and for that server and company only.
func TestTheTestTakesItBack(t *testing.T) {
	t.Parallel()
	options := bare
	options.ERP = vascosim.Options{OmitZeroStock: true}
	each(t, options, func(f *fixture) {
		f.sell(goods{"A", "1", 0, "10", "0"}, goods{"B", "2", 0, "10", "3"})
		id := f.Shop().ConnectionID
		test := func(name string, want vascoconnection.StockZeros) {
			t.Helper()
			_, err := f.Registry.TestVasco(t.Context(), id)
			f.must(err)
			row, err := f.Store.Reader().VascoConnection.Get(t.Context(), id)
			f.must(err)
			if row.StockZeros != want {
				t.Errorf("%s: %s, want %s", name, row.StockZeros, want)
			}
		}
		test("rows are left out", vascoconnection.StockZerosOMITTED)
		off := false
		f.must(f.ERP.Change(vascosim.Settings{OmitZeroStock: &off}))
		f.inVasco(goods{"C", "3", 0, "10", "-"})
		test("one is there and one is not", vascoconnection.StockZerosUNKNOWN)
		f.ERP.SetStock(vascosim.Stock{Code: "3", Warehouse: "1", OnHand: "0"})
		test("all are there", vascoconnection.StockZerosRETURNED)
		f.zeros(vascoconnection.StockZerosOMITTED)
		f.byLists()
		name, number := "Other", "87654321"
		_, _, err := f.Registry.UpdateVasco(t.Context(), id, connection.VascoChange{Name: &name})
		f.must(err)
		row, err := f.Store.Reader().VascoConnection.Get(t.Context(), id)
		f.must(err)
		if row.StockZeros != vascoconnection.StockZerosOMITTED || row.StockRead != vascoconnection.StockReadCODES {
			t.Errorf("another name: %s %s", row.StockZeros, row.StockRead)
		}
		_, _, err = f.Registry.UpdateVasco(t.Context(), id, connection.VascoChange{TaxNumber: &number})
		f.must(err)
		row, err = f.Store.Reader().VascoConnection.Get(t.Context(), id)
		f.must(err)
		if row.StockZeros != vascoconnection.StockZerosUNKNOWN || row.StockRead != vascoconnection.StockReadALL {
			t.Errorf("another company: %s %s", row.StockZeros, row.StockRead)
		}
	})
}
