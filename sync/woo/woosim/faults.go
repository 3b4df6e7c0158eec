package woosim

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"
)

// Fault is a failure of the REST API to inject: it waits Millis, then answers
// Status with Body, drops the connection, or, with neither, goes on.
type Fault struct {
	Method string `json:"method"`
	// Path is a prefix after /wp-json/wc/v3/.
	Path string `json:"path"`
	// Times is how often; 0 is until removed.
	Times      int    `json:"times"`
	Millis     int    `json:"millis"`
	Status     int    `json:"status"`
	Body       string `json:"body"`
	Drop       bool   `json:"drop"`
	RetryAfter int    `json:"retryAfter"`
	// After lets the shop act first, so that only its answer is lost.
	After bool `json:"after"`
}

// AddFaults injects failures.
func (s *Shop) AddFaults(list ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, list...)
}

// ClearFaults ends all failures.
func (s *Shop) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Shop) takeFault(r *http.Request) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, apiPrefix)
	for i := range s.faults {
		f := s.faults[i]
		if (f.Method != "" && f.Method != r.Method) || !strings.HasPrefix(path, f.Path) {
			continue
		}
		if f.Times == 1 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		} else if f.Times > 1 {
			s.faults[i].Times--
		}
		return &f
	}
	return nil
}

func (s *Shop) withFaults(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		f := s.takeFault(r)
		if f == nil {
			next(w, r)
			return
		}
		if f.Millis > 0 {
			// Only a request that was read to its end hears of its client's leaving.
			body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
			if err != nil {
				return
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			timer := time.NewTimer(time.Duration(f.Millis) * time.Millisecond)
			defer timer.Stop()
			select {
			case <-timer.C:
			case <-r.Context().Done():
			}
		}
		if f.After {
			next(httptest.NewRecorder(), r)
		}
		f.answer(w, r, next)
	}
}

func (f *Fault) answer(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	switch {
	case f.Drop:
		panic(http.ErrAbortHandler)
	case f.Status == 0:
		next(w, r)
	default:
		if f.RetryAfter > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
		}
		kind := "text/html"
		if strings.HasPrefix(f.Body, "{") {
			kind = "application/json"
		}
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(f.Status)
		_, _ = io.WriteString(w, f.Body) // The client has gone.
	}
}
