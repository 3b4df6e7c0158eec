package connection

import (
	"errors"
	"fmt"
	"strings"
)

// Invalid is one thing wrong with what a person or a script asked for.
type Invalid struct {
	// Field is the path in the input, as GraphQL names it: "url", "settings.vatCodes".
	Field string
	// Code is one of the codes below.
	Code string
	// Message says it in English for scripts.
	Message string
}

// Codes of Invalid, as the API names them.
const (
	CodeRequired = "REQUIRED"
	CodeInvalid  = "INVALID"
	CodeTooLong  = "TOO_LONG"
	CodeTaken    = "TAKEN"
	CodeNotFound = "NOT_FOUND"
	CodeChanged  = "CHANGED"
)

// InvalidInput lists everything wrong with an input. Nothing was changed.
type InvalidInput []Invalid

func (e InvalidInput) Error() string {
	all := make([]string, len(e))
	for i, one := range e {
		all[i] = one.Field + ": " + one.Message
	}
	return "invalid input: " + strings.Join(all, "; ")
}

// Bad is an InvalidInput of one field.
func Bad(field, code, format string, args ...any) error {
	return InvalidInput{{field, code, fmt.Sprintf(format, args...)}}
}

// blame moves what is wrong to the field of another input that caused it.
func blame(err error, field string) error {
	bad, ok := errors.AsType[InvalidInput](err)
	if !ok {
		return err
	}
	moved := make(InvalidInput, len(bad))
	for i, one := range bad {
		moved[i] = Invalid{field, one.Code, one.Message}
	}
	return moved
}

// checks gathers what is wrong with an input.
type checks struct{ found InvalidInput }

// thatf notes the field as wrong unless ok.
func (c *checks) thatf(ok bool, field, code, format string, args ...any) {
	if !ok {
		c.found = append(c.found, Invalid{field, code, fmt.Sprintf(format, args...)})
	}
}

// text checks a text's presence and its length in characters.
func (c *checks) text(field, value string, limit int, required bool) {
	switch {
	case required && strings.TrimSpace(value) == "":
		c.thatf(false, field, CodeRequired, "it is needed")
	case len([]rune(value)) > limit:
		c.thatf(false, field, CodeTooLong, "it is longer than %d characters", limit)
	}
}

// err is nil when nothing was found.
func (c *checks) err() error {
	if len(c.found) == 0 {
		return nil
	}
	return c.found
}
