package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Payload is the payload of the last write; nil before the first.
func (r orderResolver) Payload(ctx context.Context, o *model.Order) (json.RawMessage, error) {
	return lookupsOf(ctx).payloads.get(ctx, o.Push.ID)
}

// body is the order as the shop last told it.
func body(ctx context.Context, o *model.Order) (*woo.Order, error) {
	seen, err := lookupsOf(ctx).orderBodies.get(ctx, o.Order.ID)
	if err == nil && seen == nil {
		err = fmt.Errorf("order %d is gone", o.Order.ID)
	}
	return seen, err
}

// Lines are the order's goods, shipping and fees.
func (r orderResolver) Lines(ctx context.Context, o *model.Order) ([]*model.OrderLine, error) {
	seen, err := body(ctx, o)
	if err != nil {
		return nil, err
	}
	line := func(kind model.OrderLineKind, name, sku string, quantity decimal.Decimal, total, tax woo.Amount) *model.OrderLine {
		return &model.OrderLine{
			Kind: kind, Name: name, Sku: sku, Quantity: quantity.String(),
			Total: model.Amount(total.Decimal, seen.Currency), Tax: model.Amount(tax.Decimal, seen.Currency),
		}
	}
	one := decimal.NewFromInt(1)
	lines := make([]*model.OrderLine, 0, len(seen.LineItems)+len(seen.ShippingLines)+len(seen.FeeLines))
	for _, l := range seen.LineItems {
		lines = append(lines, line(model.OrderLineKindGoods, l.Name, l.SKU, l.Quantity, l.Total, l.TotalTax))
	}
	for _, l := range seen.ShippingLines {
		lines = append(lines, line(model.OrderLineKindShipping, l.MethodTitle, "", one, l.Total, l.TotalTax))
	}
	for _, l := range seen.FeeLines {
		lines = append(lines, line(model.OrderLineKindFee, l.Name, "", one, l.Total, l.TotalTax))
	}
	return lines, nil
}

// ShippingTotal is the net price of shipping.
func (r orderResolver) ShippingTotal(ctx context.Context, o *model.Order) (*model.Money, error) {
	seen, err := body(ctx, o)
	if err != nil {
		return nil, err
	}
	return model.Amount(seen.ShippingTotal.Decimal, seen.Currency), nil
}

// TaxTotal is all tax in the order's total.
func (r orderResolver) TaxTotal(ctx context.Context, o *model.Order) (*model.Money, error) {
	seen, err := body(ctx, o)
	if err != nil {
		return nil, err
	}
	return model.Amount(seen.TotalTax.Decimal, seen.Currency), nil
}

// Billing is the buyer's address.
func (r orderResolver) Billing(ctx context.Context, o *model.Order) (*model.Address, error) {
	seen, err := body(ctx, o)
	if err != nil {
		return nil, err
	}
	b := seen.Billing
	return &model.Address{
		Name: strings.TrimSpace(b.FirstName + " " + b.LastName), Company: b.Company,
		Street: strings.TrimSpace(b.Address1 + " " + b.Address2), Postcode: string(b.Postcode), City: b.City,
		Country: b.Country, Phone: string(b.Phone),
	}, nil
}

// BuyerKeys are what the buyer may be bound to a partner by.
func (r orderResolver) BuyerKeys(ctx context.Context, o *model.Order) ([]*model.BuyerKey, error) {
	seen, err := body(ctx, o)
	if err != nil {
		return nil, err
	}
	shop, err := lookupsOf(ctx).shops.get(ctx, o.Order.ShopID)
	if err != nil {
		return nil, err
	}
	settings, err := connection.ParseSettings(shop.Settings)
	if err != nil {
		return nil, fmt.Errorf("read the settings of shop %s: %w", shop.Key, err)
	}
	bindings := partner.Keys(buyer.FromOrder(seen, settings.VATMetaKeys))
	all := make([]*model.BuyerKey, len(bindings))
	for i, b := range bindings {
		all[i] = &model.BuyerKey{Kind: b.Kind, Key: b.Key}
	}
	return all, nil
}

// AlsoWaiting counts the other orders that wait for the same.
func (r reasonResolver) AlsoWaiting(ctx context.Context, reason *model.Reason) (int, error) {
	if reason.Ref == "" {
		return 0, nil
	}
	all, err := lookupsOf(ctx).waiting.get(ctx, reason.Ref)
	if reason.Counted {
		all--
	}
	return max(0, all), err
}
