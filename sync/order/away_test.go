package order_test

import (
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func oneAtATime(v *connection.NewVasco) { v.Concurrency = 1 }

func placeMany(t *testing.T, f *ordertest.Fixture, count int) []int64 {
	t.Helper()
	ids := make([]int64, count)
	for i := range ids {
		ids[i] = f.Place(ordertest.Simple())
		// Each hook is stored before the next order is placed.
		ordertest.Until(t, "the order was delivered", func() bool { return f.HooksOf(ids[i]) > 0 })
	}
	return ids
}

// inOrder checks that VASCO got the orders once each and in order of creation.
func inOrder(t *testing.T, f *ordertest.Fixture, ids []int64) {
	t.Helper()
	for _, id := range ids {
		if p := f.Synced(id); p.Attempt != 1 {
			t.Errorf("order %d took %d attempts: being away was counted", id, p.Attempt)
		}
	}
	var got []int64
	for _, o := range f.ERP.Orders() {
		id, err := strconv.ParseInt(o.ShopNumber, 10, 64)
		if err == nil && slices.Contains(ids, id) {
			got = append(got, id)
		}
	}
	if !slices.Equal(got, ids) {
		t.Errorf("VASCO got them as %v, they were placed as %v", got, ids)
	}
}

// TestVascoAway: orders wait in their places, no attempt is counted, one event
// says so, and they flow on in order of creation when VASCO is back.
func TestVascoAway(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Vasco: oneAtATime})
		f.Synced(f.Place(ordertest.Simple()))
		f.Down(f.ERPURL, true)
		ids := placeMany(t, f, 6)
		ordertest.Until(t, "it is told", func() bool { return len(f.Events(0, "connection.unreachable")) == 1 })
		f.WaitUntil(ids[0], "it says why it waits", func(*ent.Push) bool { return f.State(ids[0]) == "QUEUED/"+order.ReasonVascoAway })
		f.Down(f.ERPURL, false)
		inOrder(t, f, ids)
		if away, back := len(f.Events(0, "connection.unreachable")), len(f.Events(0, "connection.reachable")); away != 1 || back != 1 {
			t.Errorf("told %d times that it is away, %d times that it is back", away, back)
		}
	})
}

// TestVascoOffAtNight: what is expected to be off alarms nobody, and orders wait all the same.
func TestVascoOffAtNight(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Vasco: func(v *connection.NewVasco) {
			oneAtATime(v)
			v.OpeningHours = time.Now().AddDate(0, 0, 3).Format("Mon")[:2] + " 10:00-11:00"
		}})
		f.Down(f.ERPURL, true)
		ids := placeMany(t, f, 2)
		ordertest.Until(t, "it is told", func() bool { return len(f.Events(0, "connection.unreachable")) == 1 })
		if told := f.Events(0, "connection.unreachable")[0]; told.Level != event.LevelINFO {
			t.Errorf("told as %s", told.Level)
		}
		f.Down(f.ERPURL, false)
		inOrder(t, f, ids)
	})
}

// TestVascoAwayOverARestart: the pause outlives the process.
func TestVascoAwayOverARestart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Vasco: oneAtATime})
		f.Down(f.ERPURL, true)
		ids := placeMany(t, f, 4)
		ordertest.Until(t, "it is told", func() bool { return len(f.Events(0, "connection.unreachable")) == 1 })
		f.Stop()
		asked := f.Calls("POST Avtentikacija")
		f.Receiver(f.AddReplica(ordertest.ReplicaOptions{}))
		ids = append(ids, placeMany(t, f, 2)...)
		ordertest.Until(t, "the new process has asked for VASCO", func() bool { return f.Calls("POST Avtentikacija") > asked })
		f.Down(f.ERPURL, false)
		inOrder(t, f, ids)
		if away := len(f.Events(0, "connection.unreachable")); away != 1 {
			t.Errorf("told %d times that it is away", away)
		}
	})
}

// TestStartWhileVascoIsAway: the first process there is finds VASCO away.
func TestStartWhileVascoIsAway(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoReplica: true, Vasco: oneAtATime})
		f.Down(f.ERPURL, true)
		ids := placeMany(t, f, 4)
		f.AddReplica(ordertest.ReplicaOptions{})
		ordertest.Until(t, "it is told", func() bool { return len(f.Events(0, "connection.unreachable")) == 1 })
		f.Down(f.ERPURL, false)
		inOrder(t, f, ids)
	})
}

// TestVascoStumblesOnReads: 5xx and Retry-After on what is read before an order
// is sent are waited out.
func TestVascoStumblesOnReads(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]vascosim.Fault{
		"503":         {Kind: "status", Status: 503, Times: 4},
		"retry after": {Kind: "retry_after", Millis: 1000, Times: 2},
		"half a list": {Kind: "half_list", Times: 2},
		"a web page":  {Kind: "html_200", Times: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{})
			fault.Method, fault.Path = http.MethodGet, ordertest.PartnersPath
			f.ERP.AddFaults(fault)
			if p := f.Synced(f.Place(ordertest.Simple())); p.Attempt != 1 {
				t.Errorf("it took %d attempts", p.Attempt)
			}
		})
	}
}

// TestSomethingElseAtVascosAddress: the order says so, and goes on when the
// address is mended.
func TestSomethingElseAtVascosAddress(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{Vasco: func(v *connection.NewVasco) { v.BaseURL += "/intranet" }})
	id := f.Place(ordertest.Simple())
	p := f.WaitUntil(id, "it says so", func(p *ent.Push) bool { return p.Reason == order.ReasonVascoUnreadable })
	if p.ReasonParams["detail"] == "" {
		t.Error("it does not say what is wrong")
	}
	f.UpdateVasco(connection.VascoChange{BaseURL: &f.ERPURL})
	f.Synced(id)
}

// TestShopAway: an order that has to be read waits for the shop, which is told once.
func TestShopAway(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		f.Down(f.WooURL, true)
		var ids []int64
		for range 3 {
			id := f.Place(ordertest.Simple())
			nudge(f, id, "processing")
			ids = append(ids, id)
		}
		ordertest.Until(t, "it is told", func() bool { return len(f.Events(0, "shop.unreachable")) == 1 })
		f.Down(f.WooURL, false)
		for _, id := range ids {
			f.Synced(id)
		}
		if away, back := len(f.Events(0, "shop.unreachable")), len(f.Events(0, "shop.reachable")); away != 1 || back != 1 {
			t.Errorf("told %d times that it is away, %d times that it is back", away, back)
		}
	})
}

// TestShopAwayAfterTheHook: what the hook brought is known, and says why it waits.
func TestShopAwayAfterTheHook(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Woo.AddFaults(woosim.Fault{Path: "products", Status: 503, Times: 6})
	id := f.Place(ordertest.Simple())
	f.WaitUntil(id, "it says so", func(*ent.Push) bool { return f.State(id) == "QUEUED/"+order.ReasonShopAway })
	f.Synced(id)
}
