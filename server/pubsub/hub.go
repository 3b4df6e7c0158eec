// Package pubsub wakes readers of the event log when something was written to
// it: in this process on SQLite, on all replicas on PostgreSQL.
package pubsub

import (
	"sync"

	"github.com/kiwwwi/vasco/sync/event"
)

// Hub wakes subscribers. What happened they read from the log, each from its
// own cursor: nothing is lost when one is slow, and nobody waits for it.
type Hub struct {
	mu   sync.Mutex
	subs map[chan struct{}]struct{}
}

// New makes a hub.
func New() *Hub { return &Hub{subs: make(map[chan struct{}]struct{})} }

// Subscribe returns a channel that has a value when there may be something
// new: many events make one, and one is there at once. cancel ends it.
func (h *Hub) Subscribe() (wake <-chan struct{}, cancel func()) {
	sub := make(chan struct{}, 1)
	sub <- struct{}{}
	h.mu.Lock()
	h.subs[sub] = struct{}{}
	h.mu.Unlock()
	return sub, func() {
		h.mu.Lock()
		delete(h.subs, sub)
		h.mu.Unlock()
	}
}

// Publish wakes everybody.
func (h *Hub) Publish(event.Notice) { h.wake() }

func (h *Hub) wake() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for sub := range h.subs {
		select {
		case sub <- struct{}{}:
		default: // It was woken already and has not looked yet.
		}
	}
}
