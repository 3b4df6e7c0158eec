package graph_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

const (
	shopPayload = ` { shop { id key name url homeUrl timezone auth webhookUrl connection { id name } settings { sendStatuses currency numberPrefix toleranceCents
 syncFrom vatCodes { rate code } } webhooks { topic status deliveryUrl } } releasedOrders userErrors { field code message } } }`
	createShop = `mutation($in: CreateShopInput!) { r: createShop(input: $in)` + shopPayload
	updateShop = `mutation($in: UpdateShopInput!) { r: updateShop(input: $in)` + shopPayload
	testShop   = `mutation($id: ID!) { r: testShop(id: $id) { ok findings { code level params { name value } } shop { key } userErrors { field code message } } }`
	register   = `mutation($id: ID!) { r: registerWebhooks(shopId: $id) { shop { key webhooks { shopWebhookId topic status deliveryUrl } } userErrors { field code message } } }`
)

// newShop is the input of a shop that can be made.
func newShop(key string, pairs ...any) vars {
	return input(append([]any{"key", key, "name", "Second", "url", "https://second.example/", "consumerKey", "ck_x", "consumerSecret", "cs_x"}, pairs...)...)
}

func TestCreateShop(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		connection := at(a.data(`{ vascoConnections { id } }`, nil), "vascoConnections", 0, "id")
		settings := func(pairs ...any) []any { return []any{"settings", input(pairs...)["in"]} }
		a.checkRefused([]refused{
			{createShop, newShop("demo"), []string{"input.key TAKEN"}},
			{createShop, newShop("Not Good", "name", " ", "url", "ftp://x"), []string{"input.key INVALID", "input.name REQUIRED", "input.url INVALID"}},
			{createShop, newShop("b", "name", strings.Repeat("x", 101)), []string{"input.name TOO_LONG"}},
			{createShop, newShop("b", "timezone", "Mars/Base"), []string{"input.timezone INVALID"}},
			{createShop, newShop("b", "vascoConnectionId", a.shopID()), []string{"input.vascoConnectionId WRONG_KIND"}},
			{createShop, newShop("b", "vascoConnectionId", model.ID(model.KindVascoConnection, 99)), []string{"input.vascoConnectionId NOT_FOUND"}},
			{createShop, newShop("b", settings("currency", "euro", "toleranceCents", -1)...), []string{"input.settings.currency INVALID", "input.settings.toleranceCents INVALID"}},
			{createShop, newShop("b", append(settings(), "vascoConnectionId", connection)...), []string{"input.settings.shopNumberTemplate TAKEN"}},
		})
		got := a.data(createShop, newShop("second", append(settings("shopNumberTemplate", "B-{number}", "numberPrefix", "X-",
			"vatCodes", []any{map[string]any{"rate": "22.0", "code": 0}, map[string]any{"rate": 9.5, "code": 1}}), "vascoConnectionId", connection, "auth", "QUERY")...))
		shop := at(got, "r", "shop")
		a.want(got, []any{}, "r", "userErrors")
		a.want(shop, "second", "key")
		a.want(shop, "https://second.example", "url")
		a.want(shop, "QUERY", "auth")
		a.want(shop, connection, "connection", "id")
		a.want(shop, a.url+"/webhooks/woocommerce/second", "webhookUrl")
		a.want(shop, []any{map[string]any{"code": 0, "rate": "22"}, map[string]any{"code": 1, "rate": "9.5"}}, "settings", "vatCodes")
		if at(shop, "settings", "syncFrom") == nil {
			t.Error("a connected shop has no beginning")
		}
		everything := compact(t, a.data(`{ shops { key name url settings { currency } } events { nodes { params { value } } } }`, nil))
		if strings.Contains(everything, "cs_x") || strings.Contains(everything, "ck_x") {
			t.Errorf("a secret is shown: %s", everything)
		}
	})
}

func TestUpdateShop(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		shop := w.shopID()
		connection := at(w.data(`{ vascoConnections { id shops { key } } }`, nil), "vascoConnections", 0, "id")
		w.checkRefused([]refused{
			{updateShop, input("id", "x"), []string{"input.id INVALID"}},
			{updateShop, input("id", w.orderID(w.synced), "vascoConnectionId", shop), []string{"input.id WRONG_KIND", "input.vascoConnectionId WRONG_KIND"}},
			{updateShop, input("id", model.ID(model.KindShop, 99)), []string{"input.id NOT_FOUND"}},
			{updateShop, input("id", shop, "url", "", "settings", map[string]any{"sendStatuses": []string{}}), []string{"input.url REQUIRED", "input.settings.sendStatuses REQUIRED"}},
		})
		got := w.data(updateShop, input("id", shop, "name", "Renamed", "settings", map[string]any{"numberPrefix": "VK-"}))
		w.want(got, "Renamed", "r", "shop", "name")
		w.want(got, connection, "r", "shop", "connection", "id")
		w.want(w.data(`query($id: ID!) { order(id: $id) { vascoNumber } }`, vars{"id": w.orderID(w.synced)}), "VK-00001", "order", "vascoNumber")

		got = w.data(updateShop, input("id", shop, "vascoConnectionId", nil))
		w.want(got, nil, "r", "shop", "connection")
		alone := w.Place(ordertest.Simple())
		w.WaitFor(alone, "BLOCKED/NO_CONNECTION")
		w.want(w.data(`query($id: ID!) { order(id: $id) { reason { refId } } }`, vars{"id": w.orderID(alone)}), shop, "order", "reason", "refId")
		got = w.data(updateShop, input("id", shop, "vascoConnectionId", connection))
		w.want(got, 1, "r", "releasedOrders")
		w.Synced(alone)
	})
}

func TestTestShopAndRegisterWebhooks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoHooks: true})
		shop := a.shopID()
		a.checkRefused([]refused{
			{testShop, vars{"id": "x"}, []string{"id INVALID"}},
			{testShop, vars{"id": model.ID(model.KindShop, 99)}, []string{"id NOT_FOUND"}},
			{register, vars{"id": model.ID(model.KindOrder, 1)}, []string{"shopId WRONG_KIND"}},
			{register, vars{"id": model.ID(model.KindShop, 99)}, []string{"shopId NOT_FOUND"}},
		})
		got := a.data(testShop, vars{"id": shop})
		a.want(got, true, "r", "ok")
		a.want(got, map[string]any{"code": "REACHABLE", "level": "OK", "params": []any{map[string]any{"name": "url", "value": a.WooURL}}}, "r", "findings", 0)

		got = a.data(register, vars{"id": shop})
		a.want(got, []any{}, "r", "userErrors")
		a.want(got, "ACTIVE", "r", "shop", "webhooks", 0, "status")
		a.want(got, a.url+"/webhooks/woocommerce/demo", "r", "shop", "webhooks", 0, "deliveryUrl")

		a.Woo.AddFaults(woosim.Fault{Path: "webhooks", Method: http.MethodGet, Status: http.StatusBadRequest, Body: `{"code":"no","message":"not today","data":{"status":400}}`})
		a.checkRefused([]refused{{register, vars{"id": shop}, []string{"shopId REJECTED"}}})
		a.Woo.ClearFaults()
		a.Woo.AddFaults(woosim.Fault{Path: "webhooks", Drop: true})
		a.checkRefused([]refused{{register, vars{"id": shop}, []string{"shopId UNREACHABLE"}}})
		a.Woo.ClearFaults()
		a.data(updateShop, input("id", shop, "consumerSecret", "cs_wrong"))
		a.checkRefused([]refused{{register, vars{"id": shop}, []string{"shopId UNAUTHORIZED"}}})
		a.want(a.data(testShop, vars{"id": shop}), false, "r", "ok")
	})
}

const acceptAddress = `mutation($in: AcceptAddressInput!) { r: acceptAddress(input: $in) { shop { settings { otherAddresses } }
 releasedOrders userErrors { field code message } } }`

func TestAcceptAddress(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		shop := a.shopID()
		id := a.Place(ordertest.Simple())
		a.Synced(id)
		raw := a.ReadShop(id)
		header := a.Header("order.created", raw)
		header.Set("X-WC-Webhook-Source", "https://www.trgovina.example/")
		if err := a.Deliver(t.Context(), header, raw); err != nil {
			t.Fatal(err)
		}
		problem := at(a.data(`query($id: ID!) { problems(shopId: $id) { code remedies params { name value } } }`, vars{"id": shop}), "problems")
		a.want(problem, map[string]any{
			"code": "FOREIGN_DELIVERIES", "remedies": []any{"acceptAddress", "registerWebhooks"},
			"params": []any{map[string]any{"name": "source", "value": "https://www.trgovina.example/"}},
		}, 0)
		a.checkRefused([]refused{
			{acceptAddress, input("shopId", model.ID(model.KindShop, 99), "address", "https://x.example"), []string{"input.shopId NOT_FOUND"}},
			{acceptAddress, input("shopId", shop, "address", "not an address"), []string{"input.address INVALID"}},
			{acceptAddress, input("shopId", shop, "address", " "), []string{"input.address REQUIRED"}},
			{updateShop, input("id", shop, "settings", vars{"otherAddresses": []string{"ftp://x.example"}}), []string{"input.settings.otherAddresses INVALID"}},
		})
		got := a.data(acceptAddress, input("shopId", shop, "address", "https://www.trgovina.example/"))
		a.want(got, map[string]any{
			"shop": map[string]any{"settings": map[string]any{"otherAddresses": []any{"https://www.trgovina.example"}}}, "releasedOrders": 1, "userErrors": []any{},
		}, "r")
		a.Synced(id)
		a.want(a.data(`query($id: ID!) { problems(shopId: $id) { code } }`, vars{"id": shop}), []any{}, "problems")
		a.data(updateShop, input("id", shop, "settings", vars{"otherAddresses": []string{}}))
		if a.Shop().IsFrom("https://www.trgovina.example/") {
			t.Error("it is accepted still")
		}
	})
}

func TestProposeAdoptMetaKey(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		const propose = `mutation($id: ID!) { r: proposeAdoptMetaKey(shopId: $id) { proposals { key orders asked confirmed example } userErrors { field code message } } }`
		shop := a.shopID()
		id := a.Place(ordertest.Simple())
		number := a.Synced(id).Number
		a.Edit(id, func(o map[string]any) {
			o["meta_data"] = []any{map[string]any{"id": 1, "key": "_former", "value": number}}
		})
		a.want(a.data(propose, vars{"id": shop}), map[string]any{
			"proposals":  []any{map[string]any{"key": "_former", "orders": 1, "asked": 1, "confirmed": 1, "example": number}},
			"userErrors": []any{},
		}, "r")
		a.Woo.AddFaults(woosim.Fault{Path: "orders", Drop: true})
		a.checkRefused([]refused{
			{propose, vars{"id": shop}, []string{"shopId UNREACHABLE"}},
			{propose, vars{"id": model.ID(model.KindShop, 99)}, []string{"shopId NOT_FOUND"}},
			{propose, vars{"id": model.ID(model.KindOrder, 1)}, []string{"shopId WRONG_KIND"}},
		})
	})
}
