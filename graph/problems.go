package graph

import (
	"context"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/problem"
)

// Problems tells what needs a person.
func (r queryResolver) Problems(ctx context.Context, shopID *string) ([]*model.Problem, error) {
	id, err := optionalID(model.KindShop, shopID, "shopId")
	if err != nil {
		return nil, err
	}
	found, err := r.problems(ctx, id)
	if err != nil {
		return nil, failedQuery(err, "shopId")
	}
	return found, nil
}

func (r *resolver) problems(ctx context.Context, shopID int) ([]*model.Problem, error) {
	found, err := r.Deps.Problems.List(ctx, shopID)
	if err != nil {
		return nil, err
	}
	shown := make([]*model.Problem, len(found))
	for i, p := range found {
		shown[i] = &model.Problem{
			ID: p.ID, Code: p.Code, Level: model.ProblemLevel(p.Level), Params: model.Params(p.Params), RefID: model.RefID(p.Ref),
			ShopID: p.ShopID, Count: p.Count, OldestAt: p.OldestAt, Remedies: p.Remedies, Releasable: p.Releasable,
		}
		lookupsOf(ctx).refersTo(p.ShopID, 0)
	}
	return shown, nil
}

func (r problemResolver) Shop(ctx context.Context, p *model.Problem) (*ent.Shop, error) {
	return shopOf(ctx, p.ShopID)
}

// ReleaseProblem releases the orders of one cause together.
func (r mutationResolver) ReleaseProblem(ctx context.Context, in model.ReleaseProblemInput) (*model.ReleaseProblemPayload, error) {
	var bad failures
	group, ok := problem.ParseID(in.ID)
	switch _, _, other := model.ParseID(in.ID); {
	case other:
		bad.add(model.UserErrorCodeWrongKind, inputID, "the id names no problem")
	case !ok:
		bad.add(model.UserErrorCodeInvalid, inputID, "this is not an id")
	case group.State == "":
		bad.add(model.UserErrorCodeWrongState, inputID, "no orders wait for this problem")
	}
	if bad != nil {
		return &model.ReleaseProblemPayload{UserErrors: bad}, nil
	}
	released, err := r.Deps.Orders.ReleaseGroup(ctx, group, isTrue(in.ConfirmOld))
	if err = bad.catch(err, inputPath, inputID...); err != nil || bad != nil {
		return &model.ReleaseProblemPayload{UserErrors: bad}, err
	}
	left, err := r.problems(ctx, group.ShopID)
	if err != nil {
		return nil, err
	}
	shown := &model.ReleaseProblemPayload{
		ReleasedOrders: released.Orders, OldOrders: released.Old, OldestPlacedAt: released.OldestAt, UserErrors: bad.list(),
	}
	for _, p := range left {
		if p.ID == in.ID {
			shown.Problem = p
		}
	}
	return shown, nil
}
