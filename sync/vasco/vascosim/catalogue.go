package vascosim

import (
	"cmp"
	"slices"
	"strings"
)

// catalogue is the code list, kept in order; its articles are never changed, only
// replaced, so that who lists them needs no lock.
type catalogue struct {
	byCode map[string]*Article
	// sorted is in the order of codes.
	sorted []*Article
	// capital are codes that are not in lower case, by how they would be.
	capital map[string][]string
}

func newCatalogue() catalogue {
	return catalogue{byCode: make(map[string]*Article), capital: make(map[string][]string)}
}

func (c *catalogue) put(a Article) {
	at, exists := slices.BinarySearchFunc(c.sorted, a.Code, func(one *Article, code string) int { return cmp.Compare(one.Code, code) })
	if exists {
		c.sorted[at] = &a
	} else {
		c.sorted = slices.Insert(c.sorted, at, &a)
		c.index(a.Code)
	}
	c.byCode[a.Code] = &a
}

// putAll is for many that are new.
func (c *catalogue) putAll(list []Article) {
	for i := range list {
		c.byCode[list[i].Code] = &list[i]
		c.sorted = append(c.sorted, &list[i])
		c.index(list[i].Code)
	}
	slices.SortFunc(c.sorted, func(a, b *Article) int { return cmp.Compare(a.Code, b.Code) })
}

func (c *catalogue) index(code string) {
	if low := strings.ToLower(code); low != code {
		c.capital[low] = append(c.capital[low], code)
	}
}

// named are the articles with the codes, which are in lower case, in order.
func (c *catalogue) named(codes map[string]bool) []*Article {
	var found []*Article
	for code := range codes {
		for _, spelling := range append([]string{code}, c.capital[code]...) {
			if a := c.byCode[spelling]; a != nil {
				found = append(found, a)
			}
		}
	}
	slices.SortFunc(found, func(a, b *Article) int { return cmp.Compare(a.Code, b.Code) })
	return found
}

// warehouses are the stock, listed by articles as they first had any. Rows are
// never changed, only replaced.
type warehouses struct {
	// byCode are by the code in lower case; those without rows stay.
	byCode map[string]*shelf
	order  []*shelf
}

// shelf are the rows of an article, and its place in the list.
type shelf struct {
	place int
	rows  []*Stock
}

func newWarehouses() warehouses { return warehouses{byCode: make(map[string]*shelf)} }

func (w *warehouses) set(row Stock) {
	key := strings.ToLower(row.Code)
	s := w.byCode[key]
	if s == nil {
		s = &shelf{place: len(w.order)}
		w.byCode[key], w.order = s, append(w.order, s)
	}
	for i, old := range s.rows {
		if old.sameRow(row) {
			s.rows[i] = &row
			return
		}
	}
	s.rows = append(s.rows, &row)
}

func (w *warehouses) remove(row Stock) {
	if s := w.byCode[strings.ToLower(row.Code)]; s != nil {
		s.rows = slices.DeleteFunc(s.rows, func(old *Stock) bool { return old.sameRow(row) })
	}
}

// of are the rows of the codes, which are in lower case; of all when that is nil.
func (w *warehouses) of(codes map[string]bool) []*Stock {
	shelves := w.order
	if codes != nil {
		shelves = nil
		for key := range codes {
			if s := w.byCode[key]; s != nil {
				shelves = append(shelves, s)
			}
		}
		slices.SortFunc(shelves, func(a, b *shelf) int { return a.place - b.place })
	}
	var found []*Stock
	for _, s := range shelves {
		found = append(found, s.rows...)
	}
	return found
}
