package woo_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

func dropped(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// cutOff promises more than it sends.
func cutOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000")
	_, _ = w.Write([]byte(`{"id":93,`)) // The client sees the rest missing.
}

func kindOf(err error) string {
	switch {
	case err == nil:
		return "ok"
	case is[*woo.Unauthorized](err):
		return "unauthorized"
	case is[*woo.NotFound](err):
		return "not found"
	case is[*woo.Rejected](err):
		return "rejected"
	case is[*woo.Unavailable](err):
		return "unavailable"
	case is[*woo.Malformed](err):
		return "malformed"
	default:
		return fmt.Sprintf("%T", err)
	}
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func TestHowCallsEnd(t *testing.T) {
	t.Parallel()
	const page = "<!doctype html><title>Just a moment...</title>"
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		kind   string
		// reads is how often a read was tried; a write always once.
		reads int
		says  string
	}{
		{"an order", anOrder, "ok", 1, ""},
		{"an order after a byte order mark", reply(200, "\ufeff"+`{"id":93,"total":"1.00"}`), "ok", 1, ""},
		{"a page instead of JSON", replyAs(200, "text/html", page), "malformed", 1, `not JSON but "text/html"`},
		{"a PHP warning before the JSON", reply(200, `<br /><b>Warning</b>{"id":93}`), "malformed", 1, "not JSON"},
		{"nothing", reply(200, ""), "malformed", 1, "not JSON"},
		{"half an order", reply(200, `{"id":93,"total":`), "malformed", 1, "not JSON"},
		{"a connection that ends early", cutOff, "unavailable", 3, "read the answer"},
		{"a dropped connection", dropped, "unavailable", 3, "not reachable"},
		{"a firewall's page", replyAs(403, "text/html", page), "malformed", 1, "status 403"},
		{"a page for 404", replyAs(404, "text/html", page), "malformed", 1, "status 404"},
		{"a redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://www.shop.example/wp-json?x=1", http.StatusMovedPermanently)
		}, "malformed", 1, `points to "https://www.shop.example/wp-json" instead`},
		{"a redirect to nowhere", reply(302, ""), "malformed", 1, `points to ""`},
		{"500", replyAs(500, "text/html", "fatal error"), "unavailable", 3, "it answered 500"},
		{"500 with a code", reply(500, `{"code":"internal_server_error"}`), "unavailable", 3, "it answered 500 internal_server_error"},
		{"503 for maintenance", replyAs(503, "text/html", page), "unavailable", 3, "it answered 503"},
		{"501", reply(501, `{"code":"woocommerce_rest_trash_not_supported"}`), "rejected", 1, "501"},
		{"501 by a proxy", replyAs(501, "text/html", page), "unavailable", 3, "it answered 501"},
		{"408", reply(408, ""), "unavailable", 3, "it answered 408"},
		{"429", replyAs(429, "text/html", page), "unavailable", 1, "it answered 429"},
		{"400", reply(400, `{"code":"rest_invalid_param","message":"Invalid\n parameter"}`), "rejected", 1, "(400 rest_invalid_param): Invalid parameter"},
		{"413", reply(413, `{"code":"woocommerce_rest_request_entity_too_large"}`), "rejected", 1, "413"},
		{"JSON of another kind", reply(400, `["no"]`), "rejected", 1, "400"},
		{"a code that is a number", reply(404, `{"code":404,"message":"gone"}`), "not found", 1, "not found"},
		{"401", reply(401, `{"code":"x","message":"y"}`), "unauthorized", 1, "(x): y"},
		{"403", reply(403, `{"code":"x","message":"y"}`), "unauthorized", 1, "(x): y"},
		{"404", reply(404, `{"code":"x","message":"y"}`), "not found", 1, "(x): y"},
		{"endless words", reply(400, `{"code":"x","message":"`+strings.Repeat("š", 5000)+`"}`), "rejected", 1, strings.Repeat("š", 500)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t, c.answer)
			client := s.client()
			_, _, err := client.Order(t.Context(), 93)
			if got := kindOf(err); got != c.kind || len(s.requests()) != c.reads {
				t.Errorf("a read ended %s (%v) after %d tries", got, err, len(s.requests()))
			}
			if err != nil && (!strings.Contains(err.Error(), c.says) || len([]rune(err.Error())) > 700) {
				t.Errorf("it says %q", err)
			}
			err = client.AddOrderNote(t.Context(), 93, "x")
			if got := kindOf(err); got != c.kind || len(s.requests()) != c.reads+1 {
				t.Errorf("a write ended %s (%v) after %d tries", got, err, len(s.requests())-c.reads)
			}
			if n := len(s.recorded()); n != c.reads+1 {
				t.Errorf("%d calls recorded", n)
			}
		})
	}
}

func TestARefusedConnection(t *testing.T) {
	t.Parallel()
	s := newShop(t, anOrder)
	client := s.client()
	s.Close()
	err := client.AddOrderNote(t.Context(), 93, "x")
	if !is[*woo.Unavailable](err) || strings.Contains(err.Error(), "wp-json") {
		t.Error(err)
	}
}

func TestAReadThatFailsOnceIsRepeated(t *testing.T) {
	t.Parallel()
	s := newShop(t, inTurn(dropped, replyAs(502, "text/html", "bad gateway"), anOrder))
	o, raw, err := s.client().Order(t.Context(), 93)
	if err != nil || o.ID != 93 || len(raw) == 0 || len(s.requests()) != 3 {
		t.Errorf("%v, %s, %v after %d tries", o, raw, err, len(s.requests()))
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	in := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
	for _, c := range []struct {
		value        string
		status       int
		least, most  time.Duration
		triesOfReads int
	}{
		{"30", 429, 30 * time.Second, 30 * time.Second, 1},
		{" 30 ", 503, 30 * time.Second, 30 * time.Second, 1},
		{"86400", 503, 10 * time.Minute, 10 * time.Minute, 1},
		{"9223372036854775807", 503, 10 * time.Minute, 10 * time.Minute, 1},
		{"9999999999999999999999999999", 429, 10 * time.Minute, 10 * time.Minute, 1},
		{in(time.Minute), 503, 50 * time.Second, time.Minute, 1},
		{in(240 * time.Hour), 503, 10 * time.Minute, 10 * time.Minute, 1},
		{in(-time.Hour), 429, time.Second, time.Second, 1},
		{"", 429, time.Second, time.Second, 1},
		{"-5", 429, time.Second, time.Second, 1},
		{"soon", 429, time.Second, time.Second, 1},
		{"0", 503, 0, 0, 3},
		{"soon", 503, 0, 0, 3},
		{"1e9", 503, 0, 0, 3},
	} {
		s := newShop(t, func(w http.ResponseWriter, _ *http.Request) {
			if c.value != "" {
				w.Header().Set("Retry-After", c.value)
			}
			w.WriteHeader(c.status)
		})
		_, _, err := s.client().Order(t.Context(), 93)
		away, ok := errors.AsType[*woo.Unavailable](err)
		if !ok || away.RetryAfter < c.least || away.RetryAfter > c.most || len(s.requests()) != c.triesOfReads {
			t.Errorf("%d with %q: %v (%+v) after %d tries", c.status, c.value, err, away, len(s.requests()))
		}
	}
}

func TestLongAnswersAreBounded(t *testing.T) {
	t.Parallel()
	s := newShop(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"id":93,"customer_note":"`)
		block := bytes.Repeat([]byte("x"), 1<<20)
		for range woo.MaxBody>>20 + 1 {
			if _, err := w.Write(block); err != nil {
				return // The client had enough.
			}
		}
		_, _ = io.WriteString(w, `"}`)
	})
	_, _, err := s.client().Order(t.Context(), 93)
	if kindOf(err) != "malformed" || !strings.Contains(err.Error(), "longer than") {
		t.Error(err)
	}
	if c := s.recorded(); len(c) != 1 || len(c[0].Response) != 16<<10 {
		t.Errorf("recorded %d bytes", len(c[0].Response))
	}
}

func TestACancelledCallSaysSo(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	s := newShop(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(release) })
	client := s.client()
	ctx, cancel := context.WithCancel(t.Context())
	var calls sync.WaitGroup
	calls.Go(func() {
		if _, _, err := client.Order(ctx, 93); !errors.Is(err, context.Canceled) {
			t.Errorf("a read ended %v", err)
		}
	})
	calls.Go(func() {
		if err := client.AddOrderNote(ctx, 93, "x"); !errors.Is(err, context.Canceled) {
			t.Errorf("a write ended %v", err)
		}
	})
	for len(s.requests()) < 2 {
		time.Sleep(time.Millisecond)
	}
	// A third one waits for its turn.
	calls.Go(func() {
		if _, err := client.Currency(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("one that waited ended %v", err)
		}
	})
	cancel()
	calls.Wait()
	if n := len(s.requests()); n != 2 {
		t.Errorf("%d requests", n)
	}
	for _, c := range s.recorded() {
		if c.Status != 0 || c.Err == nil || c.Duration <= 0 {
			t.Errorf("recorded %+v", c)
		}
	}
}

type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestASilentShopIsLeftAfterTheTimeLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		client, err := woo.New(woo.Config{BaseURL: "https://shop.example", Transport: trip(func(r *http.Request) (*http.Response, error) {
			tries++
			<-r.Context().Done()
			return nil, r.Context().Err()
		})})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, _, err = client.Order(t.Context(), 93)
		if !is[*woo.Unavailable](err) || !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 30*time.Second || tries != 1 {
			t.Errorf("%v after %s and %d tries", err, time.Since(began), tries)
		}
	})
}

func TestCallsUnderWayAreBounded(t *testing.T) {
	t.Parallel()
	for want, slots := range map[int64]func() *woo.Slots{
		2: func() *woo.Slots { return nil },
		1: func() *woo.Slots { return atMost(1) },
		5: func() *woo.Slots { return atMost(5) },
	} {
		synctest.Test(t, func(t *testing.T) {
			var now, most atomic.Int64
			client, err := woo.New(woo.Config{BaseURL: "https://shop.example", Slots: slots(), Transport: trip(func(*http.Request) (*http.Response, error) {
				most.Store(max(most.Load(), now.Add(1)))
				time.Sleep(time.Second)
				now.Add(-1)
				return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"code":"EUR"}`))}, nil
			})})
			if err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			var all sync.WaitGroup
			for range 10 {
				all.Go(func() {
					if _, err := client.Currency(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if most.Load() != want || time.Since(began) != time.Duration(10/want)*time.Second {
				t.Errorf("%d at once, want %d, %s", most.Load(), want, time.Since(began))
			}
		})
	}
}

func atMost(limit int) *woo.Slots {
	return woo.NewSlots(func(context.Context) int { return limit }, nil)
}

func TestAddressesOfShops(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://shop.example": "/wp-json/wc/v3/orders/93", " https://SHOP.example/ ": "/wp-json/wc/v3/orders/93",
		"https://shop.example/trgovina//": "/trgovina/wp-json/wc/v3/orders/93", "https://shop.example/wp-json/wc/v3/": "/wp-json/wc/v3/orders/93",
		"https://shop.example/en/wp-admin/admin.php?page=wc-settings#x": "/en/wp-json/wc/v3/orders/93", "https://me:pw@shop.example/index.php?a=b": "/wp-json/wc/v3/orders/93",
	} {
		client, err := woo.New(woo.Config{BaseURL: address, Key: key, Secret: secret, Transport: trip(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path != want || r.URL.Host != "shop.example" || r.URL.RawQuery != "" {
				t.Errorf("%s: called %s", address, r.URL)
			}
			if user, _, _ := r.BasicAuth(); user != key {
				t.Errorf("%s: called as %s", address, user)
			}
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"id":93}`))}, nil
		})})
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if _, _, err := client.Order(t.Context(), 93); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}
