package job_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type work func(ctx context.Context, j *river.Job[job.SyncOrder]) error

// replica is a client at work; it remembers which orders it has worked.
type replica struct {
	*job.Client
	t     *testing.T
	store *store.Store

	mu     sync.Mutex
	worked []int64
}

// start runs a replica until the test ends. The work may be nil.
func start(t *testing.T, s *store.Store, fn work) *replica {
	t.Helper()
	var r *replica
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[job.SyncOrder]) error {
		if fn != nil {
			if err := fn(ctx, j); err != nil {
				return err
			}
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.worked = append(r.worked, j.Args.ShopOrderID)
		return nil
	}))
	r = newReplica(t, s, workers, job.Options{Lines: slog.New(slog.DiscardHandler)})
	r.run()
	return r
}

// newReplica makes one that does not work yet.
func newReplica(t *testing.T, s *store.Store, workers *river.Workers, o job.Options) *replica {
	t.Helper()
	o.Logger = slog.New(slog.DiscardHandler)
	client, err := job.New(s, workers, o)
	if err != nil {
		t.Fatal(err)
	}
	return &replica{t: t, store: s, Client: client}
}

func (r *replica) run() {
	t := r.t
	t.Helper()
	if err := r.Start(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 20*time.Second)
		defer cancel()
		if err := r.Stop(ctx); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
}

func (r *replica) queue(name string, workers int) {
	r.t.Helper()
	if err := r.AddQueue(name, workers); err != nil {
		r.t.Fatal(err)
	}
}

// insert adds jobs of a queue for these orders, in one transaction.
func (r *replica) insert(queue string, orders ...int64) {
	r.t.Helper()
	var jobs []job.Insertion
	for _, id := range orders {
		jobs = append(jobs, job.Insertion{Args: job.SyncOrder{ShopID: 1, ShopOrderID: id}, Queue: queue, Priority: job.PriorityOrder})
	}
	r.insertAll(jobs...)
}

func (r *replica) insertAll(jobs ...job.Insertion) {
	r.t.Helper()
	err := r.store.InTx(r.t.Context(), func(ctx context.Context, tx *store.Tx) error { return r.Insert(ctx, tx, jobs...) })
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *replica) has(orders ...int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !slices.ContainsFunc(orders, func(id int64) bool { return !slices.Contains(r.worked, id) })
}

func (r *replica) waitFor(orders ...int64) {
	r.t.Helper()
	within(r.t, "the jobs are worked", func() bool { return r.has(orders...) })
}

func (r *replica) done() []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.worked)
}

func TestJobsAreWorkedAfterTheCommit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := start(t, s, nil)
		r.queue("vasco_1", 4)
		rolledBack := errors.New("rolled back")
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			one := job.Insertion{Args: job.SyncOrder{ShopOrderID: 1}, Queue: "vasco_1", Priority: job.PriorityOrder}
			return errors.Join(r.Insert(ctx, tx, one), rolledBack)
		})
		if !errors.Is(err, rolledBack) {
			t.Fatal(err)
		}
		r.insertAll()
		r.insert("vasco_1", 2, 3)
		r.waitFor(2, 3)
		if len(r.done()) != 2 {
			t.Errorf("worked %v", r.done())
		}
	})
}

// A worker is woken by the commit: polling alone takes a second for each.
func TestJobsAreWorkedAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := start(t, s, nil)
		r.queue("vasco_1", 4)
		fastest := time.Hour
		for id := range int64(10) {
			began := time.Now()
			r.insert("vasco_1", id)
			r.waitFor(id)
			fastest = min(fastest, time.Since(began))
		}
		if fastest > 250*time.Millisecond {
			t.Errorf("the fastest of ten jobs took %v", fastest)
		}
	})
}

func TestOrderOfWork(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := start(t, s, nil)
		at := func(id int64, priority int, ago time.Duration) job.Insertion {
			i := job.Insertion{Args: job.SyncOrder{ShopOrderID: id}, Queue: "vasco_1", Priority: priority}
			if ago != 0 {
				i.At = time.Now().Add(-ago)
			}
			return i
		}
		r.insertAll(
			at(7, job.PriorityWriteBack, time.Hour), // Whatever its age, it comes after orders.
			at(6, job.PriorityOrder, -time.Hour),    // Not before its time.
			at(4, job.PriorityOrder, 0),
			at(3, job.PriorityOrder, time.Minute),
			at(1, job.PriorityOrder, time.Hour),
			at(2, job.PriorityOrder, 30*time.Minute),
		)
		r.insertAll(at(5, job.PriorityOrder, 0))
		r.queue("vasco_1", 1)
		r.waitFor(7)
		if want := []int64{1, 2, 3, 4, 5, 7}; !slices.Equal(r.done(), want) {
			t.Errorf("worked %v, want %v", r.done(), want)
		}
	})
}

func TestQueuesComeAndGo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := start(t, s, nil)
		r.insert("vasco_1", 1)
		r.insert(job.UnassignedQueue, 2) // This one is always worked.
		r.waitFor(2)
		if r.has(1) {
			t.Fatal("a queue was worked that nobody has added")
		}
		r.queue("vasco_1", 4)
		r.queue("vasco_1", 4) // Twice is no error.
		r.waitFor(1)
		if err := r.RemoveQueue(t.Context(), "vasco_1"); err != nil {
			t.Fatal(err)
		}
		r.insert("vasco_1", 3)
		r.insert(job.UnassignedQueue, 4)
		r.waitFor(4)
		if r.has(3) {
			t.Fatal("a queue was worked that was removed")
		}
		r.queue("vasco_1", 4)
		r.waitFor(3)
	})
}

func TestAPausedQueueWaits(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := start(t, s, nil)
		r.queue("vasco_1", 4)
		r.queue("vasco_2", 4)
		r.insert("vasco_1", -1)
		r.waitFor(-1)
		if err := r.Pause(t.Context(), "vasco_1"); err != nil {
			t.Fatal(err)
		}
		// Pausing takes effect a little later; from then on only the other queue goes on.
		var id int64
		within(t, "the queue is paused", func() bool {
			id++
			r.insert("vasco_1", id)
			r.insert("vasco_2", 1000+id)
			r.waitFor(1000 + id)
			return !r.has(id)
		})
		if err := r.Resume(t.Context(), "vasco_1"); err != nil {
			t.Fatal(err)
		}
		r.waitFor(id)
	})
}

func TestAnUnknownQueueNeedsNoPause(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := start(t, s, nil)
		if err := errors.Join(r.Pause(t.Context(), "vasco_9"), r.Resume(t.Context(), "vasco_9")); err != nil {
			t.Error(err)
		}
	})
}

func TestReplicasShareTheWork(t *testing.T) {
	t.Parallel()
	databaseURL := storetest.Postgres(t)
	one := start(t, storetest.Open(t, databaseURL), nil)
	two := start(t, storetest.Open(t, databaseURL), nil)
	one.queue("vasco_1", 4)
	two.queue("vasco_1", 4)
	var orders []int64
	for id := range int64(200) {
		orders = append(orders, id)
	}
	one.insert("vasco_1", orders...)
	within(t, "all are worked", func() bool { return len(one.done())+len(two.done()) >= len(orders) })
	all := slices.Sorted(slices.Values(slices.Concat(one.done(), two.done())))
	if !slices.Equal(all, orders) {
		t.Errorf("worked %v", all)
	}
}

func TestASnoozeIsNoAttempt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var runs, attempt int
		r := start(t, s, func(_ context.Context, j *river.Job[job.SyncOrder]) error {
			if runs++; runs < 3 {
				return river.JobSnooze(10 * time.Millisecond)
			}
			attempt = j.Attempt
			return nil
		})
		r.insert(job.UnassignedQueue, 1)
		r.waitFor(1)
		if runs != 3 || attempt != 1 {
			t.Errorf("attempt %d after %d runs", attempt, runs)
		}
	})
}

func TestAFailureIsTriedAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var attempts []int
		r := start(t, s, func(_ context.Context, j *river.Job[job.SyncOrder]) error {
			if attempts = append(attempts, j.Attempt); len(attempts) == 1 {
				return errors.New("a locked database")
			}
			return nil
		})
		r.insert(job.UnassignedQueue, 1)
		r.waitFor(1)
		if !slices.Equal(attempts, []int{1, 2}) {
			t.Errorf("attempts %v", attempts)
		}
	})
}

func TestLastAttempt(t *testing.T) {
	t.Parallel()
	for attempt, want := range map[int]bool{1: false, 19: false, 20: true, 21: true} {
		if got := job.LastAttempt(&rivertype.JobRow{Attempt: attempt, MaxAttempts: 20}); got != want {
			t.Errorf("attempt %d of 20 is the last: %v", attempt, got)
		}
	}
}

func TestQueueNames(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		job.OrderQueue(7): "vasco_7", job.OrderQueue(0): job.UnassignedQueue, job.ShopQueue(3): "shop_3",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// within waits for a condition, but not for ever.
func within(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for tick := time.NewTicker(time.Millisecond); !holds(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("not within 30 s: %s", what)
		}
	}
}

// What River cannot read of a job is River's to tell: the others go on.
func TestAJobThatCannotBeReadHoldsUpNobody(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	r := start(t, s, nil)
	r.insert("vasco_1", 1, 2, 3)
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SQL.ExecContext(ctx, "UPDATE river_job SET metadata = '{half' WHERE id = (SELECT min(id) FROM river_job)")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r.queue("vasco_1", 1)
	r.waitFor(2, 3)
	if r.has(1) {
		t.Error("the job that cannot be read was worked")
	}
}

// Who worked a job is kept as River keeps it: in order, and no more than it wants.
func TestWhoWorkedAJob(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	r := start(t, s, nil)
	r.insert("vasco_1", 1)
	names := make([]string, 100)
	for i := range names {
		names[i] = strconv.Itoa(i)
	}
	raw, err := json.Marshal(names)
	if err != nil {
		t.Fatal(err)
	}
	err = s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SQL.ExecContext(ctx, "UPDATE river_job SET attempted_by = jsonb($1)", string(raw))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r.queue("vasco_1", 1)
	r.waitFor(1)
	var by, attempts string
	if err := s.Read.QueryRowContext(t.Context(), "SELECT json(attempted_by), attempt FROM river_job").Scan(&by, &attempts); err != nil {
		t.Fatal(err)
	}
	var kept []string
	if err := json.Unmarshal([]byte(by), &kept); err != nil || len(kept) != 100 || kept[0] != "1" || kept[99] == "99" || attempts != "1" {
		t.Errorf("kept %v (%v) after %s attempts", kept, err, attempts)
	}
}
