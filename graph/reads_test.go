package graph_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

const preview = `query($id: ID!) { previewOrder(id: $id) { order { state } sendable reason { code params { name value } refId alsoWaiting } payload
 shopTotal { amount currency } documentTotal { amount } difference { amount } decimals partnerCode newPartner warnings } }`

func TestPreviewOrder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		p := at(w.data(preview, vars{"id": w.orderID(w.unmapped)}), "previewOrder")
		w.want(p, false, "sendable")
		w.want(p, "PAYMENT_UNMAPPED", "reason", "code")
		w.want(p, 1, "reason", "alsoWaiting")
		w.want(p, map[string]any{"amount": "126.08", "currency": "EUR"}, "shopTotal")
		w.want(p, "WC Order #"+w.Order(w.unmapped).Number, "payload", "opombe")
		w.want(p, 2, "decimals")
		if at(p, "partnerCode") == nil {
			t.Errorf("the buyer's partner is not told: %s", compact(t, p))
		}
		w.want(w.data(preview, vars{"id": w.orderID(w.synced)}), "SYNCED", "previewOrder", "reason", "code")
		w.want(w.data(preview, vars{"id": w.orderID(w.listed)}), "BLACKLISTED", "previewOrder", "reason", "code")

		w.data(setPayment, input("shopId", w.shopID(), "method", "summit", "paymentId", "10", "status", "OFF"))
		w.WaitFor(w.unmapped, "SKIPPED/PAYMENT_OFF")
		w.want(w.data(preview, vars{"id": w.orderID(w.unmapped)}), "PAYMENT_OFF", "previewOrder", "reason", "code")
	})
}

func TestPreviewNeedsTheOthers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		check := func(code string) {
			t.Helper()
			got := w.ask(preview, vars{"id": w.orderID(w.unmapped)})
			if len(got.Errors) != 1 || got.Errors[0].Extensions.Code != code || !slices.Equal(got.Errors[0].Extensions.Field, []string{"id"}) {
				t.Errorf("got %+v, want %s at id", got, code)
			}
		}
		w.Woo.AddFaults(woosim.Fault{Path: "products", Status: http.StatusTeapot, Body: `{"code":"teapot","message":"no products","data":{"status":418}}`})
		check("REJECTED")
		w.Woo.ClearFaults()
		w.Woo.AddFaults(woosim.Fault{Path: "products", Drop: true})
		check("UNREACHABLE")
	})
}

func TestFilters(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		mapping := w.data(`query($shop: ID!) { paymentMappings(shopId: $shop) { id method } }`, vars{"shop": w.shopID()})
		summit := at(mapping, "paymentMappings", 5, "id")
		orders := `query($f: OrderFilter) { orders(filter: $f) { nodes { shopOrderId } totalCount } }`
		for name, one := range map[string]struct {
			filter map[string]any
			want   int
		}{
			"all": {nil, 4}, "empty": {map[string]any{}, 4}, "shop": {map[string]any{"shopId": w.shopID()}, 4},
			"state": {map[string]any{"states": []string{"BLOCKED"}}, 2}, "states": {map[string]any{"states": []string{"BLOCKED", "SYNCED"}}, 3},
			"ref": {map[string]any{"refId": summit}, 2}, "reason": {map[string]any{"reasons": []string{"PAYMENT_UNMAPPED"}}, 2},
			"differs": {map[string]any{"differs": true}, 0}, "changed": {map[string]any{"changed": true}, 0}, "not changed is no filter": {map[string]any{"changed": false}, 4},
			"number": {map[string]any{"search": w.Order(w.synced).Number}, 1}, "VASCO number": {map[string]any{"search": "NK-00001"}, 1},
			"e-mail": {map[string]any{"search": "JOE@bad"}, 1}, "customer": {map[string]any{"search": "ana z"}, 4},
			"before the first": {map[string]any{"placedTo": "2020-01-01T00:00:00Z"}, 0}, "since": {map[string]any{"placedFrom": "2020-01-01T00:00:00+01:00"}, 4},
		} {
			got := w.data(orders, vars{"f": one.filter})
			if n := count(got, "orders", "nodes"); n != one.want {
				t.Errorf("%s: %d orders, want %d", name, n, one.want)
			}
			w.want(got, one.want, "orders", "totalCount")
		}
		got := w.data(`query($order: ID!, $shop: ID!) {
 events(filter: {orderId: $order, kinds: ["order.synced", "order.blocked"]}) { nodes { kind level actor order { id } shop { key } } }
 none: events(filter: {shopId: $shop, levels: [ERROR]}) { nodes { id } }
 apiCalls(filter: {orderId: $order, system: VASCO}) { nodes { system status connection { name } shop { key } order { id } } }
 failed: apiCalls(filter: {shopId: $shop, failed: true}) { nodes { id } }
 deliveries(filter: {shopId: $shop, states: [PROCESSED], topic: "order.created", resourceId: "`+w.Order(w.synced).Number+`"}) { nodes { kind count source } } }`,
			vars{"order": w.orderID(w.synced), "shop": w.shopID()})
		w.want(got, []any{map[string]any{"kind": "order.synced", "level": "SUCCESS", "actor": "shop", "order": map[string]any{"id": w.orderID(w.synced)}, "shop": map[string]any{"key": "demo"}}},
			"events", "nodes")
		w.want(got, []any{}, "none", "nodes")
		w.want(got, []any{}, "failed", "nodes")
		w.want(got, map[string]any{"system": "VASCO", "status": 200, "connection": map[string]any{"name": "VASCO"}, "shop": nil, "order": map[string]any{"id": w.orderID(w.synced)}}, "apiCalls", "nodes", 0)
		w.want(got, []any{map[string]any{"kind": "OBJECT", "count": 1, "source": w.WooURL + "/"}}, "deliveries", "nodes")
	})
}

func TestDashboard(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		for _, id := range []any{nil, w.shopID()} {
			d := at(w.data(`query($id: ID) { dashboard(shopId: $id) { ordersToday syncedToday valueSyncedToday { amount currency } states { state count }
 medianSecondsToSync oldestUnsyncedAt hours { from received synced } problems { code level params { name value } refId shop { key } count oldestAt } } }`, vars{"id": id}), "dashboard")
			w.want(d, 4, "ordersToday")
			w.want(d, 1, "syncedToday")
			w.want(d, "EUR", "valueSyncedToday", 0, "currency")
			if count(d, "hours") != 24 || at(d, "medianSecondsToSync") == nil || at(d, "oldestUnsyncedAt") == nil {
				t.Errorf("the figures are not complete: %s", compact(t, d))
			}
			i := slices.IndexFunc(at(d, "problems").([]any), func(p any) bool { return at(p, "code") == "PAYMENT_UNMAPPED" })
			if i < 0 {
				t.Fatalf("the payment is no problem: %s", compact(t, d))
			}
			p := at(d, "problems", i)
			w.want(p, 2, "count")
			w.want(p, "demo", "shop", "key")
			ref, _ := at(p, "refId").(string)
			if kind, _, ok := model.ParseID(ref); !ok || kind != model.KindPaymentMapping {
				t.Errorf("what has to be mended is %q", ref)
			}
		}
	})
}
