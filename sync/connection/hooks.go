package connection

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Hook is a webhook of ours as the shop told it last.
type Hook struct {
	ID    int64  `json:"id"`
	Topic string `json:"topic"`
	// Status is active, paused or disabled.
	Status string `json:"status"`
	URL    string `json:"url"`
}

func (h Hook) active() bool { return h.Status == "active" }

// HookRecord is what was last read back of a shop's webhooks, kept with the shop.
type HookRecord struct {
	// URL is where the hooks have to deliver; empty while nothing is known.
	URL string `json:"url"`
	// Registered says that we made the hooks, with the sealed secret. No shop
	// tells a secret, so this is how we know it.
	Registered bool      `json:"registered"`
	Secret     []byte    `json:"secret,omitempty"`
	ReadAt     time.Time `json:"readAt"`
	Hooks      []Hook    `json:"hooks"`
}

const purposeHooks = "secret of registered webhooks"

// HookTopics are the webhooks a shop needs.
func HookTopics() []string { return append(woo.OrderTopics(), woo.ProductTopics()...) }

// ParseHooks reads what is kept with a shop; nothing is an empty record.
func ParseHooks(raw json.RawMessage) (HookRecord, error) {
	var record HookRecord
	if len(raw) == 0 || string(raw) == "null" {
		return record, nil
	}
	if err := json.Unmarshal(raw, &record); err != nil {
		return record, fmt.Errorf("read the record of webhooks: %w", err)
	}
	return record, nil
}

// Missing are the topics no hook is there for.
func (r HookRecord) Missing() []string {
	var all []string
	for _, topic := range HookTopics() {
		if !slices.ContainsFunc(r.Hooks, func(h Hook) bool { return h.Topic == topic }) {
			all = append(all, topic)
		}
	}
	return all
}

// Inactive are the topics whose hooks are all paused or disabled.
func (r HookRecord) Inactive() []string {
	var all []string
	for _, topic := range HookTopics() {
		found, active := false, false
		for _, h := range r.Hooks {
			if h.Topic == topic {
				found, active = true, active || h.active()
			}
		}
		if found && !active {
			all = append(all, topic)
		}
	}
	return all
}

func (r HookRecord) has(id int64) bool {
	return slices.ContainsFunc(r.Hooks, func(h Hook) bool { return h.ID == id })
}

// hookPath is the path that hooks of a shop deliver to.
func hookPath(shopKey string) string { return "/webhooks/woocommerce/" + shopKey }

// ours tells whether a hook is one of this service's: by its address, or by
// being one we made for an earlier address. Before any was made, the path tells.
func (r HookRecord) ours(h woo.Webhook, shopKey string) bool {
	if r.URL == "" {
		return strings.HasSuffix(trimURL(h.DeliveryURL), hookPath(shopKey))
	}
	return trimURL(h.DeliveryURL) == r.URL || r.has(h.ID)
}

// readBack is the record with what the shop tells now.
func (r HookRecord) readBack(all []woo.Webhook, shopKey string) HookRecord {
	var hooks []Hook
	for _, h := range all {
		if r.ours(h, shopKey) {
			hooks = append(hooks, Hook{ID: h.ID, Topic: shortened(h.Topic), Status: shortened(h.Status), URL: shortened(h.DeliveryURL)})
		}
	}
	r.Hooks, r.ReadAt = hooks, store.Now()
	return r
}

// readBackHooks keeps what the shop tells of our webhooks.
func (r *Registry) readBackHooks(ctx context.Context, s *Shop, all []woo.Webhook) (HookRecord, error) {
	var record HookRecord
	err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := shopRow(ctx, tx, s.ID)
		if err != nil {
			return err
		}
		if record, err = ParseHooks(row.Webhooks); err != nil {
			return err
		}
		record = record.readBack(all, s.Key)
		return keepHooks(ctx, tx, row, record)
	})
	return record, err
}

func keepHooks(ctx context.Context, tx *store.Tx, row *ent.Shop, record HookRecord) error {
	raw, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("write the record of webhooks: %w", err)
	}
	if err := tx.Shop.UpdateOne(row).SetWebhooks(raw).Exec(ctx); err != nil {
		return fmt.Errorf("keep the webhooks of shop %s: %w", row.Key, err)
	}
	return nil
}
