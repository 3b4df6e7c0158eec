// Package ordertest gives tests the whole way of an order in one process: a
// database, a simulated shop whose webhooks come in, a simulated VASCO, and the
// services between them with their workers running.
package ordertest

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// WebhookSecret signs the simulated shop's deliveries.
const WebhookSecret = "demo-webhook-secret"

// Options of a fixture. The zero value is the demo shop, connected, with the
// brief's six payments, all topics hooked, and one replica at work.
type Options struct {
	// Settings may change the shop's settings.
	Settings func(*rules.Shop)
	// Shop may change the shop.
	Shop func(*connection.NewShop)
	// Vasco may change the connection.
	Vasco func(*connection.NewVasco)
	// Woo and ERP are the simulators' options.
	Woo woosim.Options
	ERP vascosim.Options
	// Unconnected leaves the shop without a VASCO connection.
	Unconnected bool
	// NoPayments leaves the payment mappings empty.
	NoPayments bool
	// NoHooks leaves the shop without webhooks.
	NoHooks bool
	// Topics are those of the hooks; all order topics when nil.
	Topics []string
	// Replica are the options of the first replica.
	Replica ReplicaOptions
	// NoReplica stores deliveries without working them.
	NoReplica bool
	// Bare leaves the shop without the demo's products.
	Bare bool
	// Empty makes neither shop nor connection: the test does.
	Empty bool
}

// Fixture is a shop, a VASCO, and what stands between them.
type Fixture struct {
	// Replica is the first replica; with NoReplica its workers do not work.
	*Replica

	t     testing.TB
	Store *store.Store
	Woo   *woosim.Shop
	ERP   *vascosim.Server
	// WooURL and ERPURL are where the simulators answer.
	WooURL, ERPURL string

	Key   string
	calls calls
	box   *secret.Box

	mu sync.Mutex
	// posted are the bodies of the writes VASCO got, by path.
	posted map[string][]string
	// receiver takes the webhooks.
	receiver *Replica
	received []Received
}

// Received is a delivery as it came.
type Received struct {
	Header http.Header
	Body   []byte
	Status int
}

// New makes a fixture over the store; everything stops with the test.
func New(t testing.TB, s *store.Store, o Options) *Fixture {
	t.Helper()
	f := &Fixture{t: t, Store: s, Key: "demo", calls: calls{count: make(map[string]int), down: make(map[string]bool)}, posted: make(map[string][]string)}
	box, err := secret.Open(filepath.Join(t.TempDir(), "secret.key"))
	must(t, err)
	f.box = box
	f.startERP(o)
	f.startWoo(o)
	first := f.newReplica(o.Replica)
	f.receiver = first
	if !o.Empty {
		f.connect(first, o)
	}
	f.Replica = first
	if o.NoReplica {
		first.startInbox()
	} else {
		first.start()
	}
	if !o.NoHooks {
		f.hook(o.Topics)
	}
	return f
}

func (f *Fixture) startERP(o Options) {
	f.t.Helper()
	erp, err := vascosim.New(o.ERP)
	must(f.t, err)
	f.ERP = erp
	server := httptest.NewUnstartedServer(f.guarded(erp.Handler()))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.Start()
	f.t.Cleanup(server.Close)
	f.ERPURL = server.URL
}

func (f *Fixture) startWoo(o Options) {
	f.t.Helper()
	server := httptest.NewUnstartedServer(nil)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	f.WooURL = "http://" + server.Listener.Addr().String()
	options := o.Woo
	options.Home, options.Demo = f.WooURL, !o.Bare
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4}, Timeout: time.Minute}
	options.Client = client
	shop, err := woosim.New(options)
	must(f.t, err)
	f.Woo = shop
	server.Config.Handler = shop.Handler()
	server.Start()
	f.t.Cleanup(server.Close)
	f.t.Cleanup(client.CloseIdleConnections)
	f.run(shop.Run)
	for _, a := range shop.Articles() {
		f.ERP.AddArticle(vascosim.Article{Code: a[1], Name: a[0], Unit: "KOS", Price: a[3]})
	}
}

// run runs something until the test ends, and waits for its end.
func (f *Fixture) run(what func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		what(ctx)
	}()
	f.t.Cleanup(func() {
		cancel()
		<-done
	})
}

// connect makes the connection, the shop and its payments.
func (f *Fixture) connect(r *Replica, o Options) {
	f.t.Helper()
	ctx := f.t.Context()
	settings := rules.Default()
	settings.SyncFrom = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if o.Settings != nil {
		o.Settings(&settings)
	}
	shop := connection.NewShop{
		Key: f.Key, Name: "Demo", URL: f.WooURL, HomeURL: f.WooURL, ConsumerKey: "ck_demo", ConsumerSecret: "cs_demo",
		SendingOrders: connection.Live, SendingStock: connection.Live, WebhookSecret: WebhookSecret, Auth: woo.AuthAuto, Settings: &settings,
	}
	if !o.Unconnected {
		shop.ConnectionID = f.AddVasco(o.Vasco).ID
	}
	if o.Shop != nil {
		o.Shop(&shop)
	}
	made, err := r.Registry.CreateShop(ctx, shop)
	must(f.t, err)
	if !o.NoPayments {
		f.seedPayments(made.ID)
	}
}

// AddVasco makes a connection to the fixture's VASCO.
func (f *Fixture) AddVasco(change func(*connection.NewVasco)) *connection.Vasco {
	f.t.Helper()
	in := connection.NewVasco{
		Name: "VASCO", BaseURL: f.ERPURL, Username: "demo", Password: "demo", TaxNumber: "12345678", SettleSeconds: 1,
	}
	if change != nil {
		change(&in)
	}
	made, err := f.receiver.Registry.CreateVasco(f.t.Context(), in)
	must(f.t, err)
	return made
}

// Payments are the brief's six, by method.
var Payments = map[string]string{"bankart": "6", "bacs": "3", "cod": "4", "nestpay": "9", "leanpay": "8", "summit": "10"}

func (f *Fixture) seedPayments(shopID int) {
	f.t.Helper()
	must(f.t, f.Store.InTx(f.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for method, id := range Payments {
			status := paymentmapping.StatusACTIVE
			if method == "summit" {
				status = paymentmapping.StatusNEW
			}
			create := tx.PaymentMapping.Create().SetShopID(shopID).SetMethod(method).SetTitle(method).SetPaymentID(id).SetStatus(status)
			if err := create.Exec(ctx); err != nil {
				return fmt.Errorf("seed payment %s: %w", method, err)
			}
		}
		return nil
	}))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
