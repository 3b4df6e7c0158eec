package order

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

var (
	errNothingToDo = errors.New("all requests are answered")
	errBusy        = errors.New("another worker has the order")
	errNoSlot      = errors.New("as many orders as the connection takes are under way")
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
	// Lost in a power cut, it is claimed again: nothing has been sent yet.
	err = s.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.begin(ctx, tx, w); err != nil {
			return err
		}
		return s.takeDeliveries(ctx, tx, w)
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

// beginSQL begins with the newest request in one statement: a request that comes
// after it sees that its job has begun, and inserts another.
const beginSQL = `UPDATE order_requests SET begun = requested, touched_at = $1
WHERE shop_id = $2 AND shop_order_id = $3 AND requested > done RETURNING requested, read`

func (s *Service) begin(ctx context.Context, tx *store.Tx, w *work) error {
	var err error
	if w.lease, err = store.Acquire(ctx, tx, leaseName(w.shop.ID, w.shopOrderID), s.leaseFor); err != nil {
		return err
	}
	if w.lease == nil {
		return errBusy
	}
	err = tx.SQL.QueryRowContext(ctx, beginSQL, store.Now(), w.shop.ID, w.shopOrderID).Scan(&w.begun, &w.read)
	if errors.Is(err, sql.ErrNoRows) {
		return errNothingToDo
	}
	if err != nil {
		return fmt.Errorf("begin the order's request: %w", err)
	}
	return s.takeSlot(ctx, tx, w)
}

// takeSlot bounds the orders of one connection that are under way over all
// replicas. In a single process the client of the connection bounds the calls.
func (s *Service) takeSlot(ctx context.Context, tx *store.Tx, w *work) error {
	if w.vasco == nil || !s.store.IsPostgres() {
		return nil
	}
	var err error
	w.slot, _, err = store.AcquireOne(ctx, tx, fmt.Sprintf("slot:%d:", w.vasco.ID), w.vasco.Concurrency, s.leaseFor)
	if err != nil || w.slot != nil {
		return err
	}
	return errNoSlot
}
