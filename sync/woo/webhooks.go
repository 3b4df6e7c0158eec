package woo

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

// Webhook is a hook as the shop tells it. The secret is never told.
type Webhook struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	Status      string `json:"status"`
	Topic       string `json:"topic"`
	DeliveryURL string `json:"delivery_url"`
}

// WebhookSpec is a hook to make or to change; empty fields are left as they are.
type WebhookSpec struct {
	Name        string `json:"name,omitempty"`
	Topic       string `json:"topic,omitempty"`
	DeliveryURL string `json:"delivery_url,omitempty"`
	Secret      string `json:"secret,omitempty"`
	Status      string `json:"status,omitempty"`
}

// Webhooks lists all hooks of the shop.
func (c *Client) Webhooks(ctx context.Context) ([]Webhook, error) {
	var all []Webhook
	err := eachPage(ctx, c, list{operation: "list webhooks", path: "webhooks", query: url.Values{"status": {"all"}}}, func(page []Webhook) ([]int64, error) {
		ids := make([]int64, len(page))
		for i, hook := range page {
			ids[i] = hook.ID
		}
		all = append(all, page...)
		return ids, nil
	})
	return all, err
}

// Webhook reads one hook.
func (c *Client) Webhook(ctx context.Context, id int64) (*Webhook, error) {
	var hook Webhook
	_, err := c.get(ctx, "read webhook", webhookPath(id), nil, &hook)
	return &hook, err
}

// CreateWebhook makes a hook; the shop pings its URL before it answers.
func (c *Client) CreateWebhook(ctx context.Context, spec WebhookSpec) (*Webhook, error) {
	var hook Webhook
	err := c.write(ctx, "create webhook", http.MethodPost, "webhooks", nil, spec, &hook)
	return &hook, err
}

// UpdateWebhook changes a hook. Read it back: a delivery that ends meanwhile
// writes the old values again.
func (c *Client) UpdateWebhook(ctx context.Context, id int64, spec WebhookSpec) (*Webhook, error) {
	var hook Webhook
	err := c.write(ctx, "update webhook", http.MethodPut, webhookPath(id), nil, spec, &hook)
	return &hook, err
}

// DeleteWebhook removes a hook for good.
func (c *Client) DeleteWebhook(ctx context.Context, id int64) error {
	return c.write(ctx, "delete webhook", http.MethodDelete, webhookPath(id), url.Values{"force": {"true"}}, struct{}{}, nil)
}

func webhookPath(id int64) string { return "webhooks/" + strconv.FormatInt(id, 10) }
