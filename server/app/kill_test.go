package app_test

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/server/app"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo"
)

// TestKill kills the service again and again, at every point where its work can
// be cut in half and at random, while orders come in and VASCO loses answers,
// writes late and hides what it wrote. In the end every order has exactly one
// VASCO order. Shop, VASCO and service are processes of their own.
//
// On SQLite the one process is killed and started again; on PostgreSQL there
// are two, of which one is killed while the other works.
func TestKill(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		kill(t, storetest.SQLite(t), 1)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		kill(t, storetest.Postgres(t), 2)
	})
}

// How much is killed; with -short only to see that the test itself works.
func amounts() (orders, hits int) {
	if testing.Short() {
		return 20, 1
	}
	return 200, 20
}

// killing is one run of the kill test.
type killing struct {
	t           *testing.T
	dir         string
	databaseURL string
	reader      *sql.DB
	shop, erp   *child
	front       *front
	shopID      int
	// shopURL is where the service finds the shop.
	shopURL   string
	timing    timing
	wooClient *woo.Client
	replicas  []*child
	tally     *tally
	placed    []placed
	orders    int
	// outages are the orders that came while nothing was running.
	outages []placed
}

func kill(t *testing.T, databaseURL string, replicas int) {
	began := time.Now()
	orders, hits := amounts()
	k := &killing{t: t, dir: t.TempDir(), databaseURL: databaseURL, front: newFront(t), timing: killTiming, orders: orders, replicas: make([]*child, replicas)}
	k.tally = &tally{points: killPoints, hits: make(map[string]int), want: hits, hitsFile: filepath.Join(k.dir, "hits")}
	k.shop = k.simulator(roleShop)
	k.erp = k.simulator(roleERP)
	k.shopURL = k.shop.url
	k.setUp()
	k.reader = k.openReader()

	k.killAll()
	killed := time.Since(began)
	uncertain := k.finish()
	k.checkWords()
	k.check()
	t.Logf("\n%s\n%d orders, %d of them placed while nothing was running, %d hooks lost, %d resolved by a person; kills took %s, all %s",
		k.tally, len(k.placed), len(k.outages), k.front.lost, uncertain, killed.Round(time.Second), time.Since(began).Round(time.Second))
	// A few may be left to a person: those sent before anybody knew whether this
	// VASCO can be searched, and those its weather hides for too long.
	if most := max(2, len(k.placed)/50); uncertain > most {
		t.Errorf("a person had to resolve %d of %d orders, at most %d may need one", uncertain, len(k.placed), most)
	}
	for _, point := range killPoints {
		if k.tally.hits[point] < k.tally.want {
			t.Errorf("killed %d times at %s, want %d", k.tally.hits[point], point, k.tally.want)
		}
	}
}

func (k *killing) simulator(role string) *child {
	k.t.Helper()
	c := spawn(k.t, role, role, k.dir, childSettings{DataDir: filepath.Join(k.dir, role)})
	if !c.waitReady(k.t) {
		k.t.Fatalf("%s did not start", role)
	}
	return c
}

func (k *killing) settings(name string) childSettings {
	return childSettings{
		DataDir: filepath.Join(k.dir, name), DatabaseURL: k.databaseURL, KeyFile: filepath.Join(k.dir, "secret.key"),
		PublicURL: k.front.URL, HitsFile: k.tally.hitsFile, ShopID: k.shopID,
		Timing: k.timing,
	}
}

// setUp connects the shop with VASCO, as a person does.
func (k *killing) setUp() {
	k.t.Helper()
	k.post(k.erp.url+"/sim/settings", map[string]bool{"acceptAnyArticle": true}, nil)
	service, err := app.Open(k.t.Context(), k.settings("setup").options())
	k.must(err)
	vasco, err := service.Registry.CreateVasco(k.t.Context(), connection.NewVasco{
		Name: "VASCO", BaseURL: k.erp.url, Username: "demo", Password: "demo", TaxNumber: "12345678",
		SettleSeconds: int(killSettle / time.Second),
	})
	k.must(err)
	settings := rules.Default()
	settings.AdoptMetaKey = formerMeta
	shop, err := service.Registry.CreateShop(k.t.Context(), connection.NewShop{
		SendingOrders: connection.Preview, SendingStock: connection.Live,
		Key: "demo", Name: "Demo", URL: k.shopURL, HomeURL: k.shop.url, ConnectionID: vasco.ID,
		ConsumerKey: "ck_demo", ConsumerSecret: "cs_demo", WebhookSecret: "demo-webhook-secret", Settings: &settings,
	})
	k.must(err)
	k.shopID = shop.ID
	k.wooClient, err = woo.New(woo.Config{BaseURL: k.shop.url, Key: "ck_demo", Secret: "cs_demo"})
	k.must(err)
	k.must(service.Store.InTx(k.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		var all []*ent.PaymentMappingCreate
		for method, id := range map[string]string{"bankart": "6", "bacs": "3", "cod": "4"} {
			all = append(all, tx.PaymentMapping.Create().SetShopID(shop.ID).
				SetMethod(method).SetTitle(method).SetPaymentID(id).SetStatus(paymentmapping.StatusACTIVE))
		}
		return tx.PaymentMapping.CreateBulk(all...).Exec(ctx)
	}))
	_, err = service.Registry.RegisterWebhooks(k.t.Context(), shop.ID, k.front.URL)
	k.must(err)
	k.must(service.Close())
}

func (k *killing) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

// Orders come one after the other until so many are under way. Many of them
// wait: for what may still land, or for the lease of a dead process.
const (
	orderEvery = 250 * time.Millisecond
	backlog    = 20
)

// killAll kills until every point was hit as often as it has to be.
func (k *killing) killAll() {
	k.t.Helper()
	k.goLive()
	deadline := time.Now().Add(20 * time.Minute)
	outage := k.tally.missing() / 2
	for turn := 0; ; turn++ {
		if time.Now().After(deadline) {
			k.t.Fatalf("it takes too long\n%s", k.tally)
		}
		if turn%5 == 0 {
			k.weather([]func() []vascosim.Fault{fair, foul}[turn/5%2]())
		}
		if turn%20 == 19 {
			k.hold(turn % len(k.replicas))
		}
		if outage > 0 && k.tally.missing() <= outage {
			outage = 0
			k.outage()
		}
		k.keepHooks()
		point := k.tally.next()
		if point == "" && len(k.placed) >= k.orders {
			return
		}
		k.killOne(turn%len(k.replicas), cmp.Or(point, atRandom))
	}
}

func (k *killing) start(i int) {
	k.t.Helper()
	name := fmt.Sprintf("%s%d", roleService, i)
	k.replicas[i] = spawn(k.t, roleService, name, k.dir, k.settings(name))
	k.front.stand(k.replicas...)
}

// killOne kills a replica at a point, and starts it again. When the point is
// not reached, it dies where it is.
func (k *killing) killOne(i int, point string) {
	k.t.Helper()
	victim := k.replicas[i]
	longest := 2 * time.Second
	if point == atRandom {
		// Also while it starts.
		longest = rand.N(time.Second)
	} else if !victim.waitReady(k.t) {
		k.t.Fatalf("%s did not start; see its words:\n%s", victim.name, k.tail(victim.name))
	}
	var hit <-chan struct{}
	switch point {
	case atRandom:
	case cutIntakeInFlight, cutIntakeAfterAnswer:
		hit = k.front.arm(point, victim)
		k.place()
	case order.CutInAdoption:
		victim.tell("arm " + point + " 1")
		k.placeFormer()
	default:
		victim.tell(fmt.Sprintf("arm %s %d", point, 1+rand.IntN(2)))
	}
	k.feedUntilDead(victim, longest)
	k.front.disarm()
	if !victim.wasKilled() {
		k.t.Fatalf("%s ended by itself: %s\n%s", victim.name, victim.state, k.tail(victim.name))
	}
	k.count(point, hit)
	k.start(i)
}

// count notes what killed a process.
func (k *killing) count(point string, hit <-chan struct{}) {
	k.t.Helper()
	fresh := k.tally.read(k.t)
	select {
	case <-hit:
		k.tally.hits[point]++
	default:
		if len(fresh) == 0 {
			k.tally.hits[atRandom]++
		}
	}
	for _, h := range fresh {
		k.checkHit(h)
	}
}

// feedUntilDead keeps orders under way until the victim is dead, which it is
// made after a while.
func (k *killing) feedUntilDead(victim *child, longest time.Duration) {
	k.t.Helper()
	end := time.NewTimer(longest)
	defer end.Stop()
	tick := time.NewTicker(orderEvery)
	defer tick.Stop()
	for {
		select {
		case <-victim.died:
			return
		case <-end.C:
			victim.kill()
			return
		case <-tick.C:
			if len(k.placed)-k.synced() < backlog {
				k.place()
			}
		}
	}
}

// outage places orders while nothing runs, until the shop has given its hooks up.
func (k *killing) outage() {
	k.t.Helper()
	k.killReplicas()
	before := len(k.placed)
	for range 8 {
		k.place()
	}
	k.outages = k.placed[before:len(k.placed):len(k.placed)]
	k.until("the shop disables its hooks", func() bool { return k.disabledHooks() > 0 }, func() string { return "" })
	for i := range k.replicas {
		k.start(i)
	}
}

// killReplicas kills all at once.
func (k *killing) killReplicas() {
	k.t.Helper()
	for _, c := range k.replicas {
		c.kill()
		k.count(atRandom, nil)
	}
}

// keepHooks is the person who sees that the shop has disabled hooks, and
// registers them again.
func (k *killing) keepHooks() {
	k.t.Helper()
	if k.disabledHooks() == 0 {
		return
	}
	for _, c := range k.replicas {
		if c.waitReady(k.t) {
			c.tell("register")
			return
		}
	}
}

func (k *killing) disabledHooks() int {
	k.t.Helper()
	all, err := k.wooClient.Webhooks(k.t.Context())
	k.must(err)
	count := 0
	for _, h := range all {
		if h.Status == "disabled" {
			count++
		}
	}
	return count
}

// until waits for a condition.
func (k *killing) until(what string, holds func() bool, otherwise func() string) {
	k.t.Helper()
	deadline := time.Now().Add(killPatience)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		if time.Now().After(deadline) {
			k.t.Fatalf("it did not come true in %s: %s\n%s\n%s", killPatience, what, otherwise(), k.tally)
		}
		<-tick.C
	}
}
