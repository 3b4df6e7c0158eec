package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// PartnerBinding is a person's word who a shop's buyer is in VASCO, before anything is looked up.
type PartnerBinding struct{ ent.Schema }

func (PartnerBinding) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (PartnerBinding) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.Int("connection_id").Immutable().Comment("the books that have the code: another company's has another partner under it"),
		field.Enum("kind").Values("CUSTOMER", "EMAIL", "VAT").Immutable(),
		field.String("key").Immutable().Comment("the shop's customer id, the address, or the VAT number as buyers' keys have it"),
		field.String("buyer").Default("").Immutable().Comment("whose choice was remembered: holds for this name only, without a VAT number; empty is everybody"),
		field.String("code").Comment("VASCO's code of the partner"),
		field.String("name").Default("").Comment("the partner's name in VASCO, for people"),
	}
}

func (PartnerBinding) Indexes() []ent.Index {
	return []ent.Index{index.Fields("shop_id", "connection_id", "kind", "key", "buyer").Unique()}
}
