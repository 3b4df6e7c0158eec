package graph

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	entevent "github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/event"
)

// Events lists the event log.
func (r queryResolver) Events(ctx context.Context, first *int, after *string, last *int, before *string, filter *model.EventFilter) (*model.EventConnection, error) {
	p, err := pageOf(model.KindEvent, first, after, last, before)
	if err != nil {
		return nil, err
	}
	chosen, err := eventFilter(filter)
	if err != nil {
		return nil, err
	}
	query := func() *ent.EventQuery { return r.Store.Reader().Event.Query().Where(chosen.Predicates()...) }
	ids, err := query().Where(p.where).Order(p.order).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	return connect(ctx, p, ids, lookupsOf(ctx).events, func(ctx context.Context) (int, error) { return query().Count(ctx) })
}

func eventFilter(in *model.EventFilter) (event.Filter, error) {
	var f event.Filter
	if in == nil {
		return f, nil
	}
	var err error
	if f.ShopID, err = optionalID(model.KindShop, in.ShopID, "filter", "shopId"); err != nil {
		return f, err
	}
	if f.OrderID, err = optionalID(model.KindOrder, in.OrderID, "filter", "orderId"); err != nil {
		return f, err
	}
	f.Kinds, f.Levels = in.Kinds, in.Levels
	return f, nil
}

func (l *lookups) readEvents(ctx context.Context, ids []int) (map[int]*ent.Event, error) {
	rows, err := l.client.Event.Query().Where(entevent.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d events: %w", len(ids), err)
	}
	for _, row := range rows {
		l.refersTo(row.ShopID, row.OrderID)
	}
	return byID(rows, func(e *ent.Event) int { return e.ID }), nil
}

// shopOf returns a row's shop, nil for a row without one.
func shopOf(ctx context.Context, id int) (*ent.Shop, error) {
	if id == 0 {
		return nil, nil
	}
	return lookupsOf(ctx).shops.get(ctx, id)
}

// orderOf returns a row's order, nil for a row without one.
func orderOf(ctx context.Context, id int) (*model.Order, error) {
	if id == 0 {
		return nil, nil
	}
	return lookupsOf(ctx).orders.get(ctx, id)
}

func (r eventResolver) ID(_ context.Context, e *ent.Event) (string, error) {
	return model.ID(model.KindEvent, e.ID), nil
}

func (r eventResolver) Shop(ctx context.Context, e *ent.Event) (*ent.Shop, error) {
	return shopOf(ctx, e.ShopID)
}

func (r eventResolver) Order(ctx context.Context, e *ent.Event) (*model.Order, error) {
	return orderOf(ctx, e.OrderID)
}

func (r eventResolver) Params(_ context.Context, e *ent.Event) ([]*model.Param, error) {
	return model.Params(e.Params), nil
}
