package order

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// takeDeliveries decides by the waiting deliveries whether a body is the
// order's newest state or the order has to be read (design rule 2).
func (s *Service) takeDeliveries(ctx context.Context, tx *store.Tx, w *work) error {
	waiting, err := tx.Delivery.Query().
		Where(delivery.ShopID(w.shop.ID), delivery.ResourceID(w.shopOrderID), delivery.StateEQ(delivery.StateQUEUED),
			delivery.Not(delivery.TopicHasPrefix("product."))).
		Order(delivery.ByModified(), delivery.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("read waiting deliveries: %w", err)
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
	switch {
	case w.read:
		return nil
	case newest != nil && newerThan(newest, w.order):
		if parsed, err := woo.ParseOrder(newest.Body); err == nil && parsed.OrderKey != "" {
			return s.observe(ctx, tx, w, parsed, newest.Body)
		}
		// A body we cannot read decides nothing: ask the shop.
	case newest != nil && isKnown(newest, w.order):
		return nil
	}
	w.read = true
	return nil
}

// newestBody returns the delivery with the newest body, nil when two newest
// ones contradict each other or one of them is only a nudge.
func newestBody(deliveries []*ent.Delivery) *ent.Delivery {
	var newest *ent.Delivery
	for _, d := range deliveries {
		if d.Kind != delivery.KindOBJECT || d.Modified == nil || len(d.Body) == 0 {
			return nil
		}
		switch {
		case newest == nil || d.Modified.After(*newest.Modified):
			newest = d
		case d.Modified.Equal(*newest.Modified) && d.Hash != newest.Hash:
			return nil
		}
	}
	return newest
}

func newerThan(d *ent.Delivery, known *ent.Order) bool {
	return known == nil || known.ModifiedAt == nil || d.Modified.After(*known.ModifiedAt)
}

// isKnown: the order was last seen at the same time with the same content. Its
// times tell seconds only, so another content has to be asked about.
func isKnown(d *ent.Delivery, known *ent.Order) bool {
	return known.ModifiedAt != nil && d.Modified.Equal(*known.ModifiedAt) && contentHash(d.Body) == known.BodyHash
}

// contentHash is the same for an order read by REST and carried by a hook,
// which escape their JSON differently.
func contentHash(raw []byte) string {
	var fields map[string]any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&fields); err == nil {
		delete(fields, "_links")
		if plain, err := json.Marshal(fields); err == nil {
			raw = plain
		}
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
