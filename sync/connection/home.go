package connection

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/kiwwwi/vasco/sync/store"
)

// askHomeEvery is how often a shop is asked that does not tell what it calls itself.
const askHomeEvery = time.Minute

// KnowHome asks a shop what it calls itself where that is not known yet:
// deliveries are checked against it. A shop that does not tell now is asked again
// later.
func (r *Registry) KnowHome(ctx context.Context, shopID int) error {
	s, err := r.Shop(ctx, shopID)
	if err != nil || s.HomeURL != "" || !r.mayAskHome(s.ID) {
		return err
	}
	client, err := r.WooClient(s)
	if err != nil || client.Away() {
		return err
	}
	index, err := client.Index(ctx)
	if err != nil {
		slog.WarnContext(ctx, "the shop does not tell what it calls itself: its deliveries cannot be checked", "shop", s.Key, "error", err)
		return nil
	}
	home := trimURL(index.Home)
	if home == "" || len(home) > maxURL {
		return nil
	}
	learned := *s
	return r.learnHomeURL(ctx, &learned, home)
}

func (r *Registry) mayAskHome(shopID int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.homeAsked[shopID]) < askHomeEvery {
		return false
	}
	r.homeAsked[shopID] = time.Now()
	return true
}

// learnHomeURL keeps the address the shop gives itself, where none is known.
func (r *Registry) learnHomeURL(ctx context.Context, s *Shop, home string) error {
	var c checks
	if c.url("homeUrl", home); c.err() != nil {
		return nil //nolint:nilerr // What the shop calls itself is no address: nothing to learn.
	}
	err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := shopRow(ctx, tx, s.ID)
		if err != nil {
			return err
		}
		tx.AfterCommit(r.Forget)
		if row.HomeURL != "" {
			home = row.HomeURL // A person was faster.
			return nil
		}
		return tx.Shop.UpdateOne(row).SetHomeURL(home).Exec(ctx)
	})
	if err != nil {
		return fmt.Errorf("keep the address of shop %s: %w", s.Key, err)
	}
	s.HomeURL = home
	return nil
}
