package run_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
)

// followed has dry runs followed by those that were wanted meanwhile.
func (f *fixture) followed() {
	f.runs.OnEnd(run.Stock, func(ctx context.Context, tx *store.Tx, row *ent.SyncRun) error {
		return f.runs.StartLive(ctx, tx, row, 7)
	})
}

func (f *fixture) open() []*ent.SyncRun {
	f.t.Helper()
	rows, err := f.store.Reader().SyncRun.Query().Where(syncrun.FinishedAtIsNil()).All(f.t.Context())
	f.must(err)
	return rows
}

// TestARunThatWritesFollowsTheDryOne that was open when it was wanted.
func TestARunThatWritesFollowsTheDryOne(t *testing.T) {
	t.Parallel()
	ends := map[string]func(f *fixture, id int){
		"done":   func(f *fixture, id int) { f.worked(id) },
		"failed": func(f *fixture, id int) { f.handle = endsAs(run.ReasonVascoLogin); f.worked(id) },
		"cancelled": func(f *fixture, id int) {
			_, err := f.runs.Cancel(f.t.Context(), id)
			f.must(err)
		},
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, 0, func(f *fixture) {
				f.followed()
				f.handle = func(context.Context, *run.Work) error { return nil }
				dry, _ := f.start(actor.Person, true)
				for _, who := range []actor.Kind{actor.Schedule, actor.Person} {
					if got, folded := f.start(who, false); !folded || got.ID != dry.ID {
						t.Fatalf("run %d, folded %t", got.ID, folded)
					}
				}
				end(f, dry.ID)
				open := f.open()
				if len(open) != 1 || open[0].DryRun || open[0].Actor != string(actor.Schedule) || open[0].ConnectionID != 7 || open[0].Folded != 0 {
					t.Fatalf("after the dry run: %+v", open)
				}
				if jobs := f.waitingJobs(); jobs != 2 {
					t.Errorf("%d jobs", jobs)
				}
				if _, folded := f.start(actor.Person, true); !folded {
					t.Error("a dry one is not folded into one that writes")
				}
				f.handle = func(context.Context, *run.Work) error { return nil }
				f.worked(open[0].ID)
				if open := f.open(); len(open) != 0 {
					t.Errorf("after the run that wrote: %+v", open)
				}
			})
		})
	}
}

func endsAs(reason string) run.Handler {
	return func(context.Context, *run.Work) error { return &run.Ended{Reason: reason} }
}

// TestStartsAtOnce: one is open, whoever starts at the same time.
func TestStartsAtOnce(t *testing.T) {
	t.Parallel()
	each(t, 0, func(f *fixture) {
		f.followed()
		f.handle = func(context.Context, *run.Work) error { return nil }
		const starters = 12
		var begun, folded atomic.Int32
		var group sync.WaitGroup
		for i := range starters {
			group.Go(func() {
				_, into, err := f.tryStart(actor.Person, i%2 == 0)
				switch {
				case err != nil:
					t.Errorf("start: %v", err)
				case into:
					folded.Add(1)
				default:
					begun.Add(1)
				}
			})
		}
		group.Wait()
		open := f.open()
		if begun.Load() != 1 || folded.Load() != starters-1 || len(open) != 1 || open[0].Folded != starters-1 {
			t.Fatalf("%d begun, %d folded, open: %+v", begun.Load(), folded.Load(), open)
		}
		f.worked(open[0].ID)
		wrote := !open[0].DryRun
		for _, row := range f.open() {
			wrote = wrote || !row.DryRun
		}
		if !wrote {
			t.Error("no run that writes was made")
		}
	})
}

// TestStartsWhileARunEnds: what comes at that moment is in the run or makes one.
func TestStartsWhileARunEnds(t *testing.T) {
	t.Parallel()
	each(t, 0, func(f *fixture) {
		f.followed()
		f.handle = func(context.Context, *run.Work) error { return nil }
		for range 10 {
			dry, _ := f.start(actor.Person, true)
			var group sync.WaitGroup
			group.Go(func() {
				if err := f.work(t.Context(), dry.ID); err != nil {
					t.Errorf("work: %v", err)
				}
			})
			group.Go(func() {
				if _, _, err := f.tryStart(actor.Person, false); err != nil {
					t.Errorf("start: %v", err)
				}
			})
			group.Wait()
			open := f.open()
			if len(open) != 1 || open[0].DryRun {
				t.Fatalf("open: %+v", open)
			}
			f.worked(open[0].ID)
		}
	})
}

// TestTwoJobsOfARun never wait for each other in a circle.
func TestTwoJobsOfARun(t *testing.T) {
	t.Parallel()
	each(t, 0, func(f *fixture) {
		row, _ := f.start(actor.Person, false)
		const steps = 100
		f.handle = func(ctx context.Context, w *run.Work) error {
			var others sync.WaitGroup
			defer others.Wait()
			for range 3 {
				others.Go(func() {
					for range steps {
						if err := f.work(ctx, row.ID); err != nil {
							t.Errorf("another job of the run: %v", err)
							return
						}
					}
				})
			}
			for range steps {
				if err := w.Do(ctx, run.Step{Phase: "WRITING", Counts: run.Counts{Updated: 1}}); err != nil {
					return err
				}
			}
			return nil
		}
		if got := f.worked(row.ID); got.State != syncrun.StateSUCCEEDED || got.Updated != steps {
			t.Errorf("it is %s %s %v with %d products", got.State, got.Reason, got.ReasonParams, got.Updated)
		}
	})
}
