package graph_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const (
	updateVasco = `mutation($in: UpdateVascoConnectionInput!) { r: updateVascoConnection(input: $in) { connection { id name baseUrl username taxNumber profile
 profileOverrides concurrency settleSeconds openingHours stockRead stockReadOverride stockZeros searchProvenAt unreachableSince shops { key } } releasedOrders userErrors { field code message } } }`
	testVasco = `mutation($id: ID!) { r: testVascoConnection(id: $id) { ok findings { code level params { name value } } proposedProfile connection { name }
 userErrors { field code message } } }`
)

func TestVascoMutations(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{Unconnected: true})
		shop := a.shopID()
		waiting := a.Place(ordertest.Simple())
		a.WaitFor(waiting, "BLOCKED/NO_CONNECTION")
		whole := func(pairs ...any) vars {
			return input(append([]any{"name", "Books", "baseUrl", a.ERPURL, "username", "demo", "password", "demo", "taxNumber", "12345678"}, pairs...)...)
		}
		a.checkRefused([]refused{
			{updateVasco, input(), []string{"input.name REQUIRED", "input.baseUrl REQUIRED", "input.username REQUIRED", "input.password REQUIRED", "input.taxNumber REQUIRED"}},
			{updateVasco, whole("baseUrl", "nowhere", "concurrency", 99), []string{"input.baseUrl INVALID", "input.concurrency INVALID"}},
			{updateVasco, whole("profile", "sap"), []string{"input.profile INVALID"}},
			{updateVasco, whole("profileOverrides", map[string]any{"unicorn": true}), []string{"input.profileOverrides INVALID"}},
			{updateVasco, whole("name", strings.Repeat("x", 101)), []string{"input.name TOO_LONG"}},
			{updateVasco, whole("shopId", model.ID(model.KindShop, 99)), []string{"input.shopId NOT_FOUND"}},
			{updateVasco, whole("shopId", "x"), []string{"input.shopId INVALID"}},
			{updateVasco, input("id", shop), []string{"input.id WRONG_KIND"}},
			{updateVasco, input("id", model.ID(model.KindVascoConnection, 99)), []string{"input.id NOT_FOUND"}},
			{testVasco, vars{"id": shop}, []string{"id WRONG_KIND"}},
			{testVasco, vars{"id": model.ID(model.KindVascoConnection, 99)}, []string{"id NOT_FOUND"}},
		})
		a.want(a.data(`{ vascoConnections { id } }`, nil), []any{}, "vascoConnections")

		got := a.data(updateVasco, whole("shopId", shop, "concurrency", 2))
		a.want(got, []any{}, "r", "userErrors")
		a.want(got, 1, "r", "releasedOrders")
		a.want(got, []any{map[string]any{"key": "demo"}}, "r", "connection", "shops")
		a.want(got, nil, "r", "connection", "profileOverrides")
		a.Synced(waiting)
		id := at(got, "r", "connection", "id")

		report := a.data(testVasco, vars{"id": id})
		a.want(report, true, "r", "ok")
		a.want(report, "Books", "r", "connection", "name")

		got = a.data(updateVasco, input("id", id, "password", "wrong", "settleSeconds", 7, "openingHours", "Mo-Fr 07:00-17:00", "profileOverrides", map[string]any{"partnerNameLimit": 30}))
		a.want(got, 7, "r", "connection", "settleSeconds")
		a.want(got, "Mo-Fr 07:00-17:00", "r", "connection", "openingHours")
		a.want(got, map[string]any{"partnerNameLimit": 30}, "r", "connection", "profileOverrides")
		for _, c := range []struct {
			change vars
			want   any
		}{
			{input("id", id, "stockReadOverride", "CODES"), "CODES"},
			{input("id", id, "name", "The books"), "CODES"}, // Left out, it stays.
			{input("id", id, "stockReadOverride", nil), nil},
		} {
			got = a.data(updateVasco, c.change)
			a.want(got, []any{}, "r", "userErrors")
			a.want(got, c.want, "r", "connection", "stockReadOverride")
			a.want(got, "ALL", "r", "connection", "stockRead")
			a.want(got, "UNKNOWN", "r", "connection", "stockZeros")
		}
		report = a.data(testVasco, vars{"id": id})
		a.want(report, false, "r", "ok")
		if !strings.Contains(compact(t, report), `"LOGIN_REFUSED"`) {
			t.Errorf("the findings do not say that the login is refused: %s", compact(t, report))
		}
		if all := compact(t, a.data(`{ vascoConnections { name username profileOverrides } events { nodes { params { value } } } apiCalls { nodes { request response } } }`, nil)); strings.Contains(all, `"wrong"`) {
			t.Errorf("the password is shown: %s", all)
		}
	})
}
