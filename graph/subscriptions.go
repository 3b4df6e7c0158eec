package graph

import (
	"context"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/event"
)

// EventAdded follows the event log.
func (r subscriptionResolver) EventAdded(ctx context.Context, after *string, filter *model.EventFilter) (<-chan *model.EventEdge, error) {
	chosen, err := eventFilter(filter)
	if err != nil {
		return nil, err
	}
	cursor, err := cursorOf(model.KindEvent, "after", after)
	if err != nil {
		return nil, err
	}
	if after == nil {
		if cursor, err = r.Log.Last(ctx); err != nil {
			return nil, err
		}
	}
	return stream(ctx, func(send func(*model.EventEdge) error) error {
		return r.follow(ctx, cursor, chosen, func(rows []*ent.Event) error {
			for _, row := range rows {
				if err := send(&model.EventEdge{Cursor: model.Cursor(model.KindEvent, row.ID), Node: row}); err != nil {
					return err
				}
			}
			return nil
		})
	}), nil
}

// OrderChanged follows the orders that events tell of. An order that changed
// several times meanwhile is sent once, as it is now.
func (r subscriptionResolver) OrderChanged(ctx context.Context, shopID, orderID *string) (<-chan *model.Order, error) {
	var f event.Filter
	var err error
	if f.ShopID, err = optionalID(model.KindShop, shopID, "shopId"); err != nil {
		return nil, err
	}
	if f.OrderID, err = optionalID(model.KindOrder, orderID, "orderId"); err != nil {
		return nil, err
	}
	cursor, err := r.Log.Last(ctx)
	if err != nil {
		return nil, err
	}
	return stream(ctx, func(send func(*model.Order) error) error {
		return r.follow(ctx, cursor, f, func(rows []*ent.Event) error {
			for _, id := range ordersOf(rows) {
				row, err := newLookups(r.Store.Reader()).orders.get(ctx, id)
				if err != nil {
					return err
				}
				if row == nil {
					continue
				}
				if err := send(row); err != nil {
					return err
				}
			}
			return nil
		})
	}), nil
}

// ordersOf are the orders that events tell of, each once.
func ordersOf(rows []*ent.Event) []int {
	var ids []int
	seen := make(map[int]bool)
	for _, row := range rows {
		if row.OrderID != 0 && !seen[row.OrderID] {
			seen[row.OrderID] = true
			ids = append(ids, row.OrderID)
		}
	}
	return ids
}
