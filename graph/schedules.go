package graph

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
)

// SetStockSchedule says when a shop's stock is synced by itself.
func (r mutationResolver) SetStockSchedule(ctx context.Context, in model.SetStockScheduleInput) (*model.StockSchedulePayload, error) {
	var bad failures
	id := bad.id(model.KindShop, in.ShopID, "input", "shopId")
	if bad == nil {
		err := stock.SetSchedule(ctx, r.Store, r.Log, id, timetable.Plan{Every: in.Every, At: valueOf(in.At), Cron: valueOf(in.Cron)})
		if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
			return nil, err
		}
	}
	row, err := shopOf(ctx, id)
	return &model.StockSchedulePayload{Shop: row, UserErrors: bad.list()}, err
}

// StockSchedule is when the shop's stock is synced by itself. A shop that has
// none yet is given the default one.
func (r shopResolver) StockSchedule(ctx context.Context, s *ent.Shop) (*model.StockSchedule, error) {
	return lookupsOf(ctx).schedules.get(ctx, s.ID)
}

// LastRun is the shop's newest stock run.
func (r stockScheduleResolver) LastRun(ctx context.Context, s *model.StockSchedule) (*ent.SyncRun, error) {
	if s.LastRunID == 0 {
		return nil, nil
	}
	return lookupsOf(ctx).runs.get(ctx, s.LastRunID)
}

func (l *lookups) readSchedules(ctx context.Context, shopIDs []int) (map[int]*model.StockSchedule, error) {
	rows, err := l.client.StockSchedule.Query().Where(stockschedule.ShopIDIn(shopIDs...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the stock schedules of %d shops: %w", len(shopIDs), err)
	}
	found := make(map[int]*model.StockSchedule, len(shopIDs))
	for _, id := range shopIDs {
		found[id] = &model.StockSchedule{Every: stockschedule.DefaultEvery}
	}
	for _, row := range rows {
		found[row.ShopID] = &model.StockSchedule{Every: row.Every, At: row.At, Cron: row.Cron, NextRunAt: row.NextRunAt}
	}
	var newest []struct {
		ShopID int `json:"shop_id"`
		Max    int `json:"max"`
	}
	err = l.client.SyncRun.Query().Where(syncrun.ShopIDIn(shopIDs...), syncrun.KindEQ(syncrun.KindSTOCK)).
		GroupBy(syncrun.FieldShopID).Aggregate(ent.Max(syncrun.FieldID)).Scan(ctx, &newest)
	if err != nil {
		return nil, fmt.Errorf("read the newest stock runs of %d shops: %w", len(shopIDs), err)
	}
	for _, one := range newest {
		found[one.ShopID].LastRunID = one.Max
		l.runs.expect(one.Max)
	}
	return found, nil
}
