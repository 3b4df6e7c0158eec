package push_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent"
	entevent "github.com/kiwwwi/vasco/ent/event"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	code := m.Run()
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, "goroutines were left behind:", err)
		code = 1
	}
	os.Exit(code)
}

// fixture is a shop with the products of a test, and a VASCO.
type fixture struct {
	t        *testing.T
	store    *store.Store
	registry *connection.Registry
	runs     *run.Service
	push     *push.Service
	erp      *vascosim.Server
	shopID   int
	// cut is called at the points where a run can be cut in half.
	cut func(point string)
	// pushed are the codes that others heard of.
	pushed []string

	mu sync.Mutex
	// before is called before VASCO answers a call.
	before func(r *http.Request)
}

// options of a fixture.
type options struct {
	settings func(*rules.Shop)
	vasco    func(*connection.NewVasco)
	erp      vascosim.Options
	pieceFor time.Duration
}

func each(t *testing.T, o options, test func(f *fixture)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(setup(t, s, o)) })
}

func setup(t *testing.T, s *store.Store, o options) *fixture {
	t.Helper()
	f := &fixture{t: t, store: s, cut: func(string) {}}
	var err error
	f.erp, err = vascosim.New(o.erp)
	f.must(err)
	t.Cleanup(func() { f.must(f.erp.Close()) })
	handler := f.erp.Handler()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		before := f.before
		f.mu.Unlock()
		if before != nil {
			before(r)
		}
		handler.ServeHTTP(w, r)
	}))
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	server.Start()
	t.Cleanup(server.Close)
	box, err := secret.Open(filepath.Join(t.TempDir(), "secret.key"))
	f.must(err)
	jobs, err := job.New(s, nil, job.Options{InsertOnly: true, Logger: slog.New(slog.DiscardHandler)})
	f.must(err)
	own := &http.Transport{}
	t.Cleanup(own.CloseIdleConnections)
	log := event.NewLog(s, nil)
	f.registry = connection.NewRegistry(s, box, log, jobs, connection.Options{Transport: own})
	f.runs = run.New(s, jobs, log, 0)
	f.push = push.New(s, log, f.registry, f.runs, push.Options{
		PieceFor: o.pieceFor, Cut: func(point string) { f.cut(point) },
		Pushed: func(_ context.Context, _ *store.Tx, _ int, codes []string) error {
			f.pushed = append(f.pushed, codes...)
			return nil
		},
	})
	f.connect(server.URL, o)
	return f
}

func (f *fixture) connect(url string, o options) {
	f.t.Helper()
	in := connection.NewVasco{Name: "VASCO", BaseURL: url, Username: "demo", Password: "demo", TaxNumber: "12345678"}
	if o.vasco != nil {
		o.vasco(&in)
	}
	made, err := f.registry.CreateVasco(f.t.Context(), in)
	f.must(err)
	settings := rules.Default()
	if o.settings != nil {
		o.settings(&settings)
	}
	shop, err := f.registry.CreateShop(f.t.Context(), connection.NewShop{
		Key: "demo", Name: "Demo", URL: "http://127.0.0.1:1", ConsumerKey: "ck_demo", ConsumerSecret: "cs_demo", ConnectionID: made.ID, Settings: &settings,
	})
	f.must(err)
	f.shopID = shop.ID
}

func (f *fixture) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) onCall(do func(r *http.Request)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.before = do
}

// add puts a product into what is known of the shop: number i, with the code C<i>.
func (f *fixture) add(i int64, change func(*ent.ProductCreate)) *ent.Product {
	f.t.Helper()
	var row *ent.Product
	f.must(f.store.InTx(f.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		create := tx.Product.Create().SetShopID(f.shopID).SetShopProductID(i).SetType("simple").SetStatus("publish").SetName(fmt.Sprint("Izdelek ", i)).
			SetSku(fmt.Sprintf("SKU-%03d", i)).SetEan(code(i)).SetCode(code(i)).SetRegularPrice("12.20").SetTaxStatus("taxable").
			SetPermalink(fmt.Sprintf("https://trgovina.example/%d", i))
		if change != nil {
			change(create)
		}
		var err error
		row, err = create.Save(ctx)
		return err
	}))
	return row
}

func code(i int64) string { return fmt.Sprintf("38300%05d", i) }

// change changes what is known of a product.
func (f *fixture) change(id int, change func(*ent.ProductUpdateOne)) {
	f.t.Helper()
	f.must(f.store.InTx(f.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		update := tx.Product.UpdateOneID(id)
		change(update)
		return update.Exec(ctx)
	}))
}

// start begins a push.
func (f *fixture) start(chosen push.Selection) *ent.SyncRun {
	f.t.Helper()
	row, _, err := f.push.StartPush(f.t.Context(), f.shopID, chosen)
	f.must(err)
	return row
}

// piece works one job of a run.
func (f *fixture) piece(ctx context.Context, id int) error {
	worker := run.NewWorker(f.runs, map[run.Kind]run.Handler{run.Push: f.push.Push})
	return worker.Work(ctx, &river.Job[job.WorkRun]{JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 20}, Args: job.WorkRun{RunID: id}})
}

// finish works a run to its end.
func (f *fixture) finish(id int) *ent.SyncRun {
	f.t.Helper()
	for range 100 {
		f.must(f.piece(f.t.Context(), id))
		if row := f.row(id); row.FinishedAt != nil {
			return row
		}
	}
	f.t.Fatalf("the run does not end: %+v", f.row(id))
	return nil
}

func (f *fixture) row(id int) *ent.SyncRun {
	f.t.Helper()
	row, err := f.store.Reader().SyncRun.Get(f.t.Context(), id)
	f.must(err)
	return row
}

// run pushes products and checks the counts: updated, unchanged, skipped, failed.
func (f *fixture) run(chosen push.Selection, want ...int) *ent.SyncRun {
	f.t.Helper()
	row := f.finish(f.start(chosen).ID)
	f.counts(row, want...)
	return row
}

func (f *fixture) counts(row *ent.SyncRun, want ...int) {
	f.t.Helper()
	got := []int{row.Updated, row.Unchanged, row.Skipped, row.Failed}
	if fmt.Sprint(got) != fmt.Sprint(want) || row.Reason != "" || row.Seen != row.Total {
		f.t.Errorf("updated, unchanged, skipped, failed are %v, want %v; %d of %d, %s %s %v", got, want, row.Seen, row.Total, row.State, row.Reason, row.ReasonParams)
	}
}

// known reads what is kept of a product.
func (f *fixture) known(id int) *ent.Product {
	f.t.Helper()
	row, err := f.store.Reader().Product.Get(f.t.Context(), id)
	f.must(err)
	return row
}

// is checks a product's state.
func (f *fixture) is(id int, state entproduct.PushState, reason string) *ent.Product {
	f.t.Helper()
	row := f.known(id)
	if row.PushState != state || row.PushReason != reason {
		f.t.Errorf("product %d is %s %s %v, want %s %s", row.ShopProductID, row.PushState, row.PushReason, row.PushParams, state, reason)
	}
	return row
}

// article reads an article out of VASCO; nil is none.
func (f *fixture) article(code string, more ...string) *vasco.Article {
	f.t.Helper()
	shop, err := f.registry.Shop(f.t.Context(), f.shopID)
	f.must(err)
	v, err := f.registry.Vasco(f.t.Context(), shop.ConnectionID)
	f.must(err)
	client, err := f.registry.VascoClient(v)
	f.must(err)
	found, err := client.Articles(f.t.Context(), []string{code}, append([]string{"PROSTO_C1", "PROSTO_C5", "PROSTO_C9"}, more...))
	f.must(err)
	if len(found) == 0 {
		return nil
	}
	return &found[0]
}

// reads, posts and puts are calls VASCO has got.
func (f *fixture) reads() int { return f.erp.Calls("GET FASifranti/artikel") }
func (f *fixture) posts() int { return f.erp.Calls("POST FASifranti/artikel") }
func (f *fixture) puts() int  { return f.erp.Calls("PUT FASifranti/artikel") }

// events counts what the log tells of a kind.
func (f *fixture) events(kind event.Kind) int {
	f.t.Helper()
	count, err := f.store.Reader().Event.Query().Where(entevent.Kind(string(kind))).Count(f.t.Context())
	f.must(err)
	return count
}

// items counts a run's items of an outcome.
func (f *fixture) items(runID int, outcome runitem.Outcome) int {
	f.t.Helper()
	count, err := f.store.Reader().RunItem.Query().Where(runitem.RunID(runID), runitem.OutcomeEQ(outcome)).Count(f.t.Context())
	f.must(err)
	return count
}
