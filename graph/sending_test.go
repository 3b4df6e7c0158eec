package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

const (
	setSending = `mutation($in: SetSendingInput!) { r: setSending(input: $in) { shop { sending { orders stock } } releasedOrders
 userErrors { field code message } } }`
	previewReport = `query($id: ID!) { r: previewReport(shopId: $id) { same differing notFound unclear differences { number } } }`
)

func TestSetSending(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{Shop: func(s *connection.NewShop) { s.SendingOrders, s.SendingStock = "", "" }})
		shop := a.shopID()
		a.want(a.data(`query($id: ID!) { shop(id: $id) { sending { orders stock } } }`, vars{"id": shop}),
			map[string]any{"orders": "PREVIEW", "stock": "PREVIEW"}, "shop", "sending")
		id := a.Place(ordertest.Simple())
		a.WaitFor(id, "WAITING/SENDING_PREVIEW")
		a.WaitAnswered(id)
		a.want(a.data(previewReport, vars{"id": shop}),
			map[string]any{"same": 0.0, "differing": 0.0, "notFound": 1.0, "unclear": 0.0, "differences": []any{}}, "r")

		a.Woo.SetPlugins([]woosim.Plugin{{File: "vasco-sync/vasco-sync.php", Name: "WC VASCO Sync", Version: "1.4"}})
		a.checkRefused([]refused{
			{setSending, input("shopId", "x", "orders", "HOLD"), []string{"input.shopId INVALID"}},
			{setSending, input("shopId", model.ID(model.KindShop, 99), "orders", "HOLD"), []string{"input.shopId NOT_FOUND"}},
			{setSending, input("shopId", shop, "orders", "LIVE"), []string{"input.consent REQUIRED"}},
			{setSending, input("shopId", shop, "orders", "LIVE", "consent", "yes"), []string{"input.consent INVALID"}},
		})
		a.Never(id)
		got := a.data(setSending, input("shopId", shop, "orders", "HOLD"))
		a.want(got, map[string]any{"orders": "HOLD", "stock": "PREVIEW"}, "r", "shop", "sending")
		a.WaitFor(id, "WAITING/SENDING_HELD")
		got = a.data(setSending, input("shopId", shop, "orders", "LIVE", "consent", "demo"))
		a.want(got, []any{}, "r", "userErrors")
		a.want(got, 1.0, "r", "releasedOrders")
		a.Synced(id)
		// Off again, the former plugin needs no consent.
		a.Woo.SetPlugins(nil)
		a.data(setSending, input("shopId", shop, "orders", "HOLD"))
		a.want(a.data(setSending, input("shopId", shop, "orders", "LIVE")), []any{}, "r", "userErrors")
	})
}

// TestLiveWhileTheShopIsSilent: whoever cannot be asked may still send.
func TestLiveWhileTheShopIsSilent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoHooks: true, Shop: func(s *connection.NewShop) { s.SendingOrders = connection.Hold }})
		a.Down(a.WooURL, true)
		a.checkRefused([]refused{
			{setSending, input("shopId", a.shopID(), "orders", "LIVE"), []string{"input.consent REQUIRED"}},
		})
	})
}
