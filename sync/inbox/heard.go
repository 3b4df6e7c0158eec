package inbox

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/sync/store"
)

// heardEvery is how exactly a shop's last delivery is known: writing it with
// each delivery would make every commit touch the same row.
const heardEvery = 10 * time.Second

// heard remembers when a shop's last delivery was written down.
type heard struct {
	mu   sync.Mutex
	last map[int]time.Time
}

// due tells whether it is time to write it down again.
func (h *heard) due(shopID int, now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if last, known := h.last[shopID]; known && now.Sub(last) < heardEvery {
		return false
	}
	if h.last == nil {
		h.last = make(map[int]time.Time)
	}
	h.last[shopID] = now
	return true
}

// hear writes down that a shop delivers, in a transaction of its own: workers
// hold the shop's row while they wait for deliveries.
func (s *Service) hear(ctx context.Context, shopID int, at time.Time) {
	if !s.heard.due(shopID, at) {
		return
	}
	err := s.store.InTx(context.WithoutCancel(ctx), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SQL.ExecContext(ctx,
			"UPDATE shops SET last_delivery_at = $1 WHERE id = $2 AND (last_delivery_at IS NULL OR last_delivery_at < $3)", at, shopID, at)
		if err != nil {
			return fmt.Errorf("note the last delivery: %w", err)
		}
		return nil
	})
	if err != nil {
		// The delivery itself is stored.
		slog.WarnContext(ctx, "the shop's last delivery was not noted", "shop_id", shopID, "error", err)
	}
}
