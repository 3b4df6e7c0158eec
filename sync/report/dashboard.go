package report

import (
	"context"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/store"
)

// Dashboard reads the figures of a shop, or of all of them when shopID is 0.
// It answers store.ErrNotFound when there is no such shop.
func (s *Service) Dashboard(ctx context.Context, shopID int) (*Dashboard, error) {
	shops, err := s.shops(ctx, shopID)
	if err != nil {
		return nil, err
	}
	now := store.Now()
	d := &Dashboard{Shops: healthOf(shops)}
	if len(shops) == 0 {
		d.Hours = emptyHours(now)
		return d, nil
	}
	midnight, err := midnightOf(shops[0], now)
	if err != nil {
		return nil, err
	}
	q := &query{store: s.store, shopID: shopID}
	if d.OrdersToday, err = q.orders(ctx, midnight); err != nil {
		return nil, err
	}
	if d.SyncedToday, d.ValueSyncedToday, err = q.synced(ctx, midnight); err != nil {
		return nil, err
	}
	if d.States, err = q.states(ctx); err != nil {
		return nil, err
	}
	if d.MedianToSync, err = q.median(ctx, midnight); err != nil {
		return nil, err
	}
	if d.OldestUnsyncedAt, err = q.oldestUnsynced(ctx); err != nil {
		return nil, err
	}
	if d.OpenTasks, err = q.openTasks(ctx); err != nil {
		return nil, err
	}
	if d.Hours, err = q.hours(ctx, now); err != nil {
		return nil, err
	}
	return d, nil
}

func (s *Service) shops(ctx context.Context, shopID int) ([]*ent.Shop, error) {
	query := s.store.Reader().Shop.Query().WithConnection().Order(shop.ByID())
	if shopID != 0 {
		query.Where(shop.ID(shopID))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the shops: %w", err)
	}
	if shopID != 0 && len(rows) == 0 {
		return nil, fmt.Errorf("shop %d: %w", shopID, store.ErrNotFound)
	}
	return rows, nil
}

func midnightOf(row *ent.Shop, now time.Time) (time.Time, error) {
	zone, err := time.LoadLocation(row.Timezone)
	if err != nil {
		return time.Time{}, fmt.Errorf("time zone of shop %s: %w", row.Key, err)
	}
	local := now.In(zone)
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone).UTC(), nil
}

func healthOf(shops []*ent.Shop) []ShopHealth {
	all := make([]ShopHealth, len(shops))
	for i, row := range shops {
		all[i] = ShopHealth{ShopID: row.ID, LastDeliveryAt: row.LastDeliveryAt, ShopUnreachableSince: row.UnreachableSince}
		if row.Edges.Connection != nil {
			all[i].VascoUnreachableSince = row.Edges.Connection.UnreachableSince
		}
	}
	return all
}
