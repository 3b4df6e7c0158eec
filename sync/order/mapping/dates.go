package mapping

import (
	"time"

	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// TermFrom is what a payment's term is counted from.
type TermFrom string

// The days a term may be counted from; the document's is the default.
const (
	FromOrder    TermFrom = "ORDER_DATE"
	FromPayment  TermFrom = "PAYMENT_DATE"
	FromDocument TermFrom = "DOCUMENT_DATE"
)

// Terms are what a payment method decides about a document.
type Terms struct {
	// Days are the shop's when nil.
	Days *int
	From TermFrom
	// MarkUnpaid: an order that is not paid says so in its notes.
	MarkUnpaid bool
}

// dueOf is the end of the payment term: never before the document's own date,
// from which it is counted where the day it is counted from is not known.
func dueOf(in Input, date time.Time) time.Time {
	days := in.Settings.PaymentTermDays
	if in.Terms.Days != nil {
		days = *in.Terms.Days
	}
	from := date
	switch in.Terms.From {
	case FromOrder:
		from = orderDay(in)
	case FromPayment:
		if paid, known := paymentDay(in); known {
			from = paid
		}
	case FromDocument:
	}
	due := from.AddDate(0, 0, days)
	if due.Before(date) {
		return date
	}
	return due
}

// dateOf is the document's date: never before the first day VASCO is open for.
func dateOf(in Input) time.Time {
	date := orderDay(in)
	switch in.Settings.DocumentDay {
	case rules.PaymentDay:
		if paid, known := paymentDay(in); known {
			date = paid
		}
	case rules.SendingDay:
		date = day(in.Now.In(in.Location))
	case rules.OrderDay:
	}
	if open := in.Settings.OpenFrom(); date.Before(open) {
		return open
	}
	return date
}

// orderDay is the shop's local calendar date on which the order was placed.
func orderDay(in Input) time.Time {
	local := in.Order.DateCreated.Time
	if local.IsZero() {
		at := in.Order.DateCreatedGMT.Time
		if at.IsZero() {
			at = in.Now
		}
		local = at.In(in.Location)
	}
	return day(local)
}

// paymentDay is the shop's local calendar date on which the order was paid.
func paymentDay(in Input) (at time.Time, known bool) {
	local := in.Order.DatePaid.Time
	if local.IsZero() {
		if in.Order.DatePaidGMT.IsZero() {
			return at, false
		}
		local = in.Order.DatePaidGMT.In(in.Location)
	}
	return day(local), true
}

func day(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
}
