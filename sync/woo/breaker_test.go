package woo_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// host is a shop's host that can hang, refuse connections, or answer.
type host struct {
	t     *testing.T
	mu    sync.Mutex
	reply func(*http.Request) (*http.Response, error)
	calls int
	told  []bool
}

func (h *host) RoundTrip(r *http.Request) (*http.Response, error) {
	h.mu.Lock()
	reply := h.reply
	h.calls++
	h.mu.Unlock()
	return reply(r)
}

func hangs(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func refuses(*http.Request) (*http.Response, error) { return nil, errors.New("connection refused") }

func answers(status int, body string) func(*http.Request) (*http.Response, error) {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
	}
}

func (h *host) set(reply func(*http.Request) (*http.Response, error)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reply = reply
}

func (h *host) client() *woo.Client {
	h.t.Helper()
	client, err := woo.New(woo.Config{
		BaseURL: "https://shop.example", Timeout: 20 * time.Second, Transport: h,
		OnReachable: func(reachable bool) {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.told = append(h.told, reachable)
		},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return client
}

func (h *host) expect(calls int, told ...bool) {
	h.t.Helper()
	synctest.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.calls != calls || !slices.Equal(h.told, told) {
		h.t.Errorf("%d calls, told %v; want %d, %v", h.calls, h.told, calls, told)
	}
}

// TestAShopThatHangsIsLeftAlone: two calls that nobody answers are enough; those
// behind them wait for a moment only, and after them none is made.
func TestAShopThatHangsIsLeftAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &host{t: t, reply: hangs}
		client := h.client()
		began := time.Now()
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				// The first two get the turns.
				time.Sleep(time.Duration(i) * time.Millisecond)
				_, _, err := client.Order(t.Context(), 93)
				took := time.Since(began).Truncate(time.Second)
				if want := []time.Duration{20 * time.Second, 3 * time.Second}[min(1, i/2)]; !is[*woo.Unavailable](err) || took != want || woo.Spared(err) != (i >= 2) {
					t.Errorf("call %d: %v after %s", i, err, took)
				}
			})
		}
		time.Sleep(4 * time.Second)
		if err := client.AddOrderNote(t.Context(), 93, "x"); !woo.Spared(err) || time.Since(began) != 4*time.Second {
			t.Errorf("while others hang: %v after %s", err, time.Since(began))
		}
		all.Wait()
		h.expect(2, false)
		if err := client.AddOrderNote(t.Context(), 93, "x"); !woo.Spared(err) || !is[*woo.Unavailable](err) || !client.Away() {
			t.Errorf("while it is left alone: %v", err)
		}
		h.expect(2, false)
	})
}

func TestProbeFindsTheShopBack(t *testing.T) {
	t.Parallel()
	for name, back := range map[string]func(*http.Request) (*http.Response, error){
		"it answers": answers(200, `[]`), "it refuses the keys": answers(401, `{"code":"x"}`), "it is busy": answers(429, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := &host{t: t, reply: refuses}
				client := h.client()
				for range 3 {
					_, _, _ = client.Order(t.Context(), 93) // Each read is tried three times.
				}
				h.expect(6, false)
				client.Probe(t.Context())
				h.expect(7, false)
				h.set(hangs)
				began := time.Now()
				var both sync.WaitGroup
				both.Go(func() { client.Probe(t.Context()) })
				both.Go(func() { client.Probe(t.Context()) })
				both.Wait()
				if time.Since(began) != 10*time.Second || !client.Away() {
					t.Errorf("a probe took %s", time.Since(began))
				}
				h.expect(8, false)
				h.set(back)
				gone, cancel := context.WithCancel(t.Context())
				cancel()
				client.Probe(gone)
				h.expect(9, false)
				client.Probe(t.Context())
				h.expect(10, false, true)
				if client.Away() {
					t.Error("it is left alone")
				}
			})
		})
	}
}

// TestWhatOpensTheBreaker: an answer about one order says nothing about the others.
func TestWhatOpensTheBreaker(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		reply func(*http.Request) (*http.Response, error)
		away  bool
		// list is asked for instead of one order.
		list bool
	}{
		"a proxy without its shop":      {answers(502, "bad gateway"), true, false},
		"a page instead of PHP":         {answers(500, "<h1>Error establishing a database connection</h1>"), true, true},
		"PHP dies over an order":        {answers(500, "<h1>There has been a critical error</h1>"), false, false},
		"PHP stumbles over an order":    {answers(500, `{"code":"internal_server_error"}`), false, false},
		"too many calls":                {answers(429, ""), false, false},
		"a page instead of JSON":        {answers(200, "<html>"), false, false},
		"an order that is not there":    {answers(404, `{"code":"woocommerce_rest_shop_order_invalid_id"}`), false, false},
		"an answer that never comes":    {hangs, true, false},
		"a host that takes no calls":    {refuses, true, false},
		"keys that are not taken (yet)": {answers(401, `{"code":"x"}`), false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := &host{t: t, reply: c.reply}
				client := h.client()
				for range 4 {
					if c.list { // How it ends is not the matter.
						_ = client.Orders(t.Context(), woo.OrdersQuery{}, func([]woo.Order, []json.RawMessage) error { return nil })
						continue
					}
					_, _, _ = client.Order(t.Context(), 93)
				}
				if client.Away() != c.away {
					t.Errorf("left alone: %v", client.Away())
				}
			})
		})
	}
}

// TestARepeatedReadEndsInTime: repetitions share the time of one call.
func TestARepeatedReadEndsInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &host{t: t, reply: func(*http.Request) (*http.Response, error) {
			time.Sleep(9900 * time.Millisecond)
			return answers(503, "")(nil)
		}}
		began := time.Now()
		if _, _, err := h.client().Order(t.Context(), 93); !is[*woo.Unavailable](err) || time.Since(began) > 20*time.Second {
			t.Errorf("%v after %s", err, time.Since(began))
		}
	})
}
