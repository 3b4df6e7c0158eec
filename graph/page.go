package graph

import (
	"context"
	"slices"

	entsql "entgo.io/ent/dialect/sql"

	"github.com/kiwwwi/vasco/graph/model"
)

// Rows of a page.
const (
	defaultPage = 50
	maxPage     = 200
)

// page is the part of a list that is asked for: newest first by id, from a
// cursor on or up to one.
type page struct {
	kind  model.Kind
	limit int
	// backward reads from the list's end.
	backward bool
	// after and before are ids, 0 for none.
	after, before int
}

// pageOf checks the arguments of a list.
func pageOf(kind model.Kind, first *int, after *string, last *int, before *string) (page, error) {
	p := page{kind: kind, limit: defaultPage}
	if first != nil && last != nil {
		return p, badArgument([]string{"last"}, "give first or last, not both")
	}
	var err error
	if p.limit, err = sizeOf("first", first, p.limit); err != nil {
		return p, err
	}
	if last != nil {
		p.backward = true
		if p.limit, err = sizeOf("last", last, p.limit); err != nil {
			return p, err
		}
	}
	if p.after, err = cursorOf(kind, "after", after); err != nil {
		return p, err
	}
	p.before, err = cursorOf(kind, "before", before)
	return p, err
}

func sizeOf(name string, size *int, otherwise int) (int, error) {
	switch {
	case size == nil:
		return otherwise, nil
	case *size < 0:
		return 0, badArgument([]string{name}, "%s is negative", name)
	case *size > maxPage:
		return 0, badArgument([]string{name}, "%s is more than %d", name, maxPage)
	}
	return *size, nil
}

func cursorOf(kind model.Kind, name string, text *string) (int, error) {
	if text == nil {
		return 0, nil
	}
	id, ok := model.ParseCursor(kind, *text)
	if !ok {
		return 0, badArgument([]string{name}, "%s is not a cursor of this list", name)
	}
	return id, nil
}

// where keeps to the rows between the cursors.
func (p page) where(s *entsql.Selector) {
	if p.after != 0 {
		s.Where(entsql.LT(s.C("id"), p.after))
	}
	if p.before != 0 {
		s.Where(entsql.GT(s.C("id"), p.before))
	}
}

// order reads in the page's direction; one row more than wanted tells whether there is more.
func (p page) order(s *entsql.Selector) {
	if p.backward {
		s.OrderBy(entsql.Asc(s.C("id")))
	} else {
		s.OrderBy(entsql.Desc(s.C("id")))
	}
	s.Limit(p.limit + 1)
}

// connect makes the page of the rows whose ids were read by where and order.
// Ids come out of an index; the rows, which are large, are read all together.
func connect[T any](ctx context.Context, p page, ids []int, rows *batch[int, *T], count func(context.Context) (int, error)) (*model.Connection[*T], error) {
	more := len(ids) > p.limit
	ids = ids[:min(len(ids), p.limit)]
	info := &model.PageInfo{HasNextPage: more, HasPreviousPage: p.after != 0}
	if p.backward {
		slices.Reverse(ids)
		info.HasNextPage, info.HasPreviousPage = p.before != 0, more
	}
	edges := make([]*model.Edge[*T], 0, len(ids))
	rows.expect(ids...)
	for _, id := range ids {
		row, err := rows.get(ctx, id)
		if err != nil {
			return nil, err
		}
		if row != nil {
			edges = append(edges, &model.Edge[*T]{Cursor: model.Cursor(p.kind, id), Node: row})
		}
	}
	if len(edges) > 0 {
		info.StartCursor, info.EndCursor = &edges[0].Cursor, &edges[len(edges)-1].Cursor
	}
	return &model.Connection[*T]{Edges: edges, PageInfo: info, Count: count}, nil
}
