package graph

import (
	"context"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order"
)

// PreviewOrder tells what would be sent for an order now.
func (r queryResolver) PreviewOrder(ctx context.Context, text string) (*model.OrderPreview, error) {
	id, err := idOf(model.KindOrder, text, "id")
	if err != nil {
		return nil, err
	}
	p, err := r.Deps.Orders.Preview(ctx, id)
	if err != nil {
		return nil, failedQuery(err, "id")
	}
	row, err := orderOf(ctx, id)
	if err != nil {
		return nil, err
	}
	shown := &model.OrderPreview{
		Order: row, Sendable: p.Sendable(), Reason: reasonOf(p, row), Payload: p.Payload, NewPartner: p.NewPartner, Warnings: []string{},
	}
	shown.Warnings = append(shown.Warnings, p.Warnings...)
	if p.PartnerCode != "" {
		shown.PartnerCode = &p.PartnerCode
	}
	if p.Payload != nil {
		currency := p.Order.Currency
		decimals := int(p.Decimals)
		shown.Decimals = &decimals
		shown.ShopTotal, shown.DocumentTotal = model.Amount(p.ShopTotal, currency), model.Amount(p.Gross, currency)
		shown.Difference = model.Amount(p.Difference, currency)
	}
	return shown, nil
}

// reasonOf is why the order would not be sent.
func reasonOf(p *order.Preview, row *model.Order) *model.Reason {
	if p.State == "" {
		return nil
	}
	code := p.Reason
	if code == "" {
		code = string(p.State)
	}
	return &model.Reason{Code: code, Params: model.Params(p.Params), Ref: p.Ref, Counted: row != nil && row.Push.ReasonRef == p.Ref}
}

// Timeline tells what happened to an order.
func (r orderResolver) Timeline(ctx context.Context, o *model.Order) ([]*model.TimelineEntry, error) {
	moments, err := r.Deps.Orders.Timeline(ctx, o.Order.ID)
	if err != nil {
		return nil, err
	}
	look := lookupsOf(ctx)
	look.orders.put(o.Order.ID, o)
	entries := make([]*model.TimelineEntry, len(moments))
	for i, m := range moments {
		entries[i] = &model.TimelineEntry{At: m.At}
		switch {
		case m.Event != nil:
			entries[i].Item = m.Event
		case m.Call != nil:
			look.callBodies.put(m.Call.ID, callBody{m.Call.Request, m.Call.Response})
			entries[i].Item = m.Call
		default:
			look.deliveryBodies.put(m.Delivery.ID, m.Delivery.Body)
			entries[i].Item = m.Delivery
		}
	}
	return entries, nil
}
