// Package schema describes the tables: one file per entity.
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ApiCall is one call to a shop or to VASCO, redacted and bounded.
type ApiCall struct{ ent.Schema }

func (ApiCall) Mixin() []ent.Mixin { return []ent.Mixin{onlyUTC{}} }

func (ApiCall) Fields() []ent.Field {
	return []ent.Field{
		field.Enum("system").Values("SHOP", "VASCO").Immutable(),
		field.Int("shop_id").Default(0).Immutable(),
		field.Int("connection_id").Default(0).Immutable(),
		field.Int("order_id").Default(0).Immutable(),
		field.String("operation").Immutable(),
		field.String("method").Immutable(),
		field.String("path").Immutable(),
		field.Int("status").Default(0).Immutable().Comment("0 when there was no answer"),
		field.Int("duration_ms").Immutable(),
		field.Bytes("request").Optional().Immutable(),
		field.Bytes("response").Optional().Immutable(),
		field.String("error").Default("").Immutable(),
		field.Time("at").Immutable(),
	}
}

func (ApiCall) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("order_id", "id"), index.Fields("shop_id", "id"), index.Fields("connection_id", "id"), index.Fields("at"),
		index.Fields("system", "id").Annotations(entsql.IndexWhere("error <> ''")),
	}
}
