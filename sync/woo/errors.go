package woo

import (
	"fmt"
	"time"
)

// Unauthorized means the shop refused the keys or the rights of their owner.
type Unauthorized struct{ Code, Message string }

func (e *Unauthorized) Error() string {
	return fmt.Sprintf("the shop refused the keys (%s): %s", e.Code, e.Message)
}

// NotFound means the object does not exist (any more).
type NotFound struct{ Code, Message string }

func (e *NotFound) Error() string {
	return fmt.Sprintf("not found in the shop (%s): %s", e.Code, e.Message)
}

// Rejected means the shop understood the call and said no.
type Rejected struct {
	Status        int
	Code, Message string
}

func (e *Rejected) Error() string {
	return fmt.Sprintf("the shop rejected the call (%d %s): %s", e.Status, e.Code, e.Message)
}

// Unavailable means the shop could not be reached, was too busy or failed. A
// write may have landed all the same: read before repeating it.
type Unavailable struct {
	// RetryAfter is the server's wish, 0 when it had none.
	RetryAfter time.Duration
	Err        error
	// answered says that the shop is there, and only could not do this call.
	answered bool
}

func (e *Unavailable) Error() string { return "the shop is not reachable: " + e.Err.Error() }
func (e *Unavailable) Unwrap() error { return e.Err }

// Malformed means the answer was not the JSON that was asked for, HTML for example.
type Malformed struct {
	What string
	Err  error
}

func (e *Malformed) Error() string {
	return fmt.Sprintf("the shop's %s is not readable: %v", e.What, e.Err)
}
func (e *Malformed) Unwrap() error { return e.Err }
