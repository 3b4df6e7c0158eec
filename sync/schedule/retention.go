package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	// retentionKey holds the day of the last deletion.
	retentionKey = "retention.day"
	// deleteLimit bounds the rows of one transaction: others write between two.
	deleteLimit = 500
)

// DeleteOld deletes what is older than Retention, once a day.
func (s *Schedule) DeleteOld(ctx context.Context, now time.Time) error {
	ours, err := s.claimDay(ctx, now.UTC().Format(time.DateOnly))
	if err != nil || !ours {
		return err
	}
	before := now.Add(-Retention)
	for _, table := range []struct {
		name   string
		delete func(context.Context, time.Time) (int, error)
	}{
		{"events", s.log.Prune}, {"calls", s.deleteCalls}, {"deliveries", s.deleteDeliveries}, {"runs", s.deleteRuns},
	} {
		count, err := table.delete(ctx, before)
		if err != nil {
			return fmt.Errorf("delete old %s: %w", table.name, err)
		}
		if count > 0 {
			slog.InfoContext(ctx, "deleted by age", "what", table.name, "count", count, "before", before)
		}
	}
	return nil
}

func (s *Schedule) claimDay(ctx context.Context, today string) (ours bool, err error) {
	last, err := store.Meta(ctx, s.store.Reader(), retentionKey)
	if err != nil || last == today {
		return false, err
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		ours, err = store.SwapMeta(ctx, tx, retentionKey, last, today)
		return err
	})
	return ours, err
}

func (s *Schedule) deleteCalls(ctx context.Context, before time.Time) (total int, err error) {
	for {
		ids, err := s.store.Reader().ApiCall.Query().Where(apicall.AtLT(before)).Order(apicall.ByAt()).Limit(deleteLimit).IDs(ctx)
		if err != nil || len(ids) == 0 {
			return total, wrap("list them", err)
		}
		err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			gone, err := tx.ApiCall.Delete().Where(apicall.IDIn(ids...)).Exec(ctx)
			total += gone
			return wrap("delete them", err)
		})
		if err != nil {
			return total, err
		}
	}
}

// deleteRuns takes a run's items with it; those of a run that is open stay.
func (s *Schedule) deleteRuns(ctx context.Context, before time.Time) (total int, err error) {
	for {
		ids, err := s.store.Reader().RunItem.Query().Where(runitem.HasRunWith(syncrun.FinishedAtLT(before))).Order(runitem.ByID()).Limit(deleteLimit).IDs(ctx)
		if err != nil {
			return total, wrap("list their items", err)
		}
		if len(ids) == 0 {
			break
		}
		err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.RunItem.Delete().Where(runitem.IDIn(ids...)).Exec(ctx)
			return wrap("delete their items", err)
		})
		if err != nil {
			return total, err
		}
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		total, err = tx.SyncRun.Delete().Where(syncrun.FinishedAtLT(before)).Exec(ctx)
		return wrap("delete them", err)
	})
	return total, err
}

// deleteDeliveries leaves out what still waits, and what came again lately. It
// walks by id, which grows with the time, to the first that is young enough.
func (s *Schedule) deleteDeliveries(ctx context.Context, before time.Time) (total int, err error) {
	for last := 0; ; {
		rows, err := s.store.Reader().Delivery.Query().Where(delivery.IDGT(last)).Order(delivery.ByID()).Limit(deleteLimit).
			Select(delivery.FieldID, delivery.FieldState, delivery.FieldReceivedAt, delivery.FieldLastReceivedAt).All(ctx)
		if err != nil {
			return total, wrap("list them", err)
		}
		end := len(rows) < deleteLimit
		var old []int
		for _, row := range rows {
			if last = row.ID; !row.ReceivedAt.Before(before) {
				end = true
				break
			}
			if row.State != delivery.StateQUEUED && row.LastReceivedAt.Before(before) {
				old = append(old, row.ID)
			}
		}
		err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			gone, err := tx.Delivery.Delete().Where(delivery.IDIn(old...), delivery.StateNEQ(delivery.StateQUEUED)).Exec(ctx)
			total += gone
			return wrap("delete them", err)
		})
		if err != nil || end {
			return total, err
		}
	}
}

func wrap(doing string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
