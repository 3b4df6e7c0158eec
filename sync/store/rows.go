package store

import (
	"context"
	"fmt"
)

// Rows runs a reading statement outside transactions and calls read for each of
// its rows, with what scans it.
func (s *Store) Rows(ctx context.Context, statement string, args []any, read func(scan func(...any) error) error) error {
	rows, err := s.Read.QueryContext(ctx, statement, args...)
	if err != nil {
		return fmt.Errorf("query: %w", translate(err))
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := read(rows.Scan); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the rows: %w", translate(err))
	}
	return nil
}
