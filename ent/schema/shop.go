package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// Shop is a WooCommerce store.
type Shop struct{ ent.Schema }

func (Shop) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (Shop) Fields() []ent.Field {
	return []ent.Field{
		field.String("key").Unique().Immutable().Comment("names the shop in URLs: webhooks, log files"),
		field.String("name"),
		field.String("url").Comment("base URL the REST API is called under"),
		field.String("home_url").Default("").Comment("the address the shop gives itself, as deliveries name it"),
		field.String("timezone").Default("Europe/Ljubljana"),
		field.Bytes("consumer_key").Sensitive().Comment("encrypted"),
		field.Bytes("consumer_secret").Sensitive().Comment("encrypted"),
		field.Bytes("webhook_secret").Sensitive().Comment("encrypted"),
		field.String("auth").Default("auto"),
		field.JSON("settings", json.RawMessage{}).Comment("connection.ShopSettings"),
		field.JSON("webhooks", json.RawMessage{}).Optional().Comment("the hooks registered in the shop, as read back"),
		field.Time("last_delivery_at").Optional().Nillable(),
		field.Time("unreachable_since").Optional().Nillable(),
		field.Int("connection_id").Optional().Nillable(),
		// A new shop writes nothing. Those that were there before the switch wrote, and go on.
		field.Enum("sending_orders").Values("HOLD", "PREVIEW", "LIVE").Default("PREVIEW").Annotations(entsql.Default("LIVE")).
			Comment("whether orders are written into VASCO"),
		field.Enum("sending_stock").Values("HOLD", "PREVIEW", "LIVE").Default("PREVIEW").Annotations(entsql.Default("LIVE")).
			Comment("whether stock is written into the shop"),
	}
}

func (Shop) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("connection", VascoConnection.Type).Ref("shops").Field("connection_id").Unique(),
	}
}
