package vasco

import (
	"fmt"
	"strings"
	"time"
)

// Unauthorized means VASCO refused the login, also after a fresh one.
type Unauthorized struct{ Detail string }

func (e *Unauthorized) Error() string { return "VASCO refused the login: " + e.Detail }

// Rejected means VASCO understood the call and said no. Nothing was written.
type Rejected struct {
	Status int
	// Title is VASCO's own words, bounded in length.
	Title string
	// Fields are the messages per field of a validation error.
	Fields map[string][]string
}

func (e *Rejected) Error() string {
	return strings.TrimSpace(fmt.Sprintf("VASCO rejected the call (%d): %s", e.Status, e.Title))
}

// Unavailable means the call certainly changed nothing in VASCO: the
// connection could not be made, a read failed, or the breaker is open.
type Unavailable struct {
	// RetryAfter is the server's wish, 0 when it had none; on a 429 at least 1 s.
	RetryAfter time.Duration
	Err        error
}

func (e *Unavailable) Error() string { return "VASCO is not reachable: " + e.Err.Error() }
func (e *Unavailable) Unwrap() error { return e.Err }

// Unclear means a write may or may not have landed: search before repeating it.
type Unclear struct{ Err error }

func (e *Unclear) Error() string { return "VASCO's answer to a write is unclear: " + e.Err.Error() }
func (e *Unclear) Unwrap() error { return e.Err }

// Malformed means a read was answered with something that is not what was asked for.
type Malformed struct {
	What string
	Err  error
}

func (e *Malformed) Error() string {
	return fmt.Sprintf("VASCO's %s is not readable: %v", e.What, e.Err)
}
func (e *Malformed) Unwrap() error { return e.Err }

// Unwritable means that no VASCO could take what was to be written: there was no
// call, and another try comes to the same.
type Unwritable struct{ Err error }

func (e *Unwritable) Error() string { return "it cannot be written for VASCO: " + e.Err.Error() }
func (e *Unwritable) Unwrap() error { return e.Err }

// NotFound means that VASCO has no order under the number.
type NotFound struct{ Ref OrderRef }

func (e *NotFound) Error() string {
	return fmt.Sprintf("VASCO has no order %s/%s", e.Ref.Number, e.Ref.Year)
}
