package order

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// ShopPassed lets go on what waited for the shop's keys, when a test has shown
// that they may read and write: they may have been mended in the shop itself.
func (s *Service) ShopPassed(ctx context.Context, tx *store.Tx, shop *connection.Shop) error {
	if _, err := s.releaseWhere(ctx, tx, shop, false, push.StateEQ(push.StateBLOCKED), push.Reason(ReasonShopLogin)); err != nil {
		return err
	}
	return s.writeBackAgain(ctx, tx, shop)
}

// writeBackAgain takes up the numbers that could not be written into the shop.
// Each has one job: a note that is taken off is not found a second time.
func (s *Service) writeBackAgain(ctx context.Context, tx *store.Tx, shop *connection.Shop) error {
	for {
		ids, err := tx.Push.Query().Where(push.ShopID(shop.ID), push.WriteBackNoteNEQ("")).
			Order(push.ByOrderID()).Limit(releaseChunk).IDs(ctx)
		if err != nil {
			return fmt.Errorf("list the numbers that are not in the shop: %w", err)
		}
		if len(ids) == 0 {
			return nil
		}
		if err := tx.Push.Update().Where(push.IDIn(ids...)).ClearWriteBackNote().Exec(ctx); err != nil {
			return fmt.Errorf("take up %d numbers that are not in the shop: %w", len(ids), err)
		}
		jobs := make([]job.Insertion, len(ids))
		for i, id := range ids {
			jobs[i] = job.Insertion{Args: job.WriteBack{PushID: id, Again: true}, Queue: job.ShopQueue(shop.ID), Priority: job.PriorityWriteBack}
		}
		if err := s.jobs.Insert(ctx, tx, jobs...); err != nil {
			return err
		}
	}
}

// writeBackLease outlasts a job's own time.
const writeBackLease = 2 * job.Chunk

// writeBackAlone works while no other job writes the same number.
func (s *Service) writeBackAlone(ctx context.Context, pushID int, work func() error) error {
	var lease *store.Lease
	err := s.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		lease, err = store.Acquire(ctx, tx, fmt.Sprint("writeback:", pushID), writeBackLease)
		return err
	})
	switch {
	case err != nil:
		return err
	case lease == nil:
		job.Outcome(ctx, "BUSY")
		return river.JobSnooze(busyWait)
	}
	defer func() {
		end := context.WithoutCancel(ctx)
		err := s.store.InHurriedTx(end, func(ctx context.Context, tx *store.Tx) error { return lease.Release(ctx, tx) })
		if err != nil && !errors.Is(err, store.ErrLeaseLost) {
			slog.ErrorContext(ctx, "a lease could not be given back; it expires", "lease", lease.Name, "error", err)
		}
	}()
	return work()
}
