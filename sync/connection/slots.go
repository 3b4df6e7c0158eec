package connection

import (
	"context"
	"sync/atomic"

	"github.com/kiwwwi/vasco/sync/woo"
)

// slotsOf are what bounds the calls to a shop that are under way: the setting as
// it is now, also for whoever got a client before it was changed. The caller
// holds the mutex.
func (r *Registry) slotsOf(s *Shop) *woo.Slots {
	limit := r.limitOf(s)
	if s.ID == 0 {
		return woo.NewSlots(limit, nil)
	}
	if known, ok := r.slots[s.ID]; ok {
		return known
	}
	var turn woo.Turn
	if r.store.IsPostgres() {
		t := newTurns(r.store, s.ID, limit, r.opts.ShopTimeout)
		r.turns = append(r.turns, t)
		turn = t.take
	}
	r.slots[s.ID] = woo.NewSlots(limit, turn)
	return r.slots[s.ID]
}

// limitOf tells how many calls a shop gets at once.
func (r *Registry) limitOf(s *Shop) func(context.Context) int {
	var last atomic.Int64
	last.Store(int64(s.Settings.RequestsAtOnce))
	return func(ctx context.Context) int {
		if s.ID != 0 {
			if now, err := r.Shop(ctx, s.ID); err == nil {
				last.Store(int64(now.Settings.RequestsAtOnce))
			}
		}
		return int(last.Load())
	}
}

// Close gives back what other replicas would wait for; the calls have ended.
func (r *Registry) Close() {
	r.mu.Lock()
	all := r.turns
	r.mu.Unlock()
	for _, t := range all {
		t.close()
	}
}
