package httpd

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/99designs/gqlgen/graphql/handler/testserver"
)

// built is a page as Vite builds it, beside the tracked placeholder.
var built = fstest.MapFS{
	"dist/index.html":             {Data: []byte("placeholder")},
	"dist/app/index.html":         {Data: []byte("<html>the page</html>")},
	"dist/app/theme.js":           {Data: []byte("theme()")},
	"dist/app/assets/app-a1b2.js": {Data: []byte("app()")},
}

// site is a running handler over stand-ins.
type site struct {
	*httptest.Server

	logs  string
	ready atomic.Pointer[error]
	api   *testserver.TestServer
	end   context.CancelFunc
}

func newSite(t *testing.T, change func(*Options), limits ...func(*http.Server)) *site {
	t.Helper()
	s := &site{logs: t.TempDir(), api: testserver.New()}
	var streams context.Context
	streams, s.end = context.WithCancel(t.Context())
	opts := Options{
		Addr: "127.0.0.1:8080", WebhookPattern: "/webhooks/woocommerce/{shop}",
		Webhooks: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "taken for "+r.PathValue("shop"))
		}),
		GraphQL: s.api.Server, Streams: streams, Page: built, LogDir: s.logs,
		Metrics: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "figures") }),
		Ready: func(*http.Request) error {
			if err := s.ready.Load(); err != nil {
				return *err
			}
			return nil
		},
	}
	if change != nil {
		change(&opts)
	}
	handler, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewUnstartedServer(handler)
	for _, set := range limits {
		set(s.Config)
	}
	s.Start()
	t.Cleanup(func() {
		s.end()
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

// ask sends a request; header lines are "Name: value", Host among them.
func (s *site) ask(t *testing.T, method, path, body string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	response, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(raw)
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, c := range []struct {
		method, path string
		status       int
		body         string
	}{
		{"GET", "/", 200, "<html>the page</html>"},
		{"HEAD", "/", 200, ""},
		{"GET", "/orders", 200, "<html>the page</html>"},
		{"GET", "/orders/T3JkZXI6NDI", 200, "<html>the page</html>"},
		{"GET", "/index.html", 200, "<html>the page</html>"},
		{"GET", "/theme.js", 200, "theme()"},
		{"GET", "/assets/app-a1b2.js", 200, "app()"},
		{"GET", "/assets/gone-c3d4.js", 404, ""},
		{"GET", "/favicon.ico", 404, ""},
		{"GET", "/assets", 200, "<html>the page</html>"},
		{"GET", "/..%2f..%2fetc/passwd.txt", 404, ""},
		{"POST", "/orders", 405, ""},
		{"POST", "/webhooks/woocommerce/demo", 200, "taken for demo"},
		{"GET", "/webhooks/other", 404, ""},
		{"GET", "/graphql/other", 404, ""},
		{"GET", "/logs/demo", 404, ""},
		{"GET", "/downloads/other.zip", 404, ""},
		{"POST", "/downloads/kiwwwi-vasco.zip", 404, ""},
		{"GET", "/healthz", 200, "alive\n"},
		{"GET", "/readyz", 200, "ready\n"},
		{"GET", "/metrics", 200, "figures"},
	} {
		response, body := s.ask(t, c.method, c.path, "")
		if response.StatusCode != c.status || (c.body != "" && body != c.body) {
			t.Errorf("%s %s: %d %q, want %d %q", c.method, c.path, response.StatusCode, body, c.status, c.body)
		}
	}
}

func TestReadyOnlyWhileWebhooksAreAnswered(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	stopping := errors.New("stopping")
	s.ready.Store(&stopping)
	if response, _ := s.ask(t, "GET", "/readyz", ""); response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("while stopping: %d", response.StatusCode)
	}
	if response, _ := s.ask(t, "GET", "/healthz", ""); response.StatusCode != http.StatusOK {
		t.Errorf("it is alive while it stops: %d", response.StatusCode)
	}
}

func TestCaching(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for path, want := range map[string]string{
		"/": "no-cache", "/orders": "no-cache", "/theme.js": "no-cache", "/assets/app-a1b2.js": "public, max-age=31536000, immutable",
	} {
		if response, _ := s.ask(t, "GET", path, ""); response.Header.Get("Cache-Control") != want {
			t.Errorf("%s: %q, want %q", path, response.Header.Get("Cache-Control"), want)
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, path := range []string{"/", "/assets/gone.js", "/healthz", "/graphql"} {
		response, _ := s.ask(t, "GET", path, "")
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got := response.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		policy := response.Header.Get("Content-Security-Policy")
		for _, part := range []string{"script-src 'self';", "style-src 'self' 'unsafe-inline';", "frame-ancestors 'none'", "object-src 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy %q lacks %q", path, policy, part)
			}
		}
	}
}

func TestPlaceholderBeforeThePageIsBuilt(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(o *Options) { o.Page = fstest.MapFS{"dist/index.html": built["dist/index.html"]} })
	if _, body := s.ask(t, "GET", "/orders", ""); body != "placeholder" {
		t.Errorf("got %q", body)
	}
}

func TestNoPageAtAllIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := New(Options{Page: fstest.MapFS{}, WebhookPattern: "/x"}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestLogFiles(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	write := func(name, text string) {
		path := filepath.Join(s.logs, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("demo/2026/06/2026-06-01.log", "[2026-06-01 10:15:30] [INFO] line\n")
	write("../secret.key", "the key")
	write("demo/2026/06/2026-06-02.txt", "another")
	if err := os.Symlink(filepath.Join(s.logs, "../secret.key"), filepath.Join(s.logs, "demo/2026/06/2026-06-03.log")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(s.logs, "demo/2026/06/2026-06-04.log"), 0o700); err != nil {
		t.Fatal(err)
	}
	response, body := s.ask(t, "GET", "/logs/demo/2026/06/2026-06-01.log", "")
	if response.StatusCode != http.StatusOK || body != "[2026-06-01 10:15:30] [INFO] line\n" || response.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Fatalf("the day's file: %d %q %q", response.StatusCode, body, response.Header.Get("Content-Type"))
	}
	if _, body := s.ask(t, "GET", "/logs/demo/2026/06/2026-06-01.log", "", "Range: bytes=-5"); body != "line\n" {
		t.Errorf("its end: %q", body)
	}
	for _, path := range []string{
		"/logs/demo/2026/06/2026-06-05.log", "/logs/other/2026/06/2026-06-01.log", "/logs/demo/2026/06/2026-06-02.txt",
		"/logs/demo/2026/06/2026-06-03.log", "/logs/demo/2026/06/2026-06-04.log", "/logs/demo/2025/06/2026-06-01.log",
		"/logs/demo/2026/07/2026-06-01.log", "/logs/demo/2026/06/..%2f2026-06-01.log", "/logs/demo/2026/06/..%2f..%2f..%2f..%2fsecret.key",
		"/logs/..%2f/2026/06/2026-06-01.log", "/logs/..%2fsecret.key/2026/06/2026-06-01.log", "/logs/%2e%2e/2026/06/2026-06-01.log",
		"/logs/demo%00/2026/06/2026-06-01.log", "/logs/demo/2026/06/2026-06-01.log%00.txt", "/logs/.hidden/2026/06/2026-06-01.log",
	} {
		if response, body := s.ask(t, "GET", path, ""); response.StatusCode == http.StatusOK {
			t.Errorf("%s: %d %q", path, response.StatusCode, body)
		}
	}
}

func TestServerStops(t *testing.T) {
	t.Parallel()
	listener, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Listen(t.Context(), listener.Addr().String()); err == nil {
		t.Error("an address in use is refused")
	}
	begun, finish := make(chan struct{}), make(chan struct{})
	server := Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-finish
		_, _ = io.WriteString(w, "done")
	}))
	answer := make(chan string)
	go func() {
		response, err := http.Get("http://" + server.Addr()) //nolint:noctx // It ends with the handler.
		if err != nil {
			answer <- err.Error()
			return
		}
		defer func() { _ = response.Body.Close() }()
		raw, _ := io.ReadAll(response.Body)
		answer <- string(raw)
	}()
	<-begun
	var dialer net.Dialer
	silent, err := dialer.DialContext(t.Context(), "tcp", server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	time.AfterFunc(50*time.Millisecond, func() { close(finish) })
	// Waiting for the silent connection it would come to no end of its own.
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := server.Stop(ctx); err != nil {
		t.Errorf("stop: %v", err)
	}
	if got := <-answer; got != "done" {
		t.Errorf("the request under way: %q", got)
	}
	http.DefaultClient.CloseIdleConnections()
}
