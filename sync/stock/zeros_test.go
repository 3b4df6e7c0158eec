package stock_test

import (
	"testing"

	"github.com/kiwwwi/vasco/ent/syncrun"
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
