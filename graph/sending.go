package graph

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
)

// Sending are the shop's switches.
func (r shopResolver) Sending(_ context.Context, s *ent.Shop) (*model.Sending, error) {
	return &model.Sending{Orders: connection.Sending(s.SendingOrders), Stock: connection.Sending(s.SendingStock)}, nil
}

// SetSending turns a shop's switches.
func (r mutationResolver) SetSending(ctx context.Context, in model.SetSendingInput) (*model.SetSendingPayload, error) {
	var bad failures
	id := bad.id(model.KindShop, in.ShopID, "input", "shopId")
	if bad != nil {
		return &model.SetSendingPayload{UserErrors: bad}, nil
	}
	_, released, err := r.Registry.SetSending(ctx, id, connection.SendingChange{Orders: in.Orders, Stock: in.Stock, Consent: valueOf(in.Consent)})
	if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
		return nil, err
	}
	row, err := shopOf(ctx, id)
	return &model.SetSendingPayload{Shop: row, ReleasedOrders: released, UserErrors: bad.list()}, err
}

// reportedDifferences bounds the orders a report names.
const reportedDifferences = 50

// PreviewReport tells how what would have been sent compares with what VASCO has.
func (r queryResolver) PreviewReport(ctx context.Context, shopID string) (*model.PreviewReport, error) {
	id, err := idOf(model.KindShop, shopID, "shopId")
	if err != nil {
		return nil, err
	}
	counts, err := r.Deps.Orders.Compared(ctx, id)
	if err != nil {
		return nil, failedQuery(err, "shopId")
	}
	differing := order.Filter{ShopID: id, Compared: []push.Compared{push.ComparedDIFFERS}}
	ids, err := r.Deps.Orders.Find(ctx, differing, order.Seek{Limit: reportedDifferences})
	if err != nil {
		return nil, fmt.Errorf("list the orders that differ: %w", err)
	}
	report := &model.PreviewReport{
		Same: counts[push.ComparedSAME], Differing: counts[push.ComparedDIFFERS], NotFound: counts[push.ComparedNOT_FOUND],
		Unclear: counts[push.ComparedSEVERAL] + counts[push.ComparedUNCLEAR], Differences: make([]*model.Order, len(ids)),
	}
	orders := lookupsOf(ctx).orders
	orders.expect(ids...)
	for i, each := range ids {
		if report.Differences[i], err = orders.get(ctx, each); err != nil {
			return nil, err
		}
	}
	return report, nil
}
