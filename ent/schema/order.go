package schema

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
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
		field.String("customer_key").Default("").Comment("the customer in small letters, for searches"),
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

// Hooks keep the search key beside the name.
func (Order) Hooks() []ent.Hook { return []ent.Hook{foldCustomer} }

func foldCustomer(next ent.Mutator) ent.Mutator {
	return ent.MutateFunc(func(ctx context.Context, m ent.Mutation) (ent.Value, error) {
		value, _ := m.Field("customer")
		if name, ok := value.(string); ok {
			if err := m.SetField("customer_key", strings.ToLower(name)); err != nil {
				return nil, fmt.Errorf("keep the customer's search key: %w", err)
			}
		}
		return next.Mutate(ctx, m)
	})
}

func (Order) Edges() []ent.Edge { return []ent.Edge{edge.To("pushes", Push.Type)} }

func (Order) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("shop_id", "shop_order_id", "order_key").Unique(),
		index.Fields("shop_id", "id"),
		index.Fields("placed_at", "shop_id"),
		// Searches look for beginnings; PostgreSQL finds those only with this class.
		index.Fields("number").Annotations(byPrefix()),
		index.Fields("email").Annotations(byPrefix()),
		index.Fields("customer_key").Annotations(byPrefix()),
	}
}

func byPrefix() *entsql.IndexAnnotation { return entsql.OpClass("text_pattern_ops") }
