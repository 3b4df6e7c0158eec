// Package report counts: the figures of the dashboard, cheap however many
// orders there are.
package report

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/store"
)

// Dashboard are the figures of one shop, or of all of them. "Today" begins at
// midnight in the shop's time zone, of the first shop for all of them.
type Dashboard struct {
	// OrdersToday were placed today, SyncedToday got their number today.
	OrdersToday, SyncedToday int
	// ValueSyncedToday is the gross of today's synced orders.
	ValueSyncedToday []Amount
	// States counts orders by state, at most CountLimit of each.
	States []StateCount
	// MedianToSync is from an order's arrival here to its number, of today's
	// newest synced orders; nil without one.
	MedianToSync *time.Duration
	// OldestUnsyncedAt is when the oldest order was placed that should be in
	// VASCO and is not; nil without one.
	OldestUnsyncedAt *time.Time
	// OpenTasks wait for a person, at most CountLimit are counted.
	OpenTasks int
	// Hours are the last 24, oldest first, the present one included.
	Hours []Hour
	// Shops tell what is reachable, one entry each, by name.
	Shops []ShopHealth
}

// Amount is money in one currency.
type Amount struct {
	Value    decimal.Decimal
	Currency string
}

// StateCount is how many orders are in a state.
type StateCount struct {
	State push.State
	Count int
}

// Hour counts the orders that were placed (Received) and synced in the hour from From.
type Hour struct {
	From             time.Time
	Received, Synced int
}

// ShopHealth is how a shop and its VASCO stand.
type ShopHealth struct {
	ShopID         int
	LastDeliveryAt *time.Time
	// ShopUnreachableSince and VascoUnreachableSince are nil while they answer.
	ShopUnreachableSince, VascoUnreachableSince *time.Time
}

// CountLimit bounds what is counted of one state: what is more is as good as that.
const CountLimit = 100_000

// Service reads figures.
type Service struct{ store *store.Store }

// New makes the service.
func New(s *store.Store) *Service { return &Service{store: s} }
