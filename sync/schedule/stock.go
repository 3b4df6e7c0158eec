package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	// stockTick is how often it is looked for stock schedules that are due.
	stockTick = 15 * time.Second
	// putOffFor is how long a schedule waits whose run could not be started: what
	// is wrong with the shop's settings or keys, a person has to mend.
	putOffFor = 15 * time.Minute
)

// StartStock starts a stock run of a shop, within a transaction.
type StartStock func(ctx context.Context, tx *store.Tx, of *ent.Shop) error

// WithStock lets stock be synced by its schedule.
func (s *Schedule) WithStock(start StartStock) *Schedule {
	s.startStock = start
	return s
}

// Stock starts the runs that are due. Each is claimed in the commit that starts
// it, so that one replica does; after a downtime a shop gets one run, not all it missed.
// A shop that fails holds up no other.
func (s *Schedule) Stock(ctx context.Context, now time.Time) error {
	if s.startStock == nil {
		return nil
	}
	failed := stock.DefaultSchedule(ctx, s.store, now)
	due, err := stock.Due(ctx, s.store, now)
	if err != nil {
		return errors.Join(failed, err)
	}
	for _, row := range due {
		if err := s.startDue(ctx, row, now); err != nil {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

func (s *Schedule) startDue(ctx context.Context, row *ent.StockSchedule, now time.Time) error {
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		of, err := stock.Claim(ctx, tx, row, now)
		if err != nil || of == nil {
			return err
		}
		return s.startStock(ctx, tx, of)
	})
	if err == nil || ctx.Err() != nil {
		return err
	}
	err = fmt.Errorf("start the stock run of shop %d: %w", row.ShopID, err)
	return errors.Join(err, s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return stock.PutOff(ctx, tx, s.log, row, now.Add(putOffFor), err)
	}))
}
