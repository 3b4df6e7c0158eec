package mapping

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/woo"
)

// WithoutRefunded is the order without what was taken back before it was sent:
// lines lose quantity, money and tax, and a line that was taken back whole is
// gone. Money of a refund that names no line stays: totals then differ.
func WithoutRefunded(o *woo.Order, refunds []woo.RefundDetail) *woo.Order {
	if len(refunds) == 0 {
		return o
	}
	left := *o
	left.LineItems, left.ShippingLines, left.FeeLines = slices.Clone(o.LineItems), slices.Clone(o.ShippingLines), slices.Clone(o.FeeLines)
	for _, refund := range refunds {
		for _, back := range refund.LineItems {
			if at := slices.IndexFunc(left.LineItems, func(l woo.LineItem) bool { return l.ID == woo.RefundOf(back.MetaData) }); at >= 0 {
				left.LineItems[at] = goodsLeft(left.LineItems[at], back)
			}
		}
		for _, back := range refund.ShippingLines {
			if at := slices.IndexFunc(left.ShippingLines, func(l woo.ShipLine) bool { return l.ID == woo.RefundOf(back.MetaData) }); at >= 0 {
				l := &left.ShippingLines[at]
				l.Total, l.TotalTax, l.Taxes = less(l.Total, back.Total), less(l.TotalTax, back.TotalTax), taxesLeft(l.Taxes, back.Taxes)
			}
		}
		for _, back := range refund.FeeLines {
			if at := slices.IndexFunc(left.FeeLines, func(l woo.FeeLine) bool { return l.ID == woo.RefundOf(back.MetaData) }); at >= 0 {
				l := &left.FeeLines[at]
				l.Total, l.TotalTax, l.Taxes = less(l.Total, back.Total), less(l.TotalTax, back.TotalTax), taxesLeft(l.Taxes, back.Taxes)
			}
		}
	}
	return &left
}

// less adds what a refund takes back, which is negative.
func less(amount, back woo.Amount) woo.Amount { return woo.Amount{Decimal: amount.Add(back.Decimal)} }

func goodsLeft(line, back woo.LineItem) woo.LineItem {
	before, quantity := line.Total.Decimal, line.Quantity
	line.Quantity = line.Quantity.Add(back.Quantity)
	line.Total, line.TotalTax, line.Taxes = less(line.Total, back.Total), less(line.TotalTax, back.TotalTax), taxesLeft(line.Taxes, back.Taxes)
	// The price before the discount goes down with the one after it: the per cent stays.
	switch {
	case !before.IsZero():
		line.Subtotal.Decimal = line.Subtotal.Mul(line.Total.Decimal).DivRound(before, 2)
	case !quantity.IsZero():
		line.Subtotal.Decimal = line.Subtotal.Mul(line.Quantity).DivRound(quantity, 2)
	}
	if line.Quantity.IsZero() && !line.Total.IsZero() {
		line.Quantity = decimal.NewFromInt(1) // All pieces came back, but not all the money.
	}
	if line.Total.IsZero() && !before.IsZero() {
		line.Quantity = decimal.Zero
	}
	return line
}

func taxesLeft(taxes, back []woo.LineTax) []woo.LineTax {
	left := slices.Clone(taxes)
	for _, tax := range back {
		if at := slices.IndexFunc(left, func(t woo.LineTax) bool { return t.ID == tax.ID }); at >= 0 {
			left[at].Total = less(left[at].Total, tax.Total)
		}
	}
	return left
}

// looseRefunds is the money of refunds that no line of theirs accounts for.
func looseRefunds(refunds []woo.RefundDetail) decimal.Decimal {
	loose := decimal.Zero
	for _, refund := range refunds {
		loose = loose.Add(refund.Amount.Abs())
		for _, back := range refund.LineItems {
			loose = loose.Add(back.Total.Decimal).Add(back.TotalTax.Decimal)
		}
		for _, back := range refund.ShippingLines {
			loose = loose.Add(back.Total.Decimal).Add(back.TotalTax.Decimal)
		}
		for _, back := range refund.FeeLines {
			loose = loose.Add(back.Total.Decimal).Add(back.TotalTax.Decimal)
		}
	}
	return loose
}
