// Package rules holds the settings that decide how a shop's orders become
// VASCO's, apart from where they are kept.
package rules

import (
	"time"

	"github.com/shopspring/decimal"
)

// Shop are the rules of one shop, kept as one JSON document with the shop.
// The zero value is never used: Default fills what is not set.
type Shop struct {
	Lines

	// Statuses says of the shop's order statuses whether they are sent.
	Statuses map[string]Status `json:"statuses"`
	// SyncFrom: orders created before it are never sent.
	SyncFrom time.Time `json:"syncFrom"`
	// OtherAddresses are what the shop calls itself besides its home URL.
	OtherAddresses []string `json:"otherAddresses,omitempty"`
	// Currency of VASCO's books.
	Currency string `json:"currency"`
	// AllowedCurrencies are those of orders that are sent; empty is that of the
	// books alone. Orders in others wait.
	AllowedCurrencies []string `json:"allowedCurrencies"`

	// EANMetaKeys are the product's meta keys that may hold the article code,
	// in order; "global_unique_id" names WooCommerce's own field.
	EANMetaKeys []string `json:"eanMetaKeys"`
	// UseSKU takes the SKU as article code when no EAN is found.
	UseSKU bool `json:"useSku"`

	// VariationUsesParentEAN takes the product's code for a variation without its own.
	VariationUsesParentEAN bool `json:"variationUsesParentEan"`

	// AdoptMetaKey is the meta key under which the plugin that sent before left
	// VASCO's number in the shop's orders; empty is none.
	AdoptMetaKey string `json:"adoptMetaKey"`

	// SearchAlways searches VASCO before each order is sent; without it a fresh one
	// is sent on the strength of its recorded intent.
	SearchAlways bool `json:"searchAlways"`

	// VATMetaKeys are the order's meta keys that may hold the buyer's VAT number.
	VATMetaKeys []string `json:"vatMetaKeys"`
	// RetailPartnerCode is used for buyers with neither VAT number nor e-mail; empty is none.
	RetailPartnerCode string  `json:"retailPartnerCode"`
	Partner           Partner `json:"partner"`

	// NotesTemplate is the text on the document, the most important line first; see NotesPlaceholders.
	NotesTemplate string `json:"notesTemplate"`
	// LockerMetaKeys are the meta keys of an order, or of its delivery, that may hold the parcel locker.
	LockerMetaKeys []string `json:"lockerMetaKeys"`
	// RequestsAtOnce bounds the calls to the shop that are under way, of all replicas together.
	RequestsAtOnce int `json:"requestsAtOnce"`
	// ShopNumberTemplate knows {number} and {id}.
	ShopNumberTemplate string `json:"shopNumberTemplate"`
	// DocumentDay is the day the document is dated on.
	DocumentDay DocumentDay `json:"documentDay"`
	// FirstOpenDay is the first day VASCO's books are open for, as 2006-01-02; no
	// document is dated before it. Empty is none.
	FirstOpenDay string `json:"firstOpenDay"`
	// PaymentTermDays is added to the document's date.
	PaymentTermDays int `json:"paymentTermDays"`

	ShippingArticle string `json:"shippingArticle"`
	ShippingName    string `json:"shippingName"`
	FeeArticle      string `json:"feeArticle"`
	FeeName         string `json:"feeName"`

	// VATCodes maps a rate in per cent, as text without trailing zeros, to VASCO's code.
	VATCodes map[string]int `json:"vatCodes"`
	// ToleranceCents is the difference of totals that is sent and recorded.
	ToleranceCents int64 `json:"toleranceCents"`
	// RoundingArticle is the article of a line that takes such a difference, untaxed;
	// empty sends the difference without one.
	RoundingArticle string `json:"roundingArticle"`
	RoundingName    string `json:"roundingName"`

	// Stock is about VASCO's stock in the shop, Products about the shop's products in VASCO.
	Stock    Stock    `json:"stock"`
	Products Products `json:"products"`

	// WriteOrderNote adds a private note with the VASCO number to the shop's order.
	WriteOrderNote bool `json:"writeOrderNote"`
	// NumberPrefix is shown before VASCO's number ("NK-").
	NumberPrefix string `json:"numberPrefix"`
}

// Currencies are those of orders that are sent.
func (s Shop) Currencies() []string {
	if len(s.AllowedCurrencies) == 0 {
		return []string{s.Currency}
	}
	return s.AllowedCurrencies
}

// UntaxedCode is VASCO's code of the rate 0.
func (s Shop) UntaxedCode() (code int, known bool) {
	for text, code := range s.VATCodes {
		if rate, err := decimal.NewFromString(text); err == nil && rate.IsZero() {
			return code, true
		}
	}
	return 0, false
}

// Default returns the settings of a new shop: the brief's values.
func Default() Shop {
	return Shop{
		Statuses:    defaultStatuses(),
		Currency:    "EUR",
		EANMetaKeys: []string{"_alg_ean", "global_unique_id"},
		VATMetaKeys: []string{
			"_billing_vat_number", "_vat_number", "_billing_vat", "billing_vat", "_billing_eu_vat_number",
			"_billing_davcna", "billing_davcna", "vat_number", "_billing_vat_id",
		},
		Partner:            Partner{OtherName: OtherNameUse, TaxStatus: TaxStatusNotLiable},
		NotesTemplate:      "WC Order #{number}",
		LockerMetaKeys:     []string{"_gls_pickup_info", "packetery_point_name"},
		ShopNumberTemplate: "{number}",
		DocumentDay:        OrderDay,
		PaymentTermDays:    15,
		RequestsAtOnce:     2,
		Lines:              defaultLines(),
		ShippingArticle:    "00086",
		ShippingName:       "Poštnina",

		FeeName:        "Strošek",
		VATCodes:       map[string]int{"22": 0, "9.5": 1, "0": 2, "5": 3},
		ToleranceCents: 2,
		RoundingName:   "Izravnava",
		WriteOrderNote: true,
		Stock:          defaultStock(),
		Products:       defaultProducts(),
		NumberPrefix:   "NK-",
	}
}
