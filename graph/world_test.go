package graph_test

import (
	"context"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/partnerbinding"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/ent/task"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
)

// world is the API over a shop with an order at each of the ends that matter.
// The fields are the shop's ids of the orders.
type world struct {
	*api

	synced, unmapped, alsoUnmapped, listed int64
}

func newWorld(t *testing.T, s *store.Store) *world {
	t.Helper()
	w := &world{api: newAPI(t, s, ordertest.Options{})}
	if _, err := w.Orders.AddToBlacklist(t.Context(), w.Shop().ID, "*@bad.example", "never pays"); err != nil {
		t.Fatal(err)
	}
	w.SetArticle(article.Entry{Key: article.Key{Kind: article.SKU, Key: "SI-9999"}, Code: "9999", Name: "Drobnarija"})
	w.synced = w.Place(ordertest.Simple())
	leasing := ordertest.Simple()
	leasing.PaymentMethod = "summit"
	w.unmapped, w.alsoUnmapped = w.Place(leasing), w.Place(leasing)
	listed := ordertest.Simple()
	listed.Email = "Joe@Bad.example"
	w.listed = w.Place(listed)
	w.Synced(w.synced)
	w.WaitFor(w.unmapped, "BLOCKED/PAYMENT_UNMAPPED")
	w.WaitFor(w.alsoUnmapped, "BLOCKED/PAYMENT_UNMAPPED")
	w.WaitFor(w.listed, "BLACKLISTED")
	ordertest.Until(t, "the shop's echo of the number has been looked at", func() bool {
		echoed, err := s.Reader().Delivery.Query().Where(delivery.ResourceID(w.synced), delivery.Topic("order.updated")).Exist(t.Context())
		return err == nil && echoed && w.Woo.Waiting() == 0 && w.Push(w.synced).WrittenBackAt != nil && w.Answered(w.synced)
	})
	ordertest.Until(t, "the calls are written down", func() bool {
		count, err := s.Reader().ApiCall.Query().Count(t.Context())
		return err == nil && count > 0
	})
	return w
}

// ids are one id of every kind.
func (w *world) ids() map[model.Kind]string {
	w.t.Helper()
	w.InTx(func(ctx context.Context, tx *store.Tx) error {
		of := w.Order(w.synced)
		return tx.Task.Create().SetShopID(of.ShopID).SetOrderID(of.ID).SetKey("test").SetKind(task.KindPAYMENT_CHANGED).
			SetChanges([]byte("[]")).SetAmounts([]byte("[]")).Exec(ctx)
	})
	var item *ent.RunItem
	w.InTx(func(ctx context.Context, tx *store.Tx) error {
		product, err := tx.Product.Create().SetShopID(w.Shop().ID).SetShopProductID(900).SetName("Lipov čaj").Save(ctx)
		if err != nil {
			return err
		}
		of, err := tx.SyncRun.Create().SetShopID(w.Shop().ID).SetKind(syncrun.KindIMPORT).SetState(syncrun.StateSUCCEEDED).SetFinishedAt(store.Now()).Save(ctx)
		if err != nil {
			return err
		}
		item, err = tx.RunItem.Create().SetRunID(of.ID).SetProductID(product.ID).SetOutcome(runitem.OutcomeUPDATED).SetAt(store.Now()).Save(ctx)
		return err
	})
	w.Bind(partnerbinding.KindEMAIL, "bound@example.si", "502")
	got := w.data(`query($shop: ID!) {
 shops { id connection { id } } partnerBindings(shopId: $shop) { id } orders(first: 1) { nodes { id } } paymentMappings(shopId: $shop) { id } articleMappings(shopId: $shop) { nodes { id } } blacklist(shopId: $shop) { id }
 deliveries(first: 1) { nodes { id } } events(first: 1) { nodes { id } } apiCalls(first: 1) { nodes { id } } tasks(first: 1) { nodes { id } } }`, vars{"shop": w.shopID()})
	text := func(path ...any) string { return at(got, path...).(string) }
	return map[model.Kind]string{
		model.KindShop: text("shops", 0, "id"), model.KindVascoConnection: text("shops", 0, "connection", "id"),
		model.KindOrder: text("orders", "nodes", 0, "id"), model.KindPaymentMapping: text("paymentMappings", 0, "id"),
		model.KindArticleMapping: text("articleMappings", "nodes", 0, "id"),
		model.KindPartnerBinding: text("partnerBindings", 0, "id"),
		model.KindBlacklistEntry: text("blacklist", 0, "id"), model.KindDelivery: text("deliveries", "nodes", 0, "id"),
		model.KindEvent: text("events", "nodes", 0, "id"), model.KindApiCall: text("apiCalls", "nodes", 0, "id"),
		model.KindTask:    text("tasks", "nodes", 0, "id"),
		model.KindProduct: model.ID(model.KindProduct, item.ProductID), model.KindSyncRun: model.ID(model.KindSyncRun, item.RunID),
		model.KindRunItem: model.ID(model.KindRunItem, item.ID),
	}
}
