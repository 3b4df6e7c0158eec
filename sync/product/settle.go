package product

import (
	"context"
	"fmt"
	"slices"

	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/store"
)

// settle stores what a look has found, with its deliveries answered. It tells
// whether the shop has to be asked after all: what is known has moved meanwhile.
func (l *look) settle(ctx context.Context) (again bool, err error) {
	err = l.service.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		k, err := keep(ctx, tx, l.shop.ID, l.seen, 0)
		if err != nil {
			return err
		}
		if err := markGone(ctx, tx, l.shop.ID, l.gone); err != nil {
			return err
		}
		l.outcome = outcomeUnchanged
		switch {
		case slices.Contains(l.gone, l.id):
			l.outcome = outcomeGone
		case k.changed > 0 || len(l.gone) > 0:
			l.outcome = outcomeChanged
		}
		if l.outcome == outcomeChanged && l.service.changed != nil {
			if err := l.service.changed(ctx, tx, l.shop.ID, []int64{l.id}); err != nil {
				return err
			}
		}
		if again, err = l.overtaken(ctx, tx); err != nil || again {
			return err
		}
		return l.answer(ctx, tx)
	})
	return again, err
}

// overtaken: the body was newer than what was known when it was taken, and is not now.
func (l *look) overtaken(ctx context.Context, tx *store.Tx) (bool, error) {
	if l.asked || l.body == nil || l.body.DateModifiedGMT.IsZero() {
		return false, nil
	}
	newer, err := tx.Product.Query().Where(entproduct.ShopID(l.shop.ID), entproduct.ShopProductID(l.id),
		entproduct.ModifiedAtGT(l.body.DateModifiedGMT.UTC())).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look whether product %d is newer: %w", l.id, err)
	}
	return newer, nil
}

// answer marks the deliveries as processed, unless they came again meanwhile. In
// the order of their ids, as the intake takes them: neither waits for the other
// in a circle.
func (l *look) answer(ctx context.Context, tx *store.Tx) error {
	for _, d := range l.deliveries {
		_, err := tx.SQL.ExecContext(ctx, "UPDATE deliveries SET state = 'PROCESSED', processed_at = $1 WHERE id = $2 AND state = 'QUEUED' AND count = $3",
			store.Now(), d.ID, d.Count)
		if err != nil {
			return fmt.Errorf("answer delivery %d: %w", d.ID, err)
		}
	}
	return nil
}
