package graph

import (
	"context"

	"github.com/kiwwwi/vasco/graph/model"
)

// ProposeAdoptMetaKey looks for where the plugin that sent before left VASCO's numbers.
func (r mutationResolver) ProposeAdoptMetaKey(ctx context.Context, text string) (*model.ProposeAdoptMetaKeyPayload, error) {
	var bad failures
	proposals := []*model.AdoptMetaKey{}
	if id := bad.id(model.KindShop, text, "shopId"); bad == nil {
		found, err := r.Deps.Orders.AdoptKeys(ctx, id)
		if err := bad.catch(err, nil, "shopId"); err != nil {
			return nil, err
		}
		for _, k := range found {
			proposals = append(proposals, &model.AdoptMetaKey{Key: k.Key, Orders: k.Orders, Asked: k.Asked, Confirmed: k.Confirmed, Example: k.Example})
		}
	}
	return &model.ProposeAdoptMetaKeyPayload{Proposals: proposals, UserErrors: bad.list()}, nil
}
