package vasco

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// object is a JSON object that keeps the order of its fields, so that payloads
// read as the brief's do.
type object struct {
	fields []field
}

type field struct {
	name  string
	value any
}

func (o *object) set(name string, value any) {
	if name != "" {
		o.fields = append(o.fields, field{name, value})
	}
}

// setText leaves an empty text out.
func (o *object) setText(name, value string) {
	if value != "" {
		o.set(name, value)
	}
}

// MarshalJSON writes the fields in the order they were set.
func (o *object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, f := range o.fields {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := writeJSON(&out, f.name); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := writeJSON(&out, f.value); err != nil {
			return nil, fmt.Errorf("field %s: %w", f.name, err)
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// writeJSON leaves <, > and & as they are: people read the payloads.
func writeJSON(out *bytes.Buffer, value any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // The line feed Encode ends with.
	return nil
}

// payload writes a whole document.
func (o *object) payload() (json.RawMessage, error) {
	var out bytes.Buffer
	if err := writeJSON(&out, o); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// number writes a decimal as a JSON number.
func number(d decimal.Decimal) json.Number { return json.Number(d.String()) }

// code writes a code as a number where it is one, without leading zeros.
func code(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text {
		return n
	}
	return text
}

// cut shortens text to limit characters, not bytes; 0 is no limit.
func cut(text string, limit int) (head, rest string) {
	runes := []rune(text)
	if limit <= 0 || len(runes) <= limit {
		return text, ""
	}
	return string(runes[:limit]), string(runes[limit:])
}

// cutName is cut without blanks at the ends of the pieces.
func cutName(text string, limit int) (head, rest string) {
	head, rest = cut(strings.TrimSpace(text), limit)
	return strings.TrimSpace(head), strings.TrimSpace(rest)
}
