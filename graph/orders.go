package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Orders lists orders.
func (r queryResolver) Orders(ctx context.Context, first *int, after *string, last *int, before *string, filter *model.OrderFilter) (*model.OrderConnection, error) {
	p, err := pageOf(model.KindOrder, first, after, last, before)
	if err != nil {
		return nil, err
	}
	chosen, err := orderFilter(filter)
	if err != nil {
		return nil, err
	}
	ids, err := r.Deps.Orders.Find(ctx, chosen, order.Seek{After: p.after, Before: p.before, Limit: p.limit + 1, Backward: p.backward})
	if err != nil {
		return nil, err
	}
	count := func(ctx context.Context) (int, error) { return r.Deps.Orders.Count(ctx, chosen) }
	return connect(ctx, p, ids, lookupsOf(ctx).orders, count)
}

// Order finds one order.
func (r queryResolver) Order(ctx context.Context, text string) (*model.Order, error) {
	id, err := idOf(model.KindOrder, text, "id")
	if err != nil {
		return nil, err
	}
	return lookupsOf(ctx).orders.get(ctx, id)
}

func orderFilter(in *model.OrderFilter) (order.Filter, error) {
	var f order.Filter
	if in == nil {
		return f, nil
	}
	var err error
	if f.ShopID, err = optionalID(model.KindShop, in.ShopID, "filter", "shopId"); err != nil {
		return f, err
	}
	if in.RefID != nil {
		if f.Ref, err = refOf(*in.RefID, "filter", "refId"); err != nil {
			return f, err
		}
	}
	f.States, f.Reasons = in.States, in.Reasons
	f.Changed = in.Changed != nil && *in.Changed
	f.Differs = in.Differs != nil && *in.Differs
	f.Compared = in.Compared
	if in.Search != nil {
		if len(*in.Search) > maxSearch {
			return f, badArgument([]string{"filter", "search"}, "search is longer than %d characters", maxSearch)
		}
		f.Search = *in.Search
	}
	if in.PlacedFrom != nil {
		f.PlacedFrom = *in.PlacedFrom
	}
	if in.PlacedTo != nil {
		f.PlacedTo = *in.PlacedTo
	}
	return f, nil
}

const maxSearch = 200

// refOf decodes the id of what orders wait for.
func refOf(text string, field ...string) (string, error) {
	kind, id, ok := model.ParseID(text)
	if !ok {
		return "", badArgument(field, "this is not an id")
	}
	ref, ok := model.Ref(kind, id)
	if !ok {
		return "", &argumentError{codeWrongKind, field, fmt.Sprintf("no order waits for a %s", kind)}
	}
	return ref, nil
}

// Columns that are read with every row; the large ones only when they are asked for.
var (
	orderColumns = without(entorder.Columns, entorder.FieldBody, entorder.FieldBodyHash)
	pushColumns  = without(push.Columns, push.FieldPayload, push.FieldSent)
)

// readOrders reads orders with their pushes and shops.
func (l *lookups) readOrders(ctx context.Context, ids []int) (map[int]*model.Order, error) {
	rows, err := l.client.Order.Query().Where(entorder.IDIn(ids...)).Select(orderColumns...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d orders: %w", len(ids), err)
	}
	pushes, err := l.client.Push.Query().Where(push.OrderIDIn(ids...)).Select(pushColumns...).Order(push.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the pushes of %d orders: %w", len(ids), err)
	}
	byOrder := make(map[int][]*ent.Push, len(ids))
	for _, p := range pushes {
		byOrder[p.OrderID] = append(byOrder[p.OrderID], p)
	}
	for _, row := range rows {
		l.shops.expect(row.ShopID)
		l.orderBodies.expect(row.ID)
	}
	found := make(map[int]*model.Order, len(rows))
	for _, row := range rows {
		of, err := l.shops.get(ctx, row.ShopID)
		if err != nil {
			return nil, err
		}
		o, err := assemble(row, byOrder[row.ID], of)
		if err != nil {
			return nil, fmt.Errorf("order %d: %w", row.ID, err)
		}
		found[row.ID] = o
		l.payloads.expect(o.Push.ID)
		if o.Push.ReasonRef != "" {
			l.waiting.expect(o.Push.ReasonRef)
		}
	}
	return found, nil
}

func assemble(row *ent.Order, pushes []*ent.Push, of *ent.Shop) (*model.Order, error) {
	if of == nil || len(pushes) == 0 {
		return nil, errors.New("its shop or its push is missing")
	}
	settings, err := connection.ParseSettings(of.Settings)
	if err != nil {
		return nil, err
	}
	speaks := order.ChoosePush(pushes, valueOf(of.ConnectionID))
	return &model.Order{Order: row, Push: speaks, Shop: of, NumberPrefix: settings.NumberPrefix}, nil
}

func without(columns []string, large ...string) []string {
	var all []string
	for _, column := range columns {
		if !slices.Contains(large, column) {
			all = append(all, column)
		}
	}
	return all
}

func (l *lookups) readOrderBodies(ctx context.Context, ids []int) (map[int]*woo.Order, error) {
	rows, err := l.client.Order.Query().Where(entorder.IDIn(ids...)).Select(entorder.FieldBody).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the bodies of %d orders: %w", len(ids), err)
	}
	found := make(map[int]*woo.Order, len(rows))
	for _, row := range rows {
		if found[row.ID], err = woo.ParseOrder(row.Body); err != nil {
			return nil, fmt.Errorf("read the body of order %d: %w", row.ID, err)
		}
	}
	return found, nil
}

func (l *lookups) readPayloads(ctx context.Context, ids []int) (map[int]json.RawMessage, error) {
	rows, err := l.client.Push.Query().Where(push.IDIn(ids...)).Select(push.FieldPayload).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d payloads: %w", len(ids), err)
	}
	found := make(map[int]json.RawMessage, len(rows))
	for _, row := range rows {
		found[row.ID] = row.Payload
	}
	return found, nil
}

// readWaiting counts the orders that wait for each ref.
func (l *lookups) readWaiting(ctx context.Context, refs []string) (map[string]int, error) {
	var rows []struct {
		Ref   string `json:"reason_ref"`
		Count int    `json:"count"`
	}
	err := l.client.Push.Query().Where(push.ReasonRefIn(refs...), push.StateNEQ(push.StateSYNCED)).GroupBy(push.FieldReasonRef).Aggregate(ent.Count()).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count the orders that wait: %w", err)
	}
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Ref] = row.Count
	}
	return counts, nil
}
