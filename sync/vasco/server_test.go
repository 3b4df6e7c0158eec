package vasco_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

const (
	username = "kiwwwi"
	password = `tajno "geslo" š`
)

// erp is a scripted VASCO server. A call without a script is a failure.
type erp struct {
	*httptest.Server
	t *testing.T

	mu      sync.Mutex
	scripts map[string]http.HandlerFunc
	calls   []string
	logins  int
	records []vasco.Call
}

// newERP starts a server that takes every login and answers token-1, token-2 and so on.
func newERP(t *testing.T) *erp {
	t.Helper()
	s := &erp{t: t, scripts: make(map[string]http.HandlerFunc)}
	s.on("POST /api/v1/Avtentikacija", func(w http.ResponseWriter, r *http.Request) {
		var sent map[string]any
		if err := json.NewDecoder(r.Body).Decode(&sent); err != nil || sent["username"] != username || sent["password"] != password || sent["taxNumber"] != "12345678" {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		s.mu.Lock()
		s.logins++
		answer := fmt.Sprintf(`{"apiKey":"token-%d","expiration":null}`, s.logins)
		s.mu.Unlock()
		reply(http.StatusOK, answer)(w, r)
	})
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *erp) serve(w http.ResponseWriter, r *http.Request) {
	call := r.Method + " " + r.URL.Path
	s.mu.Lock()
	s.calls = append(s.calls, call+"?"+r.URL.RawQuery)
	script := s.scripts[call]
	s.mu.Unlock()
	if script == nil {
		s.t.Errorf("a call nobody wrote a script for: %s", call)
		http.NotFound(w, r)
		return
	}
	script(w, r)
}

func (s *erp) on(call string, script http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scripts[call] = script
}

// count is how many calls began with what is given.
func (s *erp) count(prefix string) int {
	return len(s.called(prefix))
}

func (s *erp) called(prefix string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c string) bool { return !strings.HasPrefix(c, prefix) })
}

func (s *erp) recorded() []vasco.Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.records)
}

func (s *erp) config() vasco.Config {
	return vasco.Config{
		BaseURL: s.URL, Username: username, Password: password, TaxNumber: "12345678",
		Profile: vasco.KiwwwiProfile(), Timeout: 5 * time.Second,
		Record: func(_ context.Context, c vasco.Call) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.records = append(s.records, c)
		},
	}
}

func (s *erp) client(change ...func(*vasco.Config)) *vasco.Client {
	s.t.Helper()
	config := s.config()
	for _, c := range change {
		c(&config)
	}
	if config.Transport == nil {
		// The transport itself repeats a read on a kept connection that is gone.
		config.Transport = &http.Transport{DisableKeepAlives: true}
	}
	client, err := vasco.New(config)
	if err != nil {
		s.t.Fatal(err)
	}
	return client
}

func reply(status int, body string) http.HandlerFunc {
	return replyAs(status, "application/json; charset=utf-8", body)
}

func replyAs(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// dropped reads the request and closes the connection, having written a part of an answer.
func dropped(part string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = connection.Write([]byte(part))
		_ = connection.Close()
	}
}

// silent answers only when the caller has gone.
func silent(_ http.ResponseWriter, r *http.Request) {
	// The server notices that the caller went only once the body was read.
	_, _ = io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}
