package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Lease gives one worker the right to one thing for a while. The fence grows
// with every owner, so that a late worker's writes can be told apart.
type Lease struct{ ent.Schema }

func (Lease) Mixin() []ent.Mixin { return []ent.Mixin{onlyUTC{}} }

func (Lease) Fields() []ent.Field {
	return []ent.Field{
		field.String("name").Unique().Immutable(),
		field.String("owner"),
		field.Int64("fence"),
		field.Time("expires_at"),
	}
}

func (Lease) Indexes() []ent.Index { return []ent.Index{index.Fields("expires_at")} }
