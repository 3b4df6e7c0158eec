package run_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/run"
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

// fixture is a shop whose runs do what a test says.
type fixture struct {
	t      *testing.T
	store  *store.Store
	jobs   *job.Client
	runs   *run.Service
	shopID int
	// handle is what is done with a run.
	handle run.Handler
}

func each(t *testing.T, leaseFor time.Duration, test func(f *fixture)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		jobs, err := job.New(s, river.NewWorkers(), job.Options{InsertOnly: true})
		f := &fixture{t: t, store: s, jobs: jobs}
		f.must(err)
		f.runs = run.New(s, jobs, event.NewLog(s, nil), leaseFor)
		f.must(s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			of, err := tx.Shop.Create().SetKey("trgovina").SetName("Trgovina").SetURL("https://trgovina.example").
				SetConsumerKey([]byte("x")).SetConsumerSecret([]byte("x")).SetWebhookSecret([]byte("x")).SetSettings([]byte("{}")).Save(ctx)
			if err == nil {
				f.shopID = of.ID
			}
			return err
		}))
		test(f)
	})
}

func (f *fixture) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// start starts a run, as somebody.
func (f *fixture) start(who actor.Kind, dry bool) (*ent.SyncRun, bool) {
	f.t.Helper()
	row, folded, err := f.tryStart(who, dry)
	f.must(err)
	return row, folded
}

func (f *fixture) tryStart(who actor.Kind, dry bool) (row *ent.SyncRun, folded bool, err error) {
	ctx := actor.With(f.t.Context(), actor.Actor{Kind: who})
	err = f.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, folded, err = f.runs.Start(ctx, tx, run.Start{ShopID: f.shopID, Kind: run.Stock, DryRun: dry})
		return err
	})
	return row, folded, err
}

// work works one job of a run.
func (f *fixture) work(ctx context.Context, id int) error {
	worker := run.NewWorker(f.runs, map[run.Kind]run.Handler{run.Stock: f.handle})
	return worker.Work(ctx, &river.Job[job.WorkRun]{JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 20}, Args: job.WorkRun{RunID: id}})
}

// worked works one job of a run, and answers the run.
func (f *fixture) worked(id int) *ent.SyncRun {
	f.t.Helper()
	f.must(f.work(f.t.Context(), id))
	return f.row(id)
}

func (f *fixture) row(id int) *ent.SyncRun {
	f.t.Helper()
	row, err := f.store.Reader().SyncRun.Get(context.WithoutCancel(f.t.Context()), id)
	f.must(err)
	return row
}

// past moves the moments of a run back.
func (f *fixture) past(id int, change func(*ent.SyncRunUpdateOne)) {
	f.t.Helper()
	f.must(f.store.InTx(f.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		update := tx.SyncRun.UpdateOneID(id)
		change(update)
		return update.Exec(ctx)
	}))
}

// waitingJobs counts the jobs of runs.
func (f *fixture) waitingJobs() (count int) {
	f.t.Helper()
	f.must(f.store.Read.QueryRowContext(f.t.Context(), "SELECT count(*) FROM river_job WHERE kind = 'work_run'").Scan(&count))
	return count
}

func isAway(context.Context, *run.Work) error {
	return &run.Away{Reason: run.ReasonShopAway, Err: errors.New("503")}
}

// TestARunWaitsForAServer for half an hour without getting on, whenever it began.
func TestARunWaitsForAServer(t *testing.T) {
	t.Parallel()
	each(t, 0, func(f *fixture) {
		row, _ := f.start(actor.Person, false)
		f.past(row.ID, func(u *ent.SyncRunUpdateOne) { u.SetStartedAt(store.Now().Add(-5 * time.Hour)) })
		f.handle = isAway
		first := f.worked(row.ID)
		if first.State != syncrun.StateQUEUED || first.AwaySince == nil {
			t.Fatalf("at the first 503 it is %s %s", first.State, first.Reason)
		}
		if second := f.worked(row.ID); second.State != syncrun.StateQUEUED || !second.AwaySince.Equal(*first.AwaySince) {
			t.Errorf("at the second it is %s, away since %v", second.State, second.AwaySince)
		}
		long := func(u *ent.SyncRunUpdateOne) { u.SetAwaySince(store.Now().Add(-31 * time.Minute)) }

		f.past(row.ID, long)
		f.handle = func(ctx context.Context, w *run.Work) error {
			if err := w.Do(ctx, run.Step{Phase: "WRITING", Counts: run.Counts{Updated: 1}}); err != nil {
				return err
			}
			return isAway(ctx, w)
		}
		if got := f.worked(row.ID); got.State != syncrun.StateQUEUED || time.Since(*got.AwaySince) > time.Minute {
			t.Errorf("after a product it is %s %s, away since %v", got.State, got.Reason, got.AwaySince)
		}

		f.past(row.ID, long)
		f.handle = func(ctx context.Context, w *run.Work) error {
			if err := w.Do(ctx, run.Step{Phase: "READING"}); err != nil {
				return err
			}
			return isAway(ctx, w)
		}
		if got := f.worked(row.ID); got.State != syncrun.StatePARTIAL || got.Reason != run.ReasonShopAway {
			t.Errorf("after half an hour in which only phases began it is %s %s", got.State, got.Reason)
		}
	})
}

// TestAConfirmedRunWaitsAnew: what kept it before it asked does not count.
func TestAConfirmedRunWaitsAnew(t *testing.T) {
	t.Parallel()
	each(t, 0, func(f *fixture) {
		row, _ := f.start(actor.Person, false)
		f.handle = func(context.Context, *run.Work) error { return &run.Awaits{Reason: run.ReasonFirstRun} }
		f.worked(row.ID)
		f.past(row.ID, func(u *ent.SyncRunUpdateOne) {
			u.SetStartedAt(store.Now().Add(-time.Hour)).SetAwaySince(store.Now().Add(-time.Hour))
		})
		_, err := f.runs.Confirm(t.Context(), row.ID)
		f.must(err)
		f.handle = isAway
		if got := f.worked(row.ID); got.State != syncrun.StateQUEUED {
			t.Errorf("at its first 503 it is %s %s", got.State, got.Reason)
		}
	})
}

// TestARunGivenBackHasAJob in the same commit, and what comes to a run that
// another worker has makes none.
func TestARunGivenBackHasAJob(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]error{
		"goes on": run.ErrGoesOn,
		"later":   &run.Later{After: time.Minute},
		"away":    &run.Away{Reason: run.ReasonShopAway, Err: errors.New("503")},
		"stopped": context.Canceled,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, 0, func(f *fixture) {
				row, _ := f.start(actor.Person, false)
				f.handle = func(ctx context.Context, w *run.Work) error {
					if err := f.work(ctx, w.Row.ID); err != nil { // A second job of the run.
						t.Errorf("a job of a run that is worked ended with %v", err)
					}
					return answer
				}
				if got := f.worked(row.ID); got.State != syncrun.StateQUEUED {
					t.Errorf("it is %s %s", got.State, got.Reason)
				}
				if got := f.waitingJobs(); got != 2 {
					t.Errorf("there are %d jobs, want that of the start and the next", got)
				}
			})
		})
	}
}

// TestACancelEndsALongCall: no step is waited for.
func TestACancelEndsALongCall(t *testing.T) {
	t.Parallel()
	each(t, 400*time.Millisecond, func(f *fixture) {
		row, _ := f.start(actor.Person, false)
		f.handle = func(ctx context.Context, w *run.Work) error {
			_, err := f.runs.Cancel(context.WithoutCancel(ctx), w.Row.ID)
			f.must(err)
			<-ctx.Done()
			return &run.Away{Reason: run.ReasonVascoAway, Err: ctx.Err()} // As a client tells it.
		}
		ctx, end := context.WithTimeout(t.Context(), time.Minute)
		defer end()
		f.must(f.work(ctx, row.ID))
		if got := f.row(row.ID); got.State != syncrun.StateCANCELLED || got.Reason != run.ReasonPerson {
			t.Errorf("it is %s %s", got.State, got.Reason)
		}
	})
}

// TestACancelIsNotLost where the run would wait: for a server, or for a person.
func TestACancelIsNotLost(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]error{
		"away":     &run.Away{Reason: run.ReasonShopAway, Err: errors.New("503")},
		"goes on":  run.ErrGoesOn,
		"a person": &run.Awaits{Reason: run.ReasonFirstRun},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, 0, func(f *fixture) {
				row, _ := f.start(actor.Person, false)
				f.handle = func(ctx context.Context, _ *run.Work) error {
					_, err := f.runs.Cancel(ctx, row.ID)
					f.must(err)
					return answer
				}
				if got := f.worked(row.ID); got.State != syncrun.StateCANCELLED || got.FinishedAt == nil {
					t.Errorf("it is %s %s", got.State, got.Reason)
				}
			})
		})
	}
}

// TestAHurriedStep does not wait for the disk; one that tells something does.
func TestAHurriedStep(t *testing.T) {
	t.Parallel()
	each(t, 0, func(f *fixture) {
		if f.store.IsPostgres() {
			return // Every commit waits.
		}
		told := []event.Event{{Kind: event.RunRetrieved, Level: event.Info, Params: map[string]string{}}}
		row, _ := f.start(actor.Person, false)
		f.handle = func(ctx context.Context, w *run.Work) error {
			for _, c := range []struct {
				step run.Step
				want int
			}{{run.Step{Hurried: true}, 1}, {run.Step{}, 2}, {run.Step{Hurried: true, Events: told}, 2}} {
				level := 0
				c.step.Write = func(ctx context.Context, tx *store.Tx) error {
					return tx.SQL.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&level)
				}
				if err := w.Do(ctx, c.step); err != nil || level != c.want {
					t.Errorf("%+v: level %d, %v, want %d", c.step, level, err, c.want)
				}
			}
			return nil
		}
		f.worked(row.ID)
	})
}
