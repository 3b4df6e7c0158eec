package product_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo"
)

func num(id int64) string { return strconv.FormatInt(id, 10) }

// FuzzKeep: whatever a shop says of a product can be kept, once: said again it
// changes nothing.
func FuzzKeep(f *testing.F) {
	seeds, err := filepath.Glob("../woo/testdata/parsed/rest-product-*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range seeds {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	for _, raw := range hostile {
		f.Add([]byte(raw))
	}
	s := storetest.Open(f, storetest.SQLite(f))
	fix := setup(f, s, nil)
	shop := fix.shop()
	f.Fuzz(func(t *testing.T, raw []byte) {
		if p, err := woo.ParseProduct(raw); err == nil {
			keepTwice(t, s, fix.products, shop, *p)
		}
	})
}

// hostile are products no honest shop tells.
var hostile = []string{
	`{"id":1,"name":"a\u0000b\ud800","sku":"\u0000","stock_quantity":1e18,"manage_stock":true}`,
	`{"id":1,"stock_quantity":0.0005,"regular_price":"1e20","permalink":"\u0000","lang":"\u0000","translations":{"sl":1,"en":2}}`,
	`{"id":9223372036854775807,"parent_id":-1,"categories":[{"id":-1}],"date_modified_gmt":"9999-12-31T23:59:59"}`,
	`{"id":2,"parent_id":2,"type":"variation","global_unique_id":"\u0000","manage_stock":"parent","date_modified_gmt":"0001-01-01T00:00:01"}`,
	`{"id":3,"virtual":"x","meta_data":{"a":1},"name":[],"stock_quantity":"ten"}`,
	`{"id":4,"name":"` + strings.Repeat("š", 5000) + `","type":"` + strings.Repeat("x", 5000) + `","meta_data":[{"key":"_alg_ean","value":"` + strings.Repeat("3", 5000) + `"}]}`,
}

func TestHostileProductsAreKept(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		for _, raw := range hostile {
			p, err := woo.ParseProduct([]byte(raw))
			must(t, err)
			keepTwice(t, s, f.products, f.shop(), *p)
		}
		// What cannot be counted in thousandths is unknown, not 0.
		if got := f.known(1); got.Stock != nil || got.TranslationOf != 1 {
			t.Errorf("kept as %+v", got)
		}
		// What could not be read stays as it was.
		p, err := woo.ParseProduct([]byte(`{"id":1,"stock_quantity":4,"name":"Milo","sku":"M"}`))
		must(t, err)
		keepTwice(t, s, f.products, f.shop(), *p)
		p, err = woo.ParseProduct([]byte(`{"id":1,"stock_quantity":"ten","name":{},"sku":"N"}`))
		must(t, err)
		keepTwice(t, s, f.products, f.shop(), *p)
		if got := f.known(1); *got.Stock != 4000 || got.Name != "Milo" || got.Sku != "N" {
			t.Errorf("kept as %+v", got)
		}
	})
}

func keepTwice(t *testing.T, s *store.Store, products *product.Service, shop *connection.Shop, p woo.Product) {
	t.Helper()
	for _, importID := range []int{0, 7} {
		for round := range 2 {
			err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				changed, err := products.Keep(ctx, tx, shop, []product.Seen{{Product: p}}, importID)
				if round == 1 && changed != 0 {
					t.Errorf("%+v is kept again", p)
				}
				return err
			})
			if err != nil {
				t.Fatalf("%+v: %v", p, err)
			}
		}
	}
}
