package product

import (
	"context"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// refreshOverlap is read twice: clocks differ, and what is being saved while it
// is listed gets an earlier time than the list.
const refreshOverlap = 15 * time.Minute

// Refresh reads what has changed in the shop since products were read last, all
// of them when they never were. It answers a run's errors.
func (s *Service) Refresh(ctx context.Context, shop *connection.Shop) error {
	since, err := s.moment(ctx, readKey(shop.ID))
	if err != nil {
		return err
	}
	if !since.IsZero() {
		since = since.Add(-refreshOverlap)
	}
	began := store.Now()
	if err := s.refresh(ctx, shop, since); err != nil {
		return asRun(err)
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return setMoment(ctx, tx, readKey(shop.ID), began)
	})
}

func (s *Service) refresh(ctx context.Context, shop *connection.Shop, since time.Time) error {
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return err
	}
	r := reader{client: client}
	asked := store.Now()
	return client.EachChangedProduct(ctx, since, func(products []woo.Product) error {
		var seen []Seen
		var gone []int64
		for i := range products {
			// One product's family at a time: what is missing of it can be told.
			family, left, err := s.family(ctx, &r, shop.ID, &products[i], asked)
			if err != nil {
				return err
			}
			seen, gone = append(seen, family...), append(gone, left...)
		}
		asked = store.Now()
		return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if _, err := keep(ctx, tx, shop.ID, seen, 0); err != nil {
				return err
			}
			return markGone(ctx, tx, shop.ID, gone)
		})
	})
}
