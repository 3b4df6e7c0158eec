package woo

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
)

// SystemStatus is what a shop tells about itself.
type SystemStatus struct {
	Environment struct {
		HomeURL   string `json:"home_url"`
		SiteURL   string `json:"site_url"`
		Version   string `json:"version"`
		WPVersion string `json:"wp_version"`
	} `json:"environment"`
	Settings struct {
		Currency string `json:"currency"`
	} `json:"settings"`
}

// SystemStatus reads the shop's system status. Only an administrator's key may.
func (c *Client) SystemStatus(ctx context.Context) (*SystemStatus, error) {
	var status SystemStatus
	_, err := c.get(ctx, "read system status", "system_status", url.Values{"_fields": {"environment,settings"}}, &status)
	return &status, err
}

// Plugin is an active plugin of the shop.
type Plugin struct {
	// File names it within WordPress, as "folder/file.php".
	File    string `json:"plugin"`
	Name    string `json:"name"`
	Version string `json:"version"`
}

// ownPlugin is the folder of our companion plugin, which sends nothing.
const ownPlugin = "kiwwwi-vasco/"

// SendsToVasco tells, by its name, whether the plugin is another connector to VASCO.
func (p Plugin) SendsToVasco() bool {
	return strings.Contains(strings.ToLower(p.File+" "+p.Name), "vasco") && !strings.HasPrefix(p.File, ownPlugin)
}

// ActivePlugins lists the shop's active plugins. Only an administrator's key may.
func (c *Client) ActivePlugins(ctx context.Context) ([]Plugin, error) {
	var status struct {
		Plugins []Plugin `json:"active_plugins"`
	}
	_, err := c.get(ctx, "read active plugins", "system_status", url.Values{"_fields": {"active_plugins"}}, &status)
	if err == nil && status.Plugins == nil {
		return nil, &Malformed{What: "list of active plugins", Err: errors.New("it is missing")}
	}
	return status.Plugins, err
}

// PaymentGateway is a payment method of the shop.
type PaymentGateway struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Enabled bool   `json:"enabled"`
}

// PaymentGateways lists the shop's payment methods.
func (c *Client) PaymentGateways(ctx context.Context) ([]PaymentGateway, error) {
	var all []PaymentGateway
	_, err := c.get(ctx, "list payment methods", "payment_gateways", url.Values{"_fields": {"id,title,enabled"}}, &all)
	return all, err
}

// Currency reads the currency the shop sells in.
func (c *Client) Currency(ctx context.Context) (string, error) {
	var current struct {
		Code string `json:"code"`
	}
	_, err := c.get(ctx, "read currency", "data/currencies/current", nil, &current)
	return current.Code, err
}

// oneOrder asks for the cheapest list there is.
func oneOrder() url.Values { return url.Values{"per_page": {"1"}, "_fields": {"id"}} }

// CountOrders tells whether orders may be read: the number of them.
func (c *Client) CountOrders(ctx context.Context) (string, error) {
	var first []json.RawMessage
	a, err := c.get(ctx, "read orders", "orders", oneOrder(), &first)
	if err != nil {
		return "", err
	}
	return a.header.Get("X-WP-Total"), nil
}

// OrderStatus is a status orders can have in the shop, without wc-.
type OrderStatus struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// OrderStatuses lists the shop's order statuses, those of plugins too. Older
// WooCommerce only tells them in a report.
func (c *Client) OrderStatuses(ctx context.Context) ([]OrderStatus, error) {
	var all []OrderStatus
	_, err := c.get(ctx, "list order statuses", "orders/statuses", nil, &all)
	if _, old := errors.AsType[*NotFound](err); old {
		all = nil
		_, err = c.get(ctx, "list order statuses", "reports/orders/totals", nil, &all)
	}
	return all, err
}
