package product

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/woo"
)

// reader reads products from a shop.
type reader struct{ client *woo.Client }

// hasVariations tells by what a product says of itself.
func hasVariations(p *woo.Product) bool {
	return IsVariable(p.Type) || len(p.Variations) > 0
}

// withVariations are products and the variations of those that have some.
func (r *reader) withVariations(ctx context.Context, products []woo.Product, asked time.Time) ([]Seen, error) {
	seen := make([]Seen, 0, len(products))
	for i := range products {
		p := &products[i]
		seen = append(seen, Seen{Product: *p, At: asked})
		if !hasVariations(p) {
			continue
		}
		variations, err := r.variations(ctx, p, asked)
		if err != nil {
			return nil, err
		}
		seen = append(seen, variations...)
	}
	return seen, nil
}

func (r *reader) variations(ctx context.Context, parent *woo.Product, asked time.Time) ([]Seen, error) {
	var seen []Seen
	err := r.client.EachVariation(ctx, parent.ID, func(page []woo.Product) error {
		for _, v := range page {
			seen = append(seen, Seen{Product: v, Parent: parent, At: asked})
		}
		return nil
	})
	return seen, err
}

// ask asks for products by their ids that a list has not brought: rows move
// between the pages of a list when something is deleted meanwhile. It tells
// which are there after all, and which are gone.
func (r *reader) ask(ctx context.Context, rows []*ent.Product, asked time.Time) (found []Seen, gone []int64, err error) {
	byParent := make(map[int64][]int64)
	var parents []int64
	for _, row := range rows {
		if byParent[row.ParentID] == nil {
			parents = append(parents, row.ParentID)
		}
		byParent[row.ParentID] = append(byParent[row.ParentID], row.ShopProductID)
	}
	slices.Sort(parents) // Products first.
	for _, parentID := range parents {
		ids := byParent[parentID]
		var there []woo.Product
		if !slices.Contains(gone, parentID) {
			if there, err = r.client.Known(ctx, parentID, ids); err != nil {
				return nil, nil, err
			}
		}
		for _, p := range there {
			found = append(found, Seen{Product: p, At: asked})
			ids = slices.DeleteFunc(ids, func(id int64) bool { return id == p.ID })
		}
		gone = append(gone, ids...)
	}
	return found, gone, nil
}

// asRun says to a run what a failed call to the shop means for it.
func asRun(err error) error {
	if away, ok := errors.AsType[*woo.Unavailable](err); ok {
		return &run.Away{Reason: run.ReasonShopAway, After: away.RetryAfter, Err: err}
	}
	detail := func() map[string]string { return map[string]string{"detail": bounded(err.Error(), longText)} }
	if _, ok := errors.AsType[*woo.Unauthorized](err); ok {
		return &run.Ended{Reason: run.ReasonShopLogin, Params: detail()}
	}
	_, malformed := errors.AsType[*woo.Malformed](err)
	_, rejected := errors.AsType[*woo.Rejected](err)
	_, missing := errors.AsType[*woo.NotFound](err)
	if malformed || rejected || missing {
		return &run.Ended{Reason: run.ReasonShopRefused, Params: detail()}
	}
	return err
}

// family is a product that was just read with all its variations, and those of
// the known ones that it does not have any more.
func (r *reader) family(ctx context.Context, p *woo.Product, known []*ent.Product, asked time.Time) (seen []Seen, gone []int64, err error) {
	seen = []Seen{{Product: *p, At: asked}}
	if hasVariations(p) {
		variations, err := r.variations(ctx, p, asked)
		if err != nil {
			return nil, nil, err
		}
		seen = append(seen, variations...)
	}
	missing := slices.DeleteFunc(slices.Clone(known), func(row *ent.Product) bool {
		return slices.ContainsFunc(seen, func(s Seen) bool { return s.Product.ID == row.ShopProductID })
	})
	found, gone, err := r.ask(ctx, missing, asked)
	return append(seen, found...), gone, err
}

// variationsOf reads the variations that products are known to have, in order of
// their ids. The database is not asked for the order: SQLite would go through all
// of the shop's products to have it.
func variationsOf(ctx context.Context, client *ent.Client, shopID int, ids ...int64) ([]*ent.Product, error) {
	var all []*ent.Product
	for some := range slices.Chunk(ids, chunk) {
		rows, err := client.Product.Query().Where(entproduct.ShopID(shopID), entproduct.ParentIDIn(some...), entproduct.GoneAtIsNil()).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("list the variations of %d products: %w", len(some), err)
		}
		all = append(all, rows...)
	}
	slices.SortFunc(all, func(a, b *ent.Product) int { return cmp.Compare(a.ShopProductID, b.ShopProductID) })
	return all, nil
}
