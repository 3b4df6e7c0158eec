package order_test

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// TestTokensThatEnd: tokens that end early, and then a login that gets no
// answer, say nothing about the login itself: the order is not blocked.
func TestTokensThatEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		next := &http.Transport{}
		t.Cleanup(next.CloseIdleConnections)
		logins := &fourthLogin{next: next}
		f := ordertest.New(t, s, ordertest.Options{Replica: ordertest.ReplicaOptions{Transport: logins}})
		f.ERP.AddFaults(vascosim.Fault{Kind: "expired_token", Method: http.MethodGet, Path: ordertest.PartnersPath, Times: 3})
		id := f.Place(ordertest.Simple())
		f.Synced(id)
		if logins.lost.Load() != 1 {
			t.Errorf("%d logins were lost", logins.lost.Load())
		}
		if told := f.Events(id, "order.blocked"); len(told) > 0 {
			t.Errorf("it was blocked: %v", told[0].Params)
		}
	})
}

// fourthLogin loses the login that looks whether the refusal was meant.
type fourthLogin struct {
	next         http.RoundTripper
	logins, lost atomic.Int32
}

func (l *fourthLogin) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/Avtentikacija") && l.logins.Add(1) == 4 {
		l.lost.Add(1)
		return nil, errors.New("connection reset by peer")
	}
	return l.next.RoundTrip(r)
}
