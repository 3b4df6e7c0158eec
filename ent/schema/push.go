package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Push is the sending of one order into one VASCO connection: its state, the
// intent of the write that may be under way, and the number it got.
type Push struct{ ent.Schema }

func (Push) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (Push) Fields() []ent.Field {
	return []ent.Field{
		field.Int("order_id").Immutable(),
		field.Int("shop_id").Immutable(),
		field.Int("connection_id").Default(0).Comment("0 while the shop has no connection"),
		field.Enum("state").Values("WAITING", "QUEUED", "SYNCING", "SYNCED", "BLACKLISTED", "BLOCKED", "FAILED", "UNCERTAIN", "SKIPPED"),
		field.String("reason").Default("").Comment("the code of why it is not synced"),
		field.JSON("reason_params", map[string]string{}).Optional(),
		field.String("reason_ref").Default("").Comment("what has to be mended, as kind:id; what waits for it is released together"),
		field.Enum("origin").Values("NONE", "SENT", "ADOPTED", "LINKED").Default("NONE"),
		field.String("number").Default("").Comment("VASCO's number, as text"),
		field.String("year").Default(""),
		field.String("company").Default("").Comment("VASCO company the number belongs to; empty without a number"),
		field.String("shop_number").Default("").Comment("NAROCILO_STEVILKA of the intent"),
		field.String("partner_code").Default(""),
		field.String("chosen_partner").Default("").Comment("a person's choice among several"),
		field.Int64("accepted_total_minor").Optional().Nillable().
			Comment("with accepted_gross_minor: the shop's and the document's total, in cents, a person said to send it with; null is nobody"),
		field.Int64("accepted_gross_minor").Optional().Nillable(),
		field.Bool("person_skipped").Default(false),
		field.Bool("person_resend").Default(false).Comment("a person said to send it, however old it is"),
		field.Bool("search_first").Default(false).Comment("VASCO is searched for it before the next POST, the first one too; until it has a number"),
		field.Bool("person_looked").Default(false).Comment("a person said that what VASCO has under its number is not it"),

		field.Int("attempt").Default(0).Comment("POSTs begun"),
		field.Enum("intent").Values("NONE", "OPEN").Default("NONE").Comment("OPEN: a POST may have landed"),
		field.Time("document_date").Optional().Nillable(),
		field.Bytes("payload").Optional().Comment("the exact bytes of the POST"),
		field.Int64("gross_minor").Default(0).Comment("expected gross in cents"),
		field.Int64("difference_minor").Default(0).Comment("shop total minus gross, in cents"),
		field.Time("post_deadline").Optional().Nillable(),

		field.String("sent_hash").Default("").Comment("hash of what of the order was sent; another one means it was changed since"),
		field.JSON("sent", json.RawMessage{}).Optional().Comment("the order's facts as sent"),
		field.String("changed").Default("").Comment("how the order differs from what was sent, a code"),
		field.JSON("changed_params", map[string]string{}).Optional(),
		field.Time("synced_at").Optional().Nillable(),
		field.Time("read_back_at").Optional().Nillable(),
		field.String("read_back_note").Default(""),
		field.Time("written_back_at").Optional().Nillable().Comment("when the number was written into the shop's order"),
		field.String("write_back_note").Optional().Comment("why writing the number into the shop was given up; empty when it was not"),
		field.Enum("compared").Values("NONE", "SAME", "DIFFERS", "NOT_FOUND", "SEVERAL", "UNCLEAR").Default("NONE").
			Comment("how the document we would send compares with what VASCO has under the shop's number; kept while nothing is sent"),
		field.JSON("comparison", json.RawMessage{}).Optional().Comment("order.Comparison"),
		field.Int("blacklist_id").Default(0).Comment("the entry that counted this order"),
		field.Time("state_since"),
	}
}

func (Push) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("order", Order.Type).Ref("pushes").Field("order_id").Unique().Required().Immutable(),
	}
}

func (Push) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("order_id", "connection_id").Unique(),
		index.Fields("company", "year", "number").Unique().Annotations(entsql.IndexWhere("number <> ''")),
		index.Fields("state", "order_id"),
		index.Fields("shop_id", "state", "order_id"),
		index.Fields("reason_ref"),
		index.Fields("reason", "order_id"),
		index.Fields("number").Annotations(entsql.IndexWhere("number <> ''")),
		index.Fields("changed", "order_id").Annotations(entsql.IndexWhere("changed <> ''")),
		index.Fields("compared", "order_id").Annotations(entsql.IndexWhere("compared <> 'NONE'")),
		index.Fields("read_back_note", "order_id").Annotations(entsql.IndexWhere("read_back_note <> ''")),
		// The dashboard's figures of a day; the list of problems. An order on its way touches neither.
		index.Fields("synced_at", "shop_id").Annotations(entsql.IndexWhere("synced_at IS NOT NULL")),
		index.Fields("shop_id", "order_id").StorageKey("push_write_back").Annotations(entsql.IndexWhere("write_back_note <> ''")),
		index.Fields("state", "reason", "reason_ref", "shop_id", "state_since").StorageKey("push_problems").
			Annotations(entsql.IndexWhere("reason <> ''")),
	}
}
