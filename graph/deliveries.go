package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/graph/model"
)

// Deliveries lists webhook deliveries.
func (r queryResolver) Deliveries(ctx context.Context, first *int, after *string, last *int, before *string, filter *model.DeliveryFilter) (*model.DeliveryConnection, error) {
	p, err := pageOf(model.KindDelivery, first, after, last, before)
	if err != nil {
		return nil, err
	}
	chosen, err := deliveryFilter(filter)
	if err != nil {
		return nil, err
	}
	query := func() *ent.DeliveryQuery { return r.Store.Reader().Delivery.Query().Where(chosen...) }
	ids, err := query().Where(p.where).Order(p.order).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list deliveries: %w", err)
	}
	return connect(ctx, p, ids, lookupsOf(ctx).deliveries, func(ctx context.Context) (int, error) { return query().Count(ctx) })
}

func deliveryFilter(in *model.DeliveryFilter) ([]predicate.Delivery, error) {
	if in == nil {
		return nil, nil
	}
	var all []predicate.Delivery
	shopID, err := optionalID(model.KindShop, in.ShopID, "filter", "shopId")
	if err != nil {
		return nil, err
	}
	if shopID != 0 {
		all = append(all, delivery.ShopID(shopID))
	}
	if in.Topic != nil {
		all = append(all, delivery.Topic(*in.Topic))
	}
	if len(in.States) > 0 {
		all = append(all, delivery.StateIn(in.States...))
	}
	if in.ResourceID != nil {
		id, err := strconv.ParseInt(*in.ResourceID, 10, 64)
		if err != nil {
			return nil, badArgument([]string{"filter", "resourceId"}, "a shop's id is a number")
		}
		all = append(all, delivery.ResourceID(id))
	}
	return all, nil
}

var deliveryColumns = without(delivery.Columns, delivery.FieldBody)

func (l *lookups) readDeliveries(ctx context.Context, ids []int) (map[int]*ent.Delivery, error) {
	rows, err := l.client.Delivery.Query().Where(delivery.IDIn(ids...)).Select(deliveryColumns...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d deliveries: %w", len(ids), err)
	}
	for _, row := range rows {
		l.refersTo(row.ShopID, 0)
		l.deliveryBodies.expect(row.ID)
		if namesOrder(row) {
			l.orderIDs.expect(shopOrder{row.ShopID, row.ResourceID})
		}
	}
	return byID(rows, func(d *ent.Delivery) int { return d.ID }), nil
}

func (l *lookups) readDeliveryBodies(ctx context.Context, ids []int) (map[int]json.RawMessage, error) {
	rows, err := l.client.Delivery.Query().Where(delivery.IDIn(ids...)).Select(delivery.FieldBody).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the bodies of %d deliveries: %w", len(ids), err)
	}
	found := make(map[int]json.RawMessage, len(rows))
	for _, row := range rows {
		found[row.ID] = row.Body
	}
	return found, nil
}

// readOrderIDs finds orders by their shops' ids. A restored backup uses an id
// again: the newest order under it counts.
func (l *lookups) readOrderIDs(ctx context.Context, keys []shopOrder) (map[shopOrder]int, error) {
	byShop := make(map[int][]int64)
	for _, key := range keys {
		byShop[key.shopID] = append(byShop[key.shopID], key.orderID)
	}
	found := make(map[shopOrder]int, len(keys))
	for shopID, ids := range byShop {
		rows, err := l.client.Order.Query().Where(entorder.ShopID(shopID), entorder.ShopOrderIDIn(ids...)).Order(entorder.ByID()).
			Select(entorder.FieldShopID, entorder.FieldShopOrderID).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("find %d orders of a shop: %w", len(ids), err)
		}
		for _, row := range rows {
			found[shopOrder{row.ShopID, row.ShopOrderID}] = row.ID
			l.orders.expect(row.ID)
		}
	}
	return found, nil
}

// namesOrder tells whether a delivery's resource is an order.
func namesOrder(d *ent.Delivery) bool {
	return d.ResourceID != 0 && !strings.HasPrefix(d.Topic, "product.")
}

func (r deliveryResolver) ID(_ context.Context, d *ent.Delivery) (string, error) {
	return model.ID(model.KindDelivery, d.ID), nil
}

func (r deliveryResolver) Shop(ctx context.Context, d *ent.Delivery) (*ent.Shop, error) {
	return shopOf(ctx, d.ShopID)
}

func (r deliveryResolver) ResourceID(_ context.Context, d *ent.Delivery) (*string, error) {
	if d.ResourceID == 0 {
		return nil, nil
	}
	id := strconv.FormatInt(d.ResourceID, 10)
	return &id, nil
}

func (r deliveryResolver) Body(ctx context.Context, d *ent.Delivery) (json.RawMessage, error) {
	return lookupsOf(ctx).deliveryBodies.get(ctx, d.ID)
}

func (r deliveryResolver) Order(ctx context.Context, d *ent.Delivery) (*model.Order, error) {
	if !namesOrder(d) {
		return nil, nil
	}
	id, err := lookupsOf(ctx).orderIDs.get(ctx, shopOrder{d.ShopID, d.ResourceID})
	if err != nil {
		return nil, err
	}
	return orderOf(ctx, id)
}
