package connection

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// errNoAnswer is what the breaker knows of a shop that is away.
var errNoAnswer = errors.New("the shop did not answer several times in a row")

// shopReachable hears from a shop's circuit breaker.
func (r *Registry) shopReachable(s *Shop, reachable bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	cause := errNoAnswer
	if reachable {
		cause = nil
	}
	if err := r.SetShopReachable(ctx, s, cause); err != nil {
		slog.ErrorContext(ctx, "it could not be noted whether the shop answers", "shop", s.Key, "error", err)
	}
}

// shopsAway are the clients of the shops that are left alone.
func (r *Registry) shopsAway() map[int]*woo.Client {
	r.mu.Lock()
	defer r.mu.Unlock()
	away := make(map[int]*woo.Client)
	for id, known := range r.woo {
		if known.value.Away() {
			away[id] = known.value
		}
	}
	return away
}

// SetShopReachable notes that a shop answered, or with a cause that it did not;
// an event tells it when it is news. Orders that wait for the shop go on when it
// is back, in their places. A call that was not made, or that we ended, says
// nothing; a shop that failed at one thing is there.
func (r *Registry) SetShopReachable(ctx context.Context, s *Shop, cause error) error {
	if woo.Spared(cause) || woo.Answered(cause) || errors.Is(cause, context.Canceled) {
		return nil
	}
	known := shop.UnreachableSinceIsNil()
	if cause == nil {
		known = shop.UnreachableSinceNotNil()
	}
	changes, err := r.store.Reader().Shop.Query().Where(shop.ID(s.ID), known).Exist(ctx)
	if err != nil {
		return fmt.Errorf("read whether shop %s is reachable: %w", s.Key, err)
	}
	if !changes {
		return nil
	}
	return r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.AfterCommit(r.Forget)
		update := tx.Shop.Update().Where(shop.ID(s.ID), known)
		e := event.Event{Kind: event.ShopReachable, Level: event.Success, ShopID: s.ID, Params: map[string]string{"shop": s.Key}}
		if cause == nil {
			update.ClearUnreachableSince()
		} else {
			update.SetUnreachableSince(store.Now())
			e.Kind, e.Level, e.Params["detail"] = event.ShopUnreachable, event.Error, cause.Error()
		}
		changed, err := update.Save(ctx)
		if err != nil {
			return fmt.Errorf("note whether shop %s is reachable: %w", s.Key, err)
		}
		if changed != 1 {
			return nil
		}
		r.log.Add(ctx, tx, e)
		if cause == nil {
			return job.BringForward(ctx, tx, r.store, s.ID)
		}
		return nil
	})
}
