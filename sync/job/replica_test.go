package job_test

import (
	"context"
	"log/slog"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/ent/lease"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// attempts are the replicas that have had each job, the last one being at it;
// this replica is called "this". back are those it gives back.
var attempts = map[int64]struct {
	by   string
	back bool
}{
	1: {"this", false},
	2: {"living", false},
	3: {"dead", true},
	4: {"never-seen", true},
	5: {"dead living", false},
	6: {"living dead", true},
	7: {"this dead", true},
	8: {"dead never-seen living", false},
}

// TestJobsOfDeadReplicasAreGivenBack: a job that is running belongs to the last
// one that has begun it, and only a dead one's is given back.
func TestJobsOfDeadReplicasAreGivenBack(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Postgres(t))
	r := named(t, s, "this")
	want := make(map[int64]string)
	for id, attempt := range attempts {
		r.insert("vasco_1", id)
		run(t, s, id, attempt.by)
		want[id] = "running"
		if attempt.back {
			want[id] = "available"
		}
	}
	sign(t, s, "living", time.Minute)
	sign(t, s, "dead", -time.Millisecond)
	r.run()
	if got := statesOf(t, s); !maps.Equal(got, want) {
		t.Errorf("jobs are %v, want %v", got, want)
	}
	for name, kept := range map[string]bool{"this": true, "living": true, "dead": false} {
		there, err := s.Reader().Lease.Query().Where(lease.Name("replica:" + name)).Exist(t.Context())
		if err != nil || there != kept {
			t.Errorf("the sign of %s is there: %v, %v", name, there, err)
		}
	}

	// Who stops well gives no more signs: the next one takes its jobs at once.
	if err := r.Stop(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	named(t, s, "next").run()
	want[1] = "available"
	if got := statesOf(t, s); !maps.Equal(got, want) {
		t.Errorf("after it stopped jobs are %v, want %v", got, want)
	}
}

// TestTwoReplicasOfOneName do not work side by side: nobody could tell whose a
// job is.
func TestTwoReplicasOfOneName(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Postgres(t))
	named(t, s, "this").run()
	twin := named(t, s, "this")
	if err := twin.Start(t.Context()); err == nil || !strings.Contains(err.Error(), "another replica is called this") {
		t.Errorf("it started: %v", err)
	}
}

// TestTheNextProcessTakesOver: on SQLite nobody else can be at a job.
func TestTheNextProcessTakesOver(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.SQLite(t))
	r := named(t, s, "this")
	r.insert("vasco_1", 1, 2)
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.SQL.ExecContext(ctx, "UPDATE river_job SET state = 'running'"); err != nil {
			return err
		}
		return job.TakeOver(ctx, tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := statesOf(t, s), map[int64]string{1: "available", 2: "available"}; !maps.Equal(got, want) {
		t.Errorf("jobs are %v, want %v", got, want)
	}
}

// named is a replica of that name; it works no queue with jobs in it.
func named(t *testing.T, s *store.Store, id string) *replica {
	t.Helper()
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(context.Context, *river.Job[job.SyncOrder]) error { return nil }))
	return newReplica(t, s, workers, job.Options{ID: id, Lines: slog.New(slog.DiscardHandler)})
}

// run makes an order's job one that replicas have begun, one after the other.
func run(t *testing.T, s *store.Store, id int64, by string) {
	t.Helper()
	_, err := s.Write.ExecContext(t.Context(), `UPDATE river_job SET state = 'running', attempted_at = now(), attempted_by = string_to_array($1, ' ')
WHERE (args->>'shop_order_id')::bigint = $2`, by, id)
	if err != nil {
		t.Fatal(err)
	}
}

// sign is a replica's sign of life that lasts so long from now on.
func sign(t *testing.T, s *store.Store, name string, lasts time.Duration) {
	t.Helper()
	err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return tx.Lease.Create().SetName("replica:" + name).SetOwner("x").SetFence(1).SetExpiresAt(store.Now().Add(lasts)).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// statesOf are the jobs' states by their orders.
func statesOf(t *testing.T, s *store.Store) map[int64]string {
	t.Helper()
	rows, err := s.Read.QueryContext(t.Context(), "SELECT CAST(args->>'shop_order_id' AS bigint), state FROM river_job")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	states := make(map[int64]string)
	for rows.Next() {
		var id int64
		var state string
		if err := rows.Scan(&id, &state); err != nil {
			t.Fatal(err)
		}
		states[id] = state
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return states
}
