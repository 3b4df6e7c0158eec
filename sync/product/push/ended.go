package push

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
)

// ended hears of the end of a run. What was chosen between its last look and its
// end begins a run of its own; what a run left that could not go on, or that a
// person ended, has the state it had before.
func (s *Service) ended(ctx context.Context, tx *store.Tx, row *ent.SyncRun) error {
	if row.Reason != "" {
		return unmark(ctx, tx, row.ShopID)
	}
	left, err := tx.Product.Query().Where(entproduct.ShopID(row.ShopID), entproduct.PushStateEQ(entproduct.PushStateQUEUED)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look for products that are still to be pushed: %w", err)
	}
	if !left {
		return nil
	}
	_, _, err = s.runs.Start(ctx, tx, run.Start{ShopID: row.ShopID, ConnectionID: row.ConnectionID, Kind: run.Push})
	return err
}
