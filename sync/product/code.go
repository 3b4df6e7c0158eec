package product

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/predicate"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
)

// keysOf are the entries of the article map that speak for a product itself.
func keysOf(p *ent.Product) []article.Key {
	kind := article.Product
	if p.ParentID != 0 {
		kind = article.Variation
	}
	keys := []article.Key{{Kind: kind, Key: strconv.FormatInt(p.ShopProductID, 10)}}
	if p.Sku != "" {
		keys = append(keys, article.Key{Kind: article.SKU, Key: p.Sku})
	}
	return keys
}

func parentKey(p *ent.Product) article.Key {
	return article.Key{Kind: article.Product, Key: strconv.FormatInt(p.ParentID, 10)}
}

// codeOf is what VASCO calls a product: by the article map, else by its EAN, else
// by its SKU if that is allowed. It says of what is kept what article.ProductCode
// and VariationCode say of what the shop tells.
func codeOf(p, parent *ent.Product, mapped article.Codes, r rules.Shop) string {
	for _, key := range keysOf(p) {
		if code := mapped[key]; code != "" {
			return code
		}
	}
	own := p.Ean
	if own == "" && r.UseSKU && (parent == nil || p.Sku != parent.Sku) {
		own = p.Sku
	}
	if own != "" || parent == nil || !r.VariationUsesParentEAN {
		return own
	}
	sku := ""
	if r.UseSKU {
		sku = parent.Sku
	}
	return cmp.Or(mapped[parentKey(p)], parent.Ean, sku)
}

// mappedOf reads what the article map says of products and of their parents.
func mappedOf(ctx context.Context, client *ent.Client, shopID int, rows []*ent.Product) (article.Codes, error) {
	byKind := make(map[article.Kind][]string)
	for _, row := range rows {
		keys := keysOf(row)
		if row.ParentID != 0 {
			keys = append(keys, parentKey(row))
		}
		for _, key := range keys {
			byKind[key.Kind] = append(byKind[key.Kind], key.Key)
		}
	}
	return read(ctx, client, shopID, byKind)
}

// rulesOf reads a shop's settings as they are in the transaction.
func rulesOf(ctx context.Context, tx *store.Tx, shopID int) (rules.Shop, error) {
	row, err := tx.Shop.Get(ctx, shopID)
	if ent.IsNotFound(err) {
		return rules.Shop{}, fmt.Errorf("shop %d: %w", shopID, store.ErrNotFound)
	}
	if err != nil {
		return rules.Shop{}, fmt.Errorf("read shop %d: %w", shopID, err)
	}
	return connection.ParseSettings(row.Settings)
}

// recode lets the codes of products follow entries of the article map that were
// changed in the same transaction.
func recode(ctx context.Context, tx *store.Tx, shopID int, entries []article.Entry) error {
	r, err := rulesOf(ctx, tx, shopID)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(entries, chunk) {
		for after := 0; ; {
			rows, err := tx.Product.Query().Where(entproduct.ShopID(shopID), entproduct.IDGT(after), spokenFor(some, r)).
				Order(entproduct.ByID()).Limit(chunk).All(ctx)
			if err != nil {
				return fmt.Errorf("list the products of changed articles: %w", err)
			}
			if len(rows) == 0 {
				break
			}
			after = rows[len(rows)-1].ID
			if err := recodeRows(ctx, tx, shopID, rows, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// spokenFor are the products that entries may give a code.
func spokenFor(entries []article.Entry, r rules.Shop) predicate.Product {
	var ids []int64
	var skus []string
	for _, e := range entries {
		if e.Kind == article.SKU {
			skus = append(skus, e.Key.Key)
		} else if id, err := strconv.ParseInt(e.Key.Key, 10, 64); err == nil && e.Kind != article.Line {
			ids = append(ids, id)
		}
	}
	either := []predicate.Product{entproduct.ShopProductIDIn(ids...), entproduct.SkuIn(skus...)}
	if r.VariationUsesParentEAN {
		either = append(either, entproduct.And(entproduct.ParentIDNEQ(0), entproduct.ParentIDIn(ids...)))
	}
	return entproduct.Or(either...)
}

func recodeRows(ctx context.Context, tx *store.Tx, shopID int, rows []*ent.Product, r rules.Shop) error {
	mapped, err := mappedOf(ctx, tx.Client, shopID, rows)
	if err != nil {
		return err
	}
	parents, err := parentsOf(ctx, tx.Client, shopID, rows)
	if err != nil {
		return err
	}
	var changed []*ent.Product
	for _, row := range rows {
		if code := codeOf(row, parents[row.ParentID], mapped, r); code != row.Code {
			row.Code = code
			changed = append(changed, row)
		}
	}
	return write(ctx, tx, shopID, changed)
}

// parentsOf reads the products of variations, by the shop's ids.
func parentsOf(ctx context.Context, client *ent.Client, shopID int, rows []*ent.Product) (map[int64]*ent.Product, error) {
	var ids []int64
	for _, row := range rows {
		if row.ParentID != 0 && !slices.Contains(ids, row.ParentID) {
			ids = append(ids, row.ParentID)
		}
	}
	return rowsOf(ctx, client, shopID, ids)
}
