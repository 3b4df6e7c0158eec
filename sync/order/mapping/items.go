package mapping

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
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

// maker makes items of an order's lines.
type maker struct {
	in    Input
	known rates
	sale  sale
	items []item
}

func itemsOf(in Input) ([]item, error) {
	kind, country := KindOf(in.Order, in.Settings)
	m := maker{in: in, known: ratesOf(in.Order), sale: sale{country, kind}}
	for _, line := range m.bundled(in.Order.LineItems) {
		if err := m.goods(line); err != nil {
			return nil, err
		}
	}
	for _, line := range in.Order.ShippingLines {
		if err := m.shipping(line); err != nil {
			return nil, err
		}
	}
	for _, line := range in.Order.FeeLines {
		if err := m.fee(line); err != nil {
			return nil, err
		}
	}
	return m.items, m.giftCard()
}

func (m *maker) goods(line woo.LineItem) error {
	code := m.in.article(line)
	if code == "" {
		return &Reason{ArticleCodeMissing, LineParams(line)}
	}
	of := taxed{
		name: line.Name, net: line.Total.Decimal, tax: line.TotalTax.Decimal, taxes: line.Taxes, class: line.TaxClass,
		exempt: slices.Contains(m.in.Untaxed, productID(line)) && line.HasNoTax(),
	}
	rate, several, err := m.known.of(of)
	if err != nil {
		return err
	}
	if several {
		return &Reason{VATRateUnmapped, map[string]string{"line": line.Name, "several": "true"}}
	}
	vat, err := m.codeOf(of, rate)
	if err != nil {
		return err
	}
	m.items = append(m.items, item{
		lineID: line.ID, article: code, name: line.Name, quantity: line.Quantity, subtotal: line.Subtotal.Decimal, total: line.Total.Decimal,
		gross: line.Total.Add(line.TotalTax.Decimal), rate: rate, code: vat,
	})
	return nil
}

func (m *maker) codeOf(line taxed, rate decimal.Decimal) (int, error) {
	of, err := m.sale.ofLine(m.in, line, rate)
	if err != nil {
		return 0, err
	}
	return of.codeOf(m.in.Settings, rate, line.name)
}

func (m *maker) shipping(line woo.ShipLine) error {
	s := m.in.Settings
	article := shippingArticle(s, line)
	of := taxed{name: s.ShippingName, net: line.Total.Decimal, tax: line.TotalTax.Decimal, taxes: line.Taxes}
	of.status(line.TaxStatus)
	if of.net.IsZero() && of.tax.IsZero() && !s.SendFreeShipping {
		return nil
	}
	if article == "" {
		return &Reason{ArticleCodeMissing, map[string]string{"product": of.name, "productId": "", "sku": ""}}
	}
	return m.service(article, of)
}

// fee makes the line of a fee, which may be negative.
func (m *maker) fee(line woo.FeeLine) error {
	s := m.in.Settings
	of := taxed{name: line.Name, net: line.Total.Decimal, tax: line.TotalTax.Decimal, taxes: line.Taxes, class: line.TaxClass}
	of.status(line.TaxStatus)
	if of.name == "" {
		of.name = s.FeeName
	}
	if of.net.IsZero() && of.tax.IsZero() {
		return nil
	}
	article := namedArticle(s.FeeArticles, line.Name, s.FeeArticle)
	if article == "" {
		return &Reason{FeeUnmapped, map[string]string{"fee": of.name}}
	}
	return m.service(article, of)
}

// status takes what the shop says about the taxing of shipping or a fee. Where it
// says nothing, no tax is what it says.
func (line *taxed) status(text string) { line.exempt, line.unknown = text == "none", text == "" }

// service makes the lines of shipping or a fee, one for each rate it was taxed with.
func (m *maker) service(article string, line taxed) error {
	rate, several, err := m.known.of(line)
	if err != nil {
		return err
	}
	shares := []share{{line.net, line.tax, rate}}
	if several {
		shares = split(m.known, line)
	}
	for _, s := range shares {
		code, err := m.codeOf(line, s.rate)
		if err != nil {
			return err
		}
		m.items = append(m.items, item{
			article: article, name: line.name, quantity: decimal.NewFromInt(1), subtotal: s.net, total: s.net,
			gross: s.net.Add(s.tax), rate: s.rate, code: code, noDiscount: true,
		})
	}
	return nil
}

// giftCard makes the negative line of what was paid with gift cards, where they
// are lines: without VAT, because the goods have theirs.
func (m *maker) giftCard() error {
	paid := m.in.paidByCard(m.items)
	if !paid.IsPositive() || m.in.Settings.GiftCards != rules.GiftCardLine {
		return nil
	}
	name := giftCardName
	code, err := m.sale.exempt().codeOf(m.in.Settings, decimal.Zero, name)
	if err != nil {
		return err
	}
	net := paid.Neg()
	m.items = append(m.items, item{
		article: m.in.Settings.GiftCardArticle, name: name, quantity: decimal.NewFromInt(1), subtotal: net, total: net, gross: net, code: code, noDiscount: true,
	})
	return nil
}
