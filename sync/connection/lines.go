package connection

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// maxRules bounds a shop's VAT rules: a few for every country.
const maxRules = 200

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

// lines checks the rules of what an order's lines become.
func (c *checks) lines(l rules.Lines) {
	c.named("settings.shippingArticles", l.ShippingArticles)
	c.named("settings.feeArticles", l.FeeArticles)
	known := l.Bundles == rules.BundlesBoth || l.Bundles == rules.BundlesChildren || l.Bundles == rules.BundlesParent
	c.thatf(known, "settings.bundles", CodeInvalid, "it is BOTH, CHILDREN or PARENT")
	c.thatf(l.GiftCards == rules.GiftCardPayment || l.GiftCards == rules.GiftCardLine, "settings.giftCards", CodeInvalid, "it is PAYMENT or LINE")
	c.text("settings.giftCardArticle", l.GiftCardArticle, maxArticleCode, l.GiftCards == rules.GiftCardLine)
	c.thatf(countryForm.MatchString(l.HomeCountry), "settings.homeCountry", CodeInvalid, "it is a country's two letters, like SI")
	c.vatRules(l.VATRules)
}

func (c *checks) named(field string, all []rules.NamedArticle) {
	c.thatf(len(all) <= maxListed, field, CodeTooLong, "there are more than %d", maxListed)
	seen := make(map[string]bool, len(all))
	for i, one := range all {
		at := fmt.Sprint(field, ".", i)
		c.text(at+".name", one.Name, maxTemplate, true)
		c.text(at+".article", one.Article, maxArticleCode, true)
		name := strings.ToLower(strings.TrimSpace(one.Name))
		c.thatf(!seen[name], at+".name", CodeTaken, "%.40q is named twice", one.Name)
		seen[name] = true
	}
}

func (c *checks) vatRules(all []rules.VATRule) {
	const field = "settings.vatRules"
	c.thatf(len(all) <= maxRules, field, CodeTooLong, "there are more than %d", maxRules)
	seen := make(map[string]bool, len(all))
	for i, rule := range all {
		at := fmt.Sprint(field, ".", i)
		c.thatf(rule.Country == "" || countryForm.MatchString(rule.Country), at+".country", CodeInvalid, "it is a country's two letters, or empty for any")
		c.thatf(slices.Contains(rules.VATKinds(), rule.Kind), at+".kind", CodeInvalid, "it is one of %v", rules.VATKinds())
		c.thatf(rule.Code == nil || (*rule.Code >= 0 && *rule.Code <= highestVAT), at+".code", CodeInvalid, "VASCO has the VAT codes 0 to %d", highestVAT)
		rate, err := decimal.NewFromString(rule.Rate)
		if err != nil || len(rule.Rate) > 10 || rate.IsNegative() || rate.GreaterThan(decimal.NewFromInt(100)) {
			c.thatf(false, at+".rate", CodeInvalid, "%.20q is not a rate in per cent", rule.Rate)
			continue
		}
		name := fmt.Sprint(rule.Country, " ", rule.Kind, " ", rate)
		c.thatf(!seen[name], at, CodeTaken, "%s is named twice", name)
		seen[name] = true
	}
}
