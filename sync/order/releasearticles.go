package order

import (
	"context"

	"entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqljson"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
)

// ReleaseArticles asks again for a shop's orders that wait for articles which
// VASCO did not have and has now, in the transaction that notes it.
func (s *Service) ReleaseArticles(ctx context.Context, tx *store.Tx, shopID int, codes []string) error {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return err
	}
	for _, code := range codes {
		named := func(q *sql.Selector) { q.Where(sqljson.ValueEQ(push.FieldReasonParams, code, sqljson.Path("article"))) }
		if _, err := s.releaseWhere(ctx, tx, shop, false, push.Reason(string(mapping.ArticleUnknown)), waitsForPerson, named); err != nil {
			return err
		}
	}
	return nil
}
