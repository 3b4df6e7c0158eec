package graph

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/blacklistentry"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/woo"
)

// lookups are the rows that one answer refers to, each read once and together.
type lookups struct {
	shops       *batch[int, *ent.Shop]
	connections *batch[int, *ent.VascoConnection]
	orders      *batch[int, *model.Order]
	payments    *batch[int, *ent.PaymentMapping]
	blacklist   *batch[int, *ent.BlacklistEntry]
	deliveries  *batch[int, *ent.Delivery]
	events      *batch[int, *ent.Event]
	calls       *batch[int, *ent.ApiCall]

	// What is large is read only when it is asked for.
	orderBodies    *batch[int, *woo.Order]
	deliveryBodies *batch[int, json.RawMessage]
	payloads       *batch[int, json.RawMessage]
	callBodies     *batch[int, callBody]

	shopsOf  *batch[int, []*ent.Shop]
	orderIDs *batch[shopOrder, int]
	waiting  *batch[string, int]
}

// shopOrder names an order as its shop does.
type shopOrder struct {
	shopID  int
	orderID int64
}

func newLookups(client *ent.Client) *lookups {
	l := &lookups{
		shops: byID(func(ctx context.Context, ids []int) ([]*ent.Shop, error) {
			return client.Shop.Query().Where(shop.IDIn(ids...)).All(ctx)
		}, func(row *ent.Shop) int { return row.ID }),
		connections: byID(func(ctx context.Context, ids []int) ([]*ent.VascoConnection, error) {
			return client.VascoConnection.Query().Where(vascoconnection.IDIn(ids...)).All(ctx)
		}, func(row *ent.VascoConnection) int { return row.ID }),
		payments: byID(func(ctx context.Context, ids []int) ([]*ent.PaymentMapping, error) {
			return client.PaymentMapping.Query().Where(paymentmapping.IDIn(ids...)).All(ctx)
		}, func(row *ent.PaymentMapping) int { return row.ID }),
		blacklist: byID(func(ctx context.Context, ids []int) ([]*ent.BlacklistEntry, error) {
			return client.BlacklistEntry.Query().Where(blacklistentry.IDIn(ids...)).All(ctx)
		}, func(row *ent.BlacklistEntry) int { return row.ID }),
		deliveries: byID(func(ctx context.Context, ids []int) ([]*ent.Delivery, error) {
			return client.Delivery.Query().Where(delivery.IDIn(ids...)).Select(deliveryColumns...).All(ctx)
		}, func(row *ent.Delivery) int { return row.ID }),
		events: byID(func(ctx context.Context, ids []int) ([]*ent.Event, error) {
			return client.Event.Query().Where(event.IDIn(ids...)).All(ctx)
		}, func(row *ent.Event) int { return row.ID }),
		calls: byID(func(ctx context.Context, ids []int) ([]*ent.ApiCall, error) {
			return client.ApiCall.Query().Where(apicall.IDIn(ids...)).Select(callColumns...).All(ctx)
		}, func(row *ent.ApiCall) int { return row.ID }),
	}
	l.orders = newBatch(func(ctx context.Context, ids []int) (map[int]*model.Order, error) {
		return readOrders(ctx, client, l, ids)
	})
	l.orderBodies = newBatch(func(ctx context.Context, ids []int) (map[int]*woo.Order, error) {
		return readOrderBodies(ctx, client, ids)
	})
	l.deliveryBodies = newBatch(func(ctx context.Context, ids []int) (map[int]json.RawMessage, error) {
		return readDeliveryBodies(ctx, client, ids)
	})
	l.payloads = newBatch(func(ctx context.Context, ids []int) (map[int]json.RawMessage, error) {
		return readPayloads(ctx, client, ids)
	})
	l.callBodies = newBatch(func(ctx context.Context, ids []int) (map[int]callBody, error) {
		return readCallBodies(ctx, client, ids)
	})
	l.shopsOf = newBatch(func(ctx context.Context, ids []int) (map[int][]*ent.Shop, error) {
		return readShopsOf(ctx, client, ids)
	})
	l.orderIDs = newBatch(func(ctx context.Context, keys []shopOrder) (map[shopOrder]int, error) {
		return readOrderIDs(ctx, client, keys)
	})
	l.waiting = newBatch(func(ctx context.Context, refs []string) (map[string]int, error) {
		return readWaiting(ctx, client, refs)
	})
	return l
}

// byID makes the batch of rows that are found by their ids.
func byID[T any](read func(context.Context, []int) ([]*T, error), id func(*T) int) *batch[int, *T] {
	return newBatch(func(ctx context.Context, ids []int) (map[int]*T, error) {
		rows, err := read(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("read %d rows by id: %w", len(ids), err)
		}
		found := make(map[int]*T, len(rows))
		for _, row := range rows {
			found[id(row)] = row
		}
		return found, nil
	})
}

type lookupsKey struct{}

// withLookups gives every answer its own rows: those of a subscription would grow old.
func (r *resolver) withLookups(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	return next(context.WithValue(ctx, lookupsKey{}, newLookups(r.Store.Reader())))
}

// withFreshLookups gives every mutation of a request rows of its own: the one before it has changed some.
func (r *resolver) withFreshLookups(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Mutation {
		ctx = context.WithValue(ctx, lookupsKey{}, newLookups(r.Store.Reader()))
	}
	return next(ctx)
}

func lookupsOf(ctx context.Context) *lookups { return ctx.Value(lookupsKey{}).(*lookups) }
