package woo

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Order is a WooCommerce order as REST v3 returns it and as order.* webhooks carry it.
type Order struct {
	ID               int64      `json:"id"`
	ParentID         int64      `json:"parent_id"`
	Number           Text       `json:"number"`
	OrderKey         string     `json:"order_key"`
	Status           string     `json:"status"`
	Currency         string     `json:"currency"`
	PricesIncludeTax bool       `json:"prices_include_tax"`
	DateCreated      Time       `json:"date_created"`
	DateCreatedGMT   Time       `json:"date_created_gmt"`
	DateModified     Time       `json:"date_modified"`
	DateModifiedGMT  Time       `json:"date_modified_gmt"`
	DatePaid         Time       `json:"date_paid"`
	DatePaidGMT      Time       `json:"date_paid_gmt"`
	DiscountTotal    Amount     `json:"discount_total"`
	ShippingTotal    Amount     `json:"shipping_total"`
	Total            Amount     `json:"total"`
	TotalTax         Amount     `json:"total_tax"`
	CustomerID       int64      `json:"customer_id"`
	CustomerNote     string     `json:"customer_note"`
	Billing          Address    `json:"billing"`
	Shipping         Address    `json:"shipping"`
	PaymentMethod    string     `json:"payment_method"`
	PaymentTitle     string     `json:"payment_method_title"`
	TransactionID    string     `json:"transaction_id"`
	MetaData         []Meta     `json:"meta_data"`
	LineItems        []LineItem `json:"line_items"`
	TaxLines         []TaxLine  `json:"tax_lines"`
	ShippingLines    []ShipLine `json:"shipping_lines"`
	FeeLines         []FeeLine  `json:"fee_lines"`
	CouponLines      []Coupon   `json:"coupon_lines"`
	Refunds          []Refund   `json:"refunds"`
	// GiftCards are the ones that were paid with, where a plugin tells them.
	GiftCards json.RawMessage `json:"gift_cards,omitempty"`
}

// Address is a billing or shipping address. Country is ISO 3166-1 alpha-2.
type Address struct {
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Company   string `json:"company"`
	Address1  string `json:"address_1"`
	Address2  string `json:"address_2"`
	City      string `json:"city"`
	State     string `json:"state"`
	Postcode  Text   `json:"postcode"`
	Country   string `json:"country"`
	Email     string `json:"email"`
	Phone     Text   `json:"phone"`
}

// Meta is one entry of meta_data. Plugins store anything in Value.
type Meta struct {
	ID    int64           `json:"id,omitempty"`
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
}

// LineItem is a line of goods. Subtotal is net before discounts, Total after.
type LineItem struct {
	ID          int64           `json:"id"`
	Name        string          `json:"name"`
	ProductID   int64           `json:"product_id"`
	VariationID int64           `json:"variation_id"`
	Quantity    decimal.Decimal `json:"quantity"`
	TaxClass    string          `json:"tax_class"`
	Subtotal    Amount          `json:"subtotal"`
	SubtotalTax Amount          `json:"subtotal_tax"`
	Total       Amount          `json:"total"`
	TotalTax    Amount          `json:"total_tax"`
	Taxes       []LineTax       `json:"taxes"`
	MetaData    []Meta          `json:"meta_data"`
	SKU         string          `json:"sku"`
	Price       Amount          `json:"price"`
	// What plugins for bundles add; see InBundle and IsBundle.
	BundledBy         json.RawMessage `json:"bundled_by,omitempty"`
	BundledItems      json.RawMessage `json:"bundled_items,omitempty"`
	CompositeParent   json.RawMessage `json:"composite_parent,omitempty"`
	CompositeChildren json.RawMessage `json:"composite_children,omitempty"`
}

// UnmarshalJSON bounds the quantity like any foreign number.
func (l *LineItem) UnmarshalJSON(raw []byte) error {
	type plain LineItem
	read := struct {
		*plain

		Quantity Amount `json:"quantity"`
	}{plain: (*plain)(l)}
	if err := json.Unmarshal(raw, &read); err != nil {
		return err
	}
	l.Quantity = read.Quantity.Decimal
	return nil
}

// HasNoTax tells whether the line costs something and has no tax. A shop may list
// the order's rates on a line that is not taxed, with empty amounts.
func (l *LineItem) HasNoTax() bool {
	taxed := func(tax LineTax) bool { return !tax.Total.IsZero() }
	return !l.Total.IsZero() && l.TotalTax.IsZero() && !slices.ContainsFunc(l.Taxes, taxed)
}

// LineTax is a line's share of the tax line whose RateID equals ID.
type LineTax struct {
	ID       int64  `json:"id"`
	Total    Amount `json:"total"`
	Subtotal Amount `json:"subtotal"`
}

// TaxLine is one tax rate of the order. RatePercent is in per cent (22, 9.5);
// nil when the shop does not tell it, which is not the same as 0 %.
type TaxLine struct {
	ID               int64            `json:"id"`
	RateCode         string           `json:"rate_code"`
	RateID           int64            `json:"rate_id"`
	Label            string           `json:"label"`
	TaxTotal         Amount           `json:"tax_total"`
	ShippingTaxTotal Amount           `json:"shipping_tax_total"`
	RatePercent      *decimal.Decimal `json:"rate_percent"`
}

// UnmarshalJSON bounds the rate like any foreign number.
func (t *TaxLine) UnmarshalJSON(raw []byte) error {
	type plain TaxLine
	read := struct {
		*plain

		RatePercent Text `json:"rate_percent"`
	}{plain: (*plain)(t)}
	if err := json.Unmarshal(raw, &read); err != nil {
		return err
	}
	text := strings.TrimSpace(string(read.RatePercent))
	if text == "" {
		t.RatePercent = nil
		return nil
	}
	rate, err := ParseNumber(text)
	t.RatePercent = &rate
	return err
}

// ShipLine is one shipping method of the order; it can carry several tax rates.
type ShipLine struct {
	ID int64 `json:"id"`
	// TaxStatus is taxable or none; empty where the shop does not tell it.
	TaxStatus   string    `json:"tax_status,omitempty"`
	MethodTitle string    `json:"method_title"`
	MethodID    string    `json:"method_id"`
	InstanceID  Text      `json:"instance_id"`
	Total       Amount    `json:"total"`
	TotalTax    Amount    `json:"total_tax"`
	Taxes       []LineTax `json:"taxes"`
	MetaData    []Meta    `json:"meta_data"`
}

// FeeLine is a fee; Total may be negative.
type FeeLine struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	TaxClass string `json:"tax_class"`
	// TaxStatus is taxable or none; empty where the shop does not tell it.
	TaxStatus string    `json:"tax_status,omitempty"`
	Total     Amount    `json:"total"`
	TotalTax  Amount    `json:"total_tax"`
	Taxes     []LineTax `json:"taxes"`
	MetaData  []Meta    `json:"meta_data,omitempty"`
}

// Coupon is a coupon that was used; its discount is already inside the lines' totals.
type Coupon struct {
	ID       int64  `json:"id"`
	Code     string `json:"code"`
	Discount Amount `json:"discount"`
}

// Refund is the short form of a refund inside an order; Total is negative.
type Refund struct {
	ID     int64  `json:"id"`
	Reason string `json:"reason"`
	Total  Amount `json:"total"`
}

// RefundDetail is a refund as the order's list of refunds has it. Amount is
// positive; the totals of its lines are negative.
type RefundDetail struct {
	ID            int64      `json:"id"`
	Amount        Amount     `json:"amount"`
	Reason        string     `json:"reason"`
	LineItems     []LineItem `json:"line_items"`
	TaxLines      []TaxLine  `json:"tax_lines"`
	ShippingLines []ShipLine `json:"shipping_lines"`
	FeeLines      []FeeLine  `json:"fee_lines"`
}
