package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Event is one thing that happened, as kind and parameters; words are made at
// the edges. Ids grow in order of commit on both databases.
type Event struct{ ent.Schema }

func (Event) Mixin() []ent.Mixin { return []ent.Mixin{onlyUTC{}} }

func (Event) Fields() []ent.Field {
	return []ent.Field{
		field.Time("at").Immutable(),
		field.String("kind").Immutable(),
		field.Enum("level").Values("INFO", "SUCCESS", "WARNING", "ERROR").Immutable(),
		field.Int("shop_id").Default(0).Immutable(),
		field.Int("order_id").Default(0).Immutable(),
		field.Int("run_id").Default(0).Immutable(),
		field.String("actor").Default("").Immutable(),
		field.JSON("params", map[string]string{}).Immutable(),
	}
}

func (Event) Indexes() []ent.Index {
	// With the id behind, a page of the newest is read in order.
	return []ent.Index{
		index.Fields("shop_id", "id"),
		index.Fields("order_id", "id"),
		index.Fields("run_id", "id").Annotations(entsql.IndexWhere("run_id <> 0")),
		index.Fields("kind", "id"),
		index.Fields("level", "id"),
	}
}
