package logfile

import (
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/mapping"
)

// reasons are the words of why an order stands where it stands.
var reasons = map[string]func(params) string{
	string(mapping.NoLines): func(params) string { return "there is nothing on it that could be sent" },
	string(mapping.PaymentUnmapped): func(p params) string {
		return "payment method " + p.or("title", p.get("method")) + " (" + p.get("method") + ") has no VASCO payment"
	},
	string(mapping.ArticleCodeMissing): func(p params) string {
		return "product " + p.get("product") + p.between(" (SKU ", "sku", ")") + " has no article code"
	},
	string(mapping.ArticleUnknown): func(p params) string {
		return "VASCO has no article " + p.get("article") + " for " + p.get("product") + p.with(": ", "detail")
	},
	string(mapping.VATRateUnmapped): func(p params) string {
		if p.get("several") == "true" {
			return "line " + p.get("line") + " has several VAT rates"
		}
		if p.get("unknown") == "true" {
			return "the order does not tell the VAT rate of " + p.get("line")
		}
		where := p.between(" to ", "country", "") + p.between(" (", "kind", ")")
		if p.get("blocked") == "true" {
			return "VAT rate " + p.get("rate") + " % of " + p.get("line") + where + " is left to a person"
		}
		return "VAT rate " + p.get("rate") + " % of " + p.get("line") + where + " has no VASCO code"
	},
	string(mapping.VATMissing): func(p params) string {
		return p.get("line") + p.between(" to ", "country", "") + " should be taxed and has no VAT"
	},
	string(mapping.FeeUnmapped): func(p params) string { return "fee " + p.get("fee") + " has no article" },
	string(mapping.CurrencyMismatch): func(p params) string {
		return "its currency is " + p.get("currency") + ", sent are orders in " + p.get("expected")
	},
	string(mapping.TotalMismatch): func(p params) string {
		return "the shop's total is " + p.get("shopTotal") + ", VASCO's would be " + p.get("documentTotal") +
			p.between("; ", "refunded", " was given back without naming lines")
	},
	string(mapping.NoConnection): func(params) string { return "the shop has no VASCO connection" },
	string(mapping.PartnerAmbiguous): func(p params) string {
		if p["buyer"] != "" {
			return "the buyer " + p.get("buyer") + " has the e-mail address of partner " + p.get("candidates")
		}
		return "several partners fit the buyer: " + p.get("candidates")
	},
	string(mapping.PartnerDataMissing): func(params) string { return "the buyer has neither a VAT number nor an e-mail address" },
	string(mapping.RejectedByVasco): func(p params) string {
		fields := rest(p, "number", "reason", "what", "status", "detail")
		if fields != "" {
			fields = " (" + fields + ")"
		}
		return "VASCO refused the " + p.or("what", "order") + p.with(": ", "detail") + fields
	},
	order.ReasonVascoLogin: func(p params) string { return "VASCO refuses the login" + p.with(": ", "detail") },
	order.ReasonShopLogin:  func(p params) string { return "the shop refuses the keys" + p.with(": ", "detail") },
	order.ReasonOld:        func(p params) string { return "it was placed on " + p.get("placed") + ", longer than a week ago" },

	order.ReasonHeld:    func(params) string { return "sending is on hold" },
	order.ReasonPreview: func(params) string { return "the shop is in preview, nothing is sent" },

	order.ReasonYearNotOpen: func(p params) string {
		return "the year " + p.get("year") + " is not open in VASCO" + p.with(": ", "detail")
	},

	order.SkippedByPerson:    func(params) string { return "by a person" },
	order.SkippedGone:        func(params) string { return "it is gone from the shop" },
	order.SkippedTrashed:     func(params) string { return "it is in the shop's trash" },
	order.SkippedBeforeStart: func(params) string { return "it was placed before the start of syncing" },
	order.SkippedPaymentOff:  func(params) string { return "its payment method is switched off" },
	order.SkippedNotSending:  func(params) string { return "it ended in the shop" },

	order.ReasonInternal:         func(params) string { return "a fault of ours" },
	order.ReasonSearchUnproven:   func(params) string { return "it may be in VASCO, whose search has never found an order" },
	order.ReasonSearchIncomplete: func(params) string { return "it may be in VASCO, which did not answer the search completely" },
	order.ReasonNumberDiffers: func(p params) string {
		return "VASCO order " + p.get("found") + " has its number, but other data"
	},
	order.ReasonNumberTaken: func(p params) string {
		return "VASCO answered " + p.vasco() + ", which belongs to another order"
	},
	order.ReasonFormerNumber: func(p params) string {
		return "the shop says it was sent as " + p.get("number") + ", which VASCO does not have"
	},
	order.ReasonSeveralFound: func(p params) string { return "VASCO has several that match: " + p.get("found") },
}

// causes are the words of why an order is looked at again.
var causes = map[string]string{
	"PERSON":            "a person asked for it",
	"RELEASED":          "its cause was mended",
	"RESOLVED":          "a person decided",
	"RESEND":            "a person wants it sent",
	"PARTNER_UNCHECKED": "a person chose the partner, VASCO could not be asked for it",
	"BLACKLIST":         "the blacklist was changed",
}

// reason puts an order's reason into words; one without some is spelled out.
func reason(p params) string {
	if render, ok := reasons[p.get("reason")]; ok {
		return render(p)
	}
	return spaced(p.get("reason"))
}

func cause(p params) string {
	if text, ok := causes[p.get("cause")]; ok {
		return text
	}
	return spaced(p.get("cause"))
}
