package schedule_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/schedule"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	code := m.Run()
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, "goroutines were left behind:", err)
		code = 1
	}
	os.Exit(code)
}

// waiting counts the jobs of a kind that nobody has worked.
func waiting(t *testing.T, s *store.Store, kind string) int {
	t.Helper()
	var count int
	err := s.Read.QueryRowContext(t.Context(), "SELECT count(*) FROM river_job WHERE kind = $1", kind).Scan(&count)
	if err != nil {
		t.Fatal(err)
	}
	return count
}

func TestPollInsertsOneJobAShop(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true, NoReplica: true})
		now := time.Now()
		poll := func(at time.Time) {
			// Many replicas tick at once.
			var group sync.WaitGroup
			for range 6 {
				group.Go(func() {
					if err := schedule.New(s, f.Jobs, f.Log, 0).Poll(t.Context(), at); err != nil {
						t.Errorf("poll: %v", err)
					}
				})
			}
			group.Wait()
		}
		check := func(when string, want int) {
			t.Helper()
			if got := waiting(t, s, job.ReadRecent{}.Kind()); got != want {
				t.Errorf("%s: %d jobs, want %d", when, got, want)
			}
		}
		poll(now)
		check("at the first tick", 1)
		poll(now.Add(time.Minute))
		check("before it is due", 1)
		poll(now.Add(schedule.PollEvery + time.Second))
		check("while one waits", 1)

		if _, err := s.Write.ExecContext(t.Context(), "DELETE FROM river_job"); err != nil {
			t.Fatal(err)
		}
		poll(now.Add(schedule.PollEvery + 2*time.Second))
		check("after a turn was left out", 0)
		poll(now.Add(2*schedule.PollEvery + 2*time.Second))
		check("when it is due again", 1)
	})
}

func TestPollLeavesShopsWithoutConnectionAlone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true, NoReplica: true, Unconnected: true})
		if err := schedule.New(s, f.Jobs, f.Log, 0).Poll(t.Context(), time.Now()); err != nil {
			t.Fatal(err)
		}
		if got := waiting(t, s, job.ReadRecent{}.Kind()); got != 0 {
			t.Errorf("%d jobs for a shop whose orders go nowhere", got)
		}
	})
}

// What no hook told is found by the running schedule, without anybody's doing.
func TestRunReadsMissedOrders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		id := f.Place(ordertest.Simple())
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			schedule.New(s, f.Jobs, f.Log, 0).Run(ctx)
		}()
		f.Synced(id)
		cancel()
		<-done
	})
}

func TestDeleteOld(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		shopID, now := f.Shop().ID, store.Now()
		old, young := now.Add(-schedule.Retention-time.Hour), now.Add(-schedule.Retention+time.Hour)
		f.InTx(func(ctx context.Context, tx *store.Tx) error {
			if _, err := tx.Event.Delete().Exec(ctx); err != nil {
				return err
			}
			// More than one transaction's worth.
			for i := range 620 {
				at := old
				if i >= 610 {
					at = young
				}
				if err := tx.Event.Create().SetAt(at).SetKind("order.received").SetLevel(event.LevelINFO).SetParams(nil).Exec(ctx); err != nil {
					return err
				}
			}
			for _, at := range []time.Time{old, young} {
				err := tx.ApiCall.Create().SetSystem(apicall.SystemSHOP).SetOperation("read order").SetMethod("GET").SetPath("/").SetDurationMs(1).SetAt(at).Exec(ctx)
				if err != nil {
					return err
				}
			}
			for i, d := range []struct {
				received, last time.Time
				state          delivery.State
			}{
				{old, old, delivery.StatePROCESSED},
				{old, old, delivery.StateQUEUED},
				{old, young, delivery.StatePROCESSED},
				{old, old, delivery.StateREFUSED},
				{young, young, delivery.StatePROCESSED},
			} {
				err := tx.Delivery.Create().SetShopID(shopID).SetTopic("order.updated").SetResourceID(int64(i)).SetHash(strconv.Itoa(i)).
					SetKind(delivery.KindOBJECT).SetState(d.state).SetReceivedAt(d.received).SetLastReceivedAt(d.last).Exec(ctx)
				if err != nil {
					return err
				}
			}
			return nil
		})
		f.InTx(func(ctx context.Context, tx *store.Tx) error {
			// An old run with more items than one transaction takes, a young one, and an old one that is open.
			for i, finished := range []*time.Time{&old, &young, nil} {
				run, err := tx.SyncRun.Create().SetShopID(shopID).SetKind(syncrun.KindSTOCK).SetNillableFinishedAt(finished).Save(ctx)
				if err != nil {
					return err
				}
				for product := range []int{1100, 1, 1}[i] {
					if err := tx.RunItem.Create().SetRunID(run.ID).SetProductID(product).SetOutcome(runitem.OutcomeUPDATED).SetAt(old).Exec(ctx); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err := schedule.New(s, f.Jobs, f.Log, 0).DeleteOld(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		for what, count := range map[string]func() (int, error){
			"events":     func() (int, error) { return s.Reader().Event.Query().Count(t.Context()) },
			"calls":      func() (int, error) { return s.Reader().ApiCall.Query().Count(t.Context()) },
			"deliveries": func() (int, error) { return s.Reader().Delivery.Query().Count(t.Context()) },
			"runs":       func() (int, error) { return s.Reader().SyncRun.Query().Count(t.Context()) },
			"items":      func() (int, error) { return s.Reader().RunItem.Query().Count(t.Context()) },
		} {
			want := map[string]int{"events": 10, "calls": 1, "deliveries": 3, "runs": 2, "items": 2}[what]
			if got, err := count(); err != nil || got != want {
				t.Errorf("%d %s are left, want %d, %v", got, what, want, err)
			}
		}
	})
}

func TestDeleteOldOnceADay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		plan := schedule.New(s, f.Jobs, f.Log, 0)
		now := time.Now()
		for i, step := range []struct {
			at   time.Time
			left int
		}{{now, 0}, {now, 1}, {now.Add(24 * time.Hour), 0}} {
			f.InTx(func(ctx context.Context, tx *store.Tx) error {
				if _, err := tx.ApiCall.Delete().Exec(ctx); err != nil {
					return err
				}
				return tx.ApiCall.Create().SetSystem(apicall.SystemSHOP).SetOperation("read order").SetMethod("GET").SetPath("/").SetDurationMs(1).
					SetAt(step.at.Add(-2 * schedule.Retention)).Exec(ctx)
			})
			if err := plan.DeleteOld(t.Context(), step.at); err != nil {
				t.Fatal(err)
			}
			if left, err := s.Reader().ApiCall.Query().Count(t.Context()); err != nil || left != step.left {
				t.Errorf("step %d: %d calls are left, want %d, %v", i, left, step.left, err)
			}
		}
	})
}
