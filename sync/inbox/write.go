package inbox

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// write stores deliveries that arrived together in one transaction: their
// rows, the orders' requests, the jobs.
func (s *Service) write(ctx context.Context, tx *store.Tx, records []record) error {
	// The same content twice in one statement is an error on PostgreSQL, and
	// replicas that lock rows in different order would wait for each other.
	merged := merge(records)
	fresh, err := upsert(ctx, tx, merged)
	if err != nil {
		return err
	}
	wanted := make(map[Target]Want)
	var jobs []job.Insertion
	for _, m := range merged {
		if m.recent {
			jobs = append(jobs, job.Insertion{Args: job.ReadRecent{ShopID: m.shopID}, Queue: job.ShopQueue(m.shopID), Priority: job.PriorityOrder})
		}
		// A body that came before asks for nothing new; a nudge always does.
		if !m.wants || (!fresh[m.key()] && m.kind == delivery.KindOBJECT) {
			continue
		}
		target := Target{ShopID: m.shopID, ShopOrderID: m.resourceID}
		want := wanted[target]
		wanted[target] = Want{Queue: m.queue, Read: want.Read || m.read}
	}
	requested, err := Request(ctx, tx, wanted)
	if err != nil {
		return err
	}
	return s.jobs.Insert(ctx, tx, append(jobs, requested...)...)
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
			merged[at].count++
			continue
		}
		byKey[r.key()] = len(merged)
		merged = append(merged, counted{record: r, count: 1})
	}
	slices.SortFunc(merged, func(a, b counted) int { return strings.Compare(a.key(), b.key()) })
	return merged
}

const deliveryColumns = 16

// upsert stores the deliveries and tells which of them were not known before.
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
	// A nudge or a body that comes again after it was processed waits again.
	query.WriteString(` ON CONFLICT (shop_id, topic, resource_id, hash) DO UPDATE SET
 count = deliveries.count + excluded.count, last_received_at = excluded.last_received_at,
 state = CASE WHEN excluded.kind = 'NUDGE' THEN excluded.state ELSE deliveries.state END
 RETURNING shop_id, topic, resource_id, hash, count`)

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
