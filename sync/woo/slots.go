package woo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

const (
	// slotPatience is how long a call waits for its turn while no other one ends.
	slotPatience = 3 * time.Second
	// slotTick is how soon a waiting call sees that more calls are allowed.
	slotTick = 100 * time.Millisecond
)

// errNoSlot: the call's turn did not come.
var errNoSlot = errors.New("too many calls are under way")

// Slots bound the calls to a shop that are under way. Clients of one shop share
// them. Behind calls that hang nobody waits: whoever would has other shops' work to do.
type Slots struct {
	limit func(context.Context) int
	turn  Turn

	mu    sync.Mutex
	taken int
	// waiting are calls without a slot, the first is the next.
	waiting []chan struct{}
	// freed is when a call last ended.
	freed time.Time
	// stuck says that somebody waited in vain since then.
	stuck bool
}

// Turn waits until a call may be made beside those of other processes; done is
// called when it has ended.
type Turn func(ctx context.Context) (done func(), err error)

// NewSlots makes slots. limit tells how many calls there may be, and is asked
// before each of them; turn may be nil.
func NewSlots(limit func(context.Context) int, turn Turn) *Slots {
	return &Slots{limit: limit, turn: turn}
}

// take waits for a slot, and gives what frees it. Half of the call's time is left
// for the call: the shop is not to blame for what we have waited.
func (s *Slots) take(ctx context.Context) (free func(), err error) {
	if ends, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(ends)/2)
		defer cancel()
	}
	if err := s.wait(ctx); err != nil {
		return nil, err
	}
	if s.turn == nil {
		return s.free, nil
	}
	done, err := s.turn(ctx)
	if err != nil {
		s.leave()
		return nil, &Unavailable{Err: fmt.Errorf("%w: %w", errNoSlot, err)}
	}
	return func() { done(); s.free() }, nil
}

// wait waits as long as slots become free at all.
func (s *Slots) wait(ctx context.Context) error {
	called := make(chan struct{}, 1)
	s.enter(called)
	defer s.forget(called)
	since := time.Now()
	tick := time.NewTicker(slotTick)
	defer tick.Stop()
	for {
		if mine, stuck := s.mine(called, since, s.limit(ctx)); mine {
			return nil
		} else if stuck {
			return &Unavailable{Err: errNoSlot}
		}
		select {
		case <-called:
		case <-tick.C:
		case <-ctx.Done():
			return &Unavailable{Err: fmt.Errorf("%w: %w", errNoSlot, ctx.Err())}
		}
	}
}

// enter takes a place among those who wait.
func (s *Slots) enter(called chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = append(s.waiting, called)
}

// mine takes a slot if there is one and it is the caller's turn, and tells
// whether it is no use to wait.
func (s *Slots) mine(called chan struct{}, since time.Time, limit int) (mine, stuck bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting[0] == called && s.taken < limit {
		s.waiting = s.waiting[1:]
		s.taken++
		s.call()
		return true, false
	}
	if s.freed.After(since) {
		since = s.freed
	}
	if time.Since(since) >= slotPatience {
		s.stuck = true
	}
	return false, s.stuck
}

// forget drops the place of a call that does not wait any more.
func (s *Slots) forget(called chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := slices.Index(s.waiting, called); at >= 0 {
		s.waiting = slices.Delete(s.waiting, at, at+1)
		s.call()
	}
}

// call has the next look whether there is a slot; the mutex is held.
func (s *Slots) call() {
	if len(s.waiting) == 0 {
		return
	}
	select {
	case s.waiting[0] <- struct{}{}:
	default: // It has been called already.
	}
}

// free gives a slot back after a call.
func (s *Slots) free() {
	s.mu.Lock()
	s.freed, s.stuck = time.Now(), false
	s.mu.Unlock()
	s.leave()
}

// leave gives a slot back.
func (s *Slots) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken--
	s.call()
}
