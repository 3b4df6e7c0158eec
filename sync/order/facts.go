package order

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/woo"
)

// facts are what of an order matters once it is in VASCO: a later change of one
// of them is told to a person, our own echo is not. They are stored with what
// was sent: a field that older ones lack must be able to say so, by being nil.
type facts struct {
	// Ended is how the order ended: cancelled, failed, refunded, trashed or gone.
	Ended    string `json:"ended,omitempty"`
	Total    string `json:"total"`
	Refunded string `json:"refunded,omitempty"`
	Lines    string `json:"lines"`
	Payment  string `json:"payment"`
	Buyer    string `json:"buyer"`
	Address  string `json:"address"`
	// VAT is the buyer's VAT number, in the form it is compared in.
	VAT *string `json:"vat"`
	// Tax is what was charged at each rate, on goods, shipping and fees.
	Tax *string `json:"tax"`
	// Rates are what was charged at each VAT rate, in per cent.
	Rates map[string]charge `json:"rates"`
	// Refunds are the shop's ids of those that were made before it was sent.
	Refunds *[]int64 `json:"refunds"`
	// Returned is what of the Rates was given back, and left out, before it was sent.
	Returned map[string]charge `json:"returned,omitempty"`
	// Unpaid says that it was sent before its payment came.
	Unpaid bool `json:"unpaid,omitempty"`
	// Articles are the products by the ids of their lines.
	Articles map[int64]lineProduct `json:"articles"`
}

// lineProduct is the product of a line. The shop keeps its id with the order; the
// SKU is the product's present one, and is only shown.
type lineProduct struct {
	ID  int64  `json:"id"`
	SKU string `json:"sku,omitempty"`
}

func (a lineProduct) String() string { return strings.TrimSpace(fmt.Sprintf("%s #%d", a.SKU, a.ID)) }

func factsOf(row *ent.Order, o *woo.Order, settings rules.Shop) facts {
	vat, tax, refunds := "", taxText(o), refundIDs(o)
	if b := buyer.FromOrder(o, settings.VATMetaKeys); b.VATNumber != "" {
		vat = b.TaxNumber().String()
	}
	return facts{
		Ended: endOf(row, o), Total: o.Total.StringFixed(2) + " " + o.Currency, Refunded: refundsText(o), Lines: linesText(o),
		Payment: o.PaymentMethod,
		Buyer:   strings.Join([]string{o.Billing.Company, o.Billing.FirstName, o.Billing.LastName, o.Billing.Email}, " | "),
		Address: addressLine(o.Billing) + " || " + addressLine(o.Shipping),
		VAT:     &vat, Tax: &tax, Articles: articlesOf(o),
		Rates: chargesOf(o), Refunds: &refunds, Unpaid: isUnpaid(o),
	}
}

// ended are WooCommerce's own statuses of orders that are over without being delivered.
var ended = []string{"cancelled", "failed", "refunded"}

func endOf(row *ent.Order, o *woo.Order) string {
	switch {
	case row.Presence == entorder.PresenceGONE:
		return "gone"
	case row.Presence == entorder.PresenceTRASHED:
		return "trashed"
	case slices.Contains(ended, o.Status):
		return o.Status
	default:
		return ""
	}
}

func linesText(o *woo.Order) string {
	var lines []string
	for _, l := range o.LineItems {
		lines = append(lines, fmt.Sprintf("%s × %s = %s", l.Quantity, l.Name, l.Total.StringFixed(2)))
	}
	for _, l := range o.ShippingLines {
		lines = append(lines, l.MethodTitle+" = "+l.Total.StringFixed(2))
	}
	for _, l := range o.FeeLines {
		lines = append(lines, l.Name+" = "+l.Total.StringFixed(2))
	}
	return strings.Join(lines, "; ")
}

func refundsText(o *woo.Order) string {
	var refunds []string
	for _, r := range o.Refunds {
		refunds = append(refunds, r.Total.StringFixed(2))
	}
	return strings.Join(refunds, "; ")
}

// taxText adds up the lines' taxes by rate: "22 % = 22.74; 9.5 % = 0.90".
func taxText(o *woo.Order) string {
	sums := make(map[int64]decimal.Decimal)
	add := func(taxes []woo.LineTax) {
		for _, tax := range taxes {
			sums[tax.ID] = sums[tax.ID].Add(tax.Total.Decimal)
		}
	}
	for _, l := range o.LineItems {
		add(l.Taxes)
	}
	for _, l := range o.ShippingLines {
		add(l.Taxes)
	}
	for _, l := range o.FeeLines {
		add(l.Taxes)
	}
	var texts []string
	for _, id := range slices.Sorted(maps.Keys(sums)) {
		if !sums[id].IsZero() {
			texts = append(texts, rateText(o, id)+" = "+sums[id].StringFixed(2))
		}
	}
	return strings.Join(texts, "; ")
}

func rateText(o *woo.Order, id int64) string {
	for _, line := range o.TaxLines {
		if line.RateID == id && line.RatePercent != nil {
			return line.RatePercent.String() + " %"
		}
	}
	return fmt.Sprint("#", id)
}

// isUnpaid: the order waits for its payment. Cash on delivery does not: it is
// on its way without.
func isUnpaid(o *woo.Order) bool {
	return o.DatePaidGMT.IsZero() && (o.Status == "on-hold" || o.Status == "pending")
}

func refundIDs(o *woo.Order) []int64 {
	ids := make([]int64, len(o.Refunds))
	for i, r := range o.Refunds {
		ids[i] = r.ID
	}
	return ids
}

func articlesOf(o *woo.Order) map[int64]lineProduct {
	all := make(map[int64]lineProduct, len(o.LineItems))
	for _, l := range o.LineItems {
		id := l.VariationID
		if id == 0 {
			id = l.ProductID
		}
		all[l.ID] = lineProduct{ID: id, SKU: l.SKU}
	}
	return all
}

func addressLine(a woo.Address) string {
	return strings.Join([]string{a.Address1, a.Address2, string(a.Postcode), a.City, a.Country}, ", ")
}

// changes lists what differs, by name.
func changes(before, after facts) map[string][2]string {
	all := make(map[string][2]string)
	note := func(name, b, a string) {
		if a != b {
			all[name] = [2]string{b, a}
		}
	}
	note("ended", before.Ended, after.Ended)
	note("total", before.Total, after.Total)
	note("refunded", before.Refunded, after.Refunded)
	note("lines", before.Lines, after.Lines)
	note("payment", before.Payment, after.Payment)
	note("buyer", before.Buyer, after.Buyer)
	note("address", before.Address, after.Address)
	if before.VAT != nil {
		note("vat", *before.VAT, *after.VAT)
	}
	if before.Tax != nil {
		note("tax", *before.Tax, *after.Tax)
	}
	if before.Unpaid && !after.Unpaid && after.Ended == "" {
		note("paid", "no", "yes")
	}
	others, theirs := otherArticles(before.Articles, after.Articles)
	note("articles", others, theirs)
	return all
}

// otherArticles are those of the lines that have another product than before.
// One that was deleted in the shop since has no id any more: the order is the
// same. Lines that came or went are told as lines.
func otherArticles(before, after map[int64]lineProduct) (were, are string) {
	var b, a []string
	for _, line := range slices.Sorted(maps.Keys(before)) {
		was, is := before[line], after[line]
		if was.ID != is.ID && was.ID != 0 && is.ID != 0 {
			b, a = append(b, was.String()), append(a, is.String())
		}
	}
	return strings.Join(b, "; "), strings.Join(a, "; ")
}
