package stock_test

import (
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/stock"
)

// TestAChangeBesideOurWriteIsSeen: what people do to a product in the second in
// which a run writes it, just before and just after, is known to the next run.
func TestAChangeBesideOurWriteIsSeen(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(goods{"A", "1", 5, "10", "2"}, goods{"B", "2", 5, "10", "2"}, goods{"C", "3", 5, "1", "1"})
		a, b, c := f.Woo.ProductID("A"), f.Woo.ProductID("B"), f.Woo.ProductID("C")
		f.Woo.OnElement(func(_, id int64) {
			switch id {
			case a: // Before it is written.
				f.must(f.Woo.SaveProduct(a, map[string]any{"name": "Prej"}))
			case b: // A has been written.
				f.must(f.Woo.SaveProduct(a, map[string]any{"stock_quantity": 7}))
			case c: // B has been written, and keeps the time of that.
				f.must(f.Woo.EditProduct(b, func(fields map[string]any) { fields["name"], fields["stock_quantity"] = "Potem", 3 }))
			}
		})
		f.first()
		f.Woo.OnElement(nil)
		f.has("A", 7)
		if done := f.run(false); done.State != syncrun.StateSUCCEEDED || done.Updated != 2 {
			t.Errorf("the next run: %+v", done)
		}
		f.has("A", 12)
		f.has("B", 12)
		if f.product("A").Name != "Prej" || f.product("B").Name != "Potem" {
			t.Errorf("kept as %q and %q", f.product("A").Name, f.product("B").Name)
		}
	})
}

// TestWhatIsNewerThanOurWriteIsKept: a hook about a sale after the write was worked
// before the run has kept what it wrote.
func TestWhatIsNewerThanOurWriteIsKept(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		// later is how much later than the write the shop says it was.
		later time.Duration
		stock int
		want  int64
	}{
		"a minute later":     {time.Minute, 7, 7},
		"in the same second": {0, 7, 7},
		"a minute before":    {-time.Minute, 7, 12},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, bare, func(f *fixture) {
				f.sell(goods{"A", "1", 5, "10", "2"}, goods{"B", "2", 5, "0", "0"})
				id := f.Woo.ProductID("A")
				hook := product.NewWorker(f.products)
				f.cutAt(stock.CutAfterWrite, 1, func() {
					f.must(f.Woo.EditProduct(id, func(fields map[string]any) {
						written, err := time.Parse("2006-01-02T15:04:05", fields["date_modified_gmt"].(string))
						f.must(err)
						fields["stock_quantity"], fields["date_modified_gmt"] = c.stock, written.Add(c.later).Format("2006-01-02T15:04:05")
					}))
					f.must(hook.Work(t.Context(), &river.Job[job.MirrorProduct]{
						JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 20},
						Args:   job.MirrorProduct{ShopID: f.Shop().ID, ShopProductID: id, Read: true},
					}))
				})
				f.first()
				if got := f.product("A").Stock; got == nil || *got != c.want*1000 {
					t.Errorf("known are %v thousandths, want %d pieces", *got, c.want)
				}
			})
		})
	}
}

// TestOurOwnWritesBringNothingNew: the shop's list of changes has them, but they
// are what is known, and are not stored again.
func TestOurOwnWritesBringNothingNew(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(goods{"A", "1", 5, "10", "2"}, goods{"B", "2", 12, "10", "2"})
		f.must(f.Woo.EditProduct(f.Woo.ProductID("A"), func(fields map[string]any) {
			fields["date_modified_gmt"] = time.Now().Add(-time.Hour).UTC().Format("2006-01-02T15:04:05")
		}))
		f.mirror()
		f.first()
		before := f.product("A")
		fields, err := f.Woo.Product(before.ShopProductID)
		f.must(err)
		if before.ModifiedAt == nil || before.ModifiedAt.Format("2006-01-02T15:04:05") != fields["date_modified_gmt"] {
			t.Errorf("the shop's time is %v, kept is %v", fields["date_modified_gmt"], before.ModifiedAt)
		}
		if done := f.run(false); done.Updated != 0 || done.Unchanged != 2 {
			t.Errorf("the next run: %+v", done)
		}
		if after := f.product("A"); !after.UpdatedAt.Equal(before.UpdatedAt) {
			t.Errorf("stored again %s after", after.UpdatedAt.Sub(before.UpdatedAt))
		}
	})
}

// TestAnOlderSaveThatComesLateIsSeen: a product that was on its way into the shop's
// database while a run read the changes.
func TestAnOlderSaveThatComesLateIsSeen(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(goods{"A", "1", 5, "10", "2"}, goods{"B", "2", 5, "10", "2"})
		f.first()
		f.run(false)
		f.must(f.Woo.EditProduct(f.Woo.ProductID("A"), func(fields map[string]any) {
			fields["stock_quantity"], fields["date_modified_gmt"] = 1, time.Now().Add(-time.Minute).UTC().Format("2006-01-02T15:04:05")
		}))
		if done := f.run(false); done.Updated != 1 {
			t.Errorf("the next run: %+v", done)
		}
		f.has("A", 12)
	})
}
