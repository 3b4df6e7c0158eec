package graph_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

const (
	setArticle = `mutation($in: SetArticleMappingInput!) { r: setArticleMapping(input: $in) {
 articleMapping { id kind key code name waitingOrders shop { key } } releasedOrders oldOrders userErrors { field code message } } }`
	importArticles = `mutation($in: ImportArticleMappingsInput!) { r: importArticleMappings(input: $in) {
 imported releasedOrders oldOrders lineErrors { line field code message } userErrors { field code message } } }`
	articleMappings = `query($shop: ID!, $search: String, $missing: Boolean) { articleMappings(shopId: $shop, search: $search, missing: $missing) {
 totalCount nodes { id kind key code name waitingOrders } } }`
)

func TestArticleMutations(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		shop := a.shopID()
		a.ERP.AddArticle(vascosim.Article{Code: "W-1", Name: "Darilni zavoj", Price: "2.50"})
		wrapping := ordertest.Simple()
		wrapping.Items = []woosim.Item{{SKU: "SI-3001", Quantity: 1}}
		id := a.Place(wrapping)
		a.WaitFor(id, "BLOCKED/ARTICLE_CODE_MISSING")
		list := a.data(articleMappings, vars{"shop": shop, "missing": true})
		a.want(list, 1, "articleMappings", "totalCount")
		a.want(list, "Darilni zavoj", "articleMappings", "nodes", 0, "name")
		a.want(list, 1, "articleMappings", "nodes", 0, "waitingOrders")
		entry, key := at(list, "articleMappings", "nodes", 0, "id"), at(list, "articleMappings", "nodes", 0, "key")
		reason := a.data(`query($id: ID!) { order(id: $id) { reason { code refId } } }`, vars{"id": a.orderID(id)})
		a.want(reason, map[string]any{"code": "ARTICLE_CODE_MISSING", "refId": entry}, "order", "reason")

		a.checkRefused([]refused{
			{setArticle, input("shopId", entry, "kind", "SKU", "key", "a", "code", "1"), []string{"input.shopId WRONG_KIND"}},
			{setArticle, input("shopId", model.ID(model.KindShop, 99), "kind", "SKU", "key", "a", "code", "1"), []string{"input.shopId NOT_FOUND"}},
			{setArticle, input("shopId", shop, "kind", "PRODUCT", "key", "tea", "code", "1"), []string{"input.key INVALID"}},
			{setArticle, input("shopId", shop, "kind", "SKU", "key", " ", "code", "1"), []string{"input.key INVALID"}},
			{setArticle, input("shopId", shop, "kind", "SKU", "key", "a", "code", strings.Repeat("1", 31)), []string{"input.code TOO_LONG"}},
			{importArticles, input("shopId", "x", "csv", "kind,key,code\n"), []string{"input.shopId INVALID"}},
		})

		got := a.data(setArticle, input("shopId", shop, "kind", "PRODUCT", "key", key, "code", " W-1 "))
		a.want(got, map[string]any{
			"id": entry, "kind": "PRODUCT", "key": key, "code": "W-1", "name": "Darilni zavoj", "waitingOrders": 0, "shop": map[string]any{"key": "demo"},
		}, "r", "articleMapping")
		a.want(got, 1, "r", "releasedOrders")
		a.Synced(id)

		got = a.data(importArticles, input("shopId", shop, "csv", "kind,key,code\nSKU,B-1,100\nSKU,B-1,200\n"))
		a.want(got, []any{map[string]any{"line": 3, "field": "key", "code": "TWICE", "message": "line 2 has it already"}}, "r", "lineErrors")
		a.want(got, 0, "r", "imported")
		got = a.data(importArticles, input("shopId", shop, "csv", "kind,key,code,name\nSKU,B-1,100,Čaj z meto\nSKU,B-2,200,Med\n"))
		a.want(got, map[string]any{"imported": 2, "releasedOrders": 0, "oldOrders": 0, "lineErrors": []any{}, "userErrors": []any{}}, "r")
		for search, count := range map[string]int{"B-": 2, "20": 1, "MED": 1, "meto": 1, "-1": 0, "": 3} {
			a.want(a.data(articleMappings, vars{"shop": shop, "search": search}), count, "articleMappings", "totalCount")
		}
		csv := a.data(`query($shop: ID!) { articleMappingsCsv(shopId: $shop) }`, vars{"shop": shop})
		a.want(csv, "kind;key;code;name\nPRODUCT;"+key.(string)+";W-1;Darilni zavoj\nSKU;B-1;100;Čaj z meto\nSKU;B-2;200;Med\n", "articleMappingsCsv")

		a.want(a.data(setArticle, input("shopId", shop, "kind", "SKU", "key", "B-1", "code", "")), nil, "r", "articleMapping")
		a.want(a.data(articleMappings, vars{"shop": shop, "search": "B-1"}), 0, "articleMappings", "totalCount")
	})
}

// TestEveryFaultOfAFileHasItsCode: the schema knows all that may be wrong.
func TestEveryFaultOfAFileHasItsCode(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{})
		const head = "kind,key,code\n"
		told := make(map[any]bool)
		for code, file := range map[string]string{
			"EMPTY": "", "BAD_COLUMNS": "kind,key\n", "TOO_LONG": head + "SKU," + strings.Repeat("x", 101) + ",1\n", "REQUIRED": head + "SKU,,1\n",
			"MALFORMED": head + "PRODUCT,x,1\n", "TWICE": head + "SKU,a,1\nSKU,a,2\n", "NOT_CSV": head + "SKU,a\n",
		} {
			got := a.data(importArticles, input("shopId", a.shopID(), "csv", file))
			a.want(got, code, "r", "lineErrors", 0, "code")
			told[code] = true
		}
		for _, code := range model.AllLineErrorCode {
			if !told[string(code)] {
				t.Errorf("nothing is wrong in the way of %s", code)
			}
		}
	})
}
