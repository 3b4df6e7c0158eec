package woosim

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/woo"
)

func TestTheStockStatusFollowsTheQuantity(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"stock_quantity":1}`:                               "instock false",
		`{"stock_quantity":0}`:                               "outofstock false",
		`{"stock_quantity":-1}`:                              "outofstock false",
		`{"stock_quantity":0,"backorders":"notify"}`:         "onbackorder false",
		`{"stock_quantity":-1,"backorders":"yes"}`:           "onbackorder true",
		`{"stock_quantity":1,"backorders":"yes"}`:            "instock false",
		`{"stock_quantity":0,"backorders":"perhaps"}`:        "outofstock false",
		`{"stock_quantity":0,"stock_status":"instock"}`:      "outofstock false",
		`{"manage_stock":false,"stock_status":"outofstock"}`: "outofstock false",
	} {
		l := newLab(t)
		if _, p := l.edited(t, http.MethodPut, "products/12", body); fmt.Sprint(p["stock_status"], " ", p["backordered"]) != want {
			t.Errorf("%s: %v %v, want %s", body, p["stock_status"], p["backordered"], want)
		}
	}
}

func TestAProductFollowsItsVariations(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	status := func(want string) {
		t.Helper()
		if got := l.products[71].Fields["stock_status"]; got != want {
			t.Errorf("%v, want %s", got, want)
		}
	}
	l.must(http.MethodPut, "products/71/variations/72", `{"stock_quantity":0}`)
	status("instock")
	l.must(http.MethodPost, "products/71/variations/batch", `{"update":[{"id":73,"stock_quantity":0},{"id":74,"stock_quantity":0}]}`)
	status("outofstock")
	l.must(http.MethodPut, "products/71/variations/73", `{"backorders":"yes"}`)
	status("onbackorder")
	l.must(http.MethodPut, "products/71/variations/74", `{"stock_quantity":1}`)
	status("instock")
}

func TestFractionsOfStock(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.opts.Fractions = true
	if status, p := l.edited(t, http.MethodPut, "products/12", `{"stock_quantity":2.5}`); status != http.StatusOK || p["stock_quantity"] != 2.5 {
		t.Errorf("%d %v", status, p["stock_quantity"])
	}
	if _, err := l.PlaceOrder(Draft{Items: []Item{{ProductID: 12, Quantity: 2}}}); err != nil {
		t.Fatal(err)
	}
	if got := l.inStock(12); got != "0.5" {
		t.Errorf("%s left", got)
	}
}

func TestGoodsChangeTheirType(t *testing.T) {
	t.Parallel()
	l, r := running(t, "product.updated", "product.created", "product.deleted")
	ids, err := l.AddVariations(12, Option{"50 g", "3830000007412", "4"}, Option{Name: "100 g"})
	if err != nil || len(ids) != 2 {
		t.Fatal(ids, err)
	}
	r.all(t, l, 3) // Two are new, one has changed.
	if got := l.ids(t, "products/12/variations?orderby=id&order=asc"); !slices.Equal(got, ids) {
		t.Errorf("variations %v, want %v", got, ids)
	}
	if p, err := l.Product(12); err != nil || p["type"] != "variable" || p["has_options"] != true {
		t.Errorf("%v %v, %v", p["type"], p["has_options"], err)
	}
	r.forget()
	l.save(12, object{"type": "simple"})
	r.all(t, l, 1)
	if p, err := l.Product(12); err != nil || p["type"] != "simple" || len(p["variations"].([]any)) != 0 {
		t.Errorf("%v %v, %v", p["type"], p["variations"], err)
	}
	if _, err := l.Product(ids[0]); !errors.Is(err, ErrUnknownProduct) {
		t.Errorf("a variation is left: %v", err)
	}
	if status, p := l.edited(t, http.MethodPut, "products/14", `{"type":"variable"}`); status != http.StatusOK || p["type"] != "variable" {
		t.Errorf("over REST: %d %v", status, p["type"])
	}
	if status, _ := l.edited(t, http.MethodPut, "products/14", `{"type":"nonsense"}`); status != http.StatusBadRequest {
		t.Errorf("into nonsense: %d", status)
	}
}

func TestDeletingForGoodTellsNobody(t *testing.T) {
	t.Parallel()
	l, r := running(t, "product.updated", "product.created", "product.deleted")
	for _, id := range []int64{12, 71, 80} {
		if err := l.DeleteProduct(id); err != nil {
			t.Error(err)
		}
	}
	l.must(http.MethodDelete, "products/13?force=true", "")
	if err := l.EditProduct(14, func(fields map[string]any) { fields["lang"], fields["translations"] = "sl", object{"sl": 14, "en": 15} }); err != nil {
		t.Error(err)
	}
	r.all(t, l, 0)
	for _, id := range []int64{12, 13, 71, 72, 73, 74, 80} {
		if _, err := l.Product(id); !errors.Is(err, ErrUnknownProduct) {
			t.Errorf("%d is still there: %v", id, err)
		}
	}
	if got := l.ids(t, "products/79/variations?per_page=100&orderby=id&order=asc"); slices.Contains(got, 80) || len(got) != 7 {
		t.Errorf("variations left: %v", got)
	}
	if p, err := l.Product(79); err != nil || len(p["variations"].([]any)) != 7 {
		t.Errorf("%v, %v", p["variations"], err)
	}
	for _, err := range []error{l.DeleteProduct(12), l.EditProduct(12, nil), l.SaveProduct(12, nil)} {
		if !errors.Is(err, ErrUnknownProduct) {
			t.Error(err)
		}
	}
	if _, err := l.AddVariations(81); !errors.Is(err, ErrUnknownProduct) {
		t.Errorf("a variation got variations: %v", err)
	}
}

// The client sees the languages that a plugin adds.
func TestTheClientReadsGoodsAsTheyAre(t *testing.T) {
	t.Parallel()
	l, client := served(t, true, nil)
	if err := l.EditProduct(14, func(fields map[string]any) {
		fields["lang"], fields["translations"] = "sl", object{"sl": "14", "en": 15}
	}); err != nil {
		t.Fatal(err)
	}
	stock := decimal.NewFromInt(4)
	managed, plain := l.AddProduct("Sveča", "SV-1", "3830000000635", "7.20", &stock), l.AddProduct("Darilo", "SV-2", "", "1", nil)
	found := make(map[int64]woo.Product)
	err := client.EachProduct(t.Context(), 0, func(_ int, page []woo.Product) error {
		for _, p := range page {
			found[p.ID] = p
		}
		return nil
	})
	if err != nil || len(found) != 126 {
		t.Fatalf("%d products, %v", len(found), err)
	}
	if p := found[14]; p.Lang != "sl" || p.Translations["en"] != 15 || p.Translations["sl"] != 14 {
		t.Errorf("%+v", p)
	}
	if p := found[managed]; p.StockQuantity.String() != "4" || p.ManageStock != woo.StockManaged || p.StockStatus != "instock" {
		t.Errorf("%+v", p)
	}
	if p := found[plain]; p.StockQuantity != nil || p.ManageStock != woo.StockNotManaged || l.ProductID("SV-2") != plain {
		t.Errorf("%+v", p)
	}
	if p := found[71]; p.Type != "variable" || !p.HasOptions || !slices.Equal(p.Variations, []int64{72, 73, 74}) {
		t.Errorf("%+v", p)
	}
	var variations []string
	err = client.EachVariation(t.Context(), 71, func(page []woo.Product) error {
		for _, v := range page {
			variations = append(variations, fmt.Sprint(v.ID, v.ParentID, v.Type, v.Name))
		}
		return nil
	})
	if want := []string{"72 71variationS", "73 71variationM", "74 71variationL"}; err != nil || !slices.Equal(variations, want) {
		t.Errorf("%q, %v", variations, err)
	}
	if err := client.EachVariation(t.Context(), 9999, nil); err != nil {
		t.Errorf("of a product that is gone: %v", err)
	}
}

func TestGoodsAreSteered(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for _, c := range []struct {
		call, body string
		status     int
	}{
		{"PUT /sim/products/12", `{"type":"external","lang":"sl"}`, 204},
		{"POST /sim/products/13", `{"manage_stock":false}`, 204},
		{"POST /sim/products/14/variations", `[{"name":"S","ean":"3830000007412","price":"4"}]`, 201},
		{"DELETE /sim/products/23", ``, 204},
		{"GET /sim/products/23", ``, 400},
		{"DELETE /sim/products/x", ``, 400},
		{"PUT /sim/products/12", `[]`, 400},
		{"POST /sim/products", `{"count":100000}`, 201},
		{"POST /sim/products", `{"count":0}`, 400},
		{"POST /sim/faults", `[{"over":25,"status":500},{"element":12,"status":404,"times":1}]`, 204},
	} {
		if w := l.steered(t, c.call, c.body); w.Code != c.status {
			t.Errorf("%s: %d %s", c.call, w.Code, w.Body)
		}
	}
	got := l.steered(t, "GET /sim/products/12", "")
	if p := decoded[object](got.Body.Bytes()); p["type"] != "external" || p["lang"] != "sl" {
		t.Errorf("%s", got.Body)
	}
	if l.inStock(13) != "-" || len(l.ids(t, "products/14/variations")) != 1 || len(l.faults) != 2 || l.faults[0].Over != 25 || l.faults[1].Element != 12 {
		t.Errorf("stock %s, faults %+v", l.inStock(13), l.faults)
	}
}
