package order

import (
	"context"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// askFirstAfter: what is older asks a person before it is sent.
const askFirstAfter = 7 * 24 * time.Hour

// releaseChunk bounds the rows of one statement.
const releaseChunk = 500

// Released says what a mended cause set in motion.
type Released struct {
	// Orders were asked for again.
	Orders int
	// Old ones are older than seven days and wait for a person.
	Old int
}

// Release asks again for the orders that wait for ref, in the transaction that
// mends it; orders older than seven days only with old.
func (s *Service) Release(ctx context.Context, tx *store.Tx, shop *connection.Shop, ref string, old bool) (Released, error) {
	return s.releaseWhere(ctx, tx, shop, "RELEASED", old, push.ReasonRef(ref))
}

// ReleaseConnection asks again for the orders of a shop that wait for a connection or its login.
func (s *Service) ReleaseConnection(ctx context.Context, tx *store.Tx, shop *connection.Shop, old bool) (Released, error) {
	refs := []string{shopRef(shop.ID), connectionRef(shop.ConnectionID)}
	return s.releaseWhere(ctx, tx, shop, "RELEASED", old, push.ReasonRefIn(refs...))
}

func (s *Service) releaseWhere(ctx context.Context, tx *store.Tx, shop *connection.Shop, cause string, old bool, where predicate.Push) (Released, error) {
	var released Released
	rows, err := tx.Push.Query().
		Where(where, push.ShopID(shop.ID), push.StateIn(push.StateBLOCKED, push.StateFAILED, push.StateBLACKLISTED, push.StateSKIPPED)).
		WithOrder().Order(push.ByOrderID()).All(ctx)
	if err != nil {
		return released, fmt.Errorf("list the orders that wait: %w", err)
	}
	var take []*ent.Push
	for _, p := range rows {
		if !old && p.Edges.Order.PlacedAt.Before(store.Now().Add(-askFirstAfter)) {
			released.Old++
			if err := s.askFirst(ctx, tx, p); err != nil {
				return released, err
			}
			continue
		}
		take = append(take, p)
	}
	released.Orders = len(take)
	return released, s.request(ctx, tx, shop, take, cause)
}

// askFirst leaves an old order to a person, now that its cause is mended.
func (s *Service) askFirst(ctx context.Context, tx *store.Tx, p *ent.Push) error {
	err := tx.Push.UpdateOne(p).SetState(push.StateBLOCKED).SetStateSince(store.Now()).
		SetReason(ReasonOld).SetReasonRef(orderRef(p.OrderID)).SetReasonParams(map[string]string{"placed": p.Edges.Order.PlacedAt.Format(time.DateOnly)}).Exec(ctx)
	if err != nil {
		return fmt.Errorf("leave the old order %s to a person: %w", p.Edges.Order.Number, err)
	}
	return nil
}

// request queues pushes with their jobs and events.
func (s *Service) request(ctx context.Context, tx *store.Tx, shop *connection.Shop, pushes []*ent.Push, cause string) error {
	for start := 0; start < len(pushes); start += releaseChunk {
		chunk := pushes[start:min(start+releaseChunk, len(pushes))]
		wanted := make(map[inbox.Target]inbox.Want, len(chunk))
		ids := make([]int, len(chunk))
		for i, p := range chunk {
			ids[i] = p.ID
			// The order may have changed while it waited: it is read again.
			wanted[inbox.Target{ShopID: shop.ID, ShopOrderID: p.Edges.Order.ShopOrderID}] = inbox.Want{Queue: job.OrderQueue(shop.ConnectionID), Read: true}
		}
		err := tx.Push.Update().Where(push.IDIn(ids...), push.StateNotIn(push.StateSYNCED, push.StateUNCERTAIN)).
			SetState(push.StateQUEUED).SetStateSince(store.Now()).SetReason("").ClearReasonParams().SetReasonRef("").Exec(ctx)
		if err != nil {
			return fmt.Errorf("queue %d orders: %w", len(chunk), err)
		}
		jobs, err := inbox.Request(ctx, tx, wanted)
		if err != nil {
			return err
		}
		if err := s.jobs.Insert(ctx, tx, jobs...); err != nil {
			return err
		}
		for _, p := range chunk {
			s.log.Add(ctx, tx, event.Event{
				Kind: event.OrderQueued, Level: event.Info, ShopID: shop.ID, OrderID: p.OrderID,
				Params: map[string]string{"number": p.Edges.Order.Number, "cause": cause},
			})
		}
	}
	return nil
}

// requestIDs asks for orders by the shop's ids; each is read from the shop.
func (s *Service) requestIDs(ctx context.Context, tx *store.Tx, shop *connection.Shop, ids []int64) error {
	wanted := make(map[inbox.Target]inbox.Want, len(ids))
	for _, id := range ids {
		wanted[inbox.Target{ShopID: shop.ID, ShopOrderID: id}] = inbox.Want{Queue: job.OrderQueue(shop.ConnectionID), Read: true}
	}
	jobs, err := inbox.Request(ctx, tx, wanted)
	if err != nil {
		return err
	}
	return s.jobs.Insert(ctx, tx, jobs...)
}

// Waiting counts the orders of a shop that wait for ref, and when the oldest was placed.
func (s *Service) Waiting(ctx context.Context, shopID int, ref string) (int, *time.Time, error) {
	query := s.store.Reader().Order.Query().
		Where(entorder.ShopID(shopID), entorder.HasPushesWith(push.ReasonRef(ref), push.StateNEQ(push.StateSYNCED)))
	count, err := query.Clone().Count(ctx)
	if err != nil || count == 0 {
		return count, nil, err
	}
	oldest, err := query.Order(entorder.ByPlacedAt()).First(ctx)
	if err != nil {
		return count, nil, fmt.Errorf("find the oldest waiting order: %w", err)
	}
	return count, &oldest.PlacedAt, nil
}
