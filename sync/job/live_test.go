package job_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestWhatWaitsAndWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		begun, end := make(chan struct{}), make(chan struct{})
		r := start(t, s, func(context.Context, *river.Job[job.SyncOrder]) error {
			begun <- struct{}{}
			<-end
			return nil
		})
		one := job.Insertion{Args: job.SyncOrder{ShopID: 1, ShopOrderID: 7}, Queue: "vasco_1", Priority: job.PriorityOrder}
		want := func(when string, waiting bool, live int) {
			t.Helper()
			orders, err := job.Orders(t.Context(), s)
			if err != nil || len(orders) != live || orders[job.SyncOrder{ShopID: 1, ShopOrderID: 7}] != (live > 0) {
				t.Errorf("%s: orders with a job: %v, %v", when, orders, err)
			}
			if got := waits(t, s, one); got != waiting {
				t.Errorf("%s: it waits: %v", when, got)
			}
		}
		want("before", false, 0)
		r.insertAll(one)
		want("inserted", true, 1)
		for name, other := range map[string]job.Insertion{
			"queue": {Args: one.Args, Queue: "vasco_2"}, "kind": {Args: job.ReadRecent{ShopID: 1}, Queue: "vasco_1"},
		} {
			if waits(t, s, other) {
				t.Errorf("one of another %s waits", name)
			}
		}
		r.queue("vasco_1", 1)
		<-begun
		want("begun", false, 1)
		close(end)
		within(t, "it is done", func() bool { return stateOf(t, s, 1) == "completed" })
		want("done", false, 0)
	})
}

func waits(t *testing.T, s *store.Store, j job.Insertion) (yes bool) {
	t.Helper()
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) (err error) {
		yes, err = job.Waits(ctx, tx, j)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return yes
}

// TestBringForward: a shop's orders that wait for it go on, in the order in
// which they were asked for; another's wait on.
func TestBringForward(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var snoozed atomic.Int64
		r := start(t, s, func(_ context.Context, j *river.Job[job.SyncOrder]) error {
			if snoozed.Load() < 5 {
				snoozed.Add(1)
				// The first come back last.
				return river.JobSnooze(time.Hour - time.Duration(j.Args.ShopOrderID)*time.Minute)
			}
			return nil
		})
		for id := range int64(5) {
			shop := 1
			if id == 2 {
				shop = 2
			}
			r.insertAll(job.Insertion{Args: job.SyncOrder{ShopID: shop, ShopOrderID: id}, Queue: "vasco_1", Priority: job.PriorityOrder})
		}
		later := time.Now().Add(time.Hour)
		for _, shop := range []int{1, 2} {
			r.insertAll(job.Insertion{Args: job.WriteBack{PushID: 7}, Queue: job.ShopQueue(shop), Priority: job.PriorityWriteBack, At: later})
		}
		r.queue("vasco_1", 1)
		within(t, "they wait", func() bool { return stateOf(t, s, 5) == "scheduled" && stateOf(t, s, 1) == "scheduled" })
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return job.BringForward(ctx, tx, s, 1) })
		if err != nil {
			t.Fatal(err)
		}
		r.waitFor(0, 1, 3, 4)
		if got := r.done(); !slices.Equal(got, []int64{0, 1, 3, 4}) {
			t.Errorf("they were worked as %v", got)
		}
		for id, want := range map[int]string{3: "scheduled", 6: "available", 7: "scheduled"} {
			if got := stateOf(t, s, id); got != want {
				t.Errorf("job %d is %s, want %s", id, got, want)
			}
		}
	})
}
