package rules

// Lines are the rules of what an order's lines become in VASCO.
type Lines struct {
	// ShippingArticles are articles by the shipping's method id, alone or with its
	// instance (flat_rate, flat_rate:3); others are the ShippingArticle.
	ShippingArticles []NamedArticle `json:"shippingArticles"`
	// FeeArticles are articles by the fee's name; others are the FeeArticle, and
	// without one they wait.
	FeeArticles []NamedArticle `json:"feeArticles"`
	// SendFreeShipping sends shipping of 0.00 as a line too.
	SendFreeShipping bool `json:"sendFreeShipping"`
	// Bundles says which lines of a bundle are sent.
	Bundles Bundles `json:"bundles"`
	// GiftCards says what a paid gift card is in VASCO.
	GiftCards GiftCards `json:"giftCards"`
	// GiftCardArticle is the article of a gift card's negative line.
	GiftCardArticle string `json:"giftCardArticle"`
	// HomeCountry is where VASCO's company is liable for VAT, two letters.
	HomeCountry string `json:"homeCountry"`
	// VATRules come before VATCodes.
	VATRules []VATRule `json:"vatRules"`
}

// NamedArticle is the article of what the shop calls by a name.
type NamedArticle struct {
	Name    string `json:"name"`
	Article string `json:"article"`
}

// Bundles says which lines of a bundle are sent.
type Bundles string

// The ways to send a bundle. A line that carries money is never left out for good:
// a parent's stays, children's is added to their parent.
const (
	// BundlesBoth sends all lines; a container without price and article is left out.
	BundlesBoth Bundles = "BOTH"
	// BundlesChildren leaves out containers without a price.
	BundlesChildren Bundles = "CHILDREN"
	// BundlesParent sends the container alone.
	BundlesParent Bundles = "PARENT"
)

// GiftCards says what a paid gift card is in VASCO.
type GiftCards string

// What a gift card is in VASCO.
const (
	// GiftCardPayment: a payment; the order is sent with its full total.
	GiftCardPayment GiftCards = "PAYMENT"
	// GiftCardLine: a negative line without VAT.
	GiftCardLine GiftCards = "LINE"
)

// VATKind is what a sale is for VAT.
type VATKind string

// The kinds of sales.
const (
	VATDomestic VATKind = "DOMESTIC"
	// VATOSS: to a consumer of another EU country, taxed there.
	VATOSS VATKind = "OSS"
	// VATReverseCharge: to a company of another EU country, which owes the tax.
	VATReverseCharge VATKind = "EU_REVERSE_CHARGE"
	// VATExport: to a country outside of the EU.
	VATExport VATKind = "EXPORT"
	// VATExempt: goods that are not taxed, vouchers among them.
	VATExempt VATKind = "EXEMPT"
)

// VATKinds are all kinds.
func VATKinds() []VATKind {
	return []VATKind{VATDomestic, VATOSS, VATReverseCharge, VATExport, VATExempt}
}

// VATRule is VASCO's code for a rate of sales of a kind.
type VATRule struct {
	// Country of the delivery, two letters; empty is any.
	Country string  `json:"country"`
	Kind    VATKind `json:"kind"`
	// Rate is in per cent, without trailing zeros.
	Rate string `json:"rate"`
	// Code is VASCO's; nil leaves the order to a person.
	Code *int `json:"code"`
}

func defaultLines() Lines {
	return Lines{Bundles: BundlesBoth, GiftCards: GiftCardPayment, HomeCountry: "SI"}
}

// LinesChange is what of Lines is to be different; nil fields stay.
type LinesChange struct {
	ShippingArticles *[]NamedArticle
	FeeArticles      *[]NamedArticle
	SendFreeShipping *bool
	Bundles          *Bundles
	GiftCards        *GiftCards
	GiftCardArticle  *string
	HomeCountry      *string
	VATRules         *[]VATRule
}

func (l Lines) with(c LinesChange) Lines {
	set(&l.ShippingArticles, c.ShippingArticles)
	set(&l.FeeArticles, c.FeeArticles)
	set(&l.SendFreeShipping, c.SendFreeShipping)
	set(&l.Bundles, c.Bundles)
	set(&l.GiftCards, c.GiftCards)
	set(&l.GiftCardArticle, c.GiftCardArticle)
	set(&l.HomeCountry, c.HomeCountry)
	set(&l.VATRules, c.VATRules)
	return l
}
