package store_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func TestMeta(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		read := func() string {
			value, err := store.Meta(t.Context(), s.Reader(), "cursor")
			if err != nil {
				t.Fatal(err)
			}
			return value
		}
		if got := read(); got != "" {
			t.Errorf("before it is set: %q", got)
		}
		for _, value := range []string{"7", "8"} {
			err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error { return store.SetMeta(ctx, tx, "cursor", value) })
			if err != nil || read() != value {
				t.Errorf("set to %s: %q, %v", value, read(), err)
			}
		}
	})
}

func TestSwapMetaHasOneWinner(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, step := range [][2]string{{"", "first"}, {"first", "second"}} {
			var group sync.WaitGroup
			var won atomic.Int32
			for range 8 {
				group.Go(func() {
					err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
						ours, err := store.SwapMeta(ctx, tx, "due", step[0], step[1])
						if ours {
							won.Add(1)
						}
						return err
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
			if won.Load() != 1 {
				t.Errorf("%q → %q: %d of 8 won", step[0], step[1], won.Load())
			}
		}
	})
}
