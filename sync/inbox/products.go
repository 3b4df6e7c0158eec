package inbox

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// product names a product as its shop does.
type product struct {
	shopID int
	id     int64
}

// wantedProducts are products to be looked at, with the deliveries that say so.
type wantedProducts map[product]*wantedProduct

type wantedProduct struct {
	// keys are the new deliveries, always says that a job is needed whatever else waits.
	keys   []string
	always bool
	read   bool
}

// add notes that a delivery wants its product looked at. One that came before
// may be processed already, and then nothing shows that it came again.
func (w wantedProducts) add(r record, fresh, read bool) {
	key := product{r.shopID, r.resourceID}
	if w[key] == nil {
		w[key] = &wantedProduct{}
	}
	one := w[key]
	one.keys = append(one.keys, r.key())
	one.always, one.read = one.always || !fresh, one.read || (!fresh && read)
}

// jobs are those the products need: none where another delivery waits, because
// its job looks at all that wait.
func (w wantedProducts) jobs(ctx context.Context, tx *store.Tx) ([]job.Insertion, error) {
	if len(w) == 0 {
		return nil, nil
	}
	waits, err := w.waiting(ctx, tx)
	if err != nil {
		return nil, err
	}
	var jobs []job.Insertion
	for _, key := range w.sorted() {
		if one := w[key]; one.always || !waits[key] {
			jobs = append(jobs, mirrorJob(key, one.read))
		}
	}
	return jobs, nil
}

func mirrorJob(p product, read bool) job.Insertion {
	return job.Insertion{
		Args: job.MirrorProduct{ShopID: p.shopID, ShopProductID: p.id, Read: read}, Queue: job.ShopQueue(p.shopID), Priority: job.PriorityProduct,
	}
}

func (w wantedProducts) sorted() []product {
	all := make([]product, 0, len(w))
	for key := range w {
		all = append(all, key)
	}
	slices.SortFunc(all, func(a, b product) int { return cmp.Or(cmp.Compare(a.shopID, b.shopID), cmp.Compare(a.id, b.id)) })
	return all
}

// waiting are the products for which another delivery waits. It waits still when
// this transaction ends: the worker that answers it looks for more after that.
func (w wantedProducts) waiting(ctx context.Context, tx *store.Tx) (map[product]bool, error) {
	var query strings.Builder
	query.WriteString("SELECT shop_id, topic, resource_id, hash FROM deliveries WHERE state = 'QUEUED' AND topic LIKE 'product.%' AND (resource_id, shop_id) IN (VALUES ")
	var args []any
	own := make(map[string]bool)
	for i, key := range w.sorted() {
		if i > 0 {
			query.WriteString(", ")
		}
		fmt.Fprintf(&query, "(CAST($%d AS BIGINT), CAST($%d AS BIGINT))", 2*i+1, 2*i+2)
		args = append(args, key.id, key.shopID)
		for _, k := range w[key].keys {
			own[k] = true
		}
	}
	query.WriteString(") ORDER BY id")
	if tx.Store().IsPostgres() {
		query.WriteString(" FOR SHARE")
	}
	rows, err := tx.SQL.QueryContext(ctx, query.String(), args...)
	if err != nil {
		return nil, fmt.Errorf("look for deliveries of %d products: %w", len(w), err)
	}
	defer func() { _ = rows.Close() }()
	waits := make(map[product]bool)
	for rows.Next() {
		var r record
		if err := rows.Scan(&r.shopID, &r.topic, &r.resourceID, &r.hash); err != nil {
			return nil, fmt.Errorf("read a waiting delivery: %w", err)
		}
		if !own[r.key()] {
			waits[product{r.shopID, r.resourceID}] = true
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("look for deliveries of %d products: %w", len(w), err)
	}
	return waits, nil
}
