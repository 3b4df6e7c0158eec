package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ArticleMapping says what a shop's product is called in VASCO, before its EAN is asked.
type ArticleMapping struct{ ent.Schema }

func (ArticleMapping) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (ArticleMapping) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.Enum("kind").Values("PRODUCT", "VARIATION", "SKU", "LINE").Immutable().Comment("LINE: one line of one order, whose product is gone"),
		field.String("key").Immutable().Comment("the shop's id of the product, variation or line; the SKU itself"),
		field.String("code").Default("").Comment("VASCO's article code; empty while orders wait for a person to say it"),
		field.String("name").Default("").Comment("the product's name, for people"),
	}
}

func (ArticleMapping) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("shop_id", "kind", "key").Unique(),
		index.Fields("shop_id", "id"),
		index.Fields("shop_id", "id").StorageKey("articlemapping_missing").Annotations(entsql.IndexWhere("code = ''")),
	}
}
