package order

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

// articleCodes reads the order's products from the shop and returns their
// article codes by the id of the variation, or of the product where there is
// none. A product that is gone, or has no code, is missing from the answer.
func (s *Service) articleCodes(ctx context.Context, shop *connection.Shop, o *woo.Order) (map[int64]string, error) {
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return nil, err
	}
	// A slow shop may take longer for many products than the order's lease lasts.
	ctx, cancel := context.WithTimeout(ctx, s.leaseFor/2)
	defer cancel()
	products, variations := productIDs(o)
	codes := make(map[int64]string, len(o.LineItems))
	take := func(found []woo.Product) {
		for _, p := range found {
			if code, ok := mapping.ArticleCode(p, shop.Settings); ok {
				codes[p.ID] = code
			}
		}
	}
	if len(products) > 0 {
		found, err := client.Products(ctx, products)
		if err != nil {
			return nil, fmt.Errorf("read the order's products: %w", err)
		}
		take(found)
	}
	for parent, ids := range variations {
		found, err := client.Variations(ctx, parent, ids)
		if err != nil {
			return nil, fmt.Errorf("read the variations of product %d: %w", parent, err)
		}
		take(found)
	}
	return codes, nil
}

// productIDs lists the order's products without variations, and its variations by parent.
func productIDs(o *woo.Order) (products []int64, variations map[int64][]int64) {
	variations = make(map[int64][]int64)
	seen := make(map[int64]bool)
	for _, line := range o.LineItems {
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
