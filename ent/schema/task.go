package schema

import (
	"encoding/json"
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Task is something a person has to do in VASCO because an order changed in the
// shop after it was sent. It is no error.
type Task struct{ ent.Schema }

func (Task) Mixin() []ent.Mixin { return []ent.Mixin{onlyUTC{}} }

func (Task) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.Int("order_id").Immutable(),
		field.String("key").Immutable().Comment("what it is about: the same difference of an order is never a second task"),
		field.Enum("kind").Immutable().
			Values("REFUND", "CANCELLED", "LINES_CHANGED", "ADDRESS_CHANGED", "PAYMENT_CHANGED", "PAID_AFTERWARDS"),
		field.Enum("state").Values("OPEN", "DONE", "WITHDRAWN").Default("OPEN").
			Comment("WITHDRAWN: the shop took the change back, or went on to another one"),
		field.JSON("changes", json.RawMessage{}).Immutable().Comment("what it was and is, see sync/task"),
		field.JSON("amounts", json.RawMessage{}).Immutable().Comment("by how much the document is to change, by VAT rate"),
		field.JSON("facts", json.RawMessage{}).Optional().Immutable().Comment("the order's facts: what the next difference is measured from once it is done"),
		field.Int64("refund_id").Default(0).Immutable().Comment("the shop's id of the refund"),
		field.String("note").Default(""),
		field.String("document_number").Default("").Comment("of the document a person made in VASCO"),
		field.String("closed_by").Default("").Comment("as events name an actor"),
		field.Time("opened_at").Default(time.Now).Immutable(),
		field.Time("closed_at").Optional().Nillable(),
	}
}

func (Task) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("order_id", "key").Unique(),
		index.Fields("state", "id"),
		index.Fields("shop_id", "state", "id"),
		index.Fields("kind", "id"),
		index.Fields("shop_id").StorageKey("task_open").Annotations(entsql.IndexWhere("state = 'OPEN'")),
	}
}
