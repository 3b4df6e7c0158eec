package order

import (
	"context"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// ShopChanged lets orders go on that waited for what was just changed of a shop
// or of its connection, in the transaction of the change. Orders older than
// seven days ask a person first.
func (s *Service) ShopChanged(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (int, error) {
	if before.ConnectionID != after.ConnectionID {
		if err := s.moveJobs(ctx, tx, after); err != nil {
			return 0, err
		}
	}
	released, err := s.releaseFor(ctx, tx, before, after)
	if err != nil {
		return 0, err
	}
	statuses, err := s.releaseStatuses(ctx, tx, before, after)
	if err != nil {
		return 0, err
	}
	earlier, err := s.releaseEarlier(ctx, tx, before, after)
	return released.Orders + statuses.Orders + earlier.Orders, err
}

// releaseFor asks again for what waits for the shop, its former or its present connection.
func (s *Service) releaseFor(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (Released, error) {
	refs := []string{shopRef(after.ID), connectionRef(after.ConnectionID)}
	if before.ConnectionID != after.ConnectionID {
		refs = append(refs, connectionRef(before.ConnectionID))
	}
	return s.releaseWhere(ctx, tx, after, "RELEASED", false, push.ReasonRefIn(refs...))
}

// releaseStatuses asks again for orders in a status that is sent from now on.
func (s *Service) releaseStatuses(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (Released, error) {
	var added []string
	for _, status := range after.Settings.SendStatuses {
		if !slices.Contains(before.Settings.SendStatuses, status) {
			added = append(added, status)
		}
	}
	if len(added) == 0 {
		return Released{}, nil
	}
	rows, err := tx.Push.Query().
		Where(push.ShopID(after.ID), push.StateEQ(push.StateWAITING), push.HasOrderWith(entorder.StatusIn(added...))).
		WithOrder(withoutBody).Order(push.ByOrderID()).All(ctx)
	if err != nil {
		return Released{}, fmt.Errorf("list the orders whose status is sent now: %w", err)
	}
	return s.releaseRows(ctx, tx, after, "RELEASED", false, rows)
}

// releaseEarlier asks again for orders that were too early for the shop's start
// and are not any more. Who sets an earlier start means them: age does not matter.
func (s *Service) releaseEarlier(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (Released, error) {
	from, was := after.Settings.SyncFrom, before.Settings.SyncFrom
	if !from.Before(was) {
		return Released{}, nil
	}
	rows, err := tx.Push.Query().
		Where(push.ShopID(after.ID), push.StateEQ(push.StateSKIPPED), push.Reason(SkippedBeforeStart),
			push.HasOrderWith(entorder.PlacedAtGTE(from))).
		WithOrder(withoutBody).Order(push.ByOrderID()).All(ctx)
	if err != nil {
		return Released{}, fmt.Errorf("list the orders that were too early: %w", err)
	}
	return s.releaseRows(ctx, tx, after, "RELEASED", true, rows)
}

// withoutBody leaves the orders' JSON in the database: a release only asks for them.
func withoutBody(q *ent.OrderQuery) {
	q.Select(entorder.FieldID, entorder.FieldShopID, entorder.FieldShopOrderID, entorder.FieldNumber, entorder.FieldPlacedAt, entorder.FieldStatus)
}

// releaseRows asks again for the given orders; old ones only with old.
func (s *Service) releaseRows(ctx context.Context, tx *store.Tx, shop *connection.Shop, cause string, old bool, rows []*ent.Push) (Released, error) {
	var released Released
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

// moveJobs gives the shop's queued orders a job in the queue of its new
// connection: the old one's may be paused. The other job finds nothing to do.
func (s *Service) moveJobs(ctx context.Context, tx *store.Tx, shop *connection.Shop) error {
	rows, err := tx.Push.Query().
		Where(push.ShopID(shop.ID), push.StateIn(push.StateQUEUED, push.StateSYNCING)).
		WithOrder(withoutBody).Order(push.ByOrderID()).All(ctx)
	if err != nil {
		return fmt.Errorf("list the shop's queued orders: %w", err)
	}
	for chunk := range slices.Chunk(rows, releaseChunk) {
		jobs := make([]job.Insertion, len(chunk))
		for i, p := range chunk {
			jobs[i] = job.Insertion{
				Args:  job.SyncOrder{ShopID: shop.ID, ShopOrderID: p.Edges.Order.ShopOrderID},
				Queue: job.OrderQueue(shop.ConnectionID), Priority: job.PriorityOrder,
			}
		}
		if err := s.jobs.Insert(ctx, tx, jobs...); err != nil {
			return err
		}
	}
	return nil
}
