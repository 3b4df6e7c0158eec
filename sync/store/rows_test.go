package store_test

import (
	"errors"
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestRows(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var all []int
		read := func(scan func(...any) error) error {
			var n int
			err := scan(&n)
			all = append(all, n)
			return err
		}
		if err := s.Rows(t.Context(), "SELECT 1 UNION ALL SELECT 2 WHERE $1 = 'x'", []any{"x"}, read); err != nil || len(all) != 2 {
			t.Errorf("read %v, %v", all, err)
		}
		enough := errors.New("enough")
		stop := func(func(...any) error) error { return enough }
		if err := s.Rows(t.Context(), "SELECT 1", nil, stop); !errors.Is(err, enough) {
			t.Errorf("a reader's error came as %v", err)
		}
		if err := s.Rows(t.Context(), "SELECT nothing FROM nowhere", nil, read); err == nil {
			t.Error("a wrong statement is no error")
		}
	})
}
