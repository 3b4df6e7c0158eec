package graph

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/partnerbinding"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/partner"
)

// PartnerBindings lists a shop's bindings in the VASCO it is connected to.
func (r queryResolver) PartnerBindings(ctx context.Context, shopID string) ([]*ent.PartnerBinding, error) {
	id, err := r.existingShop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	shop, err := r.Deps.Registry.Shop(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := r.Store.Reader().PartnerBinding.Query().
		Where(partnerbinding.ShopID(id), partnerbinding.ConnectionID(shop.ConnectionID)).
		Order(partnerbinding.ByKind(), partnerbinding.ByKey(), partnerbinding.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the partner bindings: %w", err)
	}
	return rows, nil
}

// BindPartner says who a buyer is in VASCO.
func (r mutationResolver) BindPartner(ctx context.Context, in model.BindPartnerInput) (*model.BindPartnerPayload, error) {
	var bad failures
	payload := &model.BindPartnerPayload{}
	if shopID := bad.id(model.KindShop, in.ShopID, "input", "shopId"); bad == nil {
		row, released, err := r.Deps.Orders.BindPartner(ctx, shopID, partner.Binding{Kind: in.Kind, Key: in.Key}, in.PartnerCode, isTrue(in.ReleaseOld))
		if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
			return nil, err
		}
		payload.PartnerBinding, payload.ReleasedOrders, payload.OldOrders = row, released.Orders, released.Old
	}
	payload.UserErrors = bad.list()
	return payload, nil
}

// UnbindPartner takes a binding off.
func (r mutationResolver) UnbindPartner(ctx context.Context, text string) (*model.UnbindPartnerPayload, error) {
	var bad failures
	if id := bad.id(model.KindPartnerBinding, text, "id"); bad == nil {
		if err := bad.catch(r.Deps.Orders.UnbindPartner(ctx, id), nil, "id"); err != nil {
			return nil, err
		}
	}
	return &model.UnbindPartnerPayload{DeletedID: unless(bad, text), UserErrors: bad.list()}, nil
}

func (l *lookups) readBindings(ctx context.Context, ids []int) (map[int]*ent.PartnerBinding, error) {
	rows, err := l.client.PartnerBinding.Query().Where(partnerbinding.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d partner bindings: %w", len(ids), err)
	}
	return byID(rows, func(b *ent.PartnerBinding) int { return b.ID }), nil
}

func (r partnerBindingResolver) ID(_ context.Context, b *ent.PartnerBinding) (string, error) {
	return model.ID(model.KindPartnerBinding, b.ID), nil
}

func (r partnerBindingResolver) Shop(ctx context.Context, b *ent.PartnerBinding) (*ent.Shop, error) {
	return shopOf(ctx, b.ShopID)
}

// Buyer is null for a binding that holds for every order.
func (r partnerBindingResolver) Buyer(_ context.Context, b *ent.PartnerBinding) (*string, error) {
	if b.Buyer == "" {
		return nil, nil
	}
	return &b.Buyer, nil
}
