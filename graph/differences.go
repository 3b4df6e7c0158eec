package graph

import (
	"context"

	"github.com/kiwwwi/vasco/graph/model"
)

// Differences tells how much documents differ from the shop's totals, by month.
func (r queryResolver) Differences(ctx context.Context, shopID string) ([]*model.MonthDifference, error) {
	id, err := idOf(model.KindShop, shopID, "shopId")
	if err != nil {
		return nil, err
	}
	months, err := r.Reports.Differences(ctx, id)
	if err != nil {
		return nil, failedQuery(err, "shopId")
	}
	all := make([]*model.MonthDifference, len(months))
	for i, m := range months {
		all[i] = &model.MonthDifference{Month: m.Month, Orders: m.Orders, Sum: model.Amount(m.Sum, m.Currency), Absolute: model.Amount(m.Absolute, m.Currency)}
	}
	return all, nil
}
