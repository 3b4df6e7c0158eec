package woosim

import (
	"maps"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// cart is what an order is made of, before it is added up.
type cart struct {
	lines    []cartLine
	coupons  []coupon
	shipping []service
	fees     []service
}

// cartLine is a product with its quantity; gross is what is left to pay.
type cartLine struct {
	product       *product
	quantity      int64
	before, gross decimal.Decimal
}

// service is shipping or a fee; fields are its own beside the amounts.
type service struct {
	amounts

	fields object
}

// sums are an order's totals, of rounded lines.
type sums struct {
	goods, shipping, fees, discount amounts
	// taxes of each rate in order of their first use, goods and fees apart from shipping.
	rates          []taxRate
	taxes, shipped map[int64]decimal.Decimal
}

func (t *sums) note(rate taxRate) {
	for _, have := range t.rates {
		if have.id == rate.id {
			return
		}
	}
	t.rates = append(t.rates, rate)
}

// fill writes lines and totals into an order.
func (s *Shop) fill(o object, c cart) {
	t := &sums{taxes: make(map[int64]decimal.Decimal), shipped: make(map[int64]decimal.Decimal)}
	couponLines := s.discount(c)
	o["line_items"], o["coupon_lines"] = s.goods(c, t), couponLines
	standard := rateOf("")
	o["shipping_lines"] = s.services("shipping", c.shipping, func(a amounts) {
		t.shipping = t.shipping.add(a)
		t.note(standard)
		t.shipped[standard.id] = t.shipped[standard.id].Add(a.tax)
	})
	o["fee_lines"] = s.services("fee", c.fees, func(a amounts) {
		t.fees = t.fees.add(a)
		t.note(standard)
		t.taxes[standard.id] = t.taxes[standard.id].Add(a.tax)
	})
	o["tax_lines"] = s.taxLines(t)
	total := t.goods.add(t.fees).add(t.shipping)
	o["discount_total"], o["discount_tax"] = money(t.discount.net), money(t.discount.tax)
	o["shipping_total"], o["shipping_tax"] = money(t.shipping.net), money(t.shipping.tax)
	o["cart_tax"], o["total_tax"] = money(t.goods.tax.Add(t.fees.tax)), money(total.tax)
	o["total"] = money(total.net.Add(total.tax))
}

// discount lets the coupons take their part off the lines, one after the other.
func (s *Shop) discount(c cart) []any {
	lines := []any{}
	for _, one := range c.coupons {
		var taken amounts
		for i, off := range one.off(c.lines) {
			l := &c.lines[i]
			l.gross = l.gross.Sub(off)
			taken = taken.add(included(off, rateOf(l.product.taxClass()).percent))
		}
		line := s.fresh("coupon")
		line["id"], line["code"] = s.id(), one.code
		line["discount"], line["discount_tax"] = taken.net.Round(cents).String(), taken.tax.Round(cents).String()
		kind, nominal := "percent", decimal.NewFromInt(one.percent)
		if one.percent == 0 {
			kind, nominal = "fixed_cart", one.fixed
		}
		line["discount_type"], line["nominal_amount"] = kind, nominal.InexactFloat64()
		info := `[` + strconv.FormatInt(one.id, 10) + `,"` + one.code + `","` + kind + `",` + nominal.String() + `]`
		line["meta_data"] = []any{shown(s.id(), "coupon_info", info, "coupon_info", info)}
		lines = append(lines, line)
	}
	return lines
}

// shown is a meta entry of a line, with how people see it.
func shown(id int64, key string, value any, displayKey string, display any) object {
	return object{"id": id, "key": key, "value": value, "display_key": displayKey, "display_value": display}
}

func (s *Shop) goods(c cart, t *sums) []any {
	lines := []any{}
	for _, l := range c.lines {
		rate := rateOf(l.product.taxClass())
		before, after := included(l.before, rate.percent), included(l.gross, rate.percent)
		counted := after.rounded()
		t.goods = t.goods.add(counted)
		t.note(rate)
		t.taxes[rate.id] = t.taxes[rate.id].Add(counted.tax)
		off := before.sub(after)
		off.tax = before.rounded().tax.Sub(counted.tax)
		t.discount = t.discount.add(off)
		lines = append(lines, s.line(l, before, after, rate))
	}
	return lines
}

func (s *Shop) line(l cartLine, before, after amounts, rate taxRate) object {
	p := l.product
	out := s.fresh("line")
	out["id"], out["name"], out["quantity"], out["tax_class"], out["sku"] = s.id(), s.fullName(p), l.quantity, p.taxClass(), p.sku()
	out["product_id"], out["variation_id"] = p.ID, int64(0)
	if parent := s.product(p.Parent); parent != nil {
		out["product_id"], out["variation_id"], out["parent_name"] = parent.ID, p.ID, parent.name()
		out["image"] = object{"id": 0, "src": ""}
		out["meta_data"] = s.chosen(p)
	}
	out["subtotal"], out["subtotal_tax"] = money(before.net), money(before.tax)
	out["total"], out["total_tax"] = money(after.net), money(after.tax)
	out["taxes"] = []any{object{"id": rate.id, "total": money(after.tax), "subtotal": money(before.tax)}}
	// Shown as the shop does; nobody computes with it.
	out["price"] = after.net.Div(decimal.NewFromInt(l.quantity)).InexactFloat64()
	return out
}

// chosen are the attributes of a variation, as a line's meta entries.
func (s *Shop) chosen(v *product) []any {
	all := []any{}
	for _, a := range objects(v.Fields["attributes"]) {
		option := text(a["option"])
		all = append(all, shown(s.id(), text(a["slug"]), strings.ToLower(option), text(a["name"]), option))
	}
	return all
}

func (s *Shop) services(kind string, all []service, count func(amounts)) []any {
	lines := []any{}
	for _, one := range all {
		count(one.rounded())
		line := s.fresh(kind)
		line["id"], line["total"], line["total_tax"] = s.id(), money(one.net), money(one.tax)
		line["taxes"] = []any{object{"id": int64(rateStandard), "total": money(one.tax), "subtotal": ""}}
		maps.Copy(line, one.fields)
		lines = append(lines, line)
	}
	return lines
}

func (s *Shop) taxLines(t *sums) []any {
	lines := []any{}
	for _, rate := range t.rates {
		line := s.fresh("tax")
		line["id"], line["rate_id"], line["rate_code"], line["label"] = s.id(), rate.id, rate.code, rate.label
		line["rate_percent"] = rate.percent.InexactFloat64()
		line["tax_total"], line["shipping_tax_total"] = money(t.taxes[rate.id]), money(t.shipped[rate.id])
		lines = append(lines, line)
	}
	return lines
}
