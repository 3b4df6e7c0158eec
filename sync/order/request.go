package order

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/orderrequest"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// request queues pushes with their jobs and events. What is, or may be, in VASCO
// keeps its state.
func (s *Service) request(ctx context.Context, tx *store.Tx, shop *connection.Shop, pushes []*ent.Push, cause string) error {
	if len(pushes) == 0 {
		return nil
	}
	ids := make([]int, len(pushes))
	shopOrders := make([]int64, len(pushes))
	for i, p := range pushes {
		ids[i], shopOrders[i] = p.ID, p.Edges.Order.ShopOrderID
	}
	err := tx.Push.Update().Where(push.IDIn(ids...), push.Number(""), push.IntentEQ(intentNone)).
		SetState(push.StateQUEUED).SetStateSince(store.Now()).SetReason("").ClearReasonParams().SetReasonRef("").Exec(ctx)
	if err != nil {
		return fmt.Errorf("queue %d orders: %w", len(pushes), err)
	}
	if err := s.requestIDs(ctx, tx, shop, shopOrders); err != nil {
		return err
	}
	for _, p := range pushes {
		s.log.Add(ctx, tx, event.Event{
			Kind: event.OrderQueued, Level: event.Info, ShopID: shop.ID, OrderID: p.OrderID,
			Params: map[string]string{"number": p.Edges.Order.Number, "cause": cause},
		})
	}
	return nil
}

// requestIDs asks for orders by the shop's ids. They may have changed meanwhile,
// so each is read from the shop.
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

// askUncertain asks again for orders that are uncertain: they are searched for
// anew, and stay what they are when nothing is found. Requests are locked in the
// order of shops and their orders, over all pieces.
func (s *Service) askUncertain(ctx context.Context, tx *store.Tx, where ...predicate.Push) error {
	var rows []struct {
		ShopID      int   `sql:"shop_id"`
		ShopOrderID int64 `sql:"shop_order_id"`
	}
	err := tx.Order.Query().
		Where(entorder.HasPushesWith(append(where, push.StateEQ(push.StateUNCERTAIN), push.IntentEQ(intentOpen))...)).
		Order(entorder.ByShopID(), entorder.ByShopOrderID()).
		Select(entorder.FieldShopID, entorder.FieldShopOrderID).Scan(ctx, &rows)
	if err != nil {
		return fmt.Errorf("list the uncertain orders: %w", err)
	}
	byShop := make(map[int][]int64)
	for _, row := range rows {
		byShop[row.ShopID] = append(byShop[row.ShopID], row.ShopOrderID)
	}
	for _, shopID := range slices.Sorted(maps.Keys(byShop)) {
		shop, err := s.registry.Shop(ctx, shopID)
		if err != nil {
			return err
		}
		for ids := range slices.Chunk(byShop[shopID], releaseChunk) {
			if err := s.requestIDs(ctx, tx, shop, ids); err != nil {
				return err
			}
		}
	}
	return nil
}

// moveJobs inserts the jobs of all unanswered requests into the queue of the
// shop's present connection: the one they wait in may be paused for good.
func (s *Service) moveJobs(ctx context.Context, tx *store.Tx, shop *connection.Shop) error {
	for after := 0; ; {
		rows, err := tx.OrderRequest.Query().Where(orderrequest.ShopID(shop.ID), orderrequest.IDGT(after), orderUnanswered).
			Order(orderrequest.ByID()).Limit(releaseChunk).All(ctx)
		if err != nil {
			return fmt.Errorf("list unanswered requests: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		after = rows[len(rows)-1].ID
		jobs := make([]job.Insertion, len(rows))
		for i, row := range rows {
			jobs[i] = job.Insertion{
				Args:  job.SyncOrder{ShopID: row.ShopID, ShopOrderID: row.ShopOrderID},
				Queue: job.OrderQueue(shop.ConnectionID), Priority: job.PriorityOrder,
			}
		}
		if err := s.jobs.Insert(ctx, tx, jobs...); err != nil {
			return err
		}
	}
}
