package schema

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"
)

// times adds created_at and updated_at, and stores every time of the entity in
// UTC: the SQLite driver keeps the caller's zone and then sorts wrongly.
type times struct{ mixin.Schema }

func (times) Fields() []ent.Field {
	return []ent.Field{
		field.Time("created_at").Immutable().Default(time.Now),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

func (times) Hooks() []ent.Hook { return []ent.Hook{utc} }

// onlyUTC stores the entity's times in UTC without adding any.
type onlyUTC struct{ mixin.Schema }

func (onlyUTC) Hooks() []ent.Hook { return []ent.Hook{utc} }

func utc(next ent.Mutator) ent.Mutator {
	return ent.MutateFunc(func(ctx context.Context, m ent.Mutation) (ent.Value, error) {
		for _, name := range m.Fields() {
			value, _ := m.Field(name)
			at, ok := value.(time.Time)
			if !ok {
				continue
			}
			// PostgreSQL keeps microseconds: cut here so that both databases agree.
			if err := m.SetField(name, at.UTC().Truncate(time.Microsecond)); err != nil {
				return nil, fmt.Errorf("store %s in UTC: %w", name, err)
			}
		}
		return next.Mutate(ctx, m)
	})
}
