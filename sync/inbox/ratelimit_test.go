package inbox

import (
	"strconv"
	"testing"
	"time"
)

// TestRateLimit: one event a minute and cause; the next one tells how many were
// not written.
func TestRateLimit(t *testing.T) {
	t.Parallel()
	l := newRateLimit(time.Minute)
	start := time.Date(2026, 11, 23, 20, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		key     string
		after   time.Duration
		skipped int
		ok      bool
	}{
		{"a", 0, 0, true},
		{"a", time.Second, 0, false},
		{"b", time.Second, 0, true},
		{"a", 59 * time.Second, 0, false},
		{"a", time.Minute, 2, true},
		{"a", time.Minute + time.Second, 0, false},
		{"a", 3 * time.Minute, 1, true},
	} {
		skipped, ok := l.allow(c.key, start.Add(c.after))
		if skipped != c.skipped || ok != c.ok {
			t.Errorf("%d: %s after %s: %d, %t", i, c.key, c.after, skipped, ok)
		}
	}
}

// TestRateLimitForgets: any number of causes needs bounded memory.
func TestRateLimitForgets(t *testing.T) {
	t.Parallel()
	l := newRateLimit(time.Minute)
	for i := range 10 * maxWindows {
		l.allow(strconv.Itoa(i), time.Unix(0, 0))
		if len(l.windows) > maxWindows {
			t.Fatalf("%d windows", len(l.windows))
		}
	}
}
