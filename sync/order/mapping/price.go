package mapping

import (
	"slices"

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
// Where VASCO rounds every line as well, cents add up that neither can help: if
// they are more than the tolerance, each line takes what those before it left.
// Over three rates and more they can add up too: one rate then takes another's.
func priced(items []item, profile vasco.Profile, shopTotal, tolerance decimal.Decimal) Result {
	best := Result{}
	better := func(lines []vasco.Line, decimals int32) bool {
		gross := profile.Gross(lines)
		difference := shopTotal.Sub(gross)
		if best.Document.Lines == nil || difference.Abs().LessThan(best.Difference.Abs()) {
			best = Result{
				Document: vasco.Document{Lines: lines}, ShopTotal: shopTotal, Gross: gross, Difference: difference, Decimals: decimals,
			}
		}
		return best.Difference.IsZero()
	}
	for _, decimals := range []int32{2, 4, 5, 6} {
		if better(linesOf(items, decimals, fromNet), decimals) || better(linesOf(items, decimals, fromGross), decimals) {
			return best
		}
	}
	switch {
	case best.Difference.Abs().LessThanOrEqual(tolerance):
	case profile.Rounding == vasco.RoundPerLine:
		better(carried(items, profile), carriedDecimals)
	case severalRates(items):
		better(nudged(items, profile), carriedDecimals)
	}
	return best
}

func linesOf(items []item, decimals int32, source func(item) decimal.Decimal) []vasco.Line {
	lines := make([]vasco.Line, len(items))
	for i, it := range items {
		lines[i] = it.line(decimals, source)
	}
	return lines
}

// carriedDecimals let a price come to any cent of its line.
const carriedDecimals = 6

// carried prices line after line, each for its gross and what VASCO's rounding
// left of those before it: no line is off by more than a cent or two, nor is the
// sum. A present stays one.
func carried(items []item, profile vasco.Profile) []vasco.Line {
	lines := make([]vasco.Line, len(items))
	left := decimal.Zero
	for i, it := range items {
		if !it.gross.IsZero() {
			it.gross = it.gross.Add(left)
		}
		lines[i] = it.line(carriedDecimals, fromGross)
		left = left.Add(items[i].gross).Sub(profile.Gross(lines[i : i+1]))
	}
	return lines
}

// severalRates: over one or two the cents stay within what is usual.
func severalRates(items []item) bool {
	rates := make(map[string]bool)
	for _, it := range items {
		rates[it.rate.String()] = true
	}
	return len(rates) > 2
}

// nudged moves the last line of a rate by a cent where that brings the sum closer
// to the lines': VASCO may have no net for the gross of one rate, and for another's
// it has. What the shop's total is off by stays.
func nudged(items []item, profile vasco.Profile) []vasco.Line {
	lines := linesOf(items, carriedDecimals, fromGross)
	sum := decimal.Zero
	for _, it := range items {
		sum = sum.Add(it.gross)
	}
	left := sum.Sub(profile.Gross(lines))
	done := make(map[string]bool)
	for i, it := range slices.Backward(items) {
		if done[it.rate.String()] || it.gross.IsZero() {
			continue
		}
		done[it.rate.String()] = true
		before := lines[i]
		it.gross = it.gross.Add(decimal.New(int64(left.Sign()), -2))
		lines[i] = it.line(carriedDecimals, fromGross)
		if closer := sum.Sub(profile.Gross(lines)); closer.Abs().LessThan(left.Abs()) {
			left = closer
		} else {
			lines[i] = before
		}
	}
	return lines
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
	if unit, percent, ok := it.discount(decimals, net); ok {
		line.UnitPrice, line.Discount = unit, percent
	}
	return line
}

// discount finds the per cent that comes from the price before it to the line's
// net as the shop shows it, and the price that with it comes to net; when no per
// cent does, the line is sent with its net price. The price in two decimals is the
// shop's own where its net is; with more, parts of cents do not add up over lines.
func (it item) discount(decimals int32, net decimal.Decimal) (unit, percent decimal.Decimal, ok bool) {
	exact := hundred.Sub(it.total.Mul(hundred).DivRound(it.subtotal, precision))
	if exact.IsNegative() || exact.GreaterThan(hundred) {
		return unit, percent, false
	}
	for _, places := range []int32{0, 1, 2, 4} {
		percent = exact.Round(places)
		unit = it.subtotal.DivRound(it.quantity, precision).Round(decimals)
		candidate := vasco.Line{Quantity: it.quantity, UnitPrice: unit, Discount: percent}
		if !candidate.Net().Round(2).Equal(it.total) {
			continue
		}
		if paid := it.quantity.Mul(hundred.Sub(percent)); (decimals > 2 || !net.Equal(it.total)) && !paid.IsZero() {
			unit = net.Mul(hundred).DivRound(paid, precision).Round(decimals)
		}
		return unit, percent, true
	}
	return unit, percent, false
}
