package product

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/product"
)

// Filter keeps to some of the products; zero fields keep to none in particular.
type Filter struct {
	ShopID int
	// Search is a part of the name, or the beginning of SKU, EAN or article.
	Search      string
	StockStates []product.StockState
	StockReason string
	PushStates  []product.PushState
	// MissingEAN are those that need an article and have none, Duplicate those
	// whose article another one has too. A product that a person keeps out of
	// stock runs needs none.
	MissingEAN, Duplicate bool
	Gone                  *bool
}

// Predicates are the filter's conditions.
func (f Filter) Predicates() []predicate.Product {
	var all []predicate.Product
	if f.ShopID != 0 {
		all = append(all, product.ShopID(f.ShopID))
	}
	if f.Search != "" {
		all = append(all, product.Or(
			product.SkuHasPrefix(f.Search), product.EanHasPrefix(f.Search), product.CodeHasPrefix(f.Search), product.NameContainsFold(f.Search)))
	}
	if len(f.StockStates) > 0 {
		all = append(all, product.StockStateIn(f.StockStates...))
	}
	if f.StockReason != "" {
		// The second lets the index of reasons be used.
		all = append(all, product.StockReason(f.StockReason), func(s *entsql.Selector) { s.Where(entsql.ExprP("stock_reason <> ''")) })
	}
	if len(f.PushStates) > 0 {
		all = append(all, product.PushStateIn(f.PushStates...))
	}
	if f.MissingEAN {
		all = append(all, product.Code(""), withArticle(), product.GoneAtIsNil(), product.StockExcluded(false))
	}
	if f.Duplicate {
		all = append(all, duplicated)
	}
	switch {
	case f.Gone == nil:
	case *f.Gone:
		all = append(all, product.GoneAtNotNil())
	default:
		all = append(all, product.GoneAtIsNil())
	}
	return all
}

// duplicated are products whose article another product of the shop has too.
// Translations of one product are one article.
func duplicated(s *entsql.Selector) {
	other := entsql.Dialect(s.Dialect()).Table(product.Table).As("other")
	others := entsql.Dialect(s.Dialect()).Select(other.C(product.FieldID)).From(other).Where(entsql.And(
		entsql.ColumnsEQ(other.C(product.FieldShopID), s.C(product.FieldShopID)),
		entsql.ColumnsEQ(other.C(product.FieldCode), s.C(product.FieldCode)),
		entsql.IsNull(other.C(product.FieldGoneAt)), entsql.IsFalse(other.C(product.FieldStockExcluded)), entsql.ExprP(original(other.C)+" <> "+original(s.C)),
	))
	withArticle()(others)
	withArticle()(s)
	s.Where(entsql.And(
		entsql.NEQ(s.C(product.FieldCode), ""), entsql.IsNull(s.C(product.FieldGoneAt)), entsql.IsFalse(s.C(product.FieldStockExcluded)), entsql.Exists(others),
	))
}

// Lacking counts the products of a shop that need an article and have none, and
// those whose article another one has too: as a filter shows them.
func Lacking(ctx context.Context, client *ent.Client, shopID int) (without, shared int, err error) {
	without, err = client.Product.Query().Where(Filter{ShopID: shopID, MissingEAN: true}.Predicates()...).Count(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("count the products of shop %d without an article: %w", shopID, err)
	}
	// The index alone tells which articles several have; only those are looked at.
	several := func(s *entsql.Selector) {
		of := entsql.Dialect(s.Dialect()).Table(product.Table).As("several")
		s.Where(entsql.In(s.C(product.FieldCode), entsql.Dialect(s.Dialect()).Select(of.C(product.FieldCode)).From(of).
			Where(entsql.And(entsql.EQ(of.C(product.FieldShopID), shopID), entsql.NEQ(of.C(product.FieldCode), ""))).
			GroupBy(of.C(product.FieldCode)).Having(entsql.ExprP("count(*) > 1"))))
	}
	shared, err = client.Product.Query().Where(append(Filter{ShopID: shopID, Duplicate: true}.Predicates(), several)...).Count(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("count the products of shop %d that share an article: %w", shopID, err)
	}
	return without, shared, nil
}

// original is the shop's id of the product that one is a translation of, or its own.
func original(column func(string) string) string {
	of := column(product.FieldTranslationOf)
	return fmt.Sprintf("CASE WHEN %s = 0 THEN %s ELSE %s END", of, column(product.FieldShopProductID), of)
}

// DuplicatesOf are other products of the shop with the article of one, but for its
// translations. A product that a person keeps out of stock runs does not speak for
// an article: to others it is none of them; see duplicated.
func DuplicatesOf(p *ent.Product) []predicate.Product {
	own := p.TranslationOf
	if own == 0 {
		own = p.ShopProductID
	}
	all := []predicate.Product{
		product.ShopID(p.ShopID), product.Code(p.Code), product.CodeNEQ(""), product.GoneAtIsNil(), withArticle(),
		func(s *entsql.Selector) {
			s.Where(entsql.P(func(b *entsql.Builder) { b.WriteString(original(s.C) + " <> ").Arg(own) }))
		},
	}
	if !p.StockExcluded {
		all = append(all, product.StockExcluded(false))
	}
	return all
}
