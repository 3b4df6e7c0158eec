package product

import (
	"context"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Refresh reads what has changed in the shop since products were read last, all
// of them when they never were. It answers a run's errors.
func (s *Service) Refresh(ctx context.Context, shop *connection.Shop) error {
	before, err := markOf(ctx, s.store.Reader(), shop.ID)
	if err != nil {
		return err
	}
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return err
	}
	newest, err := client.NewestChange(ctx)
	if err != nil {
		return asRun(err)
	}
	began := store.Now()
	whole, err := s.refresh(ctx, client, shop, before)
	if err != nil {
		return asRun(err)
	}
	if !whole {
		return nil // The next time reads the same again, and what was left out.
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return setMark(ctx, tx, shop.ID, newest, began)
	})
}

func (s *Service) refresh(ctx context.Context, client *woo.Client, shop *connection.Shop, before mark) (whole bool, err error) {
	r := reader{client: client}
	asked := store.Now()
	return client.EachChangedProduct(ctx, before.Since, func(products []woo.Product) error {
		seen, gone, err := s.families(ctx, &r, shop.ID, products, asked)
		if err != nil {
			return err
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

// families are products that were just read with all their variations, and those
// they do not have any more.
func (s *Service) families(ctx context.Context, r *reader, shopID int, products []woo.Product, asked time.Time) (seen []Seen, gone []int64, err error) {
	ids := make([]int64, len(products))
	for i := range products {
		ids[i] = products[i].ID
	}
	known, err := variationsOf(ctx, s.store.Reader(), shopID, ids...)
	if err != nil {
		return nil, nil, err
	}
	byParent := make(map[int64][]*ent.Product)
	for _, row := range known {
		byParent[row.ParentID] = append(byParent[row.ParentID], row)
	}
	for i := range products {
		// One product's family at a time: what is missing of it can be told.
		family, left, err := r.family(ctx, &products[i], byParent[products[i].ID], asked)
		if err != nil {
			return nil, nil, err
		}
		seen, gone = append(seen, family...), append(gone, left...)
	}
	return seen, gone, nil
}
