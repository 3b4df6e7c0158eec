package graph_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const (
	syncOrder = `mutation($in: SyncOrderInput!) { r: syncOrder(input: $in) {
 order { id state reason { code params { name value } } } userErrors { field code message } } }`
	skipOrder    = `mutation($in: SkipOrderInput!) { r: skipOrder(input: $in) { order { id state reason { code params { name value } } } userErrors { field code message } } }`
	unskipOrder  = `mutation($in: UnskipOrderInput!) { r: unskipOrder(input: $in) { order { state } userErrors { field code message } } }`
	linkOrder    = `mutation($in: LinkOrderInput!) { r: linkOrder(input: $in) { order { state origin vascoNumber vascoYear } userErrors { field code message } } }`
	resendOrder  = `mutation($in: ResendOrderInput!) { r: resendOrder(input: $in) { order { state } userErrors { field code message } } }`
	resolveOrder = `mutation($in: ResolveOrderInput!) { r: resolveOrder(input: $in) { order { state origin vascoNumber vascoYear } userErrors { field code message } } }`
	syncOrders   = `mutation($in: SyncOrdersInput!) { r: syncOrders(input: $in) { queued unchanged userErrors { field code message } } }`
	replay       = `mutation($id: ID!) { r: replayDelivery(id: $id) { delivery { id state order { id } } userErrors { field code message } } }`
)

// uncertain makes an order one that may be in VASCO, as a lost answer does.
func (w *world) uncertain(shopOrderID int64) {
	w.t.Helper()
	row := w.Push(shopOrderID)
	w.InTx(func(ctx context.Context, tx *store.Tx) error {
		return tx.Push.UpdateOneID(row.ID).SetState(push.StateUNCERTAIN).SetIntent(push.IntentOPEN).SetReason("SEARCH_UNPROVEN").
			SetNumber("").SetYear("").SetCompany("").Exec(ctx)
	})
}

// taken lets a worker have the order until the returned function is called.
func (w *world) taken(shopOrderID int64) (release func()) {
	w.t.Helper()
	var lease *store.Lease
	w.InTx(func(ctx context.Context, tx *store.Tx) (err error) {
		lease, err = store.Acquire(ctx, tx, fmt.Sprintf("order:%d:%d", w.Shop().ID, shopOrderID), time.Minute)
		return err
	})
	if lease == nil {
		w.t.Fatal("somebody has the order already")
	}
	return func() { w.InTx(lease.Release) }
}

func TestSyncAndSkip(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		synced, unmapped, missing := w.orderID(w.synced), w.orderID(w.unmapped), model.ID(model.KindOrder, 9999)
		w.checkRefused([]refused{
			{syncOrder, input("id", synced), []string{"input.id WRONG_STATE"}},
			{syncOrder, input("id", missing), []string{"input.id NOT_FOUND"}},
			{syncOrder, input("id", w.shopID()), []string{"input.id WRONG_KIND"}},
			{syncOrder, input("id", "12"), []string{"input.id INVALID"}},
			{skipOrder, input("id", synced), []string{"input.id WRONG_STATE"}},
			{skipOrder, input("id", missing), []string{"input.id NOT_FOUND"}},
		})
		release := w.taken(w.unmapped)
		w.checkRefused([]refused{
			{syncOrder, input("id", unmapped), []string{"input.id BUSY"}},
			{syncOrders, input("ids", []string{synced, unmapped, missing}), []string{"input.ids.1 BUSY", "input.ids.2 NOT_FOUND"}},
		})
		release()

		got := w.data(skipOrder, input("id", unmapped, "reason", "paid twice"))
		w.want(got, map[string]any{"code": "PERSON", "params": []any{map[string]any{"name": "note", "value": "paid twice"}}}, "r", "order", "reason")
		w.want(got, "SKIPPED", "r", "order", "state")
		w.want(w.data(syncOrder, input("id", unmapped, "acceptDifference", true, "partnerCode", "502")), []any{}, "r", "userErrors")
		w.WaitFor(w.unmapped, "BLOCKED/PAYMENT_UNMAPPED")
		if p := w.Push(w.unmapped); p.AcceptedTotalMinor != nil || p.ChosenPartner != "502" {
			t.Errorf("partner %q is chosen, and totals nobody saw are accepted: %v", p.ChosenPartner, p.AcceptedTotalMinor)
		}
		chosen := func(want any) {
			w.want(w.data(`query($id: ID!) { order(id: $id) { chosenPartnerCode } }`, vars{"id": unmapped}), want, "order", "chosenPartnerCode")
		}
		chosen("502")
		w.checkRefused([]refused{
			{syncOrder, input("id", unmapped, "partnerCode", "ANA ZUPAN"), []string{"input.partnerCode INVALID"}},
			{syncOrder, input("id", unmapped, "partnerCode", "99999"), []string{"input.partnerCode NOT_FOUND"}},
			{
				syncOrder, input("id", unmapped, "acceptDifference", true, "seenTotals", map[string]any{"shopTotal": 200, "documentTotal": "150.00"}),
				[]string{"input.seenTotals CHANGED"},
			},
			{syncOrder, input("id", missing, "partnerCode", "502"), []string{"input.id NOT_FOUND"}},
		})
		w.WaitAnswered(w.unmapped)
		w.want(w.data(syncOrder, input("id", unmapped, "partnerCode", "")), []any{}, "r", "userErrors")
		if p := w.Push(w.unmapped); p.ChosenPartner != "" {
			t.Errorf("%q is still chosen", p.ChosenPartner)
		}
		chosen(nil)
		w.WaitAnswered(w.unmapped)
	})
}

func TestLinkResendUnskip(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		first, second, synced := w.orderID(w.unmapped), w.orderID(w.alsoUnmapped), w.orderID(w.synced)
		year := w.Push(w.synced).Year
		w.checkRefused([]refused{
			{linkOrder, input("id", first, "number", " ", "year", ""), []string{"input.number REQUIRED", "input.year REQUIRED"}},
			{linkOrder, input("id", first, "number", "NK-00777", "year", year), []string{"input.number INVALID"}},
			{linkOrder, input("id", first, "number", "1", "year", year), []string{"input.number TAKEN"}},
			{linkOrder, input("id", synced, "number", "1", "year", year), []string{"input.id WRONG_STATE"}},
			{linkOrder, input("id", w.shopID(), "number", "1", "year", year), []string{"input.id WRONG_KIND"}},
			{resendOrder, input("id", first, "confirmNumber", "yes"), []string{"input.confirmNumber INVALID"}},
			{resendOrder, input("id", synced, "confirmNumber", w.Order(w.synced).Number), []string{"input.id WRONG_STATE"}},
			{unskipOrder, input("id", first), []string{"input.id WRONG_STATE"}},
			{unskipOrder, input("id", "x"), []string{"input.id INVALID"}},
		})
		ref := w.Enter(w.unmapped, nil)
		got := w.data(linkOrder, input("id", first, "number", "NK-"+ref.Number, "year", ref.Year))
		w.want(got, []any{}, "r", "userErrors")
		w.want(got, map[string]any{"state": "SYNCED", "origin": "LINKED", "vascoNumber": "NK-" + ref.Number, "vascoYear": ref.Year}, "r", "order")
		w.data(skipOrder, input("id", second))
		w.want(w.data(unskipOrder, input("id", second, "reason", "it is no test")), []any{}, "r", "userErrors")
		w.WaitFor(w.alsoUnmapped, "BLOCKED/PAYMENT_UNMAPPED")
		w.want(w.data(resendOrder, input("id", second, "confirmNumber", " #"+w.Order(w.alsoUnmapped).Number)), []any{}, "r", "userErrors")
		w.WaitFor(w.alsoUnmapped, "BLOCKED/PAYMENT_UNMAPPED")
	})
}

func TestSyncOrders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		many := make([]string, 1001)
		for i := range many {
			many[i] = w.orderID(w.unmapped)
		}
		aDelivery := w.ids()[model.KindDelivery]
		w.checkRefused([]refused{
			{syncOrders, input(), []string{"input INVALID"}},
			{syncOrders, input("ids", []string{}, "filter", map[string]any{}), []string{"input INVALID"}},
			{syncOrders, input("ids", many), []string{"input.ids TOO_LONG"}},
			{syncOrders, input("ids", []string{many[0], "x", aDelivery}), []string{"input.ids.1 INVALID", "input.ids.2 WRONG_KIND"}},
			{syncOrders, input("filter", map[string]any{"shopId": aDelivery}), []string{"input.filter.shopId WRONG_KIND"}},
			{syncOrders, input("filter", map[string]any{"refId": "x"}), []string{"input.filter.refId INVALID"}},
		})
		got := w.data(syncOrders, input("filter", map[string]any{"shopId": w.shopID()}))
		w.want(got, map[string]any{"queued": 2, "unchanged": 0, "userErrors": []any{}}, "r")
		w.WaitFor(w.unmapped, "BLOCKED/PAYMENT_UNMAPPED")
		w.WaitFor(w.alsoUnmapped, "BLOCKED/PAYMENT_UNMAPPED")
		got = w.data(syncOrders, input("ids", []string{w.orderID(w.synced), w.orderID(w.unmapped)}))
		w.want(got, map[string]any{"queued": 1, "unchanged": 1, "userErrors": []any{}}, "r")
		w.WaitAnswered(w.unmapped)
	})
}

func TestResolve(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		first, second := w.orderID(w.unmapped), w.orderID(w.alsoUnmapped)
		w.checkRefused([]refused{{resolveOrder, input("id", first, "resolution", "NOT_CREATED"), []string{"input.id WRONG_STATE"}}})
		w.uncertain(w.unmapped)
		w.uncertain(w.alsoUnmapped)
		year := strconv.Itoa(time.Now().Year())
		w.checkRefused([]refused{
			{resolveOrder, input("id", first, "resolution", "CREATED"), []string{"input.number REQUIRED", "input.year REQUIRED"}},
			{resolveOrder, input("id", first, "resolution", "CREATED", "number", "NK-00001", "year", w.Push(w.synced).Year), []string{"input.number TAKEN"}},
			{resolveOrder, input("id", first, "resolution", "CREATED", "number", "NK-", "year", year), []string{"input.number INVALID"}},
			{resolveOrder, input("id", first, "resolution", "CREATED", "number", "NK-00777", "year", year), []string{"input.number INVALID"}},
			{resolveOrder, input("id", w.shopID(), "resolution", "NOT_CREATED"), []string{"input.id WRONG_KIND"}},
			{skipOrder, input("id", first), []string{"input.id WRONG_STATE"}},
		})
		w.uncertain(w.synced)
		got := w.data(resolveOrder, input("id", w.orderID(w.synced), "resolution", "CREATED", "number", "NK-00001", "year", year))
		w.want(got, []any{}, "r", "userErrors")
		w.want(got, map[string]any{"state": "SYNCED", "origin": "LINKED", "vascoNumber": "NK-00001", "vascoYear": year}, "r", "order")
		got = w.data(resolveOrder, input("id", second, "resolution", "NOT_CREATED"))
		w.want(got, []any{}, "r", "userErrors")
		w.WaitFor(w.alsoUnmapped, "BLOCKED/PAYMENT_UNMAPPED")
	})
}

func TestReplayDelivery(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.Hook("product.updated", []byte(`{"id":21,"name":"x"}`))
		list := w.data(`{ products: deliveries(filter: {topic: "product.updated"}) { nodes { id state note order { id } } } orders: deliveries(filter: {topic: "order.created"}, last: 1) { nodes { id order { id } } } }`, nil)
		w.want(list, "", "products", "nodes", 0, "note")
		w.want(list, "QUEUED", "products", "nodes", 0, "state")
		w.want(list, nil, "products", "nodes", 0, "order")
		w.want(list, w.orderID(w.synced), "orders", "nodes", 0, "order", "id")
		w.checkRefused([]refused{
			{replay, vars{"id": model.ID(model.KindDelivery, 9999)}, []string{"id NOT_FOUND"}},
			{replay, vars{"id": w.shopID()}, []string{"id WRONG_KIND"}},
		})
		got := w.data(replay, vars{"id": at(list, "products", "nodes", 0, "id")})
		w.want(got, []any{}, "r", "userErrors")
		got = w.data(replay, vars{"id": at(list, "orders", "nodes", 0, "id")})
		w.want(got, []any{}, "r", "userErrors")
		w.want(got, w.orderID(w.synced), "r", "delivery", "order", "id")
		w.WaitAnswered(w.synced)
		w.Once(w.synced)
		ordertest.Until(t, "it is processed again", func() bool {
			now := w.data(`query($id: ID!) { node(id: $id) { ... on Delivery { state } } }`, vars{"id": at(got, "r", "delivery", "id")})
			return at(now, "node", "state") == "PROCESSED"
		})
	})
}
