package app_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"slices"
	"sync"
	"testing"
	"time"
)

// front stands before the service's processes as a reverse proxy does: it hands
// a delivery to one that lives, and to the next one only when it could not be
// reached at all. It remembers what was acknowledged.
type front struct {
	*httptest.Server
	client *http.Client

	mu       sync.Mutex
	behind   []*child
	turn     int
	acked    []acked
	lost     int
	intruder *intruder
}

// acked is a delivery that got its 200.
type acked struct {
	topic, hash string
	resource    int64
}

// intruder kills a process at a point of a delivery's way.
type intruder struct {
	point  string
	victim *child
	hit    chan struct{}
}

// Points of the intake: the request is written and not answered; the answer 200
// has been read.
const (
	cutIntakeInFlight    = "intake-in-flight"
	cutIntakeAfterAnswer = "intake-after-answer"
)

func newFront(t *testing.T) *front {
	t.Helper()
	f := &front{client: &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

// stand says which processes are behind from now on.
func (f *front) stand(all ...*child) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.behind = slices.Clone(all)
}

// arm lets the next delivery to the victim be the end of it; hit tells when.
func (f *front) arm(point string, victim *child) (hit <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.intruder = &intruder{point, victim, make(chan struct{})}
	return f.intruder.hit
}

func (f *front) disarm() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.intruder = nil
}

// take is the intruder of a delivery to a process, nil mostly.
func (f *front) take(point string, victim *child) *intruder {
	f.mu.Lock()
	defer f.mu.Unlock()
	if i := f.intruder; i != nil && i.point == point && i.victim == victim {
		f.intruder = nil
		return i
	}
	return nil
}

func (f *front) candidates() []*child {
	f.mu.Lock()
	defer f.mu.Unlock()
	var alive []*child
	for _, c := range f.behind {
		select {
		case <-c.ready:
			alive = append(alive, c)
		default:
		}
	}
	if len(alive) == 0 {
		return nil
	}
	f.turn++
	at := f.turn % len(alive)
	return slices.Concat(alive[at:], alive[:at])
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	status := http.StatusBadGateway
	for _, c := range f.candidates() {
		var reached bool
		if status, reached = f.forward(r, body, c); reached {
			break
		}
	}
	if r.Header.Get("X-WC-Webhook-Signature") != "" {
		f.note(r.Header.Get("X-WC-Webhook-Topic"), body, status)
	}
	w.WriteHeader(status)
}

func (f *front) note(topic string, body []byte, status int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if status != http.StatusOK {
		f.lost++
		return
	}
	var what struct {
		ID  int64 `json:"id"`
		Arg int64 `json:"arg"`
	}
	_ = json.Unmarshal(body, &what) // A body without either belongs to no order.
	sum := sha256.Sum256(body)
	f.acked = append(f.acked, acked{topic, hex.EncodeToString(sum[:]), max(what.ID, what.Arg)})
}

// forward hands a delivery to a process. reached is false when no byte of it
// can have arrived.
func (f *front) forward(r *http.Request, body []byte, to *child) (status int, reached bool) {
	ctx := r.Context()
	if r.Header.Get("X-WC-Webhook-Signature") != "" {
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) {
			if i := f.take(cutIntakeInFlight, to); i != nil {
				i.victim.strike()
				close(i.hit)
			}
		}})
	}
	request, err := http.NewRequestWithContext(ctx, r.Method, to.url+r.URL.Path, bytes.NewReader(body))
	if err != nil {
		return http.StatusBadGateway, true
	}
	request.Header = r.Header.Clone()
	answer, err := f.client.Do(request)
	if err != nil {
		return http.StatusBadGateway, !neverReached(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode == http.StatusOK {
		if i := f.take(cutIntakeAfterAnswer, to); i != nil {
			i.victim.strike()
			close(i.hit)
		}
	}
	return answer.StatusCode, true
}

func neverReached(err error) bool {
	failed, ok := errors.AsType[*net.OpError](err)
	return ok && failed.Op == "dial" && !errors.Is(err, context.DeadlineExceeded)
}
