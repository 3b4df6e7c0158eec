package graph_test

import (
	"context"
	"slices"
	"sync"

	"entgo.io/ent"
	entsql "entgo.io/ent/dialect/sql"

	entity "github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/store"
)

// statement is a query as it was sent to the database.
type statement struct {
	text string
	args []any
}

// queries notes what is read through a store's reader.
type queries struct {
	mu  sync.Mutex
	all []statement
}

// watch notes the queries from now on.
func watch(s *store.Store) *queries {
	q := &queries{}
	s.Reader().Intercept(ent.InterceptFunc(func(next ent.Querier) ent.Querier {
		return ent.QuerierFunc(func(ctx context.Context, query ent.Query) (ent.Value, error) {
			var sent *entsql.Selector
			note := func(s *entsql.Selector) { sent = s }
			switch query := query.(type) {
			case *entity.EventQuery:
				query.Where(note)
			case *entity.DeliveryQuery:
				query.Where(note)
			case *entity.ApiCallQuery:
				query.Where(note)
			case *entity.OrderQuery:
				query.Where(note)
			case *entity.PushQuery:
				query.Where(note)
			case *entity.TaskQuery:
				query.Where(note)
			case *entity.ShopQuery:
				query.Where(note)
			}
			value, err := next.Query(ctx, query)
			q.mu.Lock()
			defer q.mu.Unlock()
			if sent == nil {
				q.all = append(q.all, statement{})
				return value, err
			}
			sent.SetTotal(0)
			text, args := sent.Query()
			q.all = append(q.all, statement{text, args})
			return value, err
		})
	}))
	return q
}

// take returns what was noted and forgets it.
func (q *queries) take() []statement {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := slices.Clone(q.all)
	q.all = nil
	return all
}
