package rules

import (
	"fmt"
	"time"
)

// DocumentDay is what a document in VASCO is dated by, in the shop's time zone.
type DocumentDay string

// The days. An order that is not paid yet has the day it was placed on.
const (
	OrderDay   DocumentDay = "ORDER"
	PaymentDay DocumentDay = "PAYMENT"
	SendingDay DocumentDay = "SENDING"
)

// OpenFrom is the first day documents may be dated on; the zero time is any.
func (s Shop) OpenFrom() time.Time {
	// The settings' own check refuses a day that is none.
	day, _ := ParseDay(s.FirstOpenDay)
	return day
}

// ParseDay reads a calendar date like 2027-01-01; empty is the zero time.
func ParseDay(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, fmt.Errorf("%.20q is not a day: %w", text, err)
	}
	return day, nil
}
