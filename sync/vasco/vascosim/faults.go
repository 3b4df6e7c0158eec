package vascosim

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Fault is a failure to inject. Kinds of single calls:
//
//	slow          waits Millis first
//	drop_before   drops the connection, nothing is written
//	drop_after    writes, then drops the connection
//	commit_late   drops the connection, and writes Millis later
//	status        answers Status with Body; with AfterWrite, writes first
//	empty_200     writes, answers 200 without a body
//	html_200      writes, answers 200 with a page
//	half_list     answers the first half of what it should
//	retry_after   answers 429 with Retry-After: Millis/1000
//	expired_token ends all tokens and answers 401
//
// Kinds that last: ignore_filter (filters do nothing), no_extra_fields (none
// are returned), invisible (new orders are not found for Millis).
type Fault struct {
	Kind   string `json:"kind"`
	Method string `json:"method"`
	// Path is a prefix after /api/v1/.
	Path string `json:"path"`
	// Times is how often; 0 is until removed.
	Times int `json:"times"`
	// Chance is in per cent; 0 is always.
	Chance     int    `json:"chance"`
	Millis     int    `json:"millis"`
	Status     int    `json:"status"`
	Body       string `json:"body"`
	AfterWrite bool   `json:"afterWrite"`
}

var lasting = map[string]bool{"ignore_filter": true, "no_extra_fields": true, "invisible": true}

type faults struct {
	mu   sync.Mutex
	list []*Fault
}

func newFaults() *faults { return &faults{} }

func (f *faults) add(list []Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range list {
		f.list = append(f.list, &one)
	}
}

func (f *faults) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = nil
}

func (f *faults) active(kind string) bool { _, ok := f.lasting(kind); return ok }

func (f *faults) lasting(kind string) (Fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, one := range f.list {
		if one.Kind == kind {
			return *one, true
		}
	}
	return Fault{}, false
}

// take finds the fault of a call and counts it.
func (f *faults) take(r *http.Request) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	path := strings.TrimPrefix(r.URL.Path, "/api/v1/")
	for i, one := range f.list {
		if lasting[one.Kind] || (one.Method != "" && one.Method != r.Method) || !strings.HasPrefix(path, one.Path) {
			continue
		}
		if one.Chance > 0 && rand.IntN(100) >= one.Chance { //nolint:gosec // Chaos needs no secret randomness.
			continue
		}
		taken := *one
		if one.Times > 0 {
			if one.Times--; one.Times == 0 {
				f.list = append(f.list[:i:i], f.list[i+1:]...)
			}
		}
		return &taken
	}
	return nil
}

type faultKey struct{}

// withFaults makes a call fail the way a fault says.
func (s *Server) withFaults(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if s.opts.Delay > 0 {
			wait(r.Context(), s.opts.Delay)
		}
		fault := s.faults.take(r)
		if fault == nil {
			next(w, r)
			return
		}
		switch fault.Kind {
		case "slow":
			wait(r.Context(), time.Duration(fault.Millis)*time.Millisecond)
			next(w, r)
		case "drop_before":
			drop(w)
		case "retry_after":
			w.Header().Set("Retry-After", strconv.Itoa(fault.Millis/1000))
			refuse(w, http.StatusTooManyRequests, "Preveč zahtev", nil)
		case "expired_token":
			s.ExpireTokens()
			refuse(w, http.StatusUnauthorized, "Žeton je potekel", nil)
		case "half_list":
			whole := httptest.NewRecorder()
			next(whole, r)
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
		case "status":
			if !fault.AfterWrite {
				fault.say(w)
				return
			}
			next(w, r.WithContext(context.WithValue(r.Context(), faultKey{}, fault)))
		default:
			next(w, r.WithContext(context.WithValue(r.Context(), faultKey{}, fault)))
		}
	}
}

// commit writes and answers, unless the call's fault says otherwise.
func (f *faults) commit(w http.ResponseWriter, r *http.Request, write, say func()) {
	fault, _ := r.Context().Value(faultKey{}).(*Fault)
	if fault == nil {
		write()
		say()
		return
	}
	switch fault.Kind {
	case "commit_late":
		time.AfterFunc(time.Duration(fault.Millis)*time.Millisecond, write)
		drop(w)
	case "drop_after":
		write()
		drop(w)
	case "empty_200":
		write()
		w.WriteHeader(http.StatusOK)
	case "html_200":
		write()
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<html><body>IIS</body></html>"))
	case "status":
		write()
		fault.say(w)
	default:
		write()
		say()
	}
}

func (f *Fault) say(w http.ResponseWriter) {
	if strings.HasPrefix(f.Body, "{") {
		w.Header().Set("Content-Type", "application/problem+json")
	}
	w.WriteHeader(f.Status)
	_, _ = w.Write([]byte(f.Body))
}

// drop ends the connection without an answer.
func drop(http.ResponseWriter) { panic(http.ErrAbortHandler) }

func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
