package app_test

import (
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// Whatever two replicas do at the same time (orders, numbers written back, imports,
// stock runs), the shop gets no more calls at once than the setting says. A change
// of it holds in what is under way.
func TestCallsOfTwoReplicas(t *testing.T) {
	t.Parallel()
	o := options(t)
	o.CallTimeout = connection.DefaultCallTimeout // A slow test machine is no dead replica.
	o.DatabaseURL = storetest.Postgres(t)
	first := open(t, o)
	o2 := options(t)
	o2.CallTimeout = o.CallTimeout
	o2.Demo, o2.DatabaseURL, o2.SecretKeyFile = false, o.DatabaseURL, filepath.Join(o.DataDir, "secret.key")
	second := open(t, o2)
	l := &load{first: first, second: second, stopped: make(chan struct{})}
	l.start()
	defer l.stop()

	sim := first.Demo.Shop
	sim.AddFaults(woosim.Fault{Millis: 10})
	before := 2
	for _, limit := range []int{2, 3, 1} {
		sim.ForgetLoad()
		l.setRequests(limit)
		ids := make([]int64, 12)
		for i := range ids {
			ids[i] = first.place(card())
		}
		// What began before the change has to end.
		ordertest.Until(t, "there are "+strconv.Itoa(limit)+" calls at once", func() bool {
			most, calls := sim.Load()
			if most > max(before, limit) {
				t.Fatalf("%d calls at once, after a change from %d to %d", most, before, limit)
			}
			if calls > 40 && most != limit {
				sim.ForgetLoad()
			}
			return calls > 40 && most == limit
		})
		for _, id := range ids {
			first.synced(id)
		}
		before = limit
	}
	l.stop()
	if l.wrote == 0 || l.imported == 0 {
		t.Errorf("%d products were written, %d imports ended", l.wrote, l.imported)
	}
}

// load is what keeps two replicas busy with a shop's products.
type load struct {
	first, second   *running
	shopID          int
	wrote, imported int

	group   sync.WaitGroup
	once    sync.Once
	stopped chan struct{}
}

func (l *load) start() {
	t := l.first.t
	shop, err := l.first.Registry.ShopByKey(t.Context(), "demo")
	if err != nil {
		t.Fatal(err)
	}
	l.shopID = shop.ID
	live := connection.Live
	if _, _, err := l.first.Registry.SetSending(t.Context(), shop.ID, connection.SendingChange{Stock: &live, Consent: "demo"}); err != nil {
		t.Fatal(err)
	}
	l.group.Go(l.runs)
	l.group.Go(l.imports)
}

func (l *load) stop() {
	l.once.Do(func() { close(l.stopped) })
	l.group.Wait()
}

func (l *load) goesOn() bool {
	select {
	case <-l.stopped:
		return false
	default:
		return true
	}
}

// runs lets stock runs write, one after another.
func (l *load) runs() {
	t := l.first.t
	for pieces := 1; l.goesOn(); pieces++ {
		for _, article := range l.first.Demo.Shop.Articles() {
			l.first.Demo.ERP.SetStock(vascosim.Stock{Code: article[1], Warehouse: "1", OnHand: strconv.Itoa(100 + pieces)})
		}
		row, _, err := l.first.Stock.Start(t.Context(), l.shopID, false)
		if err != nil {
			t.Error(err)
			return
		}
		l.wrote += l.ended(row.ID)
	}
}

func (l *load) imports() {
	for l.goesOn() {
		row, _, err := l.second.Products.StartImport(l.first.t.Context(), l.shopID)
		if err != nil {
			l.first.t.Error(err)
			return
		}
		l.ended(row.ID)
		l.imported++
	}
}

// ended waits for a run's end, confirms it where it has to be, and answers how
// many products it has changed.
func (l *load) ended(id int) (updated int) {
	t := l.first.t
	ordertest.Until(t, "run "+strconv.Itoa(id)+" ends", func() bool {
		row, err := l.first.Store.Reader().SyncRun.Get(t.Context(), id)
		if err != nil {
			t.Error(err)
			return true
		}
		if row.State == syncrun.StateAWAITING_CONFIRMATION {
			_, err = l.first.Runs.Confirm(t.Context(), id)
		}
		if err != nil {
			t.Error(err)
		}
		updated = row.Updated
		return row.FinishedAt != nil
	})
	return updated
}

func (l *load) setRequests(limit int) {
	l.first.t.Helper()
	_, _, err := l.first.Registry.UpdateShop(l.first.t.Context(), l.shopID, connection.ShopChange{Settings: rules.Change{RequestsAtOnce: &limit}})
	if err != nil {
		l.first.t.Fatal(err)
	}
}
