package product

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
)

// keepAtOnce bounds the rows of one read and of one write.
const keepAtOnce = 100

// Keep stores products and variations as they were seen, those that differ from
// what is known, and tells how many that were. An import, 0 for none, is noted
// on all of them.
func (s *Service) Keep(ctx context.Context, tx *store.Tx, shop *connection.Shop, seen []Seen, importID int) (changed int, err error) {
	k, err := keep(ctx, tx, shop.ID, seen, importID)
	if err != nil {
		return 0, err
	}
	return k.changed, nil
}

// keeper is one call of keep.
type keeper struct {
	shopID   int
	importID int
	rules    rules.Shop
	// rows are those of products, by the shop's ids: their variations need them.
	rows map[int64]*ent.Product
	// changed were stored; fresh has the import not met before.
	changed, fresh int
}

func keep(ctx context.Context, tx *store.Tx, shopID int, seen []Seen, importID int) (*keeper, error) {
	k := &keeper{shopID: shopID, importID: importID, rows: make(map[int64]*ent.Product)}
	// Who compares and writes, and who changes the rules, waits for the other.
	if err := tx.Lock(ctx, "shops", shopID); err != nil {
		return nil, err
	}
	var err error
	if k.rules, err = rulesOf(ctx, tx, shopID); err != nil {
		return nil, err
	}
	for some := range slices.Chunk(ordered(seen), keepAtOnce) {
		if err := k.keepSome(ctx, tx, some); err != nil {
			return nil, err
		}
	}
	return k, nil
}

// ordered are what was seen, each once, products before variations.
func ordered(seen []Seen) []Seen {
	last := make(map[int64]Seen, len(seen))
	for _, s := range seen {
		if s.Product.ID > 0 {
			last[s.Product.ID] = s
		}
	}
	all := make([]Seen, 0, len(last))
	for _, s := range last {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Seen) int {
		return cmp.Or(cmp.Compare(min(1, max(0, a.Product.ParentID)), min(1, max(0, b.Product.ParentID))), cmp.Compare(a.Product.ID, b.Product.ID))
	})
	return all
}

func (k *keeper) keepSome(ctx context.Context, tx *store.Tx, seen []Seen) error {
	ids := make([]int64, 0, 2*len(seen))
	for _, s := range seen {
		ids = append(ids, s.Product.ID)
		if parent := s.Product.ParentID; parent > 0 && k.rows[parent] == nil && !slices.Contains(ids, parent) {
			ids = append(ids, parent)
		}
	}
	known, err := rowsOf(ctx, tx.Client, k.shopID, ids)
	if err != nil {
		return err
	}
	next := make([]*ent.Product, len(seen))
	for i := range seen {
		next[i] = k.next(&seen[i], known)
	}
	mapped, err := mappedOf(ctx, tx.Client, k.shopID, next)
	if err != nil {
		return err
	}
	if err := write(ctx, tx, k.shopID, k.differing(seen, next, known, mapped)); err != nil {
		return err
	}
	return k.stamp(ctx, tx, seen)
}

// next is a product's row as it is to be, but for its code.
func (k *keeper) next(s *Seen, known map[int64]*ent.Product) *ent.Product {
	row := known[s.Product.ID]
	if row == nil {
		row = &ent.Product{ShopID: k.shopID, ShopProductID: s.Product.ID, ManageStock: entproduct.ManageStockNO}
	}
	if k.importID != 0 && row.SeenImport != k.importID {
		k.fresh++
	}
	next := *row
	if !isStale(s, row) {
		next = *s.applied(row, k.parent(s.Product.ParentID, known), k.rules, k.importID != 0)
	}
	if next.ParentID == 0 {
		k.rows[s.Product.ID] = &next
	}
	return &next
}

// isStale: something newer was stored after the shop was asked.
func isStale(s *Seen, known *ent.Product) bool {
	modified := s.Product.DateModifiedGMT
	return known.ID != 0 && known.ModifiedAt != nil && !modified.IsZero() && known.ModifiedAt.After(modified.Time) && known.UpdatedAt.After(s.At)
}

func (k *keeper) parent(id int64, known map[int64]*ent.Product) *ent.Product {
	if id <= 0 {
		return nil
	}
	return cmp.Or(k.rows[id], known[id])
}

// differing gives the rows their codes, and returns those that are to be written.
func (k *keeper) differing(seen []Seen, next []*ent.Product, known map[int64]*ent.Product, mapped article.Codes) []*ent.Product {
	var all []*ent.Product
	for i, row := range next {
		row.Code = codeOf(row, k.parent(row.ParentID, known), mapped, k.rules)
		if before := known[seen[i].Product.ID]; before == nil || !same(before, row) {
			all = append(all, row)
		}
	}
	k.changed += len(all)
	return all
}

// stamp notes the import on all that it has seen. It is no change of theirs.
func (k *keeper) stamp(ctx context.Context, tx *store.Tx, seen []Seen) error {
	if k.importID == 0 {
		return nil
	}
	ids := make([]any, len(seen))
	for i, s := range seen {
		ids[i] = s.Product.ID
	}
	statement, args := entsql.Dialect(tx.Store().Dialect).Update(entproduct.Table).Set(entproduct.FieldSeenImport, k.importID).
		Where(entsql.And(entsql.EQ(entproduct.FieldShopID, k.shopID), entsql.In(entproduct.FieldShopProductID, ids...), entsql.NEQ(entproduct.FieldSeenImport, k.importID))).
		Query()
	if _, err := tx.SQL.ExecContext(ctx, statement, args...); err != nil {
		return fmt.Errorf("note the import on %d products: %w", len(ids), err)
	}
	return nil
}

// rowsOf reads products by the shop's ids.
func rowsOf(ctx context.Context, client *ent.Client, shopID int, ids []int64) (map[int64]*ent.Product, error) {
	known := make(map[int64]*ent.Product, len(ids))
	for some := range slices.Chunk(ids, chunk) {
		rows, err := client.Product.Query().Where(entproduct.ShopID(shopID), entproduct.ShopProductIDIn(some...)).All(ctx)
		if err != nil {
			return nil, fmt.Errorf("read %d products: %w", len(some), err)
		}
		for _, row := range rows {
			known[row.ShopProductID] = row
		}
	}
	return known, nil
}

// write stores what the shop says of products; what is reckoned of them stays.
func write(ctx context.Context, tx *store.Tx, shopID int, rows []*ent.Product) error {
	for some := range slices.Chunk(rows, keepAtOnce) {
		creates := make([]*ent.ProductCreate, len(some))
		for i, p := range some {
			creates[i] = tx.Product.Create().SetShopID(shopID).SetShopProductID(p.ShopProductID).SetParentID(p.ParentID).SetType(p.Type).
				SetStatus(p.Status).SetName(p.Name).SetSku(p.Sku).SetEan(p.Ean).SetCode(p.Code).SetRegularPrice(p.RegularPrice).SetTaxClass(p.TaxClass).
				SetTaxStatus(p.TaxStatus).SetVirtual(p.Virtual).SetPermalink(p.Permalink).SetCategories(p.Categories).SetLanguage(p.Language).
				SetTranslationOf(p.TranslationOf).SetManageStock(p.ManageStock).SetNillableStock(p.Stock).SetNillableModifiedAt(p.ModifiedAt).
				SetNillableGoneAt(p.GoneAt)
		}
		err := tx.Product.CreateBulk(creates...).OnConflictColumns(entproduct.FieldShopID, entproduct.FieldShopProductID).Update(update).Exec(ctx)
		if err != nil {
			return fmt.Errorf("store %d products: %w", len(some), err)
		}
	}
	return nil
}

func update(u *ent.ProductUpsert) {
	u.UpdateParentID().UpdateType().UpdateStatus().UpdateName().UpdateSku().UpdateEan().UpdateCode().UpdateRegularPrice().UpdateTaxClass().
		UpdateTaxStatus().UpdateVirtual().UpdatePermalink().UpdateCategories().UpdateLanguage().UpdateTranslationOf().UpdateManageStock().
		UpdateStock().UpdateModifiedAt().UpdateGoneAt().SetUpdatedAt(store.Now())
	// What was reckoned, and written of the supplier, of another article says nothing of this one.
	for _, part := range ofArticle {
		u.Set(part.field, entsql.ExprFunc(func(b *entsql.Builder) {
			b.WriteString("CASE WHEN products.code = excluded.code" + part.or + " THEN products." + part.field + " ELSE " + part.otherwise + " END")
		}))
	}
}

// orExcluded: what a person keeps out of stock runs is so with any article.
const orExcluded = " OR products.stock_excluded"

// ofArticle are the parts of a product that were reckoned from its article.
var ofArticle = []struct{ field, or, otherwise string }{
	{entproduct.FieldStockState, orExcluded, "'NONE'"},
	{entproduct.FieldStockReason, orExcluded, "''"},
	{entproduct.FieldTarget, "", "NULL"},
	{entproduct.FieldSupplier, "", "NULL"},
	{entproduct.FieldOwn, "", "NULL"},
	{entproduct.FieldWrittenSupplier, "", "NULL"},
}

// markGone notes that the shop has no such products any more, nor their variations.
func markGone(ctx context.Context, tx *store.Tx, shopID int, ids []int64) error {
	for some := range slices.Chunk(ids, chunk) {
		err := tx.Product.Update().Where(entproduct.ShopID(shopID), entproduct.GoneAtIsNil(),
			entproduct.Or(entproduct.ShopProductIDIn(some...), entproduct.And(entproduct.ParentIDNEQ(0), entproduct.ParentIDIn(some...)))).
			SetGoneAt(store.Now()).Exec(ctx)
		if err != nil {
			return fmt.Errorf("note that %d products are gone: %w", len(some), err)
		}
	}
	return nil
}
