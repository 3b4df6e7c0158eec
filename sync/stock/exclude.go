package stock

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// excludeChunk bounds the rows of one statement.
const excludeChunk = 500

// Exclude keeps products out of stock runs, or lets them in again: then the next
// run says what the shop is to have. It answers those that were changed.
func Exclude(ctx context.Context, s *store.Store, log *event.Log, ids []int, excluded bool) (changed []int, err error) {
	err = s.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		changed = nil
		for some := range slices.Chunk(ids, excludeChunk) {
			rows, err := tx.Product.Query().Where(product.IDIn(some...), product.StockExcluded(!excluded)).Order(product.ByID()).
				Select(product.FieldID, product.FieldShopID, product.FieldShopProductID, product.FieldSku, product.FieldName).All(ctx)
			if err != nil {
				return fmt.Errorf("read %d products: %w", len(some), err)
			}
			found := make([]int, len(rows))
			for i, row := range rows {
				found[i] = row.ID
				log.Add(ctx, tx, excludedEvent(row, excluded))
			}
			update := tx.Product.Update().Where(product.IDIn(found...)).SetStockExcluded(excluded).ClearStockParams()
			if excluded {
				update.SetStockState(product.StockStateSKIPPED).SetStockReason(ReasonExcluded)
			} else {
				update.SetStockState(product.StockStateNONE).SetStockReason("")
			}
			if err := update.Exec(ctx); err != nil {
				return fmt.Errorf("exclude %d products from stock runs: %w", len(found), err)
			}
			changed = append(changed, found...)
		}
		return nil
	})
	return changed, err
}

func excludedEvent(row *ent.Product, excluded bool) event.Event {
	answer := "no"
	if excluded {
		answer = "yes"
	}
	return event.Event{Kind: event.StockExcluded, Level: event.Info, ShopID: row.ShopID, Params: map[string]string{
		"sku": row.Sku, "name": row.Name, "product": strconv.FormatInt(row.ShopProductID, 10), "excluded": answer,
	}}
}
