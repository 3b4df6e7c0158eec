package connection

import (
	"context"
	"log/slog"

	"github.com/kiwwwi/vasco/sync/store"
)

// ShopChanged hears, in the transaction that makes it, of a change to a shop or
// to its VASCO connection: orders that waited for it go on. Where only the
// connection changed, before and after are the same. It returns how many orders
// it set going.
type ShopChanged func(ctx context.Context, tx *store.Tx, before, after *Shop) (released int, err error)

// OnShopChange adds who hears of changes. Orders and products live above
// connections, so they register themselves.
func (r *Registry) OnShopChange(hear ShopChanged) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hear = append(r.hear, hear)
}

func (r *Registry) tellShopChanged(ctx context.Context, tx *store.Tx, before, after *Shop) (int, error) {
	r.mu.Lock()
	hear := r.hear
	r.mu.Unlock()
	released := 0
	for _, one := range hear {
		more, err := one(ctx, tx, before, after)
		if err != nil {
			return 0, err
		}
		released += more
	}
	return released, nil
}

// ShopPassed hears of a shop whose test has shown that it can be read and written.
type ShopPassed func(ctx context.Context, tx *store.Tx, s *Shop) error

// OnShopPass sets who hears of tests that are passed.
func (r *Registry) OnShopPass(hear ShopPassed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.passed = hear
}

func (r *Registry) tellShopPassed(ctx context.Context, s *Shop) error {
	r.mu.Lock()
	hear := r.passed
	r.mu.Unlock()
	if hear == nil {
		return nil
	}
	return r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return hear(ctx, tx, s) })
}

// workNewQueues lets this process work the queues of what was just made; other
// replicas find them by themselves.
func (r *Registry) workNewQueues(ctx context.Context) {
	if r.jobs == nil {
		return
	}
	if err := r.WorkQueues(context.WithoutCancel(ctx)); err != nil {
		slog.ErrorContext(ctx, "queues could not be brought up to date", "error", err)
	}
}
