package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Order is a shop's order as it was last seen.
type Order struct{ ent.Schema }

func (Order) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (Order) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.Int64("shop_order_id").Immutable(),
		field.String("order_key").Immutable().Comment("tells orders apart whose ids a restored backup used again"),
		field.String("number"),
		field.String("status"),
		field.String("currency"),
		field.Int64("total_minor").Comment("in cents"),
		field.String("customer"),
		field.String("email"),
		field.String("payment_method"),
		field.String("payment_title"),
		field.Time("placed_at"),
		field.Time("modified_at").Optional().Nillable(),
		field.Bytes("body").Comment("the shop's JSON as last seen"),
		field.String("body_hash"),
		field.Enum("presence").Values("PRESENT", "TRASHED", "GONE").Default("PRESENT"),
	}
}

func (Order) Edges() []ent.Edge { return []ent.Edge{edge.To("pushes", Push.Type)} }

func (Order) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("shop_id", "shop_order_id", "order_key").Unique(),
		index.Fields("shop_id", "number"),
		index.Fields("email"),
	}
}
