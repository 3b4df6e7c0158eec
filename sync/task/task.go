// Package task keeps what a person has to do in VASCO because an order changed
// in the shop after it was sent. Tasks are no errors: they are counted apart.
package task

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/task"
)

// ErrClosed: the task is not open any more.
var ErrClosed = errors.New("the task is not open any more")

// Change is what a field of the order was and is.
type Change struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Amount is by how much the document in VASCO is to change at one VAT rate.
type Amount struct {
	// Rate is in per cent; nil when nobody knows the rate, and then Net and Tax are too.
	Rate  *decimal.Decimal `json:"rate"`
	Net   *decimal.Decimal `json:"net"`
	Tax   *decimal.Decimal `json:"tax"`
	Gross decimal.Decimal  `json:"gross"`
}

// Wanted is a task an order needs as it is now.
type Wanted struct {
	Kind task.Kind
	// Key says what it is about, within the order: the same key is the same difference.
	Key     string
	Changes []Change
	Amounts []Amount
	// Facts are the order's as it is now: once the task is done, the next
	// difference is measured from them. Nil where there cannot be a next one.
	Facts json.RawMessage
	// RefundID is the shop's id of a refund, or 0.
	RefundID int64
}

// Changes reads what a task's order was and is.
func Changes(row *ent.Task) ([]Change, error) {
	var all []Change
	if err := json.Unmarshal(row.Changes, &all); err != nil {
		return nil, fmt.Errorf("read the changes of task %d: %w", row.ID, err)
	}
	return all, nil
}

// Amounts reads by how much the document is to change.
func Amounts(row *ent.Task) ([]Amount, error) {
	var all []Amount
	if err := json.Unmarshal(row.Amounts, &all); err != nil {
		return nil, fmt.Errorf("read the amounts of task %d: %w", row.ID, err)
	}
	return all, nil
}
