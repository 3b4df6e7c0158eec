package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

const setStatusRule = `mutation($in: SetStatusRuleInput!) { r: setStatusRule(input: $in) { shop { settings { sendStatuses }
 statusRules { status name rule maySend waitingOrders } } releasedOrders userErrors { field code message } } }`

func TestSetStatusRule(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		shop := a.shopID()
		if err := a.Woo.AddStatus(woosim.Status{Slug: "priprava", Name: "V pripravi"}); err != nil {
			t.Fatal(err)
		}
		a.data(testShop, vars{"id": shop})
		draft := ordertest.Simple()
		draft.Status = "priprava"
		waits := a.Place(draft)
		a.WaitFor(waits, "WAITING/STATUS_UNCLASSIFIED")

		of := func(status string) func(got any) any {
			return func(got any) any {
				for _, one := range at(got, "statusRules").([]any) {
					if at(one, "status") == status {
						return one
					}
				}
				return nil
			}
		}
		got := at(a.data(`query($id: ID!) { shop(id: $id) { statusRules { status name rule maySend waitingOrders } } }`, vars{"id": shop}), "shop")
		a.want(of("priprava")(got), map[string]any{"status": "priprava", "name": "V pripravi", "rule": "UNCLASSIFIED", "maySend": true, "waitingOrders": 1})
		a.want(of("cancelled")(got), map[string]any{"status": "cancelled", "name": "Cancelled", "rule": "NEVER", "maySend": false, "waitingOrders": 0})
		problems := at(a.data(`query($id: ID!) { dashboard(shopId: $id) { problems { code params { name value } refId count } } }`, vars{"id": shop}), "dashboard", "problems")
		a.want(problems, map[string]any{
			"code": "STATUS_UNCLASSIFIED", "refId": shop, "count": 1, "params": []any{map[string]any{"name": "status", "value": "priprava"}},
		}, 0)

		rule := func(pairs ...any) vars { return input(append([]any{"shopId", shop}, pairs...)...) }
		a.checkRefused([]refused{
			{setStatusRule, input("shopId", model.ID(model.KindShop, 99), "status", "x", "rule", "SEND"), []string{"input.shopId NOT_FOUND"}},
			{setStatusRule, input("shopId", model.ID(model.KindOrder, 1), "status", "x", "rule", "SEND"), []string{"input.shopId WRONG_KIND"}},
			{setStatusRule, rule("status", "wc-priprava", "rule", "SEND"), []string{"input.status INVALID"}},
			{setStatusRule, rule("status", "refunded", "rule", "SEND"), []string{"input.rule INVALID"}},
			{setStatusRule, rule("status", "pending", "rule", "UNCLASSIFIED"), []string{"input.rule INVALID"}},
		})
		set := a.data(setStatusRule, rule("status", "priprava", "rule", "SEND"))
		a.want(set, []any{}, "r", "userErrors")
		a.want(set, 1, "r", "releasedOrders")
		a.want(set, []any{"completed", "on-hold", "priprava", "processing"}, "r", "shop", "settings", "sendStatuses")
		a.Synced(waits)
	})
}
