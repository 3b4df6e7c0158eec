package inbox

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// rateLimit lets one event of a kind through in an interval and counts the
// others, so that an attacker cannot fill the log by being refused.
type rateLimit struct {
	interval time.Duration

	mu      sync.Mutex
	windows map[string]*window
}

type window struct {
	until   time.Time
	skipped int
}

// maxWindows bounds the memory for different causes.
const maxWindows = 1024

func newRateLimit(interval time.Duration) *rateLimit {
	return &rateLimit{interval: interval, windows: make(map[string]*window)}
}

// allow tells whether an event may be written now, and how many were not before it.
func (l *rateLimit) allow(key string, now time.Time) (skipped int, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	current, known := l.windows[key]
	if known && now.Before(current.until) {
		current.skipped++
		return 0, false
	}
	if !known && len(l.windows) >= maxWindows {
		clear(l.windows)
	}
	if known {
		skipped = current.skipped
	}
	l.windows[key] = &window{until: now.Add(l.interval)}
	return skipped, true
}

// note writes an event unless one like it was just written.
func (s *Service) note(ctx context.Context, e event.Event, cause string) {
	skipped, ok := s.noted.allow(fmt.Sprintf("%s %d %s", e.Kind, e.ShopID, cause), time.Now())
	if !ok {
		return
	}
	e.Params["count"] = strconv.Itoa(skipped + 1)
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		s.log.Add(ctx, tx, e)
		return nil
	})
	if err != nil {
		slog.ErrorContext(ctx, "event could not be written", "kind", e.Kind, "error", err)
	}
}
