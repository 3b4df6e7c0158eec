package order_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/ent/lease"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// crowd sees how many orders are claimed at each call to VASCO.
type crowd struct {
	http.RoundTripper
	store *store.Store

	mu   sync.Mutex
	most int
}

func (c *crowd) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.URL.Path, "/api/v1/") {
		claimed, err := c.store.Reader().Lease.Query().Where(lease.NameHasPrefix("order:"), lease.ExpiresAtGT(store.Now())).Count(r.Context())
		if err != nil {
			return nil, fmt.Errorf("count the claimed orders: %w", err)
		}
		c.mu.Lock()
		c.most = max(c.most, claimed)
		c.mu.Unlock()
	}
	return c.RoundTripper.RoundTrip(r)
}

// Orders that share a slow VASCO's calls with many others would all run out of
// time: no more of them are worked than there are calls.
func TestASlowVascoGetsNoMoreOrdersThanCalls(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const atOnce = 4
		seen := &crowd{RoundTripper: http.DefaultTransport, store: s}
		// With sixteen at once, not one order got to its end within minutes.
		f := ordertest.New(t, s, ordertest.Options{
			ERP: vascosim.Options{Delay: shortCall / 2},
			Replica: ordertest.ReplicaOptions{
				CallTimeout: shortCall, LeaseFor: 5 * shortCall / 2, PassFor: 4 * shortCall, Transport: seen,
			},
		})
		ids := make([]int64, 16)
		for i := range ids {
			ids[i] = f.Place(from(fmt.Sprintf("nova%d@example.si", i)))
		}
		for _, id := range ids {
			f.Synced(id)
		}
		seen.mu.Lock()
		defer seen.mu.Unlock()
		if seen.most > atOnce {
			t.Errorf("%d orders were worked at once, want at most %d", seen.most, atOnce)
		}
	})
}
