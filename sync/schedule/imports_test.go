package schedule_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/schedule"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// startImport is what the products' service does in its place.
func startImport(ctx context.Context, tx *store.Tx, of *ent.Shop) error {
	return tx.SyncRun.Create().SetShopID(of.ID).SetKind(syncrun.KindIMPORT).SetState(syncrun.StateSUCCEEDED).SetFinishedAt(store.Now()).Exec(ctx)
}

// night lets six replicas look at once whose products are to be read.
func (w *stockWorld) night(at string, start schedule.StartImport) (failed bool) {
	w.t.Helper()
	var group sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		group.Go(func() {
			errs[i] = schedule.New(w.s, w.Jobs, w.Log, 0).WithImports(start).Imports(w.t.Context(), moment(w.t, at))
		})
	}
	group.Wait()
	return errors.Join(errs...) != nil
}

func (w *stockWorld) imported(when string, shopID, want int) {
	w.t.Helper()
	got, err := w.s.Reader().SyncRun.Query().Where(syncrun.KindEQ(syncrun.KindIMPORT), syncrun.ShopID(shopID)).Count(w.t.Context())
	if err != nil || got != want {
		w.t.Errorf("%s: %d imports of shop %d, want %d, %v", when, got, shopID, want, err)
	}
}

// TestProductsAreReadEveryNight, once whatever number of replicas there is. The
// shop's night is from one to four by its own clock, an hour ahead of UTC.
func TestProductsAreReadEveryNight(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{}, func(t *testing.T, w *stockWorld) {
		id := w.Shop().ID
		for _, one := range []struct {
			at   string
			want int
		}{
			{"2026-11-28T15:00", 0}, // Met for the first time.
			{"2026-11-28T23:59", 0},
			{"2026-11-29T03:00", 1},
			{"2026-11-29T03:01", 1},
			{"2026-11-29T23:59", 1},
			{"2026-11-30T03:00", 2},
			{"2026-12-05T10:00", 3}, // After days of downtime, at once and once.
			{"2026-12-05T10:01", 3},
			{"2026-12-06T03:00", 4},
		} {
			if w.night(one.at, startImport) {
				t.Errorf("%s failed", one.at)
			}
			w.imported(one.at, id, one.want)
		}
	})
}

func TestProductsOfHeldShopsAreNotReadAtNight(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{}, func(_ *testing.T, w *stockWorld) {
		id := w.Shop().ID
		sending := func(to shop.SendingStock) {
			w.InTx(func(ctx context.Context, tx *store.Tx) error {
				return tx.Shop.UpdateOneID(id).SetSendingStock(to).Exec(ctx)
			})
		}
		w.night("2026-11-28T15:00", startImport)
		sending(shop.SendingStockHOLD)
		w.night("2026-11-29T03:00", startImport)
		w.imported("on hold", id, 0)
		sending(shop.SendingStockPREVIEW)
		w.night("2026-11-29T09:00", startImport)
		w.imported("on hold no more", id, 1)
	})
}

func TestOneShopsFailureHoldsUpNoOthersNight(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{}, func(t *testing.T, w *stockWorld) {
		id, other := w.Shop().ID, w.another().ID
		w.night("2026-11-28T15:00", startImport)
		failed := w.night("2026-11-29T03:00", func(ctx context.Context, tx *store.Tx, of *ent.Shop) error {
			if of.ID == id {
				return errors.New("the secret was encrypted with another key")
			}
			return startImport(ctx, tx, of)
		})
		if !failed {
			t.Error("nobody hears of it")
		}
		w.imported("after a failure", id, 0)
		w.imported("after another's failure", other, 1)
		w.night("2026-11-29T03:01", startImport)
		w.imported("a minute later", id, 0)
		w.night("2026-11-29T03:16", startImport)
		w.imported("a quarter later", id, 1)
	})
}

// another is a second shop, with the first one's VASCO.
func (w *stockWorld) another() *ent.Shop {
	w.t.Helper()
	first, err := w.s.Reader().Shop.Get(w.t.Context(), w.Shop().ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return storetest.NewRows(w.t, w.s).Shop("druga", func(c *ent.ShopCreate) { c.SetConnectionID(*first.ConnectionID) })
}

// TestOneShopsFailureHoldsUpNoOthersStock: it is told once and put off.
func TestOneShopsFailureHoldsUpNoOthersStock(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{}, func(t *testing.T, w *stockWorld) {
		id, other := w.Shop().ID, w.another().ID
		start := func(ctx context.Context, tx *store.Tx, of *ent.Shop) error {
			if of.ID == id {
				return errors.New("the secret was encrypted with another key")
			}
			return startRun(ctx, tx, of)
		}
		look := func(at string, start schedule.StartStock) error {
			var group sync.WaitGroup
			errs := make([]error, 6)
			for i := range errs {
				group.Go(func() {
					errs[i] = schedule.New(w.s, w.Jobs, w.Log, 0).WithStock(start).Stock(t.Context(), moment(t, at))
				})
			}
			group.Wait()
			return errors.Join(errs...)
		}
		told := func() int {
			count, err := w.s.Reader().Event.Query().Where(event.Kind("schedule.failed"), event.ShopID(id)).Count(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return count
		}
		runs := func(shopID int) int {
			count, err := w.s.Reader().SyncRun.Query().Where(syncrun.ShopID(shopID)).Count(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return count
		}
		if err := look("2026-11-29T10:30", start); err != nil {
			t.Fatal(err)
		}
		if err := look("2026-11-29T11:00", start); err == nil {
			t.Error("nobody hears of it")
		}
		w.check("after a failure", 1, "2026-11-29T11:15")
		if runs(other) != 1 || told() != 1 {
			t.Errorf("%d runs of the other shop, told %d times", runs(other), told())
		}
		if err := look("2026-11-29T11:01", start); err != nil || told() != 1 {
			t.Errorf("a minute later: told %d times, %v", told(), err)
		}
		if err := look("2026-11-29T11:15", startRun); err != nil || runs(id) != 1 {
			t.Errorf("when it is mended: %d runs, %v", runs(id), err)
		}
		w.check("when it is mended", 2, "2026-11-29T12:00")
	})
}
