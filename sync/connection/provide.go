package connection

import (
	"context"
	"errors"
	"fmt"

	"github.com/kiwwwi/vasco/sync/woo"
)

// provide returns a working hook for the topic: one that is right already, one
// that was switched on again, or a new one.
func (g *registration) provide(ctx context.Context, topic string, ours []woo.Webhook) (int64, error) {
	for _, h := range ours {
		if !g.trusted || h.Topic != topic || !g.record.has(h.ID) || trimURL(h.DeliveryURL) != g.record.URL {
			continue
		}
		if g.right(h, topic) {
			return h.ID, nil
		}
		if h.Status == "paused" {
			if on, err := g.activate(ctx, h.ID, topic); err != nil || on {
				return h.ID, err
			}
		}
	}
	made, err := g.client.CreateWebhook(ctx, woo.WebhookSpec{
		Name: "Kiwwwi VASCO " + topic, Topic: topic, DeliveryURL: g.record.URL, Secret: g.shop.WebhookSecret, Status: "active",
	})
	if err != nil {
		return 0, fmt.Errorf("make the webhook %s: %w", topic, err)
	}
	g.created++
	return made.ID, nil
}

func (g *registration) right(h woo.Webhook, topic string) bool {
	return h.Topic == topic && h.Status == "active" && trimURL(h.DeliveryURL) == g.record.URL
}

// activate switches a hook on that a person paused, and looks whether it stayed on.
func (g *registration) activate(ctx context.Context, id int64, topic string) (bool, error) {
	if _, err := g.client.UpdateWebhook(ctx, id, woo.WebhookSpec{Status: "active"}); err != nil {
		return false, fmt.Errorf("switch on the webhook %s: %w", topic, err)
	}
	now, err := g.client.Webhook(ctx, id)
	if err != nil {
		return false, fmt.Errorf("read back the webhook %s: %w", topic, err)
	}
	if !g.right(*now, topic) {
		return false, nil
	}
	g.activated++
	return true, nil
}

func (g *registration) delete(ctx context.Context, id int64) error {
	err := g.client.DeleteWebhook(ctx, id)
	if _, gone := errors.AsType[*woo.NotFound](err); err != nil && !gone {
		return fmt.Errorf("delete the old webhook %d: %w", id, err)
	}
	g.deleted++
	return nil
}
