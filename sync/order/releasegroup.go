package order

import (
	"context"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
)

// Group are the orders of a shop that need a person for the same cause.
type Group struct {
	ShopID int
	// State is BLOCKED, FAILED or UNCERTAIN.
	State  push.State
	Reason string
	// Ref is what they wait for; empty where each order has to be mended alone.
	Ref string
}

// OfOrder begins the reference of what only concerns one order.
const OfOrder = "order:"

func (g Group) where() predicate.Push {
	ref := push.ReasonRef(g.Ref)
	if g.Ref == "" {
		ref = push.Or(push.ReasonRef(""), push.ReasonRefHasPrefix(OfOrder))
	}
	return push.And(push.ShopID(g.ShopID), push.StateEQ(g.State), push.Reason(g.Reason), ref, push.Number(""))
}

// GroupReleased says what became of a group.
type GroupReleased struct {
	Released
	// OldestAt is when the oldest of the group was placed; nil for an empty one.
	OldestAt *time.Time
}

// ReleaseGroup asks again for all orders of a group in one transaction, the
// oldest first. Those older than seven days are left as they are unless old says
// so, and are searched for in VASCO before they are sent. UNCERTAIN ones are
// searched for, and only then may go on.
func (s *Service) ReleaseGroup(ctx context.Context, g Group, old bool) (GroupReleased, error) {
	shop, err := s.registry.Shop(ctx, g.ShopID)
	if err != nil {
		return GroupReleased{}, err
	}
	var released GroupReleased
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		released = GroupReleased{}
		for after := 0; ; {
			rows, err := tx.Push.Query().Where(g.where(), orderAfter(after)).
				WithOrder(withoutBody).Order(push.ByOrderID()).Limit(releaseChunk).All(ctx)
			if err != nil {
				return fmt.Errorf("list the orders that wait for %s: %w", g.Reason, err)
			}
			if len(rows) == 0 {
				return nil
			}
			after = rows[len(rows)-1].OrderID
			if err := s.releaseSome(ctx, tx, shop, old, rows, &released); err != nil {
				return err
			}
		}
	})
	return released, err
}

func (s *Service) releaseSome(ctx context.Context, tx *store.Tx, shop *connection.Shop, old bool, rows []*ent.Push, released *GroupReleased) error {
	var take []*ent.Push
	for _, p := range rows {
		if at := p.Edges.Order.PlacedAt; released.OldestAt == nil || at.Before(*released.OldestAt) {
			released.OldestAt = &at
		}
		if old || !isOld(p) {
			take = append(take, p)
		} else {
			released.Old++
		}
	}
	if err := searchFirst(ctx, tx, take); err != nil {
		return err
	}
	released.Orders += len(take)
	return s.request(ctx, tx, shop, take, "RELEASED")
}

// searchFirst lets orders be searched for before they are sent: while they waited,
// somebody may have entered them into VASCO.
func searchFirst(ctx context.Context, tx *store.Tx, pushes []*ent.Push) error {
	if len(pushes) == 0 {
		return nil
	}
	ids := make([]int, len(pushes))
	for i, p := range pushes {
		ids[i] = p.ID
	}
	err := tx.Push.Update().Where(push.IDIn(ids...), push.Number(""), push.IntentEQ(intentNone)).SetSearchFirst(true).SetPersonLooked(false).Exec(ctx)
	if err != nil {
		return fmt.Errorf("let %d orders be searched for: %w", len(ids), err)
	}
	return nil
}
