package ordertest

import (
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// calls counts what the replicas ask the shop and VASCO, and lets either be away.
type calls struct {
	mu    sync.Mutex
	count map[string]int
	down  map[string]bool
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
	down := c.calls.down[r.URL.Host]
	c.calls.mu.Unlock()
	if down {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	return c.next.RoundTrip(r) //nolint:wrapcheck // It is the transport.
}

// Calls counts calls by method and path, numbers written as #: "GET orders/#".
func (f *Fixture) Calls(name string) int {
	f.calls.mu.Lock()
	defer f.calls.mu.Unlock()
	return f.calls.count[name]
}

// Writes lists what the replicas wrote, by method and path; logging in writes nothing.
func (f *Fixture) Writes() []string {
	f.calls.mu.Lock()
	defer f.calls.mu.Unlock()
	var all []string
	for name := range f.calls.count {
		if !strings.HasPrefix(name, http.MethodGet+" ") && !strings.HasSuffix(name, " Avtentikacija") {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// Down lets the server at a URL of the fixture's refuse connections, or take them again.
func (f *Fixture) Down(url string, down bool) {
	f.calls.mu.Lock()
	defer f.calls.mu.Unlock()
	f.calls.down[strings.TrimPrefix(url, "http://")] = down
}
