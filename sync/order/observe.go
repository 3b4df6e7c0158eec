package order

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// currentOrder returns the newest order under the shop's id, nil for none: a
// restored backup uses ids again, with another order key.
func currentOrder(ctx context.Context, client *ent.Client, shopID int, shopOrderID int64) (*ent.Order, error) {
	// Asked for the newest alone, both databases would walk through the shop's
	// orders backwards instead of looking the id up.
	rows, err := client.Order.Query().Where(order.ShopID(shopID), order.ShopOrderID(shopOrderID)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read order %d: %w", shopOrderID, err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return slices.MaxFunc(rows, func(a, b *ent.Order) int { return cmp.Compare(a.ID, b.ID) }), nil
}

// observe stores the order as it was just seen.
func (s *Service) observe(ctx context.Context, tx *store.Tx, w *work, seen *woo.Order, raw []byte) error {
	w.seen = seen
	hash := bodyHash(raw)
	known, err := w.known(ctx, tx, seen.OrderKey)
	if err != nil {
		return err
	}
	presence := order.PresencePRESENT
	if seen.Status == "trash" {
		presence = order.PresenceTRASHED
	}
	customer := strings.TrimSpace(seen.Billing.Company)
	if customer == "" {
		customer = strings.TrimSpace(seen.Billing.FirstName + " " + seen.Billing.LastName)
	}
	if known == nil {
		return s.meet(ctx, tx, w, seen, raw, hash, presence, customer)
	}
	update := tx.Order.UpdateOne(known).
		SetNumber(string(seen.Number)).SetStatus(seen.Status).SetCurrency(seen.Currency).SetTotalMinor(minor(seen.Total.Decimal)).
		SetCustomer(customer).SetEmail(foldEmail(seen.Billing.Email)).SetPaymentMethod(seen.PaymentMethod).SetPaymentTitle(seen.PaymentTitle).
		SetBody(raw).SetBodyHash(hash).SetPresence(presence)
	if !seen.DateModifiedGMT.IsZero() {
		update.SetModifiedAt(seen.DateModifiedGMT.Time)
	}
	if w.order, err = update.Save(ctx); err != nil {
		return fmt.Errorf("store order %s: %w", seen.Number, err)
	}
	if w.push == nil || w.push.OrderID != w.order.ID {
		w.push, err = s.pushOf(ctx, tx, w)
	}
	return err
}

// known returns the order that has the key among those under the shop's id, nil
// for none. Nearly always it is the newest, or there is none at all.
func (w *work) known(ctx context.Context, tx *store.Tx, key string) (*ent.Order, error) {
	if w.order == nil || w.order.OrderKey == key {
		return w.order, nil
	}
	known, err := tx.Order.Query().
		Where(order.ShopID(w.shop.ID), order.ShopOrderID(w.shopOrderID), order.OrderKey(key)).Only(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return nil, fmt.Errorf("read order %d: %w", w.shopOrderID, err)
	}
	return known, nil
}

// isSuperseded: the shop has given the order's id to another one since.
func isSuperseded(ctx context.Context, client *ent.Client, o *ent.Order) (bool, error) {
	newest, err := currentOrder(ctx, client, o.ShopID, o.ShopOrderID)
	return err == nil && newest.ID != o.ID, err
}

// mayBeAskedFor refuses what nobody can ask the shop for any more.
func mayBeAskedFor(ctx context.Context, tx *store.Tx, p *ent.Push) error {
	over, err := isSuperseded(ctx, tx.Client, p.Edges.Order)
	if err == nil && over {
		err = fmt.Errorf("the shop has another order under its id: %w", stateError(p))
	}
	return err
}

// supersede ends an order whose id the shop has given to another one, as a
// restored backup does: nobody can read it any more.
func (s *Service) supersede(ctx context.Context, tx *store.Tx, w *work) error {
	if w.order == nil || w.push == nil || w.push.OrderID != w.order.ID || w.push.Number != "" || w.push.State == push.StateSKIPPED {
		return nil
	}
	former := *w
	former.comparison = nil
	v := skipped(SkippedGone)
	if w.push.Intent == intentOpen {
		v = uncertain(ReasonSearchIncomplete, map[string]string{"detail": "the shop has given its id to another order"})
	}
	if err := tx.Order.UpdateOne(w.order).SetPresence(order.PresenceGONE).Exec(ctx); err != nil {
		return fmt.Errorf("note that order %s is gone: %w", w.order.Number, err)
	}
	return s.set(ctx, tx, &former, v)
}

// meet stores an order that was never seen before.
func (s *Service) meet(ctx context.Context, tx *store.Tx, w *work, seen *woo.Order, raw []byte, hash string, presence order.Presence, customer string) error {
	if err := s.supersede(ctx, tx, w); err != nil {
		return err
	}
	create := tx.Order.Create().SetShopID(w.shop.ID).SetShopOrderID(w.shopOrderID).SetOrderKey(seen.OrderKey).
		SetNumber(string(seen.Number)).SetStatus(seen.Status).SetCurrency(seen.Currency).SetTotalMinor(minor(seen.Total.Decimal)).
		SetCustomer(customer).SetEmail(foldEmail(seen.Billing.Email)).SetPaymentMethod(seen.PaymentMethod).SetPaymentTitle(seen.PaymentTitle).
		SetPlacedAt(placedAt(seen, w.shop.Location)).SetBody(raw).SetBodyHash(hash).SetPresence(presence)
	if !seen.DateModifiedGMT.IsZero() {
		create.SetModifiedAt(seen.DateModifiedGMT.Time)
	}
	var err error
	if w.order, err = create.Save(ctx); err != nil {
		return fmt.Errorf("store order %s: %w", seen.Number, err)
	}
	s.log.Add(ctx, tx, event.Event{
		Kind: event.OrderReceived, Level: event.Info, ShopID: w.shop.ID, OrderID: w.order.ID,
		Params: map[string]string{
			"number": string(seen.Number), "total": seen.Total.StringFixed(2), "currency": seen.Currency,
			"status": seen.Status, "payment": seen.PaymentMethod, "title": shortened(seen.PaymentTitle), "customer": shortened(customer),
		},
	})
	w.push, err = newPush(ctx, tx, w)
	return err
}

// placedAt is when the order was placed, in UTC; a shop that does not say so in
// GMT says it in its own time.
func placedAt(o *woo.Order, zone *time.Location) time.Time {
	if !o.DateCreatedGMT.IsZero() {
		return o.DateCreatedGMT.Time
	}
	local := o.DateCreated.Time
	if local.IsZero() {
		return store.Now()
	}
	return time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, zone)
}

func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
