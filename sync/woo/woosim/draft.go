package woosim

import (
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// Draft is an order to place. Empty fields get the demo's values.
type Draft struct {
	Items         []Item `json:"items"`
	FirstName     string `json:"first_name"`
	LastName      string `json:"last_name"`
	Company       string `json:"company"`
	VAT           string `json:"vat"`
	Email         string `json:"email"`
	NoEmail       bool   `json:"no_email"`
	Country       string `json:"country"`
	Currency      string `json:"currency"`
	PaymentMethod string `json:"payment_method"`
	PaymentTitle  string `json:"payment_title"`
	NoPayment     bool   `json:"no_payment"`
	Status        string `json:"status"`
	// Coupon takes so many per cent off the goods.
	Coupon int `json:"coupon"`
	// Fee is a gross amount.
	Fee string `json:"fee"`
	// Shipping is a gross amount; "0" is free, empty the demo's.
	Shipping string `json:"shipping"`
	// Number overrides the order's number.
	Number string `json:"number"`
	// PlacedAt dates the order; zero is now.
	PlacedAt time.Time `json:"placed_at"`
}

// Item is a product by SKU or id, with its quantity.
type Item struct {
	SKU       string `json:"sku"`
	ProductID int64  `json:"product_id"`
	Quantity  int64  `json:"quantity"`
	// Price is gross; empty is the product's.
	Price string `json:"price"`
}

var errDraft = errors.New("the draft cannot become an order")

// PlaceOrder places an order and queues its webhooks. It returns the order as
// REST v3 does.
func (s *Shop) PlaceOrder(d Draft) (map[string]any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d = s.complete(d)
	o := s.fresh("order")
	id := s.id()
	at := d.PlacedAt
	if at.IsZero() {
		at = time.Now()
	}
	o["id"], o["number"], o["status"], o["currency"] = id, strconv.FormatInt(id, 10), d.Status, d.Currency
	if d.Number != "" {
		o["number"] = d.Number
	}
	o["order_key"] = "wc_order_" + rand.Text()[:13]
	s.stamp(o, "date_created", at)
	o["billing"] = s.address(d, true)
	o["shipping"] = s.address(d, false)
	o["payment_method"], o["payment_method_title"] = d.PaymentMethod, d.PaymentTitle
	if d.VAT != "" {
		o["meta_data"] = []any{object{"id": s.id(), "key": "_billing_vat_number", "value": d.VAT}}
	}
	if err := s.fill(o, d); err != nil {
		return nil, err
	}
	o["_links"] = s.links("orders", id)
	s.orders[id] = o
	s.orderIDs = append(s.orderIDs, id)
	s.touchOrder(id, "order.created")
	s.queueLocked("order.updated", id)
	s.statusAction(id, d.Status)
	return o, nil
}

// fill computes lines and totals.
func (s *Shop) fill(o object, d Draft) error {
	var net, tax, goodsTax, discount, discountTax decimal.Decimal
	taxes := make(map[int64]decimal.Decimal)
	var lines, shippings, fees []any
	add := func(a amounts, rate taxRate) {
		net, tax = net.Add(a.net), tax.Add(a.tax)
		taxes[rate.id] = taxes[rate.id].Add(a.tax)
	}
	for _, item := range d.Items {
		p := s.find(item)
		if p == nil || item.Quantity <= 0 {
			return fmt.Errorf("%w: item %q", errDraft, item.SKU)
		}
		price, err := decimal.NewFromString(either(item.Price, p.price()))
		if err != nil {
			return fmt.Errorf("%w: price of %q", errDraft, item.SKU)
		}
		rate := rateOf(p.taxClass())
		full := price.Mul(decimal.NewFromInt(item.Quantity))
		before := included(full, rate.percent)
		after := included(full.Mul(decimal.NewFromInt(int64(100-d.Coupon))).Div(hundred).Round(2), rate.percent)
		add(after, rate)
		goodsTax = goodsTax.Add(after.tax)
		discount, discountTax = discount.Add(before.net.Sub(after.net)), discountTax.Add(before.tax.Sub(after.tax))
		lines = append(lines, s.line(p, item.Quantity, before, after, rate))
	}
	shipping, err := decimal.NewFromString(either(d.Shipping, "4.10"))
	if err != nil {
		return fmt.Errorf("%w: shipping", errDraft)
	}
	shipped := included(shipping, rateOf("").percent)
	add(shipped, rateOf(""))
	shippings = append(shippings, s.service("shipping", shipped, object{"method_title": "Pošta Slovenije", "method_id": "flat_rate"}))
	if d.Fee != "" {
		amount, err := decimal.NewFromString(d.Fee)
		if err != nil {
			return fmt.Errorf("%w: fee", errDraft)
		}
		fee := included(amount, rateOf("").percent)
		add(fee, rateOf(""))
		fees = append(fees, s.service("fee", fee, object{"name": "Strošek povzetja"}))
	}
	o["line_items"], o["shipping_lines"], o["fee_lines"] = list(lines), list(shippings), list(fees)
	o["tax_lines"] = s.taxLines(taxes, shipped.tax)
	o["coupon_lines"] = list(nil)
	if d.Coupon > 0 {
		coupon := s.fresh("coupon")
		coupon["id"], coupon["code"], coupon["discount"], coupon["discount_tax"] = s.id(), fmt.Sprintf("popust%d", d.Coupon), money(discount), money(discountTax)
		o["coupon_lines"] = []any{coupon}
	}
	o["discount_total"], o["discount_tax"] = money(discount), money(discountTax)
	o["shipping_total"], o["shipping_tax"] = money(shipped.net), money(shipped.tax)
	o["cart_tax"], o["total_tax"], o["total"] = money(goodsTax), money(tax), money(net.Add(tax))
	return nil
}

func list(items []any) []any {
	if items == nil {
		return []any{}
	}
	return items
}

func either(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

func (s *Shop) line(p *product, quantity int64, before, after amounts, rate taxRate) object {
	l := s.fresh("line")
	l["id"], l["name"], l["quantity"], l["tax_class"], l["sku"] = s.id(), p.name(), quantity, p.taxClass(), p.sku()
	l["product_id"], l["variation_id"] = p.ID, 0
	if p.Parent != 0 {
		l["product_id"], l["variation_id"] = p.Parent, p.ID
	}
	l["subtotal"], l["subtotal_tax"] = money(before.net), money(before.tax)
	l["total"], l["total_tax"] = money(after.net), money(after.tax)
	l["taxes"] = []any{object{"id": rate.id, "total": money(after.tax), "subtotal": money(before.tax)}}
	price, _ := after.net.DivRound(decimal.NewFromInt(quantity), 12).Float64() // Shown as the shop does; nobody computes with it.
	l["price"] = price
	return l
}

func (s *Shop) service(kind string, a amounts, fields object) object {
	l := s.fresh(kind)
	l["id"], l["total"], l["total_tax"] = s.id(), money(a.net), money(a.tax)
	l["taxes"] = []any{object{"id": rateStandard, "total": money(a.tax), "subtotal": ""}}
	maps.Copy(l, fields)
	return l
}

func (s *Shop) taxLines(taxes map[int64]decimal.Decimal, shippingTax decimal.Decimal) []any {
	lines := []any{}
	for _, class := range []string{"znizana-stopnja", ""} {
		rate := taxRates[class]
		sum, ok := taxes[rate.id]
		if !ok {
			continue
		}
		own := decimal.Zero
		if rate.id == rateStandard {
			own = shippingTax
		}
		percent, _ := rate.percent.Float64()
		t := s.fresh("tax")
		t["id"], t["rate_id"], t["rate_code"], t["label"], t["rate_percent"] = s.id(), rate.id, rate.code, rate.label, percent
		t["tax_total"], t["shipping_tax_total"] = money(sum.Sub(own)), money(own)
		lines = append(lines, t)
	}
	return lines
}

func (s *Shop) address(d Draft, billing bool) object {
	a := object{
		"first_name": d.FirstName, "last_name": d.LastName, "company": d.Company, "address_1": "Slovenska cesta 5", "address_2": "",
		"city": "Ljubljana", "state": "", "postcode": "1000", "country": d.Country, "phone": "041 123 456",
	}
	if billing {
		a["email"] = d.Email
	}
	return a
}
