package graph

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/articlemapping"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/article"
)

// ArticleMappings lists a shop's article map.
func (r queryResolver) ArticleMappings(
	ctx context.Context, shopID string, first *int, after *string, last *int, before, search *string, missing *bool,
) (*model.ArticleMappingConnection, error) {
	p, err := pageOf(model.KindArticleMapping, first, after, last, before)
	if err != nil {
		return nil, err
	}
	id, err := r.existingShop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	query := r.Store.Reader().ArticleMapping.Query().Where(articlemapping.ShopID(id))
	if isTrue(missing) {
		query.Where(articlemapping.Code(""))
	}
	if text := valueOf(search); len(text) > maxSearch {
		return nil, badArgument([]string{"search"}, "search is longer than %d characters", maxSearch)
	} else if text != "" {
		query.Where(articlemapping.Or(articlemapping.KeyHasPrefix(text), articlemapping.CodeHasPrefix(text), articlemapping.NameContainsFold(text)))
	}
	ids, err := query.Clone().Where(p.where, p.order).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the article map: %w", err)
	}
	return connect(ctx, p, ids, lookupsOf(ctx).articles, func(ctx context.Context) (int, error) { return query.Count(ctx) })
}

// ArticleMappingsCSV writes a shop's article map.
func (r queryResolver) ArticleMappingsCSV(ctx context.Context, shopID string) (string, error) {
	id, err := r.existingShop(ctx, shopID)
	if err != nil {
		return "", err
	}
	entries, err := product.All(ctx, r.Store.Reader(), id)
	if err != nil {
		return "", err
	}
	return article.WriteCSV(entries)
}

// SetArticleMapping says what a product is called in VASCO.
func (r mutationResolver) SetArticleMapping(ctx context.Context, in model.SetArticleMappingInput) (*model.SetArticleMappingPayload, error) {
	var bad failures
	payload := &model.SetArticleMappingPayload{}
	if shopID := bad.id(model.KindShop, in.ShopID, "input", "shopId"); bad == nil {
		row, released, err := r.Deps.Orders.SetArticle(ctx, shopID, article.Entry{
			Key: article.Key{Kind: article.Kind(in.Kind), Key: in.Key}, Code: in.Code, Name: valueOf(in.Name),
		}, isTrue(in.ReleaseOld))
		if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
			return nil, err
		}
		payload.ArticleMapping, payload.ReleasedOrders, payload.OldOrders = row, released.Orders, released.Old
	}
	payload.UserErrors = bad.list()
	return payload, nil
}

// ImportArticleMappings takes an article map from CSV.
func (r mutationResolver) ImportArticleMappings(ctx context.Context, in model.ImportArticleMappingsInput) (*model.ImportArticleMappingsPayload, error) {
	var bad failures
	payload := &model.ImportArticleMappingsPayload{LineErrors: []*model.LineError{}}
	if shopID := bad.id(model.KindShop, in.ShopID, "input", "shopId"); bad == nil {
		imported, released, faults, err := r.Deps.Orders.ImportArticles(ctx, shopID, in.CSV, isTrue(in.ReleaseOld))
		if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
			return nil, err
		}
		payload.Imported, payload.ReleasedOrders, payload.OldOrders = imported, released.Orders, released.Old
		for _, f := range faults {
			payload.LineErrors = append(payload.LineErrors, &model.LineError{
				Line: f.Line, Field: f.Field, Code: model.LineErrorCode(f.Code), Message: f.Message,
			})
		}
	}
	payload.UserErrors = bad.list()
	return payload, nil
}

func (l *lookups) readArticles(ctx context.Context, ids []int) (map[int]*ent.ArticleMapping, error) {
	rows, err := l.client.ArticleMapping.Query().Where(articlemapping.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d entries of the article map: %w", len(ids), err)
	}
	for _, row := range rows {
		l.waiting.expect(articleRef(row))
	}
	return byID(rows, func(m *ent.ArticleMapping) int { return m.ID }), nil
}

func articleRef(m *ent.ArticleMapping) string {
	ref, _ := model.Ref(model.KindArticleMapping, m.ID)
	return ref
}

func (r articleMappingResolver) ID(_ context.Context, m *ent.ArticleMapping) (string, error) {
	return model.ID(model.KindArticleMapping, m.ID), nil
}

func (r articleMappingResolver) Shop(ctx context.Context, m *ent.ArticleMapping) (*ent.Shop, error) {
	return shopOf(ctx, m.ShopID)
}

// WaitingOrders counts the orders that wait for the entry.
func (r articleMappingResolver) WaitingOrders(ctx context.Context, m *ent.ArticleMapping) (int, error) {
	return lookupsOf(ctx).waiting.get(ctx, articleRef(m))
}
