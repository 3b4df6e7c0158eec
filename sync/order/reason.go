package order

import (
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order/mapping"
)

// Reasons beyond those of the mapping: a push that is not SYNCED has one.
const (
	// ReasonStatus: WAITING, the order's status is not one that sends.
	ReasonStatus = "STATUS"
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
	// ReasonOld: BLOCKED, its cause is mended, but it is older than a week.
	ReasonOld = "OLD"
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

const (
	intentOpen = push.IntentOPEN
	intentNone = push.IntentNONE
)
