package stock_test

import (
	"testing"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/stock"
)

// recode gives the shop's A the article 9, of which nobody knows the supplier's stock.
func (f *fixture) recode() {
	f.t.Helper()
	f.inVasco(goods{"A", "9", 0, "kmalu", "3"})
	if !f.Woo.SetMeta("A", "_alg_ean", "9") {
		f.t.Error("the shop has no A")
	}
	f.mirror()
}

// TestAnotherArticleWhileItIsReckoned: what was read of a product before is not
// kept of its new article, neither what it is to have nor where it has rows.
func TestAnotherArticleWhileItIsReckoned(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.must(f.stock.KeepLate(t.Context(), f.Shop().ID, 17, f.recode))
		p := f.product("A")
		if p.Code != "9" || p.StockState != "NONE" || p.Target != nil || p.Own != nil || p.OwnRows == "9\nkept" {
			t.Errorf("%s is %s, target %v, own %v, rows %q", p.Code, p.StockState, p.Target, p.Own, p.OwnRows)
		}
		if p := f.product("B"); p.StockState != "DUE" || *p.Target != 17 || p.OwnRows != "2\nkept" {
			t.Errorf("B is %s, target %v, rows %q", p.StockState, *p.Target, p.OwnRows)
		}
	})
}

// TestAnotherArticleAfterTheWrite: what was written of the supplier was the one before's.
func TestAnotherArticleAfterTheWrite(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "7"})
		f.cutAt(stock.CutAfterWrite, 1, f.recode)
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("the run: %s %s", row.State, row.Reason)
		}
		if p := f.product("A"); p.WrittenSupplier != nil || *p.Written != 17000 {
			t.Errorf("written of the supplier: %v, written %v", *p.WrittenSupplier, *p.Written)
		}
		f.run(false)
		f.has("A", 17)
		if p := f.product("A"); p.StockReason != stock.ReasonSupplierUnknown {
			t.Errorf("it is %s %s", p.StockState, p.StockReason)
		}
	})
}

// TestAnotherArticleOfAnExcludedProduct: it is excluded, whatever it is.
func TestAnotherArticleOfAnExcludedProduct(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		_, err := stock.Exclude(t.Context(), f.Store, f.Log, []int{f.product("A").ID}, true)
		f.must(err)
		f.recode()
		if p := f.product("A"); p.Code != "9" || p.StockReason != stock.ReasonExcluded || p.StockState != "SKIPPED" {
			t.Errorf("%s is %s %q", p.Code, p.StockState, p.StockReason)
		}
	})
}
