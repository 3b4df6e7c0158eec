package store_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestOpensMigrated(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if n, err := s.Reader().Shop.Query().Count(t.Context()); err != nil || n != 0 {
			t.Fatalf("count shops: %d, %v", n, err)
		}
	})
}
