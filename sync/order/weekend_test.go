package order_test

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// gauge counts calls of a kind that are under way at once.
type gauge struct {
	counts    func(*http.Request) bool
	mu        sync.Mutex
	now, most int
}

func writesAnOrder(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, ordertest.OrdersPath)
}

func (g *gauge) RoundTrip(r *http.Request) (*http.Response, error) {
	if g.counts(r) {
		g.add(1)
		defer g.add(-1)
	}
	return http.DefaultTransport.RoundTrip(r)
}

func (g *gauge) add(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now += n
	g.most = max(g.most, g.now)
}

// TestAWeekendWithoutTheERP: what came while VASCO was away goes in by itself
// when it is back, once each, in order of creation, and gently: never more at
// once than the connection takes.
func TestAWeekendWithoutTheERP(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const orders, atOnce, underWay = 40, 4, 16
		load := &gauge{counts: writesAnOrder}
		f := ordertest.New(t, s, ordertest.Options{Replica: ordertest.ReplicaOptions{Transport: load}})
		f.Synced(f.Place(ordertest.Simple()))
		f.Down(f.ERPURL, true)
		ids := placeMany(t, f, orders)
		ordertest.Until(t, "it is told", func() bool { return len(f.Events(0, "connection.unreachable")) == 1 })
		f.Down(f.ERPURL, false)
		for _, id := range ids {
			if p := f.Synced(id); p.Attempt != 1 {
				t.Errorf("order %d took %d attempts", id, p.Attempt)
			}
		}
		if load.most > atOnce {
			t.Errorf("%d orders were written at once, want at most %d", load.most, atOnce)
		}
		// Those that are under way together may pass each other.
		for place, o := range f.ERP.Orders()[1:] {
			at := slices.IndexFunc(ids, func(id int64) bool { return f.InVasco(id)[0].Number == o.Number })
			if apart := at - place; apart >= underWay || apart <= -underWay {
				t.Errorf("the order placed as %d. was written as %d.", at+1, place+1)
			}
		}
		if told := len(f.Events(0, "connection.unreachable")); told != 1 {
			t.Errorf("told %d times that it is away", told)
		}
	})
}
