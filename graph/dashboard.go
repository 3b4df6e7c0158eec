package graph

import (
	"context"

	"github.com/kiwwwi/vasco/graph/model"
)

// Dashboard tells the figures of a shop, or of all of them.
func (r queryResolver) Dashboard(ctx context.Context, shopID *string) (*model.Dashboard, error) {
	id, err := optionalID(model.KindShop, shopID, "shopId")
	if err != nil {
		return nil, err
	}
	d, err := r.Reports.Dashboard(ctx, id)
	if err != nil {
		return nil, failedQuery(err, "shopId")
	}
	shown := &model.Dashboard{
		ShopID: id, OrdersToday: d.OrdersToday, SyncedToday: d.SyncedToday, OldestUnsyncedAt: d.OldestUnsyncedAt, OpenTasks: d.OpenTasks,
		ValueSyncedToday: make([]*model.Money, len(d.ValueSyncedToday)), States: make([]*model.StateCount, len(d.States)),
		Hours: make([]*model.DashboardHour, len(d.Hours)),
	}
	for i, sum := range d.ValueSyncedToday {
		shown.ValueSyncedToday[i] = model.Amount(sum.Value, sum.Currency)
	}
	for i, one := range d.States {
		shown.States[i] = &model.StateCount{State: one.State, Count: one.Count}
	}
	for i, hour := range d.Hours {
		shown.Hours[i] = &model.DashboardHour{From: hour.From, Received: hour.Received, Synced: hour.Synced}
	}
	if d.MedianToSync != nil {
		seconds := d.MedianToSync.Seconds()
		shown.MedianSecondsToSync = &seconds
	}
	return shown, nil
}

// Problems tells what needs a person.
func (r dashboardResolver) Problems(ctx context.Context, d *model.Dashboard) ([]*model.Problem, error) {
	return r.problems(ctx, d.ShopID)
}
