// Package model holds the API's own types: what schema.graphqls names and
// neither ent nor the generator has.
package model

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/kiwwwi/vasco/sync/woo"
)

// MarshalTime writes RFC 3339 in UTC, whatever zone the database's driver gave.
func MarshalTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, strconv.Quote(t.UTC().Format(time.RFC3339Nano)))
	})
}

// UnmarshalTime reads RFC 3339 in any zone.
func UnmarshalTime(v any) (time.Time, error) {
	text, ok := v.(string)
	if !ok {
		return time.Time{}, errors.New("a time is text, for example 2026-03-01T12:00:00Z")
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Time{}, errors.New("not a time: it is written like 2026-03-01T12:00:00Z")
	}
	return t.UTC(), nil
}

// MarshalDecimal writes a decimal number as text.
func MarshalDecimal(text string) graphql.Marshaler { return graphql.MarshalString(text) }

// UnmarshalDecimal reads a decimal number, as text or as a number.
func UnmarshalDecimal(v any) (string, error) {
	switch v.(type) {
	case string, json.Number, int64, float64:
	default:
		return "", errors.New("a decimal number is text, for example \"9.5\"")
	}
	number, err := woo.ParseNumber(fmt.Sprint(v))
	if err != nil {
		return "", fmt.Errorf("not a decimal number: %w", err)
	}
	return number.String(), nil
}

// MarshalJSON writes a JSON value as it is: its numbers keep every digit.
func MarshalJSON(raw json.RawMessage) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		var compact bytes.Buffer
		if len(raw) == 0 || json.Compact(&compact, raw) != nil {
			_, _ = io.WriteString(w, "null")
			return
		}
		_, _ = compact.WriteTo(w)
	})
}

// UnmarshalJSON takes any JSON value.
func UnmarshalJSON(v any) (json.RawMessage, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("not a JSON value: %w", err)
	}
	return raw, nil
}
