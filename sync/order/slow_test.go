package order_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestOutOfTime: the other side answers each call, but so slowly that the order's
// time ends first. It says so, and goes on by itself.
func TestOutOfTime(t *testing.T) {
	t.Parallel()
	for name, slow := range map[string]func(f *ordertest.Fixture){
		"VASCO": func(f *ordertest.Fixture) {
			f.ERP.AddFaults(vascosim.Fault{Kind: "slow", Method: http.MethodGet, Millis: 1500})
		},
		"the shop": func(f *ordertest.Fixture) { f.Woo.AddFaults(woosim.Fault{Path: "products", Millis: 3000}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{Replica: ordertest.ReplicaOptions{PassFor: 2 * time.Second}})
				slow(f)
				id := f.Place(from("nova@example.si"))
				p := f.WaitUntil(id, "it says that it is out of time", func(p *ent.Push) bool { return p.Reason == order.ReasonOutOfTime })
				if !strings.Contains(p.ReasonParams["detail"], "deadline exceeded") {
					t.Errorf("it says %v", p.ReasonParams)
				}
				f.ERP.ClearFaults()
				f.Woo.ClearFaults()
				if p := f.Synced(id); p.Reason != "" {
					t.Errorf("it still says %s", p.Reason)
				}
			})
		})
	}
}
