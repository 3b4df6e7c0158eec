package connection_test

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestRequestsAtOnce: a change holds for the next call, also of who has the
// client from before it.
func TestRequestsAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		held := &holding{}
		shop := f.shop("trgovina", func(in *connection.NewShop) { in.URL = serve(t, held) })
		client := f.client(f.registry, shop.ID)
		for _, limit := range []int{2, 3, 1} {
			f.setRequests(shop.ID, limit)
			if got := held.underWay(t, client, limit); got != limit {
				t.Errorf("%d calls at once, want %d", got, limit)
			}
		}
	})
}

// holding is a shop that answers no call before enough are there.
type holding struct {
	all  *sync.WaitGroup
	now  atomic.Int64
	most atomic.Int64
}

func (h *holding) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	h.most.Store(max(h.most.Load(), h.now.Add(1)))
	defer h.now.Add(-1)
	h.all.Done()
	h.all.Wait()
	_, _ = w.Write([]byte(`{"code":"EUR"}`))
}

// underWay makes three rounds of so many calls, and answers how many the shop
// had at once.
func (h *holding) underWay(t *testing.T, client *woo.Client, calls int) int {
	t.Helper()
	h.most.Store(0)
	for range 3 {
		h.all = &sync.WaitGroup{}
		h.all.Add(calls)
		var made sync.WaitGroup
		for range calls {
			made.Go(func() {
				if _, err := client.Currency(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		made.Wait()
	}
	return int(h.most.Load())
}

func (f *fixture) setRequests(shopID, limit int) {
	f.t.Helper()
	_, _, err := f.registry.UpdateShop(f.t.Context(), shopID, connection.ShopChange{Settings: rules.Change{RequestsAtOnce: &limit}})
	must(f.t, err)
}

func (f *fixture) client(of *connection.Registry, shopID int) *woo.Client {
	f.t.Helper()
	shop, err := of.Shop(f.t.Context(), shopID)
	must(f.t, err)
	client, err := of.WooClient(shop)
	must(f.t, err)
	return client
}

// TestRequestsOfAllClients of a shop count together: one that was made anew, too.
func TestRequestsOfAllClients(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		shop := f.shop("trgovina", nil)
		before := f.client(f.registry, shop.ID)
		_, _, err := f.registry.UpdateShop(t.Context(), shop.ID, connection.ShopChange{HomeURL: &f.wooURL})
		must(t, err)
		after := f.client(f.registry, shop.ID)
		if before == after {
			t.Fatal("the client is the one from before")
		}
		if most := f.load(before, after); most != 2 {
			t.Errorf("%d calls at once", most)
		}
	})
}

// load has each client make calls, all at once, and answers how many the shop
// had at the same time.
func (f *fixture) load(clients ...*woo.Client) int {
	f.t.Helper()
	f.woo.AddFaults(woosim.Fault{Millis: 3})
	f.woo.ForgetLoad()
	var all sync.WaitGroup
	for _, client := range clients {
		for range 15 {
			all.Go(func() {
				if _, err := client.Currency(f.t.Context()); err != nil {
					f.t.Error(err)
				}
			})
		}
	}
	all.Wait()
	most, calls := f.woo.Load()
	if want := 15 * len(clients); calls < want {
		f.t.Errorf("the shop had %d calls, want %d", calls, want)
	}
	return most
}

// replicated is a database that several processes may share.
func replicated(t *testing.T) *store.Store {
	t.Helper()
	return storetest.Open(t, storetest.Postgres(t))
}

// TestRequestsOfAllReplicas count together.
func TestRequestsOfAllReplicas(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	f := setup(t, s)
	shop := f.shop("trgovina", nil)
	clients := []*woo.Client{f.client(f.registry, shop.ID), f.client(f.another(), shop.ID), f.client(f.another(), shop.ID)}
	if most := f.load(clients...); most != 2 {
		t.Errorf("%d calls at once", most)
	}
}

// TestAReplicaThatIsBusyLetsAnotherCall, however many calls it makes in a row.
func TestAReplicaThatIsBusyLetsAnotherCall(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	f := setup(t, s)
	shop := f.shop("trgovina", nil)
	f.setRequests(shop.ID, 1)
	busy, other := f.client(f.registry, shop.ID), f.client(f.another(), shop.ID)
	ctx, stop := context.WithCancel(t.Context())
	began := make(chan struct{})
	var run sync.WaitGroup
	run.Go(func() {
		for first := true; ctx.Err() == nil; first = false {
			if _, err := busy.Currency(ctx); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
			if first {
				close(began)
			}
		}
	})
	<-began
	f.woo.ForgetLoad()
	for range 3 {
		if _, err := other.Currency(t.Context()); err != nil {
			t.Error(err)
		}
	}
	stop()
	run.Wait()
	if most, _ := f.woo.Load(); most != 1 {
		t.Errorf("%d calls at once", most)
	}
}

// TestAReplicaWhoseClockIsSlow gets its turn beside one that is busy.
func TestAReplicaWhoseClockIsSlow(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	f := setup(t, s)
	shop := f.shop("trgovina", nil)
	f.setRequests(shop.ID, 1)
	busy := f.client(f.registry, shop.ID)
	changed := func(statement string) bool {
		result, err := s.Write.ExecContext(t.Context(), statement)
		must(t, err)
		rows, err := result.RowsAffected()
		must(t, err)
		return rows != 0
	}
	_, err := busy.Currency(t.Context())
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	var calls atomic.Int64
	var run sync.WaitGroup
	run.Go(func() {
		for ; ctx.Err() == nil; calls.Add(1) {
			if _, err := busy.Currency(ctx); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
	})
	defer run.Wait()
	defer stop()
	// What the other one writes has ended by the busy one's clock.
	for !changed(`INSERT INTO leases (name, owner, fence, expires_at) VALUES ('turn:1:0', 'slow', 1, now()) ON CONFLICT (name) DO NOTHING`) {
		if calls.Load() > 3000 {
			t.Fatal("the busy one has made 3,000 calls, and has not given its turn back")
		}
		changed(`INSERT INTO leases (name, owner, fence, expires_at) VALUES ('turn:1:wish', 'slow', 1, now() - interval '1 second')
ON CONFLICT (name) DO UPDATE SET expires_at = excluded.expires_at`)
	}
}

// TestACallThatIsGivenUpKeepsNoTurn: nobody would give a sign of life for it.
func TestACallThatIsGivenUpKeepsNoTurn(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	f := setup(t, s)
	shop := f.shop("trgovina", nil)
	f.setRequests(shop.ID, 1)
	client := f.client(f.registry, shop.ID)
	_, err := client.Currency(t.Context())
	must(t, err)
	givenUp, stop := context.WithCancel(t.Context())
	stop()
	// A turn is looked after when it was long enough.
	for began := time.Now(); time.Since(began) < time.Second; {
		if _, err := client.Currency(givenUp); err == nil {
			t.Fatal("a call was made that nobody wants")
		}
	}
	for left := true; left; {
		must(t, s.Read.QueryRowContext(t.Context(), "SELECT EXISTS (SELECT 1 FROM leases WHERE name = 'turn:1:0')").Scan(&left))
	}
}

// TestADeadReplicasTurns are others' after a while.
func TestADeadReplicasTurns(t *testing.T) {
	t.Parallel()
	s := replicated(t)
	f := setup(t, s)
	shop := f.shop("trgovina", nil)
	f.setRequests(shop.ID, 1)
	take := func(ago string) {
		_, err := s.Write.ExecContext(t.Context(), `INSERT INTO leases (name, owner, fence, expires_at) VALUES ('turn:1:0', 'dead', 1, now() + $1::interval)
ON CONFLICT (name) DO UPDATE SET expires_at = excluded.expires_at`, ago)
		must(t, err)
	}
	take("1 hour")
	client := f.client(f.registry, shop.ID)
	if _, err := client.Currency(t.Context()); !woo.Spared(err) {
		t.Errorf("while another replica has the only turn: %v", err)
	}
	take("-1 second")
	if _, err := client.Currency(t.Context()); err != nil {
		t.Error(err)
	}
}
