package woosim

import (
	"bytes"
	"encoding/json"
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
	// Path is a prefix after /wp-json/wc/v3/, or the whole of a route beside it.
	Path string `json:"path"`
	// Query is something that must stand in the call's query, like per_page=100.
	Query string `json:"query"`
	// Times is how often; 0 is until removed.
	Times      int    `json:"times"`
	Millis     int    `json:"millis"`
	Status     int    `json:"status"`
	Body       string `json:"body"`
	Drop       bool   `json:"drop"`
	RetryAfter int    `json:"retryAfter"`
	// After lets the shop act first, so that only its answer is lost.
	After bool `json:"after"`
	// Over limits it to batches of more elements than this; 0 is any call.
	Over int `json:"over"`
	// Element, an id, makes only that element of batches fail: with Status 404 as
	// if it were not there, with another as if its stock were refused, or with a
	// Body that is an error object. Without Status it is answered with success and
	// not written.
	Element int64 `json:"element"`
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

func (s *Shop) takeFault(r *http.Request, elements int) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.takeFirst(r, func(f *Fault) bool { return f.Element == 0 && (f.Over == 0 || elements > f.Over) })
}

// elementFault takes the failure of one element of a batch; the caller holds the lock.
func (s *Shop) elementFault(c call, id int64) *Fault {
	return s.takeFirst(c.Request, func(f *Fault) bool { return f.Element != 0 && f.Element == id })
}

func (s *Shop) takeFirst(r *http.Request, is func(*Fault) bool) *Fault {
	path := strings.TrimPrefix(r.URL.Path, apiPrefix)
	for i := range s.faults {
		f := s.faults[i]
		if (f.Method != "" && f.Method != r.Method) || !strings.HasPrefix(path, f.Path) || !strings.Contains(r.URL.RawQuery, f.Query) || !is(&f) {
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
		// Only a request that was read to its end hears of its client's leaving.
		body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		f := s.takeFault(r, elementsOf(r, body))
		if f == nil {
			next(w, r)
			return
		}
		if f.Millis > 0 {
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

// elementsOf counts the elements of a batch; any other call has none.
func elementsOf(r *http.Request, body []byte) int {
	var parts struct {
		Create []json.RawMessage `json:"create"`
		Update []json.RawMessage `json:"update"`
		Delete []json.RawMessage `json:"delete"`
	}
	if !strings.HasSuffix(r.URL.Path, batchPath) || json.Unmarshal(body, &parts) != nil {
		return 0
	}
	return len(parts.Create) + len(parts.Update) + len(parts.Delete)
}

// refusal is how an element fails.
func (f *Fault) refusal() reply {
	switch {
	case strings.HasPrefix(f.Body, "{"):
		return reply{status: f.Status, value: json.RawMessage(f.Body)}
	case f.Status == http.StatusNotFound:
		return unknownProduct(f.Status)
	default:
		return invalid(map[string]problem{"stock_quantity": notOfType("stock_quantity", "integer")})
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
