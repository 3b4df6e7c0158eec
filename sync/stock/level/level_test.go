package level_test

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/stock/level"
)

func pieces(n float64) *int64 {
	value := int64(math.Round(n * level.Piece))
	return &value
}

func TestOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		figures level.Figures
		written level.Written
		change  func(*rules.Stock)
		want    float64
		unknown level.Unknown
	}{
		{name: "supplier and own", figures: level.Figures{Supplier: pieces(10), Own: pieces(2)}, want: 12},
		{name: "what was sold", figures: level.Figures{Supplier: pieces(10), Own: pieces(2), Pending: *pieces(3)}, want: 9},
		{
			name: "what was sold does not count", figures: level.Figures{Supplier: pieces(10), Own: pieces(2), Pending: *pieces(3)},
			change: func(s *rules.Stock) { s.SubtractPending = false }, want: 12,
		},
		{name: "never below zero", figures: level.Figures{Supplier: pieces(1), Own: pieces(-4)}, want: 0},
		{name: "whole pieces, down", figures: level.Figures{Supplier: pieces(1.9), Own: pieces(2.05)}, want: 3},
		{
			name: "parts of a piece", figures: level.Figures{Supplier: pieces(1.9), Own: pieces(2.05)},
			change: func(s *rules.Stock) { s.Fractions = true }, want: 3.95,
		},
		{
			name: "ordered, reserved and a buffer", figures: level.Figures{Supplier: pieces(10), Own: pieces(9), Ordered: pieces(2), Reserved: pieces(3)},
			change: func(s *rules.Stock) { s.SubtractOrdered, s.SubtractReserved, s.Buffer = true, true, 4 }, want: 10,
		},
		{name: "as in the brief they stay", figures: level.Figures{Supplier: pieces(10), Own: pieces(9), Ordered: pieces(2), Reserved: pieces(3)}, want: 19},
		{
			name: "ordered is wanted and not told", figures: level.Figures{Supplier: pieces(10), Own: pieces(9)},
			change: func(s *rules.Stock) { s.SubtractOrdered = true }, unknown: level.UnknownOwn,
		},
		{name: "own unknown", figures: level.Figures{Supplier: pieces(10)}, unknown: level.UnknownOwn},
		{name: "supplier unknown, nothing written", figures: level.Figures{Own: pieces(2)}, unknown: level.UnknownSupplier},
		{
			name: "supplier unknown, own falls", figures: level.Figures{Own: pieces(2)},
			written: level.Written{Stock: pieces(15), Supplier: pieces(10)}, want: 12,
		},
		{
			name: "supplier unknown, own rises", figures: level.Figures{Own: pieces(9)},
			written: level.Written{Stock: pieces(15), Supplier: pieces(10)}, want: 15,
		},
		{
			name: "no supplier at all", figures: level.Figures{Own: pieces(9)},
			change: func(s *rules.Stock) { s.SupplierField = "" }, want: 9,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := rules.Default().Stock
			if c.change != nil {
				c.change(&s)
			}
			got, unknown := level.Of(c.figures, c.written, s)
			if got != *pieces(c.want) || unknown != c.unknown {
				t.Errorf("%d %q, want %v %q", got, unknown, c.want, c.unknown)
			}
		})
	}
}

func TestSupplier(t *testing.T) {
	t.Parallel()
	s := rules.Default().Stock
	s.SupplierWords = map[string]int{">10": 10, "Da": 5}
	never := s
	never.EmptySupplierIsZero = false
	for _, c := range []struct {
		name  string
		extra map[string]string
		rules rules.Stock
		want  *int64
		words string
	}{
		{"a number", map[string]string{"PROSTO_C9": "12"}, s, pieces(12), ""},
		{"with a comma", map[string]string{"PROSTO_C9": " 12,5 "}, s, pieces(12.5), ""},
		{"empty is none", map[string]string{"PROSTO_C9": "  "}, s, pieces(0), ""},
		{"empty is unknown", map[string]string{"PROSTO_C9": ""}, never, nil, ""},
		{"not returned is unknown", map[string]string{"PROSTO_C1": "12"}, s, nil, ""},
		{"a word of the table", map[string]string{"PROSTO_C9": ">10"}, s, pieces(10), ""},
		{"in other letters", map[string]string{"PROSTO_C9": "DA"}, s, pieces(5), ""},
		{"a word nobody explained", map[string]string{"PROSTO_C9": "kmalu"}, s, nil, "kmalu"},
		{"more than there can be", map[string]string{"PROSTO_C9": "99999999999999"}, s, nil, "99999999999999"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, words := level.Supplier(c.extra, c.rules)
			if (got == nil) != (c.want == nil) || (got != nil && *got != *c.want) || words != c.words {
				t.Errorf("%v %q, want %v %q", got, words, c.want, c.words)
			}
		})
	}
}

// FuzzLevel: whatever VASCO says, the shop gets no negative stock and never more
// than supplier and own together.
func FuzzLevel(f *testing.F) {
	f.Add("10", "2.5", "1", int64(3000), 1, true)
	f.Add(">10", "-4", "", int64(-1), 0, false)
	f.Fuzz(func(t *testing.T, supplier, own, ordered string, pending int64, buffer int, fractions bool) {
		s := rules.Default().Stock
		s.Buffer, s.Fractions, s.SubtractOrdered = min(max(buffer, 0), 1_000_000), fractions, true
		number := func(text string) *int64 {
			d, err := decimal.NewFromString(text)
			if err != nil || len(text) > 40 || d.Exponent() > 40 || d.Exponent() < -40 {
				return nil
			}
			return level.Thousandths(&d)
		}
		figures := level.Figures{Own: number(own), Ordered: number(ordered), Pending: pending}
		figures.Supplier, _ = level.Supplier(map[string]string{"PROSTO_C9": supplier}, s)
		got, unknown := level.Of(figures, level.Written{}, s)
		if got < 0 || (unknown == "" && got > max(0, *figures.Supplier+*figures.Own)) || (!fractions && got%level.Piece != 0) {
			t.Errorf("%q and %q make %d", supplier, own, got)
		}
	})
}
