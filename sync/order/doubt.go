package order

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/store"
)

// leftInDoubt: VASCO answered, and its answer does not tell whether it has an order
// that we have not sent. It is asked again, as after a write whose answer was lost;
// only what it has not told within the settle time is left to a person.
func (s *Service) leftInDoubt(ctx context.Context, w *work, detail string) (string, error) {
	if err := s.askAgain(ctx, w, detail); err != nil {
		return "", err
	}
	var params map[string]string
	if detail != "" {
		params = map[string]string{"detail": detail}
	}
	return s.settle(ctx, w, uncertain(ReasonSearchIncomplete, params))
}

// askAgain answers a wait while asking again may still help; nil when it did not.
// The order is on its way since the first doubtful answer. One that a person has
// been asked about already is not taken back from them.
func (s *Service) askAgain(ctx context.Context, w *work, detail string) error {
	if w.push.State == push.StateUNCERTAIN {
		return nil
	}
	if w.push.State != push.StateQUEUED || w.push.Reason != ReasonSearching {
		if err := s.beginSearching(ctx, w, detail); err != nil {
			return err
		}
	}
	now, until := store.Now(), w.push.StateSince.Add(w.vasco.Settle)
	if !now.Before(until) {
		return nil
	}
	next := now.Add(between(firstWait, now.Sub(w.push.StateSince), longestWait))
	if next.After(until) {
		next = until
	}
	return &waitUntil{at: next, reason: ReasonSearching}
}

func (s *Service) beginSearching(ctx context.Context, w *work, detail string) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		saved, err := tx.Push.UpdateOne(w.push).SetState(push.StateQUEUED).SetStateSince(store.Now()).
			SetReason(ReasonSearching).SetReasonRef("").SetReasonParams(map[string]string{"detail": store.Text(detail)}).Save(ctx)
		if err != nil {
			return fmt.Errorf("note that VASCO is asked again for order %s: %w", w.order.Number, err)
		}
		w.push = saved
		return nil
	})
}
