package woo_test

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/sync/woo"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	key    = "ck_1234567890abcdef"
	secret = "cs_fedcba0987654321"
)

// shop is a scripted shop behind TLS that remembers what it was asked.
type shop struct {
	*httptest.Server
	t *testing.T

	mu      sync.Mutex
	answer  http.HandlerFunc
	asked   []asked
	records []woo.Call
}

type asked struct {
	method, path string
	query        map[string][]string
	header       http.Header
	body         string
}

func newShop(t *testing.T, answer http.HandlerFunc) *shop {
	t.Helper()
	s := &shop{t: t, answer: answer}
	s.Server = httptest.NewTLSServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func newPlainShop(t *testing.T, answer http.HandlerFunc) *shop {
	t.Helper()
	s := &shop{t: t, answer: answer}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *shop) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	s.mu.Lock()
	s.asked = append(s.asked, asked{r.Method, r.URL.Path, r.URL.Query(), r.Header.Clone(), string(body)})
	answer := s.answer
	s.mu.Unlock()
	answer(w, r)
}

func (s *shop) requests() []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

func (s *shop) recorded() []woo.Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.records)
}

func (s *shop) client(change ...func(*woo.Config)) *woo.Client {
	s.t.Helper()
	transport, ok := s.Client().Transport.(*http.Transport)
	if !ok {
		s.t.Fatal("the test server's transport is another")
	}
	transport = transport.Clone()
	// The transport itself repeats a read on a kept connection that is gone.
	transport.DisableKeepAlives = true
	config := woo.Config{
		BaseURL: s.URL, Key: key, Secret: secret, Timeout: 5 * time.Second, Transport: transport,
		Record: func(_ context.Context, c woo.Call) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.records = append(s.records, c)
		},
	}
	for _, one := range change {
		one(&config)
	}
	client, err := woo.New(config)
	if err != nil {
		s.t.Fatal(err)
	}
	return client
}

func reply(status int, body string) http.HandlerFunc {
	return replyAs(status, "application/json; charset=UTF-8", body)
}

func replyAs(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body)) // The client has gone.
	}
}

// inTurn gives each request the next answer; the last one stays.
func inTurn(answers ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		next := answers[0]
		if len(answers) > 1 {
			answers = answers[1:]
		}
		mu.Unlock()
		next(w, r)
	}
}

// golden compares a value with a golden file, as JSON values.
func golden(t *testing.T, name string, got any) {
	t.Helper()
	raw, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "parsed", name)
	if *update {
		if err := os.WriteFile(path, append(raw, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var g, w any
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("%s: got %s\nwant %s", name, raw, want)
	}
}
