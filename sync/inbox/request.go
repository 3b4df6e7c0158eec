package inbox

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// Target names an order as its shop does.
type Target struct {
	ShopID      int
	ShopOrderID int64
}

// Want is why an order is to be looked at.
type Want struct {
	// Queue takes the job.
	Queue string
	// Read says that the order must be read from the shop, whatever bodies say.
	Read bool
}

// Request raises the orders' request counters and returns the jobs to insert
// in the same transaction. An order whose job is queued and has not begun gets
// none: that job will answer this request too.
func Request(ctx context.Context, tx *store.Tx, wanted map[Target]Want) ([]job.Insertion, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	targets := slices.SortedFunc(maps.Keys(wanted), func(a, b Target) int {
		return cmp.Or(cmp.Compare(a.ShopID, b.ShopID), cmp.Compare(a.ShopOrderID, b.ShopOrderID))
	})
	const columns = 7
	var query strings.Builder
	query.WriteString("INSERT INTO order_requests (shop_id, shop_order_id, requested, begun, done, read, touched_at) VALUES ")
	args := make([]any, 0, len(targets)*columns)
	now := store.Now()
	for i, target := range targets {
		if i > 0 {
			query.WriteString(", ")
		}
		writePlaceholders(&query, i*columns, columns)
		args = append(args, target.ShopID, target.ShopOrderID, 1, 0, 0, wanted[target].Read, now)
	}
	query.WriteString(` ON CONFLICT (shop_id, shop_order_id) DO UPDATE SET requested = order_requests.requested + 1,
 read = order_requests.read OR excluded.read, touched_at = excluded.touched_at
 RETURNING shop_id, shop_order_id, requested, begun`)

	rows, err := tx.SQL.QueryContext(ctx, query.String(), args...)
	if err != nil {
		return nil, fmt.Errorf("request %d orders: %w", len(targets), err)
	}
	defer func() { _ = rows.Close() }()
	var jobs []job.Insertion
	for rows.Next() {
		var target Target
		var requested, begun int64
		if err := rows.Scan(&target.ShopID, &target.ShopOrderID, &requested, &begun); err != nil {
			return nil, fmt.Errorf("read order request: %w", err)
		}
		if requested != begun+1 {
			continue
		}
		jobs = append(jobs, job.Insertion{
			Args:  job.SyncOrder{ShopID: target.ShopID, ShopOrderID: target.ShopOrderID},
			Queue: wanted[target].Queue, Priority: job.PriorityOrder,
		})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("request %d orders: %w", len(targets), err)
	}
	return jobs, nil
}
