package job

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/kiwwwi/vasco/sync/store"
)

// waitsSQL finds a job that has not begun.
const waitsSQL = `SELECT EXISTS (SELECT 1 FROM river_job
WHERE state IN ('available', 'scheduled', 'retryable', 'pending') AND queue = $1 AND kind = $2)`

// Waits tells whether a job of the kind waits in the queue and has not begun.
func Waits(ctx context.Context, tx *store.Tx, j Insertion) (bool, error) {
	var waits bool
	if err := tx.SQL.QueryRowContext(ctx, waitsSQL, j.Queue, j.Args.Kind()).Scan(&waits); err != nil {
		return false, fmt.Errorf("look for a waiting job: %w", err)
	}
	return waits, nil
}

// Orders lists the orders that have a job which will run, or is running.
func Orders(ctx context.Context, s *store.Store) (map[SyncOrder]bool, error) {
	args := "json(args)"
	if s.IsPostgres() {
		args = "args::text"
	}
	rows, err := s.Read.QueryContext(ctx, `SELECT `+args+` FROM river_job
WHERE kind = $1 AND state IN ('available', 'scheduled', 'retryable', 'pending', 'running')`, SyncOrder{}.Kind())
	if err != nil {
		return nil, fmt.Errorf("list the orders with a job: %w", err)
	}
	defer func() { _ = rows.Close() }()
	all := make(map[SyncOrder]bool)
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return nil, fmt.Errorf("list the orders with a job: %w", err)
		}
		var order SyncOrder
		if err := json.Unmarshal(raw, &order); err != nil {
			return nil, fmt.Errorf("read an order's job: %w", err)
		}
		all[order] = true
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list the orders with a job: %w", err)
	}
	return all, nil
}

// BringForward makes the jobs of a shop and of its orders ready that wait for a
// later time, in the order in which they were asked for.
func BringForward(ctx context.Context, tx *store.Tx, s *store.Store, shopID int) error {
	// River's scheduler locks such rows too: what it has, it makes ready itself.
	shop, locked := "json_extract(args, '$.shop_id')", ""
	if s.IsPostgres() {
		shop, locked = "(args ->> 'shop_id')::bigint", " FOR UPDATE SKIP LOCKED"
	}
	_, err := tx.SQL.ExecContext(ctx, `UPDATE river_job SET state = 'available', scheduled_at = created_at WHERE id IN (
SELECT id FROM river_job WHERE state IN ('available', 'scheduled') AND scheduled_at > $1
AND (queue = $2 OR (kind = $3 AND `+shop+` = $4)) ORDER BY id`+locked+`)`,
		store.Now(), ShopQueue(shopID), SyncOrder{}.Kind(), shopID)
	if err != nil {
		return fmt.Errorf("bring the jobs of shop %d forward: %w", shopID, err)
	}
	return nil
}

// TakeOver gives jobs back that a former process was running. Only SQLite's
// single process may do so, before it works any: nobody else can be at them.
func TakeOver(ctx context.Context, tx *store.Tx) error {
	if _, err := tx.SQL.ExecContext(ctx, "UPDATE river_job SET state = 'available' WHERE state = 'running'"); err != nil {
		return fmt.Errorf("take over the jobs of the last process: %w", err)
	}
	return nil
}
