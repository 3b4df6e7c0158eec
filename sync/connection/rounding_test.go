package connection_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// TestTheRoundingIsSetWhileTheProfileIsChanged: whichever comes first, the change of
// another override is not undone.
func TestTheRoundingIsSetWhileTheProfileIsChanged(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made, err := f.registry.CreateVasco(t.Context(), f.newVasco())
		must(t, err)
		for round := range 25 {
			limit := 100 + round
			overrides := json.RawMessage(fmt.Sprintf(`{"notesLimit":%d}`, limit))
			var both sync.WaitGroup
			both.Go(func() {
				if _, _, err := f.registry.UpdateVasco(t.Context(), made.ID, connection.VascoChange{ProfileOverrides: &overrides}); err != nil {
					t.Error(err)
				}
			})
			both.Go(func() {
				if _, err := f.registry.SetRounding(t.Context(), made.ID, vasco.Roundings()[round%3]); err != nil {
					t.Error(err)
				}
			})
			both.Wait()
			row, err := s.Reader().VascoConnection.Get(t.Context(), made.ID)
			must(t, err)
			var stored struct {
				NotesLimit int `json:"notesLimit"`
			}
			must(t, json.Unmarshal(row.ProfileOverrides, &stored))
			if stored.NotesLimit != limit {
				t.Fatalf("round %d: %s, the limit should be %d", round, row.ProfileOverrides, limit)
			}
		}
	})
}
