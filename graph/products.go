package graph

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/stockread"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/stock"
)

// Rows of the short lists of a product.
const (
	maxDuplicates = 50
	maxChanges    = 20
	maxProducts   = 1000
)

// Products lists the shops' products.
func (r queryResolver) Products(ctx context.Context, first *int, after *string, last *int, before *string, filter *model.ProductFilter) (*model.ProductConnection, error) {
	p, err := pageOf(model.KindProduct, first, after, last, before)
	if err != nil {
		return nil, err
	}
	chosen, err := productFilter(filter)
	if err != nil {
		return nil, err
	}
	query := func() *ent.ProductQuery { return r.Store.Reader().Product.Query().Where(chosen.Predicates()...) }
	ids, err := query().Where(p.where).Order(p.order).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list products: %w", err)
	}
	return connect(ctx, p, ids, lookupsOf(ctx).products, func(ctx context.Context) (int, error) { return query().Count(ctx) })
}

// Product finds one product.
func (r queryResolver) Product(ctx context.Context, text string) (*ent.Product, error) {
	id, err := idOf(model.KindProduct, text, "id")
	if err != nil {
		return nil, err
	}
	return lookupsOf(ctx).products.get(ctx, id)
}

func productFilter(in *model.ProductFilter) (product.Filter, error) {
	var f product.Filter
	if in == nil {
		return f, nil
	}
	var err error
	if f.ShopID, err = optionalID(model.KindShop, in.ShopID, "filter", "shopId"); err != nil {
		return f, err
	}
	f.Search, f.StockReason = valueOf(in.Search), valueOf(in.StockReason)
	if len(f.Search) > maxSearch {
		return f, badArgument([]string{"filter", "search"}, "search is longer than %d characters", maxSearch)
	}
	f.StockStates, f.PushStates = in.StockStates, in.PushStates
	f.MissingEAN, f.Duplicate, f.Gone = isTrue(in.MissingEan), isTrue(in.DuplicateCode), in.Gone
	return f, nil
}

// ExcludeFromStock keeps products out of stock runs.
func (r mutationResolver) ExcludeFromStock(ctx context.Context, texts []string, excluded bool) (*model.ProductsPayload, error) {
	var bad failures
	payload := &model.ProductsPayload{Products: []*ent.Product{}}
	if len(texts) > maxProducts {
		bad.add(model.UserErrorCodeTooLong, []string{"productIds"}, "there are more than %d", maxProducts)
	}
	ids := make([]int, 0, len(texts))
	for i, text := range texts {
		ids = append(ids, bad.id(model.KindProduct, text, "productIds", strconv.Itoa(i)))
	}
	if bad == nil {
		changed, err := stock.Exclude(ctx, r.Store, r.Log, ids, excluded)
		if err != nil {
			return nil, err
		}
		if payload.Products, err = all(ctx, lookupsOf(ctx).products, changed); err != nil {
			return nil, err
		}
	}
	payload.UserErrors = bad.list()
	return payload, nil
}

// shopProduct names a product as its shop does.
type shopProduct struct {
	shopID    int
	productID int64
}

// stockSegment names a part of a shop's stock that was read at once.
type stockSegment struct {
	shopID  int
	source  stockread.Source
	segment int
}

func (l *lookups) readProducts(ctx context.Context, ids []int) (map[int]*ent.Product, error) {
	rows, err := l.client.Product.Query().Where(entproduct.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d products: %w", len(ids), err)
	}
	for _, row := range rows {
		l.seeProduct(row)
	}
	return byID(rows, func(p *ent.Product) int { return p.ID }), nil
}

// seeProduct announces what a product refers to.
func (l *lookups) seeProduct(p *ent.Product) {
	l.shops.expect(p.ShopID)
	if p.ParentID != 0 {
		l.productsAs.expect(shopProduct{p.ShopID, p.ParentID})
	}
	for _, read := range []stockSegment{supplierRead(p), ownRead(p)} {
		if read.segment != 0 {
			l.stockReads.expect(read)
		}
	}
}

func supplierRead(p *ent.Product) stockSegment {
	return stockSegment{p.ShopID, stockread.SourceSUPPLIER, p.SupplierSegment}
}

func ownRead(p *ent.Product) stockSegment {
	return stockSegment{p.ShopID, stockread.SourceOWN, p.OwnSegment}
}

func (l *lookups) readProductsAs(ctx context.Context, names []shopProduct) (map[shopProduct]*ent.Product, error) {
	byShop := make(map[int][]int64)
	for _, name := range names {
		byShop[name.shopID] = append(byShop[name.shopID], name.productID)
	}
	found := make(map[shopProduct]*ent.Product, len(names))
	for shopID, ids := range byShop {
		rows, err := l.client.Product.Query().Where(entproduct.ShopID(shopID), entproduct.ShopProductIDIn(ids...)).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("read %d products of shop %d: %w", len(ids), shopID, err)
		}
		for _, row := range rows {
			l.shops.expect(row.ShopID)
			found[shopProduct{shopID, row.ShopProductID}] = row
		}
	}
	return found, nil
}

func (l *lookups) readStockReads(ctx context.Context, reads []stockSegment) (map[stockSegment]*time.Time, error) {
	type part struct {
		shopID int
		source stockread.Source
	}
	byPart := make(map[part][]int)
	for _, read := range reads {
		of := part{read.shopID, read.source}
		byPart[of] = append(byPart[of], read.segment)
	}
	found := make(map[stockSegment]*time.Time, len(reads))
	for of, segments := range byPart {
		rows, err := l.client.StockRead.Query().
			Where(stockread.ShopID(of.shopID), stockread.SourceEQ(of.source), stockread.SegmentIn(segments...)).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("read when the stock of shop %d was read: %w", of.shopID, err)
		}
		for _, row := range rows {
			found[stockSegment{row.ShopID, row.Source, row.Segment}] = &row.ReadAt
		}
	}
	return found, nil
}

func (r productResolver) ID(_ context.Context, p *ent.Product) (string, error) {
	return model.ID(model.KindProduct, p.ID), nil
}

func (r productResolver) Shop(ctx context.Context, p *ent.Product) (*ent.Shop, error) {
	return shopOf(ctx, p.ShopID)
}

func (r productResolver) ShopProductID(_ context.Context, p *ent.Product) (string, error) {
	return strconv.FormatInt(p.ShopProductID, 10), nil
}

// Parent is a variation's product.
func (r productResolver) Parent(ctx context.Context, p *ent.Product) (*ent.Product, error) {
	if p.ParentID == 0 {
		return nil, nil
	}
	return lookupsOf(ctx).productsAs.get(ctx, shopProduct{p.ShopID, p.ParentID})
}

func (r productResolver) RegularPrice(_ context.Context, p *ent.Product) (*string, error) {
	if p.RegularPrice == "" {
		return nil, nil
	}
	return &p.RegularPrice, nil
}

func (r productResolver) ShopStock(_ context.Context, p *ent.Product) (*string, error) {
	return model.Pieces(p.Stock), nil
}

func (r productResolver) Stock(_ context.Context, p *ent.Product) (*model.ProductStock, error) {
	return &model.ProductStock{Row: p}, nil
}

func (r productResolver) Push(_ context.Context, p *ent.Product) (*model.ProductPush, error) {
	return &model.ProductPush{Row: p}, nil
}

// Duplicates are other products with the same article.
func (r productResolver) Duplicates(ctx context.Context, p *ent.Product) ([]*ent.Product, error) {
	if p.Code == "" {
		return []*ent.Product{}, nil
	}
	ids, err := r.Store.Reader().Product.Query().Where(product.DuplicatesOf(p)...).
		Order(entproduct.ByID()).Limit(maxDuplicates).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for other products with article %s: %w", p.Code, err)
	}
	return all(ctx, lookupsOf(ctx).products, ids)
}

// Changes are what runs did with the product.
func (r productResolver) Changes(ctx context.Context, p *ent.Product) ([]*ent.RunItem, error) {
	ids, err := r.Store.Reader().RunItem.Query().Where(runitem.ProductID(p.ID)).Order(ent.Desc(runitem.FieldID)).Limit(maxChanges).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what runs did with product %d: %w", p.ID, err)
	}
	return all(ctx, lookupsOf(ctx).runItems, ids)
}

// all are the rows under the ids, without those that are gone.
func all[T any](ctx context.Context, rows *batch[int, *T], ids []int) ([]*T, error) {
	rows.expect(ids...)
	found := make([]*T, 0, len(ids))
	for _, id := range ids {
		row, err := rows.get(ctx, id)
		if err != nil {
			return nil, err
		}
		found = append(found, row)
	}
	return slices.DeleteFunc(found, func(row *T) bool { return row == nil }), nil
}

func (r productStockResolver) SupplierReadAt(ctx context.Context, s *model.ProductStock) (*time.Time, error) {
	return readAt(ctx, supplierRead(s.Row))
}

func (r productStockResolver) OwnReadAt(ctx context.Context, s *model.ProductStock) (*time.Time, error) {
	return readAt(ctx, ownRead(s.Row))
}

func readAt(ctx context.Context, read stockSegment) (*time.Time, error) {
	if read.segment == 0 {
		return nil, nil
	}
	return lookupsOf(ctx).stockReads.get(ctx, read)
}
