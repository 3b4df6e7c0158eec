package stock_test

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestVariations are written with those of their product, wherever they stand
// among the others.
func TestVariations(t *testing.T) {
	t.Parallel()
	each(t, unguarded(nil), func(f *fixture) {
		var variations []int64
		add := func(sku string, codes ...string) {
			for _, code := range codes {
				ids, err := f.Woo.AddVariations(f.Woo.ProductID(sku), woosim.Option{Name: "barva " + code, EAN: code})
				f.must(err)
				f.must(f.Woo.EditProduct(ids[0], func(p map[string]any) { p["manage_stock"], p["stock_quantity"] = true, 5 }))
				f.inVasco(goods{code, code, 0, "10", "2"})
				variations = append(variations, ids...)
			}
		}
		for i, sku := range []string{"A", "V", "B", "W"} {
			f.sell(goods{sku, strconv.Itoa(i), 5, "10", "2"})
		}
		add("V", "11", "12")
		f.mirror()
		add("W", "21", "22")
		f.mirror()
		add("V", "13")
		f.mirror()
		f.first()
		f.inVasco(goods{"13", "13", 0, "10", "4"})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED || row.Updated != 1 {
			t.Errorf("the run: %+v", row)
		}
		for i, id := range variations {
			want := decimal.NewFromInt(12)
			if i == len(variations)-1 {
				want = decimal.NewFromInt(14)
			}
			if got, managed := f.Woo.StockOf(id); !managed || !got.Equal(want) {
				t.Errorf("the shop has %s of variation %d (managed %t), want %s", got, i, managed, want)
			}
		}
		f.has("A", 12)
		f.has("B", 12)
	})
}
