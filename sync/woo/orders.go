package woo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

var errNoID = errors.New("it has no id")

// ParseOrder reads an order as REST v3 and order.* webhooks write it.
func ParseOrder(raw []byte) (*Order, error) {
	var o Order
	if err := json.Unmarshal(withoutNUL(raw), &o); err != nil {
		return nil, &Malformed{What: "order", Err: err}
	}
	if o.ID <= 0 {
		return nil, &Malformed{What: "order", Err: errNoID}
	}
	return &o, nil
}

// Meta returns a meta value as text. Objects, lists, null and false are no text.
func (o *Order) Meta(key string) (string, bool) { return metaText(o.MetaData, key) }

// Meta returns a meta value of a line as text.
func (l *LineItem) Meta(key string) (string, bool) { return metaText(l.MetaData, key) }

func metaText(all []Meta, key string) (string, bool) {
	for _, m := range all {
		if m.Key != key {
			continue
		}
		var t Text
		if err := json.Unmarshal(m.Value, &t); err == nil && string(m.Value) != "null" {
			return string(t), true
		}
	}
	return "", false
}

// Order reads one order, and returns its JSON as well.
func (c *Client) Order(ctx context.Context, id int64) (*Order, json.RawMessage, error) {
	var raw json.RawMessage
	if _, err := c.get(ctx, "read order", "orders/"+strconv.FormatInt(id, 10), nil, &raw); err != nil {
		return nil, nil, err
	}
	o, err := ParseOrder(raw)
	if err != nil {
		return nil, nil, err
	}
	if o.ID != id {
		return nil, nil, &Malformed{What: "order", Err: fmt.Errorf("asked for %d, got %d", id, o.ID)}
	}
	return o, raw, nil
}

// Refunds lists an order's refunds with their lines, whose amounts are negative.
func (c *Client) Refunds(ctx context.Context, id int64) ([]RefundDetail, error) {
	var all []RefundDetail
	l := list{operation: "list refunds", path: "orders/" + strconv.FormatInt(id, 10) + "/refunds", query: url.Values{}}
	err := eachPage(ctx, c, l, func(page []RefundDetail) ([]int64, error) {
		ids := make([]int64, len(page))
		for i, r := range page {
			if r.ID <= 0 {
				return nil, &Malformed{What: "refund", Err: errNoID}
			}
			ids[i] = r.ID
		}
		all = append(all, page...)
		return ids, nil
	})
	return all, err
}

// OrdersQuery chooses orders.
type OrdersQuery struct {
	// ModifiedAfter is exclusive; zero is all.
	ModifiedAfter time.Time
	// Status is one of the shop's statuses, "any" or empty; drafts and the
	// trash are only listed by name.
	Status string
	// Page is the first page to read; 0 is 1.
	Page int
}

// Orders yields the orders page by page, to the end, in order of their ids.
// When orders change meanwhile one may come twice.
func (c *Client) Orders(ctx context.Context, q OrdersQuery, yield func([]Order, []json.RawMessage) error) error {
	query := modifiedAfter(q.ModifiedAfter)
	if q.Status != "" {
		query.Set("status", q.Status)
	}
	return eachPage(ctx, c, list{operation: "list orders", path: "orders", query: query, first: q.Page}, func(raws []json.RawMessage) ([]int64, error) {
		orders := make([]Order, len(raws))
		ids := make([]int64, len(raws))
		for i, raw := range raws {
			o, err := ParseOrder(raw)
			if err != nil {
				return nil, err
			}
			orders[i], ids[i] = *o, o.ID
		}
		return ids, yield(orders, raws)
	})
}

// modifiedAfter asks for what has changed after a time; zero is all.
func modifiedAfter(at time.Time) url.Values {
	query := url.Values{}
	if !at.IsZero() {
		// Without a zone and with dates_are_gmt: "…Z" together with it finds nothing.
		query.Set("modified_after", at.UTC().Format(timeLayout))
		query.Set("dates_are_gmt", "true")
	}
	return query
}

// WriteOrderMeta sets meta values of an order by their keys.
func (c *Client) WriteOrderMeta(ctx context.Context, id int64, values map[string]string) error {
	type entry struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	var body struct {
		MetaData []entry `json:"meta_data"`
	}
	for key, value := range values {
		body.MetaData = append(body.MetaData, entry{key, value})
	}
	return c.write(ctx, "write order meta", http.MethodPut, "orders/"+strconv.FormatInt(id, 10), nil, body, nil)
}

// OrderNotes lists the texts of an order's notes.
func (c *Client) OrderNotes(ctx context.Context, id int64) ([]string, error) {
	var found []struct {
		Note string `json:"note"`
	}
	if _, err := c.get(ctx, "list order notes", "orders/"+strconv.FormatInt(id, 10)+"/notes", nil, &found); err != nil {
		return nil, err
	}
	notes := make([]string, len(found))
	for i, n := range found {
		notes[i] = n.Note
	}
	return notes, nil
}

// AddOrderNote adds a private note to an order.
func (c *Client) AddOrderNote(ctx context.Context, id int64, text string) error {
	body := map[string]any{"note": text, "customer_note": false}
	return c.write(ctx, "add order note", http.MethodPost, "orders/"+strconv.FormatInt(id, 10)+"/notes", nil, body, nil)
}
