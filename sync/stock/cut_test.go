package stock_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/stock/level"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// errKilled ends a worker as a kill does: nothing after the point happens.
var errKilled = errors.New("killed")

// kill works a run until the point was reached for the nth time. What the dead
// worker held is free when its lease has run out.
func (f *fixture) kill(id int, point string, nth int) (reached bool) {
	f.t.Helper()
	f.cutAt(point, nth, func() { panic(errKilled) })
	defer func() { f.cut = func(string) {} }()
	func() {
		defer func() {
			if dead := recover(); dead != nil && !errors.Is(dead.(error), errKilled) {
				panic(dead)
			}
			reached = f.row(id).FinishedAt == nil
		}()
		_ = f.worker.Work(context.Background(), &river.Job[job.WorkRun]{JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 20}, Args: job.WorkRun{RunID: id}})
	}()
	_, err := f.Store.Write.ExecContext(f.t.Context(), "UPDATE leases SET expires_at = $1", f.row(id).CreatedAt.Add(-1))
	f.must(err)
	return reached
}

// TestKilledRuns: wherever a run dies, the run that goes on ends with the right
// numbers in the shop.
func TestKilledRuns(t *testing.T) {
	t.Parallel()
	for _, point := range []string{stock.CutAfterPlan, stock.CutBeforeWrite, stock.CutAfterWrite, stock.CutInSettling} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			each(t, bare, func(f *fixture) {
				var all []goods
				for i := range 230 {
					all = append(all, goods{fmt.Sprint("S", i), fmt.Sprint("38300", i), 5, "10", "2"})
				}
				f.sell(all...)
				f.first()
				for i := range all {
					all[i].own = "7"
					f.inVasco(all[i])
				}
				row, _, err := f.stock.Start(t.Context(), f.Shop().ID, false)
				f.must(err)
				for nth := 1; nth <= 3; nth++ {
					if !f.kill(row.ID, point, nth) && nth == 1 {
						t.Fatalf("the run never came to %s", point)
					}
				}
				if row = f.work(row.ID); row.State != syncrun.StateSUCCEEDED {
					t.Errorf("the run ended as %s %s", row.State, row.Reason)
				}
				for _, g := range all {
					f.has(g.sku, 17)
				}
			})
		})
	}
}

// TestADeadWorkersRunIsTakenUp by the sweep, and only then.
func TestADeadWorkersRunIsTakenUp(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		row, _, err := f.stock.Start(t.Context(), f.Shop().ID, false)
		f.must(err)
		f.kill(row.ID, stock.CutAfterPlan, 1)
		jobs := func() (count int) {
			f.must(f.Store.Read.QueryRowContext(t.Context(), "SELECT count(*) FROM river_job WHERE kind = 'work_run' AND queue = $1", job.RunQueue(f.Shop().ID)).Scan(&count))
			return count
		}
		before := jobs()
		f.must(f.runs.SweepOnce(t.Context()))
		f.must(f.runs.SweepOnce(t.Context()))
		if got := jobs() - before; got != 1 {
			t.Errorf("%d jobs were made, want 1", got)
		}
	})
}

// order places an order of some pieces that the shop takes off its stock at once.
func (f *fixture) order(sku string, pieces int64) {
	f.t.Helper()
	f.Place(woosim.Draft{
		Status: "processing", PaymentMethod: "bacs", Items: []woosim.Item{{SKU: sku, Quantity: pieces}},
	})
}

// TestAnOrderBetweenReadAndWrite: the shop's write is absolute, so the pieces of
// an order placed exactly then come back, until the end of the run.
func TestAnOrderBetweenReadAndWrite(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "7"})
		f.orderedBetween("A")
	})
}

// TestAnOrderOfLettersOfOurs: SQLite knows only the capitals of English.
func TestAnOrderOfLettersOfOurs(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.sell(goods{"A", "ČAJ-Š1", 5, "10", "2"}, goods{"B", "2", 5, "10", "2"}, goods{"C", "3", 5, "10", "2"})
		f.first()
		f.inVasco(goods{"A", "ČAJ-Š1", 0, "10", "7"})
		f.orderedBetween("A")
	})
}

// TestAShopThatDoesNotTellItsOrders is asked until it does, however often it fails.
func TestAShopThatDoesNotTellItsOrders(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "7"})
		f.Woo.AddFaults(woosim.Fault{Method: "GET", Path: "orders", Query: "modified_after", Status: 500, Body: fatal, Times: 20})
		f.orderedBetween("A")
	})
}

// orderedBetween places an order of 4 of a product that is about to be set to 17.
func (f *fixture) orderedBetween(sku string) {
	f.t.Helper()
	placed := false
	f.Woo.OnBatch(func(int64) {
		if !placed {
			placed = true
			f.order(sku, 4)
		}
	})
	row := f.run(false)
	if row.State != syncrun.StateSUCCEEDED || !placed {
		f.t.Fatalf("the run: %+v, an order was placed: %t", row, placed)
	}
	f.counted(row, 1, 2)
	f.has(sku, 13)
	if p := f.product(sku); p.Pending != 4*level.Piece || *p.Target != 13*level.Piece {
		f.t.Errorf("pending %d, target %v", p.Pending, *p.Target)
	}
}

// TestAnOrderOfWhatIsNotWritten: its product was not to be written at all.
func TestAnOrderOfWhatIsNotWritten(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "7"})
		placed := false
		f.Woo.OnBatch(func(int64) {
			if !placed {
				placed = true
				f.order("B", 5)
			}
		})
		row := f.run(false)
		if row.State != syncrun.StateSUCCEEDED || !placed {
			t.Fatalf("the run: %+v", row)
		}
		f.counted(row, 1, 2) // The shop itself took B's five off.
		f.has("A", 17)
		f.has("B", 7)
	})
}

// counted: a product counts once, however often it was written.
func (f *fixture) counted(row *ent.SyncRun, updated, unchanged int) {
	f.t.Helper()
	if row.Seen != 3 || row.Updated != updated || row.Unchanged != unchanged || row.Skipped != 0 || row.Failed != 0 {
		f.t.Errorf("seen %d, updated %d, unchanged %d, skipped %d, failed %d; want 3, %d, %d, 0, 0",
			row.Seen, row.Updated, row.Unchanged, row.Skipped, row.Failed, updated, unchanged)
	}
}

// TestAnArticleTakenAwayInARun: what was reckoned of it is not written, and nobody
// takes unknown for none.
func TestAnArticleTakenAwayInARun(t *testing.T) {
	t.Parallel()
	for _, point := range []string{stock.CutAfterPlan, stock.CutInSettling} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			each(t, bare, func(f *fixture) {
				f.three()
				f.sold("A", 3, push.StateBLOCKED, push.ComparedNONE)
				f.inVasco(goods{"B", "2", 0, "10", "7"})
				f.cutAt(point, 1, func() {
					if !f.Woo.SetMeta("A", "_alg_ean", "") {
						t.Error("the shop has no A")
					}
					f.mirror()
				})
				if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
					t.Errorf("the run: %s %s", row.State, row.Reason)
				}
				f.has("A", 9)
				f.has("B", 17)
				if p := f.product("A"); p.Target != nil || p.StockState != "NONE" {
					t.Errorf("its target is %v, its state %s", p.Target, p.StockState)
				}
			})
		})
	}
}

// TestExcludedWhileItIsWritten stays excluded.
func TestExcludedWhileItIsWritten(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "7"})
		f.cutAt(stock.CutBeforeWrite, 1, func() {
			_, err := stock.Exclude(context.Background(), f.Store, f.Log, []int{f.product("A").ID}, true)
			f.must(err)
		})
		if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
			t.Errorf("the run: %s %s", row.State, row.Reason)
		}
		if p := f.product("A"); p.StockReason != stock.ReasonExcluded || p.StockState != "SKIPPED" {
			t.Errorf("it is %s %s", p.StockState, p.StockReason)
		}
	})
}

// TestSwitchedOff: the run ends where the shop's stock is put on hold.
func TestSwitchedOff(t *testing.T) {
	t.Parallel()
	options := bare
	options.Settings = func(s *rules.Shop) { s.Stock.GuardPercent = 100 }
	each(t, options, func(f *fixture) {
		f.three()
		f.inVasco(goods{"A", "1", 0, "10", "7"})
		f.cutAt(stock.CutAfterPlan, 1, func() { f.holdStock() })
		if row := f.run(false); row.State != syncrun.StateFAILED || row.Reason != run.ReasonHeld {
			t.Errorf("the run: %s %s", row.State, row.Reason)
		}
		f.has("A", 12)
		if _, _, err := f.stock.Start(t.Context(), f.Shop().ID, false); !errors.Is(err, stock.ErrHeld) {
			t.Errorf("another start: %v", err)
		}
	})
}
