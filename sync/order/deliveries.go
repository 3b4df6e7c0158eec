package order

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// takeDeliveries decides by the waiting deliveries whether a body is the
// order's newest state or the order has to be read (design rule 2).
func (s *Service) takeDeliveries(ctx context.Context, tx *store.Tx, w *work) error {
	waiting, err := tx.Delivery.Query().
		Where(delivery.ShopID(w.shop.ID), delivery.ResourceID(w.shopOrderID), delivery.StateEQ(delivery.StateQUEUED)).
		Order(delivery.ByModified(), delivery.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("read waiting deliveries: %w", err)
	}
	// A product may have the same id. SQLite would compile a condition on the topic's
	// beginning anew for each order.
	waiting = slices.DeleteFunc(waiting, func(d *ent.Delivery) bool { return strings.HasPrefix(d.Topic, "product.") })
	if waiting, err = s.checkSources(ctx, tx, w, waiting); err != nil {
		return err
	}
	for _, d := range waiting {
		w.deliveries = append(w.deliveries, d.ID)
	}
	if w.order, err = currentOrder(ctx, tx.Client, w.shop.ID, w.shopOrderID); err != nil {
		return err
	}
	if w.order != nil {
		if w.push, err = s.pushOf(ctx, tx, w); err != nil {
			return err
		}
	}
	newest := newestBody(waiting)
	taken, err := s.takeBody(ctx, tx, w, newest)
	if err != nil {
		return err
	}
	w.read = w.read || hasNudge(waiting) || (!taken && !isKnown(newest, w.order))
	return nil
}

// takeBody stores the order from a body that is newer than what is known. Where
// the order has to be read all the same, it is known should the shop be away.
func (s *Service) takeBody(ctx context.Context, tx *store.Tx, w *work, newest *ent.Delivery) (bool, error) {
	if newest == nil || !newerThan(newest, w.order) {
		return false, nil
	}
	parsed := orderIn(newest.Body)
	if parsed == nil || parsed.ID != w.shopOrderID {
		return false, nil
	}
	return true, s.observe(ctx, tx, w, parsed, newest.Body)
}

// orderIn reads an order from a body; nil when it decides nothing.
func orderIn(body []byte) *woo.Order {
	o, err := woo.ParseOrder(body)
	if err != nil || o.OrderKey == "" {
		return nil
	}
	return o
}

func hasNudge(deliveries []*ent.Delivery) bool {
	return slices.ContainsFunc(deliveries, func(d *ent.Delivery) bool { return d.Kind != delivery.KindOBJECT })
}

// newestBody returns the delivery with the newest body, nil when two newest
// ones contradict each other or there is none.
func newestBody(deliveries []*ent.Delivery) *ent.Delivery {
	var newest *ent.Delivery
	contradicted := false
	for _, d := range deliveries {
		switch {
		case d.Kind != delivery.KindOBJECT || d.Modified == nil || len(d.Body) == 0:
		case newest == nil || d.Modified.After(*newest.Modified):
			newest, contradicted = d, false
		case d.Modified.Equal(*newest.Modified) && d.Hash != newest.Hash:
			contradicted = true
		}
	}
	if contradicted {
		return nil
	}
	return newest
}

func newerThan(d *ent.Delivery, known *ent.Order) bool {
	return known == nil || known.ModifiedAt == nil || d.Modified.After(*known.ModifiedAt)
}

// isKnown: the order was last seen at the same time with the same content. Its
// times tell seconds only, so another content has to be asked about.
func isKnown(d *ent.Delivery, known *ent.Order) bool {
	return d != nil && known != nil && known.ModifiedAt != nil && d.Modified.Equal(*known.ModifiedAt) &&
		(bodyHash(d.Body) == known.BodyHash || bytes.Equal(plain(d.Body), plain(known.Body)))
}

func bodyHash(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// plain is the same for an order read by REST and carried by a hook, which
// escape their JSON differently.
func plain(raw []byte) []byte {
	var fields map[string]any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&fields); err != nil {
		return raw
	}
	delete(fields, "_links")
	written, err := json.Marshal(fields)
	if err != nil {
		return raw
	}
	return written
}
