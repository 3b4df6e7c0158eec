package woosim

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// The shop's prices include tax. It keeps nets with six decimals, rounds the
// tax of every line to cents, and shows both with two, as the recorded orders do.
var hundred = decimal.NewFromInt(100)

const (
	cents = 2
	exact = 6
)

// amounts are a line's net and tax. What is not rounded has six decimals.
type amounts struct{ net, tax decimal.Decimal }

// included takes the tax out of a gross amount.
func included(gross, rate decimal.Decimal) amounts {
	net := gross.Mul(hundred).DivRound(hundred.Add(rate), exact)
	return amounts{net: net, tax: gross.Sub(net)}
}

// excluded puts the tax on a net amount.
func excluded(net, rate decimal.Decimal) amounts {
	return amounts{net: net, tax: net.Mul(rate).DivRound(hundred, exact)}
}

func (a amounts) add(b amounts) amounts { return amounts{a.net.Add(b.net), a.tax.Add(b.tax)} }
func (a amounts) sub(b amounts) amounts { return amounts{a.net.Sub(b.net), a.tax.Sub(b.tax)} }

// rounded is what counts in sums.
func (a amounts) rounded() amounts { return amounts{a.net.Round(cents), a.tax.Round(cents)} }

func money(d decimal.Decimal) string { return d.StringFixed(cents) }

// amountOf reads an amount of our own or of a client; what is none is zero.
func amountOf(value any) decimal.Decimal {
	switch v := value.(type) {
	case string:
		if len(v) > 40 || strings.ContainsAny(v, "eE") {
			return decimal.Zero
		}
		d, err := decimal.NewFromString(strings.TrimSpace(v))
		if err != nil {
			return decimal.Zero
		}
		return d
	case float64:
		return decimal.NewFromFloat(v)
	case int64:
		return decimal.NewFromInt(v)
	case int:
		return decimal.NewFromInt(int64(v))
	default:
		return decimal.Zero
	}
}

// rate ids as the recorded shop has them.
const (
	rateStandard = 1
	rateReduced  = 2

	reducedClass = "znizana-stopnja"
)

type taxRate struct {
	id      int64
	percent decimal.Decimal
	code    string
	label   string
}

var taxRates = map[string]taxRate{
	"":           {rateStandard, decimal.NewFromInt(22), "SI-DDV 22 %-1", "DDV 22 %"},
	reducedClass: {rateReduced, decimal.RequireFromString("9.5"), "SI-DDV 9,5 %-1", "DDV 9,5 %"},
}

func rateOf(class string) taxRate {
	if r, ok := taxRates[class]; ok {
		return r
	}
	return taxRates[""]
}

// coupon takes per cents off, or a fixed amount off the whole cart.
type coupon struct {
	id      int64
	code    string
	percent int64
	fixed   decimal.Decimal
}

// coupons are those of the recorded shop.
var coupons = []coupon{{id: 90, code: "pomlad10", percent: 10}, {id: 91, code: "minus5", fixed: decimal.NewFromInt(5)}}

func couponOf(code string) (coupon, bool) {
	at := slices.IndexFunc(coupons, func(c coupon) bool { return strings.EqualFold(c.code, code) })
	if at < 0 {
		return coupon{}, false
	}
	return coupons[at], true
}

// off is what a coupon takes off each line, in gross cents.
func (c coupon) off(lines []cartLine) []decimal.Decimal {
	all := make([]decimal.Decimal, len(lines))
	var pieces int64
	for _, l := range lines {
		pieces += l.quantity
	}
	for i, l := range lines {
		switch {
		case c.percent > 0:
			all[i] = l.gross.Mul(decimal.NewFromInt(c.percent)).Div(hundred).Round(cents)
		case pieces > 0: // A fixed amount is shared out by pieces.
			all[i] = decimal.Min(l.gross, c.fixed.Mul(decimal.NewFromInt(l.quantity)).DivRound(decimal.NewFromInt(pieces), cents))
		}
	}
	return all
}
