// Package push writes a shop's products into VASCO as articles: those that are
// missing, and of those that are there only what the shop may decide.
package push

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
)

// Options of the service. The zero value is for production.
type Options struct {
	// Pushed, which may be nil, hears of articles that VASCO has now, in the
	// transaction that notes it: what waited for them may go on.
	Pushed func(ctx context.Context, tx *store.Tx, shopID int, codes []string) error
	// PieceFor is how long a run works before it makes room; 0 is job.Chunk.
	PieceFor time.Duration
	// Cut is called where the work can be cut in half; tests kill the process there.
	Cut func(point string)
}

// The points where a test may cut.
const (
	CutAfterWrite  = "after-article-write"
	CutBeforeAsked = "before-articles-asked"
)

// Service pushes products.
type Service struct {
	store    *store.Store
	log      *event.Log
	registry *connection.Registry
	runs     *run.Service
	pushed   func(ctx context.Context, tx *store.Tx, shopID int, codes []string) error
	pieceFor time.Duration
	cut      func(point string)
}

// New makes the service; it hears of the end of the runs from then on.
func New(s *store.Store, log *event.Log, registry *connection.Registry, runs *run.Service, opts Options) *Service {
	service := &Service{store: s, log: log, registry: registry, runs: runs, pushed: opts.Pushed, pieceFor: opts.PieceFor, cut: opts.Cut}
	if service.pieceFor == 0 {
		service.pieceFor = job.Chunk
	}
	if service.cut == nil {
		service.cut = func(string) {}
	}
	if service.pushed == nil {
		service.pushed = func(context.Context, *store.Tx, int, []string) error { return nil }
	}
	runs.OnEnd(run.Push, service.ended)
	return service
}

var (
	// ErrNoConnection: the shop has no VASCO.
	ErrNoConnection = errors.New("the shop has no VASCO connection")
	// ErrNothing: no product was chosen.
	ErrNothing = errors.New("there is no product to push")
)

// StartPush has products of a shop pushed. While a push is under way for the shop
// they are added to it: the run is answered, and folded.
func (s *Service) StartPush(ctx context.Context, shopID int, chosen Selection) (row *ent.SyncRun, folded bool, err error) {
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, folded, err = s.StartIn(ctx, tx, shopID, chosen)
		return err
	})
	return row, folded, err
}

// StartIn is StartPush in the caller's transaction.
func (s *Service) StartIn(ctx context.Context, tx *store.Tx, shopID int, chosen Selection) (row *ent.SyncRun, folded bool, err error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, false, err
	}
	if shop.ConnectionID == 0 {
		return nil, false, ErrNoConnection
	}
	// Who ends a run looks under this lock for what is still to be pushed.
	if err := tx.Lock(ctx, "shops", shopID); err != nil {
		return nil, false, err
	}
	count, err := s.enqueue(ctx, tx, shopID, chosen)
	if err != nil {
		return nil, false, err
	}
	if count == 0 {
		return nil, false, ErrNothing
	}
	return s.runs.Start(ctx, tx, run.Start{ShopID: shopID, ConnectionID: shop.ConnectionID, Kind: run.Push})
}

// PushLine has the article of an order's line pushed: its variation, or its
// product where variation is 0. VASCO is asked even if nothing has changed.
func (s *Service) PushLine(ctx context.Context, shopID int, productID, variationID int64) (row *ent.SyncRun, folded bool, err error) {
	wanted := productID
	if variationID != 0 {
		wanted = variationID
	}
	id, err := s.store.Reader().Product.Query().Where(entproduct.ShopID(shopID), entproduct.ShopProductID(wanted)).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return nil, false, fmt.Errorf("product %d of shop %d: %w", wanted, shopID, store.ErrNotFound)
	}
	if err != nil {
		return nil, false, fmt.Errorf("read product %d of shop %d: %w", wanted, shopID, err)
	}
	return s.StartPush(ctx, shopID, Selection{ProductIDs: []int{id}, Force: true})
}
