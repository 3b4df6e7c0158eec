package order

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Waits before another try, when nothing but time helps.
const (
	shopWait    = 10 * time.Second
	firstWait   = time.Second
	longestWait = 30 * time.Second
	// longestShopWait is how rarely an order asks for a shop that stays away: it
	// is brought forward when the shop is back.
	longestShopWait = time.Minute
	// turnWait is how soon a call is tried again that was not made.
	turnWait = 2 * time.Second
	// awayRest keeps a worker that sees the server away, while its queue is not
	// paused (yet), from asking in circles.
	awayRest = 500 * time.Millisecond
)

// Outcomes of jobs that had nothing to do, or ended early and count for nothing.
const (
	outcomeNothingNew = "NOTHING_NEW"
	outcomeStopped    = "STOPPED"
	outcomeLeaseLost  = "LEASE_LOST"
	outcomeBusy       = "BUSY"
)

// later is when and why a pass comes back that could not end.
type later struct {
	at     time.Time
	reason string
	detail string
	// outcome is what the job's line says where there is no reason.
	outcome string
	// alone says that the shop is left alone until it is found back.
	alone bool
	// place says that the order keeps its place in the queue instead, rests that
	// its worker takes no other for a moment: then it is the next one again.
	place, rests bool
}

// comeBack decides what becomes of a pass that could not end: the other side
// was away (never an attempt), the partner is not there yet, or we failed.
func (s *Service) comeBack(ctx context.Context, w *work, j *river.Job[job.SyncOrder], cause error) (string, error) {
	end := context.WithoutCancel(ctx)
	l, waits := s.whenLater(ctx, w, j, cause)
	switch {
	case errors.Is(cause, store.ErrLeaseLost):
		return leaseLost(end, w)
	case !waits:
		return s.giveUp(end, w, j, cause)
	}
	err := s.store.InTx(end, func(ctx context.Context, tx *store.Tx) error {
		if err := s.release(ctx, tx, w); err != nil {
			return err
		}
		if err := s.explain(ctx, tx, w, l); err != nil {
			return err
		}
		if l.place {
			return s.insert(ctx, tx, w)
		}
		return nil
	})
	switch {
	case errors.Is(err, store.ErrLeaseLost):
		return leaseLost(end, w)
	case err != nil:
		return "", errors.Join(err, cause)
	case l.place:
		if l.rests {
			rest(ctx, awayRest)
		}
		return cmp.Or(l.outcome, l.reason), nil
	case l.alone && !s.stillAlone(w):
		// What waits was brought forward meanwhile, this order not.
		return l.reason, river.JobSnooze(0)
	default:
		return cmp.Or(l.outcome, l.reason), river.JobSnooze(max(0, time.Until(l.at)))
	}
}

func (s *Service) stillAlone(w *work) bool {
	client, err := s.registry.WooClient(w.shop)
	return err == nil && client.Away()
}

// leaseLost ends a job that took longer than its lease, a wait for the other
// side as a rule. Whoever took the lease has a job of its own, and the sweep
// makes one where nobody did: this one is over, and no attempt.
func leaseLost(ctx context.Context, w *work) (string, error) {
	slog.WarnContext(ctx, "an order took longer than its lease", "shop", w.shop.Key, "shop_order_id", w.shopOrderID)
	return outcomeLeaseLost, nil
}

func (s *Service) whenLater(ctx context.Context, w *work, j *river.Job[job.SyncOrder], cause error) (later, bool) {
	if errors.Is(ctx.Err(), context.Canceled) {
		// The service stops: that says nothing about the other side.
		return later{at: store.Now(), outcome: outcomeStopped}, true
	}
	if wait, ok := errors.AsType[*waitUntil](cause); ok {
		return later{at: wait.at, reason: wait.reason}, true
	}
	if wait, ok := errors.AsType[*partner.Wait](cause); ok {
		return later{at: wait.Until, reason: ReasonPartnerPending}, true
	}
	if errors.Is(cause, vasco.ErrNoTurn) {
		return later{place: true, outcome: outcomeBusy}, true
	}
	if away, ok := errors.AsType[*vasco.Unavailable](cause); ok {
		return s.whenVascoIsBack(ctx, w, away), true
	}
	if malformed, ok := errors.AsType[*vasco.Malformed](cause); ok {
		return later{at: store.Now().Add(w.patience()), reason: ReasonVascoUnreadable, detail: malformed.Error()}, true
	}
	if l, ok := s.whenShopIsBack(ctx, w, j, cause); ok {
		return l, true
	}
	if errors.Is(cause, context.DeadlineExceeded) {
		return outOfTime(w, cause), true
	}
	return later{}, false
}

// outOfTime: the other side answers, but a pass did not get to its end.
func outOfTime(w *work, cause error) later {
	return later{at: store.Now().Add(w.patience()), reason: ReasonOutOfTime, detail: cause.Error()}
}

// whenVascoIsBack keeps the order's place: the queue pauses while the server is away.
func (s *Service) whenVascoIsBack(ctx context.Context, w *work, away *vasco.Unavailable) later {
	l := later{reason: ReasonVascoAway, detail: away.Error()}
	if away.RetryAfter > 0 {
		l.at = store.Now().Add(min(away.RetryAfter, job.Chunk))
		return l
	}
	paused, err := s.registry.StayPaused(context.WithoutCancel(ctx), w.vasco)
	if err != nil {
		slog.ErrorContext(ctx, "queue could not be paused", "error", err)
	}
	if !paused && ctx.Err() != nil {
		return outOfTime(w, away)
	}
	l.place, l.rests = true, !paused
	return l
}

// whenShopIsBack: a shop that is away, answers something else or refuses us is
// asked again, and says so once.
func (s *Service) whenShopIsBack(ctx context.Context, w *work, j *river.Job[job.SyncOrder], cause error) (later, bool) {
	l := later{at: store.Now().Add(shopWait), reason: ReasonShopAway, detail: shortened(cause.Error())}
	away, isAway := errors.AsType[*woo.Unavailable](cause)
	switch client, err := s.registry.WooClient(w.shop); {
	case !isAway && !isShopTrouble(cause):
		return l, false
	case woo.Spared(cause) && !w.shop.Unreachable && ctx.Err() != nil:
		return outOfTime(w, cause), true
	case woo.Spared(cause) && !w.shop.Unreachable:
		// Its turn did not come, or another replica found the shop back before us.
		l.at = store.Now().Add(turnWait)
	case isAway && err == nil && client.Away():
		l.alone = true
		l.at = store.Now().Add(between(shopWait, time.Since(j.CreatedAt), longestShopWait))
	case isAway:
		l.at = store.Now().Add(max(away.RetryAfter, shopWait))
	}
	if err := s.registry.SetShopReachable(context.WithoutCancel(ctx), w.shop, cause); err != nil {
		slog.ErrorContext(ctx, "it could not be noted that the shop is away", "shop", w.shop.Key, "error", err)
	}
	return l, true
}

func isShopTrouble(err error) bool {
	_, malformed := errors.AsType[*woo.Malformed](err)
	_, refused := errors.AsType[*woo.Unauthorized](err)
	_, missing := errors.AsType[*woo.NotFound](err)
	_, rejected := errors.AsType[*woo.Rejected](err)
	return malformed || refused || missing || rejected
}

// explain writes down why an order that goes on by itself has not yet.
func (s *Service) explain(ctx context.Context, tx *store.Tx, w *work, l later) error {
	if w.push == nil || l.reason == "" || (w.push.State != push.StateQUEUED && w.push.State != push.StateSYNCING) || w.push.Reason == l.reason {
		return nil
	}
	update := tx.Push.UpdateOneID(w.push.ID).SetReason(l.reason).SetReasonRef("")
	if l.detail == "" {
		update.ClearReasonParams()
	} else {
		update.SetReasonParams(map[string]string{"detail": store.Text(shortened(l.detail))})
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("note why order %s waits: %w", w.order.Number, err)
	}
	return nil
}

// patience grows with the time the order has been waiting.
func (w *work) patience() time.Duration {
	if w.push == nil {
		return longestWait
	}
	return between(firstWait, time.Since(w.push.StateSince), longestWait)
}

func between(least, value, most time.Duration) time.Duration { return min(max(least, value), most) }

// giveUp hands a failure of our own to the queue's retries; after the last one
// the order says so, because nothing else would.
func (s *Service) giveUp(ctx context.Context, w *work, j *river.Job[job.SyncOrder], cause error) (string, error) {
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.release(ctx, tx, w); err != nil {
			return err
		}
		if !job.LastAttempt(j.JobRow) || w.push == nil || isBound(w.push) {
			return nil
		}
		if err := s.fail(ctx, tx, w, ReasonInternal, map[string]string{"detail": shortened(cause.Error())}); err != nil {
			return err
		}
		return s.answer(ctx, tx, w)
	})
	if err != nil && !errors.Is(err, store.ErrLeaseLost) {
		cause = errors.Join(cause, err)
	}
	return "", fmt.Errorf("sync order %d of shop %s: %w", w.shopOrderID, w.shop.Key, cause)
}

// waitUntil ends a pass that must come back at a certain time.
type waitUntil struct {
	at     time.Time
	reason string
}

func (e *waitUntil) Error() string { return "come back at " + e.at.Format(time.RFC3339) }

// shortened bounds words that come from elsewhere.
func shortened(text string) string {
	const limit = 500
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}
