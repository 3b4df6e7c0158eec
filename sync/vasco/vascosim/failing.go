package vascosim

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"
)

type faultKey struct{}

// faultOf is the fault of a call that is to fail while it is answered.
func faultOf(r *http.Request) *Fault {
	fault, _ := r.Context().Value(faultKey{}).(*Fault)
	return fault
}

// withFaults makes a call fail the way a fault says.
func (s *Server) withFaults(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.count(r)
		// Only a request that was read to its end hears of its client's leaving.
		body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if s.opts.Delay > 0 {
			wait(r.Context(), s.opts.Delay)
		}
		if fault := s.faults.take(r); fault != nil {
			s.fail(w, r, fault, next)
			return
		}
		next(w, r)
	}
}

func (s *Server) count(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[r.Method+" "+apiPath(r)]++
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, fault *Fault, next http.HandlerFunc) {
	switch fault.Kind {
	case slow:
		wait(r.Context(), fault.wait())
		next(w, r)
	case dropBefore:
		drop()
	case tooMany:
		w.Header().Set("Retry-After", strconv.Itoa(fault.Millis/1000))
		refuse(w, http.StatusTooManyRequests, "Preveč zahtev", nil)
	case expiredToken:
		s.ExpireTokens()
		refuse(w, http.StatusUnauthorized, "Žeton je potekel", nil)
	case halfList:
		whole := httptest.NewRecorder()
		next(whole, r)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(whole.Body.Bytes()[:whole.Body.Len()/2]) // The client has gone.
	case halfRows, slowRows:
		next(w, r.WithContext(context.WithValue(r.Context(), faultKey{}, fault)))
	default:
		if isWrite(r) && (fault.Kind != ownStatus || fault.AfterWrite) {
			next(w, r.WithContext(context.WithValue(r.Context(), faultKey{}, fault)))
			return
		}
		fault.end(w)
	}
}

func (f *Fault) wait() time.Duration { return time.Duration(f.Millis) * time.Millisecond }

// isWrite: a login writes nothing.
func isWrite(r *http.Request) bool {
	return r.Method != http.MethodGet && apiPath(r) != loginPath
}

// commit writes and answers, unless the call's fault says otherwise.
func (f *faults) commit(w http.ResponseWriter, r *http.Request, write, say func()) {
	fault := faultOf(r)
	switch {
	case fault == nil || fault.Kind == halfRows || fault.Kind == slowRows:
		write()
		say()
	case fault.Kind == commitLate:
		f.later(fault.wait(), write)
		drop()
	default:
		write()
		fault.end(w)
	}
}

// end answers what the fault says instead of the truth.
func (f *Fault) end(w http.ResponseWriter) {
	switch f.Kind {
	case empty200:
		w.WriteHeader(http.StatusOK)
	case html200:
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<html><body>IIS</body></html>")) // The client has gone.
	case ownStatus:
		if strings.HasPrefix(f.Body, "{") {
			w.Header().Set("Content-Type", "application/problem+json")
		}
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte(f.Body)) // The client has gone.
	default:
		drop()
	}
}

// drop ends the connection without an answer.
func drop() { panic(http.ErrAbortHandler) }

func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
