package report

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/store"
)

// query reads figures with statements that a time index answers. The plus
// before a shop's id keeps planners from a worse one: there are few rows of a
// day, and many of a shop.
type query struct {
	store *store.Store
	// shopID is 0 for all shops.
	shopID int
}

// ofShop adds the shop to a statement's conditions, as its argument after n others.
func (q *query) ofShop(column string, n int) string {
	if q.shopID == 0 {
		return ""
	}
	return fmt.Sprintf(" AND %s = $%d", column, n+1)
}

func (q *query) args(first ...any) []any {
	if q.shopID == 0 {
		return first
	}
	return append(first, q.shopID)
}

// orders counts the orders placed since a time.
func (q *query) orders(ctx context.Context, since time.Time) (int, error) {
	var count int
	statement := "SELECT count(*) FROM orders WHERE placed_at >= $1" + q.ofShop("+shop_id", 1)
	if err := q.store.Read.QueryRowContext(ctx, statement, q.args(since)...).Scan(&count); err != nil {
		return 0, fmt.Errorf("count the orders: %w", err)
	}
	return count, nil
}

// openTasks counts what a person has to do in VASCO.
func (q *query) openTasks(ctx context.Context) (int, error) {
	var count int
	statement := "SELECT count(*) FROM (SELECT 1 FROM tasks WHERE state = 'OPEN'" + q.ofShop("shop_id", 0) +
		" LIMIT " + strconv.Itoa(CountLimit) + ") AS counted"
	if err := q.store.Read.QueryRowContext(ctx, statement, q.args()...).Scan(&count); err != nil {
		return 0, fmt.Errorf("count the open tasks: %w", err)
	}
	return count, nil
}

// synced counts the orders synced since a time, and adds up their value by their currency.
func (q *query) synced(ctx context.Context, since time.Time) (int, []Amount, error) {
	count, sums := 0, make(map[string]int64)
	statement := "SELECT o.currency, count(*), sum(p.gross_minor) FROM pushes p JOIN orders o ON o.id = p.order_id WHERE p.synced_at >= $1" +
		q.ofShop("+p.shop_id", 1) + " GROUP BY o.currency"
	err := q.store.Rows(ctx, statement, q.args(since), func(scan func(...any) error) error {
		var currency string
		var some int
		var cents int64
		if err := scan(&currency, &some, &cents); err != nil {
			return err
		}
		count += some
		sums[currency] += cents
		return nil
	})
	if err != nil {
		return 0, nil, fmt.Errorf("count the synced orders: %w", err)
	}
	amounts := make([]Amount, 0, len(sums))
	for _, code := range slices.Sorted(maps.Keys(sums)) {
		amounts = append(amounts, Amount{Value: decimal.New(sums[code], -2), Currency: code})
	}
	return count, amounts, nil
}

// states lists how many orders are in each state, in the order they pass them.
func (q *query) states(ctx context.Context) ([]StateCount, error) {
	order := []push.State{
		push.StateWAITING, push.StateQUEUED, push.StateSYNCING, push.StateSYNCED, push.StateBLOCKED,
		push.StateFAILED, push.StateUNCERTAIN, push.StateBLACKLISTED, push.StateSKIPPED,
	}
	selects := make([]string, len(order))
	for i, state := range order {
		selects[i] = fmt.Sprintf("SELECT %d, (SELECT count(*) FROM (SELECT 1 FROM pushes WHERE state = '%s'%s LIMIT %d) AS counted)",
			i, state, q.ofShop("shop_id", 0), CountLimit)
	}
	var counts []StateCount
	err := q.store.Rows(ctx, strings.Join(selects, " UNION ALL "), q.args(), func(scan func(...any) error) error {
		var at, count int
		if err := scan(&at, &count); err != nil {
			return err
		}
		if count > 0 {
			counts = append(counts, StateCount{order[at], count})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count the orders by state: %w", err)
	}
	slices.SortStableFunc(counts, func(a, b StateCount) int {
		return cmp.Compare(slices.Index(order, a.State), slices.Index(order, b.State))
	})
	return counts, nil
}

// medianOf bounds the orders a median is taken of: the newest.
const medianOf = 1000

// median is how long it took from the arrival of an order to its number.
func (q *query) median(ctx context.Context, since time.Time) (*time.Duration, error) {
	statement := `SELECT p.synced_at, o.created_at FROM pushes p JOIN orders o ON o.id = p.order_id
 WHERE p.synced_at >= $1 AND p.origin = 'SENT'` + q.ofShop("+p.shop_id", 1) + fmt.Sprintf(" ORDER BY p.synced_at DESC LIMIT %d", medianOf)
	var took []time.Duration
	err := q.store.Rows(ctx, statement, q.args(since), func(scan func(...any) error) error {
		var synced, arrived time.Time
		if err := scan(&synced, &arrived); err != nil {
			return err
		}
		took = append(took, max(0, synced.Sub(arrived)))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read how long orders took: %w", err)
	}
	if len(took) == 0 {
		return nil, nil
	}
	slices.Sort(took)
	middle := (took[(len(took)-1)/2] + took[len(took)/2]) / 2
	return &middle, nil
}

// oldestOf bounds the orders of a state the oldest is looked for among: those
// that came first.
const oldestOf = 50

// oldestUnsynced is when the oldest order was placed that should be in VASCO.
func (q *query) oldestUnsynced(ctx context.Context) (*time.Time, error) {
	var oldest *time.Time
	for _, state := range []push.State{push.StateQUEUED, push.StateSYNCING, push.StateBLOCKED, push.StateFAILED, push.StateUNCERTAIN} {
		statement := "SELECT o.placed_at FROM pushes p JOIN orders o ON o.id = p.order_id WHERE p.state = $1" +
			q.ofShop("p.shop_id", 1) + fmt.Sprintf(" ORDER BY p.order_id LIMIT %d", oldestOf)
		err := q.store.Rows(ctx, statement, q.args(string(state)), func(scan func(...any) error) error {
			var placed time.Time
			if err := scan(&placed); err != nil {
				return err
			}
			if oldest == nil || placed.Before(*oldest) {
				oldest = &placed
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("find the oldest order that is not synced: %w", err)
		}
	}
	return oldest, nil
}

const hoursShown = 24

func emptyHours(now time.Time) []Hour {
	hours := make([]Hour, hoursShown)
	first := now.UTC().Truncate(time.Hour).Add(-(hoursShown - 1) * time.Hour)
	for i := range hours {
		hours[i].From = first.Add(time.Duration(i) * time.Hour)
	}
	return hours
}

// hours counts by hour, in UTC.
func (q *query) hours(ctx context.Context, now time.Time) ([]Hour, error) {
	hours := emptyHours(now)
	for _, series := range []struct {
		table, column string
		counted       func(*Hour) *int
	}{
		{"orders", "placed_at", func(h *Hour) *int { return &h.Received }},
		{"pushes", "synced_at", func(h *Hour) *int { return &h.Synced }},
	} {
		statement := fmt.Sprintf("SELECT %s AS hour, count(*) FROM %s WHERE %s >= $1%s GROUP BY hour",
			q.hourOf(series.column), series.table, series.column, q.ofShop("+shop_id", 1))
		err := q.store.Rows(ctx, statement, q.args(hours[0].From), func(scan func(...any) error) error {
			var text string
			var count int
			if err := scan(&text, &count); err != nil {
				return err
			}
			at, err := time.Parse("2006-01-02 15", text)
			if err != nil {
				return fmt.Errorf("read the hour: %w", err)
			}
			if i := int(at.Sub(hours[0].From) / time.Hour); i >= 0 && i < len(hours) {
				*series.counted(&hours[i]) = count
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("count the %s by hour: %w", series.table, err)
		}
	}
	return hours, nil
}

// hourOf writes a time's hour in UTC as "2006-01-02 15".
func (q *query) hourOf(column string) string {
	if q.store.IsPostgres() {
		return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')"
	}
	return "substr(" + column + ", 1, 13)"
}
