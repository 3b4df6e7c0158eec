package job_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestStopLetsJobsEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		begun, end := make(chan struct{}), make(chan struct{})
		r := start(t, s, func(ctx context.Context, _ *river.Job[job.SyncOrder]) error {
			close(begun)
			<-end
			return ctx.Err()
		})
		r.insert(job.UnassignedQueue, 1)
		<-begun
		stopped := make(chan error, 1)
		go func() { stopped <- r.Stop(context.WithoutCancel(t.Context())) }()
		r.insert(job.UnassignedQueue, 2) // Nobody begins it any more.
		close(end)
		if err := <-stopped; err != nil {
			t.Fatal(err)
		}
		if !r.has(1) {
			t.Error("the running job was cut off")
		}
		if state := stateOf(t, s, 1); state != "completed" {
			t.Errorf("the job is %s", state)
		}
	})
}

// A job that does not end in time is cancelled, and the next process works it.
func TestStopGivesRunningJobsBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		begun := make(chan struct{})
		var cancelled atomic.Bool
		r := start(t, s, func(ctx context.Context, _ *river.Job[job.SyncOrder]) error {
			close(begun)
			<-ctx.Done()
			cancelled.Store(true)
			return ctx.Err()
		})
		r.insert(job.UnassignedQueue, 1)
		<-begun
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if err := r.Stop(ctx); err != nil || !cancelled.Load() {
			t.Fatalf("stopped with %v, cancelled: %v", err, cancelled.Load())
		}
		if state := stateOf(t, s, 1); state == "running" || state == "completed" {
			t.Fatalf("the job is %s", state)
		}
		next := start(t, s, nil)
		next.waitFor(1)
	})
}

func stateOf(t *testing.T, s *store.Store, id int) (state string) {
	t.Helper()
	err := s.Read.QueryRowContext(t.Context(), "SELECT state FROM river_job WHERE id = $1", id).Scan(&state)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// A queue that is removed while River starts does not keep it from stopping.
func TestStopAfterAQueueWasRemovedAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for range 20 {
			workers := river.NewWorkers()
			river.AddWorker(workers, river.WorkFunc(func(context.Context, *river.Job[job.SyncOrder]) error { return nil }))
			c, err := job.New(s, workers, job.Options{Logger: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			err = errors.Join(c.AddQueue("vasco_1", 1), c.Start(ctx), c.RemoveQueue(ctx, "vasco_1"), c.AddQueue("vasco_1", 3))
			if err = errors.Join(err, c.Stop(ctx)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
