package order

import (
	"context"
	"errors"

	"github.com/kiwwwi/vasco/ent/push"
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

// SyncWhere asks again for the orders that fit, the oldest first, at most
// BulkLimit. A filter without states means those that wait for a person:
// what was kept out on purpose is asked for by its state.
func (s *Service) SyncWhere(ctx context.Context, f Filter) (BulkResult, error) {
	if len(f.States) == 0 {
		f.States = []push.State{push.StateBLOCKED, push.StateFAILED}
	}
	ids, err := s.Find(ctx, f, Seek{Limit: BulkLimit, Backward: true})
	if err != nil {
		return BulkResult{}, err
	}
	return s.SyncMany(ctx, ids)
}
