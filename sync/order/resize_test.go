package order_test

import (
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// TestConcurrencyIsChanged: a connection that may take more orders at once gets
// them so from then on, without a restart.
func TestConcurrencyIsChanged(t *testing.T) {
	t.Parallel()
	f := ordertest.New(t, storetest.Open(t, storetest.SQLite(t)), ordertest.Options{
		Topics: []string{"order.created"}, Vasco: func(v *connection.NewVasco) { v.Concurrency = 1 },
	})
	f.UpdateVasco(connection.VascoChange{Concurrency: new(3)})
	if err := f.Registry.WorkQueues(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.ERP.AddFaults(vascosim.Fault{Kind: "slow", Method: "POST", Path: "FA/narociloKupca", Millis: 500})
	ids := []int64{f.Place(ordertest.Simple()), f.Place(ordertest.Simple()), f.Place(ordertest.Simple())}
	for _, id := range ids {
		f.Synced(id)
	}
	ordertest.Until(t, "two writes were under way at once", func() bool {
		calls, err := f.Store.Reader().ApiCall.Query().Where(apicall.Operation("create order")).Order(apicall.ByAt()).All(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(calls) < len(ids) {
			return false
		}
		for i, c := range calls[1:] {
			if c.At.Before(calls[i].At.Add(time.Duration(calls[i].DurationMs) * time.Millisecond)) {
				return true
			}
		}
		t.Fatal("each write waited for the one before")
		return false
	})
}
