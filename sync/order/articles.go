package order

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/woo"
)

// articles are an order's article codes: by line what the article map says, and
// by the id of the variation or product what the shop's products say.
type articles struct {
	line, product map[int64]string
	// untaxed are the products without tax, as far as lines without tax name them.
	untaxed []int64
}

// articleCodes tells the order's article codes. Only products that the article
// map does not know, or that a line has no tax for, are read from the shop; one that is gone, or has no code, is
// missing from the answer.
func (s *Service) articleCodes(ctx context.Context, shop *connection.Shop, o *woo.Order) (articles, error) {
	found := articles{line: make(map[int64]string), product: make(map[int64]string)}
	codes, err := product.CodesOf(ctx, s.store.Reader(), shop.ID, o.LineItems)
	if err != nil {
		return found, err
	}
	var asked []woo.LineItem
	for _, line := range o.LineItems {
		if found.line[line.ID] = codes.Of(line); found.line[line.ID] == "" || line.HasNoTax() {
			asked = append(asked, line)
		}
	}
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return found, err
	}
	// A slow shop may take longer for many products than the order's lease lasts.
	ctx, cancel := context.WithTimeout(ctx, s.leaseFor/2)
	defer cancel()
	products, variations := productIDs(asked)
	r := productReader{client: client, shop: shop, codes: codes, into: found.product, untaxed: &found.untaxed}
	if err := r.products(ctx, products); err != nil {
		return found, err
	}
	err = r.variations(ctx, variations)
	return found, err
}

// productReader reads article codes out of the shop's products.
type productReader struct {
	client *woo.Client
	shop   *connection.Shop
	codes  article.Codes
	into   map[int64]string
	// untaxed gathers the products that are not taxed.
	untaxed *[]int64
}

func (r productReader) note(p woo.Product) {
	if p.TaxStatus == "none" {
		*r.untaxed = append(*r.untaxed, p.ID)
	}
}

func (r productReader) read(ctx context.Context, ids []int64) ([]woo.Product, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := r.client.Products(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read the order's products: %w", err)
	}
	return found, nil
}

func (r productReader) products(ctx context.Context, ids []int64) error {
	found, err := r.read(ctx, ids)
	for _, p := range found {
		r.note(p)
		if code, ok := article.ProductCode(p, r.shop.Settings); ok {
			r.into[p.ID] = code
		}
	}
	return err
}

// variations reads variations by their products; the products too, where a
// variation may have its code from there.
func (r productReader) variations(ctx context.Context, wanted map[int64][]int64) error {
	var all []woo.Product
	heirs := make(map[int64]bool)
	for _, parent := range slices.Sorted(maps.Keys(wanted)) {
		found, err := r.client.Variations(ctx, parent, wanted[parent])
		if err != nil {
			return fmt.Errorf("read the variations of product %d: %w", parent, err)
		}
		for _, v := range found {
			heirs[parent] = heirs[parent] || article.NeedsParent(v, r.shop.Settings)
		}
		all = append(all, found...)
	}
	maps.DeleteFunc(heirs, func(_ int64, needed bool) bool { return !needed })
	parents, err := r.read(ctx, slices.Sorted(maps.Keys(heirs)))
	if err != nil {
		return err
	}
	byID := make(map[int64]woo.Product, len(parents))
	for _, p := range parents {
		byID[p.ID] = p
	}
	for _, v := range all {
		r.note(v)
		mapped := r.codes[article.Of(woo.LineItem{ProductID: v.ParentID})]
		if code, ok := article.VariationCode(v, byID[v.ParentID], mapped, r.shop.Settings); ok {
			r.into[v.ID] = code
		}
	}
	return nil
}

// productIDs lists the lines' products without variations, and their variations by parent.
func productIDs(lines []woo.LineItem) (products []int64, variations map[int64][]int64) {
	variations = make(map[int64][]int64)
	seen := make(map[int64]bool)
	for _, line := range lines {
		id := line.VariationID
		if id == 0 {
			id = line.ProductID
		}
		if id == 0 || seen[id] {
			continue
		}
		seen[id] = true
		if line.VariationID != 0 {
			variations[line.ProductID] = append(variations[line.ProductID], id)
		} else {
			products = append(products, id)
		}
	}
	return products, variations
}
