package woosim

import (
	"net/http"
	"sync"
)

// load counts the calls of the API.
type load struct {
	mu                  sync.Mutex
	underWay, most, all int
}

// counted counts a call as long as it is under way.
func (l *load) counted(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l.add(1)
		defer l.add(-1)
		next(w, r)
	}
}

func (l *load) add(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.underWay += n
	l.most = max(l.most, l.underWay)
	if n < 0 {
		l.all++
	}
}

// Load is how many calls were under way at the same time at most, and how many
// have ended.
func (s *Shop) Load() (most, calls int) {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	return s.calls.most, s.calls.all
}

// ForgetLoad begins to count anew.
func (s *Shop) ForgetLoad() {
	s.calls.mu.Lock()
	defer s.calls.mu.Unlock()
	s.calls.most, s.calls.all = s.calls.underWay, 0
}
