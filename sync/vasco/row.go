package vasco

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// row is a JSON object read tolerantly: names in any case, numbers as numbers
// or text, null as missing.
type row map[string]json.RawMessage

// text reads the first of the named fields that is text, a number or a boolean.
func (r row) text(names ...string) string {
	for _, name := range names {
		if value, ok := scalar(r[strings.ToLower(name)]); ok {
			return value
		}
	}
	return ""
}

func scalar(raw json.RawMessage) (string, bool) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		return "", false
	}
	switch raw[0] {
	case '"':
		var s string
		if json.Unmarshal(raw, &s) != nil {
			return "", false
		}
		return strings.TrimSpace(strings.ReplaceAll(s, "\x00", "")), true
	case '{', '[':
		return "", false
	default:
		return string(raw), true
	}
}

// texts reads a text or a list of texts.
func texts(raw json.RawMessage) []string {
	if one, ok := scalar(raw); ok {
		return []string{one}
	}
	var several []json.RawMessage
	if json.Unmarshal(raw, &several) != nil {
		return nil
	}
	var all []string
	for _, each := range several[:min(len(several), maxFields)] {
		if text, ok := scalar(each); ok {
			all = append(all, text)
		}
	}
	return all
}

// decimal reads the first of the named fields that is a number; nil is unknown.
func (r row) decimal(names ...string) *decimal.Decimal {
	for _, name := range names {
		if value, ok := scalar(r[strings.ToLower(name)]); ok {
			if d, ok := ParseLenientNumber(value); ok {
				return &d
			}
		}
	}
	return nil
}

// smallInt reads a code of a table, such as a country's; otherwise when it is none.
func (r row) smallInt(name string, otherwise int) int {
	const most = 9999
	d := r.decimal(name)
	if d == nil || !d.IsInteger() || d.IsNegative() || d.GreaterThan(decimal.NewFromInt(most)) {
		return otherwise
	}
	return int(d.IntPart())
}

// flag reads a yes or no written as a number or a boolean; nil is unknown.
func (r row) flag(name string) *bool {
	text := strings.ToLower(r.text(name))
	yes, no := text == "true" || text == "1", text == "false" || text == "0"
	if !yes && !no {
		return nil
	}
	return &yes
}

// date reads a date by its first ten characters; zero is unknown.
func (r row) date(name string) time.Time {
	value := r.text(name)
	if len(value) < len(time.DateOnly) {
		return time.Time{}
	}
	at, err := time.Parse(time.DateOnly, value[:len(time.DateOnly)])
	if err != nil {
		return time.Time{}
	}
	return at
}

// rows reads a list inside the object; nil when it is none.
func (r row) rows(name string) []row {
	var all []row
	err := eachRow(bytes.NewReader(r[strings.ToLower(name)]), func(inner row) error {
		all = append(all, inner)
		return nil
	})
	if err != nil {
		return nil
	}
	return all
}

// extra reads extra fields, written as an object or as a list of names and
// values. Names are in capitals; a field that was not returned is missing, one
// that is null is empty.
func (r row) extra() map[string]string {
	out := make(map[string]string)
	raw := bytes.TrimSpace(r["dodatnapolja"])
	if len(raw) > 0 && raw[0] == '{' {
		fields, err := decodeNamed(raw)
		if err != nil {
			return out
		}
		for name, value := range fields {
			text, _ := scalar(value)
			out[strings.ToUpper(name)] = text
		}
		return out
	}
	for _, entry := range r.rows("dodatnaPolja") {
		if name := entry.text("naziv", "name"); name != "" {
			out[strings.ToUpper(name)] = entry.text("vrednost", "value")
		}
	}
	return out
}
