package product_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func (f *fixture) shop() *connection.Shop {
	f.t.Helper()
	f.registry.Forget()
	shop, err := f.registry.Shop(f.t.Context(), f.shopID)
	must(f.t, err)
	return shop
}

// body is a product as a hook carries it, with fields of its own.
func (f *fixture) body(id int64, change map[string]any) []byte {
	f.t.Helper()
	fields, err := f.woo.Product(id)
	must(f.t, err)
	maps.Copy(fields, change)
	raw, err := json.Marshal(fields)
	must(f.t, err)
	return raw
}

// hook stores a delivery as the inbox does.
func (f *fixture) hook(topic string, id int64, body []byte) {
	f.t.Helper()
	sum := sha256.Sum256(body)
	must(f.t, f.store.InTx(f.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		d := tx.Delivery.Create().SetShopID(f.shopID).SetTopic(topic).SetResourceID(id).SetHash(hex.EncodeToString(sum[:])).
			SetBody(body).SetState(delivery.StateQUEUED).SetKind(delivery.KindNUDGE)
		var fields struct {
			Modified string `json:"date_modified_gmt"`
		}
		must(f.t, json.Unmarshal(body, &fields))
		if at, err := time.Parse("2006-01-02T15:04:05", fields.Modified); err == nil {
			d.SetKind(delivery.KindOBJECT).SetModified(at)
		}
		return d.Exec(ctx)
	}))
}

// mirror has the worker look at a product, expects its deliveries to be answered,
// and returns the calls that took.
func (f *fixture) mirror(id int64) []string {
	f.t.Helper()
	f.taken()
	worker := product.NewWorker(f.products)
	must(f.t, worker.Work(f.t.Context(), &river.Job[job.MirrorProduct]{
		JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 20}, Args: job.MirrorProduct{ShopID: f.shopID, ShopProductID: id},
	}))
	waiting, err := f.store.Reader().Delivery.Query().Where(delivery.ResourceID(id), delivery.StateNEQ(delivery.StatePROCESSED)).Count(f.t.Context())
	must(f.t, err)
	if waiting != 0 {
		f.t.Errorf("%d deliveries of %d are not processed", waiting, id)
	}
	return f.taken()
}

func later(f *fixture, id int64, by time.Duration) string {
	return f.known(id).ModifiedAt.Add(by).UTC().Format("2006-01-02T15:04:05")
}

func TestHooksOfProducts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		stock := decimal.NewFromInt(10)
		id := f.woo.AddProduct("Šampon", "SI-1", "3830000000017", "5.00", &stock)
		told := 0
		f.products.OnChange(func(_ context.Context, _ *store.Tx, shopID int, ids []int64) error {
			if told++; shopID != f.shopID || !slices.Equal(ids, []int64{id}) {
				t.Errorf("a change of %v in shop %d", ids, shopID)
			}
			return nil
		})

		// A product nobody knew is taken from its body.
		f.hook("product.created", id, f.body(id, nil))
		if calls := f.mirror(id); len(calls) != 0 || f.known(id) == nil || f.known(id).Code != "3830000000017" {
			t.Fatalf("created: %q, %+v", calls, f.known(id))
		}
		// The echo of what is known costs nothing and writes nothing.
		before := f.known(id)
		f.hook("product.updated", id, f.body(id, map[string]any{"description": "another word"}))
		if calls := f.mirror(id); len(calls) != 0 || !f.known(id).UpdatedAt.Equal(before.UpdatedAt) {
			t.Errorf("echo: %q", calls)
		}
		if told != 1 {
			t.Errorf("%d changes were told, want the first", told)
		}
		// A newer body is taken, two at once as well.
		f.hook("product.updated", id, f.body(id, map[string]any{"stock_quantity": 8, "date_modified_gmt": later(f, id, 2*time.Second)}))
		f.hook("product.updated", id, f.body(id, map[string]any{"stock_quantity": 7, "date_modified_gmt": later(f, id, 3*time.Second)}))
		if calls := f.mirror(id); len(calls) != 0 || *f.known(id).Stock != 7000 {
			t.Errorf("newer: %q, %d", calls, *f.known(id).Stock)
		}
		// Another body of the same second, and an older one, are asked about.
		for name, by := range map[string]time.Duration{"same second": 0, "older": -time.Second} {
			must(t, f.woo.EditProduct(id, func(p map[string]any) { p["date_modified_gmt"] = later(f, id, 0) }))
			f.hook("product.updated", id, f.body(id, map[string]any{"stock_quantity": 3, "date_modified_gmt": later(f, id, by)}))
			if calls := f.mirror(id); !contains(calls, "products/"+strconv.FormatInt(id, 10)+"?") || *f.known(id).Stock != 10000 {
				t.Errorf("%s: %q, %d", name, calls, *f.known(id).Stock)
			}
		}
		// Into the trash and back.
		must(t, f.woo.EditProduct(id, func(p map[string]any) { p["status"] = "trash" }))
		f.hook("product.deleted", id, []byte(`{"id":`+strconv.FormatInt(id, 10)+`}`))
		if calls := f.mirror(id); len(calls) != 1 || f.known(id).GoneAt == nil {
			t.Errorf("trashed: %q, %+v", calls, f.known(id))
		}
		must(t, f.woo.EditProduct(id, func(p map[string]any) { p["status"] = "publish" }))
		f.hook("product.restored", id, f.body(id, nil))
		if calls := f.mirror(id); len(calls) != 1 || f.known(id).GoneAt != nil {
			t.Errorf("restored: %q, %+v", calls, f.known(id))
		}
		must(t, f.woo.DeleteProduct(id))
		f.hook("product.deleted", id, []byte(`{"id":`+strconv.FormatInt(id, 10)+`,"x":1}`))
		if f.mirror(id); f.known(id).GoneAt == nil {
			t.Errorf("deleted: %+v", f.known(id))
		}
	})
}

func TestHooksOfVariations(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		id := f.woo.AddProduct("Majica", "MA", "3830000000017", "20.00", nil)
		variations, err := f.woo.AddVariations(id, woosim.Option{Name: "rdeča", EAN: "3832222222221"}, woosim.Option{Name: "modra"})
		must(t, err)
		red := variations[0]
		// A variation whose product is not known is read with it.
		asProduct := map[string]any{"type": "variation", "name": "Majica - rdeča", "categories": []any{}}
		f.hook("product.created", red, f.body(red, asProduct))
		if calls := f.mirror(red); len(calls) != 1 || f.known(red).Name != "Majica - rdeča" || f.known(red).ParentID != id || f.known(id) == nil {
			t.Fatalf("created: %q, %+v", calls, f.known(red))
		}
		// Its stock's echo costs nothing.
		asProduct["stock_quantity"], asProduct["date_modified_gmt"] = 4, later(f, red, time.Second)
		f.hook("product.updated", red, f.body(red, asProduct))
		if calls := f.mirror(red); len(calls) != 0 || *f.known(red).Stock != 4000 {
			t.Errorf("echo: %q, %+v", calls, f.known(red))
		}
		// The product names another: both are read. One that is renamed renames them.
		f.hook("product.updated", id, f.body(id, map[string]any{"date_modified_gmt": later(f, id, time.Second)}))
		if calls := f.mirror(id); !contains(calls, "/variations?") || f.known(variations[1]) == nil {
			t.Errorf("another variation: %q", calls)
		}
		f.hook("product.updated", id, f.body(id, map[string]any{"stock_status": "x", "date_modified_gmt": later(f, id, time.Second)}))
		if calls := f.mirror(id); len(calls) != 0 {
			t.Errorf("nothing new: %q", calls)
		}
		f.hook("product.updated", id, f.body(id, map[string]any{"name": "Srajca", "date_modified_gmt": later(f, id, time.Second)}))
		if f.mirror(id); f.known(red).Name != "Srajca - rdeča" {
			t.Errorf("renamed: %s", f.known(red).Name)
		}
		// One that is deleted is told by its product alone.
		must(t, f.woo.DeleteProduct(red))
		f.hook("product.updated", id, f.body(id, map[string]any{"variations": []any{variations[1]}, "date_modified_gmt": later(f, id, time.Second)}))
		if f.mirror(id); f.known(red).GoneAt == nil || f.known(variations[1]).GoneAt != nil {
			t.Errorf("a variation is deleted: %+v", f.known(red))
		}
	})
}
