package graph

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/graph/model"
)

// APICalls lists calls to shops and to VASCO.
func (r queryResolver) APICalls(ctx context.Context, first *int, after *string, last *int, before *string, filter *model.APICallFilter) (*model.ApiCallConnection, error) {
	p, err := pageOf(model.KindApiCall, first, after, last, before)
	if err != nil {
		return nil, err
	}
	chosen, err := callFilter(filter)
	if err != nil {
		return nil, err
	}
	query := func() *ent.ApiCallQuery { return r.Store.Reader().ApiCall.Query().Where(chosen...) }
	ids, err := query().Where(p.where).Order(p.order).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list calls: %w", err)
	}
	return connect(ctx, p, ids, lookupsOf(ctx).calls, func(ctx context.Context) (int, error) { return query().Count(ctx) })
}

func callFilter(in *model.APICallFilter) ([]predicate.ApiCall, error) {
	var all []predicate.ApiCall
	if in == nil {
		return nil, nil
	}
	shopID, err := optionalID(model.KindShop, in.ShopID, "filter", "shopId")
	if err != nil {
		return nil, err
	}
	connectionID, err := optionalID(model.KindVascoConnection, in.ConnectionID, "filter", "connectionId")
	if err != nil {
		return nil, err
	}
	orderID, err := optionalID(model.KindOrder, in.OrderID, "filter", "orderId")
	if err != nil {
		return nil, err
	}
	if in.System != nil {
		all = append(all, apicall.SystemEQ(*in.System))
	}
	failed := isTrue(in.Failed)
	if shopID != 0 {
		all = append(all, callsOf(apicall.FieldShopID, shopID, failed))
	}
	if connectionID != 0 {
		all = append(all, callsOf(apicall.FieldConnectionID, connectionID, failed))
	}
	if orderID != 0 {
		all = append(all, apicall.OrderID(orderID))
	}
	if failed {
		all = append(all, callFailed)
	}
	return all, nil
}

// callFailed is written so that the index of failed calls serves it.
func callFailed(s *entsql.Selector) { s.Where(entsql.ExprP("error <> ''")) }

// callsOf are the calls of a shop or connection. Failed ones are few: the plus
// leaves the choice to their index.
func callsOf(column string, id int, failed bool) predicate.ApiCall {
	if !failed {
		return entsql.FieldEQ(column, id)
	}
	return func(s *entsql.Selector) {
		s.Where(entsql.P(func(b *entsql.Builder) { b.WriteString("+").Ident(s.C(column)).WriteOp(entsql.OpEQ).Arg(id) }))
	}
}

var callColumns = without(apicall.Columns, apicall.FieldRequest, apicall.FieldResponse)

func (l *lookups) readCalls(ctx context.Context, ids []int) (map[int]*ent.ApiCall, error) {
	rows, err := l.client.ApiCall.Query().Where(apicall.IDIn(ids...)).Select(callColumns...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d calls: %w", len(ids), err)
	}
	for _, row := range rows {
		l.refersTo(row.ShopID, row.OrderID)
		l.callBodies.expect(row.ID)
		if row.ConnectionID != 0 {
			l.connections.expect(row.ConnectionID)
		}
	}
	return byID(rows, func(c *ent.ApiCall) int { return c.ID }), nil
}

// callBody is what was sent and what came back.
type callBody struct{ request, response []byte }

func (l *lookups) readCallBodies(ctx context.Context, ids []int) (map[int]callBody, error) {
	rows, err := l.client.ApiCall.Query().Where(apicall.IDIn(ids...)).Select(apicall.FieldRequest, apicall.FieldResponse).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the bodies of %d calls: %w", len(ids), err)
	}
	found := make(map[int]callBody, len(rows))
	for _, row := range rows {
		found[row.ID] = callBody{row.Request, row.Response}
	}
	return found, nil
}

func (r apiCallResolver) ID(_ context.Context, c *ent.ApiCall) (string, error) {
	return model.ID(model.KindApiCall, c.ID), nil
}

func (r apiCallResolver) Status(_ context.Context, c *ent.ApiCall) (*int, error) {
	if c.Status == 0 {
		return nil, nil
	}
	return &c.Status, nil
}

func (r apiCallResolver) Request(ctx context.Context, c *ent.ApiCall) (string, error) {
	bodies, err := lookupsOf(ctx).callBodies.get(ctx, c.ID)
	return string(bodies.request), err
}

func (r apiCallResolver) Response(ctx context.Context, c *ent.ApiCall) (string, error) {
	bodies, err := lookupsOf(ctx).callBodies.get(ctx, c.ID)
	return string(bodies.response), err
}

func (r apiCallResolver) Shop(ctx context.Context, c *ent.ApiCall) (*ent.Shop, error) {
	return shopOf(ctx, c.ShopID)
}

func (r apiCallResolver) Connection(ctx context.Context, c *ent.ApiCall) (*ent.VascoConnection, error) {
	if c.ConnectionID == 0 {
		return nil, nil
	}
	return lookupsOf(ctx).connections.get(ctx, c.ConnectionID)
}

func (r apiCallResolver) Order(ctx context.Context, c *ent.ApiCall) (*model.Order, error) {
	return orderOf(ctx, c.OrderID)
}
