package graph

import (
	"context"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// SetRounding changes how a connection's profile adds documents up.
func (r mutationResolver) SetRounding(ctx context.Context, in model.SetRoundingInput) (*model.VascoConnectionPayload, error) {
	var bad failures
	id := bad.id(model.KindVascoConnection, in.VascoConnectionID, "input", "vascoConnectionId")
	if bad != nil {
		return &model.VascoConnectionPayload{UserErrors: bad}, nil
	}
	released, err := r.Registry.SetRounding(ctx, id, vasco.Rounding(in.Rounding))
	if err := bad.catch(err, inputPath, "input", "vascoConnectionId"); err != nil {
		return nil, err
	}
	if bad != nil {
		return &model.VascoConnectionPayload{UserErrors: bad}, nil
	}
	row, err := lookupsOf(ctx).connections.get(ctx, id)
	return &model.VascoConnectionPayload{Connection: row, ReleasedOrders: released, UserErrors: bad.list()}, err
}
