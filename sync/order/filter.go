package order

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/connection"
)

// Filter chooses orders; zero values choose all.
type Filter struct {
	ShopID  int
	States  []push.State
	Reasons []string
	// Ref is what orders wait for, as pushes keep it.
	Ref string
	// Changed chooses those that were changed after they were sent.
	Changed bool
	// Differs chooses those that VASCO has differently from what was sent.
	Differs bool
	// Compared chooses those with these results of the comparison without sending.
	Compared []push.Compared
	// Search matches the beginning of the number, e-mail address or customer's
	// name, or the whole VASCO number.
	Search string
	// PlacedFrom is included, PlacedTo is not.
	PlacedFrom, PlacedTo time.Time
}

// Seek is the part of the list that is wanted: newest first by id, at most
// Limit ids, older than After and newer than Before (0 for none). Backward
// begins with the oldest.
type Seek struct {
	After, Before, Limit int
	Backward             bool
}

// Find lists ids of orders, in the direction of seek.
func (s *Service) Find(ctx context.Context, f Filter, seek Seek) ([]int, error) {
	q, err := s.finder(ctx, f)
	if err != nil {
		return nil, err
	}
	query, args := q.page(seek)
	ids, err := readInts(ctx, s.store.Read, query, args)
	if err != nil {
		return nil, fmt.Errorf("find orders: %w", err)
	}
	return ids, nil
}

// Count counts the orders that Find lists without a limit.
func (s *Service) Count(ctx context.Context, f Filter) (int, error) {
	q, err := s.finder(ctx, f)
	if err != nil {
		return 0, err
	}
	query, args := q.count()
	counts, err := readInts(ctx, s.store.Read, query, args)
	if err != nil {
		return 0, fmt.Errorf("count orders: %w", err)
	}
	return counts[0], nil
}

// finder prepares the queries of a filter.
func (s *Service) finder(ctx context.Context, f Filter) (*finder, error) {
	f.Search = strings.TrimPrefix(strings.TrimSpace(f.Search), "#")
	q := &finder{Filter: f, postgres: s.store.IsPostgres()}
	if f.Search == "" {
		return q, nil
	}
	numbers, err := s.vascoNumbers(ctx, f.Search)
	if err != nil {
		return nil, err
	}
	q.numbered, err = s.store.Reader().Push.Query().
		Where(push.NumberIn(numbers...), numberSet).Limit(maxNumbered).Select(push.FieldOrderID).Ints(ctx)
	if err != nil {
		return nil, fmt.Errorf("find orders by VASCO number: %w", err)
	}
	return q, nil
}

// maxNumbered bounds the orders with one VASCO number: one a year and company.
const maxNumbered = 100

// vascoNumbers are what text may mean as a VASCO number: as it is, or without a
// shop's prefix. A year after it, as we show it, is left to the reader.
func (s *Service) vascoNumbers(ctx context.Context, text string) ([]string, error) {
	numbers := []string{text}
	shops, err := s.store.Reader().Shop.Query().Select(shop.FieldSettings).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the shops' number prefixes: %w", err)
	}
	for _, row := range shops {
		settings, err := connection.ParseSettings(row.Settings)
		if err != nil {
			return nil, err
		}
		number, _, _ := strings.Cut(strings.TrimPrefix(text, settings.NumberPrefix), "/")
		if number != "" && !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
	}
	return numbers, nil
}

func readInts(ctx context.Context, db *sql.DB, query string, args []any) ([]int, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []int
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, rows.Err()
}
