package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// PaymentMapping says what a shop's payment method is called in VASCO.
type PaymentMapping struct{ ent.Schema }

func (PaymentMapping) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (PaymentMapping) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.String("method").Immutable().Comment("WooCommerce's method id; (none) for orders without one"),
		field.String("title").Default(""),
		field.String("payment_id").Default("").Comment("VASCO's payment kind; only a suggestion while NEW"),
		field.Enum("status").Values("NEW", "ACTIVE", "OFF").Default("NEW"),
		field.Strings("send_statuses").Optional().Comment("of the statuses the shop sends, those in which orders with it are sent; empty is all"),
		field.Int("term_days").Optional().Nillable().Comment("null is the shop's"),
		field.Enum("term_from").Values("ORDER_DATE", "PAYMENT_DATE", "DOCUMENT_DATE").Default("DOCUMENT_DATE"),
		field.Bool("mark_unpaid").Default(false).Comment("an order that is not paid says so in its notes"),
	}
}

func (PaymentMapping) Indexes() []ent.Index {
	return []ent.Index{index.Fields("shop_id", "method").Unique()}
}
