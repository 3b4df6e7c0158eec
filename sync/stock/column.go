package stock

import (
	"database/sql"
	"fmt"
)

// integer is a column of whole numbers. For these database/sql makes a detour by
// text and reflection, which over all of a shop's products costs more than the
// database takes to find them.
type integer[T int | int64 | sql.NullInt64] struct{ into *T }

// column scans whole numbers into a variable.
func column[T int | int64 | sql.NullInt64](into *T) integer[T] { return integer[T]{into} }

// Scan implements sql.Scanner.
func (c integer[T]) Scan(value any) error {
	number, valid := value.(int64)
	switch into := any(c.into).(type) {
	case *sql.NullInt64:
		if *into = (sql.NullInt64{Int64: number, Valid: valid}); valid || value == nil {
			return nil
		}
	case *int64:
		if *into = number; valid {
			return nil
		}
	case *int:
		if *into = int(number); valid {
			return nil
		}
	}
	return fmt.Errorf("a column has %T instead of a whole number", value)
}
