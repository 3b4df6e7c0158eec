package order

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	enttask "github.com/kiwwwi/vasco/ent/task"
	"github.com/kiwwwi/vasco/sync/task"
	"github.com/kiwwwi/vasco/sync/woo"
)

// refundTasks are one for each refund that was made after the order was sent.
func (s *Service) refundTasks(ctx context.Context, w *work, o *woo.Order, sent facts, known []*ent.Task) ([]task.Wanted, error) {
	var wanted []task.Wanted
	var details map[int64]woo.RefundDetail
	for i, refund := range o.Refunds {
		if before := sent.Refunds; (before != nil && slices.Contains(*before, refund.ID)) || (before == nil && i < countOf(sent.Refunded)) {
			continue
		}
		t := task.Wanted{
			Kind: enttask.KindREFUND, Key: fmt.Sprintf("%s:%d", enttask.KindREFUND, refund.ID), RefundID: refund.ID,
			Changes: []task.Change{{Field: "refunded", After: strings.TrimSpace(refund.Total.StringFixed(2) + " " + o.Currency + " " + refund.Reason)}},
		}
		if at := slices.IndexFunc(known, func(row *ent.Task) bool { return row.Key == t.Key }); at >= 0 {
			amounts, err := task.Amounts(known[at])
			if err != nil {
				return nil, err
			}
			t.Amounts = amounts
			wanted = append(wanted, t)
			continue
		}
		if details == nil {
			var err error
			if details, err = s.refundDetails(ctx, w); err != nil {
				return nil, err
			}
		}
		t.Amounts = refundAmounts(o, refund, details[refund.ID])
		wanted = append(wanted, t)
	}
	return wanted, nil
}

// countOf counts the refunds an older version noted.
func countOf(refunded string) int {
	if refunded == "" {
		return 0
	}
	return strings.Count(refunded, ";") + 1
}

// refundDetails reads an order's refunds with their lines. A shop that does not
// tell them leaves the rates unknown; one that is away is asked again.
func (s *Service) refundDetails(ctx context.Context, w *work) (map[int64]woo.RefundDetail, error) {
	client, err := s.registry.WooClient(w.shop)
	if err != nil {
		return nil, err
	}
	found, err := client.Refunds(ctx, w.shopOrderID)
	if _, away := errors.AsType[*woo.Unavailable](err); err != nil && (away || !isShopTrouble(err)) {
		return nil, fmt.Errorf("read the refunds of order %d: %w", w.shopOrderID, err)
	}
	if err != nil {
		slog.WarnContext(ctx, "the rates of a refund stay unknown", "shop", w.shop.Key, "shop_order_id", w.shopOrderID, "error", err)
	}
	all := make(map[int64]woo.RefundDetail, len(found))
	for _, r := range found {
		all[r.ID] = r
	}
	return all, nil
}

// refundAmounts splits a refund by rates: by its lines where they make it up,
// by the order's where all of it was given back, or where it has only one rate.
func refundAmounts(o *woo.Order, refund woo.Refund, detail woo.RefundDetail) []task.Amount {
	total := refund.Total.Decimal
	byLines := charges(detail.LineItems, detail.ShippingLines, detail.FeeLines, slices.Concat(detail.TaxLines, o.TaxLines))
	if gross(byLines).Equal(total) {
		return amountsOf(byLines)
	}
	whole := chargesOf(o)
	if gross(whole).Equal(total.Neg()) {
		return amountsOf(minus(nil, whole))
	}
	if len(whole) == 1 {
		for rate := range whole {
			if percent, err := decimal.NewFromString(rate); err == nil {
				return amountsOf(map[string]charge{rate: ofGross(total, percent)})
			}
		}
	}
	return withoutRates(total)
}

func gross(all map[string]charge) decimal.Decimal {
	total := decimal.Zero
	for _, c := range all {
		total = total.Add(c.Net).Add(c.Tax)
	}
	return total
}

// ofGross takes the tax out of an amount.
func ofGross(gross, percent decimal.Decimal) charge {
	hundred := decimal.NewFromInt(100)
	net := gross.Mul(hundred).Div(hundred.Add(percent)).Round(2)
	return charge{net, gross.Sub(net)}
}
