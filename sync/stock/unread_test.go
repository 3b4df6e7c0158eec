package stock_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/stock/level"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

const (
	articlesPath = "FASifranti/artikel"
	stockPath    = "FASifranti/zaloga"
	stockCall    = "GET " + stockPath
)

// unguarded is a shop whose runs may set all to zero: nothing but the read holds them.
func unguarded(change func(*rules.Stock)) ordertest.Options {
	options := bare
	options.Settings = func(s *rules.Shop) {
		s.Stock.GuardPercent = 100
		if change != nil {
			change(&s.Stock)
		}
	}
	return options
}

func (f *fixture) many(n int) {
	f.t.Helper()
	all := make([]goods, n)
	for i := range all {
		code := strconv.Itoa(i + 1)
		all[i] = goods{"S" + code, "A-" + code, 5, "", "7"}
	}
	f.sell(all...)
	f.first()
	f.has("S1", 7)
}

// TestAnUnreadableAnswerChangesNothing: what VASCO answers is whole, or worth
// nothing. It is asked again, and in the end the run says so.
func TestAnUnreadableAnswerChangesNothing(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]vascosim.Fault{
		"HTML for articles":        {Kind: "html_200", Path: articlesPath},
		"nothing for articles":     {Kind: "empty_200", Path: articlesPath},
		"half of the articles":     {Kind: "half_list", Path: articlesPath},
		"segments with half their": {Kind: "half_rows", Path: articlesPath},
		"HTML for stock":           {Kind: "html_200", Path: stockPath},
		"nothing for stock":        {Kind: "empty_200", Path: stockPath},
		"half of the stock":        {Kind: "half_list", Path: stockPath},
		"half of the rows":         {Kind: "half_rows", Path: stockPath},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, unguarded(nil), func(f *fixture) {
				f.three()
				f.zeros(vascoconnection.StockZerosOMITTED)
				f.inVasco(goods{"A", "1", 0, "10", "9"})
				f.ERP.AddFaults(fault)
				row := f.run(false)
				if row.State != syncrun.StateFAILED || row.Reason != run.ReasonIncomplete {
					t.Errorf("the run: %s %s %v", row.State, row.Reason, row.ReasonParams)
				}
				for _, sku := range []string{"A", "B", "C"} {
					f.has(sku, 12)
				}
				f.ERP.ClearFaults()
				once := fault
				once.Times = 1
				f.ERP.AddFaults(once)
				if row = f.run(false); row.State != syncrun.StateSUCCEEDED || row.Updated != 1 {
					t.Errorf("it was only once: %s %s %v, %d updated", row.State, row.Reason, row.ReasonParams, row.Updated)
				}
				f.has("A", 19)
				f.has("B", 12)
			})
		})
	}
}

// TestAMissingWarehouse: its goods must not become zero.
func TestAMissingWarehouse(t *testing.T) {
	t.Parallel()
	each(t, unguarded(func(s *rules.Stock) { s.Warehouses = []string{"1", "77"} }), func(f *fixture) {
		f.sell(goods{"A", "1", 5, "10", "2"})
		row := f.run(false)
		if row.State != syncrun.StateFAILED || row.Reason != run.ReasonIncomplete || !strings.Contains(row.ReasonParams["detail"], "warehouse 77") {
			t.Errorf("the run: %s %s %v", row.State, row.Reason, row.ReasonParams)
		}
		if calls := f.ERP.Calls(stockCall); calls != 3 {
			t.Errorf("VASCO was read %d times", calls)
		}
	})
}

// TestAnEmptyWarehouse where rows without stock are left out: it is sold out, and
// holds up nobody.
func TestAnEmptyWarehouse(t *testing.T) {
	t.Parallel()
	options := unguarded(func(s *rules.Stock) { s.Warehouses = []string{"1", "2"} })
	options.ERP = vascosim.Options{OmitZeroStock: true}
	each(t, options, func(f *fixture) {
		f.zeros(vascoconnection.StockZerosOMITTED)
		f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "2", OnHand: "4"})
		f.sell(goods{"A", "1", 5, "10", "2"}, goods{"B", "2", 5, "10", "2"})
		f.first()
		f.has("A", 16)
		f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "2", OnHand: "0"})
		f.inVasco(goods{"B", "2", 0, "10", "7"})
		for range 2 {
			if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
				t.Errorf("the run: %s %s %v", row.State, row.Reason, row.ReasonParams)
			}
			f.has("A", 12)
			f.has("B", 17)
		}
	})
}

// TestAListThatEndsEarly is noticed by a row that comes back, however much of it
// there is; what is really sold out becomes zero.
func TestAListThatEndsEarly(t *testing.T) {
	t.Parallel()
	options := unguarded(nil)
	options.ERP = vascosim.Options{OmitZeroStock: true}
	each(t, options, func(f *fixture) {
		f.many(40)
		f.zeros(vascoconnection.StockZerosOMITTED)
		f.ERP.AddFaults(vascosim.Fault{Kind: "half_rows", Path: stockPath, Times: 1})
		f.inVasco(goods{"S40", "A-40", 0, "", "0"})
		before := f.ERP.Calls(stockCall)
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Updated != 1 || row.Zeroed != 1 {
			t.Errorf("the run: %+v", row)
		}
		f.has("S39", 7)
		f.has("S40", 0)
		if p := f.product("S40"); p.OwnSegment != 2 || *p.Own != 0 {
			t.Errorf("what was asked for once more has a time of its own: segment %d, %v", p.OwnSegment, p.Own)
		}
		// Each of the two reads has its questions: for what it has, and for what it lacks.
		if calls := f.ERP.Calls(stockCall) - before; calls != 6 {
			t.Errorf("%d calls for stock", calls)
		}
		// What has none, and had none before, is not asked for again.
		before = f.ERP.Calls(stockCall)
		if row := f.run(false); row.Unchanged != 40 || f.ERP.Calls(stockCall)-before != 1 {
			t.Errorf("once more: %+v, %d calls", row, f.ERP.Calls(stockCall)-before)
		}
	})
}

// TestARowThatSaysNone takes back what the connection's test saw, in this run.
func TestARowThatSaysNone(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		f.three()
		f.zeros(vascoconnection.StockZerosOMITTED)
		f.ERP.RemoveStock("1", "1")
		f.inVasco(goods{"B", "2", 0, "10", "0"})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("the run: %s %s %v", row.State, row.Reason, row.ReasonParams)
		}
		f.has("A", 12)
		f.has("B", 10)
		if p := f.product("A"); p.StockReason != stock.ReasonOwnUnknown {
			t.Errorf("A is %q", p.StockReason)
		}
	})
}

// TestAnEmptyStockList proves nothing.
func TestAnEmptyStockList(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		f.three()
		f.zeros(vascoconnection.StockZerosOMITTED)
		for _, row := range []string{"1", "2", "3", "3830012345678"} {
			f.ERP.RemoveStock(row, "1")
			f.ERP.RemoveStock(row, "2")
		}
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Skipped != 3 {
			t.Errorf("the run: %+v", row)
		}
		f.has("A", 12)
	})
}

// TestTheSameArticleTwice counts once; twice with different numbers it is unknown.
func TestTheSameArticleTwice(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "9"})
		f.ERP.AddFaults(vascosim.Fault{Kind: "double_rows"})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Updated != 1 || row.Unchanged != 2 {
			t.Errorf("the run: %+v", row)
		}
		f.has("A", 19)
		f.has("B", 12)
		f.ERP.SetStock(vascosim.Stock{Code: "2", Warehouse: "01", OnHand: "1"})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Skipped != 1 {
			t.Errorf("two numbers of one warehouse: %+v", row)
		}
		f.has("B", 12)
		if p := f.product("B"); p.StockReason != stock.ReasonOwnUnknown {
			t.Errorf("B is %q", p.StockReason)
		}
	})
}

// TestWhatIsTakenOff: ordered, reserved and a buffer, as the shop's settings say;
// a part that one of several rows does not tell is unknown.
func TestWhatIsTakenOff(t *testing.T) {
	t.Parallel()
	each(t, unguarded(func(s *rules.Stock) { s.SubtractOrdered, s.SubtractReserved, s.Buffer = true, true, 1 }), func(f *fixture) {
		f.sell(goods{"A", "1", 5, "10", "-"}, goods{"B", "2", 5, "10", "-"})
		f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "1", OnHand: "6", Ordered: "2", Reserved: "1"})
		f.ERP.SetStock(vascosim.Stock{Code: "1", Warehouse: "2", OnHand: "4", Ordered: "1", Reserved: "0"})
		f.ERP.SetStock(vascosim.Stock{Code: "2", Warehouse: "1", OnHand: "6", Ordered: "2", Reserved: "1"})
		f.first()
		f.has("A", 15)
		p := f.product("A")
		if *p.Supplier != 10*level.Piece || *p.Own != 10*level.Piece || *p.Ordered != 3*level.Piece || *p.Reserved != level.Piece ||
			p.Buffer != level.Piece || *p.Target != 15*level.Piece {
			t.Errorf("kept: %+v", p)
		}
		f.has("B", 12)
		f.ERP.SetStock(vascosim.Stock{Code: "2", Warehouse: "2", OnHand: "5", Ordered: "ni podatka", Reserved: "0"})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Skipped != 1 {
			t.Errorf("the run: %+v", row)
		}
		f.has("B", 12)
		if p := f.product("B"); p.StockReason != stock.ReasonOwnUnknown || p.Ordered != nil {
			t.Errorf("a row does not tell what is ordered: %+v", p)
		}
	})
}
