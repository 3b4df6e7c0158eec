package order

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/kiwwwi/vasco/ent/lease"
	"github.com/kiwwwi/vasco/ent/orderrequest"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	sweepEvery = 5 * time.Second
	sweepLimit = 500
	// stuckAfter is when it is looked whether a request still has a job.
	stuckAfter = 15 * time.Minute
)

// Sweep takes up what a dead worker held, every five seconds and at once, until ctx ends.
func (s *Service) Sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.SweepOnce(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "expired leases could not be taken up", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// TakeOver ends the leases of all former processes and gives their jobs back.
// Only SQLite's single process may do so, at its start: nobody else can hold one.
func (s *Service) TakeOver(ctx context.Context) error {
	if s.store.IsPostgres() {
		return nil
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.Lease.Update().Where(lease.ExpiresAtGT(store.Now())).SetExpiresAt(store.Now().Add(-time.Second)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("end the leases of the last process: %w", err)
		}
		return job.TakeOver(ctx, tx)
	})
}

// SweepOnce takes up expired leases, years that were not open, and requests that nobody answered.
func (s *Service) SweepOnce(ctx context.Context) error {
	expired, err := store.Expired(ctx, s.store.Reader(), leasePrefix, sweepLimit)
	if err != nil {
		return err
	}
	for _, row := range expired {
		err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			ours, err := store.ReleaseExpired(ctx, tx, row)
			if err != nil || !ours {
				return err
			}
			var shopID int
			var shopOrderID int64
			if _, err := fmt.Sscanf(row.Name, leasePrefix+"%d:%d", &shopID, &shopOrderID); err != nil {
				return fmt.Errorf("read lease name %s: %w", row.Name, err)
			}
			return s.insertAgain(ctx, tx, shopID, shopOrderID)
		})
		if err != nil {
			return err
		}
	}
	if err := s.tryYears(ctx); err != nil {
		return err
	}
	return s.sweepStuck(ctx)
}

// sweepStuck gives requests a job that have none: theirs was given up.
func (s *Service) sweepStuck(ctx context.Context) error {
	stuck, err := s.store.Reader().OrderRequest.Query().
		Where(orderrequest.TouchedAtLT(store.Now().Add(-stuckAfter)), orderUnanswered).
		Limit(sweepLimit).All(ctx)
	if err != nil {
		return fmt.Errorf("list unanswered requests: %w", err)
	}
	if len(stuck) == 0 {
		return nil
	}
	live, err := job.Orders(ctx, s.store)
	if err != nil {
		return err
	}
	for _, row := range stuck {
		err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.OrderRequest.UpdateOneID(row.ID).SetTouchedAt(store.Now()).Exec(ctx); err != nil {
				return fmt.Errorf("touch request %d: %w", row.ID, err)
			}
			if live[job.SyncOrder{ShopID: row.ShopID, ShopOrderID: row.ShopOrderID}] {
				return nil
			}
			return s.insertAgain(ctx, tx, row.ShopID, row.ShopOrderID)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// insertAgain inserts a job for an order; nothing for a shop that is gone.
func (s *Service) insertAgain(ctx context.Context, tx *store.Tx, shopID int, shopOrderID int64) error {
	shop, err := s.registry.Shop(ctx, shopID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.jobs.Insert(ctx, tx, job.Insertion{
		Args:  job.SyncOrder{ShopID: shopID, ShopOrderID: shopOrderID},
		Queue: job.OrderQueue(shop.ConnectionID), Priority: job.PriorityOrder,
	})
}
