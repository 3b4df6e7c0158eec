package woosim

import (
	"errors"
	"fmt"
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
	id, o, err := s.draw(d, "checkout")
	if err != nil {
		return nil, err
	}
	return s.place(id, o, d.Status), nil
}

// draw makes an order of a draft, which is not placed yet.
func (s *Shop) draw(d Draft, createdVia string) (int64, object, error) {
	filled, err := s.cartOf(d)
	if err != nil {
		return 0, nil, err
	}
	at := d.PlacedAt
	if at.IsZero() {
		at = time.Now()
	}
	id, o := s.open(createdVia, at)
	if d.Number != "" {
		o["number"] = d.Number
	}
	o["currency"] = d.Currency
	o["billing"], o["shipping"] = address(d, true), address(d, false)
	o["payment_method"], o["payment_method_title"] = d.PaymentMethod, d.PaymentTitle
	if d.VAT != "" {
		o["meta_data"] = []any{object{"id": s.id(), "key": "_billing_vat_number", "value": d.VAT}}
	}
	s.fill(o, filled)
	return id, o, nil
}

// cartOf reads what a draft orders; its amounts are gross.
func (s *Shop) cartOf(d Draft) (cart, error) {
	var c cart
	for _, item := range d.Items {
		p := s.product(item.ProductID)
		if p == nil {
			p = s.bySKU(item.SKU)
		}
		if p == nil || item.Quantity <= 0 {
			return c, fmt.Errorf("%w: item %q", errDraft, item.SKU)
		}
		price, err := decimal.NewFromString(either(item.Price, p.price()))
		if err != nil {
			return c, fmt.Errorf("%w: price of %q", errDraft, item.SKU)
		}
		gross := price.Mul(decimal.NewFromInt(item.Quantity))
		c.lines = append(c.lines, cartLine{product: p, quantity: item.Quantity, before: gross, gross: gross})
	}
	if d.Coupon > 0 {
		c.coupons = []coupon{{code: fmt.Sprintf("popust%d", d.Coupon), percent: int64(d.Coupon)}}
	}
	shipping, err := decimal.NewFromString(either(d.Shipping, "4.10"))
	if err != nil {
		return c, fmt.Errorf("%w: shipping", errDraft)
	}
	standard := rateOf("").percent
	c.shipping = []service{{included(shipping, standard), object{"method_title": "Pošta Slovenije", "method_id": "flat_rate"}}}
	if d.Fee != "" {
		fee, err := decimal.NewFromString(d.Fee)
		if err != nil {
			return c, fmt.Errorf("%w: fee", errDraft)
		}
		c.fees = []service{{included(fee, standard), object{"name": "Strošek povzetja"}}}
	}
	return c, nil
}

func address(d Draft, billing bool) object {
	a := object{
		"first_name": d.FirstName, "last_name": d.LastName, "company": d.Company, "address_1": "Slovenska cesta 5", "address_2": "",
		"city": "Ljubljana", "state": "", "postcode": "1000", "country": d.Country, "phone": "041 123 456",
	}
	if billing {
		a["email"] = d.Email
	}
	return a
}
