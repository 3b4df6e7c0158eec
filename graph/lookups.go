package graph

import (
	"context"
	"encoding/json"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/woo"
)

// lookups are the rows that one answer refers to, each read once and together.
type lookups struct {
	client *ent.Client

	shops       *batch[int, *ent.Shop]
	connections *batch[int, *ent.VascoConnection]
	orders      *batch[int, *model.Order]
	payments    *batch[int, *ent.PaymentMapping]
	articles    *batch[int, *ent.ArticleMapping]
	bindings    *batch[int, *ent.PartnerBinding]
	blacklist   *batch[int, *ent.BlacklistEntry]
	deliveries  *batch[int, *ent.Delivery]
	events      *batch[int, *ent.Event]
	calls       *batch[int, *ent.ApiCall]
	tasks       *batch[int, *ent.Task]
	products    *batch[int, *ent.Product]
	runs        *batch[int, *ent.SyncRun]
	runItems    *batch[int, *ent.RunItem]

	// What is large is read only when it is asked for.
	orderBodies    *batch[int, *woo.Order]
	deliveryBodies *batch[int, json.RawMessage]
	payloads       *batch[int, json.RawMessage]
	callBodies     *batch[int, callBody]

	shopsOf  *batch[int, []*ent.Shop]
	tasksOf  *batch[int, []*ent.Task]
	orderIDs *batch[shopOrder, int]
	waiting  *batch[string, int]

	productsAs *batch[shopProduct, *ent.Product]
	stockReads *batch[stockSegment, *time.Time]
	schedules  *batch[int, *model.StockSchedule]
}

// shopOrder names an order as its shop does.
type shopOrder struct {
	shopID  int
	orderID int64
}

func newLookups(client *ent.Client) *lookups {
	l := &lookups{client: client}
	l.shops = newBatch(l.readShops)
	l.connections = newBatch(l.readConnections)
	l.orders = newBatch(l.readOrders)
	l.payments = newBatch(l.readPayments)
	l.articles = newBatch(l.readArticles)
	l.bindings = newBatch(l.readBindings)
	l.blacklist = newBatch(l.readBlacklist)
	l.deliveries = newBatch(l.readDeliveries)
	l.events = newBatch(l.readEvents)
	l.calls = newBatch(l.readCalls)
	l.tasks = newBatch(l.readTasks)
	l.tasksOf = newBatch(l.readTasksOf)
	l.orderBodies = newBatch(l.readOrderBodies)
	l.deliveryBodies = newBatch(l.readDeliveryBodies)
	l.payloads = newBatch(l.readPayloads)
	l.callBodies = newBatch(l.readCallBodies)
	l.shopsOf = newBatch(l.readShopsOf)
	l.orderIDs = newBatch(l.readOrderIDs)
	l.waiting = newBatch(l.readWaiting)
	l.products = newBatch(l.readProducts)
	l.runs = newBatch(l.readRuns)
	l.runItems = newBatch(l.readRunItems)
	l.productsAs = newBatch(l.readProductsAs)
	l.stockReads = newBatch(l.readStockReads)
	l.schedules = newBatch(l.readSchedules)
	return l
}

// byID puts rows under their ids.
func byID[T any](rows []*T, id func(*T) int) map[int]*T {
	found := make(map[int]*T, len(rows))
	for _, row := range rows {
		found[id(row)] = row
	}
	return found
}

// refersTo announces the rows that one row refers to; 0 is none.
func (l *lookups) refersTo(shopID, orderID int) {
	if shopID != 0 {
		l.shops.expect(shopID)
	}
	if orderID != 0 {
		l.orders.expect(orderID)
	}
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

func lookupsOf(ctx context.Context) *lookups {
	return ctx.Value(lookupsKey{}).(*lookups) //nolint:forcetypeassert // Every answer has some, see withLookups.
}
