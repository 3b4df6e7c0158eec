package push

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Reason is why a product is not in VASCO as it should be: a code of
// product.Reasons with what its words need. It travels as an error.
type Reason struct {
	Code   string
	Params map[string]string
}

func (r *Reason) Error() string { return "the product is not pushed: " + r.Code }

// priceDecimals is how exactly VASCO keeps prices.
const priceDecimals = 4

// Article is what a product is to be in VASCO, or the *Reason why it cannot be
// one. A name that is longer than the installation's line is split.
func Article(p *ent.Product, s rules.Shop, profile vasco.Profile) (vasco.ArticleDocument, error) {
	switch {
	case p.GoneAt != nil:
		return vasco.ArticleDocument{}, &Reason{Code: product.ReasonGone}
	case isVariable(p):
		return vasco.ArticleDocument{}, &Reason{Code: product.ReasonVariable}
	case strings.TrimSpace(p.Code) == "":
		return vasco.ArticleDocument{}, &Reason{Code: product.ReasonEANMissing}
	}
	code, rate, mapped := vatOf(p, s)
	if !mapped {
		return vasco.ArticleDocument{}, &Reason{Code: product.ReasonTaxUnmapped, Params: map[string]string{"class": p.TaxClass}}
	}
	price, err := decimal.NewFromString(strings.TrimSpace(p.RegularPrice))
	if err != nil {
		return vasco.ArticleDocument{}, &Reason{Code: product.ReasonPriceMissing}
	}
	d := vasco.ArticleDocument{
		Code: strings.TrimSpace(p.Code), Unit: s.Products.Unit, Group: s.Products.GroupOf(p.Categories), VATCode: code,
		Price: netPrice(price, rate, s.Products.PricesWithTax), HasStock: !p.Virtual, Extra: make(map[string]string),
	}
	d.Name, d.Name2 = profile.SplitName(p.Name)
	if s.Products.LinkField != "" && p.Permalink != "" {
		d.Extra[s.Products.LinkField] = p.Permalink
	}
	if s.Products.EANField != "" && p.Ean != "" {
		d.Extra[s.Products.EANField] = p.Ean
	}
	return d, nil
}

// isVariable tells a product whose variations are the articles.
func isVariable(p *ent.Product) bool {
	return p.ParentID == 0 && product.IsVariable(p.Type)
}

// vatOf is VASCO's code of a product's tax, and its rate in per cent.
func vatOf(p *ent.Product, s rules.Shop) (code int, rate decimal.Decimal, mapped bool) {
	switch p.TaxStatus {
	case "none", "shipping": // The second taxes its delivery only.
		code, mapped = s.UntaxedCode()
		return code, decimal.Zero, mapped
	}
	code, mapped = s.Products.TaxClasses[p.TaxClass]
	if !mapped && p.TaxClass == "standard" {
		code, mapped = s.Products.TaxClasses[""]
	}
	if !mapped {
		return 0, rate, false
	}
	rate, mapped = rateOf(code, s.VATCodes)
	return code, rate, mapped || !s.Products.PricesWithTax
}

// domesticRates are those a code means where the shop has it for several.
var domesticRates = []string{"22", "9.5", "5", "0"}

// rateOf is the rate that the shop's sales have under a VAT code: a domestic one
// where there are several, else the lowest.
func rateOf(code int, codes map[string]int) (rate decimal.Decimal, known bool) {
	for _, text := range domesticRates {
		if of, named := codes[text]; named && of == code {
			return decimal.RequireFromString(text), true
		}
	}
	var rates []decimal.Decimal
	for text, of := range codes {
		if one, err := decimal.NewFromString(text); err == nil && of == code {
			rates = append(rates, one)
		}
	}
	if len(rates) == 0 {
		return rate, false
	}
	return slices.MinFunc(rates, decimal.Decimal.Compare), true
}

// netPrice rounds once, half away from zero.
func netPrice(price, rate decimal.Decimal, withTax bool) decimal.Decimal {
	if !withTax {
		return price.Round(priceDecimals)
	}
	return price.DivRound(decimal.NewFromInt(1).Add(rate.Shift(-2)), priceDecimals)
}
