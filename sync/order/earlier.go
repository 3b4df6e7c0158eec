package order

import (
	"context"
	"errors"
	"fmt"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/woo"
)

// refundsOf reads what was taken back of an order before it is sent: the order
// itself tells only of the money, which is all there is where the shop does not
// tell the lines.
func (s *Service) refundsOf(ctx context.Context, shop *connection.Shop, o *woo.Order) ([]woo.RefundDetail, error) {
	if len(o.Refunds) == 0 {
		return nil, nil
	}
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.leaseFor/2)
	defer cancel()
	refunds, err := client.Refunds(ctx, o.ID)
	_, missing := errors.AsType[*woo.NotFound](err)
	_, rejected := errors.AsType[*woo.Rejected](err)
	if missing || rejected {
		return moneyOnly(o.Refunds), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the refunds of order %d: %w", o.ID, err)
	}
	return refunds, nil
}

func moneyOnly(all []woo.Refund) []woo.RefundDetail {
	refunds := make([]woo.RefundDetail, len(all))
	for i, r := range all {
		refunds[i] = woo.RefundDetail{ID: r.ID, Amount: woo.Amount{Decimal: r.Total.Abs()}, Reason: r.Reason}
	}
	return refunds
}
