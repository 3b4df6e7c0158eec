// Package product keeps what a shop says of its products, and what they are
// called in VASCO.
package product

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/articlemapping"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// chunk bounds the rows of one statement.
const chunk = 500

// CodesOf reads what the shop's article map says of an order's lines and of the
// products of its variations.
func CodesOf(ctx context.Context, client *ent.Client, shopID int, lines []woo.LineItem) (article.Codes, error) {
	byKind := make(map[article.Kind][]string)
	for _, line := range lines {
		keys := article.KeysOf(line)
		if parent, ok := article.ParentOf(line); ok {
			keys = append(keys, parent)
		}
		for _, key := range keys {
			byKind[key.Kind] = append(byKind[key.Kind], key.Key)
		}
	}
	return read(ctx, client, shopID, byKind)
}

// read reads the codes of keys, by their kinds.
func read(ctx context.Context, client *ent.Client, shopID int, byKind map[article.Kind][]string) (article.Codes, error) {
	codes := make(article.Codes)
	for kind, keys := range byKind {
		for some := range slices.Chunk(keys, chunk) {
			rows, err := client.ArticleMapping.Query().Where(
				articlemapping.ShopID(shopID), articlemapping.KindEQ(articlemapping.Kind(kind)), articlemapping.KeyIn(some...), articlemapping.CodeNEQ(""),
			).All(ctx)
			if err != nil {
				return nil, fmt.Errorf("read the article map: %w", err)
			}
			for _, row := range rows {
				codes[keyOf(row)] = row.Code
			}
		}
	}
	return codes, nil
}

func keyOf(row *ent.ArticleMapping) article.Key {
	return article.Key{Kind: article.Kind(row.Kind), Key: row.Key}
}

func hasKey(shopID int, key article.Key) predicate.ArticleMapping {
	return articlemapping.And(articlemapping.ShopID(shopID), articlemapping.KindEQ(articlemapping.Kind(key.Kind)), articlemapping.Key(key.Key))
}

// Find reads an entry; nil when the map has none.
func Find(ctx context.Context, client *ent.Client, shopID int, key article.Key) (*ent.ArticleMapping, error) {
	row, err := client.ArticleMapping.Query().Where(hasKey(shopID, key)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the article map's %s %s: %w", key.Kind, key.Key, err)
	}
	return row, nil
}

// Ask makes an entry without a code, for a person to fill, unless there is one.
func Ask(ctx context.Context, tx *store.Tx, shopID int, key article.Key, name string) error {
	err := tx.ArticleMapping.Create().SetShopID(shopID).SetKind(articlemapping.Kind(key.Kind)).SetKey(key.Key).SetName(name).
		OnConflictColumns(articlemapping.FieldShopID, articlemapping.FieldKind, articlemapping.FieldKey).DoNothing().Exec(ctx)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("ask for the article of %s %s: %w", key.Kind, key.Key, err)
	}
	return nil
}

// Save stores entries, and the codes of the products they speak for. One without
// a code is taken out; a name that is not given leaves the one there is.
func Save(ctx context.Context, tx *store.Tx, shopID int, entries []article.Entry) error {
	var named, unnamed []article.Entry
	for _, e := range entries {
		switch {
		case e.Code == "":
			if _, err := tx.ArticleMapping.Delete().Where(hasKey(shopID, e.Key)).Exec(ctx); err != nil {
				return fmt.Errorf("take %s %s out of the article map: %w", e.Kind, e.Key.Key, err)
			}
		case e.Name == "":
			unnamed = append(unnamed, e)
		default:
			named = append(named, e)
		}
	}
	update := func(u *ent.ArticleMappingUpsert) { u.UpdateCode().SetUpdatedAt(store.Now()) }
	if err := upsert(ctx, tx, shopID, unnamed, update); err != nil {
		return err
	}
	if err := upsert(ctx, tx, shopID, named, func(u *ent.ArticleMappingUpsert) { update(u.UpdateName()) }); err != nil {
		return err
	}
	return recode(ctx, tx, shopID, entries)
}

func upsert(ctx context.Context, tx *store.Tx, shopID int, entries []article.Entry, update func(*ent.ArticleMappingUpsert)) error {
	for some := range slices.Chunk(entries, chunk) {
		rows := make([]*ent.ArticleMappingCreate, len(some))
		for i, e := range some {
			rows[i] = tx.ArticleMapping.Create().SetShopID(shopID).SetKind(articlemapping.Kind(e.Kind)).SetKey(e.Key.Key).SetCode(e.Code).SetName(e.Name)
		}
		err := tx.ArticleMapping.CreateBulk(rows...).
			OnConflictColumns(articlemapping.FieldShopID, articlemapping.FieldKind, articlemapping.FieldKey).Update(update).Exec(ctx)
		if err != nil {
			return fmt.Errorf("store %d entries of the article map: %w", len(rows), err)
		}
	}
	return nil
}

// All reads a shop's map as it is written into a file: entries that have a code.
func All(ctx context.Context, client *ent.Client, shopID int) ([]article.Entry, error) {
	rows, err := client.ArticleMapping.Query().Where(articlemapping.ShopID(shopID), articlemapping.CodeNEQ("")).
		Order(articlemapping.ByKind(), articlemapping.ByKey()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the article map: %w", err)
	}
	entries := make([]article.Entry, len(rows))
	for i, row := range rows {
		entries[i] = article.Entry{Key: keyOf(row), Code: row.Code, Name: row.Name}
	}
	return entries, nil
}

// Changed are the keys of entries that say something else than the map does.
func Changed(ctx context.Context, client *ent.Client, shopID int, entries []article.Entry) (map[article.Key]bool, error) {
	changed := make(map[article.Key]bool)
	for some := range slices.Chunk(entries, chunk) {
		byKind := make(map[article.Kind][]string)
		for _, e := range some {
			byKind[e.Kind] = append(byKind[e.Kind], e.Key.Key)
		}
		codes, err := read(ctx, client, shopID, byKind)
		if err != nil {
			return nil, err
		}
		for _, e := range some {
			if codes[e.Key] != e.Code {
				changed[e.Key] = true
			}
		}
	}
	return changed, nil
}
