package vasco

import "github.com/shopspring/decimal"

var hundred = decimal.NewFromInt(100)

// Net is quantity × price × (1 − discount), unrounded.
func (l Line) Net() decimal.Decimal {
	net := l.Quantity.Mul(l.UnitPrice)
	if l.NoDiscount || l.Discount.IsZero() {
		return net
	}
	return net.Mul(hundred.Sub(l.Discount)).Div(hundred)
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

func tax(net, rate decimal.Decimal) decimal.Decimal { return net.Mul(rate).Div(hundred) }

func grossPerLine(lines []Line) decimal.Decimal {
	total := decimal.Zero
	for _, l := range lines {
		net := l.Net().Round(2)
		total = total.Add(net).Add(tax(net, l.VATRate).Round(2))
	}
	return total
}

func grossUnrounded(lines []Line) decimal.Decimal {
	total := decimal.Zero
	for _, l := range lines {
		net := l.Net()
		total = total.Add(net).Add(tax(net, l.VATRate))
	}
	return total.Round(2)
}

func grossPerRate(lines []Line) decimal.Decimal {
	// Keyed by the rate's text: 9.5 and 9.50 are one rate.
	nets := make(map[string]decimal.Decimal)
	rates := make(map[string]decimal.Decimal)
	for _, l := range lines {
		key := l.VATRate.String()
		nets[key] = nets[key].Add(l.Net())
		rates[key] = l.VATRate
	}
	total := decimal.Zero
	for key, net := range nets {
		net = net.Round(2)
		total = total.Add(net).Add(tax(net, rates[key]).Round(2))
	}
	return total
}
