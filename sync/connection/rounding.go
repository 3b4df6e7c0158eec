package connection

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// SetRounding changes how a connection's profile adds documents up, and nothing
// else of it; released is how many orders were set going again by that.
func (r *Registry) SetRounding(ctx context.Context, id int, rounding vasco.Rounding) (released int, err error) {
	if !slices.Contains(vasco.Roundings(), rounding) {
		return 0, Bad("rounding", CodeInvalid, "it is perRate, perLine or unrounded")
	}
	row, err := r.store.Reader().VascoConnection.Get(ctx, id)
	if ent.IsNotFound(err) {
		return 0, fmt.Errorf("connection %d: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return 0, fmt.Errorf("read connection %d: %w", id, err)
	}
	overrides := make(map[string]json.RawMessage)
	if len(row.ProfileOverrides) > 0 {
		if err := json.Unmarshal(row.ProfileOverrides, &overrides); err != nil {
			return 0, fmt.Errorf("read the profile of connection %d: %w", id, err)
		}
	}
	if overrides == nil {
		overrides = make(map[string]json.RawMessage) // It was null.
	}
	if overrides["rounding"], err = json.Marshal(rounding); err != nil {
		return 0, err
	}
	raw, err := json.Marshal(overrides)
	if err != nil {
		return 0, err
	}
	changed := json.RawMessage(raw)
	_, released, err = r.UpdateVasco(ctx, id, VascoChange{ProfileOverrides: &changed})
	return released, err
}
