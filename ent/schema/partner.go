package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Partner is a buyer's partner in VASCO, with how it was found. The unique row
// is also the claim: two orders or replicas create one partner.
type Partner struct{ ent.Schema }

func (Partner) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (Partner) Fields() []ent.Field {
	return []ent.Field{
		field.Int("connection_id").Immutable(),
		field.String("key").Immutable().Comment("vat:98765432 or email:ana@example.si"),
		field.String("code").Default("").Comment("VASCO's code; empty until known"),
		field.String("name").Default(""),
		field.Enum("found").Values("UNKNOWN", "TAX_NUMBER", "EMAIL", "CREATED").Default("UNKNOWN"),
		field.Enum("intent").Values("NONE", "OPEN").Default("NONE").Comment("OPEN: a create may have landed"),
		field.Bytes("payload").Optional(),
		field.Time("post_deadline").Optional().Nillable(),
		field.Int("attempt").Default(0),
	}
}

func (Partner) Indexes() []ent.Index {
	return []ent.Index{index.Fields("connection_id", "key").Unique()}
}
