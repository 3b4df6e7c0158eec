package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/event"
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
	today := now.UTC().Format(time.DateOnly)
	last, err := store.Meta(ctx, s.store.Reader(), retentionKey)
	if err != nil || last == today {
		return err
	}
	var ours bool
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		var err error
		ours, err = store.SwapMeta(ctx, tx, retentionKey, last, today)
		return err
	})
	if err != nil || !ours {
		return err
	}
	before := now.Add(-Retention)
	for _, table := range []struct {
		name string
		old  func(ctx context.Context, client *ent.Client, before time.Time, after int) (old []int, last int, err error)
		drop func(ctx context.Context, tx *store.Tx, ids []int) (int, error)
	}{
		{"events", oldEvents, dropEvents},
		{"calls", oldCalls, dropCalls},
		{"deliveries", oldDeliveries, dropDeliveries},
	} {
		count, err := s.deleteFrom(ctx, before, table.old, table.drop)
		if err != nil {
			return fmt.Errorf("delete old %s: %w", table.name, err)
		}
		if count > 0 {
			slog.InfoContext(ctx, "deleted by age", "what", table.name, "count", count, "before", before)
		}
	}
	return nil
}

// deleteFrom walks a table by its ids, which grow with time, to the first row
// that is young enough.
func (s *Schedule) deleteFrom(
	ctx context.Context, before time.Time,
	old func(context.Context, *ent.Client, time.Time, int) ([]int, int, error),
	drop func(context.Context, *store.Tx, []int) (int, error),
) (int, error) {
	deleted, last := 0, 0
	for {
		ids, next, err := old(ctx, s.store.Reader(), before, last)
		if err != nil {
			return deleted, err
		}
		if len(ids) > 0 {
			err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
				count, err := drop(ctx, tx, ids)
				deleted += count
				return err
			})
			if err != nil {
				return deleted, err
			}
		}
		if next == last {
			return deleted, nil
		}
		last = next
	}
}

// oldEvents returns the next rows to delete, and the last row that was looked
// at, which stays the same at the end. The other two do likewise.
func oldEvents(ctx context.Context, client *ent.Client, before time.Time, after int) ([]int, int, error) {
	rows, err := client.Event.Query().Where(event.IDGT(after)).Order(event.ByID()).Limit(deleteLimit).
		Select(event.FieldID, event.FieldAt).All(ctx)
	if err != nil {
		return nil, after, err
	}
	var ids []int
	for _, row := range rows {
		if !row.At.Before(before) {
			return ids, after, nil
		}
		ids, after = append(ids, row.ID), row.ID
	}
	return ids, after, nil
}

func dropEvents(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
	return tx.Event.Delete().Where(event.IDIn(ids...)).Exec(ctx)
}

func oldCalls(ctx context.Context, client *ent.Client, before time.Time, after int) ([]int, int, error) {
	rows, err := client.ApiCall.Query().Where(apicall.IDGT(after)).Order(apicall.ByID()).Limit(deleteLimit).
		Select(apicall.FieldID, apicall.FieldAt).All(ctx)
	if err != nil {
		return nil, after, err
	}
	var ids []int
	for _, row := range rows {
		if !row.At.Before(before) {
			return ids, after, nil
		}
		ids, after = append(ids, row.ID), row.ID
	}
	return ids, after, nil
}

func dropCalls(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
	return tx.ApiCall.Delete().Where(apicall.IDIn(ids...)).Exec(ctx)
}

// oldDeliveries leaves out what still waits, and what came again lately.
func oldDeliveries(ctx context.Context, client *ent.Client, before time.Time, after int) ([]int, int, error) {
	rows, err := client.Delivery.Query().Where(delivery.IDGT(after)).Order(delivery.ByID()).Limit(deleteLimit).
		Select(delivery.FieldID, delivery.FieldState, delivery.FieldReceivedAt, delivery.FieldLastReceivedAt).All(ctx)
	if err != nil {
		return nil, after, err
	}
	var ids []int
	for _, row := range rows {
		if !row.ReceivedAt.Before(before) {
			return ids, after, nil
		}
		after = row.ID
		if row.State != delivery.StateQUEUED && row.LastReceivedAt.Before(before) {
			ids = append(ids, row.ID)
		}
	}
	return ids, after, nil
}

func dropDeliveries(ctx context.Context, tx *store.Tx, ids []int) (int, error) {
	return tx.Delivery.Delete().Where(delivery.IDIn(ids...), delivery.StateNEQ(delivery.StateQUEUED)).Exec(ctx)
}
