package woosim

import (
	"bytes"
	"context"
	"crypto/md5" //nolint:gosec // The shop's delivery ids are made with it.
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// pending is a delivery that waits; its body is built when it is delivered.
type pending struct {
	hook     int64
	topic    string
	resource int64
	due      time.Time
}

type deliveries struct {
	shop *Shop

	mu      sync.Mutex
	queue   []pending
	held    bool
	shuffle bool
	copies  int
	wake    chan struct{}
}

func newDeliveries(s *Shop) *deliveries {
	return &deliveries{shop: s, copies: 1, wake: make(chan struct{}, 1)}
}

// queueLocked queues a topic for all hooks that have it. A delivery of the same
// hook and object that still waits is merged with it.
func (s *Shop) queueLocked(topic string, resource int64) {
	s.delivery.mu.Lock()
	defer s.delivery.mu.Unlock()
	for _, id := range slices.Sorted(mapKeys(s.hooks)) {
		h := s.hooks[id]
		if h.topic() != topic || !h.active() {
			continue
		}
		waits := slices.ContainsFunc(s.delivery.queue, func(p pending) bool { return p.hook == id && p.resource == resource })
		if !waits {
			s.delivery.queue = append(s.delivery.queue, pending{id, topic, resource, time.Now().Add(s.opts.DeliveryDelay)})
		}
	}
	s.delivery.signal()
}

func (d *deliveries) signal() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// run delivers one after the other, as the shop's one process does.
func (d *deliveries) run(ctx context.Context) {
	for {
		next, wait := d.next()
		if next != nil {
			d.deliver(ctx, *next)
			continue
		}
		timer := time.NewTimer(wait)
		select {
		case <-d.wake:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		timer.Stop()
	}
}

// idle is how long an empty queue sleeps without a signal.
const idle = time.Second

func (d *deliveries) next() (*pending, time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.held || len(d.queue) == 0 {
		return nil, idle
	}
	at := 0
	if d.shuffle {
		at = rand.IntN(len(d.queue)) //nolint:gosec // Disorder needs no secret randomness.
	}
	if wait := time.Until(d.queue[at].due); wait > 0 {
		return nil, wait
	}
	p := d.queue[at]
	d.queue = slices.Delete(d.queue, at, at+1)
	return &p, 0
}

func (d *deliveries) deliver(ctx context.Context, p pending) {
	request := d.shop.delivered(p)
	if request == nil {
		return
	}
	d.mu.Lock()
	copies := d.copies
	d.mu.Unlock()
	for range copies {
		status := d.shop.post(ctx, request)
		d.shop.count(ctx, p.hook, status)
	}
}

// built is a delivery ready to be posted.
type built struct {
	target string
	header http.Header
	body   []byte
}

// delivered builds a delivery from what the shop knows now.
func (s *Shop) delivered(p pending) *built {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hooks[p.hook]
	if h == nil || !h.active() {
		return nil
	}
	var body any
	resource, event, _ := strings.Cut(p.topic, ".")
	switch {
	case resource == "action":
		body = object{"action": event, "arg": p.resource}
	case event == "deleted":
		body = object{"id": p.resource}
	case resource == "product" && s.products[p.resource] != nil:
		body = s.products[p.resource].Fields
	case resource == "order" && s.orders[p.resource] != nil:
		body = s.orders[p.resource]
	default:
		// The object is gone: a correctly signed error.
		body = object{"code": "woocommerce_rest_shop_" + resource + "_invalid_id", "message": "Invalid ID.", "data": object{"status": 404}}
	}
	return s.signed(h, p.topic, resource, event, body)
}

func (s *Shop) signed(h *hook, topic, resource, event string, body any) *built {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil // Objects of the shop are JSON by construction.
	}
	raw = escaped(raw)
	sum := md5.Sum(fmt.Appendf(nil, "%d%d", h.id(), time.Now().Unix())) //nolint:gosec // As above.
	header := http.Header{}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "User-Agent": "WooCommerce/10.0.2 Hookshot (WordPress/6.8.8)",
		"X-WC-Webhook-Source": s.opts.Home + "/", "X-WC-Webhook-Topic": topic, "X-WC-Webhook-Resource": resource, "X-WC-Webhook-Event": event,
		"X-WC-Webhook-Signature": woo.Sign(h.Secret, raw), "X-WC-Webhook-ID": strconv.FormatInt(h.id(), 10),
		"X-WC-Webhook-Delivery-ID": hex.EncodeToString(sum[:]),
	} {
		header.Set(name, value)
	}
	return &built{target: h.target(), header: header, body: raw}
}

// escaped writes / and everything beyond ASCII as PHP's json_encode does.
func escaped(raw []byte) []byte {
	var out bytes.Buffer
	for _, r := range string(raw) {
		switch {
		case r == '/':
			out.WriteString(`\/`)
		case r < 0x80:
			out.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.Bytes()
}

func (s *Shop) post(ctx context.Context, b *built) int {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, b.target, bytes.NewReader(b.body))
	if err != nil {
		return 0
	}
	request.Header = b.header.Clone()
	response, err := s.opts.Client.Do(request)
	if err != nil {
		return 0
	}
	_ = response.Body.Close()
	return response.StatusCode
}

// disableAfter is the failure in a row that switches a hook off; the count stays one below.
const disableAfter = 7

// count keeps a hook's failures: there is no retry, and the seventh in a row disables it.
func (s *Shop) count(ctx context.Context, id int64, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hooks[id]
	if h == nil || ctx.Err() != nil {
		return
	}
	switch {
	case status >= 200 && status <= 302:
		h.Failures = 0
	case h.Failures+1 >= disableAfter:
		h.Fields["status"] = "disabled"
	default:
		h.Failures++
	}
}
