package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Delivery is one webhook body, stored once however often it came.
type Delivery struct{ ent.Schema }

func (Delivery) Mixin() []ent.Mixin { return []ent.Mixin{onlyUTC{}} }

func (Delivery) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.String("topic").Immutable(),
		field.Int64("resource_id").Immutable().Comment("the shop's id of the order or product, 0 when the body names none"),
		field.String("hash").Immutable().Comment("SHA-256 of the body, hex"),
		field.Enum("kind").Values("OBJECT", "NUDGE", "ERROR").Immutable().Comment("what the body is"),
		field.Enum("state").Values("STORED", "QUEUED", "PROCESSED", "REFUSED").Comment("STORED: kept without a job"),
		field.String("note").Default("").Comment("why it was not processed, a code"),
		field.Bytes("body").Optional().Comment("empty for checkout drafts"),
		field.String("source").Default("").Comment("X-WC-Webhook-Source"),
		field.String("woo_delivery_id").Default(""),
		field.String("webhook_id").Default(""),
		field.Time("modified").Optional().Nillable().Comment("date_modified_gmt of the body"),
		field.Int("count").Default(1).Comment("how often it came"),
		field.Time("received_at").Default(time.Now).Immutable(),
		field.Time("last_received_at").Default(time.Now),
		field.Time("processed_at").Optional().Nillable(),
	}
}

func (Delivery) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("topic", "shop_id", "resource_id", "hash").Unique(),
		index.Fields("resource_id", "shop_id", "state"),
		index.Fields("shop_id", "id"),
		index.Fields("state", "id"),
		index.Fields("shop_id", "source", "last_received_at").StorageKey("delivery_refused").
			Annotations(entsql.IndexWhere("state = 'REFUSED'")),
	}
}
