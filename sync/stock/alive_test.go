package stock_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// shortLease runs out while the handlers below wait.
const shortLease = time.Second

// worked lets a handler work a new run, and answers the run.
func worked(t *testing.T, s *store.Store, handler func(ctx context.Context, lease func() *ent.Lease) error) *ent.SyncRun {
	t.Helper()
	f := ordertest.New(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Bare: true})
	runs := run.New(s, f.Jobs, f.Log, shortLease)
	var row *ent.SyncRun
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		row, _, err = runs.Start(ctx, tx, run.Start{ShopID: f.Shop().ID, Kind: run.Stock})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	lease := func() *ent.Lease {
		only, err := s.Reader().Lease.Query().Only(context.WithoutCancel(t.Context()))
		if err != nil {
			t.Error(err)
			return &ent.Lease{}
		}
		return only
	}
	worker := run.NewWorker(runs, map[run.Kind]run.Handler{run.Stock: func(ctx context.Context, _ *run.Work) error { return handler(ctx, lease) }})
	err = worker.Work(t.Context(), &river.Job[job.WorkRun]{JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 2}, Args: job.WorkRun{RunID: row.ID}})
	if err != nil {
		t.Fatal(err)
	}
	row, err = s.Reader().SyncRun.Get(t.Context(), row.ID)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// A call may take longer than the lease: the worker keeps the run.
func TestARunIsKeptWhileItsWorkerWaits(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		row := worked(t, s, func(ctx context.Context, lease func() *ent.Lease) error {
			for first := lease().ExpiresAt; lease().ExpiresAt.Before(first.Add(2 * shortLease)); {
				if ctx.Err() != nil {
					return ctx.Err()
				}
			}
			return nil
		})
		if row.State != syncrun.StateSUCCEEDED {
			t.Errorf("the run is %s %s %v", row.State, row.Reason, row.ReasonParams)
		}
	})
}

// A worker that was asleep for too long stops what it does: the run is another's.
func TestALostRunStopsItsWorker(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		row := worked(t, s, func(ctx context.Context, lease func() *ent.Lease) error {
			_, err := s.Write.ExecContext(ctx, "UPDATE leases SET owner = 'another' WHERE id = $1", lease().ID)
			if err != nil {
				return err
			}
			<-ctx.Done()
			return errors.New("not an end of its own")
		})
		if row.FinishedAt != nil || row.State != syncrun.StateRUNNING {
			t.Errorf("the other worker's run is %s, ended %v", row.State, row.FinishedAt)
		}
	})
}
