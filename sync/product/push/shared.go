package push

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/sync/product"
)

// markShared marks the products whose article another product of the shop names
// too. They would write over each other, unless a person has said which of them
// speaks for the article: the one that is not kept out of stock runs.
func (s *Service) markShared(ctx context.Context, t target, items []*item) error {
	if len(t.shop.Settings.Products.UpdateFields) == 0 {
		return nil // What is there stays as it is.
	}
	for _, i := range items {
		p := i.row
		shared, err := s.store.Reader().Product.Query().Where(product.DuplicatesOf(p)...).Exist(ctx)
		if err != nil {
			return fmt.Errorf("look for other products with article %s: %w", p.Code, err)
		}
		i.shared = shared
	}
	return nil
}

func (i *item) blockShared() {
	i.result, i.reason = Blocked, &Reason{Code: product.ReasonShared, Params: map[string]string{"code": i.document.Code}}
}
