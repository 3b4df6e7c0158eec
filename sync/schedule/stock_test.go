package schedule_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/schedule"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// stockWorld is a shop whose stock runs end as soon as they begin.
type stockWorld struct {
	*ordertest.Fixture

	t *testing.T
	s *store.Store
}

// startRun is what the stock's service does in its place.
func startRun(ctx context.Context, tx *store.Tx, of *ent.Shop) error {
	return tx.SyncRun.Create().SetShopID(of.ID).SetKind(syncrun.KindSTOCK).SetState(syncrun.StateSUCCEEDED).SetFinishedAt(store.Now()).Exec(ctx)
}

// tick lets six replicas look at once.
func (w *stockWorld) tick(at time.Time) {
	w.t.Helper()
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if err := schedule.New(w.s, w.Jobs, w.Log, 0).WithStock(startRun).Stock(w.t.Context(), at); err != nil {
				w.t.Errorf("look for stock that is due: %v", err)
			}
		})
	}
	group.Wait()
}

func (w *stockWorld) check(when string, runs int, next string) {
	w.t.Helper()
	got, err := w.s.Reader().SyncRun.Query().Count(w.t.Context())
	if err != nil || got != runs {
		w.t.Errorf("%s: %d runs, want %d, %v", when, got, runs, err)
	}
	row, err := w.s.Reader().StockSchedule.Query().Where(stockschedule.ShopID(w.Shop().ID)).Only(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	found := ""
	if row.NextRunAt != nil {
		found = row.NextRunAt.UTC().Format("2006-01-02T15:04")
	}
	if found != next {
		w.t.Errorf("%s: the next is %q, want %q", when, found, next)
	}
}

func (w *stockWorld) plan(plan timetable.Plan, next string) {
	w.t.Helper()
	if err := stock.SetSchedule(w.t.Context(), w.s, w.Log, w.Shop().ID, plan); err != nil {
		w.t.Fatal(err)
	}
	w.InTx(func(ctx context.Context, tx *store.Tx) error {
		return tx.StockSchedule.Update().Where(stockschedule.ShopID(w.Shop().ID)).SetNextRunAt(moment(w.t, next)).Exec(ctx)
	})
}

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func eachStock(t *testing.T, o ordertest.Options, do func(t *testing.T, w *stockWorld)) {
	t.Helper()
	o.NoHooks, o.NoReplica = true, true
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		do(t, &stockWorld{Fixture: ordertest.New(t, s, o), t: t, s: s})
	})
}

func TestStockRunsOnceAPeriod(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{}, func(t *testing.T, w *stockWorld) {
		w.tick(moment(t, "2026-11-29T10:20"))
		w.check("a shop without a schedule", 0, "2026-11-29T11:00")
		w.tick(moment(t, "2026-11-29T10:59"))
		w.check("before it is due", 0, "2026-11-29T11:00")
		w.tick(moment(t, "2026-11-29T11:00"))
		w.check("when it is due", 1, "2026-11-29T12:00")
		w.tick(moment(t, "2026-11-29T11:01"))
		w.check("a minute later", 1, "2026-11-29T12:00")
		w.tick(moment(t, "2026-12-02T12:10"))
		w.check("after three days of downtime", 2, "2026-12-02T13:00")
	})
}

func TestStockOnTheDaysTheClockJumps(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{}, func(t *testing.T, w *stockWorld) {
		w.plan(timetable.Plan{Every: stockschedule.EveryDAY, At: "02:30"}, "2026-10-25T00:30")
		w.tick(moment(t, "2026-10-25T00:30"))
		w.check("the first half past two", 1, "2026-10-26T01:30")
		w.tick(moment(t, "2026-10-25T01:30"))
		w.check("the second half past two", 1, "2026-10-26T01:30")
		w.tick(moment(t, "2027-03-27T01:30"))
		w.check("the day before the gap", 2, "2027-03-28T01:00")
		w.tick(moment(t, "2027-03-28T01:00"))
		w.check("the end of the gap", 3, "2027-03-29T00:30")
	})
}

func TestStockOfHeldShops(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{}, func(t *testing.T, w *stockWorld) {
		w.plan(timetable.Plan{Every: stockschedule.EveryMINUTES_15}, "2026-11-29T10:15")
		w.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.Shop.UpdateOneID(w.Shop().ID).SetSendingStock(shop.SendingStockHOLD).Exec(ctx)
		})
		w.tick(moment(t, "2026-11-29T10:15"))
		w.check("on hold", 0, "2026-11-29T10:30")
	})
}

func TestStockOfShopsWithoutConnection(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{Unconnected: true}, func(t *testing.T, w *stockWorld) {
		w.tick(moment(t, "2026-11-29T10:00"))
		if rows, err := w.s.Reader().StockSchedule.Query().Count(t.Context()); err != nil || rows != 0 {
			t.Errorf("%d schedules, %v", rows, err)
		}
		w.plan(timetable.Plan{Every: stockschedule.EveryHOURS_2}, "2026-11-29T11:00")
		w.tick(moment(t, "2026-11-29T11:00"))
		w.check("without connection", 0, "2026-11-29T13:00")
	})
}

func TestSetSchedule(t *testing.T) {
	t.Parallel()
	eachStock(t, ordertest.Options{}, func(t *testing.T, w *stockWorld) {
		w.plan(timetable.Plan{Every: stockschedule.EveryHOUR, At: "03:30", Cron: "x"}, "2026-11-29T10:00")
		stale, err := stock.Due(t.Context(), w.s, moment(t, "2026-11-29T10:00"))
		if err != nil || len(stale) != 1 || stale[0].At != "" || stale[0].Cron != "" {
			t.Fatalf("due is %+v, %v", stale, err)
		}
		if err := stock.SetSchedule(t.Context(), w.s, w.Log, w.Shop().ID, timetable.Plan{Every: stockschedule.EveryOFF}); err != nil {
			t.Fatal(err)
		}
		w.InTx(func(ctx context.Context, tx *store.Tx) error {
			if of, err := stock.Claim(ctx, tx, stale[0], moment(t, "2026-11-29T10:00")); err != nil || of != nil {
				t.Errorf("a schedule that was turned off is claimed: %v, %v", of, err)
			}
			return nil
		})
		w.check("turned off", 0, "")
		for _, plan := range []timetable.Plan{{Every: stockschedule.EveryDAY}, {Every: stockschedule.EveryCRON, Cron: "0 0 30 2 *"}, {Every: stockschedule.EveryCRON}} {
			err := stock.SetSchedule(t.Context(), w.s, w.Log, w.Shop().ID, plan)
			if _, ok := errors.AsType[connection.InvalidInput](err); !ok {
				t.Errorf("%+v is set: %v", plan, err)
			}
		}
		if err := stock.SetSchedule(t.Context(), w.s, w.Log, 9999, timetable.Plan{Every: stockschedule.EveryOFF}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the schedule of no shop: %v", err)
		}
	})
}
