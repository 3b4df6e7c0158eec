package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const (
	shopSchedule = `query($id: ID) { shop(id: $id) { stockSchedule { every at cron nextRunAt lastRun { state } } } }`
	setSchedule  = `mutation($in: SetStockScheduleInput!) { r: setStockSchedule(input: $in) {
 shop { stockSchedule { every at cron } } userErrors { field code } } }`
	stockSettings = `mutation($in: UpdateShopInput!) { r: updateShop(input: $in) { userErrors { field code } shop { settings {
 stock { supplierField supplierWords { word pieces } emptySupplierIsZero warehouses subtractPending subtractOrdered subtractReserved buffer fractions supplierMetaKey ownMetaKey guardPercent }
 products { unit group categoryGroups { category group } taxClasses { taxClass code } pricesWithTax linkField eanField updateFields onWebhook } } } } }`
)

func TestStockSchedule(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		shop := a.shopID()
		a.want(a.data(shopSchedule, vars{"id": shop}), map[string]any{"every": "HOUR", "at": "", "cron": "", "nextRunAt": nil, "lastRun": nil}, "shop", "stockSchedule")
		a.aRun(syncrun.KindSTOCK, syncrun.StateRUNNING, nil)
		got := a.data(setSchedule, input("shopId", shop, "every", "DAY", "at", "03:30", "cron", "left out"))
		a.want(got, map[string]any{"shop": map[string]any{"stockSchedule": map[string]any{"every": "DAY", "at": "03:30", "cron": ""}}, "userErrors": []any{}}, "r")
		got = a.data(shopSchedule, vars{"id": shop})
		a.want(got, "RUNNING", "shop", "stockSchedule", "lastRun", "state")
		if at(got, "shop", "stockSchedule", "nextRunAt") == nil {
			t.Error("the next run is not told")
		}
		a.want(a.data(setSchedule, input("shopId", shop, "every", "OFF")), "OFF", "r", "shop", "stockSchedule", "every")
		a.want(a.data(shopSchedule, vars{"id": shop}), nil, "shop", "stockSchedule", "nextRunAt")
		a.checkRefused([]refused{
			{setSchedule, input("shopId", shop, "every", "DAY", "at", "3:30"), []string{"input.at INVALID"}},
			{setSchedule, input("shopId", shop, "every", "CRON", "cron", "0 0 30 2 *"), []string{"input.cron INVALID"}},
			{setSchedule, input("shopId", model.ID(model.KindShop, 99), "every", "OFF"), []string{"input.shopId NOT_FOUND"}},
			{setSchedule, input("shopId", model.ID(model.KindOrder, 1), "every", "OFF"), []string{"input.shopId WRONG_KIND"}},
		})
	})
}

func TestStockSettings(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		stock := map[string]any{
			"supplierField": "PROSTO_C8", "supplierWords": []any{map[string]any{"word": ">10", "pieces": 10}, map[string]any{"word": "da", "pieces": 2}},
			"emptySupplierIsZero": false, "warehouses": []any{"01", "02"}, "subtractPending": false, "subtractOrdered": true, "subtractReserved": true,
			"buffer": 3, "fractions": true, "supplierMetaKey": "supplier", "ownMetaKey": "", "guardPercent": 50,
		}
		products := map[string]any{
			"unit": "KG", "group": "007", "categoryGroups": []any{map[string]any{"category": 15, "group": "008"}},
			"taxClasses":    []any{map[string]any{"taxClass": "", "code": 0}, map[string]any{"taxClass": "books", "code": 3}},
			"pricesWithTax": false, "linkField": "", "eanField": "PROSTO_C2", "updateFields": []any{"PRICE", "NAME"}, "onWebhook": true,
		}
		got := a.data(stockSettings, input("id", a.shopID(), "settings", map[string]any{"stock": stock, "products": products}))
		a.want(got, []any{}, "r", "userErrors")
		a.want(got, stock, "r", "shop", "settings", "stock")
		a.want(got, products, "r", "shop", "settings", "products")

		stock["buffer"], products["unit"] = 4, "L"
		got = a.data(stockSettings, input("id", a.shopID(), "settings", map[string]any{"stock": map[string]any{"buffer": 4}, "products": map[string]any{"unit": "L"}}))
		a.want(got, stock, "r", "shop", "settings", "stock")
		a.want(got, products, "r", "shop", "settings", "products")
		a.checkRefused([]refused{
			{stockSettings, input("id", a.shopID(), "settings", map[string]any{"stock": map[string]any{"buffer": -1}}), []string{"input.settings.stock.buffer INVALID"}},
			{stockSettings, input("id", a.shopID(), "settings", map[string]any{"products": map[string]any{"unit": ""}}), []string{"input.settings.products.unit REQUIRED"}},
		})
	})
}
