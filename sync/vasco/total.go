package vasco

import "github.com/shopspring/decimal"

// cents is how many decimals money has in a document.
const cents = 2

var hundred = decimal.NewFromInt(100)

// Net is quantity × price × (1 − discount), unrounded.
func (l Line) Net() decimal.Decimal {
	net := l.Quantity.Mul(l.UnitPrice)
	if l.NoDiscount || l.Discount.IsZero() {
		return net
	}
	return net.Mul(hundred.Sub(l.Discount)).Shift(-2)
}

// Gross is what VASCO will say the lines come to, with tax, by the profile's
// rounding. Halves round away from zero.
func (p Profile) Gross(lines []Line) decimal.Decimal {
	switch p.Rounding {
	case RoundPerLine:
		return grossPerLine(lines)
	case RoundNot:
		return grossUnrounded(lines)
	default:
		return grossPerRate(lines)
	}
}

// tax is exact: a hundredth is a shift, not a division.
func tax(net, rate decimal.Decimal) decimal.Decimal { return net.Mul(rate).Shift(-2) }

func grossPerLine(lines []Line) decimal.Decimal {
	total := decimal.Zero
	for _, l := range lines {
		net := l.Net().Round(cents)
		total = total.Add(net).Add(tax(net, l.VATRate).Round(cents))
	}
	return total
}

func grossUnrounded(lines []Line) decimal.Decimal {
	total := decimal.Zero
	for _, l := range lines {
		net := l.Net()
		total = total.Add(net).Add(tax(net, l.VATRate))
	}
	return total.Round(cents)
}

func grossPerRate(lines []Line) decimal.Decimal {
	// Keyed by the rate's text, which has no trailing zeros: 9.5 and 9.50 are one rate.
	nets := make(map[string]decimal.Decimal)
	rates := make(map[string]decimal.Decimal)
	for _, l := range lines {
		key := l.VATRate.String()
		nets[key] = nets[key].Add(l.Net())
		rates[key] = l.VATRate
	}
	total := decimal.Zero
	for key, net := range nets {
		net = net.Round(cents)
		total = total.Add(net).Add(tax(net, rates[key]).Round(cents))
	}
	return total
}
