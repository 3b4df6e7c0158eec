package run

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// ErrGoesOn: a handler has worked for as long as a job may; there is more.
var ErrGoesOn = errors.New("the run goes on")

// Away means that the shop or VASCO does not answer: the run waits.
type Away struct {
	Reason string
	After  time.Duration
	Err    error
}

func (a *Away) Error() string { return a.Err.Error() }

func (a *Away) Unwrap() error { return a.Err }

// Later is for a run that goes on when something else of ours is done.
type Later struct{ After time.Duration }

func (l *Later) Error() string { return "the run goes on in " + l.After.String() }

// Ended is an end that a handler has found: nothing more can be done.
type Ended struct {
	Reason string
	Params map[string]string
}

func (e *Ended) Error() string { return "the run ends: " + e.Reason }

// Awaits is for a run that a person must confirm.
type Awaits struct {
	Reason string
	Params map[string]string
}

func (a *Awaits) Error() string { return "the run waits for a person: " + a.Reason }

// Handler works runs of one kind. It answers nil when all is done, ErrGoesOn
// when its time is up, and *Later, *Away, *Ended or *Awaits.
type Handler func(ctx context.Context, w *Work) error

// Worker works WorkRun jobs.
type Worker struct {
	river.WorkerDefaults[job.WorkRun]
	service  *Service
	handlers map[Kind]Handler
}

// NewWorker makes the worker; each kind has its handler.
func NewWorker(s *Service, handlers map[Kind]Handler) *Worker {
	return &Worker{service: s, handlers: handlers}
}

// longest bounds one piece of a run: one complete read of VASCO's stock, which
// is whole or worth nothing, may take that long.
const longest = 15 * time.Minute

// Timeout is longer than other jobs'.
func (w *Worker) Timeout(*river.Job[job.WorkRun]) time.Duration { return longest }

const (
	awayWait = 30 * time.Second
	// giveUpAfter is how long a run waits for a server that is away, without
	// getting a single product further.
	giveUpAfter = 30 * time.Minute
)

// Work takes the run a piece further.
func (w *Worker) Work(ctx context.Context, j *river.Job[job.WorkRun]) error {
	work, err := w.service.claim(ctx, j.Args.RunID)
	if err != nil {
		return err
	}
	if work == nil {
		job.Outcome(ctx, "NOTHING_TO_DO")
		return nil
	}
	ctx = actor.With(ctx, actorOf(work.Row.Actor))
	outcome, err := w.service.conclude(ctx, j, work, work.alive(ctx, w.handlers[work.Row.Kind]))
	job.Outcome(ctx, outcome)
	return err
}

func actorOf(text string) actor.Actor {
	kind, name, _ := strings.Cut(text, ":")
	return actor.Actor{Kind: actor.Kind(kind), Name: name}
}

// conclude turns what a handler answered into the run's state.
func (s *Service) conclude(ctx context.Context, j *river.Job[job.WorkRun], w *Work, err error) (string, error) {
	// A stop of the service must not keep the run from being given back.
	stopped := errors.Is(ctx.Err(), context.Canceled)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	var ended *Ended
	var awaits *Awaits
	var away *Away
	var later *Later
	switch {
	case err == nil:
		return "DONE", w.End(ctx, "", nil)
	case errors.Is(err, store.ErrLeaseLost):
		return "LOST", nil // Somebody else has it.
	case errors.Is(err, ErrCancelled):
		return "CANCELLED", w.End(ctx, ReasonPerson, nil)
	case errors.As(err, &ended):
		return ended.Reason, w.End(ctx, ended.Reason, ended.Params)
	case errors.As(err, &awaits):
		return awaits.Reason, w.Await(ctx, awaits.Reason, awaits.Params)
	case stopped, errors.Is(err, context.Canceled):
		return "STOPPED", w.pause(ctx, 0) // A call that was cut short says nothing of the other side.
	case errors.Is(err, ErrGoesOn):
		return "GOES_ON", w.pause(ctx, 0)
	case errors.As(err, &later):
		return "LATER", w.pause(ctx, later.After)
	case errors.As(err, &away):
		if w.Row.AwaySince != nil && time.Since(*w.Row.AwaySince) > giveUpAfter {
			return away.Reason, w.End(ctx, away.Reason, map[string]string{"detail": away.Err.Error()})
		}
		return away.Reason, w.pauseAway(ctx, max(away.After, awayWait))
	case job.LastAttempt(j.JobRow):
		return "GIVEN_UP", w.End(ctx, ReasonInternal, map[string]string{"detail": err.Error()})
	default:
		return "ERROR", errors.Join(err, w.giveBack(ctx, nil)) // The job is tried again.
	}
}

// Sweep gives runs a job again whose worker has died, every five seconds and at once, until ctx ends.
func (s *Service) Sweep(ctx context.Context) {
	tick := time.NewTicker(s.leaseFor / beatsInALease)
	defer tick.Stop()
	for {
		if err := s.SweepOnce(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "runs of dead workers could not be taken up", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// SweepOnce takes up the runs whose leases have expired.
func (s *Service) SweepOnce(ctx context.Context) error {
	const limit = 100
	expired, err := store.Expired(ctx, s.store.Reader(), leasePrefix, limit)
	if err != nil {
		return err
	}
	for _, row := range expired {
		err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			ours, err := store.ReleaseExpired(ctx, tx, row)
			if err != nil || !ours {
				return err
			}
			id, err := strconv.Atoi(strings.TrimPrefix(row.Name, leasePrefix))
			if err != nil {
				return fmt.Errorf("read lease name %s: %w", row.Name, err)
			}
			open, err := tx.SyncRun.Query().Where(syncrun.ID(id), syncrun.FinishedAtIsNil()).Only(ctx)
			if err != nil {
				return nilIfGone(err)
			}
			return s.insert(ctx, tx, open, 0)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
