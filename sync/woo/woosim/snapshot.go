package woosim

import (
	"iter"
	"maps"
	"slices"
)

func sortedIDs[T any](all map[int64]T) []int64 { return slices.Sorted(maps.Keys(all)) }

// snapshot is the whole state as lines of a journal.
func (s *Shop) snapshot() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		// Without a line, a shop that lost all its products would be seeded again.
		if !yield(s.entry("begin", 0, nil)) {
			return
		}
		if !yield(s.entry("companion", 0, s.companion)) {
			return
		}
		_ = lines(s, "status", s.custom, yield) && lines(s, "product", s.products, yield) && s.seedLines(yield) && lines(s, "hook", s.hooks, yield) && s.orderLines(yield) &&
			lines(s, "before trash", s.before, yield) && lines(s, "notes", s.notes, yield) && lines(s, "refunds", s.refunds, yield) &&
			s.deliveryLines(yield)
	}
}

func lines[T any](s *Shop, kind string, all map[int64]T, yield func([]byte) bool) bool {
	for _, id := range sortedIDs(all) {
		if !yield(s.entry(kind, id, all[id])) {
			return false
		}
	}
	return true
}

func (s *Shop) seedLines(yield func([]byte) bool) bool {
	for _, row := range s.seeds.rows {
		if !yield(s.entry("seeds", row.First, row)) {
			return false
		}
	}
	for id := range s.seeds.gone {
		if !yield(s.entry("product gone", id, nil)) {
			return false
		}
	}
	return lines(s, "seed", s.seeds.changed, yield)
}

func (s *Shop) orderLines(yield func([]byte) bool) bool {
	for _, id := range s.orderIDs {
		if !yield(s.entry("order", id, s.orders[id].raw)) {
			return false
		}
	}
	return true
}

func (s *Shop) deliveryLines(yield func([]byte) bool) bool {
	for _, p := range s.delivery.waiting() {
		if !yield(s.entry("delivery", p.ID, p)) {
			return false
		}
	}
	return true
}
