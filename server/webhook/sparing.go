package webhook

import (
	"sync"
	"time"
)

// sparing lets one line through in an interval and counts the others.
type sparing struct {
	interval time.Duration

	mu      sync.Mutex
	next    time.Time
	skipped int
}

func (s *sparing) allow(now time.Time) (skipped int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Before(s.next) {
		s.skipped++
		return 0, false
	}
	skipped, s.skipped, s.next = s.skipped, 0, now.Add(s.interval)
	return skipped, true
}
