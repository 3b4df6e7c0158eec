package mapping

import (
	"cmp"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/woo"
)

// sale is what an order is for VAT.
type sale struct {
	// country of the delivery, two letters; empty where the order has no address.
	country string
	kind    rules.VATKind
}

// KindOf tells what a sale is for VAT, and to which country. Where an EU country
// is delivered to, the taxes tell whose they are: those of home make it domestic.
func KindOf(o *woo.Order, s rules.Shop) (kind rules.VATKind, country string) {
	country = strings.ToUpper(strings.TrimSpace(cmp.Or(o.Shipping.Country, o.Billing.Country)))
	switch {
	case country == "" || country == s.HomeCountry:
		return rules.VATDomestic, country
	case !buyer.InUnion(country):
		return rules.VATExport, country
	case !isTaxed(o) && buyer.FromOrder(o, s.VATMetaKeys).VATNumber != "":
		return rules.VATReverseCharge, country
	case isTaxedIn(o, s.HomeCountry):
		return rules.VATDomestic, country
	default:
		return rules.VATOSS, country
	}
}

func isTaxed(o *woo.Order) bool {
	for _, line := range o.TaxLines {
		if !line.TaxTotal.IsZero() || !line.ShippingTaxTotal.IsZero() {
			return true
		}
	}
	return !o.TotalTax.IsZero()
}

// isTaxedIn tells whether the order has taxes and all are a country's: the shop
// begins a rate's code with it ("SI-DDV 22 %-1").
func isTaxedIn(o *woo.Order, country string) bool {
	for _, line := range o.TaxLines {
		if !strings.HasPrefix(line.RateCode, country+"-") {
			return false
		}
	}
	return len(o.TaxLines) > 0
}

// codeOf is VASCO's code of a rate: by the rules that name the country, by those
// for any, and for what is taxed at home, or not at all, by the plain codes.
func (s sale) codeOf(settings rules.Shop, rate decimal.Decimal, line string) (int, error) {
	unmapped := &Reason{VATRateUnmapped, map[string]string{"rate": rate.String(), "line": line}}
	rule := s.rule(settings, rate)
	if s.kind != rules.VATDomestic || rule != nil {
		unmapped.Params["kind"], unmapped.Params["country"] = string(s.kind), s.country
	}
	if rule != nil {
		if rule.Code == nil {
			unmapped.Params["blocked"] = "true"
			return 0, unmapped
		}
		return *rule.Code, nil
	}
	if s.kind == rules.VATOSS && rate.IsPositive() {
		return 0, unmapped // Another country's 22 % is not ours.
	}
	for text, code := range settings.VATCodes {
		if isRate(text, rate) {
			return code, nil
		}
	}
	return 0, unmapped
}

func (s sale) rule(settings rules.Shop, rate decimal.Decimal) *rules.VATRule {
	for _, country := range []string{s.country, ""} {
		for i, rule := range settings.VATRules {
			if rule.Kind == s.kind && rule.Country == country && isRate(rule.Rate, rate) {
				return &settings.VATRules[i]
			}
		}
	}
	return nil
}

func isRate(text string, rate decimal.Decimal) bool {
	mapped, err := decimal.NewFromString(text)
	return err == nil && mapped.Equal(rate)
}

// exempt is the same sale of something that is not taxed.
func (s sale) exempt() sale { return sale{s.country, rules.VATExempt} }

// ofLine is the sale a line without tax belongs to. One at home, or to a consumer
// of another EU country, that should be taxed has lost its tax, unless a rule says
// what a rate of nothing is: VAT_MISSING.
func (s sale) ofLine(in Input, line taxed, rate decimal.Decimal) (sale, error) {
	if !rate.IsZero() || line.net.IsZero() {
		return s, nil
	}
	switch {
	case line.exempt && s.kind != rules.VATExport:
		return s.exempt(), nil
	case s.kind != rules.VATDomestic && s.kind != rules.VATOSS, line.zeroRated(in), s.rule(in.Settings, rate) != nil:
		return s, nil
	default:
		return s, &Reason{VATMissing, map[string]string{"line": line.name, "country": s.country}}
	}
}

// zeroRated tells whether the order says itself that the rate is nothing.
func (line taxed) zeroRated(in Input) bool {
	if line.class == "zero-rate" || line.unknown {
		return true
	}
	for _, tax := range line.taxes {
		for _, known := range in.Order.TaxLines {
			if known.RateID == tax.ID && known.RatePercent != nil && known.RatePercent.IsZero() {
				return true
			}
		}
	}
	return false
}
