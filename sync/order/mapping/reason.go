// Package mapping turns a shop's order into the document VASCO gets, or says
// why it cannot. It is pure: everything looked up is given to it.
package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ReasonCode is why an order waits for a person to mend something.
type ReasonCode string

// The reasons. Params of each are named beside it.
const (
	// NoLines: nothing of the order can become a line.
	NoLines ReasonCode = "NO_LINES"
	// PaymentUnmapped: method, title.
	PaymentUnmapped ReasonCode = "PAYMENT_UNMAPPED"
	// ArticleCodeMissing: product, productId, sku, and the kind and key of the article map's entry.
	ArticleCodeMissing ReasonCode = "ARTICLE_CODE_MISSING"
	// ArticleUnknown: article, and what ArticleCodeMissing has; status, detail. VASCO
	// has no such article.
	ArticleUnknown ReasonCode = "ARTICLE_UNKNOWN_IN_VASCO"
	// VATRateUnmapped: rate, line. In place of the rate several is "true" for a line
	// of several rates, unknown for one whose tax has no rate the order tells.
	VATRateUnmapped ReasonCode = "VAT_RATE_UNMAPPED"
	// VATMissing: line, country. A line that should be taxed has no tax.
	VATMissing ReasonCode = "VAT_MISSING"
	// FeeUnmapped: fee.
	FeeUnmapped ReasonCode = "FEE_UNMAPPED"
	// CurrencyMismatch: currency, expected.
	CurrencyMismatch ReasonCode = "CURRENCY_MISMATCH"
	// TotalMismatch: shopTotal, documentTotal, difference; refunded is money that was
	// given back before without naming lines.
	TotalMismatch ReasonCode = "TOTAL_MISMATCH"
	// NoConnection: the shop has no VASCO connection.
	NoConnection ReasonCode = "NO_CONNECTION"
	// PartnerAmbiguous: candidates.
	PartnerAmbiguous ReasonCode = "PARTNER_AMBIGUOUS"
	// PartnerDataMissing: neither VAT number nor e-mail.
	PartnerDataMissing ReasonCode = "PARTNER_DATA_MISSING"
	// RejectedByVasco: what, status, detail, field.<name>.
	RejectedByVasco ReasonCode = "REJECTED_BY_VASCO"
)

// ReasonCodes are all reasons, for tests that every one has its words and its mending.
func ReasonCodes() []ReasonCode {
	return []ReasonCode{
		NoLines, PaymentUnmapped, ArticleCodeMissing, ArticleUnknown, VATRateUnmapped, VATMissing, FeeUnmapped, CurrencyMismatch, TotalMismatch,
		NoConnection, PartnerAmbiguous, PartnerDataMissing, RejectedByVasco,
	}
}

// Reason is a code with what its words need. It travels as an error.
type Reason struct {
	Code   ReasonCode
	Params map[string]string
}

func (r *Reason) Error() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		all = append(all, name+"="+r.Params[name])
	}
	return fmt.Sprintf("%s (%s)", r.Code, strings.Join(all, ", "))
}
