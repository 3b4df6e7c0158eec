package woosim

import (
	"net/url"
	"slices"
	"time"
)

// product finds a product or variation. A seeded one is made anew each time: what
// is changed in it counts when it is saved.
func (s *Shop) product(id int64) *product {
	if p := s.products[id]; p != nil {
		return p
	}
	return s.seed(id)
}

// saveProduct keeps a product and writes it down.
func (s *Shop) saveProduct(p *product) {
	s.recent = nil
	if row, is := s.seeds.rowOf(p.ID); is {
		s.keepSeed(row, p)
		return
	}
	s.products[p.ID] = p
	s.write("product", p.ID, p)
}

// removeProduct removes a product or variation alone.
func (s *Shop) removeProduct(id int64) {
	s.recent = nil
	if _, is := s.seeds.rowOf(id); is {
		s.seeds.gone[id] = true
		delete(s.seeds.changed, id)
		delete(s.seeds.modified, id)
		s.seeds.relist(id)
	}
	delete(s.products, id)
	s.write("product gone", id, nil)
}

// productIDs are the ids of all products and variations, in order.
func (s *Shop) productIDs() []int64 {
	ids := sortedIDs(s.products)
	for _, row := range s.seeds.rows {
		ids = within(ids, slices.DeleteFunc(row.ids(), func(id int64) bool { return s.seeds.gone[id] }))
	}
	return ids
}

// listed are the ids of the products that a list without filters has, in order.
func (s *Shop) listed() []int64 {
	ids := slices.DeleteFunc(sortedIDs(s.products), func(id int64) bool {
		p := s.products[id]
		return p.Parent != 0 || p.Fields["status"] == trashed
	})
	for at, row := range s.seeds.rows {
		if row.listed == nil {
			row.listed = slices.DeleteFunc(row.ids(), func(id int64) bool { return s.seeds.gone[id] || s.seeds.trashed[id] })
			s.seeds.rows[at] = row
		}
		ids = within(ids, row.listed)
	}
	return ids
}

// recent are the products that have changed after a time.
type recent struct {
	after time.Time
	ids   []int64
}

// changedAfter are the ids that a list of changes has, in order. It is made once
// for all of its pages.
func (s *Shop) changedAfter(after time.Time) []int64 {
	if s.recent == nil || !s.recent.after.Equal(after) {
		ids := slices.DeleteFunc(s.listed(), func(id int64) bool { return !s.modifiedAt(id).After(after) })
		s.recent = &recent{after, ids}
	}
	return slices.Clone(s.recent.ids)
}

// createdAt and modifiedAt are a product's times; those of a seeded one are known
// without making it.
func (s *Shop) createdAt(id int64) time.Time {
	if p := s.products[id]; p != nil {
		return gmt(text(p.Fields["date_created_gmt"]))
	}
	row, _ := s.seeds.rowOf(id)
	return row.madeAt(id)
}

func (s *Shop) modifiedAt(id int64) time.Time {
	if p := s.products[id]; p != nil {
		return gmt(text(p.Fields["date_modified_gmt"]))
	}
	if at, moved := s.seeds.modified[id]; moved {
		return at
	}
	row, _ := s.seeds.rowOf(id)
	return row.madeAt(id)
}

// isWhole tells that a list is of all products, but for the time of their change.
func isWhole(query url.Values) bool {
	for _, filter := range []string{"sku", "include", "exclude", "type", "search"} {
		if query.Get(filter) != "" {
			return false
		}
	}
	status := query.Get("status")
	return status == "" || status == "any"
}

// within puts ids in among others, where they all belong at one place.
func within(all, ids []int64) []int64 {
	if len(ids) == 0 {
		return all
	}
	at, _ := slices.BinarySearch(all, ids[0])
	return slices.Insert(all, at, ids...)
}
