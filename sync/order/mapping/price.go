package mapping

import (
	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/vasco"
)

var hundred = decimal.NewFromInt(100)

// precision of divisions before a price is rounded to its decimals.
const precision = 16

// priced rounds unit prices so that VASCO's total is the shop's: to two
// decimals as in the brief where that does it, else to four, up to six. Where
// no number of decimals does, the smallest difference is taken, and of equal
// ones the fewest decimals.
//
// Two sources are tried for each: the line's net as the shop rounded it, which
// reads best, and its gross divided by the rate. The shop rounds tax on every
// line, VASCO (by rate) only once, and over many lines the second comes closer.
func priced(items []item, profile vasco.Profile, shopTotal decimal.Decimal) Result {
	best := Result{}
	for _, decimals := range []int32{2, 4, 5, 6} {
		for _, source := range []func(item) decimal.Decimal{fromNet, fromGross} {
			lines := make([]vasco.Line, len(items))
			for i, it := range items {
				lines[i] = it.line(decimals, source)
			}
			gross := profile.Gross(lines)
			candidate := Result{
				Document: vasco.Document{Lines: lines}, ShopTotal: shopTotal, Gross: gross,
				Difference: shopTotal.Sub(gross), Decimals: decimals,
			}
			if candidate.Difference.IsZero() {
				return candidate
			}
			if best.Document.Lines == nil || candidate.Difference.Abs().LessThan(best.Difference.Abs()) {
				best = candidate
			}
		}
	}
	return best
}

func fromNet(it item) decimal.Decimal { return it.total }

func fromGross(it item) decimal.Decimal {
	return it.gross.DivRound(decimal.NewFromInt(1).Add(it.rate.Div(hundred)), precision)
}

// line prices the item with a net total taken from source.
func (it item) line(decimals int32, source func(item) decimal.Decimal) vasco.Line {
	net := source(it)
	line := vasco.Line{
		ArticleCode: it.article, Name: it.name, Quantity: it.quantity, NoDiscount: it.noDiscount,
		VATCode: it.code, VATRate: it.rate, UnitPrice: net.DivRound(it.quantity, precision).Round(decimals),
	}
	if it.noDiscount || it.subtotal.Equal(it.total) || it.subtotal.IsZero() {
		return line
	}
	if unit, percent, ok := it.discount(decimals); ok {
		line.UnitPrice, line.Discount = unit, percent
	}
	return line
}

// discount finds the price before it and the per cent of it that come to the
// line's net; when no per cent does, the line is sent with its net price.
func (it item) discount(decimals int32) (unit, percent decimal.Decimal, ok bool) {
	exact := hundred.Sub(it.total.Mul(hundred).DivRound(it.subtotal, precision))
	if exact.IsNegative() || exact.GreaterThan(hundred) {
		return unit, percent, false
	}
	for _, places := range []int32{0, 1, 2, 4} {
		percent = exact.Round(places)
		unit = it.subtotal.DivRound(it.quantity, precision).Round(decimals)
		candidate := vasco.Line{Quantity: it.quantity, UnitPrice: unit, Discount: percent}
		if candidate.Net().Round(2).Equal(it.total) {
			return unit, percent, true
		}
	}
	return unit, percent, false
}
