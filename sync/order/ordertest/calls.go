package ordertest

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
)

// calls counts what the replicas ask the shop and VASCO.
type calls struct {
	mu    sync.Mutex
	count map[string]int
}

// counting is a transport whose calls are counted.
type counting struct {
	next  http.RoundTripper
	calls *calls
}

var numbered = regexp.MustCompile(`\d+`)

func (c counting) RoundTrip(r *http.Request) (*http.Response, error) {
	_, path, found := strings.Cut(r.URL.Path, "/wc/v3/")
	if !found {
		path = strings.TrimPrefix(r.URL.Path, "/api/v1/")
	}
	c.calls.mu.Lock()
	c.calls.count[r.Method+" "+numbered.ReplaceAllString(path, "#")]++
	c.calls.mu.Unlock()
	return c.next.RoundTrip(r) //nolint:wrapcheck // It is the transport.
}

// Calls counts calls by method and path, numbers written as #: "GET orders/#".
func (f *Fixture) Calls(name string) int {
	f.calls.mu.Lock()
	defer f.calls.mu.Unlock()
	return f.calls.count[name]
}
