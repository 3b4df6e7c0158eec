package order

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// Worker works SyncOrder jobs.
type Worker struct {
	river.WorkerDefaults[job.SyncOrder]
	service *Service
}

// NewWorker makes the worker of a service.
func NewWorker(s *Service) *Worker { return &Worker{service: s} }

// Work takes the order as far as it can.
func (w *Worker) Work(ctx context.Context, j *river.Job[job.SyncOrder]) error {
	started := time.Now()
	ctx = actor.With(ctx, actor.Actor{Kind: actor.Shop})
	outcome, err := w.service.sync(ctx, j)
	if _, later := errors.AsType[*river.JobSnoozeError](err); err != nil && !later {
		outcome = "ERROR"
	}
	job.Outcome(ctx, outcome)
	w.service.done(outcome, time.Since(started))
	return err
}

const (
	// busyWait is how soon to come back to an order that another worker has.
	busyWait = 300 * time.Millisecond
	// slotTick and slotPatience: a worker waits for its turn where it stands, so
	// that orders keep theirs.
	slotTick     = 50 * time.Millisecond
	slotPatience = 5 * time.Second
)

// sync is one job: it begins with a claim and ends with the claim given back.
func (s *Service) sync(ctx context.Context, j *river.Job[job.SyncOrder]) (string, error) {
	if err := s.registry.KnowHome(ctx, j.Args.ShopID); err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	leave, err := s.enter(ctx, j)
	switch {
	case errors.Is(err, errNothingToDo):
		return outcomeNothingNew, nil
	case errors.Is(err, errNoSlot):
		return outcomeBusy, s.giveWay(ctx, j)
	case err != nil:
		return "", err
	}
	defer leave()
	w, err := s.claim(ctx, j)
	for waited := time.Duration(0); errors.Is(err, errNoSlot) && waited < slotPatience && rest(ctx, slotTick); waited += slotTick {
		w, err = s.claim(ctx, j)
	}
	switch {
	case errors.Is(err, errNothingToDo):
		return outcomeNothingNew, nil
	case errors.Is(err, errBusy), errors.Is(err, errNoSlot):
		return outcomeBusy, river.JobSnooze(busyWait)
	case err != nil:
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, s.passFor)
	defer cancel()
	if w.order != nil {
		ctx = connection.ForOrder(ctx, w.order.ID)
	}
	outcome, err := s.pass(ctx, w)
	if err == nil {
		return outcome, nil
	}
	return s.comeBack(ctx, w, j, err)
}

// rest waits; false when the context ended first.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
