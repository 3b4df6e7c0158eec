package job_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// pages take the lines of a log.
type pages struct {
	mu    sync.Mutex
	lines []map[string]any
}

func (p *pages) Write(raw []byte) (int, error) {
	var line map[string]any
	if err := json.NewDecoder(bytes.NewReader(raw)).Decode(&line); err != nil {
		return 0, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lines = append(p.lines, line)
	return len(raw), nil
}

// first is the first line of a kind's job with the id as its argument.
func (p *pages) first(kind, argument string, id int) map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, line := range p.lines {
		if line["kind"] == kind && line[argument] == float64(id) {
			return line
		}
	}
	return nil
}

// ends are the ways in which the job with the id ends.
var ends = map[int]struct {
	work                func(context.Context) error
	level, end, outcome string
	says                string
}{
	1: {func(context.Context) error { return nil }, "INFO", "worked", "worked", ""},
	2: {func(ctx context.Context) error { job.Outcome(ctx, "SYNCED"); return nil }, "INFO", "worked", "SYNCED", ""},
	3: {func(ctx context.Context) error { job.Outcome(ctx, "SHOP_AWAY"); return river.JobSnooze(time.Hour) }, "INFO", "snoozed", "SHOP_AWAY", ""},
	4: {func(context.Context) error { return errors.New("the disk is full") }, "ERROR", "error", "error", "the disk is full"},
	5: {func(context.Context) error { return river.JobCancel(errors.New("mend the keys")) }, "WARN", "cancelled", "cancelled", "JobCancelError: mend the keys"},
	6: {func(context.Context) error { panic("oh") }, "ERROR", "error", "error", "the worker panicked"},
}

// TestEveryJobHasItsLine: one wide line for each job of every kind.
func TestEveryJobHasItsLine(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var log pages
		workers := river.NewWorkers()
		river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[job.SyncOrder]) error { return ends[j.Args.ShopID].work(ctx) }))
		river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[job.ReadRecent]) error { return ends[j.Args.ShopID].work(ctx) }))
		river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[job.WriteBack]) error { return ends[j.Args.PushID].work(ctx) }))
		r := newReplica(t, s, workers, job.Options{Lines: slog.New(slog.NewJSONHandler(&log, nil))})
		var jobs []job.Insertion
		for id := range ends {
			for _, args := range []river.JobArgs{job.SyncOrder{ShopID: id, ShopOrderID: 9}, job.ReadRecent{ShopID: id}, job.WriteBack{PushID: id}} {
				jobs = append(jobs, job.Insertion{Args: args, Queue: job.UnassignedQueue, Priority: job.PriorityOrder})
			}
		}
		r.run()
		r.insertAll(jobs...)
		for kind, argument := range map[string]string{"sync_order": "shop_id", "read_recent": "shop_id", "write_back": "push_id"} {
			for id, want := range ends {
				within(t, "the job has its line", func() bool { return log.first(kind, argument, id) != nil })
				line := log.first(kind, argument, id)
				said, _ := line["error"].(string)
				if line["level"] != want.level || line["end"] != want.end || line["outcome"] != want.outcome || said != want.says {
					t.Errorf("%s %d: %v", kind, id, line)
				}
				if line["msg"] != "job" || line["attempt"] != 1.0 || line["queue"] != job.UnassignedQueue || line["waited"] == nil || line["took"] == nil {
					t.Errorf("%s %d: %v", kind, id, line)
				}
				if kind == "sync_order" && line["shop_order_id"] != 9.0 {
					t.Errorf("%s %d does not name its order: %v", kind, id, line)
				}
			}
		}
	})
}
