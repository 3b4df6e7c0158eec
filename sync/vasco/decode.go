package vasco

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// row is a JSON object read tolerantly: names in any case, numbers as numbers
// or text.
type row map[string]json.RawMessage

func decodeObject(body []byte) (row, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(body, &raw); err != nil {
		return nil, fmt.Errorf("not a JSON object: %w", err)
	}
	if raw == nil {
		return nil, errors.New("null instead of an object")
	}
	return folded(raw), nil
}

func folded(raw map[string]json.RawMessage) row {
	out := make(row, len(raw))
	for name, value := range raw {
		out[strings.ToLower(name)] = value
	}
	return out
}

// wrappers are names under which lists were seen instead of a bare array.
var wrappers = []string{"data", "items", "value", "result", "results"}

// decodeList reads a list of objects, bare or wrapped.
func decodeList(body []byte) ([]row, error) {
	body = bytes.TrimSpace(body)
	if len(body) == 0 {
		return nil, errors.New("empty instead of a list")
	}
	if body[0] == '{' {
		object, err := decodeObject(body)
		if err != nil {
			return nil, err
		}
		for _, name := range wrappers {
			if inner, ok := object[name]; ok {
				return decodeList(inner)
			}
		}
		return nil, errors.New("an object instead of a list")
	}
	var raws []map[string]json.RawMessage
	if err := json.Unmarshal(body, &raws); err != nil {
		return nil, fmt.Errorf("not a list of objects: %w", err)
	}
	rows := make([]row, len(raws))
	for i, raw := range raws {
		if raw == nil {
			return nil, fmt.Errorf("row %d is null", i)
		}
		rows[i] = folded(raw)
	}
	return rows, nil
}

// text reads the first of the named fields that is text or a number.
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
		return strings.TrimSpace(s), true
	case '{', '[':
		return "", false
	default:
		return string(raw), true
	}
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
	list, err := decodeList(r[strings.ToLower(name)])
	if err != nil {
		return nil
	}
	return list
}

// extra reads extra fields, written as an object or as a list of names and
// values. Names are in capitals; a field that was not returned is missing.
func (r row) extra() map[string]string {
	out := make(map[string]string)
	raw := bytes.TrimSpace(r["dodatnapolja"])
	if len(raw) == 0 {
		return out
	}
	if raw[0] == '{' {
		var fields map[string]json.RawMessage
		if json.Unmarshal(raw, &fields) == nil {
			for name, value := range fields {
				text, _ := scalar(value)
				out[strings.ToUpper(name)] = text
			}
		}
		return out
	}
	list, err := decodeList(raw)
	if err != nil {
		return out
	}
	for _, entry := range list {
		if name := entry.text("naziv", "name"); name != "" {
			out[strings.ToUpper(name)] = entry.text("vrednost", "value")
		}
	}
	return out
}
