package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Product is a product or a variation of a shop as it was last seen: what the
// shop says of it, what its stock is to be, and how it stands in VASCO.
// Quantities are in thousandths of a piece.
type Product struct{ ent.Schema }

func (Product) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (Product) Fields() []ent.Field {
	return slicesOf(productSeen(), productStock(), productPush())
}

func slicesOf(groups ...[]ent.Field) []ent.Field {
	var all []ent.Field
	for _, group := range groups {
		all = append(all, group...)
	}
	return all
}

// productSeen is what the shop says.
func productSeen() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.Int64("shop_product_id").Immutable().Comment("the shop's id; products and variations share their numbers"),
		field.Int64("parent_id").Default(0).Comment("the shop's id of a variation's product; 0 for a product"),
		field.String("type").Default("").Comment("simple, variable, variation, grouped, external, or a plugin's own"),
		field.String("status").Default(""),
		field.String("name").Default(""),
		field.String("sku").Default(""),
		field.String("ean").Default("").Comment("the first of the shop's EAN fields that is filled"),
		field.String("code").Default("").Comment("VASCO's article code: the article map's, else the EAN, else the SKU if that is allowed; empty is none"),
		field.String("regular_price").Default("").Comment("a decimal number, as the shop writes it; empty is none"),
		field.String("tax_class").Default(""),
		field.String("tax_status").Default(""),
		field.Bool("virtual").Default(false),
		field.String("permalink").Default(""),
		field.JSON("categories", []int64{}).Optional(),
		field.String("language").Default("").Comment("of a translated product, as WPML and Polylang say it"),
		field.Int64("translation_of").Default(0).Comment("the lowest id among its translations; 0 when it has none"),
		field.Enum("manage_stock").Values("YES", "NO", "PARENT").Default("NO"),
		field.Int64("stock").Optional().Nillable().Comment("the shop's stock as last seen; null is none"),
		field.Time("modified_at").Optional().Nillable().Comment("by the shop's clock"),
		field.Int("seen_import").Default(0).Comment("the import that saw it last"),
		field.Time("gone_at").Optional().Nillable().Comment("when the shop was found to have it no more"),
	}
}

// productStock is what a stock run reckons and writes.
func productStock() []ent.Field {
	return []ent.Field{
		field.Bool("stock_excluded").Default(false).Comment("a person keeps it out of stock runs"),
		field.Int64("supplier").Optional().Nillable().Comment("null is unknown"),
		field.String("supplier_text").Default("").Comment("what VASCO has in the field, where it is no number"),
		field.Int("supplier_segment").Default(0).Comment("the segment it was read in, see StockRead; 0 is none"),
		field.Int64("own").Optional().Nillable(),
		field.Int("own_segment").Default(0),
		field.String("own_rows").Default("").Comment("the warehouses in which its article had rows of stock, behind its code and a sum of the company; empty is unknown"),
		field.Int64("ordered").Optional().Nillable().Comment("open on customer orders, as VASCO says"),
		field.Int64("reserved").Optional().Nillable(),
		field.Int64("pending").Default(0).Comment("sold in our shops, in orders VASCO did not have"),
		field.Int64("buffer").Default(0),
		field.Int64("target").Optional().Nillable().Comment("what the shop's stock is to be; null is unknown"),
		field.Enum("stock_state").Values("NONE", "DUE", "SAME", "SKIPPED", "FAILED").Default("NONE").
			Comment("DUE: the shop has something else than it is to have"),
		field.String("stock_reason").Default("").Comment("the code of why it is not written"),
		field.JSON("stock_params", map[string]string{}).Optional(),
		field.Int64("written").Optional().Nillable().Comment("the stock that was last written; the next two with it"),
		field.Int64("written_supplier").Optional().Nillable(),
		field.Int64("written_own").Optional().Nillable(),
		field.Time("written_at").Optional().Nillable(),
	}
}

// productPush is how it stands in VASCO.
func productPush() []ent.Field {
	return []ent.Field{
		field.Enum("push_state").Values("NEVER", "QUEUED", "PUSHED", "BLOCKED", "FAILED").Default("NEVER"),
		field.String("push_reason").Default(""),
		field.JSON("push_params", map[string]string{}).Optional(),
		field.String("push_hash").Default("").Comment("of the payload that was last written, and of where to"),
		field.Time("pushed_at").Optional().Nillable(),
	}
}

func (Product) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("shop_id", "shop_product_id").Unique(),
		index.Fields("shop_id", "id"),
		index.Fields("shop_id", "parent_id"),
		index.Fields("shop_id", "code"),
		index.Fields("shop_id", "sku"),
		index.Fields("shop_id", "stock_state", "id"),
		index.Fields("shop_id", "stock_reason", "id").Annotations(entsql.IndexWhere("stock_reason <> ''")),
		index.Fields("shop_id", "push_state", "id").Annotations(entsql.IndexWhere("push_state <> 'NEVER'")),
	}
}
