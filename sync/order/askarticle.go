package order

import (
	"context"

	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
)

// settleAsking is settle. An order that an article is missing for waits for that
// product's entry of the article map, which is made when there is none: all
// orders with the product go on together.
func (s *Service) settleAsking(ctx context.Context, w *work, v verdict) (string, error) {
	key := article.Key{Kind: article.Kind(v.params["kind"]), Key: v.params["key"]}
	if !asksForArticle(v.reason) || key.Key == "" {
		return s.settle(ctx, w, v)
	}
	v.articles = make(article.Codes)
	for _, one := range []article.Key{key, {Kind: article.SKU, Key: v.params["sku"]}} {
		row, err := product.Find(ctx, s.store.Reader(), w.shop.ID, one)
		if err != nil {
			return "", err
		}
		v.articles[one] = ""
		if row != nil {
			v.articles[one] = row.Code
		}
		if row != nil && row.Code != "" && v.reason == string(mapping.ArticleCodeMissing) {
			return "", &waitUntil{at: store.Now()} // Filled at this very moment.
		}
	}
	if err := s.ask(ctx, w, key, &v); err != nil {
		return "", err
	}
	return s.settle(ctx, w, v)
}

// peekArticle names the article map's entry that a pass would wait for, if it is there.
func (s *Service) peekArticle(ctx context.Context, w *work, v verdict) (verdict, error) {
	if !asksForArticle(v.reason) {
		return v, nil
	}
	row, err := product.Find(ctx, s.store.Reader(), w.shop.ID, article.Key{Kind: article.Kind(v.params["kind"]), Key: v.params["key"]})
	if row != nil {
		v.ref = articleRef(row.ID)
	}
	return v, err
}

// asksForArticle: a code in the article map mends the reason.
func asksForArticle(reason string) bool {
	return reason == string(mapping.ArticleCodeMissing) || reason == string(mapping.ArticleUnknown)
}

func (s *Service) ask(ctx context.Context, w *work, key article.Key, v *verdict) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := product.Ask(ctx, tx, w.shop.ID, key, store.Text(shortened(v.params["product"]))); err != nil {
			return err
		}
		row, err := product.Find(ctx, tx.Client, w.shop.ID, key)
		if row != nil {
			v.ref = articleRef(row.ID)
		}
		return err
	})
}

// sameArticles tells whether the article map still says what it said. Who changes
// it waits for who shares the shop's row.
func sameArticles(ctx context.Context, tx *store.Tx, shopID int, codes article.Codes) (bool, error) {
	for key, code := range codes {
		row, err := product.Find(ctx, tx.Client, shopID, key)
		if err != nil {
			return false, err
		}
		// One without a code may be the one that was made to be filled, gone or not.
		if (row == nil && code != "") || (row != nil && row.Code != code) {
			return false, nil
		}
	}
	return true, nil
}
