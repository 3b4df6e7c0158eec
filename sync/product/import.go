package product

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// The phases of an import.
const (
	// PhaseListing: the shop's products are read page by page.
	PhaseListing = "LISTING"
	// PhaseMissing: products that did not come are asked for.
	PhaseMissing = "MISSING"
)

// askAtOnce is how many products are asked for by their ids at once.
const askAtOnce = 100

// place is where an import goes on.
type place struct {
	Began time.Time `json:"began"`
	// Newest is the latest time of a product then, by the shop's clock; see mark.
	Newest *time.Time `json:"newest"`
	// Rules are those that codes are told by: when they change, all begins anew.
	Rules string `json:"rules"`
	// Page is the last one that was kept, Listed says that there are no more.
	Page   int  `json:"page"`
	Listed bool `json:"listed"`
	// Asked is our id of the last product that was asked for.
	Asked int `json:"asked"`
}

// importing is one piece of an import.
type importing struct {
	*run.Work

	service *Service
	shop    *connection.Shop
	reader  reader
	at      place
	ends    time.Time
}

// errNewRules: what codes are told by has changed since the import began.
var errNewRules = errors.New("the shop's settings have changed")

// Import reads all of a shop's products: it is the handler of such runs.
func (s *Service) Import(ctx context.Context, w *run.Work) error {
	im, err := s.resume(ctx, w)
	if err != nil {
		return err
	}
	err = im.piece(ctx)
	if errors.Is(err, errNewRules) {
		return im.anew(ctx)
	}
	return asRun(err)
}

// resume takes an import up where it was left.
func (s *Service) resume(ctx context.Context, w *run.Work) (*importing, error) {
	shop, err := s.registry.Shop(ctx, w.Row.ShopID)
	if err != nil {
		return nil, err
	}
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return nil, err
	}
	im := &importing{Work: w, service: s, shop: shop, ends: time.Now().Add(s.pieceFor)}
	im.reader = reader{client: client}
	if len(w.Row.Checkpoint) > 0 && string(w.Row.Checkpoint) != "null" {
		if err := json.Unmarshal(w.Row.Checkpoint, &im.at); err != nil {
			return nil, fmt.Errorf("read the checkpoint of run %d: %w", w.Row.ID, err)
		}
	}
	if im.at.Began.IsZero() {
		im.at = place{Began: store.Now(), Rules: codeRules(shop.Settings)}
	}
	return im, nil
}

// anew lets the import begin again.
func (im *importing) anew(ctx context.Context) error {
	err := im.Do(ctx, run.Step{Reset: true, Checkpoint: place{}, Phase: PhaseListing, Write: func(ctx context.Context, tx *store.Tx) error {
		// Not what was seen, only that this import has seen it.
		_, err := tx.SQL.ExecContext(ctx, "UPDATE products SET seen_import = 0 WHERE shop_id = $1 AND seen_import = $2", im.shop.ID, im.Row.ID)
		if err != nil {
			return fmt.Errorf("begin import %d anew: %w", im.Row.ID, err)
		}
		return nil
	}})
	if err != nil {
		return err
	}
	im.service.registry.Forget() // Another replica changed what is remembered here.
	return run.ErrGoesOn
}

// piece works until all is done or the time is up.
func (im *importing) piece(ctx context.Context) error {
	if !im.at.Listed {
		if err := im.list(ctx); err != nil {
			return err
		}
		im.at.Listed = true
	}
	for {
		rows, err := im.missing(ctx)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return im.end(ctx)
		}
		if err := im.askFor(ctx, rows); err != nil {
			return err
		}
		if time.Now().After(im.ends) {
			return run.ErrGoesOn
		}
	}
}

// list keeps page after page, the last one that was kept once more: rows move
// up when one before them is deleted.
func (im *importing) list(ctx context.Context) error {
	if im.at.Page == 0 {
		newest, err := im.reader.client.NewestChange(ctx)
		if err != nil {
			return err
		}
		im.at.Newest, im.at.Began = newest, store.Now()
	}
	asked := store.Now()
	return im.reader.client.EachProduct(ctx, im.at.Page, func(page int, products []woo.Product) error {
		seen, err := im.reader.withVariations(ctx, products, asked)
		if err != nil {
			return err
		}
		im.at.Page = page
		if err := im.keep(ctx, run.Step{Phase: PhaseListing, Total: im.total(ctx)}, seen, nil); err != nil {
			return err
		}
		if time.Now().After(im.ends) {
			return run.ErrGoesOn
		}
		asked = store.Now()
		return nil
	})
}

// total is how many products there will be, as far as is known before the end.
func (im *importing) total(ctx context.Context) int {
	if im.Row.Total != 0 {
		return 0
	}
	known, err := im.service.store.Reader().Product.Query().Where(entproduct.ShopID(im.shop.ID), entproduct.GoneAtIsNil()).Count(ctx)
	if err != nil {
		return 0 // It is only for show.
	}
	return known
}

// keep stores what was seen, and what is gone, with how far the import is.
func (im *importing) keep(ctx context.Context, step run.Step, seen []Seen, gone []int64) error {
	var counts run.Counts
	step.Checkpoint = im.at
	step.Count = func() run.Counts { return counts }
	step.Write = func(ctx context.Context, tx *store.Tx) error {
		k, err := keep(ctx, tx, im.shop.ID, seen, im.Row.ID)
		if err != nil {
			return err
		}
		if codeRules(k.rules) != im.at.Rules {
			return errNewRules
		}
		counts = run.Counts{Seen: k.fresh + len(gone), Updated: k.changed + len(gone), Unchanged: max(0, k.fresh-k.changed)}
		return markGone(ctx, tx, im.shop.ID, gone)
	}
	return im.Do(ctx, step)
}

// missing are products the shop had that no page has brought.
func (im *importing) missing(ctx context.Context) ([]*ent.Product, error) {
	rows, err := im.service.store.Reader().Product.Query().
		Where(entproduct.ShopID(im.shop.ID), entproduct.IDGT(im.at.Asked), entproduct.SeenImportNEQ(im.Row.ID), entproduct.GoneAtIsNil()).
		Order(entproduct.ByID()).Limit(askAtOnce).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the products that import %d has not seen: %w", im.Row.ID, err)
	}
	return rows, nil
}

func (im *importing) askFor(ctx context.Context, rows []*ent.Product) error {
	found, gone, err := im.reader.ask(ctx, rows, store.Now())
	if err != nil {
		return err
	}
	im.at.Asked = rows[len(rows)-1].ID
	return im.keep(ctx, run.Step{Phase: PhaseMissing}, found, gone)
}

func (im *importing) end(ctx context.Context) error {
	seen := im.Row.Seen
	return im.Do(ctx, run.Step{
		Total: seen, Checkpoint: im.at, Phase: PhaseMissing,
		Events: []event.Event{{Kind: event.RunRetrieved, Level: event.Info, Params: map[string]string{"what": "PRODUCTS", "count": strconv.Itoa(seen)}}},
		Write: func(ctx context.Context, tx *store.Tx) error {
			// Codes were told by the rules that there are still.
			k, err := keep(ctx, tx, im.shop.ID, nil, 0)
			if err != nil {
				return err
			}
			if codeRules(k.rules) != im.at.Rules {
				return errNewRules
			}
			if err := setMark(ctx, tx, im.shop.ID, im.at.Newest, im.at.Began); err != nil {
				return err
			}
			return setMoment(ctx, tx, importedKey(im.shop.ID), im.at.Began)
		},
	})
}
