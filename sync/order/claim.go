package order

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/lease"
	"github.com/kiwwwi/vasco/ent/orderrequest"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

var (
	errNothingToDo = errors.New("all requests are answered")
	errBusy        = errors.New("another worker has the order, or the connection is busy")
)

const leasePrefix = "order:"

func leaseName(shopID int, shopOrderID int64) string {
	return fmt.Sprintf("%s%d:%d", leasePrefix, shopID, shopOrderID)
}

// claim takes the order's lease and begins with its newest request. When a
// delivery's body is newer than what is known, the order is stored in the same
// commit; else it must be read from the shop.
func (s *Service) claim(ctx context.Context, j *river.Job[job.SyncOrder]) (*work, error) {
	shop, err := s.registry.Shop(ctx, j.Args.ShopID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, errNothingToDo
	}
	if err != nil {
		return nil, err
	}
	w := &work{shop: shop, shopOrderID: j.Args.ShopOrderID, at: j.ScheduledAt}
	if shop.ConnectionID != 0 {
		if w.vasco, err = s.registry.Vasco(ctx, shop.ConnectionID); err != nil {
			return nil, err
		}
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		request, err := s.begin(ctx, tx, w)
		if err != nil {
			return err
		}
		return s.takeDeliveries(ctx, tx, w, request)
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

func (s *Service) begin(ctx context.Context, tx *store.Tx, w *work) (*ent.OrderRequest, error) {
	var err error
	if w.lease, err = store.Acquire(ctx, tx, leaseName(w.shop.ID, w.shopOrderID), s.leaseFor); err != nil {
		return nil, err
	}
	if w.lease == nil {
		return nil, errBusy
	}
	request, err := tx.OrderRequest.Query().
		Where(orderrequest.ShopID(w.shop.ID), orderrequest.ShopOrderID(w.shopOrderID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errNothingToDo
	}
	if err != nil {
		return nil, fmt.Errorf("read the order's request: %w", err)
	}
	if request.Requested <= request.Done {
		return nil, errNothingToDo
	}
	if err := s.takeSlot(ctx, tx, w); err != nil {
		return nil, err
	}
	w.begun, w.read = request.Requested, request.Read
	if err := tx.OrderRequest.UpdateOne(request).SetBegun(request.Requested).SetRead(false).Exec(ctx); err != nil {
		return nil, fmt.Errorf("begin the order's request: %w", err)
	}
	return request, nil
}

// takeSlot bounds the orders of one connection that are under way over all
// replicas. A single process needs none: its queue has as many workers.
func (s *Service) takeSlot(ctx context.Context, tx *store.Tx, w *work) error {
	if w.vasco == nil || !s.store.IsPostgres() {
		return nil
	}
	prefix := fmt.Sprintf("slot:%d:", w.vasco.ID)
	taken, err := tx.Lease.Query().Where(lease.NameHasPrefix(prefix), lease.ExpiresAtGTE(store.Now())).
		Select(lease.FieldName).Strings(ctx)
	if err != nil {
		return fmt.Errorf("list the connection's slots: %w", err)
	}
	used := make(map[string]bool, len(taken))
	for _, name := range taken {
		used[name] = true
	}
	for i := range w.vasco.Concurrency {
		name := fmt.Sprint(prefix, i)
		if used[name] {
			continue
		}
		if w.slot, err = store.Acquire(ctx, tx, name, s.leaseFor); err != nil || w.slot != nil {
			return err
		}
	}
	return errBusy
}

// takeDeliveries decides by the waiting deliveries whether a body is the
// order's newest state or the order has to be read (design rule 2).
func (s *Service) takeDeliveries(ctx context.Context, tx *store.Tx, w *work, _ *ent.OrderRequest) error {
	waiting, err := tx.Delivery.Query().
		Where(delivery.ShopID(w.shop.ID), delivery.ResourceID(w.shopOrderID), delivery.StateEQ(delivery.StateQUEUED), delivery.TopicHasPrefix("order.")).
		Order(delivery.ByModified(), delivery.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("read waiting deliveries: %w", err)
	}
	nudges, err := tx.Delivery.Query().
		Where(delivery.ShopID(w.shop.ID), delivery.ResourceID(w.shopOrderID), delivery.StateEQ(delivery.StateQUEUED), delivery.TopicHasPrefix("action.")).IDs(ctx)
	if err != nil {
		return fmt.Errorf("read waiting nudges: %w", err)
	}
	w.deliveries = nudges
	for _, d := range waiting {
		w.deliveries = append(w.deliveries, d.ID)
	}
	if w.order, err = currentOrder(ctx, tx.Client, w.shop.ID, w.shopOrderID); err != nil {
		return err
	}
	if w.order != nil {
		if w.push, err = s.pushOf(ctx, tx, w); err != nil {
			return err
		}
	}
	if w.read || len(nudges) > 0 {
		w.read = true
		return nil
	}
	newest := newestBody(waiting)
	if newest == nil || !newerThan(newest, w.order) {
		w.read = true
		return nil
	}
	if parsed, err := woo.ParseOrder(newest.Body); err == nil && parsed.OrderKey != "" {
		return s.observe(ctx, tx, w, parsed, newest.Body)
	}
	// A body we cannot read decides nothing: ask the shop.
	w.read = true
	return nil
}

// newestBody returns the delivery with the newest body, nil when two newest
// ones contradict each other or none has one.
func newestBody(deliveries []*ent.Delivery) *ent.Delivery {
	var newest *ent.Delivery
	for _, d := range deliveries {
		if d.Modified == nil || len(d.Body) == 0 {
			return nil
		}
		switch {
		case newest == nil || d.Modified.After(*newest.Modified):
			newest = d
		case d.Modified.Equal(*newest.Modified) && d.Hash != newest.Hash:
			return nil
		}
	}
	return newest
}

func newerThan(d *ent.Delivery, known *ent.Order) bool {
	return known == nil || known.ModifiedAt == nil || d.Modified.After(*known.ModifiedAt)
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

// finish gives the order back with its request answered and the deliveries processed.
func (s *Service) finish(ctx context.Context, tx *store.Tx, w *work) error {
	if err := s.release(ctx, tx, w); err != nil {
		return err
	}
	err := tx.OrderRequest.Update().
		Where(orderrequest.ShopID(w.shop.ID), orderrequest.ShopOrderID(w.shopOrderID), orderrequest.DoneLT(w.begun)).
		SetDone(w.begun).Exec(ctx)
	if err != nil {
		return fmt.Errorf("answer the order's request: %w", err)
	}
	if len(w.deliveries) == 0 {
		return nil
	}
	err = tx.Delivery.Update().Where(delivery.IDIn(w.deliveries...)).
		SetState(delivery.StatePROCESSED).SetProcessedAt(store.Now()).Exec(ctx)
	if err != nil {
		return fmt.Errorf("close the deliveries: %w", err)
	}
	return nil
}

// requeue gives the order back and asks for it again at a place in the queue.
func (s *Service) requeue(ctx context.Context, w *work, at time.Time) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.release(ctx, tx, w); err != nil {
			return err
		}
		if w.read {
			err := tx.OrderRequest.Update().
				Where(orderrequest.ShopID(w.shop.ID), orderrequest.ShopOrderID(w.shopOrderID)).SetRead(true).Exec(ctx)
			if err != nil {
				return fmt.Errorf("keep the request to read: %w", err)
			}
		}
		return s.jobs.Insert(ctx, tx, job.Insertion{
			Args:  job.SyncOrder{ShopID: w.shop.ID, ShopOrderID: w.shopOrderID},
			Queue: w.queue(), Priority: job.PriorityOrder, At: at,
		})
	})
}

// extend checks the lease in the transaction of a write, and lets it last.
func (s *Service) extend(ctx context.Context, tx *store.Tx, w *work) error {
	if w.slot != nil {
		if err := w.slot.Extend(ctx, tx, s.leaseFor); err != nil {
			return err
		}
	}
	return w.lease.Extend(ctx, tx, s.leaseFor)
}
