// Package level is the pure part of the stock: what VASCO says and what our
// shops have sold become what a shop is to have, or the reason why nobody knows.
// Quantities are in thousandths of a piece.
package level

import (
	"math"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Piece is one piece.
const Piece = 1000

// Figures are what is known of an article. Nil is unknown, which is not zero.
type Figures struct {
	Supplier, Own, Ordered, Reserved *int64
	// Pending is what our shops have sold in orders that VASCO does not have.
	Pending int64
}

// Written is what was last written into the shop; nil is nothing yet.
type Written struct{ Stock, Supplier *int64 }

// Unknown is the part of the figures for whose sake there is no result.
type Unknown string

// The parts that may be missing.
const (
	UnknownSupplier Unknown = "SUPPLIER"
	UnknownOwn      Unknown = "OWN"
)

// Of is what the shop is to have: supplier and own together, less what is
// subtracted, never below zero, in whole pieces unless the shop sells parts.
//
// Where the supplier's stock is unknown, what was last written of it still
// counts, but only downwards: own stock that falls must not wait for it.
func Of(f Figures, w Written, s rules.Stock) (result int64, unknown Unknown) {
	if f.Own == nil || (s.SubtractOrdered && f.Ordered == nil) || (s.SubtractReserved && f.Reserved == nil) {
		return 0, UnknownOwn
	}
	most := int64(math.MaxInt64)
	supplier := f.Supplier
	if s.SupplierField == "" {
		supplier = new(int64)
	}
	if supplier == nil {
		if w.Stock == nil || w.Supplier == nil {
			return 0, UnknownSupplier
		}
		supplier, most = w.Supplier, *w.Stock
	}
	sum := decimal.NewFromInt(*supplier).Add(decimal.NewFromInt(*f.Own)).Sub(decimal.NewFromInt(subtracted(f, s)))
	result = min(clamp(sum), most)
	if !s.Fractions {
		result -= result % Piece
	}
	return result, ""
}

// subtracted is what of the stock is spoken for.
func subtracted(f Figures, s rules.Stock) int64 {
	total := int64(s.Buffer) * Piece
	for _, part := range []struct {
		on    bool
		value *int64
	}{{s.SubtractPending, &f.Pending}, {s.SubtractOrdered, f.Ordered}, {s.SubtractReserved, f.Reserved}} {
		if part.on && part.value != nil && *part.value > 0 {
			total += min(*part.value, Most)
		}
	}
	return total
}

// Most bounds a quantity, in thousandths: more is a mistake.
const Most = int64(1_000_000_000) * Piece

func clamp(d decimal.Decimal) int64 {
	if d.IsNegative() {
		return 0
	}
	return min(d.IntPart(), 2*Most)
}

// Thousandths is a quantity as it is stored, rounded down; nil for none, and for
// one that is out of bounds.
func Thousandths(d *decimal.Decimal) *int64 {
	if d == nil {
		return nil
	}
	whole := d.Shift(3).Floor()
	if whole.Abs().GreaterThan(decimal.NewFromInt(Most)) {
		return nil
	}
	value := whole.IntPart()
	return &value
}

// Quantity is a stored quantity as a number of pieces.
func Quantity(thousandths int64) decimal.Decimal { return decimal.New(thousandths, -3) }

// Supplier reads the supplier's field of an article: what it says in pieces, nil
// where that is unknown, and the words that nobody has explained.
func Supplier(extra map[string]string, s rules.Stock) (pieces *int64, words string) {
	text, returned := extra[strings.ToUpper(s.SupplierField)]
	if !returned {
		return nil, ""
	}
	text = strings.TrimSpace(text)
	if text == "" {
		if s.EmptySupplierIsZero {
			return new(int64), ""
		}
		return nil, ""
	}
	if known, ok := s.Pieces(text); ok {
		value := int64(known) * Piece
		return &value, ""
	}
	if number, ok := vasco.ParsePieces(text); ok {
		if value := Thousandths(&number); value != nil {
			return value, ""
		}
	}
	return nil, text
}
