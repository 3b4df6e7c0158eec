package mapping_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/woo"
)

// cart places random orders and adds them up as WooCommerce does (recorded:
// rest-order-full beside rest-order-full-dp6): nets have six decimals and are
// shown with two, taxes are rounded on every line, and the total is the sum of
// what is shown.
type cart struct {
	random *rand.Rand
	// withTax says that the shop's prices include tax.
	withTax bool
	// coupon is in per cent of every line.
	coupon int64
	// rateIDs are those the goods are taxed with, up to all four.
	rateIDs []int64
	order   *woo.Order
}

var cartRates = map[int64]decimal.Decimal{1: dec("22"), 2: dec("9.5"), 3: dec("5"), 4: dec("0")}

func randomOrder(random *rand.Rand, withTax bool) *woo.Order {
	c := cart{random: random, withTax: withTax, order: orderOf("0.00")}
	if random.IntN(3) == 0 {
		c.coupon = 1 + random.Int64N(40)
	}
	for _, i := range random.Perm(len(cartRates))[:1+random.IntN(len(cartRates))] {
		c.rateIDs = append(c.rateIDs, int64(i)+1)
	}
	lines := 1 + random.IntN(30)
	for i := range lines {
		c.addGoods(i)
	}
	if random.IntN(4) > 0 {
		net, tax, taxes := c.service(decimal.New(random.Int64N(1200), -2))
		c.order.ShippingLines = append(c.order.ShippingLines, woo.ShipLine{Total: net, TotalTax: tax, Taxes: taxes})
	}
	if random.IntN(4) == 0 {
		net, tax, taxes := c.service(decimal.New(random.Int64N(400)-200, -2))
		c.order.FeeLines = append(c.order.FeeLines, woo.FeeLine{Name: "Strošek", Total: net, TotalTax: tax, Taxes: taxes})
	}
	return c.order
}

func (c *cart) addGoods(i int) {
	rateID := c.rateIDs[c.random.IntN(len(c.rateIDs))]
	price := decimal.New(1+c.random.Int64N(15000), -2)
	quantity := decimal.NewFromInt(1 + c.random.Int64N(6))
	full := price.Mul(quantity)
	// Coupons take whole cents off a line, never more than their per cent.
	paid := full.Sub(full.Mul(decimal.New(c.coupon, -2)).RoundFloor(2))
	subtotal, subtotalTax := c.netAndTax(full, rateID)
	total, tax := c.netAndTax(paid, rateID)
	c.order.LineItems = append(c.order.LineItems, woo.LineItem{
		Name: fmt.Sprintf("Izdelek %d", i), SKU: fmt.Sprintf("S%d", i), ProductID: int64(i) + 1, Quantity: quantity,
		Subtotal: subtotal, SubtotalTax: subtotalTax, Total: total, TotalTax: tax, Price: woo.Amount{Decimal: total.DivRound(quantity, 6)},
		Taxes: []woo.LineTax{{ID: rateID, Total: tax, Subtotal: subtotalTax}},
	})
	c.add(total, tax)
}

// netAndTax splits an amount of the shop's price list, both as REST shows them.
func (c *cart) netAndTax(amount decimal.Decimal, rateID int64) (net, tax woo.Amount) {
	rate := cartRates[rateID]
	if !c.withTax {
		return woo.Amount{Decimal: amount.Round(2)}, woo.Amount{Decimal: amount.Mul(rate).Shift(-2).Round(2)}
	}
	if rate.IsZero() {
		return woo.Amount{Decimal: amount}, woo.Amount{}
	}
	exact := amount.Mul(rate).DivRound(rate.Add(dec("100")), 6)
	// With tax included the shop rounds a tax of half a cent down.
	return woo.Amount{Decimal: amount.Sub(exact).Round(2)}, woo.Amount{Decimal: exact.Sub(dec("0.000001")).Round(2)}
}

// service is shipping or a fee: net even in a shop whose prices include tax,
// taxed with the standard rate.
func (c *cart) service(net decimal.Decimal) (shown, tax woo.Amount, taxes []woo.LineTax) {
	shown = woo.Amount{Decimal: net}
	tax = woo.Amount{Decimal: net.Mul(cartRates[1]).Shift(-2).Round(2)}
	c.add(shown, tax)
	return shown, tax, []woo.LineTax{{ID: 1, Total: tax}}
}

func (c *cart) add(net, tax woo.Amount) {
	c.order.Total = woo.Amount{Decimal: c.order.Total.Add(net.Decimal).Add(tax.Decimal)}
}
