package report

import (
	"context"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/store"
)

// Month is what the totals of a month's documents differ from the shop's.
type Month struct {
	// Month is like 2026-06, by the documents' dates.
	Month, Currency string
	// Orders are those that differ.
	Orders int
	// Sum is the shop's totals minus VASCO's, Absolute the same regardless of signs.
	Sum, Absolute decimal.Decimal
}

// differenceMonths is how far back is looked.
const differenceMonths = 12

// Differences adds the differences of a shop's totals up for each month, newest
// first; store.ErrNotFound when there is no such shop.
func (s *Service) Differences(ctx context.Context, shopID int) ([]Month, error) {
	if _, err := s.shops(ctx, shopID); err != nil {
		return nil, err
	}
	month := "substr(p.document_date, 1, 7)"
	if s.store.IsPostgres() {
		month = "to_char(p.document_date AT TIME ZONE 'UTC', 'YYYY-MM')"
	}
	now := store.Now()
	from := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, 1-differenceMonths, 0)
	statement := "SELECT " + month + " AS month, o.currency, count(*), sum(p.difference_minor), sum(abs(p.difference_minor))" +
		" FROM pushes p JOIN orders o ON o.id = p.order_id WHERE p.synced_at >= $1 AND p.document_date >= $1 AND p.difference_minor <> 0 AND +p.shop_id = $2" +
		" GROUP BY month, o.currency ORDER BY month DESC, o.currency"
	all := []Month{}
	err := s.store.Rows(ctx, statement, []any{from, shopID}, func(scan func(...any) error) error {
		var m Month
		var sum, absolute int64
		if err := scan(&m.Month, &m.Currency, &m.Orders, &sum, &absolute); err != nil {
			return err
		}
		m.Sum, m.Absolute = decimal.New(sum, -2), decimal.New(absolute, -2)
		all = append(all, m)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("add up the differences of shop %d: %w", shopID, err)
	}
	return all, nil
}
