package push

import (
	"context"
	"fmt"
	"slices"

	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/sqljson"

	"github.com/kiwwwi/vasco/ent/predicate"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/store"
)

// Selection says which products of a shop are pushed. What it chooses is marked
// as QUEUED, and that is what a run works off: another start while it is under
// way adds to it.
type Selection struct {
	// ProductIDs are our ids of products; a product with variations stands for them.
	// Empty, the filter chooses.
	ProductIDs []int
	// All are all products that can be articles, but for translations of another.
	All bool
	// Never are those that were never pushed, Blocked those that could not be.
	Never, Blocked bool
	// Category is the shop's number of a category; 0 is any.
	Category int64
	// Where narrows the filter further.
	Where []predicate.Product
	// Force asks VASCO also about products that are as they were last pushed.
	Force bool
}

// chunk bounds the ids of one statement.
const chunk = 500

// notArticles are types of products that are no articles themselves.
var notArticles = []string{"grouped", "external"}

// enqueue marks the chosen products, and tells how many those are.
func (s *Service) enqueue(ctx context.Context, tx *store.Tx, shopID int, chosen Selection) (count int, err error) {
	if len(chosen.ProductIDs) == 0 {
		return s.mark(ctx, tx, shopID, chosen.Force, chosen.predicates())
	}
	for ids := range slices.Chunk(chosen.ProductIDs, chunk) {
		parents, err := tx.Product.Query().Where(entproduct.ShopID(shopID), entproduct.IDIn(ids...), entproduct.ParentID(0), product.Variable()).All(ctx)
		if err != nil {
			return 0, fmt.Errorf("read the products to push: %w", err)
		}
		var own []int
		var families []int64
		for _, p := range parents {
			families = append(families, p.ShopProductID)
			own = append(own, p.ID)
		}
		variations := entproduct.And(entproduct.ParentIDNEQ(0), entproduct.ParentIDIn(families...), entproduct.GoneAtIsNil())
		found, err := s.mark(ctx, tx, shopID, chosen.Force, []predicate.Product{entproduct.Or(entproduct.And(entproduct.IDIn(ids...), entproduct.IDNotIn(own...)), variations)})
		if err != nil {
			return 0, err
		}
		childless, err := s.markChildless(ctx, tx, shopID, own)
		if err != nil {
			return 0, err
		}
		count += found + childless
	}
	return count, nil
}

// markChildless marks products that should have variations and have none: their
// push says so.
func (s *Service) markChildless(ctx context.Context, tx *store.Tx, shopID int, ids []int) (int, error) {
	if len(ids) == 0 {
		return 0, nil
	}
	return s.mark(ctx, tx, shopID, false, []predicate.Product{entproduct.IDIn(ids...), func(q *entsql.Selector) {
		of := entsql.Dialect(q.Dialect()).Table(entproduct.Table).As("variation")
		q.Where(entsql.NotExists(entsql.Dialect(q.Dialect()).Select(of.C(entproduct.FieldID)).From(of).Where(entsql.And(
			entsql.ColumnsEQ(of.C(entproduct.FieldShopID), q.C(entproduct.FieldShopID)),
			entsql.ColumnsEQ(of.C(entproduct.FieldParentID), q.C(entproduct.FieldShopProductID)),
			entsql.IsNull(of.C(entproduct.FieldGoneAt)),
		))))
	}})
}

func (s *Service) mark(ctx context.Context, tx *store.Tx, shopID int, force bool, which []predicate.Product) (int, error) {
	update := tx.Product.Update().Where(entproduct.ShopID(shopID)).Where(which...).SetPushState(entproduct.PushStateQUEUED)
	if force {
		update.SetPushHash("")
	}
	count, err := update.Save(ctx)
	if err != nil {
		return 0, fmt.Errorf("mark the products to push: %w", err)
	}
	return count, nil
}

// predicates are the filter's.
func (c Selection) predicates() []predicate.Product {
	all := append(slices.Clone(c.Where), entproduct.GoneAtIsNil(), entproduct.TypeNotIn(notArticles...),
		entproduct.Or(entproduct.ParentIDNEQ(0), entproduct.Not(product.Variable())), isOriginal)
	switch {
	case c.All:
	case c.Never && c.Blocked:
		all = append(all, entproduct.PushStateIn(entproduct.PushStateNEVER, entproduct.PushStateBLOCKED, entproduct.PushStateFAILED))
	case c.Never:
		all = append(all, entproduct.PushStateEQ(entproduct.PushStateNEVER))
	case c.Blocked:
		all = append(all, entproduct.PushStateIn(entproduct.PushStateBLOCKED, entproduct.PushStateFAILED))
	case c.Category == 0 && len(c.Where) == 0:
		all = append(all, func(q *entsql.Selector) { q.Where(entsql.False()) })
	}
	if c.Category != 0 {
		all = append(all, func(q *entsql.Selector) { q.Where(sqljson.ValueContains(entproduct.FieldCategories, c.Category)) })
	}
	return all
}

// isOriginal leaves out translations: one article has one name.
func isOriginal(q *entsql.Selector) {
	q.Where(entsql.Or(entsql.EQ(q.C(entproduct.FieldTranslationOf), 0),
		entsql.ColumnsEQ(q.C(entproduct.FieldTranslationOf), q.C(entproduct.FieldShopProductID))))
}

// unmark gives the products that are still to be pushed the state they had.
func unmark(ctx context.Context, tx *store.Tx, shopID int) error {
	queued := []predicate.Product{entproduct.ShopID(shopID), entproduct.PushStateEQ(entproduct.PushStateQUEUED)}
	for _, one := range []struct {
		state entproduct.PushState
		where predicate.Product
	}{
		{entproduct.PushStateFAILED, entproduct.PushReason(product.ReasonUnclear)},
		{entproduct.PushStateBLOCKED, entproduct.PushReasonNEQ("")},
		{entproduct.PushStatePUSHED, entproduct.PushedAtNotNil()},
		{entproduct.PushStateNEVER, entproduct.PushReason("")},
	} {
		if err := tx.Product.Update().Where(queued...).Where(one.where).SetPushState(one.state).Exec(ctx); err != nil {
			return fmt.Errorf("take back the products that were to be pushed: %w", err)
		}
	}
	return nil
}
