package product_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fixture is a shop whose products are mirrored; nobody works its jobs but the test.
type fixture struct {
	t        testing.TB
	store    *store.Store
	registry *connection.Registry
	runs     *run.Service
	products *product.Service
	woo      *woosim.Shop
	shopID   int

	mu    sync.Mutex
	calls []string
	// on is called before the shop answers, with the call's method and address.
	on func(call string)
}

func setup(t testing.TB, s *store.Store, change func(*rules.Shop)) *fixture {
	t.Helper()
	return setupShop(t, s, "demo", change)
}

// setupShop makes a shop of its own key.
func setupShop(t testing.TB, s *store.Store, key string, change func(*rules.Shop)) *fixture {
	t.Helper()
	f := &fixture{t: t, store: s}
	server := httptest.NewUnstartedServer(nil)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	url := "http://" + server.Listener.Addr().String()
	var err error
	f.woo, err = woosim.New(woosim.Options{Home: url})
	must(t, err)
	handler := f.woo.Handler()
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.called(r.Method + " " + strings.TrimPrefix(r.URL.RequestURI(), "/wp-json/wc/v3/"))
		handler.ServeHTTP(w, r)
	})
	server.Start()
	t.Cleanup(server.Close)

	box, err := secret.Open(filepath.Join(t.TempDir(), "secret.key"))
	must(t, err)
	jobs, err := job.New(s, nil, job.Options{InsertOnly: true, Logger: slog.New(slog.DiscardHandler)})
	must(t, err)
	log := event.NewLog(s, nil)
	own := &http.Transport{}
	t.Cleanup(own.CloseIdleConnections)
	f.registry = connection.NewRegistry(s, box, log, jobs, connection.Options{Transport: own})
	f.runs = run.New(s, jobs, log, 0)
	f.products = product.New(s, jobs, log, f.registry, f.runs)
	settings := rules.Default()
	if change != nil {
		change(&settings)
	}
	made, err := f.registry.CreateShop(t.Context(), connection.NewShop{
		Key: key, Name: "Demo", URL: url, HomeURL: url, ConsumerKey: "ck_demo", ConsumerSecret: "cs_demo", Settings: &settings,
	})
	must(t, err)
	f.shopID = made.ID
	return f
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) called(call string) {
	f.mu.Lock()
	f.calls = append(f.calls, call)
	on := f.on
	f.mu.Unlock()
	if on != nil {
		on(call)
	}
}

// before has something happen before the shop answers a call.
func (f *fixture) before(do func(call string)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.on = do
}

// taken returns the calls since it was called last.
func (f *fixture) taken() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	calls := f.calls
	f.calls = nil
	return calls
}

// work has a worker work a run once.
func (f *fixture) work(ctx context.Context, runID int) error {
	worker := run.NewWorker(f.runs, map[run.Kind]run.Handler{run.Import: f.products.Import})
	return worker.Work(ctx, &river.Job[job.WorkRun]{JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 20}, Args: job.WorkRun{RunID: runID}})
}

// start starts an import without working it.
func (f *fixture) start() *ent.SyncRun {
	f.t.Helper()
	row, folded, err := f.products.StartImport(f.t.Context(), f.shopID)
	must(f.t, err)
	if folded {
		f.t.Fatal("an import is open already")
	}
	return row
}

// finish works a run to its end.
func (f *fixture) finish(runID int) *ent.SyncRun {
	f.t.Helper()
	for {
		must(f.t, f.work(f.t.Context(), runID))
		row, err := f.store.Reader().SyncRun.Get(f.t.Context(), runID)
		must(f.t, err)
		if row.FinishedAt != nil {
			return row
		}
	}
}

// imported reads all products, and expects that to go well.
func (f *fixture) imported() *ent.SyncRun {
	f.t.Helper()
	row := f.finish(f.start().ID)
	if row.State != "SUCCEEDED" {
		f.t.Fatalf("the import ended %s: %s %v", row.State, row.Reason, row.ReasonParams)
	}
	return row
}

// known reads a product as it is kept; nil is none.
func (f *fixture) known(id int64) *ent.Product {
	f.t.Helper()
	row, err := f.store.Reader().Product.Query().Where(entproduct.ShopID(f.shopID), entproduct.ShopProductID(id)).Only(f.t.Context())
	if ent.IsNotFound(err) {
		return nil
	}
	must(f.t, err)
	return row
}

// all reads what is kept, in the order of the shop's ids.
func (f *fixture) all() []*ent.Product {
	f.t.Helper()
	rows, err := f.store.Reader().Product.Query().Where(entproduct.ShopID(f.shopID)).Order(entproduct.ByShopProductID()).All(f.t.Context())
	must(f.t, err)
	return rows
}

// fill gives the shop simple products with EANs, and returns their ids.
func (f *fixture) fill(count int) []int64 {
	f.t.Helper()
	ids := make([]int64, count)
	for i := range ids {
		ids[i] = f.woo.AddProduct("Izdelek", sku(i), ean(i), "10.00", nil)
	}
	return ids
}

func contains(calls []string, part string) bool {
	return slices.ContainsFunc(calls, func(call string) bool { return strings.Contains(call, part) })
}
