package stock

import (
	"context"
	"errors"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
)

// Options of the service. The zero value is for production.
type Options struct {
	// SegmentSize is how many articles are asked for at once; 0 is 5,000, as seen in the field.
	SegmentSize int
	// Cut is called where the work can be cut in half; tests kill the process there.
	Cut func(point string)
}

// The points where a test may cut.
const (
	CutAfterPlan   = "after-plan"
	CutBeforeWrite = "before-stock-write"
	CutAfterWrite  = "after-stock-write"
	CutInSettling  = "in-settling"
)

const segmentSize = 5000

// Service syncs stock.
type Service struct {
	store    *store.Store
	log      *event.Log
	registry *connection.Registry
	runs     *run.Service
	products *product.Service
	segment  int
	cut      func(point string)
}

// New makes the service; it hears of the end of the runs from then on.
func New(s *store.Store, log *event.Log, registry *connection.Registry, runs *run.Service, products *product.Service, opts Options) *Service {
	if opts.SegmentSize == 0 {
		opts.SegmentSize = segmentSize
	}
	if opts.Cut == nil {
		opts.Cut = func(string) {}
	}
	service := &Service{store: s, log: log, registry: registry, runs: runs, products: products, segment: opts.SegmentSize, cut: opts.Cut}
	runs.OnEnd(run.Stock, service.ended)
	registry.OnShopChange(service.shopChanged)
	return service
}

// ended starts the run that was wanted while a dry one was open, unless the
// shop's stock has been turned off meanwhile.
func (s *Service) ended(ctx context.Context, tx *store.Tx, row *ent.SyncRun) error {
	of, err := tx.Shop.Query().Where(shop.ID(row.ShopID), shop.ConnectionIDNotNil(), shop.SendingStockEQ(shop.SendingStockLIVE)).
		Select(shop.FieldConnectionID).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read shop %d: %w", row.ShopID, err)
	}
	return s.runs.StartLive(ctx, tx, row, *of.ConnectionID)
}

var (
	// ErrHeld: the shop's stock is on hold.
	ErrHeld = errors.New("the shop's stock is on hold: only a dry run may look")
	// ErrNoConnection: the shop has no VASCO.
	ErrNoConnection = errors.New("the shop has no VASCO connection")
)

// Start begins a run, or is folded into the one that is open. A shop in PREVIEW
// gets a dry run, whatever was asked for.
func (s *Service) Start(ctx context.Context, shopID int, dryRun bool) (row *ent.SyncRun, folded bool, err error) {
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, folded, err = s.StartIn(ctx, tx, shopID, dryRun)
		return err
	})
	return row, folded, err
}

// StartIn is Start in the caller's transaction.
func (s *Service) StartIn(ctx context.Context, tx *store.Tx, shopID int, dryRun bool) (row *ent.SyncRun, folded bool, err error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, false, err
	}
	switch {
	case shop.ConnectionID == 0:
		return nil, false, ErrNoConnection
	case shop.SendingStock == connection.Hold && !dryRun:
		return nil, false, ErrHeld
	}
	return s.runs.Start(ctx, tx, run.Start{
		ShopID: shopID, ConnectionID: shop.ConnectionID, Kind: run.Stock, DryRun: dryRun || shop.SendingStock != connection.Live,
	})
}

// hasRun tells whether a run has written these books' stock into the shop before,
// or was let by a person.
func (s *Service) hasRun(ctx context.Context, w *work) (bool, error) {
	last, err := s.lastBasis(ctx, w.shop.ID)
	if err != nil || last.Company != "" {
		return last.Company == w.basis().Company, err
	}
	shopID := w.shop.ID
	wrote, err := s.store.Reader().Product.Query().Where(entproduct.ShopID(shopID), entproduct.WrittenNotNil()).Exist(ctx)
	if err != nil || wrote {
		return wrote, wrapped("look for stock that was written", err)
	}
	confirmed, err := s.store.Reader().SyncRun.Query().Where(
		syncrun.ShopID(shopID), syncrun.KindEQ(run.Stock), syncrun.DryRun(false), syncrun.Confirmed(true), syncrun.FinishedAtNotNil(),
	).Exist(ctx)
	return confirmed, wrapped("look for a run before", err)
}

func wrapped(doing string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
