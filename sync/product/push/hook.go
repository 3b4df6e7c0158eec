package push

import (
	"context"
	"errors"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/store"
)

// Changed has products pushed that the shop says have changed, with their
// variations, if that is switched on. It is called in the transaction that keeps
// what was heard. Changes that are none for VASCO, such as stock, push nothing.
func (s *Service) Changed(ctx context.Context, tx *store.Tx, shopID int, shopProductIDs []int64) error {
	t, err := s.target(ctx, shopID)
	if errors.Is(err, ErrNoConnection) {
		return nil
	}
	if err != nil {
		return err
	}
	if !t.shop.Settings.Products.OnWebhook || len(shopProductIDs) == 0 {
		return nil
	}
	rows, err := tx.Product.Query().Where(Selection{All: true}.predicates()...).Where(entproduct.ShopID(shopID),
		entproduct.Or(entproduct.ShopProductIDIn(shopProductIDs...), entproduct.And(entproduct.ParentIDNEQ(0), entproduct.ParentIDIn(shopProductIDs...)))).All(ctx)
	if err != nil {
		return fmt.Errorf("read the products that have changed: %w", err)
	}
	var ids []int
	for _, row := range rows {
		if t.concerns(row) {
			ids = append(ids, row.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, _, err = s.StartIn(ctx, tx, shopID, Selection{ProductIDs: ids})
	return err
}

// concerns tells whether VASCO, or a person, is to hear of a product as it is now.
func (t target) concerns(row *ent.Product) bool {
	if row.PushState == entproduct.PushStateQUEUED {
		return true // It may be on its way as it was.
	}
	i, known := t.item(row)
	switch {
	case i.reason != nil:
		return i.reason.Code != row.PushReason
	case known:
		return false
	default:
		return row.PushReason != product.ReasonRefused || row.PushHash != i.hash
	}
}
