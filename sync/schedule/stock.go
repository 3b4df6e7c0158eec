package schedule

import (
	"context"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
)

// stockTick is how often it is looked for stock schedules that are due.
const stockTick = 15 * time.Second

// StartStock starts a stock run of a shop, within a transaction.
type StartStock func(ctx context.Context, tx *store.Tx, of *ent.Shop) error

// WithStock lets stock be synced by its schedule.
func (s *Schedule) WithStock(start StartStock) *Schedule {
	s.startStock = start
	return s
}

// Stock starts the runs that are due. Each is claimed in the commit that starts
// it, so that one replica does; after a downtime a shop gets one run, not all it missed.
func (s *Schedule) Stock(ctx context.Context, now time.Time) error {
	if s.startStock == nil {
		return nil
	}
	if err := stock.DefaultSchedule(ctx, s.store, now); err != nil {
		return err
	}
	due, err := stock.Due(ctx, s.store, now)
	if err != nil {
		return err
	}
	for _, row := range due {
		err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			of, err := stock.Claim(ctx, tx, row, now)
			if err != nil || of == nil {
				return err
			}
			return s.startStock(ctx, tx, of)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
