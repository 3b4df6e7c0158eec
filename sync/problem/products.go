package problem

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/product"
)

// products counts the products that no stock run can do anything for, of shops
// whose stock is synced: live, or by a schedule that shows what it would do.
func (s *Service) products(ctx context.Context, shops []*ent.Shop) ([]Problem, error) {
	scheduled, err := s.store.Reader().StockSchedule.Query().Where(stockschedule.EveryNEQ(stockschedule.EveryOFF)).Select(stockschedule.FieldShopID).Ints(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the stock schedules: %w", err)
	}
	bySchedule := make(map[int]bool, len(scheduled))
	for _, id := range scheduled {
		bySchedule[id] = true
	}
	var all []Problem
	for _, row := range shops {
		live := row.SendingStock == shop.SendingStockLIVE
		if row.ConnectionID == nil || !live && (row.SendingStock == shop.SendingStockHOLD || !bySchedule[row.ID]) {
			continue
		}
		without, shared, err := product.Lacking(ctx, s.store.Reader(), row.ID)
		if err != nil {
			return nil, fmt.Errorf("look at the articles of products: %w", err)
		}
		for _, p := range []Problem{{Code: ProductsWithoutCode, Count: without}, {Code: ProductsShareCode, Count: shared}} {
			if p.Count > 0 {
				p.Level, p.ShopID, p.Ref = Warning, row.ID, fmt.Sprint("shop:", row.ID)
				all = append(all, p)
			}
		}
	}
	return all, nil
}
