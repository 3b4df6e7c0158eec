package order_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// randomCart is an order of the simulated shop with peculiarities.
type randomCart struct {
	id     int64
	random *rand.Rand
	order  map[string]any
	// total is the shop's; card was paid with a gift card and is missing from it.
	total, card, refunded decimal.Decimal
	features              []string
	// must are reasons of which one is certain to hold it up, may are possible ones.
	must, may []mapping.ReasonCode
}

var cartGoods = []string{"SI-1014", "SI-1002", "PWH-1", "SI-1043", "SI-1051", "SI-1062"}

// placeCart places a random cart, which begins to be sent when it is complete.
func placeCart(t *testing.T, f *ordertest.Fixture, random *rand.Rand) *randomCart {
	t.Helper()
	c := &randomCart{random: random}
	d := c.draft()
	c.id = f.Place(d)
	f.Edit(c.id, func(o map[string]any) {
		c.order = o
		c.change()
		c.addUp()
	})
	c.giveBack(t, f)
	f.SetStatus(c.id, "processing")
	return c
}

func (c *randomCart) one(of int) bool { return c.random.IntN(of) == 0 }

func (c *randomCart) has(name string, must ...mapping.ReasonCode) {
	c.features, c.must = append(c.features, name), append(c.must, must...)
}

func (c *randomCart) draft() woosim.Draft {
	d := ordertest.Simple()
	d.Status, d.Items = "pending", nil
	for _, at := range c.random.Perm(len(cartGoods))[:1+c.random.IntN(4)] {
		item := woosim.Item{SKU: cartGoods[at], Quantity: 1 + c.random.Int64N(4), Price: decimal.New(1+c.random.Int64N(9000), -2).String()}
		if c.one(6) {
			item.Price = "0"
		}
		d.Items = append(d.Items, item)
	}
	if c.one(3) {
		d.Coupon = []int{5, 10, 33, 100}[c.random.IntN(4)]
	}
	d.Shipping = []string{"0", "4.10", "2.99", "7.77"}[c.random.IntN(4)]
	if c.one(3) {
		d.Fee = []string{"1.50", "-0.90", "0.01"}[c.random.IntN(3)]
	}
	c.someoneElses(&d)
	return d
}

// uncoded is a product without a code.
const uncoded = "SI-3001"

// someoneElses gives the cart a currency, a payment, a buyer and goods that wait
// for somebody's word.
func (c *randomCart) someoneElses(d *woosim.Draft) {
	switch c.random.IntN(18) {
	case 0:
		d.Currency = "CHF"
		c.has("in an allowed currency")
	case 1:
		d.Currency = "USD"
		c.has("in another currency", mapping.CurrencyMismatch)
	case 2:
		d.PaymentMethod = "summit"
		c.has("a payment nobody mapped", mapping.PaymentUnmapped)
	case 3:
		d.Items = append(d.Items, woosim.Item{SKU: uncoded, Quantity: 1})
		c.has("goods without a code")
	case 4:
		d.Email = sharedEmail
		c.has("a buyer who fits two partners")
	case 5:
		d.Email, d.NoEmail = "", true
		c.has("a buyer without data")
	}
}

const sharedEmail = "druzina.kranjc@example.si"

// unknown are the reasons that a buyer or goods are certain to give, unless
// something else of the cart says enough.
func (c *randomCart) unknown(isCompany bool) {
	add := func(feature string, reason mapping.ReasonCode, certain bool) {
		switch {
		case !slices.Contains(c.features, feature):
		case certain:
			c.must = append(c.must, reason)
		default:
			c.may = append(c.may, reason)
		}
	}
	// The container of a bundle may carry its parts.
	add("goods without a code", mapping.ArticleCodeMissing, !slices.Contains(c.features, "a bundle"))
	// A company is known by its number.
	add("a buyer who fits two partners", mapping.PartnerAmbiguous, !isCompany)
	add("a buyer without data", mapping.PartnerDataMissing, !isCompany)
}

func (c *randomCart) rows(kind string) []map[string]any {
	all, _ := c.order[kind].([]any)
	rows := make([]map[string]any, len(all))
	for i, one := range all {
		rows[i], _ = one.(map[string]any)
	}
	return rows
}

func money(text any) decimal.Decimal {
	s, _ := text.(string)
	return decimal.RequireFromString(s)
}

// change gives the cart its peculiarities.
func (c *randomCart) change() {
	goods, fees := c.rows("line_items"), c.rows("fee_lines")
	if len(fees) > 0 && c.one(3) {
		fees[0]["name"] = "Zavarovanje pošiljke"
		c.has("an unknown fee", mapping.FeeUnmapped)
	}
	if ship := c.rows("shipping_lines"); money(ship[0]["total"]).IsPositive() && c.one(4) {
		c.twoRates(ship[0])
		c.has("shipping at two rates")
	}
	if c.one(4) {
		for i, line := range goods {
			key, value := "_bundled_by", "k"
			if i == 0 {
				key, value = "_bundled_items", "k"
			}
			line["meta_data"] = []any{map[string]any{"id": 1, "key": key, "value": value}}
		}
		c.has("a bundle")
	}
	kind := c.random.IntN(9)
	c.unknown(kind == 3)
	switch kind {
	case 0:
		if line := goods[0]; money(line["total"]).GreaterThan(decimal.NewFromInt(1)) {
			c.twoRates(line)
			c.has("goods at two rates", mapping.VATRateUnmapped)
		}
	case 1:
		c.untaxed()
		c.has("no tax at home")
		c.may = append(c.may, mapping.VATMissing) // The shipping may be all there is to pay.
		if c.goodsTotal().IsPositive() {
			c.must = append(c.must, mapping.VATMissing)
		}
	case 2:
		c.to("RS")
		c.untaxed()
		c.has("exported")
	case 3:
		c.to("HR")
		c.untaxed()
		c.order["meta_data"] = []any{map[string]any{"id": 1, "key": "_billing_vat_number", "value": "HR12345678903"}}
		c.has("to a company in Croatia")
	case 4, 5:
		c.to("DE")
		for _, rate := range c.rows("tax_lines") {
			code, _ := rate["rate_code"].(string)
			rate["rate_code"] = "DE-" + strings.TrimPrefix(code, "SI-")
		}
		c.has("to a German")
		c.may = append(c.may, mapping.VATRateUnmapped)
		for _, line := range goods {
			if line["sku"] == "SI-1014" || line["sku"] == "SI-1002" {
				if money(line["total_tax"]).IsPositive() {
					c.must = append(c.must, mapping.VATRateUnmapped)
				}
			}
		}
	}
}

// twoRates splits a line's tax in halves at different rates.
func (c *randomCart) twoRates(line map[string]any) {
	half := money(line["total"]).Div(decimal.NewFromInt(2)).Round(2)
	rest := money(line["total"]).Sub(half)
	standard, reduced := half.Mul(decimal.New(22, -2)).Round(2), rest.Mul(decimal.New(95, -3)).Round(2)
	line["taxes"] = []any{
		map[string]any{"id": 1, "total": standard.String(), "subtotal": standard.String()},
		map[string]any{"id": 2, "total": reduced.String(), "subtotal": reduced.String()},
	}
	line["total_tax"] = standard.Add(reduced).String()
	c.may = append(c.may, mapping.TotalMismatch) // Halves in cents are not what VASCO makes of them.
	for _, rate := range c.rows("tax_lines") {
		if id := decimal.RequireFromString(fmt.Sprint(rate["rate_id"])); id.Equal(decimal.NewFromInt(2)) {
			return
		}
	}
	rates, _ := c.order["tax_lines"].([]any)
	c.order["tax_lines"] = append(rates, map[string]any{
		"id": 1, "rate_id": 2, "rate_code": "SI-DDV 9,5 %-1", "label": "DDV 9,5 %", "rate_percent": 9.5, "tax_total": "0.00", "shipping_tax_total": "0.00",
	})
}

func (c *randomCart) untaxed() {
	for _, kind := range []string{"line_items", "shipping_lines", "fee_lines"} {
		for _, line := range c.rows(kind) {
			line["taxes"], line["total_tax"] = []any{}, "0.00"
		}
	}
	c.order["tax_lines"] = []any{}
}

func (c *randomCart) to(country string) {
	for _, kind := range []string{"billing", "shipping"} {
		address, _ := c.order[kind].(map[string]any)
		address["country"] = country
	}
}

func (c *randomCart) goodsTotal() decimal.Decimal {
	sum := decimal.Zero
	for _, line := range c.rows("line_items") {
		sum = sum.Add(money(line["total"]))
	}
	return sum
}

// addUp writes the order's total, less what a gift card paid.
func (c *randomCart) addUp() {
	tax := decimal.Zero
	for _, kind := range []string{"line_items", "shipping_lines", "fee_lines"} {
		for _, line := range c.rows(kind) {
			tax = tax.Add(money(line["total_tax"]))
			c.total = c.total.Add(money(line["total"])).Add(money(line["total_tax"]))
		}
	}
	if c.one(5) && c.total.GreaterThan(decimal.NewFromInt(10)) {
		c.card = decimal.New(500, -2)
		c.total = c.total.Sub(c.card)
		told := c.card
		c.has("a gift card")
		if c.one(4) {
			told = decimal.New(300, -2)
			c.has("of which the plugin tells less", mapping.TotalMismatch)
		}
		meta, _ := c.order["meta_data"].([]any)
		c.order["meta_data"] = append(meta, map[string]any{"id": 2, "key": "_ywgc_applied_gift_cards", "value": map[string]any{"A": told.String()}})
	}
	c.order["total_tax"], c.order["total"] = tax.StringFixed(2), c.total.StringFixed(2)
}

// giveBack refunds a line, or money that names none.
func (c *randomCart) giveBack(t *testing.T, f *ordertest.Fixture) {
	t.Helper()
	goods := c.rows("line_items")
	last := goods[len(goods)-1]
	worth := money(last["total"]).Add(money(last["total_tax"]))
	switch {
	case c.one(5) && len(goods) > 1 && worth.IsPositive() && c.total.GreaterThan(worth):
		sku, _ := last["sku"].(string)
		do(t, f.Woo.RefundItem(c.id, sku))
		c.refunded = worth
		c.has("a line given back")
		c.may, c.must = append(c.may, c.must...), nil // What was given back may have been the cause.
	case c.one(10) && c.total.GreaterThan(decimal.NewFromInt(2)):
		do(t, f.Woo.Refund(c.id, "1.00"))
		c.refunded = decimal.NewFromInt(1)
		c.has("a euro given back", mapping.TotalMismatch)
	}
}
