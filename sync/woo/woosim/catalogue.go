package woosim

import "slices"

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
	if row, is := s.seeds.rowOf(p.ID); is {
		s.keepSeed(row, p)
		return
	}
	s.products[p.ID] = p
	s.write("product", p.ID, p)
}

// removeProduct removes a product or variation alone.
func (s *Shop) removeProduct(id int64) {
	if _, is := s.seeds.rowOf(id); is {
		s.seeds.gone[id] = true
		delete(s.seeds.changed, id)
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

// within puts ids in among others, where they all belong at one place.
func within(all, ids []int64) []int64 {
	if len(ids) == 0 {
		return all
	}
	at, _ := slices.BinarySearch(all, ids[0])
	return slices.Insert(all, at, ids...)
}
