package order

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/task"
	"github.com/kiwwwi/vasco/sync/woo"
)

// charge is what was charged, or given back, at one VAT rate.
type charge struct {
	Net decimal.Decimal `json:"net"`
	Tax decimal.Decimal `json:"tax"`
}

func (c charge) plus(other charge) charge {
	return charge{c.Net.Add(other.Net), c.Tax.Add(other.Tax)}
}

func (c charge) neg() charge { return charge{c.Net.Neg(), c.Tax.Neg()} }

// unknownRate stands for a rate the shop does not tell.
const unknownRate = "?"

// chargesOf adds an order's lines up by their rates.
func chargesOf(o *woo.Order) map[string]charge {
	return charges(o.LineItems, o.ShippingLines, o.FeeLines, o.TaxLines)
}

func charges(items []woo.LineItem, shipping []woo.ShipLine, fees []woo.FeeLine, rates []woo.TaxLine) map[string]charge {
	sums := make(map[string]charge)
	add := func(net decimal.Decimal, taxes []woo.LineTax) {
		var charged []woo.LineTax
		for _, tax := range taxes {
			if !tax.Total.IsZero() {
				charged = append(charged, tax)
			}
		}
		rate := "0"
		for i, tax := range charged {
			if i > 0 {
				net = decimal.Zero // Of a line with several rates the first has the net.
			}
			rate = rateOf(rates, tax.ID)
			sums[rate] = sums[rate].plus(charge{net, tax.Total.Decimal})
		}
		if len(charged) == 0 && !net.IsZero() {
			sums[rate] = sums[rate].plus(charge{Net: net})
		}
	}
	for _, l := range items {
		add(l.Total.Decimal, l.Taxes)
	}
	for _, l := range shipping {
		add(l.Total.Decimal, l.Taxes)
	}
	for _, l := range fees {
		add(l.Total.Decimal, l.Taxes)
	}
	return sums
}

func rateOf(rates []woo.TaxLine, id int64) string {
	for _, line := range rates {
		if line.RateID == id && line.RatePercent != nil {
			return line.RatePercent.String()
		}
	}
	return unknownRate
}

// minus is what one map of charges has more than another.
func minus(a, b map[string]charge) map[string]charge {
	left := maps.Clone(a)
	if left == nil {
		left = make(map[string]charge, len(b))
	}
	for rate, c := range b {
		left[rate] = left[rate].plus(c.neg())
	}
	return left
}

// amountsOf lists charges for a person, the highest rate first.
func amountsOf(sums map[string]charge) []task.Amount {
	all := make([]task.Amount, 0, len(sums))
	for rate, c := range sums {
		if c.Net.IsZero() && c.Tax.IsZero() {
			continue
		}
		amount := task.Amount{Gross: c.Net.Add(c.Tax)}
		if percent, err := decimal.NewFromString(rate); err == nil {
			amount.Rate, amount.Net, amount.Tax = &percent, &c.Net, &c.Tax
		}
		all = append(all, amount)
	}
	slices.SortFunc(all, func(a, b task.Amount) int { return cmp.Or(compareRates(b.Rate, a.Rate), a.Gross.Cmp(b.Gross)) })
	return all
}

func compareRates(a, b *decimal.Decimal) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return a.Cmp(*b)
}

// withoutRates is an amount of which nobody knows the rates.
func withoutRates(gross decimal.Decimal) []task.Amount {
	if gross.IsZero() {
		return nil
	}
	return []task.Amount{{Gross: gross}}
}
