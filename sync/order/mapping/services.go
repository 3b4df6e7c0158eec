package mapping

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/woo"
)

// giftCardName is the name of a gift card's line.
const giftCardName = "Darilni bon"

// shippingArticle is the article of the shipping's method: of its instance, of
// the method, or the one for all.
func shippingArticle(s rules.Shop, line woo.ShipLine) string {
	method, instance, _ := strings.Cut(line.MethodID, ":")
	if instance == "" {
		instance = string(line.InstanceID)
	}
	return namedArticle(s.ShippingArticles, method+":"+instance, namedArticle(s.ShippingArticles, method, s.ShippingArticle))
}

// namedArticle is the article of a name, in any case; otherwise where there is none.
func namedArticle(all []rules.NamedArticle, name, otherwise string) string {
	for _, one := range all {
		if strings.EqualFold(strings.TrimSpace(one.Name), strings.TrimSpace(name)) {
			return one.Article
		}
	}
	return otherwise
}

// paidByCard is what gift cards took off the order's total, which its lines do
// not show. An amount that does not explain what is missing is not one; money that
// was given back without naming lines is missing as well, and no card's.
func (in Input) paidByCard(items []item) decimal.Decimal {
	paid := in.Order.PaidByGiftCard()
	if !paid.IsPositive() {
		return decimal.Zero
	}
	missing := in.expected().Add(looseRefunds(in.Refunds)).Neg()
	for _, it := range items {
		missing = missing.Add(it.gross)
	}
	if missing.Sub(paid).Abs().GreaterThan(decimal.New(in.Settings.ToleranceCents, -2)) {
		return decimal.Zero
	}
	return paid
}

// expected is what the document has to come to: the shop's total without what
// was refunded before.
func (in Input) expected() decimal.Decimal {
	total := in.Order.Total.Decimal
	for _, refund := range in.Refunds {
		total = total.Sub(refund.Amount.Abs())
	}
	return total
}
