package woosim

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/sync/woo"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveFrom); dir != "" {
		serveUntilKilled(dir)
	}
	goleak.VerifyTestMain(m)
}

const hookSecret = `tajno & <"> ' \ é`

// received is a delivery or a ping that arrived.
type received struct {
	path   string
	header http.Header
	body   string
}

// receiver takes the webhooks of a shop.
type receiver struct {
	*httptest.Server

	mu     sync.Mutex
	got    []received
	answer map[string]int
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{answer: make(map[string]int)}
	r.Server = httptest.NewServer(http.HandlerFunc(r.take))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) take(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	r.mu.Lock()
	r.got = append(r.got, received{request.URL.Path, request.Header.Clone(), string(body)})
	status := r.answer[request.URL.Path]
	r.mu.Unlock()
	if status == http.StatusFound || status == http.StatusSeeOther {
		w.Header().Set("Location", "/redirected")
	}
	if status != 0 {
		w.WriteHeader(status)
	}
}

func (r *receiver) answers(path string, status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer[path] = status
}

// all waits until as many arrived, and returns them; more are a failure.
func (r *receiver) all(t *testing.T, l *lab, n int) []received {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		r.mu.Lock()
		got := slices.Clone(r.got)
		r.mu.Unlock()
		if len(got) >= n && l.Waiting() == 0 {
			if len(got) != n {
				t.Fatalf("%d arrived instead of %d: %v", len(got), n, got)
			}
			return got
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d arrived", len(got), n)
		}
	}
}

func (r *receiver) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = nil
}

// running is a lab whose webhooks are delivered to a receiver, for all topics
// that were recorded.
func running(t *testing.T, topics ...string) (*lab, *receiver) {
	t.Helper()
	l, r := newLab(t), newReceiver(t)
	if topics == nil {
		topics = []string{
			"order.created", "order.updated", "order.deleted", "order.restored", "product.created", "product.updated", "product.deleted",
			"action.woocommerce_order_status_processing", "action.woocommerce_order_status_completed", "action.woocommerce_order_status_on-hold",
			"action.woocommerce_order_status_changed",
		}
	}
	for _, topic := range topics {
		l.AddHook(topic, r.URL+"/"+topic, hookSecret)
	}
	l.run(t)
	return l, r
}

// run delivers until the test ends.
func (l *lab) run(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		l.Run(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		l.opts.Client.CloseIdleConnections()
	})
}

// story is what arrived, in short: the topic and the id of each delivery.
func story(t *testing.T, all []received) string {
	t.Helper()
	var parts []string
	for _, one := range all {
		topic := one.header.Get("X-WC-Webhook-Topic")
		d, err := woo.ParseDelivery(topic, []byte(one.body))
		if err != nil {
			t.Fatalf("%s %s: %v", topic, one.body, err)
		}
		topic = strings.NewReplacer("action.woocommerce_order_status_", "→", "order.", "", "product.updated", "product").Replace(topic)
		if d.Status != "" && !strings.HasPrefix(topic, "product") {
			topic += ":" + d.Status
		}
		if d.Kind == woo.DeliveryError {
			topic += ":gone"
		}
		parts = append(parts, topic)
	}
	return strings.Join(parts, " ")
}
