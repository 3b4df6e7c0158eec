package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// Meta is a fact about the database itself: the key's fingerprint, cursors.
type Meta struct{ ent.Schema }

func (Meta) Fields() []ent.Field {
	return []ent.Field{
		field.String("key").Unique().Immutable(),
		field.String("value"),
	}
}
