package mapping

import "github.com/shopspring/decimal"

// Totals are what an order comes to, with tax, in the shop and in VASCO.
type Totals struct{ Shop, Document decimal.Decimal }

// Equal tells whether these are the totals a person saw, to the cent.
func (t Totals) Equal(seen *Totals) bool {
	return seen != nil && t.Shop.Round(2).Equal(seen.Shop) && t.Document.Round(2).Equal(seen.Document)
}

func (t Totals) mismatch() *Reason {
	return &Reason{TotalMismatch, map[string]string{
		"shopTotal": t.Shop.StringFixed(2), "documentTotal": t.Document.StringFixed(2), "difference": t.Shop.Sub(t.Document).StringFixed(2),
	}}
}

// TotalsOf are the totals a TotalMismatch shows in its params; nil without them.
func TotalsOf(params map[string]string) *Totals {
	shop, shopErr := decimal.NewFromString(params["shopTotal"])
	document, documentErr := decimal.NewFromString(params["documentTotal"])
	if shopErr != nil || documentErr != nil {
		return nil
	}
	return &Totals{Shop: shop, Document: document}
}
