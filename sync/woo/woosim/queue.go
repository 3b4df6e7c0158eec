package woosim

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// pending is a delivery that waits; its body is built when it is delivered.
type pending struct {
	ID       int64  `json:"id"`
	Hook     int64  `json:"hook"`
	Topic    string `json:"topic"`
	Resource int64  `json:"resource"`

	due time.Time
}

// DeliveryMode changes how webhooks are delivered: held back, in disorder,
// several times. Overwrite brings out what the real shop does when a webhook is
// changed during one of its deliveries: at its end the old values come back.
type DeliveryMode struct {
	Hold      bool `json:"hold"`
	Shuffle   bool `json:"shuffle"`
	Copies    int  `json:"copies"`
	Overwrite bool `json:"overwrite"`
}

// SetDeliveries changes how webhooks are delivered.
func (s *Shop) SetDeliveries(m DeliveryMode) {
	s.delivery.mu.Lock()
	defer s.delivery.mu.Unlock()
	s.delivery.mode = m
	s.delivery.signal()
}

// Waiting is how many deliveries wait or are under way.
func (s *Shop) Waiting() int { return len(s.delivery.waiting()) }

// merging are deliveries of one hook about one thing.
type merging struct{ hook, resource int64 }

func (p pending) merging() merging { return merging{p.Hook, p.Resource} }

type deliveries struct {
	shop *Shop

	mu    sync.Mutex
	queue []pending
	// queued are what is in the queue, for others to merge with.
	queued map[merging]bool
	// underway is taken out of the queue, but has not ended.
	underway *pending
	mode     DeliveryMode
	wake     chan struct{}
}

func newDeliveries(s *Shop) *deliveries {
	return &deliveries{shop: s, queued: make(map[merging]bool), wake: make(chan struct{}, 1)}
}

// queue queues a topic for all hooks that have it. A delivery of the same hook
// and object that still waits is merged with it. The caller holds the lock.
func (s *Shop) queue(topic string, resource int64) {
	for _, id := range sortedIDs(s.hooks) {
		h := s.hooks[id]
		if h.topic() != topic || !h.active() {
			continue
		}
		p := pending{s.id(), id, topic, resource, time.Now().Add(s.opts.DeliveryDelay)}
		if s.delivery.add(p) {
			s.write("delivery", p.ID, p)
		}
	}
	s.delivery.signal()
}

// add takes a delivery in, unless one waits that it merges with.
func (d *deliveries) add(p pending) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.queued[p.merging()] {
		return false
	}
	d.queue, d.queued[p.merging()] = append(d.queue, p), true
	return true
}

func (d *deliveries) signal() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// run delivers one after the other, as the shop's one process does: a receiver
// that is slow holds up all the others.
func (d *deliveries) run(ctx context.Context) {
	for ctx.Err() == nil {
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
		}
		timer.Stop()
	}
}

// idle is how long an empty queue sleeps without a signal.
const idle = time.Second

func (d *deliveries) next() (*pending, time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.mode.Hold || len(d.queue) == 0 {
		return nil, idle
	}
	at := 0
	if d.mode.Shuffle {
		at = rand.IntN(len(d.queue)) //nolint:gosec // Disorder needs no secret randomness.
	}
	if wait := time.Until(d.queue[at].due); wait > 0 {
		return nil, wait
	}
	p := d.queue[at]
	d.queue = slices.Delete(d.queue, at, at+1)
	delete(d.queued, p.merging())
	d.underway = &p
	return &p, 0
}

func (d *deliveries) deliver(ctx context.Context, p pending) {
	d.mu.Lock()
	mode := d.mode
	d.mu.Unlock()
	if request := d.shop.built(p); request != nil {
		for range max(1, mode.Copies) {
			status := d.shop.post(ctx, request)
			if ctx.Err() != nil {
				return // The shop was stopped: it delivers again when it starts.
			}
			d.shop.ended(ctx, request, status, mode.Overwrite)
		}
	}
	d.shop.mu.Lock()
	defer d.shop.mu.Unlock()
	d.mu.Lock()
	d.underway = nil
	d.mu.Unlock()
	d.shop.write("delivered", p.ID, nil)
}

// waiting is what is still to be delivered.
func (d *deliveries) waiting() []pending {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.underway == nil {
		return slices.Clone(d.queue)
	}
	return append([]pending{*d.underway}, d.queue...)
}

// waits takes a delivery in that waited when the shop was stopped.
func (d *deliveries) waits(raw json.RawMessage) error {
	var p pending
	if err := json.Unmarshal(raw, &p); err != nil {
		return err
	}
	d.queue, d.queued[p.merging()] = append(d.queue, p), true
	return nil
}

func (d *deliveries) delivered(id int64) {
	d.queue = slices.DeleteFunc(d.queue, func(p pending) bool {
		if p.ID != id {
			return false
		}
		delete(d.queued, p.merging())
		return true
	})
}
