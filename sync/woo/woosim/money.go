package woosim

import "github.com/shopspring/decimal"

// The shop's prices include tax. It rounds the tax of every line to cents and
// what is left is the net, as the recorded orders show.
var hundred = decimal.NewFromInt(100)

// amounts are a line's net and tax.
type amounts struct{ net, tax decimal.Decimal }

func included(gross, rate decimal.Decimal) amounts {
	tax := gross.Mul(rate).DivRound(hundred.Add(rate), 10).Round(2)
	return amounts{net: gross.Sub(tax), tax: tax}
}

func money(d decimal.Decimal) string { return d.StringFixed(2) }

// rate ids as the recorded shop has them.
const (
	rateStandard = 1
	rateReduced  = 2
)

type taxRate struct {
	id      int64
	percent decimal.Decimal
	code    string
	label   string
}

var taxRates = map[string]taxRate{
	"":                {rateStandard, decimal.NewFromInt(22), "SI-DDV 22 %-1", "DDV 22 %"},
	"znizana-stopnja": {rateReduced, decimal.RequireFromString("9.5"), "SI-DDV 9,5 %-1", "DDV 9,5 %"},
}

func rateOf(class string) taxRate {
	if r, ok := taxRates[class]; ok {
		return r
	}
	return taxRates[""]
}
