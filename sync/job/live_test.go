package job_test

import (
	"context"
	"testing"

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
