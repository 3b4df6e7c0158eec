package order

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Worker works SyncOrder jobs.
type Worker struct {
	river.WorkerDefaults[job.SyncOrder]
	service *Service
}

// NewWorker makes the worker of a service.
func NewWorker(s *Service) *Worker { return &Worker{service: s} }

// Waits before another try, when nothing but time helps.
const (
	busyWait    = 300 * time.Millisecond
	unclearWait = 2 * time.Second
	shopWait    = 10 * time.Second
)

// Work takes the order as far as it can and logs one line about it.
func (w *Worker) Work(ctx context.Context, j *river.Job[job.SyncOrder]) error {
	started := time.Now()
	ctx = actor.With(ctx, actor.Actor{Kind: actor.Shop})
	outcome, err := w.service.sync(ctx, j)
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.Int("shop_id", j.Args.ShopID), slog.Int64("shop_order_id", j.Args.ShopOrderID),
		slog.Int("attempt", j.Attempt), slog.Duration("took", time.Since(started)),
	}
	if _, snoozed := errors.AsType[*river.JobSnoozeError](err); err != nil && !snoozed {
		level, outcome = slog.LevelError, "FAILED"
		attrs = append(attrs, slog.Any("error", err))
	}
	slog.LogAttrs(ctx, level, "order job", append(attrs, slog.String("outcome", outcome))...)
	return err
}

// sync is one job: it begins with a claim and ends with the claim given back.
func (s *Service) sync(ctx context.Context, j *river.Job[job.SyncOrder]) (string, error) {
	w, err := s.claim(ctx, j)
	switch {
	case errors.Is(err, errNothingToDo):
		return "NOTHING_NEW", nil
	case errors.Is(err, errBusy):
		return "BUSY", river.JobSnooze(busyWait)
	case err != nil:
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, job.Chunk)
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

// comeBack decides what becomes of a pass that could not end: the other side
// was away (never an attempt), the partner is not there yet, or we failed.
func (s *Service) comeBack(ctx context.Context, w *work, j *river.Job[job.SyncOrder], cause error) (string, error) {
	ctx = context.WithoutCancel(ctx)
	at, why := w.at, ""
	if wait, ok := errors.AsType[*waitUntil](cause); ok {
		at, why = wait.at, "WAIT_TO_SEARCH"
	} else if wait, ok := errors.AsType[*partner.Wait](cause); ok {
		at, why = wait.Until, "WAIT_FOR_PARTNER"
	} else if away, ok := errors.AsType[*vasco.Unavailable](cause); ok {
		at, why = s.whenVascoIsBack(ctx, w, away), "VASCO_AWAY"
	} else if malformed, ok := errors.AsType[*vasco.Malformed](cause); ok {
		at, why = store.Now().Add(unclearWait), "VASCO_MALFORMED"
		slog.WarnContext(ctx, "VASCO's answer is not readable", "error", malformed)
	} else if away, ok := errors.AsType[*woo.Unavailable](cause); ok {
		at, why = store.Now().Add(max(away.RetryAfter, shopWait)), "SHOP_AWAY"
	} else if malformed, ok := errors.AsType[*woo.Malformed](cause); ok {
		at, why = store.Now().Add(shopWait), "SHOP_MALFORMED"
		slog.WarnContext(ctx, "the shop's answer is not readable", "error", malformed)
	}
	if why == "" || errors.Is(cause, store.ErrLeaseLost) {
		return s.giveUp(ctx, w, j, cause)
	}
	if err := s.requeue(ctx, w, at); err != nil {
		return "", errors.Join(err, cause)
	}
	return why, nil
}

// whenVascoIsBack keeps the order's place: the queue pauses while the server is away.
func (s *Service) whenVascoIsBack(ctx context.Context, w *work, away *vasco.Unavailable) time.Time {
	if away.RetryAfter > 0 {
		return store.Now().Add(min(away.RetryAfter, job.Chunk))
	}
	if err := s.registry.StayPaused(ctx, w.vasco); err != nil {
		slog.ErrorContext(ctx, "queue could not be paused", "error", err)
	}
	return w.at
}

// giveUp hands a failure of our own to the queue's retries; after the last one
// the order says so, because nothing else would.
func (s *Service) giveUp(ctx context.Context, w *work, j *river.Job[job.SyncOrder], cause error) (string, error) {
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.release(ctx, tx, w); err != nil {
			return err
		}
		if job.LastAttempt(j.JobRow) && w.push != nil && w.push.Intent != intentOpen {
			return s.fail(ctx, tx, w, ReasonInternal, map[string]string{"detail": shortened(cause.Error())})
		}
		return nil
	})
	if err != nil && !errors.Is(err, store.ErrLeaseLost) {
		cause = errors.Join(cause, err)
	}
	return "", fmt.Errorf("sync order %d of shop %s: %w", w.shopOrderID, w.shop.Key, cause)
}

// waitUntil ends a pass that must come back at a certain time.
type waitUntil struct{ at time.Time }

func (e *waitUntil) Error() string { return "come back at " + e.at.Format(time.RFC3339) }

// shortened bounds words that come from elsewhere.
func shortened(text string) string {
	const limit = 500
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}
