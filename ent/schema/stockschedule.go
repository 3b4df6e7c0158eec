package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// StockSchedule is when a shop's stock is synced by itself. Replicas claim
// next_run_at by compare-and-set.
type StockSchedule struct{ ent.Schema }

func (StockSchedule) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (StockSchedule) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Unique().Immutable(),
		field.Enum("every").Values("OFF", "MINUTES_15", "MINUTES_30", "HOUR", "HOURS_2", "HOURS_6", "HOURS_12", "DAY", "CRON").Default("HOUR"),
		field.String("at").Default("").Comment("time of the day by the shop's clock, 15:04; for DAY"),
		field.String("cron").Default("").Comment("five fields, by the shop's clock; for CRON"),
		field.Time("next_run_at").Optional().Nillable().Comment("null is never"),
	}
}

func (StockSchedule) Indexes() []ent.Index {
	return []ent.Index{index.Fields("next_run_at")}
}
