package product_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	entevent "github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func sku(i int) string { return fmt.Sprintf("SI-%05d", i) }

func ean(i int) string { return fmt.Sprintf("38300%08d", i) }

func TestAllPagesAreImported(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		ids := f.fill(3000)
		stock := decimal.RequireFromString("7")
		counted := f.woo.AddProduct("Šteti", "ST", "3831111111111", "12.50", &stock)
		row := f.imported()
		if row.Seen != 3001 || row.Updated != 3001 || row.Unchanged != 0 || row.Total != 3001 {
			t.Fatalf("counts %+v", row)
		}
		rows := f.all()
		if len(rows) != 3001 {
			t.Fatalf("%d products are kept", len(rows))
		}
		for i, id := range ids {
			if rows[i].ShopProductID != id || rows[i].Code != ean(i) || rows[i].Ean != ean(i) || rows[i].Sku != sku(i) || rows[i].ManageStock != "NO" {
				t.Fatalf("product %d is kept as %+v", id, rows[i])
			}
		}
		one := f.known(counted)
		if one.Stock == nil || *one.Stock != 7000 || one.ManageStock != "YES" || one.RegularPrice != "12.5" || one.Type != "simple" || one.ModifiedAt == nil {
			t.Errorf("kept as %+v", one)
		}
		retrieved, err := s.Reader().Event.Query().Where(entevent.Kind("run.retrieved")).Only(t.Context())
		must(t, err)
		if retrieved.Params["count"] != "3001" || retrieved.Params["what"] != "PRODUCTS" {
			t.Errorf("told %v", retrieved.Params)
		}
		last, err := f.products.LastImport(t.Context(), f.shopID)
		must(t, err)
		if last.IsZero() || last.After(store.Now()) {
			t.Errorf("the last import was at %s", last)
		}

		// What has not changed is not written again.
		f.taken()
		row = f.imported()
		if row.Seen != 3001 || row.Updated != 0 || row.Unchanged != 3001 {
			t.Fatalf("read again: %+v", row)
		}
		for i, again := range f.all() {
			if !again.UpdatedAt.Equal(rows[i].UpdatedAt) || again.SeenImport != row.ID {
				t.Fatalf("product %d was written again", again.ShopProductID)
			}
		}
		if calls := f.taken(); len(calls) != 32 {
			t.Errorf("%d calls", len(calls))
		}
	})
}

func TestAnImportGoesOnAfterACrash(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		f.fill(350)
		row := f.start()
		ctx, crash := context.WithCancel(t.Context())
		f.before(func(call string) {
			if strings.Contains(call, "&page=3") {
				crash()
			}
		})
		must(t, f.work(ctx, row.ID))
		f.before(nil)
		if got := len(f.all()); got != 200 {
			t.Fatalf("%d products are kept after two pages", got)
		}
		f.taken()
		row = f.finish(row.ID)
		if row.State != "SUCCEEDED" || row.Seen != 350 || row.Updated != 350 || len(f.all()) != 350 {
			t.Errorf("it ended as %+v with %d products", row, len(f.all()))
		}
		if calls := f.taken(); contains(calls, "&page=1&") || !contains(calls, "&page=2&") {
			t.Errorf("it went on with %q", calls)
		}
	})
}

func TestAnImportMakesRoom(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		f.fill(250)
		f.products.WorkFor(-1)
		row := f.start()
		must(t, f.work(t.Context(), row.ID))
		if got := len(f.all()); got != 100 {
			t.Fatalf("it did not make room: %d products", got)
		}
		f.products.WorkFor(1 << 40)
		if row = f.finish(row.ID); row.Seen != 250 {
			t.Errorf("%d were seen", row.Seen)
		}
	})
}

// A deletion meanwhile moves rows between pages: what is not seen is not gone.
func TestWhatIsGoneIsAskedFor(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		ids := f.fill(250)
		variable := f.woo.AddProduct("Majica", "MA", "", "20.00", nil)
		variations, err := f.woo.AddVariations(variable, woosim.Option{Name: "rdeča", EAN: "3832222222221"}, woosim.Option{Name: "modra", EAN: "3832222222222"})
		must(t, err)
		f.imported()
		f.before(func(call string) {
			if strings.Contains(call, "&page=2&") && strings.HasPrefix(call, "GET products?") {
				f.before(nil)
				must(t, f.woo.DeleteProduct(ids[3]))
				must(t, f.woo.DeleteProduct(ids[4]))
				must(t, f.woo.DeleteProduct(variations[0]))
			}
		})
		f.taken()
		row := f.imported()
		calls := f.taken()
		for _, gone := range []int64{variations[0]} {
			if f.known(gone).GoneAt == nil {
				t.Errorf("%d is not gone", gone)
			}
		}
		// These two were on the page that was read before.
		if f.known(ids[3]).GoneAt != nil || f.known(ids[4]).GoneAt != nil {
			t.Error("what was there when it was read is gone")
		}
		for _, there := range []int64{ids[100], ids[101], ids[102], variable, variations[1]} {
			if f.known(there).GoneAt != nil || f.known(there).SeenImport != row.ID {
				t.Errorf("%d is taken for gone", there)
			}
		}
		if !contains(calls, fmt.Sprintf("include=%d%%2C%d", ids[100], ids[101])) {
			t.Errorf("they were not asked for: %q", calls)
		}
		// The next import finds them by their absence.
		f.imported()
		if f.known(ids[3]).GoneAt == nil || f.known(ids[4]).GoneAt == nil {
			t.Error("what was deleted is not gone")
		}
		// With a product its variations go.
		must(t, f.woo.DeleteProduct(variable))
		f.imported()
		if f.known(variable).GoneAt == nil || f.known(variations[1]).GoneAt == nil {
			t.Error("the product is gone, its variation is not")
		}
	})
}

func TestVariationsAndTheirCodes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, func(r *rules.Shop) { r.VariationUsesParentEAN = true })
		id := f.woo.AddProduct("Majica", "MA", "3830000000017", "20.00", nil)
		variations, err := f.woo.AddVariations(id, woosim.Option{Name: "rdeča", EAN: "3832222222221"}, woosim.Option{Name: "modra"})
		must(t, err)
		// As the shop shows it on a variation that has none.
		must(t, f.woo.EditProduct(id, func(p map[string]any) {
			p["global_unique_id"], p["categories"] = "3839999999999", []any{map[string]any{"id": 7, "name": "Majice", "slug": "majice"}}
		}))
		must(t, f.woo.EditProduct(variations[1], func(p map[string]any) { p["global_unique_id"], p["sku"] = "3839999999999", "MA" }))
		if row := f.imported(); row.Seen != 3 {
			t.Fatalf("%d were seen", row.Seen)
		}
		red, blue := f.known(variations[0]), f.known(variations[1])
		if red.Name != "Majica - rdeča" || red.Code != "3832222222221" || red.ParentID != id || red.Type != "variation" || !slices.Equal(red.Categories, []int64{7}) {
			t.Errorf("kept as %+v", red)
		}
		if blue.Ean != "" || blue.Code != "3830000000017" {
			t.Errorf("kept as %+v", blue)
		}
	})
}

func TestTranslationsAndDuplicates(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		ids := f.fill(2)
		other := f.woo.AddProduct("Tea", "", ean(0), "1.00", nil)
		twin := f.woo.AddProduct("Enak", "", ean(1), "1.00", nil)
		for _, id := range []int64{ids[0], other} {
			must(t, f.woo.EditProduct(id, func(p map[string]any) {
				p["lang"], p["translations"] = "sl", map[string]any{"sl": ids[0], "en": other}
			}))
		}
		must(t, f.woo.EditProduct(ids[1], func(p map[string]any) { p["lang"], p["translations"] = "sl", map[string]any{"sl": ids[1]} }))
		f.imported()
		for id, want := range map[int64]int64{ids[0]: ids[0], other: ids[0], ids[1]: 0, twin: 0} {
			if got := f.known(id); got.TranslationOf != want {
				t.Errorf("%d is a translation of %d, want %d", id, got.TranslationOf, want)
			}
		}
		if f.known(ids[1]).Code != f.known(twin).Code {
			t.Error("the two with one EAN have different codes")
		}
	})
}

func TestAProductChangesItsType(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		id := f.woo.AddProduct("Majica", "MA", "3830000000017", "20.00", nil)
		variations, err := f.woo.AddVariations(id, woosim.Option{Name: "rdeča", EAN: "3832222222221"})
		must(t, err)
		f.imported()
		must(t, f.store.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Product.UpdateOneID(f.known(id).ID).SetTarget(5000).SetStockState("SAME").SetWritten(5000).Exec(ctx)
		}))
		must(t, f.woo.SaveProduct(id, map[string]any{"type": "simple"}))
		row := f.imported()
		if got := f.known(id); got.Type != "simple" || got.StockState != "SAME" || *got.Target != 5000 || *got.Written != 5000 {
			t.Errorf("kept as %+v", got)
		}
		if f.known(variations[0]).GoneAt == nil {
			t.Errorf("the variation is not gone: %+v", row)
		}
	})
}

func TestAShopThatFails(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for key, c := range map[string]struct {
			reason string
			fault  woosim.Fault
		}{
			"login": {"SHOP_LOGIN_REFUSED", woosim.Fault{Path: "products", Status: 401, Body: `{"code":"woocommerce_rest_cannot_view","message":"no","data":{"status":401}}`}},
			"html":  {"SHOP_REFUSED", woosim.Fault{Path: "products", Status: 200, Body: "<html>"}},
		} {
			f := setupShop(t, s, key, nil)
			f.woo.AddFaults(c.fault)
			if row := f.finish(f.start().ID); row.State != "FAILED" || row.Reason != c.reason || row.ReasonParams["detail"] == "" {
				t.Errorf("%s: it ended as %s %s %v", key, row.State, row.Reason, row.ReasonParams)
			}
		}
	})
}

// TestWhatNoHookToldIsImportedAgain: a refresh goes by what a product's own time
// says, which a variation's change leaves as it is.
func TestWhatNoHookToldIsImportedAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		again := func() []*ent.SyncRun {
			must(t, s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return f.products.ImportAgain(ctx, tx, f.shopID) }))
			open, err := s.Reader().SyncRun.Query().Where(syncrun.FinishedAtIsNil()).All(t.Context())
			must(t, err)
			return open
		}
		if open := again(); len(open) != 0 {
			t.Fatalf("a shop that was never read is: %+v", open)
		}
		simple := f.fill(2)[0]
		variable := f.woo.AddProduct("Majica", "MA", "", "20.00", nil)
		variations, err := f.woo.AddVariations(variable, woosim.Option{Name: "rdeča", EAN: "3832222222221"})
		must(t, err)
		f.saved(variable, "Majica", store.Now().Add(-time.Hour))
		f.imported()
		must(t, f.woo.EditProduct(variations[0], func(p map[string]any) { p["sku"] = "MA-R" }))
		must(t, f.woo.DeleteProduct(simple))
		f.refresh()
		if f.known(variations[0]).Sku == "MA-R" || f.known(simple).GoneAt != nil {
			t.Fatal("a refresh has found them: this test is no longer needed")
		}
		open := again()
		if len(open) != 1 {
			t.Fatalf("%d imports are open", len(open))
		}
		f.finish(open[0].ID)
		if got := f.known(variations[0]); got.Sku != "MA-R" || f.known(simple).GoneAt == nil {
			t.Errorf("the variation is %q, the other gone at %v", got.Sku, f.known(simple).GoneAt)
		}
	})
}
