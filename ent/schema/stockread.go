package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// StockRead is when a part of a shop's stock was read in VASCO. Products name
// their part: what was read again and is the same needs no row of its own.
type StockRead struct{ ent.Schema }

func (StockRead) Mixin() []ent.Mixin { return []ent.Mixin{onlyUTC{}} }

func (StockRead) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.Enum("source").Values("SUPPLIER", "OWN").Immutable(),
		field.Int("segment").Immutable().Comment("from 1"),
		field.Time("read_at"),
	}
}

func (StockRead) Indexes() []ent.Index {
	return []ent.Index{index.Fields("shop_id", "source", "segment").Unique()}
}
