package order_test

import (
	"slices"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// giftWrap is a product without an EAN.
func giftWrap(d *woosim.Draft) { d.Items = []woosim.Item{{SKU: "SI-3001", Quantity: 1}} }

// TestReleaseGroup: a cause that is mended in the shop releases its orders
// together; those older than a week only when a person confirms that, and what
// somebody entered into VASCO meanwhile is adopted.
func TestReleaseGroup(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.Synced(f.Place(ordertest.Simple()))
		old := placed(func(d *woosim.Draft) { giftWrap(d); d.PlacedAt = time.Now().AddDate(0, 0, -10) })(f)
		young := []int64{placed(giftWrap)(f), placed(giftWrap)(f)}
		for _, id := range append(slices.Clone(young), old) {
			f.WaitFor(id, "BLOCKED/ARTICLE_CODE_MISSING")
		}
		other := f.Place(summit())
		f.WaitFor(other, "BLOCKED/PAYMENT_UNMAPPED")
		f.Woo.SetMeta("SI-3001", "_alg_ean", "3830000003001")
		f.ERP.AddArticle(vascosim.Article{Code: "3830000003001", Name: "Darilni zavoj", Price: "2.50"})
		group := order.Group{ShopID: f.Shop().ID, State: push.StateBLOCKED, Reason: string(mapping.ArticleCodeMissing), Ref: f.Push(old).ReasonRef}

		released := releaseGroup(t, f, group, false)
		if released.Orders != 2 || released.Old != 1 || released.OldestAt == nil || !released.OldestAt.Equal(f.Order(old).PlacedAt) {
			t.Errorf("released %+v", released)
		}
		for _, id := range young {
			f.Synced(id)
		}
		f.WaitFor(old, "BLOCKED/ARTICLE_CODE_MISSING")
		f.Never(old)

		f.Enter(old, nil)
		if released := releaseGroup(t, f, group, true); released.Orders != 1 || released.Old != 0 {
			t.Errorf("released %+v", released)
		}
		if p := f.Synced(old); p.Origin != push.OriginADOPTED {
			t.Errorf("the old one is %s", p.Origin)
		}
		if released := releaseGroup(t, f, group, true); released.Orders != 0 || released.OldestAt != nil {
			t.Errorf("of nothing, released %+v", released)
		}
		f.WaitFor(other, "BLOCKED/PAYMENT_UNMAPPED")
	})
}

// TestReleaseOfUncertainOrders: they are searched for again, and stay what they
// are as long as the search proves nothing.
func TestReleaseOfUncertainOrders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.Synced(f.Place(ordertest.Simple()))
		f.FailPosts(landed)
		f.ERP.AddFaults(blind)
		id := f.Place(ordertest.Simple())
		f.WaitFor(id, "UNCERTAIN/SEARCH_INCOMPLETE")
		group := order.Group{ShopID: f.Shop().ID, State: push.StateUNCERTAIN, Reason: order.ReasonSearchIncomplete}
		f.WaitAnswered(id)
		if released := releaseGroup(t, f, group, false); released.Orders != 1 {
			t.Errorf("released %+v", released)
		}
		f.WaitAnswered(id)
		f.WaitFor(id, "UNCERTAIN/SEARCH_INCOMPLETE")
		f.ERP.ClearFaults()
		releaseGroup(t, f, group, false)
		f.Synced(id)
	})
}

func releaseGroup(t *testing.T, f *ordertest.Fixture, g order.Group, old bool) order.GroupReleased {
	t.Helper()
	released, err := f.Orders.ReleaseGroup(t.Context(), g, old)
	if err != nil {
		t.Fatal(err)
	}
	return released
}
