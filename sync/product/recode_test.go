package product_test

import (
	"context"
	"testing"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func (f *fixture) save(kind article.Kind, key, code string) {
	f.t.Helper()
	must(f.t, f.store.InTx(f.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return product.Save(ctx, tx, f.shopID, []article.Entry{{Key: article.Key{Kind: kind, Key: key}, Code: code}})
	}))
}

func (f *fixture) code(id int64, want string) {
	f.t.Helper()
	if got := f.known(id).Code; got != want {
		f.t.Errorf("the code of %d is %q, want %q", id, got, want)
	}
}

func TestCodesFollowTheArticleMap(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, func(r *rules.Shop) { r.VariationUsesParentEAN, r.UseSKU = true, true })
		simple := f.woo.AddProduct("Šampon", "SI-1", "3830000000017", "5.00", nil)
		bare := f.woo.AddProduct("Milo", "SI-2", "", "5.00", nil)
		shirt := f.woo.AddProduct("Majica", "MA", "3830000000024", "20.00", nil)
		variations, err := f.woo.AddVariations(shirt, woosim.Option{Name: "rdeča"})
		must(t, err)
		red := variations[0]
		must(t, f.woo.EditProduct(red, func(p map[string]any) { p["sku"] = "MA" }))
		f.save(article.SKU, "SI-2", "00087") // Before the product is known.
		f.imported()
		f.code(simple, "3830000000017")
		f.code(bare, "00087")
		f.code(red, "3830000000024")

		f.save(article.Product, num(simple), "A1")
		f.code(simple, "A1")
		f.save(article.SKU, "SI-1", "B1")
		f.code(simple, "A1")
		f.save(article.Product, num(simple), "")
		f.code(simple, "B1")
		f.save(article.SKU, "SI-1", "")
		f.code(simple, "3830000000017")
		f.save(article.SKU, "SI-2", "")
		f.code(bare, "SI-2")
		f.save(article.Product, num(shirt), "M1")
		f.code(red, "M1")
		f.save(article.Variation, num(red), "R1")
		f.code(red, "R1")
		f.code(shirt, "M1")
		// An import says the same.
		if row := f.imported(); row.Updated != 0 {
			t.Errorf("the import changed %d", row.Updated)
		}
	})
}

func TestNewRulesImportAnew(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		id := f.woo.AddProduct("Šampon", "SI-1", "3830000000017", "5.00", nil)
		must(t, f.woo.EditProduct(id, func(p map[string]any) { p["global_unique_id"] = "3839999999999" }))
		change := func(c rules.Change) {
			t.Helper()
			_, _, err := f.registry.UpdateShop(t.Context(), f.shopID, connection.ShopChange{Settings: c})
			must(t, err)
		}
		open := func() []int {
			t.Helper()
			ids, err := s.Reader().SyncRun.Query().Where(syncrun.FinishedAtIsNil()).IDs(t.Context())
			must(t, err)
			return ids
		}
		change(rules.Change{UseSKU: new(true)})
		if len(open()) != 0 {
			t.Fatal("an import begins that nobody asked for")
		}
		f.imported()
		f.code(id, "3830000000017")
		change(rules.Change{Currency: new("USD")})
		if len(open()) != 0 {
			t.Fatal("another setting starts an import")
		}
		change(rules.Change{EANMetaKeys: &[]string{"global_unique_id"}})
		runs := open()
		if len(runs) != 1 {
			t.Fatalf("%d imports", len(runs))
		}
		f.finish(runs[0])
		f.code(id, "3839999999999")

		// Rules that change meanwhile begin it anew.
		f.fill(150)
		row := f.start()
		f.before(func(call string) {
			if contains([]string{call}, "&page=2&") {
				f.before(nil)
				change(rules.Change{EANMetaKeys: &[]string{"_alg_ean"}})
			}
		})
		if row = f.finish(row.ID); row.State != "SUCCEEDED" || row.Seen != 151 {
			t.Errorf("it ended %s, %d seen", row.State, row.Seen)
		}
		f.code(id, "3830000000017")
	})
}
