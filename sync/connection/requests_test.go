package connection_test

import (
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestRequestsAtOnce: a change holds for the next call, without a restart.
func TestRequestsAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		shop := f.shop("trgovina", nil)
		for _, limit := range []int{2, 3} {
			if _, _, err := f.registry.UpdateShop(t.Context(), shop.ID, connection.ShopChange{Settings: rules.Change{RequestsAtOnce: &limit}}); err != nil {
				t.Fatal(err)
			}
			if got := f.underWay(shop.ID, limit); got != limit {
				t.Errorf("%d calls at once, want %d", got, limit)
			}
		}
	})
}

// underWay makes so many calls to a shop that answers none of them before all are
// there, and answers how many it had at once.
func (f *fixture) underWay(shopID, calls int) int {
	f.t.Helper()
	var now atomic.Int64
	var all, made sync.WaitGroup
	all.Add(calls)
	url := serve(f.t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		now.Add(1)
		all.Done()
		all.Wait()
		_, _ = w.Write([]byte(`{"code":"EUR"}`))
	}))
	shop, err := f.registry.Shop(f.t.Context(), shopID)
	must(f.t, err)
	shop.URL, shop.HomeURL = url, url
	client, err := f.registry.WooClient(shop)
	must(f.t, err)
	for range calls {
		made.Go(func() {
			if _, err := client.Currency(f.t.Context()); err != nil {
				f.t.Error(err)
			}
		})
	}
	made.Wait()
	return int(now.Load())
}
