package connection

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Status is an order status of a shop, with the shop's own name of it.
type Status struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// statusRecord is what a shop last told of its statuses.
type statusRecord struct {
	ReadAt   time.Time `json:"readAt"`
	Statuses []Status  `json:"statuses"`
}

const (
	// statusesKey holds what a shop told.
	statusesKey = "shop.statuses:"
	// statusesEvery is how often a shop is asked: plugins add statuses rarely.
	statusesEvery = time.Hour
)

func readStatuses(ctx context.Context, s *store.Store, shopID int) (statusRecord, error) {
	var record statusRecord
	value, err := store.Meta(ctx, s.Reader(), statusesKey+strconv.Itoa(shopID))
	if err != nil || value == "" {
		return record, err
	}
	if err := json.Unmarshal([]byte(value), &record); err != nil {
		return record, fmt.Errorf("read the statuses of shop %d: %w", shopID, err)
	}
	return record, nil
}

// ownStatuses are those WooCommerce has without plugins, in its order.
var ownStatuses = []string{"pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "checkout-draft"}

// Statuses are the shop's order statuses as it last told them, in its order;
// WooCommerce's own, without names, while it has told none.
func (r *Registry) Statuses(ctx context.Context, shopID int) ([]Status, error) {
	record, err := readStatuses(ctx, r.store, shopID)
	if err != nil || len(record.Statuses) > 0 {
		return record.Statuses, err
	}
	all := make([]Status, len(ownStatuses))
	for i, slug := range ownStatuses {
		all[i].Slug = slug
	}
	return all, nil
}

// KnowStatuses asks a shop for its order statuses, unless it did a while ago. A
// shop that does not tell now is asked again later.
func (r *Registry) KnowStatuses(ctx context.Context, s *Shop) error {
	record, err := readStatuses(ctx, r.store, s.ID)
	if err != nil || time.Since(record.ReadAt) < statusesEvery {
		return err
	}
	client, err := r.WooClient(s)
	if err != nil {
		return err
	}
	err = r.learnStatuses(ctx, s, client)
	if told, ok := errors.AsType[*statusesUnread](err); ok {
		slog.WarnContext(ctx, "the shop does not tell its order statuses", "shop", s.Key, "error", told.cause)
		return nil
	}
	return err
}

// statusesUnread: the shop did not tell; its cause is the shop's.
type statusesUnread struct{ cause error }

func (e *statusesUnread) Error() string { return "read the order statuses: " + e.cause.Error() }

// learnStatuses reads the shop's statuses and keeps them.
func (r *Registry) learnStatuses(ctx context.Context, s *Shop, client *woo.Client) error {
	told, err := client.OrderStatuses(ctx)
	if err != nil {
		return &statusesUnread{err}
	}
	record := statusRecord{ReadAt: store.Now()}
	for _, one := range told {
		if statusForm.MatchString(one.Slug) && len(record.Statuses) < maxStatuses {
			record.Statuses = append(record.Statuses, Status{Slug: one.Slug, Name: store.Text(shortened(one.Name))})
		}
	}
	value, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("write the statuses of shop %s: %w", s.Key, err)
	}
	return r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return store.SetMeta(ctx, tx, statusesKey+strconv.Itoa(s.ID), string(value))
	})
}

// SetStatus says what becomes of the orders in a status. What is wrong comes as
// InvalidInput; released is how many orders were looked at again.
func (r *Registry) SetStatus(ctx context.Context, shopID int, status string, rule rules.Status) (updated *Shop, released int, err error) {
	var c checks
	switch rule {
	case rules.Send, rules.Wait, rules.Never:
		c.status("status", "rule", status, rule)
	default:
		c.thatf(false, "rule", CodeInvalid, "it is SEND, WAIT or NEVER")
	}
	if err := c.err(); err != nil {
		return nil, 0, err
	}
	updated, released, err = r.UpdateShop(ctx, shopID, ShopChange{Settings: rules.Change{Statuses: map[string]rules.Status{status: rule}}})
	return updated, released, blame(err, "rule")
}
