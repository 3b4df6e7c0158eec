// Package article is the pure part of a shop's article map: which entries speak
// for a line, what an entry may hold, and how a map is written as CSV.
package article

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kiwwwi/vasco/sync/woo"
)

// Kind is what an entry's key names.
type Kind string

// The kinds of entries.
const (
	Product   Kind = "PRODUCT"
	Variation Kind = "VARIATION"
	SKU       Kind = "SKU"
	// Line is one line of one order: the shop forgets the product of a line when
	// the product is deleted.
	Line Kind = "LINE"
)

// Kinds are all kinds.
func Kinds() []Kind { return []Kind{Product, Variation, SKU, Line} }

// Key names what has a code: the shop's id, or the SKU itself.
type Key struct {
	Kind Kind
	Key  string
}

func idKey(kind Kind, id int64) Key { return Key{kind, strconv.FormatInt(id, 10)} }

// KeysOf are the entries that speak for a line, the first one that has a code
// before the others. A product speaks for its variations only as their parent.
func KeysOf(line woo.LineItem) []Key {
	keys := []Key{idKey(Line, line.ID), Of(line)}
	if sku := strings.TrimSpace(line.SKU); sku != "" {
		keys = append(keys, Key{SKU, sku})
	}
	return keys
}

// Of is the entry a person fills for a line that has no code.
func Of(line woo.LineItem) Key {
	switch {
	case line.VariationID != 0:
		return idKey(Variation, line.VariationID)
	case line.ProductID != 0:
		return idKey(Product, line.ProductID)
	default:
		return idKey(Line, line.ID)
	}
}

// ParentOf is the entry of a variation's product; ok is false for a line without variation.
func ParentOf(line woo.LineItem) (key Key, ok bool) {
	return idKey(Product, line.ProductID), line.VariationID != 0 && line.ProductID != 0
}

// Codes are article codes by what they are for.
type Codes map[Key]string

// Of is a line's own code; empty when the map has none.
func (c Codes) Of(line woo.LineItem) string {
	for _, key := range KeysOf(line) {
		if code := c[key]; code != "" {
			return code
		}
	}
	return ""
}

// Entry is one line of the map.
type Entry struct {
	Key

	// Code is VASCO's; empty takes the entry out of the map.
	Code string
	// Name is for people.
	Name string
}

// Limits of an entry's texts, in characters.
const (
	maxKey  = 100
	maxCode = 30
	maxName = 200
)

// FaultCode says what is wrong with an entry or with a file's line.
type FaultCode string

// All that can be wrong.
const (
	Required   FaultCode = "REQUIRED"
	Malformed  FaultCode = "MALFORMED"
	TooLong    FaultCode = "TOO_LONG"
	Twice      FaultCode = "TWICE"
	BadColumns FaultCode = "BAD_COLUMNS"
	Empty      FaultCode = "EMPTY"
	NotCSV     FaultCode = "NOT_CSV"
)

// Fault is what is wrong with an entry.
type Fault struct {
	Field   string
	Code    FaultCode
	Message string
}

// Trimmed is the entry without the blanks around its texts.
func (e Entry) Trimmed() Entry {
	e.Kind = Kind(strings.ToUpper(strings.TrimSpace(string(e.Kind))))
	e.Key.Key, e.Code, e.Name = strings.TrimSpace(e.Key.Key), strings.TrimSpace(e.Code), strings.TrimSpace(e.Name)
	return e
}

// Check tells what is wrong with a trimmed entry; nil is nothing.
func (e Entry) Check() *Fault {
	return cmp.Or(e.checkKind(), checkText("key", e.Key.Key, maxKey), e.checkKey(), checkText("code", e.Code, maxCode), checkText("name", e.Name, maxName))
}

func (e Entry) checkKind() *Fault {
	switch e.Kind {
	case Product, Variation, SKU, Line:
		return nil
	default:
		return &Fault{Field: "kind", Code: Malformed, Message: "it is PRODUCT, VARIATION, SKU or LINE"}
	}
}

func (e Entry) checkKey() *Fault {
	if e.Key.Key == "" {
		return &Fault{Field: "key", Code: Required, Message: "it is missing"}
	}
	if e.Kind == SKU {
		return nil
	}
	// As the shop writes it: no sign, no leading zero.
	if id, err := strconv.ParseInt(e.Key.Key, 10, 64); err != nil || id <= 0 || strconv.FormatInt(id, 10) != e.Key.Key {
		return &Fault{Field: "key", Code: Malformed, Message: "it is the shop's id, a number"}
	}
	return nil
}

func checkText(field, text string, longest int) *Fault {
	switch {
	case utf8.RuneCountInString(text) > longest:
		return &Fault{Field: field, Code: TooLong, Message: "it is longer than " + strconv.Itoa(longest) + " characters"}
	case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
		return &Fault{Field: field, Code: Malformed, Message: "it holds characters that cannot be read"}
	}
	return nil
}
