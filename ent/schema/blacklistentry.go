package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// BlacklistEntry keeps orders of an e-mail address out of VASCO.
type BlacklistEntry struct{ ent.Schema }

func (BlacklistEntry) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (BlacklistEntry) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.String("pattern").Immutable().Comment("an address or *@domain, in lower case"),
		field.String("note").Default(""),
		field.Int("blocked_count").Default(0).Comment("orders kept out, each once"),
		field.Time("last_blocked_at").Optional().Nillable(),
		field.String("last_order").Default("").Comment("the shop's number of the last order kept out"),
	}
}

func (BlacklistEntry) Indexes() []ent.Index {
	return []ent.Index{index.Fields("shop_id", "pattern").Unique()}
}
