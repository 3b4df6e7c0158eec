package vasco

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"
)

// Document is one customer order as the shop means it, before any profile
// decided field names or encodings. Money is net, in the document's currency.
type Document struct {
	// Date is the shop's local calendar date; only year, month and day count.
	Date time.Time
	// DueDate is the payment term's end, a calendar date like Date.
	DueDate time.Time
	// PartnerCode is VASCO's code of the buyer.
	PartnerCode string
	// Notes is the free text printed on the order.
	Notes string
	// PaymentID is VASCO's payment kind (SIFRA_PLACILA); empty leaves it out.
	PaymentID string
	// ShopNumber is the shop's own order number (NAROCILO_STEVILKA).
	ShopNumber string
	Lines      []Line
}

// Line is one article of a document.
type Line struct {
	ArticleCode string
	Name        string
	Quantity    decimal.Decimal
	// UnitPrice is net, before Discount.
	UnitPrice decimal.Decimal
	// Discount is in per cent, 0 to 100.
	Discount decimal.Decimal
	// NoDiscount leaves the discount field out, as shipping lines do.
	NoDiscount bool
	VATCode    int
	// VATRate is in per cent (22, 9.5); it prices the document, VASCO gets VATCode.
	VATRate decimal.Decimal
}

// OrderRef names a VASCO order: numbers start again every year.
type OrderRef struct {
	// Number is kept as text: it is zero-padded ("00412").
	Number string
	// Year is the business year as text ("2026").
	Year string
}

// Order is a customer order as VASCO returned it.
type Order struct {
	Ref     OrderRef
	Date    time.Time
	Partner string
	// Net and Gross are nil when VASCO did not return a readable number.
	Net   *decimal.Decimal
	Gross *decimal.Decimal
	// ShopNumber is nil when the server did not return NAROCILO_STEVILKA at all.
	ShopNumber *string
	Notes      string
	Lines      []OrderLine
}

// OrderLine is a line of an order as VASCO returned it; nil is "not returned".
type OrderLine struct {
	ArticleCode string
	Quantity    *decimal.Decimal
	UnitPrice   *decimal.Decimal
	Discount    *decimal.Decimal
}

// Partner is a buyer in VASCO's books.
type Partner struct {
	// Code is empty on a partner that is to be created.
	Code  string
	Name  string
	Name2 string
	// Address is the street with its number.
	Address  string
	Postcode string
	Town     string
	// CountryNumeric is ISO 3166-1 numeric (705 is Slovenia); 0 is unknown.
	CountryNumeric int
	// TaxNumber is as VASCO or the buyer wrote it; see TaxNumbers.
	TaxNumber string
	// Ident is the VAT number with its country prefix.
	Ident string
	// TaxLiable is the buyer's VAT liability, where an installation only knows yes and no.
	TaxLiable bool
	// TaxStatus says it in more words on a partner that is to be created.
	TaxStatus TaxStatus
	Phone     string
	Email     string
}

// TaxStatus is a partner's VAT liability (reference §9.4).
type TaxStatus string

// The statuses; empty is as TaxLiable says.
const (
	TaxNoData    TaxStatus = "NO_DATA"
	TaxLiable    TaxStatus = "LIABLE"
	TaxNotLiable TaxStatus = "NOT_LIABLE"
	// TaxAbroad is a buyer from the Union, or one that is exported to.
	TaxAbroad TaxStatus = "ABROAD"
	TaxSmall  TaxStatus = "SMALL"
)

// Article is an article of VASCO's code list.
type Article struct {
	Code  string
	Name  string
	Name2 string
	Unit  string
	// Group is the article group, as text: "005".
	Group string
	// VATCode is -1 when it was not returned or is no code.
	VATCode int
	// Price is the selling price; nil when it was not returned or not readable.
	Price *decimal.Decimal
	// HasStock tells whether VASCO keeps a stock card for it; nil when it was not
	// returned.
	HasStock *bool
	// Extra holds the extra fields that were returned, by their column name in
	// capitals. One that was returned empty is there as ""; one that was not
	// returned is missing.
	Extra map[string]string
	// Raw is the object as VASCO returned it, of articles read by their codes only;
	// nil when it is longer than 256 KiB.
	Raw json.RawMessage
}

// StockRow is the stock of one article in one warehouse, as VASCO returned it: an
// article in several warehouses has several rows, and a server may repeat one.
// Numbers are nil when they are missing or no numbers.
type StockRow struct {
	Code, Warehouse string
	// OnHand may be negative and fractional; entering a customer order leaves it as it is.
	OnHand *decimal.Decimal
	// Reserved is what is set aside.
	Reserved *decimal.Decimal
	// Ordered is what is open on customer orders.
	Ordered *decimal.Decimal
}
