package woo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// maxNumberLength bounds a foreign number before it is parsed: an exponent
// such as 1e999999999 would otherwise be expanded to a gigabyte of digits.
const maxNumberLength = 40

// Amount is money or a price. WooCommerce writes it as a string or as a
// number; an empty string and null are zero.
type Amount struct{ decimal.Decimal }

// UnmarshalJSON accepts "12.50", 12.5, "" and null.
func (a *Amount) UnmarshalJSON(raw []byte) error {
	text := strings.TrimSpace(strings.Trim(string(raw), `"`))
	if text == "" || text == "null" {
		a.Decimal = decimal.Zero
		return nil
	}
	value, err := ParseNumber(text)
	if err != nil {
		return err
	}
	a.Decimal = value
	return nil
}

// MarshalJSON writes the string form REST v3 uses.
func (a Amount) MarshalJSON() ([]byte, error) { return json.Marshal(a.String()) }

// ParseNumber reads a decimal number of bounded length and exponent.
func ParseNumber(text string) (decimal.Decimal, error) {
	if len(text) > maxNumberLength {
		return decimal.Zero, fmt.Errorf("number of %d characters is too long", len(text))
	}
	value, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.Zero, fmt.Errorf("%q is not a number", text)
	}
	if value.Exponent() > 20 || value.Exponent() < -maxNumberLength {
		return decimal.Zero, fmt.Errorf("number %q is out of range", text)
	}
	return value, nil
}

// Text is a value that plugins write as a string or as a number.
type Text string

// UnmarshalJSON accepts "1000", 1000 and null.
func (t *Text) UnmarshalJSON(raw []byte) error {
	if bytes.Equal(raw, []byte("null")) {
		*t = ""
		return nil
	}
	if len(raw) > 0 && raw[0] == '"' {
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
		*t = Text(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return fmt.Errorf("neither text nor number: %w", err)
	}
	*t = Text(n)
	return nil
}

// timeLayout is how REST v3 writes times, without a zone: the *_gmt fields are
// UTC, the others the shop's local time.
const timeLayout = "2006-01-02T15:04:05"

// Time is a time without a zone; it is zero when the field was null or empty.
type Time struct{ time.Time }

// UnmarshalJSON reads REST v3's form and tolerates a zone suffix.
func (t *Time) UnmarshalJSON(raw []byte) error {
	var text *string
	if err := json.Unmarshal(raw, &text); err != nil {
		return fmt.Errorf("time: %w", err)
	}
	if text == nil || *text == "" {
		t.Time = time.Time{}
		return nil
	}
	for _, layout := range []string{timeLayout, time.RFC3339} {
		if at, err := time.Parse(layout, *text); err == nil {
			t.Time = at.UTC()
			return nil
		}
	}
	return fmt.Errorf("%q is not a time", *text)
}

// MarshalJSON writes REST v3's form, null for the zero time.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(t.Format(timeLayout))
}

// withoutNUL takes escaped NULs out of JSON: they are in no honest text, and
// not every database keeps them.
func withoutNUL(raw []byte) []byte {
	const escaped = `\u0000`
	if !bytes.Contains(raw, []byte(escaped)) || !json.Valid(raw) {
		return raw // Outside of a text it is no NUL, but a mistake.
	}
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		switch {
		case bytes.HasPrefix(raw, []byte(escaped)):
			raw = raw[len(escaped):]
		case raw[0] == '\\' && len(raw) > 1:
			out, raw = append(out, raw[:2]...), raw[2:]
		default:
			out, raw = append(out, raw[0]), raw[1:]
		}
	}
	return out
}
