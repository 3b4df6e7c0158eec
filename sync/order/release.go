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
// mends it, after the change; orders older than seven days only with old.
func (s *Service) Release(ctx context.Context, tx *store.Tx, shop *connection.Shop, ref string, old bool) (Released, error) {
	return s.releaseWhere(ctx, tx, shop, old, push.ReasonRef(ref), waitsForPerson)
}

// waitsForPerson are the states that somebody has to mend something for.
var waitsForPerson = push.StateIn(push.StateBLOCKED, push.StateFAILED, push.StateBLACKLISTED, push.StateSKIPPED)

func (s *Service) releaseWhere(ctx context.Context, tx *store.Tx, shop *connection.Shop, old bool, where ...predicate.Push) (Released, error) {
	var released Released
	for after := 0; ; {
		rows, err := tx.Push.Query().Where(where...).Where(push.ShopID(shop.ID), push.Number(""), push.IntentEQ(intentNone), orderAfter(after)).
			WithOrder(withoutBody).Order(push.ByOrderID()).Limit(releaseChunk).All(ctx)
		if err != nil {
			return released, fmt.Errorf("list the orders that wait: %w", err)
		}
		if len(rows) == 0 {
			return released, nil
		}
		after = rows[len(rows)-1].OrderID
		taken, err := s.releaseRows(ctx, tx, shop, old, rows)
		if err != nil {
			return released, err
		}
		released.Orders += taken
		released.Old += len(rows) - taken
	}
}

func (s *Service) releaseRows(ctx context.Context, tx *store.Tx, shop *connection.Shop, old bool, rows []*ent.Push) (int, error) {
	var take []*ent.Push
	for _, p := range rows {
		if old || !isOld(p) {
			take = append(take, p)
			continue
		}
		if err := s.askFirst(ctx, tx, p); err != nil {
			return 0, err
		}
	}
	if err := searchFirst(ctx, tx, take); err != nil {
		return 0, err
	}
	return len(take), s.request(ctx, tx, shop, take, "RELEASED")
}

// isOld: the order was placed longer than a week ago.
func isOld(p *ent.Push) bool { return p.Edges.Order.PlacedAt.Before(store.Now().Add(-askFirstAfter)) }

// askFirst leaves an old order to a person, now that its cause is mended. A
// worker may be at it: the state is only changed while it is what was read.
func (s *Service) askFirst(ctx context.Context, tx *store.Tx, p *ent.Push) error {
	params := map[string]string{"placed": p.Edges.Order.PlacedAt.Format(time.DateOnly)}
	changed, err := tx.Push.Update().
		Where(push.ID(p.ID), push.StateEQ(p.State), push.Number(""), push.IntentEQ(intentNone)).
		SetState(push.StateBLOCKED).SetStateSince(store.Now()).SetReason(ReasonOld).SetReasonRef(orderRef(p.OrderID)).SetReasonParams(params).Save(ctx)
	if err != nil {
		return fmt.Errorf("leave the old order %s to a person: %w", p.Edges.Order.Number, err)
	}
	if changed == 1 && p.Reason != ReasonOld {
		s.log.Add(ctx, tx, event.Event{
			Kind: event.OrderBlocked, Level: event.Warning, ShopID: p.ShopID, OrderID: p.OrderID,
			Params: map[string]string{"number": p.Edges.Order.Number, "reason": ReasonOld, "placed": params["placed"]},
		})
	}
	return nil
}

// Waiting counts the orders of a shop that wait for ref, and when the oldest was placed.
func (s *Service) Waiting(ctx context.Context, shopID int, ref string) (int, *time.Time, error) {
	query := s.store.Reader().Order.Query().
		Where(entorder.ShopID(shopID), entorder.HasPushesWith(push.ReasonRef(ref), push.Number("")))
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
