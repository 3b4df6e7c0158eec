package httpd

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

const query = `{"query":"{ name }"}`

func TestHostsTheServiceIsReachedUnder(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(o *Options) { o.PublicURL = "https://vasco.example.com/" })
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "localhost:8080": 200, "LOCALHOST": 200, "[::1]:8080": 200, "127.8.8.8": 200,
		"vasco.example.com": 200, "Vasco.Example.com:443": 200,
		"evil.example": 421, "evil.example:8080": 421, "vasco.example.com.evil.example": 421, "169.254.169.254": 421, "localhost.evil.example": 421,
	} {
		for _, path := range []string{"/", "/metrics", "/logs/demo/2026/06/2026-06-01.log"} {
			response, _ := s.ask(t, "GET", path, "", "Host: "+host)
			if got := response.StatusCode; (got == 421) != (want == 421) {
				t.Errorf("%s under %s: %d, want %d", path, host, got, want)
			}
		}
		if response, _ := s.ask(t, "POST", "/graphql", query, "Host: "+host, "Content-Type: application/json"); (response.StatusCode == http.StatusMisdirectedRequest) != (want == 421) {
			t.Errorf("/graphql under %s: %d, want %d", host, response.StatusCode, want)
		}
		// Signed deliveries and health checks come under any name.
		for _, path := range []string{"/webhooks/woocommerce/demo", "/healthz"} {
			method := map[bool]string{true: "POST", false: "GET"}[path != "/healthz"]
			if response, _ := s.ask(t, method, path, "", "Host: "+host); response.StatusCode != http.StatusOK {
				t.Errorf("%s under %s: %d", path, host, response.StatusCode)
			}
		}
	}
}

func TestWritesFromOtherPagesAreRefused(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(o *Options) {
		o.PublicURL = "https://vasco.example.com"
		o.CORSOrigins = []string{"https://tools.example.com"}
	})
	for _, c := range []struct {
		name   string
		header []string
		status int
	}{
		{"a script", nil, 200},
		{"our page", []string{"Sec-Fetch-Site: same-origin", "Origin: " + s.URL}, 200},
		{"our page behind a proxy that renames it", []string{"Sec-Fetch-Site: same-origin", "Origin: https://vasco.example.com"}, 200},
		{"an allowed page", []string{"Sec-Fetch-Site: cross-site", "Origin: https://tools.example.com"}, 200},
		{"another page", []string{"Sec-Fetch-Site: cross-site", "Origin: https://evil.example"}, 403},
		{"another page in an old browser", []string{"Origin: https://evil.example"}, 403},
		{"a page without origin", []string{"Sec-Fetch-Site: cross-site", "Origin: null"}, 403},
		{"another port of this machine", []string{"Sec-Fetch-Site: same-site", "Origin: http://127.0.0.1:9999"}, 403},
		{"the allowed page over HTTP", []string{"Sec-Fetch-Site: cross-site", "Origin: http://tools.example.com"}, 403},
	} {
		header := append([]string{"Content-Type: application/json"}, c.header...)
		response, body := s.ask(t, "POST", "/graphql", query, header...)
		if response.StatusCode != c.status {
			t.Errorf("%s: %d %s, want %d", c.name, response.StatusCode, body, c.status)
		}
		if response, _ := s.ask(t, "POST", "/webhooks/woocommerce/demo", "{}", header...); response.StatusCode != http.StatusOK {
			t.Errorf("%s: its delivery got %d", c.name, response.StatusCode)
		}
	}
}

func TestFormsCannotCallTheAPI(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""} {
		if response, body := s.ask(t, "POST", "/graphql", query, "Content-Type: "+kind); response.StatusCode == http.StatusOK {
			t.Errorf("%q: %s", kind, body)
		}
	}
}

func TestCORS(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(o *Options) { o.CORSOrigins = []string{"https://tools.example.com"} })
	for origin, want := range map[string]string{"https://tools.example.com": "https://tools.example.com", "https://evil.example": "", "null": ""} {
		response, _ := s.ask(t, "OPTIONS", "/graphql", "", "Origin: "+origin, "Access-Control-Request-Method: POST")
		if got := response.Header.Get("Access-Control-Allow-Origin"); got != want {
			t.Errorf("preflight of %s: %q, want %q", origin, got, want)
		}
		response, _ = s.ask(t, "POST", "/graphql", query, "Origin: "+origin, "Content-Type: application/json")
		if got := response.Header.Get("Access-Control-Allow-Origin"); got != want {
			t.Errorf("answer to %s: %q, want %q", origin, got, want)
		}
		if response.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Error("no page gets credentials")
		}
	}
}

func TestMetricsAreForThisMachine(t *testing.T) {
	t.Parallel()
	handler := onlyLoopback(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for remote, want := range map[string]int{"127.0.0.1:5": 200, "[::1]:5": 200, "192.0.2.7:5": 403, "garbage": 403} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil)
		r.RemoteAddr = remote
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("from %s: %d, want %d", remote, w.Code, want)
		}
	}
}
