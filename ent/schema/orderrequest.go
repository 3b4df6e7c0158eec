package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// OrderRequest counts what asked for an order to be looked at: hooks, people,
// releases. A job begins with the newest request and answers all before it.
type OrderRequest struct{ ent.Schema }

func (OrderRequest) Mixin() []ent.Mixin { return []ent.Mixin{onlyUTC{}} }

func (OrderRequest) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.Int64("shop_order_id").Immutable(),
		field.Int64("requested").Comment("raised by every cause, in the transaction that inserts its job"),
		field.Int64("begun").Default(0).Comment("the request a job last began with"),
		field.Int64("done").Default(0).Comment("the request that was last answered"),
		field.Bool("read").Default(false).Comment("the order must be read from the shop, whatever the bodies say"),
		field.Time("touched_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

func (OrderRequest) Indexes() []ent.Index {
	return []ent.Index{index.Fields("shop_id", "shop_order_id").Unique()}
}
