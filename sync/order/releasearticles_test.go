package order_test

import (
	"context"
	"testing"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// TestAnArticleThatIsPushedReleasesItsOrders: those that wait for another stay.
func TestAnArticleThatIsPushedReleasesItsOrders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.Woo.SetMeta("PWH-1", "_alg_ean", "383009999")
		id := f.Place(ordertest.Simple())
		f.WaitFor(id, "BLOCKED/ARTICLE_UNKNOWN_IN_VASCO")
		f.ERP.AddArticle(vascosim.Article{Code: "383009999", Name: "Slušalke", Price: "49.99"})
		before := f.Push(id).ReasonRef
		release := func(codes ...string) {
			if err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return f.Orders.ReleaseArticles(ctx, tx, f.Shop().ID, codes)
			}); err != nil {
				t.Fatal(err)
			}
		}
		release("383009998")
		if p := f.Push(id); p.ReasonRef != before || p.State != "BLOCKED" {
			t.Errorf("another article released it: %s %s", p.State, p.Reason)
		}
		release("383009998", "383009999")
		f.Synced(id)
	})
}
