package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/sync/store"
)

// A replica's sign of life, and how long it lasts.
const (
	signEvery = 5 * time.Second
	signLasts = 3 * signEvery

	replicaPrefix = "replica:"
)

// replica shows that a client lives, and gives the jobs of dead ones back:
// River itself does so only after more than the longest job. On SQLite nobody
// else is there; see TakeOver.
type replica struct {
	store *store.Store
	id    string
	sign  *store.Lease

	cancel context.CancelFunc
	group  sync.WaitGroup
}

// start gives the first sign, before any job is worked.
func (r *replica) start(ctx context.Context) error {
	if !r.store.IsPostgres() {
		return nil
	}
	if err := r.beat(ctx); err != nil {
		return err
	}
	ctx, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	r.group.Go(func() { r.run(ctx) })
	return nil
}

func (r *replica) run(ctx context.Context) {
	tick := time.NewTicker(signEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		if err := r.beat(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "no sign of life could be given", "error", err)
		}
	}
}

// stop ends the signs: whatever the client still holds is anybody's.
func (r *replica) stop(ctx context.Context) error {
	if r.cancel == nil {
		return nil
	}
	r.cancel()
	r.group.Wait()
	r.cancel = nil
	err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return r.sign.Release(ctx, tx) })
	if errors.Is(err, store.ErrLeaseLost) {
		return nil
	}
	return err
}

// giveBackSQL makes jobs ready again whose last worker is not alive; they keep
// their places in the queue. Replicas do so at the same time: none waits for another.
const giveBackSQL = `UPDATE river_job SET state = 'available' WHERE id IN (
SELECT id FROM river_job WHERE state = 'running' AND NOT EXISTS (
SELECT 1 FROM leases WHERE name = $1 || attempted_by[array_upper(attempted_by, 1)] AND expires_at >= $2)
FOR UPDATE SKIP LOCKED)`

// forgetSQL drops signs of life that have long ended.
const forgetSQL = `DELETE FROM leases WHERE id IN (
SELECT id FROM leases WHERE name LIKE $1 || '%' AND expires_at < $2 FOR UPDATE SKIP LOCKED)`

func (r *replica) beat(ctx context.Context) error {
	return r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := r.extend(ctx, tx); err != nil {
			return err
		}
		now := store.Now()
		if _, err := tx.SQL.ExecContext(ctx, giveBackSQL, replicaPrefix, now); err != nil {
			return fmt.Errorf("give the jobs of dead replicas back: %w", err)
		}
		if _, err := tx.SQL.ExecContext(ctx, forgetSQL, replicaPrefix, now); err != nil {
			return fmt.Errorf("forget dead replicas: %w", err)
		}
		return nil
	})
}

// extend lets the sign last; a replica that was asleep for too long gives a new one.
func (r *replica) extend(ctx context.Context, tx *store.Tx) error {
	if r.sign != nil {
		if err := r.sign.Extend(ctx, tx, signLasts); !errors.Is(err, store.ErrLeaseLost) {
			return err
		}
	}
	sign, err := store.Acquire(ctx, tx, replicaPrefix+r.id, signLasts)
	if err == nil && sign == nil {
		err = fmt.Errorf("another replica is called %s", r.id)
	}
	r.sign = sign
	return err
}
