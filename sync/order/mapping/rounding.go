package mapping

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// roundingLine takes the cents that a document is apart from the shop's total
// onto a line of their own, where the shop has an article for them.
func roundingLine(s rules.Shop, p vasco.Profile, r Result) Result {
	code, known := s.UntaxedCode()
	if s.RoundingArticle == "" || !known || r.Difference.IsZero() || !r.Difference.Equal(r.Difference.Round(2)) {
		return r
	}
	lines := append(slices.Clone(r.Document.Lines), vasco.Line{
		ArticleCode: s.RoundingArticle, Name: s.RoundingName, Quantity: decimal.NewFromInt(1), UnitPrice: r.Difference,
		NoDiscount: true, VATCode: code,
	})
	gross := p.Gross(lines)
	if !gross.Equal(r.ShopTotal) {
		return r
	}
	r.Document.Lines, r.Gross, r.Difference = lines, gross, decimal.Zero
	r.LineIDs = append(r.LineIDs, 0)
	return r
}
