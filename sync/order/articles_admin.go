package order

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
)

// SetArticle says what a product is in VASCO, or, without a code, forgets it, and
// in the same transaction asks again for the orders that wait for it; those older
// than seven days only with old. What is wrong with the entry comes as
// connection.InvalidInput. The row is nil for an entry that was forgotten.
func (s *Service) SetArticle(ctx context.Context, shopID int, e article.Entry, old bool) (*ent.ArticleMapping, Released, error) {
	if e = e.Trimmed(); e.Check() != nil {
		return nil, Released{}, badEntry(e.Check())
	}
	var row *ent.ArticleMapping
	released, err := s.changeArticles(ctx, shopID, []article.Entry{e}, old, func(ctx context.Context, tx *store.Tx, changed bool) error {
		var err error
		if row, err = product.Find(ctx, tx.Client, shopID, e.Key); err != nil || !changed {
			return err
		}
		params := map[string]string{"kind": string(e.Kind), "key": e.Key.Key, "name": e.Name, "code": e.Code}
		if row != nil {
			params["name"] = row.Name
		}
		s.log.Add(ctx, tx, event.Event{Kind: event.ArticleChanged, Level: event.Info, ShopID: shopID, Params: params})
		return nil
	})
	return row, released, err
}

func badEntry(fault *article.Fault) error {
	code := connection.CodeInvalid
	if fault.Code == article.TooLong {
		code = connection.CodeTooLong
	}
	return connection.Bad(fault.Field, code, "%s", fault.Message)
}

// ImportArticles takes a map from CSV: all of it, or, with faults, nothing.
func (s *Service) ImportArticles(ctx context.Context, shopID int, text string, old bool) (imported int, released Released, faults []article.LineFault, err error) {
	entries, faults := article.ParseCSV(text)
	if len(faults) > 0 {
		return 0, Released{}, faults, nil
	}
	released, err = s.changeArticles(ctx, shopID, entries, old, func(ctx context.Context, tx *store.Tx, changed bool) error {
		if changed {
			s.log.Add(ctx, tx, event.Event{Kind: event.ArticlesImported, Level: event.Info, ShopID: shopID, Params: map[string]string{
				"count": strconv.Itoa(len(entries)),
			}})
		}
		return nil
	})
	if err != nil {
		return 0, released, nil, err
	}
	return len(entries), released, nil, nil
}

// changeArticles stores entries, has it told, and releases what waited for those
// that say something else than before.
func (s *Service) changeArticles(
	ctx context.Context, shopID int, entries []article.Entry, old bool, tell func(ctx context.Context, tx *store.Tx, changed bool) error,
) (Released, error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return Released{}, err
	}
	var released Released
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// A verdict that rests on the map is either there already, or sees the new one.
		if err := tx.Lock(ctx, "shops", shopID); err != nil {
			return err
		}
		changed, err := product.Changed(ctx, tx.Client, shopID, entries)
		if err != nil {
			return err
		}
		if err := product.Save(ctx, tx, shopID, entries); err != nil {
			return err
		}
		if err := tell(ctx, tx, len(changed) > 0); err != nil {
			return err
		}
		released, err = s.releaseArticles(ctx, tx, shop, changed, old)
		return err
	})
	return released, err
}

// releaseArticles asks again for the orders that wait for an article which
// entries of the map, now changed, speak for.
func (s *Service) releaseArticles(ctx context.Context, tx *store.Tx, shop *connection.Shop, changed map[article.Key]bool, old bool) (Released, error) {
	var released Released
	if len(changed) == 0 {
		return released, nil
	}
	rows, err := tx.Push.Query().Where(push.ShopID(shop.ID), push.StateEQ(push.StateBLOCKED),
		push.ReasonIn(string(mapping.ArticleCodeMissing), string(mapping.ArticleUnknown))).
		Select(push.FieldID, push.FieldReasonParams).All(ctx)
	if err != nil {
		return released, fmt.Errorf("list the orders that wait for an article: %w", err)
	}
	var ids []int
	for _, p := range rows {
		if speaksFor(changed, p.ReasonParams, shop.Settings.VariationUsesParentEAN) {
			ids = append(ids, p.ID)
		}
	}
	for some := range slices.Chunk(ids, releaseChunk) {
		more, err := s.releaseWhere(ctx, tx, shop, old, push.IDIn(some...))
		if err != nil {
			return released, err
		}
		released.Orders, released.Old = released.Orders+more.Orders, released.Old+more.Old
	}
	return released, nil
}

// speaksFor tells whether one of the entries may give an order what its reason
// misses. Which product a variation belongs to, a reason does not tell.
func speaksFor(changed map[article.Key]bool, params map[string]string, parents bool) bool {
	if changed[article.Key{Kind: article.Kind(params["kind"]), Key: params["key"]}] || changed[article.Key{Kind: article.SKU, Key: params["sku"]}] {
		return true
	}
	if !parents || params["kind"] != string(article.Variation) {
		return false
	}
	for key := range changed {
		if key.Kind == article.Product {
			return true
		}
	}
	return false
}
