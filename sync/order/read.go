package order

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// draft is the status of an order that is not placed yet: it holds personal
// data nobody has agreed to send.
const draft = "checkout-draft"

// readOrder reads the order from the shop and stores it. An order that is gone
// is marked so; one that was never seen and is gone leaves nothing to do.
func (s *Service) readOrder(ctx context.Context, w *work) error {
	client, err := s.registry.WooClient(w.shop)
	if err != nil {
		return err
	}
	seen, raw, err := client.Order(ctx, w.shopOrderID)
	if isGone(err) {
		return s.markGone(ctx, w)
	}
	if err != nil {
		return fmt.Errorf("read order %d from the shop: %w", w.shopOrderID, err)
	}
	s.shopAnswered(ctx, w)
	if seen.Status == draft {
		return nil
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		return s.observe(ctx, tx, w, seen, raw)
	})
}

// isGone: the shop knows no order under the id. Its REST API being gone (no
// route) answers 404 as well, and says nothing about the order.
func isGone(err error) bool {
	missing, ok := errors.AsType[*woo.NotFound](err)
	return ok && strings.HasSuffix(missing.Code, "_invalid_id")
}

func (s *Service) markGone(ctx context.Context, w *work) error {
	if w.order == nil {
		return nil
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		var err error
		if w.order, err = tx.Order.UpdateOne(w.order).SetPresence(order.PresenceGONE).Save(ctx); err != nil {
			return fmt.Errorf("note that order %d is gone: %w", w.shopOrderID, err)
		}
		return nil
	})
}

// shopAnswered ends the time the shop was away, should it have been.
func (s *Service) shopAnswered(ctx context.Context, w *work) {
	if !w.shop.Unreachable {
		return
	}
	if err := s.registry.SetShopReachable(ctx, w.shop, nil); err != nil {
		slog.ErrorContext(ctx, "it could not be noted that the shop answers", "shop", w.shop.Key, "error", err)
	}
}
