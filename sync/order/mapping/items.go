package mapping

import (
	"strconv"

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
}

// rates are the order's tax rates in per cent, by their id.
type rates map[int64]decimal.Decimal

func ratesOf(o *woo.Order) rates {
	all := make(rates, len(o.TaxLines))
	for _, line := range o.TaxLines {
		all[line.RateID] = line.RatePercent
	}
	return all
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
		name := in.Settings.ShippingName
		more, err := service(in, known, in.Settings.ShippingArticle, name, line.Total.Decimal, line.TotalTax.Decimal, line.Taxes)
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
		more, err := service(in, known, in.Settings.FeeArticle, name, line.Total.Decimal, line.TotalTax.Decimal, line.Taxes)
		if err != nil {
			return nil, err
		}
		items = append(items, more...)
	}
	return items, nil
}

func goods(in Input, known rates, line woo.LineItem) (item, error) {
	id := line.VariationID
	if id == 0 {
		id = line.ProductID
	}
	article, ok := in.Articles[id]
	if !ok || article == "" {
		return item{}, &Reason{ArticleCodeMissing, map[string]string{
			"product": line.Name, "productId": strconv.FormatInt(id, 10), "sku": line.SKU,
		}}
	}
	rate, several := rateOf(known, line.Total.Decimal, line.Taxes)
	if several {
		return item{}, &Reason{VATRateUnmapped, map[string]string{"line": line.Name, "several": "true"}}
	}
	code, err := codeOf(in, rate, line.Name)
	if err != nil {
		return item{}, err
	}
	return item{
		article: article, name: line.Name, quantity: line.Quantity,
		subtotal: line.Subtotal.Decimal, total: line.Total.Decimal, gross: line.Total.Add(line.TotalTax.Decimal), rate: rate, code: code,
	}, nil
}

// rateOf is the rate a line was taxed with: the one its tax is not zero for.
// It is never guessed from amounts. A line too small for a cent of tax has the
// rate it lists.
func rateOf(known rates, net decimal.Decimal, taxes []woo.LineTax) (rate decimal.Decimal, several bool) {
	found := 0
	for _, tax := range taxes {
		if !tax.Total.IsZero() {
			rate = known[tax.ID]
			found++
		}
	}
	if found > 0 {
		return rate, found > 1
	}
	for _, tax := range taxes {
		listed := known[tax.ID]
		if listed.IsPositive() && net.Mul(listed).Shift(-2).Round(2).IsZero() {
			return listed, false
		}
	}
	return decimal.Zero, false
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
func service(in Input, known rates, article, name string, total, totalTax decimal.Decimal, taxes []woo.LineTax) ([]item, error) {
	if total.IsZero() && totalTax.IsZero() {
		return nil, nil
	}
	if article == "" {
		return nil, &Reason{ArticleCodeMissing, map[string]string{"product": name, "productId": "", "sku": ""}}
	}
	var shares []share
	if rate, several := rateOf(known, total, taxes); several {
		shares = split(known, total, taxes)
	} else {
		shares = append(shares, share{total, totalTax, rate})
	}
	items := make([]item, 0, len(shares))
	for _, s := range shares {
		code, err := codeOf(in, s.rate, name)
		if err != nil {
			return nil, err
		}
		items = append(items, item{
			article: article, name: name, quantity: decimal.NewFromInt(1), subtotal: s.net, total: s.net,
			gross: s.net.Add(s.tax), rate: s.rate, code: code, noDiscount: true,
		})
	}
	return items, nil
}

// share is the part of a service that was taxed with one rate.
type share struct{ net, tax, rate decimal.Decimal }

// split tells from the taxes how much was taxed with each rate; the last takes
// what rounding leaves.
func split(known rates, total decimal.Decimal, taxes []woo.LineTax) []share {
	var shares []share
	rest := total
	for _, tax := range taxes {
		rate := known[tax.ID]
		if tax.Total.IsZero() || rate.IsZero() {
			continue
		}
		net := tax.Total.Mul(decimal.NewFromInt(100)).DivRound(rate, 2)
		rest = rest.Sub(net)
		shares = append(shares, share{net, tax.Total.Decimal, rate})
	}
	if len(shares) > 0 {
		shares[len(shares)-1].net = shares[len(shares)-1].net.Add(rest)
	}
	return shares
}
