// Package schedule does what no hook and no person asks for: reading what
// hooks have missed, syncing stock when its time has come, reading products again
// at night, and deleting what has grown old.
package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-co-op/gocron/v2"

	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	// pollTick is how often it is looked for shops that are due.
	pollTick = 15 * time.Second
	// PollEvery is how often a shop's changed orders are read.
	PollEvery = 5 * time.Minute
	// retentionTick is how often it is looked whether today's deletion was done.
	retentionTick = time.Hour
	// Retention is how long events, calls and deliveries are kept. Orders stay.
	Retention = 90 * 24 * time.Hour
)

// Schedule ticks on every replica; what is due is claimed by one of them.
type Schedule struct {
	store     *store.Store
	jobs      *job.Client
	log       *event.Log
	pollEvery time.Duration
	// startStock may be nil: then stock is synced by people alone.
	startStock StartStock
	// startImport may be nil: then products are read again by people alone.
	startImport StartImport
}

// New makes a schedule. Shops are read every pollEvery; 0 is PollEvery.
func New(s *store.Store, jobs *job.Client, log *event.Log, pollEvery time.Duration) *Schedule {
	if pollEvery == 0 {
		pollEvery = PollEvery
	}
	return &Schedule{store: s, jobs: jobs, log: log, pollEvery: pollEvery}
}

// Run ticks until ctx ends.
func (s *Schedule) Run(ctx context.Context) {
	ctx = actor.With(ctx, actor.Actor{Kind: actor.Schedule})
	scheduler, err := s.start(ctx)
	if err != nil {
		slog.ErrorContext(ctx, "the schedule does not run", "error", err)
		return
	}
	<-ctx.Done()
	if err := scheduler.Shutdown(); err != nil {
		slog.WarnContext(ctx, "the schedule did not end in time", "error", err)
	}
}

func (s *Schedule) start(ctx context.Context) (gocron.Scheduler, error) {
	scheduler, err := gocron.NewScheduler()
	if err != nil {
		return nil, fmt.Errorf("set up the schedule: %w", err)
	}
	for _, task := range []struct {
		name  string
		every time.Duration
		do    func(context.Context, time.Time) error
	}{
		{"poll", min(pollTick, s.pollEvery), s.Poll},
		{"stock", stockTick, s.Stock},
		{"imports", importTick, s.Imports},
		{"retention", retentionTick, s.DeleteOld},
	} {
		run := func() {
			if err := task.do(ctx, store.Now()); err != nil && ctx.Err() == nil {
				slog.ErrorContext(ctx, "scheduled work failed", "task", task.name, "error", err)
			}
		}
		_, err := scheduler.NewJob(gocron.DurationJob(task.every), gocron.NewTask(run), gocron.WithName(task.name),
			gocron.WithSingletonMode(gocron.LimitModeReschedule), gocron.WithStartAt(gocron.WithStartImmediately()))
		if err != nil {
			return nil, fmt.Errorf("schedule %s: %w", task.name, err)
		}
	}
	scheduler.Start()
	return scheduler, nil
}
