package stock_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"testing"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/shopspring/decimal"
	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
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

// fixture is a shop and a VASCO with the goods of a test.
type fixture struct {
	*ordertest.Fixture

	t        *testing.T
	runs     *run.Service
	products *product.Service
	stock    *stock.Service
	worker   *run.Worker
	// cut is called at the points where a run can be cut in half.
	cut func(point string)
}

// goods are a product of the shop and its article.
type goods struct {
	sku, ean string
	// stock is what the shop has; supplier is PROSTO_C9, own the stock of warehouse 1. "-" is no article, no field, no row.
	stock         int64
	supplier, own string
}

func each(t *testing.T, options ordertest.Options, test func(f *fixture)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options.NoReplica = true
		test(newFixture(t, s, options))
	})
}

func newFixture(t *testing.T, s *store.Store, options ordertest.Options) *fixture {
	t.Helper()
	f := &fixture{Fixture: ordertest.New(t, s, options), t: t, cut: func(string) {}}
	f.runs = run.New(s, f.Jobs, f.Log, 0)
	f.products = product.New(s, f.Jobs, f.Log, f.Registry, f.runs)
	f.stock = stock.New(s, f.Log, f.Registry, f.runs, f.products, stock.Options{SegmentSize: 7, Cut: func(point string) { f.cut(point) }})
	f.worker = run.NewWorker(f.runs, map[run.Kind]run.Handler{run.Stock: f.stock.Run, run.Import: f.products.Import})
	return f
}

// sell puts goods into the shop and into VASCO, and lets the shop be read.
func (f *fixture) sell(all ...goods) {
	f.t.Helper()
	for _, g := range all {
		quantity := decimal.NewFromInt(g.stock)
		f.Woo.AddProduct("Izdelek "+g.sku, g.sku, g.ean, "10", &quantity)
		f.inVasco(g)
	}
	f.mirror()
}

func (f *fixture) inVasco(g goods) {
	extra := map[string]string{}
	if g.supplier != "-" {
		extra["PROSTO_C9"] = g.supplier
	}
	if g.ean != "" {
		f.ERP.PutArticle(vascosim.Article{Code: g.ean, Name: g.sku, Unit: "KOS", Price: "10", HasStock: 1, Extra: extra})
	}
	if g.own != "-" {
		f.ERP.SetStock(vascosim.Stock{Code: g.ean, Warehouse: "1", OnHand: g.own})
	}
}

// mirror reads all of the shop's products.
func (f *fixture) mirror() {
	f.t.Helper()
	row, _, err := f.products.StartImport(f.t.Context(), f.Shop().ID)
	f.must(err)
	if row = f.work(row.ID); row.State != syncrun.StateSUCCEEDED {
		f.t.Fatalf("the import ended as %s %s %v", row.State, row.Reason, row.ReasonParams)
	}
}

func (f *fixture) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// work works a run until it has ended or waits for a person.
func (f *fixture) work(id int) *ent.SyncRun {
	f.t.Helper()
	for range 50 {
		f.must(f.piece(id))
		if row := f.row(id); row.State != syncrun.StateQUEUED {
			return row
		}
	}
	f.t.Fatalf("the run does not end: %+v", f.row(id))
	return nil
}

// piece works one job of a run.
func (f *fixture) piece(id int) error {
	return f.worker.Work(f.t.Context(), &river.Job[job.WorkRun]{JobRow: &rivertype.JobRow{Attempt: 1, MaxAttempts: 20}, Args: job.WorkRun{RunID: id}})
}

func (f *fixture) row(id int) *ent.SyncRun {
	f.t.Helper()
	row, err := f.Store.Reader().SyncRun.Get(f.t.Context(), id)
	f.must(err)
	return row
}

// run starts a run and works it.
func (f *fixture) run(dry bool) *ent.SyncRun {
	f.t.Helper()
	row, _, err := f.stock.Start(f.t.Context(), f.Shop().ID, dry)
	f.must(err)
	return f.work(row.ID)
}

// confirm lets a run that waits go on.
func (f *fixture) confirm(id int) *ent.SyncRun {
	f.t.Helper()
	_, err := f.runs.Confirm(f.t.Context(), id)
	f.must(err)
	return f.work(id)
}

// first is a shop's first run: it waits, and a person confirms it.
func (f *fixture) first() {
	f.t.Helper()
	row := f.run(false)
	if row.State != syncrun.StateAWAITING_CONFIRMATION || row.Reason != run.ReasonFirstRun {
		f.t.Fatalf("the first run is %s %s %v", row.State, row.Reason, row.ReasonParams)
	}
	f.confirm(row.ID)
}

// has checks the shop's stock of a product.
func (f *fixture) has(sku string, want int64) {
	f.t.Helper()
	if got, managed := f.Woo.Stock(sku); !managed || got != want {
		f.t.Errorf("the shop has %d of %s (managed %t), want %d", got, sku, managed, want)
	}
}

// product reads what is kept of a product.
func (f *fixture) product(sku string) *ent.Product {
	f.t.Helper()
	row, err := f.Store.Reader().Product.Query().Where(entproduct.Sku(sku)).Only(f.t.Context())
	f.must(err)
	return row
}

// items are what a run noted, by SKU.
func (f *fixture) items(id int) map[string]*ent.RunItem {
	f.t.Helper()
	rows, err := f.Store.Reader().RunItem.Query().Where(runitem.RunID(id)).All(f.t.Context())
	f.must(err)
	all := make(map[string]*ent.RunItem)
	for _, row := range rows {
		p, err := f.Store.Reader().Product.Get(f.t.Context(), row.ProductID)
		f.must(err)
		all[p.Sku] = row
	}
	return all
}

// cutAt does something when a run comes to a point for the nth time.
func (f *fixture) cutAt(point string, after int, do func()) {
	f.cut = func(at string) {
		if at != point {
			return
		}
		if after--; after == 0 {
			do()
		}
	}
}

// holdStock turns the shop's switch off.
func (f *fixture) holdStock() {
	f.t.Helper()
	hold := connection.Hold
	_, _, err := f.Registry.SetSending(context.Background(), f.Shop().ID, connection.SendingChange{Stock: &hold})
	f.must(err)
}
