package mapping

import (
	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/woo"
)

// item is a line before its unit price is rounded.
type item struct {
	article  string
	name     string
	quantity decimal.Decimal
	// before and after discount, net, for the whole line, as the shop rounded them.
	subtotal, total decimal.Decimal
	// gross after discount, as the shop rounded it.
	gross      decimal.Decimal
	rate       decimal.Decimal
	code       int
	noDiscount bool
	// lineID is the shop's of a line of goods.
	lineID int64
}

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
}

func itemsOf(in Input) ([]item, error) {
	known := ratesOf(in.Order)
	var items []item
	for _, line := range in.Order.LineItems {
		if line.Quantity.IsZero() {
			continue // Taken off the order altogether.
		}
		it, err := goods(in, known, line)
		if err != nil {
			return nil, err
		}
		items = append(items, it)
	}
	for _, line := range in.Order.ShippingLines {
		ship := taxed{in.Settings.ShippingName, line.Total.Decimal, line.TotalTax.Decimal, line.Taxes}
		more, err := service(in, known, in.Settings.ShippingArticle, ship)
		if err != nil {
			return nil, err
		}
		items = append(items, more...)
	}
	for _, line := range in.Order.FeeLines {
		name := line.Name
		if name == "" {
			name = in.Settings.FeeName
		}
		fee := taxed{name, line.Total.Decimal, line.TotalTax.Decimal, line.Taxes}
		more, err := service(in, known, in.Settings.FeeArticle, fee)
		if err != nil {
			return nil, err
		}
		items = append(items, more...)
	}
	return items, nil
}

func goods(in Input, known rates, line woo.LineItem) (item, error) {
	code := in.article(line)
	if code == "" {
		return item{}, &Reason{ArticleCodeMissing, LineParams(line)}
	}
	rate, several, err := known.of(taxed{line.Name, line.Total.Decimal, line.TotalTax.Decimal, line.Taxes})
	if err != nil {
		return item{}, err
	}
	if several {
		return item{}, &Reason{VATRateUnmapped, map[string]string{"line": line.Name, "several": "true"}}
	}
	vat, err := codeOf(in, rate, line.Name)
	if err != nil {
		return item{}, err
	}
	return item{
		lineID: line.ID, article: code, name: line.Name, quantity: line.Quantity,
		subtotal: line.Subtotal.Decimal, total: line.Total.Decimal, gross: line.Total.Add(line.TotalTax.Decimal), rate: rate, code: vat,
	}, nil
}

var halfCent = decimal.New(5, -3)

// of is the rate a line was taxed with: the one its tax is not zero for. It is
// never guessed from amounts: tax without a known rate is a *Reason. A line too
// small for a cent of tax has the rate it lists.
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

func codeOf(in Input, rate decimal.Decimal, line string) (int, error) {
	for text, code := range in.Settings.VATCodes {
		mapped, err := decimal.NewFromString(text)
		if err == nil && mapped.Equal(rate) {
			return code, nil
		}
	}
	return 0, &Reason{VATRateUnmapped, map[string]string{"rate": rate.String(), "line": line}}
}

// service makes the lines of shipping or a fee, one for each rate it was taxed
// with; nothing for one that is free.
func service(in Input, known rates, article string, line taxed) ([]item, error) {
	if line.net.IsZero() && line.tax.IsZero() {
		return nil, nil
	}
	if article == "" {
		return nil, &Reason{ArticleCodeMissing, map[string]string{"product": line.name, "productId": "", "sku": ""}}
	}
	rate, several, err := known.of(line)
	if err != nil {
		return nil, err
	}
	shares := []share{{line.net, line.tax, rate}}
	if several {
		shares = split(known, line)
	}
	items := make([]item, 0, len(shares))
	for _, s := range shares {
		code, err := codeOf(in, s.rate, line.name)
		if err != nil {
			return nil, err
		}
		items = append(items, item{
			article: article, name: line.name, quantity: decimal.NewFromInt(1), subtotal: s.net, total: s.net,
			gross: s.net.Add(s.tax), rate: s.rate, code: code, noDiscount: true,
		})
	}
	return items, nil
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
