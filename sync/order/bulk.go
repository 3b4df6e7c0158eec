package order

import (
	"context"
	"errors"
	"fmt"

	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
)

// BulkLimit bounds the orders of one bulk request.
const BulkLimit = 1000

// Refusal is why one order of many was left as it is.
type Refusal struct {
	OrderID int
	// Err is ErrState, ErrBusy or store.ErrNotFound.
	Err error
}

// BulkResult says what became of many orders.
type BulkResult struct {
	Queued int
	// Unchanged orders are in a state that does not allow it.
	Unchanged int
	// Refused names those that could not be asked for, each with its reason.
	Refused []Refusal
}

// SyncMany asks again for many orders, as Sync does for one.
func (s *Service) SyncMany(ctx context.Context, ids []int) (BulkResult, error) {
	var result BulkResult
	if len(ids) > BulkLimit {
		return result, connection.Bad("ids", connection.CodeTooLong, "there are more than %d", BulkLimit)
	}
	for _, id := range ids {
		_, err := s.Sync(ctx, id, Choice{})
		switch {
		case err == nil:
			result.Queued++
		case errors.Is(err, ErrState):
			result.Unchanged++
		case errors.Is(err, ErrBusy), errors.Is(err, store.ErrNotFound):
			result.Refused = append(result.Refused, Refusal{OrderID: id, Err: err})
		default:
			return result, err
		}
	}
	return result, nil
}

// SyncWhere asks again for the orders that fit, the oldest first, at most BulkLimit.
func (s *Service) SyncWhere(ctx context.Context, where ...predicate.Order) (BulkResult, error) {
	ids, err := s.store.Reader().Order.Query().Where(where...).Order(entorder.ByID()).Limit(BulkLimit).IDs(ctx)
	if err != nil {
		return BulkResult{}, fmt.Errorf("list the orders to sync: %w", err)
	}
	return s.SyncMany(ctx, ids)
}
