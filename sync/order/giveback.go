package order

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// Transactions lock rows in one order, so that none waits for another in a
// circle: leases, pushes, deliveries, requests, events.

// extend checks the lease in the transaction of a write, and lets it last.
func (s *Service) extend(ctx context.Context, tx *store.Tx, w *work) error {
	if w.slot != nil {
		if err := w.slot.Extend(ctx, tx, s.leaseFor); err != nil {
			return err
		}
	}
	return w.lease.Extend(ctx, tx, s.leaseFor)
}

// release gives the order and its slot back without answering the request.
func (s *Service) release(ctx context.Context, tx *store.Tx, w *work) error {
	if w.slot != nil {
		if err := w.slot.Release(ctx, tx); err != nil {
			return err
		}
	}
	return w.lease.Release(ctx, tx)
}

// doneSQL answers requests. The wish to read stays when another request came
// meanwhile: it may be that one's.
const doneSQL = `UPDATE order_requests SET done = $1, read = (read AND requested > $1)
WHERE shop_id = $2 AND shop_order_id = $3 AND done < $1`

// answer closes the deliveries and the request of a pass that came to an end.
func (s *Service) answer(ctx context.Context, tx *store.Tx, w *work) error {
	if len(w.deliveries) > 0 {
		err := tx.Delivery.Update().Where(delivery.IDIn(w.deliveries...)).
			SetState(delivery.StatePROCESSED).SetProcessedAt(store.Now()).Exec(ctx)
		if err != nil {
			return fmt.Errorf("close the deliveries: %w", err)
		}
	}
	if _, err := tx.SQL.ExecContext(ctx, doneSQL, w.begun, w.shop.ID, w.shopOrderID); err != nil {
		return fmt.Errorf("answer the order's request: %w", err)
	}
	return nil
}

// finish gives the order back with its request answered.
func (s *Service) finish(ctx context.Context, tx *store.Tx, w *work) error {
	if err := s.release(ctx, tx, w); err != nil {
		return err
	}
	return s.answer(ctx, tx, w)
}

// end is a pass that changes nothing but that it has been.
func (s *Service) end(ctx context.Context, w *work, outcome string) (string, error) {
	return outcome, s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.finish(ctx, tx, w) })
}

// insert asks for the order again at its place in the queue.
func (s *Service) insert(ctx context.Context, tx *store.Tx, w *work) error {
	return s.jobs.Insert(ctx, tx, job.Insertion{
		Args:  job.SyncOrder{ShopID: w.shop.ID, ShopOrderID: w.shopOrderID},
		Queue: w.queue(), Priority: job.PriorityOrder, At: w.at,
	})
}
