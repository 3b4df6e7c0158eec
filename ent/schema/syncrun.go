package schema

import (
	"encoding/json"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// SyncRun is one pass over many products of a shop.
type SyncRun struct{ ent.Schema }

func (SyncRun) Mixin() []ent.Mixin { return []ent.Mixin{times{}} }

func (SyncRun) Fields() []ent.Field {
	return []ent.Field{
		field.Int("shop_id").Immutable(),
		field.Int("connection_id").Default(0),
		field.Enum("kind").Values("STOCK", "IMPORT", "PUSH").Immutable(),
		field.Enum("state").Values("QUEUED", "RUNNING", "AWAITING_CONFIRMATION", "SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED").Default("QUEUED"),
		field.Bool("dry_run").Default(false).Comment("it writes nothing"),
		field.Bool("confirmed").Default(false).Comment("a person has seen what it would do"),
		field.Bool("cancelling").Default(false).Comment("a person wants it to end"),
		field.String("actor").Default("").Comment("who started it"),
		field.Int("folded").Default(0).Comment("how many others were started meanwhile"),
		field.String("live_actor").Default("").Comment("who wants one that writes, after this dry one; empty is nobody"),
		field.String("phase").Default("").Comment("what it is doing, a code"),
		field.Int("total").Default(0).Comment("how many products it is about; 0 is not known yet"),
		field.Int("seen").Default(0),
		field.Int("updated").Default(0).Comment("in a dry run: those that would be"),
		field.Int("unchanged").Default(0),
		field.Int("skipped").Default(0),
		field.Int("failed").Default(0),
		field.Int("zeroed").Default(0).Comment("products with stock that have none after it"),
		field.JSON("checkpoint", json.RawMessage{}).Optional().Comment("where it goes on"),
		field.String("reason").Default("").Comment("the code of why it ended or waits"),
		field.JSON("reason_params", map[string]string{}).Optional(),
		field.Time("started_at").Optional().Nillable(),
		field.Time("away_since").Optional().Nillable().Comment("since when the shop or VASCO keeps it from getting on"),
		field.Time("finished_at").Optional().Nillable(),
	}
}

func (SyncRun) Edges() []ent.Edge {
	return []ent.Edge{edge.To("items", RunItem.Type).Annotations(entsql.OnDelete(entsql.Cascade))}
}

func (SyncRun) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("shop_id", "kind", "id"),
		// Two runs of a kind never overlap.
		index.Fields("shop_id", "kind").Unique().StorageKey("syncrun_open").
			Annotations(entsql.IndexWhere("finished_at IS NULL")),
		index.Fields("state", "id"),
	}
}

// RunItem is what a run did, or did not do, with one product. Those it left as
// they were are only counted.
type RunItem struct{ ent.Schema }

func (RunItem) Mixin() []ent.Mixin { return []ent.Mixin{onlyUTC{}} }

func (RunItem) Fields() []ent.Field {
	return []ent.Field{
		field.Int("run_id").Immutable(),
		field.Int("product_id").Immutable(),
		field.Enum("outcome").Values("UPDATED", "SKIPPED", "FAILED"),
		field.Int64("before").Optional().Nillable().Comment("stock, in thousandths"),
		field.Int64("after").Optional().Nillable(),
		field.String("reason").Default(""),
		field.JSON("params", map[string]string{}).Optional(),
		field.Time("at"),
	}
}

func (RunItem) Edges() []ent.Edge {
	return []ent.Edge{edge.From("run", SyncRun.Type).Ref("items").Field("run_id").Unique().Required().Immutable()}
}

func (RunItem) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("run_id", "product_id").Unique(),
		index.Fields("run_id", "outcome", "id"),
		index.Fields("product_id", "id"),
	}
}
