package app_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// The demo's VASCO has supplier stock and stock in two warehouses of all the shop
// sells; what people changed stays over a restart.
func TestTheDemosArticlesHaveStock(t *testing.T) {
	t.Parallel()
	o := options(t)
	first := open(t, o)
	codes := make([]string, 0)
	for _, product := range first.Demo.Shop.Articles() {
		codes = append(codes, product[1])
	}
	last := codes[len(codes)-1]
	first.Demo.ERP.SetStock(vascosim.Stock{Code: last, Warehouse: "2", OnHand: "777"})
	first.stop()

	r := open(t, o)
	shop, err := r.Registry.ShopByKey(t.Context(), "demo")
	if err != nil {
		t.Fatal(err)
	}
	erp, err := r.Registry.Vasco(t.Context(), shop.ConnectionID)
	if err != nil {
		t.Fatal(err)
	}
	client, err := r.Registry.VascoClient(erp)
	if err != nil {
		t.Fatal(err)
	}
	articles, err := client.Articles(t.Context(), codes, []string{"PROSTO_C9"})
	if err != nil || len(articles) < 10 {
		t.Fatalf("%d articles, %v", len(articles), err)
	}
	for _, a := range articles {
		if _, ok := vasco.ParsePieces(a.Extra["PROSTO_C9"]); !ok {
			t.Errorf("supplier stock of %s: %q", a.Code, a.Extra["PROSTO_C9"])
		}
	}
	for _, warehouse := range []string{"1", "2"} {
		rows, err := client.Stock(t.Context(), codes, []string{warehouse})
		if err != nil || len(rows) != len(articles) {
			t.Errorf("warehouse %s: %d rows for %d articles, %v", warehouse, len(rows), len(articles), err)
		}
		for _, row := range rows {
			if changed := row.OnHand.String() == "777"; changed != (row.Code == last && warehouse == "2") {
				t.Errorf("after a restart there are %s of %s in warehouse %s", row.OnHand, row.Code, warehouse)
			}
		}
	}
}

// What the two simulators seed in bulk is the same goods.
func TestSeededArticlesAreTheShopsProducts(t *testing.T) {
	t.Parallel()
	for _, i := range []int{0, 1, 9, 47, 99_999, 12_345_678} {
		if ean, code := woosim.SeededEAN(i), vascosim.SeededCode(i); ean != code {
			t.Errorf("product %d has the EAN %s, the article the code %s", i, ean, code)
		}
	}
}
