package product

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
)

// Service keeps what the shops say of their products.
type Service struct {
	store    *store.Store
	jobs     *job.Client
	log      *event.Log
	registry *connection.Registry
	runs     *run.Service
	// changed, which may be nil, hears of products that hooks have changed.
	changed func(ctx context.Context, tx *store.Tx, shopID int, shopProductIDs []int64) error
	// pieceFor is how long an import works before it makes room.
	pieceFor time.Duration
}

// New makes the service; it hears of changes to the registry's shops from then on.
func New(s *store.Store, jobs *job.Client, log *event.Log, registry *connection.Registry, runs *run.Service) *Service {
	service := &Service{store: s, jobs: jobs, log: log, registry: registry, runs: runs, pieceFor: job.Chunk}
	registry.OnShopChange(service.ShopChanged)
	return service
}

// OnChange has do called for each product that a hook has changed, in the
// transaction that keeps the change. It is set before the workers start.
func (s *Service) OnChange(do func(ctx context.Context, tx *store.Tx, shopID int, shopProductIDs []int64) error) {
	s.changed = do
}

// StartImport has all products of the shop read, or, while that is under way
// already, answers that run.
func (s *Service) StartImport(ctx context.Context, shopID int) (row *ent.SyncRun, folded bool, err error) {
	if _, err := s.registry.Shop(ctx, shopID); err != nil {
		return nil, false, err
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, folded, err = s.runs.Start(ctx, tx, run.Start{ShopID: shopID, Kind: run.Import})
		return err
	})
	return row, folded, err
}

// ImportAgain has all products of a shop read that was read before; the first
// time is its first stock run's, or a person's.
func (s *Service) ImportAgain(ctx context.Context, tx *store.Tx, shopID int) error {
	imported, err := store.Meta(ctx, tx.Client, importedKey(shopID))
	if err != nil || imported == "" {
		return err
	}
	_, _, err = s.runs.Start(ctx, tx, run.Start{ShopID: shopID, Kind: run.Import})
	return err
}

// ShopChanged starts an import when products may have other codes by a shop's
// new rules, and when deliveries from one of its addresses were refused until now.
func (s *Service) ShopChanged(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (int, error) {
	sources := before.HomeURL != after.HomeURL || !slices.Equal(before.Settings.OtherAddresses, after.Settings.OtherAddresses)
	if !sources && codeRules(before.Settings) == codeRules(after.Settings) {
		return 0, nil
	}
	return 0, s.ImportAgain(ctx, tx, after.ID)
}

// codeRules are what of a shop's settings decides which code a product has.
func codeRules(s rules.Shop) string {
	return fmt.Sprintf("%q %t %t", s.EANMetaKeys, s.UseSKU, s.VariationUsesParentEAN)
}

// importedKey holds when the last import that came to its end began.
func importedKey(shopID int) string { return "product.imported:" + strconv.Itoa(shopID) }

// LastImport is when the last import that came to its end began; zero is never.
func (s *Service) LastImport(ctx context.Context, shopID int) (time.Time, error) {
	return s.moment(ctx, importedKey(shopID))
}

func (s *Service) moment(ctx context.Context, key string) (time.Time, error) {
	value, err := store.Meta(ctx, s.store.Reader(), key)
	if err != nil || value == "" {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339Nano, value)
	if err != nil {
		return time.Time{}, fmt.Errorf("read %s: %w", key, err)
	}
	return at, nil
}

func setMoment(ctx context.Context, tx *store.Tx, key string, at time.Time) error {
	return store.SetMeta(ctx, tx, key, at.UTC().Format(time.RFC3339Nano))
}
