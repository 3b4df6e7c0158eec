package order_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// A POST's time runs from its intent on: an order that has to wait for other calls
// waits before it, says nothing of VASCO, and goes on when its turn comes.
func TestAnOrderWaitsForItsTurnBeforeItsIntent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var log page
		f := ordertest.New(t, s, ordertest.Options{Replica: ordertest.ReplicaOptions{
			CallTimeout: shortCall, LeaseFor: shortLease, Lines: slog.New(slog.NewTextHandler(&log, nil)),
		}})
		// Its partner is known, so that the order's POST is the first call it makes.
		f.Synced(f.Place(from("nova@example.si")))
		f.UpdateVasco(connection.VascoChange{Concurrency: new(1)})
		v, err := f.Registry.Vasco(t.Context(), f.Shop().ConnectionID)
		if err != nil {
			t.Fatal(err)
		}
		client, err := f.Registry.VascoClient(v)
		if err != nil {
			t.Fatal(err)
		}
		_, release, err := client.Reserve(t.Context(), time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		id := f.Place(from("nova@example.si"))
		ordertest.Until(t, "the order gives way", func() bool { return log.has(fmt.Sprint("shop_order_id=", id), "end=worked", "outcome=BUSY") })
		if p := f.Push(id); p.Attempt != 0 || p.Reason != "" {
			t.Errorf("it has tried %d times and says %q", p.Attempt, p.Reason)
		}
		release()
		if p := f.Synced(id); p.Attempt != 1 {
			t.Errorf("it was sent %d times", p.Attempt)
		}
		f.Once(id)
	})
}
