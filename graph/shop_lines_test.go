package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const updateLines = `mutation($in: UpdateShopInput!) { r: updateShop(input: $in) { releasedOrders userErrors { field code message } shop { settings {
 shippingArticles { name article } sendFreeShipping feeArticle feeArticles { name article } bundles giftCards giftCardArticle homeCountry
 vatRules { country kind rate code } } } } }`

type object = map[string]any

// TestLineSettings: what an order's lines become is set, read back, checked field
// by field, and what is left out stays.
func TestLineSettings(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		shop := a.shopID()
		change := func(pairs ...any) vars { return input("id", shop, "settings", input(pairs...)["in"]) }
		named := func(name, article string) object { return object{"name": name, "article": article} }
		rule := func(country, kind string, rate, code any) object {
			return object{"country": country, "kind": kind, "rate": rate, "code": code}
		}
		a.want(a.data(updateLines, change()), object{
			"shippingArticles": []any{}, "sendFreeShipping": false, "feeArticle": "", "feeArticles": []any{}, "bundles": "BOTH", "giftCards": "PAYMENT",
			"giftCardArticle": "", "homeCountry": "SI", "vatRules": []any{},
		}, "r", "shop", "settings")
		wanted := object{
			"shippingArticles": []any{named("flat_rate", "S"), named("flat_rate:3", "S-3")}, "sendFreeShipping": true, "feeArticle": "00087",
			"feeArticles": []any{named("Povzetje", "F")}, "bundles": "PARENT", "giftCards": "LINE", "giftCardArticle": "BON", "homeCountry": "HR",
			"vatRules": []any{rule("DE", "OSS", "19", 3), rule("", "EXPORT", "0", nil)},
		}
		got := a.data(updateLines, input("id", shop, "settings", wanted))
		a.want(got, []any{}, "r", "userErrors")
		a.want(got, wanted, "r", "shop", "settings")
		a.want(a.data(updateLines, change("currency", "EUR")), wanted, "r", "shop", "settings")
		a.checkRefused([]refused{
			{updateLines, change("shippingArticles", []any{named("", "S")}), []string{"input.settings.shippingArticles.0.name REQUIRED"}},
			{
				updateLines, change("feeArticles", []any{named("A", "1"), named(" a", "")}),
				[]string{"input.settings.feeArticles.1.article REQUIRED", "input.settings.feeArticles.1.name TAKEN"},
			},
			{updateLines, change("giftCards", "LINE", "giftCardArticle", ""), []string{"input.settings.giftCardArticle REQUIRED"}},
			{updateLines, change("homeCountry", "Slovenia"), []string{"input.settings.homeCountry INVALID"}},
			{
				updateLines, change("vatRules", []any{rule("de", "OSS", "120", 4), rule("DE", "OSS", "19", 0), rule("DE", "OSS", "19.0", nil)}),
				[]string{
					"input.settings.vatRules.0.country INVALID", "input.settings.vatRules.0.code INVALID",
					"input.settings.vatRules.0.rate INVALID", "input.settings.vatRules.2 TAKEN",
				},
			},
		})
	})
}

// TestAFeeGetsItsArticle: saying what a fee is lets the orders that wait for it go on.
func TestAFeeGetsItsArticle(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		d := ordertest.Simple()
		d.Fee = "1.50"
		id := a.Place(d)
		a.WaitFor(id, "BLOCKED/FEE_UNMAPPED")
		problem := a.data(`{ problems { code remedies params { name value } } }`, nil)
		a.want(problem, "FEE_UNMAPPED", "problems", 0, "code")
		a.want(problem, []any{"updateShop"}, "problems", 0, "remedies")
		got := a.data(updateLines, input("id", a.shopID(), "settings", object{"feeArticles": []any{object{"name": "strošek povzetja", "article": "00087"}}}))
		a.want(got, 1, "r", "releasedOrders")
		a.Synced(id)
	})
}
