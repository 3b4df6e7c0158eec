package connection

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// SetRounding changes how a connection's profile adds documents up, and nothing
// else of it; released is how many orders were set going again by that.
func (r *Registry) SetRounding(ctx context.Context, id int, rounding vasco.Rounding) (released int, err error) {
	if !slices.Contains(vasco.Roundings(), rounding) {
		return 0, Bad("rounding", CodeInvalid, "it is perRate, perLine or unrounded")
	}
	_, released, err = r.UpdateVasco(ctx, id, VascoChange{rounding: rounding})
	return released, err
}

// withRounding are a profile's overrides with another rounding.
func withRounding(overrides json.RawMessage, rounding vasco.Rounding) (json.RawMessage, error) {
	all := make(map[string]json.RawMessage)
	if len(overrides) > 0 {
		if err := json.Unmarshal(overrides, &all); err != nil {
			return nil, fmt.Errorf("read the overrides of the profile: %w", err)
		}
	}
	if all == nil {
		all = make(map[string]json.RawMessage) // They were null.
	}
	var err error
	if all["rounding"], err = json.Marshal(rounding); err != nil {
		return nil, fmt.Errorf("write the rounding: %w", err)
	}
	changed, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("write the overrides of the profile: %w", err)
	}
	return changed, nil
}
