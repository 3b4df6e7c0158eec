package product

// Why a product is not pushed to VASCO.
const (
	// ReasonEANMissing: nobody knows the product's article.
	ReasonEANMissing = "EAN_MISSING"
	// ReasonTaxUnmapped: class. Nobody said which of VASCO's VAT codes the tax class is.
	ReasonTaxUnmapped = "TAX_CLASS_UNMAPPED"
	// ReasonPriceMissing: the product has no regular price.
	ReasonPriceMissing = "PRICE_MISSING"
	// ReasonVariable: its variations are the articles.
	ReasonVariable = "HAS_VARIATIONS"
	// ReasonGone: the shop does not have it any more.
	ReasonGone = "PRODUCT_GONE"
	// ReasonRefused: detail, and VASCO's own words by field.
	ReasonRefused = "REFUSED_BY_VASCO"
	// ReasonShared: code. Another product has the same article, and what VASCO has is not this one's.
	ReasonShared = "ARTICLE_SHARED"
	// ReasonUnclear: detail. VASCO's answer was lost, and the article is not as it was sent.
	ReasonUnclear = "PUSH_UNCLEAR"
	// ReasonUnwritable: detail. The product cannot be written as an article.
	ReasonUnwritable = "UNWRITABLE"
)

// Reasons are all of them.
func Reasons() []string {
	return []string{
		ReasonEANMissing, ReasonTaxUnmapped, ReasonPriceMissing, ReasonVariable, ReasonGone, ReasonRefused, ReasonShared, ReasonUnclear, ReasonUnwritable,
	}
}
