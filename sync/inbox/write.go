package inbox

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// write stores deliveries that arrived together in one transaction: their
// rows, the orders' requests, the jobs of orders and of products.
func (s *Service) write(ctx context.Context, tx *store.Tx, records []record) error {
	// The same content twice in one statement is an error on PostgreSQL, and
	// replicas that lock rows in different order would wait for each other.
	merged := merge(records)
	fresh, err := upsert(ctx, tx, merged)
	if err != nil {
		return err
	}
	wanted := make(map[Target]Want)
	products := wantedProducts{}
	jobs, err := s.recentJobs(ctx, tx, merged)
	if err != nil {
		return err
	}
	for _, m := range merged {
		if !m.wants {
			continue
		}
		read := m.read
		if !fresh[m.key()] && m.kind == delivery.KindOBJECT {
			// A body that came before asks for nothing new; a nudge always does.
			if read, err = changedBack(ctx, tx, m.record); err != nil {
				return err
			}
			if !read {
				continue
			}
		}
		if isProduct(m.topic) {
			products.add(m.record, fresh[m.key()], read)
			continue
		}
		target := Target{ShopID: m.shopID, ShopOrderID: m.resourceID}
		wanted[target] = Want{Queue: m.queue, Read: wanted[target].Read || read}
	}
	requested, err := Request(ctx, tx, wanted)
	if err != nil {
		return err
	}
	mirrored, err := products.jobs(ctx, tx)
	if err != nil {
		return err
	}
	requested = append(requested, mirrored...)
	return s.jobs.Insert(ctx, tx, append(jobs, requested...)...)
}

// changedBack: a shop's times tell seconds only, so a body that came before may
// be the newest again once another of the same second came. The shop is asked.
func changedBack(ctx context.Context, tx *store.Tx, r record) (bool, error) {
	if r.modified == nil {
		return true, nil
	}
	other, err := tx.Delivery.Query().
		Where(delivery.ShopID(r.shopID), delivery.ResourceID(r.resourceID), delivery.Modified(*r.modified), delivery.HashNEQ(r.hash)).
		Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for other bodies of %s %d: %w", r.topic, r.resourceID, err)
	}
	return other, nil
}

// recentJobs are for deliveries that name no order: what changed lately is
// read, once for all that come before it begins.
func (s *Service) recentJobs(ctx context.Context, tx *store.Tx, records []counted) ([]job.Insertion, error) {
	shops := make(map[int]bool)
	for _, r := range records {
		if r.recent {
			shops[r.shopID] = true
		}
	}
	var jobs []job.Insertion
	for _, shopID := range slices.Sorted(maps.Keys(shops)) {
		insertion := job.Insertion{Args: job.ReadRecent{ShopID: shopID}, Queue: job.ShopQueue(shopID), Priority: job.PriorityOrder}
		waits, err := job.Waits(ctx, tx, insertion)
		if err != nil {
			return nil, err
		}
		if !waits {
			jobs = append(jobs, insertion)
		}
	}
	return jobs, nil
}

type counted struct {
	record
	count int
}

func (r record) key() string {
	return strconv.Itoa(r.shopID) + " " + r.topic + " " + strconv.FormatInt(r.resourceID, 10) + " " + r.hash
}

func merge(records []record) []counted {
	byKey := make(map[string]int, len(records))
	merged := make([]counted, 0, len(records))
	for _, r := range records {
		if at, seen := byKey[r.key()]; seen {
			count := merged[at].count + 1
			if merged[at].state != delivery.StateQUEUED {
				merged[at].record = r // One of them may be the shop's own, the other a copy's.
			}
			merged[at].count = count
			continue
		}
		byKey[r.key()] = len(merged)
		merged = append(merged, counted{record: r, count: 1})
	}
	slices.SortFunc(merged, func(a, b counted) int { return strings.Compare(a.key(), b.key()) })
	return merged
}

const deliveryColumns = 16

// onConflict: what comes again is counted. A nudge that was processed waits
// again. What came from elsewhere before the shop itself sent it begins anew.
const onConflict = ` ON CONFLICT (shop_id, topic, resource_id, hash) DO UPDATE SET
 count = CASE WHEN excluded.state = 'QUEUED' AND deliveries.state IN ('REFUSED', 'STORED') THEN excluded.count
  ELSE deliveries.count + excluded.count END, last_received_at = excluded.last_received_at,
 state = CASE WHEN excluded.state <> 'QUEUED' THEN deliveries.state
  WHEN excluded.kind = 'NUDGE' OR deliveries.state <> 'PROCESSED' THEN 'QUEUED' ELSE deliveries.state END,
 note = CASE WHEN excluded.state = 'QUEUED' THEN excluded.note ELSE deliveries.note END,
 source = CASE WHEN excluded.state = 'QUEUED' THEN excluded.source ELSE deliveries.source END
 RETURNING shop_id, topic, resource_id, hash, count`

// upsert stores the deliveries and tells which of them are new.
func upsert(ctx context.Context, tx *store.Tx, records []counted) (map[string]bool, error) {
	var query strings.Builder
	query.WriteString(`INSERT INTO deliveries (shop_id, topic, resource_id, hash, kind, state, note, body, source,
 woo_delivery_id, webhook_id, modified, count, received_at, last_received_at, processed_at) VALUES `)
	args := make([]any, 0, len(records)*deliveryColumns)
	for i, r := range records {
		if i > 0 {
			query.WriteString(", ")
		}
		writePlaceholders(&query, i*deliveryColumns, deliveryColumns)
		args = append(args, r.shopID, r.topic, r.resourceID, r.hash, string(r.kind), string(r.state), r.note, r.body, r.source,
			r.deliveryID, r.webhookID, r.modified, r.count, r.at, r.at, nil)
	}
	query.WriteString(onConflict)
	rows, err := tx.SQL.QueryContext(ctx, query.String(), args...)
	if err != nil {
		return nil, fmt.Errorf("store %d deliveries: %w", len(records), err)
	}
	defer func() { _ = rows.Close() }()
	counts := make(map[string]int, len(records))
	for _, r := range records {
		counts[r.key()] = r.count
	}
	fresh := make(map[string]bool, len(records))
	for rows.Next() {
		var r record
		var count int
		if err := rows.Scan(&r.shopID, &r.topic, &r.resourceID, &r.hash, &count); err != nil {
			return nil, fmt.Errorf("read stored delivery: %w", err)
		}
		fresh[r.key()] = count == counts[r.key()]
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("store %d deliveries: %w", len(records), err)
	}
	return fresh, nil
}

func writePlaceholders(query *strings.Builder, from, count int) {
	query.WriteByte('(')
	for i := range count {
		if i > 0 {
			query.WriteString(", ")
		}
		query.WriteByte('$')
		query.WriteString(strconv.Itoa(from + i + 1))
	}
	query.WriteByte(')')
}
