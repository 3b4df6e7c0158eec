package order_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// second is another shop of the fixture's connection, behind a host of its own
// that can hang: it then takes connections and never answers.
type second struct {
	t    *testing.T
	f    *ordertest.Fixture
	shop *connection.Shop
	url  string
	hung chan struct{}
	// under and ended count calls that hang, and that have hung.
	under, ended atomic.Int64
}

func newSecond(t *testing.T, f *ordertest.Fixture, hangs bool) *second {
	t.Helper()
	b := &second{t: t, f: f, hung: make(chan struct{})}
	if !hangs {
		close(b.hung)
	}
	target, err := url.Parse(f.WooURL)
	if err != nil {
		t.Fatal(err)
	}
	behind := httputil.NewSingleHostReverseProxy(target)
	own := &http.Transport{}
	behind.Transport = own
	t.Cleanup(own.CloseIdleConnections)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.under.Add(1)
		select {
		case <-b.hung:
			behind.ServeHTTP(w, r)
		case <-r.Context().Done():
			b.ended.Add(1)
		}
	}))
	t.Cleanup(server.Close)
	b.url = server.URL
	settings := f.Shop().Settings
	settings.ShopNumberTemplate = "B-{number}"
	b.shop, err = f.Registry.CreateShop(t.Context(), connection.NewShop{
		SendingOrders: connection.Live, SendingStock: connection.Live,
		Key: "second", Name: "Second", URL: server.URL, HomeURL: f.WooURL, ConsumerKey: "ck_demo", ConsumerSecret: "cs_demo",
		WebhookSecret: "x", ConnectionID: f.Shop().ConnectionID, Settings: &settings,
	})
	if err != nil {
		t.Fatal(err)
	}
	in := order.PaymentInput{Method: "bankart", PaymentID: new("6"), Status: paymentmapping.StatusACTIVE}
	if _, _, err := f.Orders.SetPaymentMapping(t.Context(), b.shop.ID, in); err != nil {
		t.Fatal(err)
	}
	return b
}

// nudge asks the second shop's orders to be read.
func (b *second) nudge(ids []int64) {
	b.t.Helper()
	for _, id := range ids {
		err := b.f.Inbox.Receive(b.t.Context(), b.shop, inbox.Incoming{
			Topic: "action.woocommerce_order_status_processing", Source: b.f.WooURL + "/",
			Body: fmt.Appendf(nil, `{"action":"woocommerce_order_status_processing","arg":%d}`, id),
		})
		if err != nil {
			b.t.Fatal(err)
		}
	}
}

// synced waits until all the second shop's orders are in VASCO.
func (b *second) synced(ids []int64) {
	b.t.Helper()
	ordertest.Until(b.t, "the second shop's orders are synced", func() bool {
		count, err := b.f.Store.Reader().Push.Query().Where(push.ShopID(b.shop.ID), push.StateEQ(push.StateSYNCED), push.Attempt(1)).
			Count(context.Background())
		return err == nil && count == len(ids)
	})
}

// inVasco lists the second shop's orders as VASCO got them.
func (b *second) inVasco() []int64 {
	var ids []int64
	for _, o := range b.f.ERP.Orders() {
		var id int64
		if _, err := fmt.Sscanf(o.ShopNumber, "B-%d", &id); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

func (b *second) told() string {
	var kinds []string
	for _, kind := range []string{"shop.unreachable", "shop.reachable"} {
		for _, e := range b.f.Events(0, kind) {
			if e.ShopID == b.shop.ID {
				kinds = append(kinds, kind)
			}
		}
	}
	return strings.Join(kinds, " ")
}

// noAttempts checks that no job has ever failed.
func noAttempts(t *testing.T, f *ordertest.Fixture) {
	t.Helper()
	rows, err := f.Store.Read.QueryContext(context.Background(), "SELECT id FROM river_job WHERE errors IS NOT NULL OR attempt > 1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	failed := 0
	for rows.Next() {
		failed++
	}
	if failed > 0 || rows.Err() != nil {
		t.Errorf("%d jobs have failed: being away was counted (%v)", failed, rows.Err())
	}
}

// TestAShopThatHangsHoldsUpNobody: its orders wait elsewhere than on the
// connection's workers, one event says that it is away and one that it is back,
// and then they flow on, each as its first attempt.
func TestAShopThatHangsHoldsUpNobody(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Replica: ordertest.ReplicaOptions{ShopTimeout: 25 * time.Second, LeaseFor: time.Minute}})
		ids := placeMany(t, f, 8)
		b := newSecond(t, f, true)
		b.nudge(ids)
		ordertest.Until(t, "calls hang", func() bool { return b.under.Load() == 2 })
		f.Synced(f.Place(ordertest.Simple()))
		if b.ended.Load() > 0 {
			t.Error("the other shop's order waited until a call had hung to its end")
		}
		ordertest.Until(t, "it is told", func() bool { return b.told() == "shop.unreachable" })
		f.Synced(f.Place(ordertest.Simple()))
		close(b.hung)
		b.synced(ids)
		if got := b.told(); got != "shop.unreachable shop.reachable" {
			t.Errorf("told %s", got)
		}
		noAttempts(t, f)
	})
}

// TestAShopThatRefusesConnections: with one worker for both shops, and in order
// of creation when it is back.
func TestAShopThatRefusesConnections(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Vasco: oneAtATime})
		ids := placeMany(t, f, 6)
		b := newSecond(t, f, false)
		f.Down(b.url, true)
		b.nudge(ids)
		ordertest.Until(t, "it is told", func() bool { return b.told() == "shop.unreachable" })
		f.Synced(f.Place(ordertest.Simple()))
		f.Down(b.url, false)
		b.synced(ids)
		if got := b.inVasco(); !slices.Equal(got, ids) {
			t.Errorf("VASCO got them as %v, they were placed as %v", got, ids)
		}
		if got := b.told(); got != "shop.unreachable shop.reachable" {
			t.Errorf("told %s", got)
		}
		noAttempts(t, f)
	})
}

// TestAShopThatIsAwayForTwoReplicas: they notice at different times, and tell it once.
func TestAShopThatIsAwayForTwoReplicas(t *testing.T) {
	t.Parallel()
	f := ordertest.New(t, storetest.Open(t, storetest.Postgres(t)), ordertest.Options{})
	f.AddReplica(ordertest.ReplicaOptions{})
	ids := placeMany(t, f, 8)
	b := newSecond(t, f, false)
	f.Down(b.url, true)
	b.nudge(ids)
	ordertest.Until(t, "it is told", func() bool { return b.told() == "shop.unreachable" })
	f.Synced(f.Place(ordertest.Simple()))
	f.Down(b.url, false)
	b.synced(ids)
	if got := b.told(); got != "shop.unreachable shop.reachable" {
		t.Errorf("told %s", got)
	}
	noAttempts(t, f)
}

// TestAHangLongerThanTheLease: whoever takes the order up goes on with it, and
// the job that lost it ends without a failure.
func TestAHangLongerThanTheLease(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{Replica: ordertest.ReplicaOptions{ShopTimeout: 4 * time.Second, LeaseFor: 2 * time.Second, CallTimeout: time.Second}})
	ids := placeMany(t, f, 3)
	for _, id := range ids {
		f.Synced(id)
	}
	b := newSecond(t, f, true)
	b.nudge(ids)
	ordertest.Until(t, "calls have hung", func() bool { return b.ended.Load() >= 2 })
	close(b.hung)
	b.synced(ids)
	noAttempts(t, f)
}

// TestAnOrderSaysThatItsShopHangs: what a hook brought is known, and its products cannot be read.
func TestAnOrderSaysThatItsShopHangs(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{Replica: ordertest.ReplicaOptions{ShopTimeout: 3 * time.Second}})
	id := f.Place(ordertest.Simple())
	f.Synced(id)
	b := newSecond(t, f, true)
	err := f.Inbox.Receive(t.Context(), b.shop, inbox.Incoming{Topic: "order.created", Source: f.WooURL + "/", Body: f.ReadShop(id)})
	if err != nil {
		t.Fatal(err)
	}
	ordertest.Until(t, "it says why it waits", func() bool {
		p, err := f.Store.Reader().Push.Query().Where(push.ShopID(b.shop.ID), push.HasOrderWith(entorder.ShopOrderID(id))).Only(context.Background())
		return err == nil && waitsForShop(p)
	})
	close(b.hung)
	b.synced([]int64{id})
	noAttempts(t, f)
}

func waitsForShop(p *ent.Push) bool {
	return p.State == push.StateQUEUED && p.Reason == order.ReasonShopAway && strings.Contains(p.ReasonParams["detail"], "no answer in time")
}

// TestPHPStumblesOverOneOrder: it waits and is asked about again; the shop is
// there all the while.
func TestPHPStumblesOverOneOrder(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{"in JSON": `{"code":"internal_server_error","message":"x"}`, "as a page": "<h1>There has been a critical error</h1>"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{NoHooks: true})
			id := f.Place(ordertest.Simple())
			f.Woo.AddFaults(woosim.Fault{Method: http.MethodGet, Path: fmt.Sprint("orders/", id), Status: http.StatusInternalServerError, Body: body, Times: 3})
			nudge(f, id, "processing")
			f.Synced(id)
			if told := f.Events(0, "shop.unreachable"); len(told) > 0 {
				t.Errorf("told %v", told)
			}
		})
	}
}
