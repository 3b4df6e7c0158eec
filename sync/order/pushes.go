package order

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/store"
)

// pushOf returns the order's push, making it when there is none. One that waits
// moves along when the shop gets another connection; one that has, or may have,
// an order in the connection it was sent to stays there.
func (s *Service) pushOf(ctx context.Context, tx *store.Tx, w *work) (*ent.Push, error) {
	rows, err := tx.Push.Query().Where(push.OrderID(w.order.ID)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the push of order %s: %w", w.order.Number, err)
	}
	slices.SortFunc(rows, func(a, b *ent.Push) int { return cmp.Compare(b.ID, a.ID) })
	p := ChoosePush(rows, w.connectionID())
	switch {
	case p == nil:
		return newPush(ctx, tx, w)
	case p.ConnectionID == w.connectionID() || isBound(p):
		return p, nil
	default:
		if p, err = tx.Push.UpdateOne(p).SetConnectionID(w.connectionID()).Save(ctx); err != nil {
			return nil, fmt.Errorf("move the push of order %s to another connection: %w", w.order.Number, err)
		}
		return p, nil
	}
}

func newPush(ctx context.Context, tx *store.Tx, w *work) (*ent.Push, error) {
	p, err := tx.Push.Create().SetOrderID(w.order.ID).SetShopID(w.shop.ID).SetConnectionID(w.connectionID()).
		SetState(push.StateQUEUED).SetStateSince(store.Now()).Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("queue order %s: %w", w.order.Number, err)
	}
	return p, nil
}

// ChoosePush picks the push that speaks for an order: one that is, or may be,
// in VASCO before one into the shop's present connection.
func ChoosePush(rows []*ent.Push, connectionID int) *ent.Push {
	var chosen *ent.Push
	for _, p := range rows {
		if chosen == nil || rank(p, connectionID) > rank(chosen, connectionID) {
			chosen = p
		}
	}
	return chosen
}

func rank(p *ent.Push, connectionID int) int {
	here := 0
	if p.ConnectionID == connectionID {
		here = 1
	}
	if isBound(p) {
		return 2 + here
	}
	return here
}

// isBound: the push has, or may have, an order in its connection.
func isBound(p *ent.Push) bool { return p.Number != "" || p.Intent == intentOpen }
