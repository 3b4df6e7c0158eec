package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// VascoConnection is one company's books on one VASCO server.
type VascoConnection struct{ ent.Schema }

func (VascoConnection) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (VascoConnection) Fields() []ent.Field {
	return []ent.Field{
		field.String("name"),
		field.String("base_url"),
		field.String("username"),
		field.Bytes("password").Sensitive().Comment("encrypted"),
		field.String("tax_number"),
		field.String("profile").Default("kiwwwi"),
		field.JSON("profile_overrides", json.RawMessage{}).Optional(),
		field.Int("concurrency").Default(4).Comment("calls at once, over all replicas"),
		field.Int("settle_seconds").Default(120).Comment("how long a write may land after its deadline"),
		field.String("opening_hours").Default("").Comment("when it is expected to answer, as schema.org writes it; empty is always"),
		field.Enum("stock_read").Values("ALL", "CODES").Default("ALL").Comment("whether the stock list is read as a whole or by lists of codes"),
		field.Enum("stock_read_override").Values("ALL", "CODES").Optional().Nillable().Comment("how a person wants the stock list read; null is as the test chose"),
		field.Enum("stock_zeros").Values("UNKNOWN", "OMITTED", "RETURNED", "EVERYWHERE").Default("UNKNOWN").
			Comment("whether the stock list leaves out what has no stock, as the test saw it; EVERYWHERE: each article has a row in each warehouse"),
		field.Time("search_proven_at").Optional().Nillable().Comment("when an order was first found by its shop number"),
		field.Time("unreachable_since").Optional().Nillable(),
	}
}

func (VascoConnection) Edges() []ent.Edge {
	return []ent.Edge{edge.To("shops", Shop.Type)}
}
