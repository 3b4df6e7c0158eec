package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

const (
	formerParts = `state detail revision complete leftOut payments { method title paymentId status action standing now { paymentId status } }
 blacklist { pattern note action } schedule { every at cron action standing now { every } } unread { name reason value }`
	formerSettings = `query($shop: ID!) { r: formerSettings(shopId: $shop) { ` + formerParts + ` } }`
	takeOver       = `mutation($in: TakeOverFormerSettingsInput!) { r: takeOverFormerSettings(input: $in) {
 payments blacklist schedule releasedOrders oldOrders formerSettings { ` + formerParts + ` } userErrors { field code message } } }`
)

// TestFormerSettings: what the plugin before had is shown beside what is set
// here, and taken over as far as it was chosen.
func TestFormerSettings(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Bare: true})
		shop := a.shopID()
		got := a.data(formerSettings, vars{"shop": shop})
		a.want(got, "NO_COMPANION", "r", "state")
		a.want(got, []any{}, "r", "payments")
		a.checkRefused([]refused{
			{takeOver, input("shopId", shop, "revision", ""), []string{"input.shopId REJECTED"}},
			{takeOver, input("shopId", model.ID(model.KindShop, 99), "revision", ""), []string{"input.shopId NOT_FOUND"}},
			{takeOver, input("shopId", model.ID(model.KindOrder, 1), "revision", ""), []string{"input.shopId WRONG_KIND"}},
		})
		a.Woo.SetCompanion(&woosim.Companion{Version: "1.0.0", Options: map[string]any{
			"kiwwwi_payment_map": map[string]any{"bankart": 7, "paypal": map[string]any{"id": "12", "title": "PayPal"}},
			"kiwwwi_blacklist":   "*@bad.example, nobody", "kiwwwi_schedule": "every_15_minutes", "kiwwwi_token": "t",
		}})
		got = a.data(formerSettings, vars{"shop": shop})
		a.want(got, []any{
			map[string]any{
				"method": "bankart", "title": "", "paymentId": "7", "status": "ACTIVE", "action": "CONFLICT", "standing": "ACTIVE 6",
				"now": map[string]any{"paymentId": "6", "status": "ACTIVE"},
			},
			map[string]any{"method": "paypal", "title": "PayPal", "paymentId": "12", "status": "ACTIVE", "action": "TAKE", "standing": "", "now": nil},
		}, "r", "payments")
		a.want(got, []any{map[string]any{"pattern": "*@bad.example", "note": "", "action": "TAKE"}}, "r", "blacklist")
		a.want(got, map[string]any{"every": "MINUTES_15", "at": "", "cron": "", "action": "TAKE", "standing": "", "now": nil}, "r", "schedule")
		a.want(got, []any{map[string]any{"name": "kiwwwi_blacklist", "reason": "NO_ADDRESS", "value": "nobody"}}, "r", "unread")
		a.want(got, []any{"kiwwwi_token"}, "r", "leftOut")
		revision := at(got, "r", "revision")
		method := func(name, replaces string) map[string]any {
			return map[string]any{"method": name, "replaces": replaces}
		}
		a.checkRefused([]refused{
			{takeOver, input("shopId", shop, "revision", "x"), []string{"input.revision CHANGED"}},
			{takeOver, input("shopId", shop, "revision", revision, "payments", []any{method("bankart", "")}), []string{"input.payments.0.replaces CHANGED"}},
		})
		got = a.data(takeOver, input("shopId", shop, "revision", revision, "payments", []any{method("bankart", "ACTIVE 6"), method("paypal", "")},
			"blacklist", []any{"*@bad.example"}, "schedule", map[string]any{}))
		a.want(got, []any{}, "r", "userErrors")
		a.want(got, 2.0, "r", "payments")
		a.want(got, 1.0, "r", "blacklist")
		a.want(got, true, "r", "schedule")
		a.want(got, "SAME", "r", "formerSettings", "payments", 0, "action")
		a.want(got, "MINUTES_15", "r", "formerSettings", "schedule", "now", "every")
		a.Woo.SetCompanion(&woosim.Companion{NoRights: true})
		a.want(a.data(formerSettings, vars{"shop": shop}), "NO_RIGHTS", "r", "state")
		a.checkRefused([]refused{{takeOver, input("shopId", shop, "revision", revision), []string{"input.shopId UNAUTHORIZED"}}})
	})
}
