package order

import (
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order/mapping"
)

// Reasons beyond those of the mapping: a push that is not SYNCED has one.
const (
	// ReasonStatus: WAITING, the order's status is one that waits.
	ReasonStatus = "STATUS"
	// ReasonUnclassified: WAITING, nobody has said what becomes of orders in this status.
	ReasonUnclassified = "STATUS_UNCLASSIFIED"
	// ReasonHeld: WAITING, the shop's sending is on HOLD.
	ReasonHeld = "SENDING_HELD"
	// ReasonPreview: WAITING, the shop's sending is in PREVIEW; the order would be sent.
	ReasonPreview = "SENDING_PREVIEW"
	// ReasonYearNotOpen: WAITING, VASCO's books are not open for the document's year;
	// year, date, detail. It is tried again by itself.
	ReasonYearNotOpen = "YEAR_NOT_OPEN"
	// ReasonVascoLogin: BLOCKED, VASCO refuses the connection's login.
	ReasonVascoLogin = "VASCO_LOGIN_REFUSED"
	// ReasonShopLogin: BLOCKED, the shop refuses the keys.
	ReasonShopLogin = "SHOP_LOGIN_REFUSED"
	// ReasonInternal: FAILED, our own fault; the detail says what.
	ReasonInternal = "INTERNAL"
	// ReasonSearchUnproven: UNCERTAIN, the write may have landed and this
	// connection's search has never found an order.
	ReasonSearchUnproven = "SEARCH_UNPROVEN"
	// ReasonSearchIncomplete: UNCERTAIN, the search was not answered completely.
	ReasonSearchIncomplete = "SEARCH_INCOMPLETE"
	// ReasonNumberDiffers: UNCERTAIN, an order with this shop number exists, but with other data.
	ReasonNumberDiffers = "FOUND_BUT_DIFFERENT"
	// ReasonNumberTaken: UNCERTAIN, the number belongs to another order already.
	ReasonNumberTaken = "NUMBER_TAKEN"
	// ReasonSeveralFound: UNCERTAIN, VASCO has several orders that match.
	ReasonSeveralFound = "SEVERAL_FOUND"
	// ReasonFormerNumber: UNCERTAIN, the shop's order carries the number of the
	// plugin that sent before, and VASCO has no such order; number.
	ReasonFormerNumber = "FORMER_NUMBER_NOT_FOUND"
	// ReasonOld: BLOCKED, its cause is mended, but it is older than a week.
	ReasonOld = "OLD"
)

// Reasons of QUEUED and SYNCING: the order goes on by itself.
const (
	// ReasonVascoAway: VASCO does not answer; the orders wait in their places.
	ReasonVascoAway = "VASCO_AWAY"
	// ReasonVascoUnreadable: VASCO, or what answers at its address, is not understood; the detail says how.
	ReasonVascoUnreadable = "VASCO_UNREADABLE"
	// ReasonShopAway: the shop does not answer, or not as a shop does.
	ReasonShopAway = "SHOP_AWAY"
	// ReasonPartnerPending: the buyer's partner is being created.
	ReasonPartnerPending = "PARTNER_PENDING"
	// ReasonSearching: the answer to the write was lost; VASCO is searched for the order.
	ReasonSearching = "SEARCHING"
	// ReasonOutOfTime: everybody answers, but so slowly, or so much, that the time for
	// one order ends first; the detail says during what.
	ReasonOutOfTime = "OUT_OF_TIME"
)

// Reasons of SKIPPED.
const (
	SkippedByPerson    = "PERSON"
	SkippedGone        = "GONE"
	SkippedTrashed     = "TRASHED"
	SkippedBeforeStart = "BEFORE_START"
	SkippedPaymentOff  = "PAYMENT_OFF"
	SkippedNotSending  = "NOT_FOR_SENDING"
)

// BlockReasons are all reasons an order can be BLOCKED for.
func BlockReasons() []string {
	var all []string
	for _, code := range mapping.ReasonCodes() {
		all = append(all, string(code))
	}
	return append(all, ReasonVascoLogin, ReasonShopLogin, ReasonOld)
}

// StatusReasons are all reasons an order can be WAITING for.
func StatusReasons() []string { return []string{ReasonStatus, ReasonUnclassified, ReasonYearNotOpen} }

// WaitReasons are all reasons an order that goes on by itself can wait for.
func WaitReasons() []string {
	return []string{ReasonVascoAway, ReasonVascoUnreadable, ReasonShopAway, ReasonPartnerPending, ReasonSearching, ReasonOutOfTime}
}

// UncertainReasons are all reasons an order can be UNCERTAIN for.
func UncertainReasons() []string {
	return []string{ReasonSearchUnproven, ReasonSearchIncomplete, ReasonNumberDiffers, ReasonNumberTaken, ReasonSeveralFound, ReasonFormerNumber}
}

// SkipReasons are all reasons an order can be SKIPPED for.
func SkipReasons() []string {
	return []string{SkippedByPerson, SkippedGone, SkippedTrashed, SkippedBeforeStart, SkippedPaymentOff, SkippedNotSending}
}

const (
	intentOpen = push.IntentOPEN
	intentNone = push.IntentNONE
)
