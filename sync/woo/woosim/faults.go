package woosim

import (
	"encoding/json"
	"io"
	"net/http"
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
			timer := time.NewTimer(time.Duration(f.Millis) * time.Millisecond)
			defer timer.Stop()
			select {
			case <-timer.C:
			case <-r.Context().Done():
			}
		}
		switch {
		case f.Drop:
			panic(http.ErrAbortHandler)
		case f.Status == 0:
			next(w, r)
		default:
			if f.RetryAfter > 0 {
				w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
			}
			if strings.HasPrefix(f.Body, "{") {
				w.Header().Set("Content-Type", "application/json")
			} else {
				w.Header().Set("Content-Type", "text/html")
			}
			w.WriteHeader(f.Status)
			_, _ = io.WriteString(w, f.Body)
		}
	}
}

// DeliveryMode changes how webhooks are delivered: held back, in disorder, several times.
type DeliveryMode struct {
	Hold    bool `json:"hold"`
	Shuffle bool `json:"shuffle"`
	Copies  int  `json:"copies"`
}

// SetDeliveries changes how webhooks are delivered.
func (s *Shop) SetDeliveries(m DeliveryMode) {
	s.delivery.mu.Lock()
	defer s.delivery.mu.Unlock()
	s.delivery.held, s.delivery.shuffle, s.delivery.copies = m.Hold, m.Shuffle, max(1, m.Copies)
	s.delivery.signal()
}

// controlRoutes are for tests and people, without keys.
func (s *Shop) controlRoutes() {
	s.mux.HandleFunc("POST /demo/orders", func(w http.ResponseWriter, r *http.Request) {
		var d Draft
		if !accept(w, r, &d) {
			return
		}
		o, err := s.PlaceOrder(d)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		answer(w, http.StatusCreated, o)
	})
	s.mux.HandleFunc("POST /sim/faults", func(w http.ResponseWriter, r *http.Request) {
		var list []Fault
		if accept(w, r, &list) {
			s.AddFaults(list...)
			w.WriteHeader(http.StatusNoContent)
		}
	})
	s.mux.HandleFunc("DELETE /sim/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		w.WriteHeader(http.StatusNoContent)
	})
	s.mux.HandleFunc("POST /sim/deliveries", func(w http.ResponseWriter, r *http.Request) {
		var m DeliveryMode
		if accept(w, r, &m) {
			s.SetDeliveries(m)
			w.WriteHeader(http.StatusNoContent)
		}
	})
	s.mux.HandleFunc("GET /{$}", s.front)
}

// accept reads a JSON body; none at all leaves target as it is.
func accept(w http.ResponseWriter, r *http.Request, target any) bool {
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err == nil && len(raw) > 0 {
		err = json.Unmarshal(raw, target)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
	return err == nil
}
