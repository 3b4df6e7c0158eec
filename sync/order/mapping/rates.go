package mapping

import (
	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/woo"
)

// rates are the order's tax rates in per cent, by their id, as far as the shop
// tells them.
type rates map[int64]decimal.Decimal

func ratesOf(o *woo.Order) rates {
	all := make(rates, len(o.TaxLines))
	for _, line := range o.TaxLines {
		if line.RatePercent != nil {
			all[line.RateID] = *line.RatePercent
		}
	}
	return all
}

// taxed is what of a line decides about its VAT.
type taxed struct {
	name     string
	net, tax decimal.Decimal
	taxes    []woo.LineTax
	// class is the shop's tax class; exempt says that the line is not taxed at all,
	// unknown that the shop does not tell whether it is.
	class           string
	exempt, unknown bool
}

var halfCent = decimal.New(5, -3)

// of is the rate a line was taxed with: the one its tax is not zero for. It is
// never guessed from amounts: tax without a known rate is a *Reason. A line too
// small for a cent of tax has the rate it lists, unless it is not taxed at all.
func (known rates) of(line taxed) (rate decimal.Decimal, several bool, err error) {
	found := 0
	for _, tax := range line.taxes {
		if tax.Total.IsZero() {
			continue
		}
		if rate = known[tax.ID]; !rate.IsPositive() {
			return rate, false, rateUnknown(line.name)
		}
		found++
	}
	switch {
	case found > 0:
		return rate, found > 1, nil
	case !line.tax.IsZero():
		return rate, false, rateUnknown(line.name)
	case line.exempt:
		return decimal.Zero, false, nil // Whatever rates it lists.
	}
	for _, tax := range line.taxes {
		listed := known[tax.ID]
		// With tax included, 0.10 at 5 % is a net of 0.0952 and a tax of 0.0048.
		least := line.net.Abs().Sub(halfCent)
		if listed.IsPositive() && least.Mul(listed).Shift(-2).LessThan(halfCent) {
			return listed, false, nil
		}
	}
	return decimal.Zero, false, nil
}

// rateUnknown: there is tax on the line, and the order does not tell at which rate.
func rateUnknown(line string) *Reason {
	return &Reason{VATRateUnmapped, map[string]string{"line": line, "unknown": "true"}}
}

// share is the part of a service that was taxed with one rate.
type share struct{ net, tax, rate decimal.Decimal }

// split tells from the taxes how much was taxed with each rate; the last takes
// what rounding leaves.
func split(known rates, line taxed) []share {
	var shares []share
	rest := line.net
	for _, tax := range line.taxes {
		if tax.Total.IsZero() {
			continue
		}
		rate := known[tax.ID]
		net := tax.Total.Mul(hundred).DivRound(rate, 2)
		rest = rest.Sub(net)
		shares = append(shares, share{net, tax.Total.Decimal, rate})
	}
	last := &shares[len(shares)-1]
	last.net = last.net.Add(rest)
	return shares
}
