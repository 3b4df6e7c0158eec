package graph

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
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
	rows, err := query().Where(p.where).Order(p.order).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	look := lookupsOf(ctx)
	for _, row := range rows {
		expectOf(look, row.ShopID, row.OrderID)
	}
	return connect(p, rows, func(e *ent.Event) int { return e.ID }, func(ctx context.Context) (int, error) { return query().Count(ctx) }), nil
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

// expectOf announces a row's shop and order.
func expectOf(look *lookups, shopID, orderID int) {
	if shopID != 0 {
		look.shops.expect(shopID)
	}
	if orderID != 0 {
		look.orders.expect(orderID)
	}
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
