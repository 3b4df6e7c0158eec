package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const differences = `query($shop: ID!) { r: differences(shopId: $shop) { month orders sum { amount currency } absolute { amount } } }`

// TestDifferences: the world's order that was sent differs by a cent or not at all.
func TestDifferences(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		months, _ := at(w.data(differences, vars{"shop": w.shopID()}), "r").([]any)
		if differs := w.Push(w.synced).DifferenceMinor != 0; differs != (len(months) == 1) {
			t.Errorf("an order that differs: %t, months %v", differs, months)
		}
	})
}
