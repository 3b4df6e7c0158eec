// Package woosim is a WooCommerce shop to test against: its answers have the
// shape of recorded ones, its webhooks the habits of the real ones.
//
// The REST API stands under /wp-json/wc/v3/ and wants keys: OAuth 1.0a over
// plain HTTP, Basic or query keys over TLS. What steers the simulator wants none:
//
//	POST   /demo/orders               a Draft: places an order, answers it with 201; {} or no body is one at random
//	POST   /sim/checkouts             a Draft: a buyer opens the block checkout; answers the order with 201
//	POST   /sim/checkouts/{id}        the buyer places it
//	POST   /sim/orders/{id}/restore   takes an order out of the trash, as the admin does
//	POST   /sim/products              {"count":100000}: so many simple products with EANs; answers the first id
//	GET    /sim/products/{id}         a product or variation, as REST tells it
//	POST   /sim/products/{id}         its fields, saved as the admin's form does: a hook tells it; {"type":"variable"} too
//	PUT    /sim/products/{id}         its fields, changed as an import does: nothing tells it
//	DELETE /sim/products/{id}         deletes it for good, which nothing tells
//	POST   /sim/products/{id}/variations  a list of Option: makes it variable; answers the ids
//	POST   /sim/faults                a list of Fault: failures of the REST API
//	DELETE /sim/faults                ends them all
//	POST   /sim/deliveries            a DeliveryMode: webhooks held back, shuffled, doubled
//	PUT    /sim/companion             a Companion: our plugin is installed, beside the options of the one before it
//	DELETE /sim/companion             it is taken out
//	GET    /sim/state                 orders, webhooks with their failures, and how many deliveries wait
//	GET    /                          a page for people
//
// A body that cannot be read answers 400 with words; what was done answers 204
// where nothing else is said. Everything else a shop's people do is REST's:
// statuses, the trash, refunds, stock.
package woosim
