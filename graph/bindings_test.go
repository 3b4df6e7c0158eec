package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const (
	bindPartner = `mutation($in: BindPartnerInput!) { r: bindPartner(input: $in) {
 partnerBinding { id kind key buyer partnerCode partnerName shop { key } } releasedOrders oldOrders userErrors { field code message } } }`
	unbindPartner   = `mutation($id: ID!) { r: unbindPartner(id: $id) { deletedId userErrors { field code message } } }`
	partnerBindings = `query($shop: ID!) { partnerBindings(shopId: $shop) { id kind key buyer partnerCode partnerName } }`
)

func TestPartnerBindings(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		shop := a.shopID()
		d := ordertest.Simple()
		d.Email = "druzina.kranjc@example.si"
		id := a.Place(d)
		a.WaitFor(id, "BLOCKED/PARTNER_AMBIGUOUS")
		a.WaitAnswered(id)
		a.checkRefused([]refused{
			{bindPartner, input("shopId", "x", "kind", "EMAIL", "key", "a@b.si", "partnerCode", "502"), []string{"input.shopId INVALID"}},
			{bindPartner, input("shopId", model.ID(model.KindShop, 99), "kind", "EMAIL", "key", "a@b.si", "partnerCode", "502"), []string{"input.shopId NOT_FOUND"}},
			{bindPartner, input("shopId", shop, "kind", "CUSTOMER", "key", "ana", "partnerCode", "502"), []string{"input.key INVALID"}},
			{bindPartner, input("shopId", shop, "kind", "EMAIL", "key", "a@b.si", "partnerCode", "99999"), []string{"input.partnerCode NOT_FOUND"}},
			{unbindPartner, vars{"id": shop}, []string{"id WRONG_KIND"}},
			{unbindPartner, vars{"id": model.ID(model.KindPartnerBinding, 99)}, []string{"id NOT_FOUND"}},
		})

		// The order names what its buyer can be bound by, the problem that it helps.
		a.want(a.data(`query($id: ID!) { order(id: $id) { buyerKeys { kind key } } }`, vars{"id": a.orderID(id)}),
			[]any{map[string]any{"kind": "EMAIL", "key": "druzina.kranjc@example.si"}}, "order", "buyerKeys")
		a.want(a.data(`{ problems { remedies } }`, nil), []any{"syncOrder", "bindPartner"}, "problems", 0, "remedies")
		got := a.data(bindPartner, input("shopId", shop, "kind", "EMAIL", "key", "Druzina.Kranjc@example.si", "partnerCode", "504"))
		binding := at(got, "r", "partnerBinding", "id")
		a.want(got, map[string]any{
			"id": binding, "kind": "EMAIL", "key": "druzina.kranjc@example.si", "buyer": nil, "partnerCode": "504", "partnerName": "MAJA KRANJC",
			"shop": map[string]any{"key": "demo"},
		}, "r", "partnerBinding")
		a.want(got, 1, "r", "releasedOrders")
		a.Synced(id)
		a.want(a.data(partnerBindings, vars{"shop": shop}), []any{map[string]any{
			"id": binding, "kind": "EMAIL", "key": "druzina.kranjc@example.si", "buyer": nil, "partnerCode": "504", "partnerName": "MAJA KRANJC",
		}}, "partnerBindings")
		a.want(a.data(`query($id: ID!) { node(id: $id) { id __typename } }`, vars{"id": binding}), "PartnerBinding", "node", "__typename")
		a.want(a.data(unbindPartner, vars{"id": binding}), binding, "r", "deletedId")
		a.want(a.data(partnerBindings, vars{"shop": shop}), []any{}, "partnerBindings")
	})
}
