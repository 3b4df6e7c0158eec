package connection

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
)

const (
	maxListed      = 30
	maxStatuses    = 60
	maxArticleCode = 30
	maxTemplate    = 200
	maxNotes       = 1000
	maxTermDays    = 365
	maxRequests    = 10
	maxMetaKey     = 255
	// maxTolerance is in cents: what differs by more is no rounding.
	maxTolerance = 1000
	highestVAT   = 3
)

var (
	statusForm   = regexp.MustCompile(`^[a-z0-9_-]{1,40}$`)
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
)

// settings checks a shop's rules.
func (c *checks) settings(s rules.Shop) {
	c.statuses(s)
	c.addresses(s.OtherAddresses)
	c.thatf(currencyForm.MatchString(s.Currency), "settings.currency", CodeInvalid, "it is a currency's three letters, like EUR")
	c.currencies(s.AllowedCurrencies)
	c.keys("settings.eanMetaKeys", s.EANMetaKeys)
	c.thatf(len(s.EANMetaKeys) > 0 || s.UseSKU, "settings.eanMetaKeys", CodeRequired,
		"an article code must come from somewhere: name a meta key, or allow the SKU")
	c.keys("settings.vatMetaKeys", s.VATMetaKeys)
	c.text("settings.adoptMetaKey", s.AdoptMetaKey, maxMetaKey, false)
	c.thatf(!s.Partner.RetailWithoutVAT || s.RetailPartnerCode != "", "settings.retailPartnerCode", CodeRequired,
		"buyers without a VAT number are to get the retail partner: name it")
	c.thatf(slices.Contains([]rules.OtherName{rules.OtherNameUse, rules.OtherNameNew, rules.OtherNameAsk}, s.Partner.OtherName), "settings.otherName",
		CodeInvalid, "it is USE, NEW or ASK")
	c.thatf(slices.Contains([]rules.TaxStatus{rules.TaxStatusNoData, rules.TaxStatusNotLiable, rules.TaxStatusSmall}, s.Partner.TaxStatus), "settings.taxStatus",
		CodeInvalid, "it is NO_DATA, NOT_LIABLE or SMALL")
	c.thatf(s.RetailPartnerCode == "" || IsPartnerCode(s.RetailPartnerCode), "settings.retailPartnerCode", CodeInvalid, "it is the number of a partner in VASCO")
	c.notes(s.NotesTemplate)
	c.keys("settings.lockerMetaKeys", s.LockerMetaKeys)
	c.template(s.ShopNumberTemplate)
	c.thatf(slices.Contains([]rules.DocumentDay{rules.OrderDay, rules.PaymentDay, rules.SendingDay}, s.DocumentDay), "settings.documentDay", CodeInvalid,
		"it is ORDER, PAYMENT or SENDING")
	_, err := rules.ParseDay(s.FirstOpenDay)
	c.thatf(err == nil, "settings.firstOpenDay", CodeInvalid, "it is a day like 2027-01-01, or empty")
	c.thatf(s.RequestsAtOnce >= 1 && s.RequestsAtOnce <= maxRequests, "settings.requestsAtOnce", CodeInvalid, "it is 1 to %d requests at once", maxRequests)
	c.thatf(s.PaymentTermDays >= 0 && s.PaymentTermDays <= maxTermDays, "settings.paymentTermDays", CodeInvalid, "it is 0 to %d days", maxTermDays)
	c.text("settings.shippingArticle", s.ShippingArticle, maxArticleCode, true)
	c.text("settings.shippingName", s.ShippingName, maxTemplate, true)
	c.lines(s.Lines)
	c.text("settings.feeArticle", s.FeeArticle, maxArticleCode, false)
	c.text("settings.feeName", s.FeeName, maxTemplate, true)
	c.vatCodes(s.VATCodes)
	c.thatf(s.ToleranceCents >= 0 && s.ToleranceCents <= maxTolerance, "settings.toleranceCents", CodeInvalid, "it is 0 to %d cents", maxTolerance)
	c.text("settings.roundingArticle", s.RoundingArticle, maxArticleCode, false)
	c.text("settings.roundingName", s.RoundingName, maxTemplate, s.RoundingArticle != "")
	_, untaxed := s.UntaxedCode()
	c.thatf(s.RoundingArticle == "" || untaxed, "settings.roundingArticle", CodeInvalid, "its line is untaxed: the rate 0 needs a VAT code first")
	c.text("settings.numberPrefix", s.NumberPrefix, 10, false)
	c.stock(s.Stock)
	c.products(s.Products)
}

func (c *checks) statuses(s rules.Shop) {
	const field = "settings.sendStatuses"
	c.thatf(len(s.SendStatuses()) > 0, field, CodeRequired, "name at least one status")
	c.thatf(len(s.Statuses) <= maxStatuses, field, CodeTooLong, "there are more than %d", maxStatuses)
	for _, status := range slices.Sorted(maps.Keys(s.Statuses)) {
		c.status(field, field, status, s.Statuses[status])
	}
}

// status checks a status and its rule, each under its field.
func (c *checks) status(statusField, ruleField, status string, rule rules.Status) {
	c.thatf(statusForm.MatchString(status), statusField, CodeInvalid, "%.40q is not a status", status)
	c.thatf(!strings.HasPrefix(status, "wc-"), statusField, CodeInvalid, "write %.40q without wc-", status)
	c.thatf(rule != rules.Send || rules.MaySend(status), ruleField, CodeInvalid, "orders that are %.40q are never sent", status)
}

// CheckStatuses finds what is wrong with a list of statuses that are to be sent.
func CheckStatuses(field string, all []string) InvalidInput {
	var c checks
	c.thatf(len(all) <= maxListed, field, CodeTooLong, "there are more than %d", maxListed)
	for _, status := range all {
		c.status(field, field, status, rules.Send)
	}
	return c.found
}

func (c *checks) currencies(all []string) {
	const field = "settings.allowedCurrencies"
	c.thatf(len(all) <= maxListed, field, CodeTooLong, "there are more than %d", maxListed)
	for i, currency := range all {
		c.thatf(currencyForm.MatchString(currency), field, CodeInvalid, "%.20q is not a currency's three letters, like EUR", currency)
		c.thatf(!slices.Contains(all[:i], currency), field, CodeTaken, "%.20q is named twice", currency)
	}
}

func (c *checks) keys(field string, all []string) {
	c.thatf(len(all) <= maxListed, field, CodeTooLong, "there are more than %d", maxListed)
	for _, key := range all {
		c.thatf(strings.TrimSpace(key) != "" && len(key) <= maxMetaKey, field, CodeInvalid, "%.40q is not a meta key", key)
	}
}

// notes: a placeholder that is not known would be printed as it is.
func (c *checks) notes(template string) {
	const field = "settings.notesTemplate"
	c.text(field, template, maxNotes, false)
	for _, name := range rules.UnknownPlaceholders(template) {
		c.thatf(false, field, CodeInvalid, "there is no {%.40s}; there are {%s}", name, strings.Join(rules.NotesPlaceholders(), "}, {"))
	}
}

// template: without a part that differs, no order could be found again by it.
func (c *checks) template(text string) {
	const field = "settings.shopNumberTemplate"
	c.text(field, text, 40, true)
	c.thatf(strings.Contains(text, "{number}") || strings.Contains(text, "{id}"), field, CodeInvalid, "it must hold {number} or {id}")
	c.thatf(!strings.ContainsFunc(text, unicode.IsControl), field, CodeInvalid, "it must be one line")
}

func (c *checks) vatCodes(all map[string]int) {
	const field = "settings.vatCodes"
	c.thatf(len(all) > 0, field, CodeRequired, "name at least one rate")
	c.thatf(len(all) <= maxListed, field, CodeTooLong, "there are more than %d", maxListed)
	seen := make(map[string]bool, len(all))
	for text, code := range all {
		rate, err := decimal.NewFromString(text)
		if err != nil || len(text) > 10 || rate.IsNegative() || rate.GreaterThan(decimal.NewFromInt(100)) {
			c.thatf(false, field, CodeInvalid, "%.20q is not a rate in per cent", text)
			continue
		}
		c.thatf(!seen[rate.String()], field, CodeTaken, "the rate %s is named twice", rate)
		seen[rate.String()] = true
		c.thatf(code >= 0 && code <= highestVAT, field, CodeInvalid, "VASCO has no VAT code %d: there are 0 to %d", code, highestVAT)
	}
}

// IsPartnerCode tells whether a text can be a partner's code in VASCO.
func IsPartnerCode(text string) bool {
	return text != "" && len(text) <= 10 && strings.Trim(text, "0123456789") == ""
}
