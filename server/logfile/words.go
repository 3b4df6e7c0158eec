package logfile

import (
	"maps"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
)

// words are the lines of all kinds of events, in the brief's style.
var words = joined(orderWords, productWords)

// orderWords are the lines about orders, settings and connections.
var orderWords = map[event.Kind]func(params) string{
	event.DeliveryRefused: func(p params) string {
		return "Webhook refused (" + p.get("status") + "): " + spaced(p.get("cause")) + times(p)
	},
	event.DeliveryForeign: func(p params) string {
		return "Webhook from " + p.or("source", "an unnamed address") + " not processed: the shop is " + p.get("expected") + times(p)
	},
	event.DeliveryErrorObject: func(p params) string {
		return "Webhook " + p.get("topic") + " brought an error instead of an order: " + p.get("code") + " (" + p.get("status") + ")" + times(p)
	},
	event.DeliveryReplayed: func(p params) string { return "Webhook " + p.get("topic") + " replayed" },

	event.OrderReceived: func(p params) string {
		payment := p.or("title", p.or("payment", "no payment method"))
		return p.order() + " received: " + p.get("total") + " " + p.get("currency") + ", " + payment
	},
	event.OrderWaiting: func(p params) string {
		if p.get("status") != "" {
			return p.order() + " waits: its status is " + p.get("status")
		}
		return p.order() + " waits: " + reason(p)
	},
	event.OrderCompared: compared,
	event.OrderQueued:   func(p params) string { return p.order() + " queued: " + cause(p) },
	event.OrderSkipped:  func(p params) string { return p.order() + " skipped: " + reason(p) + p.with(": ", "note") },
	event.OrderBlacklisted: func(p params) string {
		return p.order() + " not sent: " + p.get("email") + " is blacklisted (" + p.get("pattern") + ")"
	},
	event.OrderBlocked: func(p params) string { return p.order() + " blocked: " + reason(p) },
	event.OrderSending: func(p params) string {
		return p.order() + " is being sent to VASCO (attempt " + p.get("attempt") + ", partner " + p.get("partner") + ")"
	},
	event.OrderNotesCut: func(p params) string {
		return p.order() + ": VASCO takes " + p.get("limit") + " characters of notes, these are missing: " + p.get("lost")
	},
	event.OrderSynced: func(p params) string {
		return p.order() + " → VASCO order " + p.get("vasco") + " " + origin(p.get("origin")) + difference(p)
	},
	event.OrderFailed: func(p params) string { return p.order() + " failed: " + reason(p) + p.with(": ", "detail") },
	event.OrderUnclear: func(p params) string {
		return p.order() + ": VASCO's answer was lost, looking for the order" + p.with(": ", "detail")
	},
	event.OrderUncertain: func(p params) string {
		return p.order() + " needs a decision: " + reason(p) + p.with(": ", "detail")
	},
	event.OrderResolved: func(p params) string {
		switch p.get("decision") {
		case "CREATED":
			return p.order() + " resolved: it is VASCO order " + p.vasco()
		case "RESEND":
			return p.order() + " resolved: it is sent if VASCO does not have it"
		case "UNSKIP":
			return p.order() + " resolved: it is not kept out any more" + p.with(": ", "note")
		}
		return p.order() + " resolved: it is not in VASCO and is sent again"
	},
	event.OrderChanged: func(p params) string {
		return p.order() + " was changed after it was sent (" + p.get("change") + "): " + p.or("before", "–") + " → " + p.or("after", "–")
	},
	event.OrderReadBackDiffers: func(p params) string {
		return p.order() + ": VASCO has another " + p.get("field") + ": sent " + p.get("sent") + ", found " + p.get("found") +
			p.between(" (it would be the same rounded ", "rounding", ")")
	},
	event.OrderWrittenBack: func(p params) string { return p.order() + ": " + p.get("vasco") + " written into the shop" },
	event.OrderWriteBackFailed: func(p params) string {
		return p.order() + ": the number could not be written into the shop: " + p.get("detail")
	},

	event.TaskOpened: func(p params) string {
		return p.order() + ": to be done in VASCO (" + p.vasco() + "): " + taskWords(p.get("task")) + p.with(" ", "amounts")
	},
	event.TaskResolved: func(p params) string {
		return p.order() + ": done in VASCO: " + taskWords(p.get("task")) + p.with(", document ", "document") + p.with(": ", "note")
	},

	event.PartnerFound:   func(p params) string { return "Partner found: " + partner(p) },
	event.PartnerCreated: func(p params) string { return "New partner created: " + partner(p) },
	event.PartnerWarning: func(p params) string { return "Partner " + partner(p) + ": " + warning(p.get("warning")) },

	event.PaymentNew: func(p params) string {
		return "New payment method " + p.get("method") + p.with(", ", "title") + ": its VASCO payment has to be chosen"
	},
	event.PaymentChanged: func(p params) string {
		return "Payment method " + p.get("method") + " is " + p.get("status") + p.with(", VASCO payment ", "payment")
	},
	event.ArticleChanged: func(p params) string {
		what := spaced(p.get("kind")) + " " + p.get("key") + p.between(" (", "name", ")")
		if p.get("code") == "" {
			return "Article map: " + what + " taken out"
		}
		return "Article map: " + what + " is " + p.get("code")
	},
	event.BindingChanged: func(p params) string {
		what := spaced(p.get("kind")) + " " + p.get("key")
		if p.get("code") == "" {
			return "Partner bindings: " + what + " taken off"
		}
		return "Partner bindings: " + what + " is partner " + p.get("code") + p.with(" ", "name")
	},
	event.ArticlesImported:  func(p params) string { return "Article map: " + p.get("count") + " entries imported" },
	event.BlacklistChanged:  func(p params) string { return "Blacklist: " + p.get("pattern") + " " + spaced(p.get("action")) },
	event.SettingsTakenOver: takenOver,
	event.CompanionFields: func(p params) string {
		return "Shop " + p.get("shop") + ": the WordPress plugin shows " + p.or("fields", "no fields")
	},
	event.CompanionFailed: func(p params) string {
		return "Shop " + p.get("shop") + ": the WordPress plugin could not be told what to show: " + p.get("detail")
	},
	event.ShopChanged: func(p params) string { return "Shop " + p.get("shop") + changed(p) },
	event.SendingChanged: func(p params) string {
		return "Shop " + p.get("shop") + ": sending orders " + spaced(p.get("orders")) + ", sending stock " + spaced(p.get("stock"))
	},
	event.ShopUnreachable: func(p params) string { return "Shop " + p.get("shop") + " is not reachable" + p.with(": ", "detail") },
	event.ShopReachable:   func(p params) string { return "Shop " + p.get("shop") + " is reachable again" },
	event.ConnectionChanged: func(p params) string {
		return "VASCO connection " + p.get("connection") + changed(p)
	},
	event.ConnectionUnreachable: func(p params) string {
		return "VASCO connection " + p.get("connection") + " is not reachable, orders wait" + p.with(": ", "detail")
	},
	event.ConnectionReachable: func(p params) string { return "VASCO connection " + p.get("connection") + " is reachable again" },
	event.ConnectionSearchProven: func(p params) string {
		return "VASCO connection " + p.get("connection") + " finds orders by the shop's number"
	},
}

// takenOver says what came from the plugin that sent before.
func takenOver(p params) string {
	line := "Former plugin's settings taken over: " + p.get("payments") + " payment methods, " + p.get("blacklist") + " blacklist entries"
	if p.get("schedule") != "" {
		line += ", the stock schedule"
	}
	return line
}

// compared says what VASCO has of an order that we do not send yet.
func compared(p params) string {
	switch p.get("result") {
	case "SAME":
		return p.order() + " compared: VASCO has it as " + p.vasco() + ", as we would send it"
	case "DIFFERS":
		return p.order() + " compared: VASCO has it as " + p.vasco() + " with " + p.get("differences") + " differences"
	case "NOT_FOUND":
		return p.order() + " compared: VASCO does not have it"
	case "SEVERAL":
		return p.order() + " compared: VASCO has several orders with its number"
	default:
		return p.order() + " could not be compared with VASCO"
	}
}

// spaced turns a code into words: BAD_SIGNATURE, bad_signature → bad signature.
func spaced(code string) string { return strings.ToLower(strings.ReplaceAll(code, "_", " ")) }

// times says how often something happened since the last line about it.
func times(p params) string {
	if count := p.get("count"); count != "" && count != "1" {
		return " (" + count + " times)"
	}
	return ""
}

// changed says what was done to a shop or a connection, and what a test of it found.
func changed(p params) string {
	return " " + spaced(p.get("action")) + p.with(": ", "fields") + p.with(", found ", "findings")
}

func partner(p params) string { return p.get("name") + " (" + p.get("code") + ")" }

func warning(code string) string {
	if code == buyer.WarningCheckDigit {
		return "the check digit of its VAT number is wrong"
	}
	return spaced(code)
}

func origin(code string) string {
	switch code {
	case "ADOPTED":
		return "found"
	case "LINKED":
		return "linked"
	default:
		return "created"
	}
}

func difference(p params) string {
	if cents := p.get("difference"); cents != "" && cents != "0.00" {
		return ", total differs by " + cents
	}
	return ""
}

// rest lists parameters of a reason that has no words of its own.
func rest(p params, without ...string) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if value := p.get(name); value != "" && !slices.Contains(without, name) {
			all = append(all, clean(strings.TrimPrefix(name, "field."), valueLimit)+": "+value)
		}
	}
	return strings.Join(all, ", ")
}

// taskWords say what a person has to do.
func taskWords(kind string) string {
	switch kind {
	case "REFUND":
		return "credit note for a refund"
	case "CANCELLED":
		return "credit note, or what it was again"
	case "LINES_CHANGED":
		return "changed lines"
	case "ADDRESS_CHANGED":
		return "changed buyer or address"
	case "PAYMENT_CHANGED":
		return "another payment method"
	case "PAID_AFTERWARDS":
		return "it was paid"
	default:
		return spaced(kind)
	}
}
