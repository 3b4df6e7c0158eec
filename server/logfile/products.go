package logfile

import (
	"maps"
	"strings"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
)

// productWords are the lines of runs and products.
var productWords = map[event.Kind]func(params) string{
	event.RunStarted: func(p params) string { return runName(p) + " started" + onlyLooks(p) },
	event.RunAuthenticating: func(p params) string {
		return "Authenticating with VASCO" + p.between(" (", "connection", ")")
	},
	event.RunRetrieved: retrieved,
	event.RunAwaiting: func(p params) string {
		return runName(p) + " waits for a confirmation: " + productReason(p) + " (" + p.get("updated") + " products would change)"
	},
	event.RunConfirmed: func(p params) string { return runName(p) + " confirmed" },
	event.RunFinished:  finished,
	event.StockUpdated: func(p params) string {
		verb := " updated: "
		if p.get("dry") != "" {
			verb = " would be updated: "
		}
		return subject(p) + verb + p.or("before", "–") + " → " + p.get("after") + " (supplier " + p.or("supplier", "unknown") + ", own " + p.or("own", "unknown") + ")"
	},
	event.StockSkipped: func(p params) string { return subject(p) + " — " + productReason(p) + ", skipped" },
	event.StockFailed:  func(p params) string { return subject(p) + " — not updated: " + productReason(p) },
	event.StockExcluded: func(p params) string {
		if p.get("excluded") == "yes" {
			return subject(p) + " — kept out of stock runs"
		}
		return subject(p) + " — takes part in stock runs again"
	},
	event.ProductPushed: func(p params) string {
		return subject(p) + " → VASCO article " + p.get("code") + " " + spaced(p.get("action"))
	},
	event.ProductNotPushed: func(p params) string { return subject(p) + " — not pushed: " + productReason(p) },
	event.ScheduleChanged: func(p params) string {
		return "Stock schedule: " + spaced(p.get("every")) + p.with(" at ", "at") + p.with(" ", "cron") + p.with(", next run ", "next")
	},
	event.ScheduleFailed: func(p params) string {
		return "Stock sync could not be started by its schedule" + p.with(": ", "detail") + p.with("; next attempt ", "next")
	},
}

func runName(p params) string {
	switch p.get("run") {
	case string(run.Import):
		return "Product import"
	case string(run.Push):
		return "Product push"
	default:
		return "Stock sync"
	}
}

func retrieved(p params) string {
	switch p.get("what") {
	case "PRODUCTS":
		return "Retrieved " + p.get("count") + " products from the shop"
	case "STOCK":
		return "Retrieved " + p.get("count") + " rows of stock from VASCO"
	default:
		return "Retrieved " + p.get("count") + " articles from VASCO"
	}
}

// finished is the brief's "47/48 products updated, 1 skipped", with what else there is to say.
func finished(p params) string {
	said := []string{runName(p) + " finished: " + p.get("updated") + "/" + p.get("total") + " products " + verbOf(p)}
	for _, name := range []string{"unchanged", "skipped", "failed"} {
		if count := p.get(name); count != "" && count != "0" {
			said = append(said, count+" "+name)
		}
	}
	line := strings.Join(said, ", ")
	if p.get("state") == "CANCELLED" {
		return line + " (cancelled)"
	}
	if p.get("reason") != "" {
		return line + " — " + productReason(p)
	}
	return line
}

func verbOf(p params) string {
	switch {
	case p.get("run") == string(run.Import):
		return "changed"
	case p.get("run") == string(run.Push):
		return "pushed"
	case p.get("dry") != "":
		return "would be updated"
	default:
		return "updated"
	}
}

// subject names a product: "SKU 00142".
func subject(p params) string {
	if p.get("sku") != "" {
		return "SKU " + p.get("sku")
	}
	return "Product " + p.or("name", p.get("product"))
}

// productReason is why a product, or a run, stands where it stands.
func productReason(p params) string {
	if say := productReasons[p.get("reason")]; say != nil {
		return say(p)
	}
	return spaced(p.get("reason")) + p.with(": ", "detail")
}

func plain(text string) func(params) string { return func(params) string { return text } }

func detailed(text string) func(params) string {
	return func(p params) string { return text + p.with(": ", "detail") }
}

var productReasons = joined(
	map[string]func(params) string{
		run.ReasonFirstRun: plain("it is the shop's first"),
		run.ReasonGuard: func(p params) string {
			return p.get("zeroed") + " of " + p.get("stocked") + " products with stock would have none"
		},
		run.ReasonIncomplete:   detailed("VASCO's answer was not complete, nothing of it was used"),
		run.ReasonVascoAway:    detailed("VASCO is not reachable"),
		run.ReasonVascoLogin:   detailed("VASCO refuses the login"),
		run.ReasonVascoRefused: detailed("VASCO refused the call"),
		run.ReasonShopAway:     detailed("the shop is not reachable"),
		run.ReasonShopLogin:    detailed("the shop refuses the keys"),
		run.ReasonShopRefused:  detailed("the shop refused the call"),
		run.ReasonNoConnection: plain("the shop has no VASCO connection"),
		run.ReasonHeld:         plain("sending was switched off"),
		run.ReasonPerson:       plain("a person ended it"),
		run.ReasonInternal:     detailed("an error of our own"),
	},
	map[string]func(params) string{
		stock.ReasonEANMissing: plain("EAN not found"),
		stock.ReasonArticleUnknown: func(p params) string {
			return "VASCO has no article" + p.with(" ", "code")
		},
		stock.ReasonSupplierUnknown: func(p params) string {
			return "the supplier's stock is not known" + p.between(" (VASCO says ", "text", ")")
		},
		stock.ReasonOwnUnknown:  plain("the stock in the warehouses is not known"),
		stock.ReasonNotManaged:  plain("the shop does not manage its stock"),
		stock.ReasonOnParent:    plain("it shows the stock of its product"),
		stock.ReasonNoStockType: func(p params) string { return "a product of type " + p.get("type") + " has no stock of its own" },
		stock.ReasonVirtual:     plain("it is virtual"),
		stock.ReasonExcluded:    plain("excluded by a person"),
		stock.ReasonTypeChanged: plain("the shop has just made another type of product of it"),
		stock.ReasonProductGone: plain("the shop does not have it any more"),
		stock.ReasonShopRefused: detailed("the shop refused the stock"),
		stock.ReasonShopIgnored: func(p params) string { return "the shop ignored the stock" + p.between(", it has ", "found", "") },
		product.ReasonTaxUnmapped: func(p params) string {
			return "tax class " + p.or("class", "standard") + " has no VASCO VAT code"
		},
		product.ReasonPriceMissing: plain("it has no regular price"),
		product.ReasonVariable:     plain("its variations are the articles"),
		product.ReasonShared:       plain("another product has the same article"),
		product.ReasonRefused: func(p params) string {
			fields := rest(p, "run", "reason", "sku", "name", "product", "detail", "status", "code")
			if fields != "" {
				fields = " (" + fields + ")"
			}
			return "VASCO refused the article" + p.with(": ", "detail") + fields
		},
		product.ReasonUnclear:    detailed("VASCO's answer was lost"),
		product.ReasonUnwritable: detailed("it cannot be written as an article"),
	},
)

// joined are several tables as one.
func joined[K comparable](all ...map[K]func(params) string) map[K]func(params) string {
	whole := make(map[K]func(params) string)
	for _, some := range all {
		maps.Copy(whole, some)
	}
	return whole
}

func onlyLooks(p params) string {
	if p.get("dry") == "" {
		return ""
	}
	return " (dry run: nothing is written)"
}
