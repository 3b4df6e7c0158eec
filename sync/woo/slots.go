package woo

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

// slotPatience is how long a call waits for its turn while no other one ends.
const slotPatience = 3 * time.Second

// errNoSlot: the call's turn did not come.
var errNoSlot = errors.New("too many calls are under way")

// slots bound the calls under way. Behind calls that hang nobody waits: whoever
// would has other shops' work to do.
type slots struct {
	taken chan struct{}
	// freed is when a call last ended, in microseconds.
	freed atomic.Int64
	// stuck says that somebody waited in vain since then.
	stuck atomic.Bool
}

func newSlots(limit int) *slots { return &slots{taken: make(chan struct{}, limit)} }

// take waits for a turn as long as turns come at all.
func (s *slots) take(ctx context.Context) error {
	select {
	case s.taken <- struct{}{}:
		return nil
	default:
	}
	since := time.Now()
	timer := time.NewTimer(slotPatience)
	defer timer.Stop()
	for !s.stuck.Load() {
		select {
		case s.taken <- struct{}{}:
			return nil
		case <-ctx.Done():
			return &Unavailable{Err: fmt.Errorf("%w: %w", errNoSlot, ctx.Err())}
		case <-timer.C:
		}
		if freed := time.UnixMicro(s.freed.Load()); freed.After(since) {
			since = freed
		}
		if left := slotPatience - time.Since(since); left > 0 {
			timer.Reset(left)
			continue
		}
		s.stuck.Store(true)
	}
	return &Unavailable{Err: errNoSlot}
}

func (s *slots) free() {
	s.freed.Store(time.Now().UnixMicro())
	s.stuck.Store(false)
	<-s.taken
}
