package graph

import (
	"context"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order"
)

// SetPaymentMapping maps a payment method.
func (r mutationResolver) SetPaymentMapping(ctx context.Context, in model.SetPaymentMappingInput) (*model.SetPaymentMappingPayload, error) {
	var bad failures
	var row *ent.PaymentMapping
	var released order.Released
	if shopID := bad.id(model.KindShop, in.ShopID, "input", "shopId"); bad == nil {
		wanted := order.PaymentInput{
			Method: in.Method, Title: in.Title, PaymentID: in.PaymentID, Status: in.Status, ReleaseOld: isTrue(in.ReleaseOld),
			TermFrom: in.TermFrom, MarkUnpaid: in.MarkUnpaid,
		}
		if in.SendStatuses != nil {
			wanted.SendStatuses = &in.SendStatuses
		}
		if days, given := in.TermDays.ValueOK(); given {
			wanted.TermDays = &days
		}
		var err error
		row, released, err = r.Deps.Orders.SetPaymentMapping(ctx, shopID, wanted)
		if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
			return nil, err
		}
	}
	return &model.SetPaymentMappingPayload{
		PaymentMapping: row, ReleasedOrders: released.Orders, OldOrders: released.Old, UserErrors: bad.list(),
	}, nil
}

// DeletePaymentMapping forgets a mapping.
func (r mutationResolver) DeletePaymentMapping(ctx context.Context, text string) (*model.DeletePaymentMappingPayload, error) {
	var bad failures
	if id := bad.id(model.KindPaymentMapping, text, "id"); bad == nil {
		if err := bad.catch(r.Deps.Orders.DeletePaymentMapping(ctx, id), nil, "id"); err != nil {
			return nil, err
		}
	}
	return &model.DeletePaymentMappingPayload{DeletedID: unless(bad, text), UserErrors: bad.list()}, nil
}

// AddToBlacklist keeps orders of an address out.
func (r mutationResolver) AddToBlacklist(ctx context.Context, in model.AddToBlacklistInput) (*model.AddToBlacklistPayload, error) {
	var bad failures
	var row *ent.BlacklistEntry
	if shopID := bad.id(model.KindShop, in.ShopID, "input", "shopId"); bad == nil {
		var err error
		row, err = r.Deps.Orders.AddToBlacklist(ctx, shopID, in.Pattern, valueOf(in.Note))
		if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
			return nil, err
		}
	}
	return &model.AddToBlacklistPayload{Entry: row, UserErrors: bad.list()}, nil
}

// RemoveFromBlacklist takes an entry off.
func (r mutationResolver) RemoveFromBlacklist(ctx context.Context, in model.RemoveFromBlacklistInput) (*model.RemoveFromBlacklistPayload, error) {
	var bad failures
	var released order.Released
	if id := bad.id(model.KindBlacklistEntry, in.ID, inputID...); bad == nil {
		var err error
		released, err = r.Deps.Orders.RemoveFromBlacklist(ctx, id, isTrue(in.Release))
		if err := bad.catch(err, inputPath, inputID...); err != nil {
			return nil, err
		}
	}
	return &model.RemoveFromBlacklistPayload{DeletedID: unless(bad, in.ID), ReleasedOrders: released.Orders, UserErrors: bad.list()}, nil
}

// SetBlacklist replaces the whole list.
func (r mutationResolver) SetBlacklist(ctx context.Context, in model.SetBlacklistInput) (*model.SetBlacklistPayload, error) {
	var bad failures
	entries := []*ent.BlacklistEntry{}
	if shopID := bad.id(model.KindShop, in.ShopID, "input", "shopId"); bad == nil {
		rows, err := r.Deps.Orders.SetBlacklist(ctx, shopID, in.Patterns)
		if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
			return nil, err
		}
		entries = append(entries, rows...)
	}
	return &model.SetBlacklistPayload{Entries: entries, UserErrors: bad.list()}, nil
}

// ReplayDelivery processes a stored delivery again.
func (r mutationResolver) ReplayDelivery(ctx context.Context, text string) (*model.ReplayDeliveryPayload, error) {
	var bad failures
	var row *ent.Delivery
	if id := bad.id(model.KindDelivery, text, "id"); bad == nil {
		var err error
		row, err = r.Inbox.Replay(ctx, id)
		if err := bad.catch(err, nil, "id"); err != nil {
			return nil, err
		}
	}
	return &model.ReplayDeliveryPayload{Delivery: row, UserErrors: bad.list()}, nil
}

// unless is the text where nothing failed.
func unless(bad failures, text string) *string {
	if bad != nil {
		return nil
	}
	return &text
}
