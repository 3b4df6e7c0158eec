package graph_test

import (
	"context"
	"testing"

	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

const (
	pushProduct    = `mutation($id: ID!) { r: pushProduct(id: $id) { run { kind state } folded userErrors { field code } } }`
	pushProducts   = `mutation($in: PushProductsInput!) { r: pushProducts(input: $in) { run { kind state } folded userErrors { field code } } }`
	productPreview = `query($id: ID!) { p: previewProduct(id: $id) { action reason { code } payload differences { field now wouldBe written } } }`
)

// TestPushes: products are chosen one by one or by what they are.
func TestPushes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		ids := a.catalog()
		queued := map[string]any{"kind": "PUSH", "state": "QUEUED"}
		got := a.data(pushProduct, vars{"id": ids["Tea"]})
		a.want(got, map[string]any{"run": queued, "folded": false, "userErrors": []any{}}, "r")
		got = a.data(pushProducts, vars{"in": vars{"shopId": a.shopID(), "productIds": []string{ids["Honey"]}}})
		a.want(got, map[string]any{"run": queued, "folded": true, "userErrors": []any{}}, "r")
		a.want(a.data(`query($id: ID!) { product(id: $id) { push { state } } }`, vars{"id": ids["Honey"]}), "QUEUED", "product", "push", "state")

		got = a.data(pushProducts, vars{"in": vars{"shopId": a.shopID()}})
		a.want(got, []any{map[string]any{"field": []string{"input"}, "code": "REQUIRED"}}, "r", "userErrors")
		got = a.data(pushProducts, vars{"in": vars{"shopId": a.shopID(), "category": 999}})
		a.want(got, []any{map[string]any{"field": nil, "code": "NOT_FOUND"}}, "r", "userErrors")
		got = a.data(pushProduct, vars{"id": model.ID(model.KindProduct, 999_999)})
		a.want(got, []any{map[string]any{"field": []string{"id"}, "code": "NOT_FOUND"}}, "r", "userErrors")
	})
}

// TestPreviewProduct shows what VASCO has and what it would get.
func TestPreviewProduct(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		ids := a.catalog()
		a.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.Product.Update().Where(entproduct.Name("Tea")).SetCode("3830000099991").SetEan("3830000099991").SetRegularPrice("12.20").SetTaxClass("").
				SetTaxStatus("taxable").SetType("simple").Exec(ctx)
		})
		got := at(a.data(productPreview, vars{"id": ids["Tea"]}), "p")
		a.want(got, "CREATE", "action")
		a.want(got, "Tea", "payload", "naziv")
		a.ERP.PutArticle(vascosim.Article{Code: "3830000099991", Name: "Čaj", Unit: "KOS", Group: "005", Price: "10", HasStock: 1})
		got = at(a.data(productPreview, vars{"id": ids["Tea"]}), "p")
		a.want(got, "UNCHANGED", "action") // The settings leave what is there alone.
		a.want(got, map[string]any{"field": "NAME", "now": "Čaj", "wouldBe": "Tea", "written": false}, "differences", 0)
		a.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.Product.Update().Where(entproduct.Name("Tea")).SetCode("").Exec(ctx)
		})
		got = at(a.data(productPreview, vars{"id": ids["Tea"]}), "p")
		a.want(got, "BLOCKED", "action")
		a.want(got, "EAN_MISSING", "reason", "code")
	})
}

// TestPushArticle: an order that waits for its article has the product pushed.
func TestPushArticle(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const pushArticle = `mutation($id: ID!) { r: pushArticle(orderId: $id) { run { kind } userErrors { field code } } }`
		a := newAPI(t, s, ordertest.Options{NoHooks: true})
		leasing := ordertest.Simple()
		leasing.PaymentMethod = "summit"
		id := a.Place(leasing)
		a.Hook("order.created", a.ReadShop(id)) // A second hook would have the order looked at again.
		a.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		a.WaitAnswered(id)
		refused := func(code string) {
			t.Helper()
			a.want(a.data(pushArticle, vars{"id": a.orderID(id)}), []any{map[string]any{"field": []string{"orderId"}, "code": code}}, "r", "userErrors")
		}
		refused("WRONG_STATE")
		a.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.Push.Update().SetReason("ARTICLE_UNKNOWN_IN_VASCO").SetReasonParams(map[string]string{"article": "383001", "kind": "PRODUCT", "key": "10", "productId": "10"}).
				Exec(ctx)
		})
		refused("NOT_FOUND") // Nobody has read the shop's products yet.
		ids := a.catalog()
		a.want(a.data(pushArticle, vars{"id": a.orderID(id)}), map[string]any{"run": map[string]any{"kind": "PUSH"}, "userErrors": []any{}}, "r")
		a.want(a.data(`query($id: ID!) { product(id: $id) { push { state } } }`, vars{"id": ids["Tea"]}), "QUEUED", "product", "push", "state")
	})
}
