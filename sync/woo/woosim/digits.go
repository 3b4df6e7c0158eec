package woosim

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// withDigits writes an order's amounts with as many decimals as dp asks for.
// Lines show more of their nets then: they are kept with six.
func withDigits(o object, dp string) object {
	digits, err := strconv.ParseInt(dp, 10, 32)
	if err != nil || digits < 0 || digits > exact || digits == cents {
		return o
	}
	fixed := func(d decimal.Decimal) string { return d.StringFixed(int32(digits)) }
	for _, line := range objects(o["line_items"]) {
		rate := rateOf(text(line["tax_class"])).percent
		before := included(amountOf(line["subtotal"]).Add(amountOf(line["subtotal_tax"])), rate)
		after := included(amountOf(line["total"]).Add(amountOf(line["total_tax"])), rate)
		line["subtotal"], line["total"] = fixed(before.net), fixed(after.net)
		for _, tax := range objects(line["taxes"]) {
			tax["subtotal"], tax["total"] = fixed(before.tax), fixed(after.tax)
		}
	}
	for _, kind := range []string{"shipping_lines", "fee_lines"} {
		for _, line := range objects(o[kind]) {
			for _, tax := range objects(line["taxes"]) {
				tax["total"] = fixed(excluded(amountOf(line["total"]), rateOf("").percent).tax)
			}
			line["total"] = fixed(amountOf(line["total"]))
		}
	}
	for _, field := range []string{"discount_total", "discount_tax", "shipping_total", "shipping_tax", "cart_tax", "total", "total_tax"} {
		o[field] = fixed(amountOf(o[field]))
	}
	for _, kind := range []string{"line_items", "shipping_lines", "fee_lines", "tax_lines"} {
		for _, line := range objects(o[kind]) {
			for _, field := range []string{"subtotal_tax", "total_tax", "tax_total", "shipping_tax_total"} {
				if value, ok := line[field]; ok {
					line[field] = fixed(amountOf(value))
				}
			}
		}
	}
	return o
}
