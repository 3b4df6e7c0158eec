// Package problem tells what needs a person, grouped by its cause.
package problem

import (
	"time"

	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/store"
)

// Level is how bad a problem is.
type Level string

// The levels, worst first.
const (
	Error   Level = "ERROR"
	Warning Level = "WARNING"
)

// Codes of problems; those of orders are the codes of their reasons.
const (
	// NotInVasco: orders placed before the shop's start, and paid after it, are
	// not in VASCO: nobody has sent them.
	NotInVasco = "NOT_IN_VASCO"
	// ReadBackDiffers: VASCO has orders differently from what was sent. With rounding
	// and fits: so many of them come to VASCO's totals by that rounding of the profile.
	ReadBackDiffers = "READ_BACK_DIFFERS"
	// DeliveriesRefused: webhooks cannot be stored, and are refused.
	DeliveriesRefused = "DELIVERIES_REFUSED"
	// NumbersNotWritten: detail. Orders are in VASCO, but the shop does not know
	// their numbers: writing them was given up.
	NumbersNotWritten = "NUMBERS_NOT_WRITTEN"
	// ForeignDeliveries: source. Signed deliveries came from another address.
	ForeignDeliveries = "FOREIGN_DELIVERIES"
	// ProductsWithoutCode: products of a shop whose stock is synced have no article.
	ProductsWithoutCode = "PRODUCTS_WITHOUT_CODE"
	// ProductsShareCode: products of such a shop have an article that others have
	// too, and are no translations of each other.
	ProductsShareCode = "PRODUCTS_SHARE_CODE"
	// ConnectionUnreachable: connection.
	ConnectionUnreachable = "CONNECTION_UNREACHABLE"
	// ShopUnreachable: shop.
	ShopUnreachable = "SHOP_UNREACHABLE"
	// WebhooksMissing: shop, missing, inactive (topics).
	WebhooksMissing = "WEBHOOKS_MISSING"
)

// Problem is something that needs a person.
type Problem struct {
	// ID names the cause: see ParseID.
	ID    string
	Code  string
	Level Level
	// Params are what the words need; of orders, those of the first.
	Params map[string]string
	// Ref is what has to be mended, as kind:id; empty when it differs among the orders.
	Ref string
	// ShopID is 0 for what concerns several shops.
	ShopID int
	// Count is how many orders, deliveries or products wait; 0 where there is nothing to count.
	Count    int
	OldestAt *time.Time
	// Remedies are the API's mutations that resolve it.
	Remedies []string
	// Releasable says that its orders can be released together.
	Releasable bool
}

// Limit bounds the list: the worst are kept.
const Limit = 200

// Service reads problems.
type Service struct {
	store *store.Store
	inbox *inbox.Service
}

// New makes the service.
func New(s *store.Store, deliveries *inbox.Service) *Service {
	return &Service{store: s, inbox: deliveries}
}
