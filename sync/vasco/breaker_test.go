package vasco_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// plant is a server that can be switched off.
type plant struct {
	mu    sync.Mutex
	down  error
	calls int
	told  []bool
}

func (p *plant) RoundTrip(r *http.Request) (*http.Response, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if strings.HasSuffix(r.URL.Path, "/Avtentikacija") {
		return answer(200, `{"apiKey":"x"}`), nil
	}
	p.calls++
	if p.down != nil {
		return nil, p.down
	}
	return answer(200, `[]`), nil
}

func (p *plant) client(t *testing.T) *vasco.Client {
	t.Helper()
	return offline(t, p.RoundTrip, func(c *vasco.Config) {
		c.BreakerDelay = 5 * time.Second
		c.OnReachable = func(reachable bool) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.told = append(p.told, reachable)
		}
	})
}

func (p *plant) set(down error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
}

func (p *plant) expect(t *testing.T, calls int, told ...bool) {
	t.Helper()
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.calls != calls || !slices.Equal(p.told, told) {
		t.Errorf("%d calls, told %v; want %d, %v", p.calls, p.told, calls, told)
	}
}

var errCut = errors.New("the cable is cut")

func TestTheBreakerOpensAfterFiveFailuresAndTriesAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &plant{down: errCut}
		client := p.client(t)
		for i := range 5 {
			if _, err := client.CreateOrder(t.Context(), payload); kindOf(err) != "unclear" {
				t.Errorf("write %d: %v", i, err)
			}
		}
		p.expect(t, 5, false)
		if _, err := client.CreateOrder(t.Context(), payload); kindOf(err) != "unavailable" {
			t.Errorf("while open: %v", err)
		}
		if _, err := client.Articles(t.Context(), []string{"A"}, nil); kindOf(err) != "unavailable" {
			t.Errorf("while open: %v", err)
		}
		p.expect(t, 5, false)

		<-time.After(5 * time.Second)
		if _, err := client.CreateOrder(t.Context(), payload); kindOf(err) != "unclear" {
			t.Errorf("the trial: %v", err)
		}
		if _, err := client.CreateOrder(t.Context(), payload); kindOf(err) != "unavailable" {
			t.Errorf("after the trial: %v", err)
		}
		p.expect(t, 6, false, false)

		<-time.After(5 * time.Second)
		p.set(nil)
		if _, err := client.Articles(t.Context(), []string{"A"}, nil); err != nil {
			t.Errorf("back again: %v", err)
		}
		p.expect(t, 7, false, false, true)
	})
}

func TestProbeGoesPastTheBreakerAndClosesIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &plant{down: errCut}
		client := p.client(t)
		for range 2 {
			_, _ = client.Articles(t.Context(), []string{"A"}, nil) // Two reads are five tries and more.
		}
		p.expect(t, 5, false)
		if err := client.Probe(t.Context()); kindOf(err) != "unavailable" {
			t.Errorf("still away: %v", err)
		}
		p.set(nil)
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if err := client.Probe(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled probe tells nothing: %v", err)
		}
		p.expect(t, 6, false)
		if err := client.Probe(t.Context()); err != nil {
			t.Errorf("back again: %v", err)
		}
		if _, err := client.Articles(t.Context(), []string{"A"}, nil); err != nil {
			t.Errorf("closed: %v", err)
		}
		p.expect(t, 8, false, true)
	})
}

func TestWhatTellsNothingAboutTheServerDoesNotOpenTheBreaker(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		status := http.StatusInternalServerError
		client := offline(t, func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/Avtentikacija") {
				return answer(200, `{"apiKey":"x"}`), nil
			}
			mu.Lock()
			defer mu.Unlock()
			if status == 0 {
				return nil, r.Context().Err()
			}
			return answer(status, ``), nil
		}, func(c *vasco.Config) { c.OnReachable = func(bool) { t.Error("the breaker moved") } })
		for _, status = range []int{http.StatusInternalServerError, http.StatusTooManyRequests, http.StatusBadRequest, http.StatusOK} {
			for range 6 {
				_, _ = client.CreateOrder(t.Context(), payload)
			}
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		for range 6 {
			_, _ = client.CreateOrder(gone, payload)
		}
	})
}

func TestCallsUnderWayAreBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		now, most := 0, 0
		client := offline(t, func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "/Avtentikacija") {
				return answer(200, `{"apiKey":"x"}`), nil
			}
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			<-time.After(time.Second)
			mu.Lock()
			now--
			mu.Unlock()
			return answer(200, `[]`), nil
		}, func(c *vasco.Config) { c.MaxConcurrent = 3 })
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() { _, _ = client.Articles(t.Context(), []string{"A"}, nil) })
		}
		all.Wait()
		if most != 3 {
			t.Errorf("%d at once", most)
		}
	})
}
