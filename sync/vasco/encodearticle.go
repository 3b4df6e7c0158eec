package vasco

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// ArticleDocument is an article as it is to be written. What is empty is left out.
type ArticleDocument struct {
	Code string
	// Name and Name2 are as SplitName returns them; a Name that is too long is split.
	Name, Name2 string
	// Unit is a unit's code ("KOS"), Group an article group's ("005").
	Unit, Group string
	VATCode     int
	// Price is net.
	Price decimal.Decimal
	// HasStock says whether VASCO is to keep a stock card.
	HasStock bool
	// Extra are extra fields by their column name: PROSTO_C5, PROSTO_C1.
	Extra map[string]string
}

// The parts of an article that an update may write; extra fields by their column
// name, such as "PROSTO_C5".
const (
	ArticleName  = "name"
	ArticleUnit  = "unit"
	ArticleGroup = "group"
	ArticleVAT   = "vat"
	ArticlePrice = "price"
	ArticleStock = "stock"
)

// givenCode gives an article the code that is sent (reference §9.2).
const givenCode = 0

// articleFields are the fields an article document has of itself.
var articleFields = []string{"sifra", "naziv", "naziv2", "enota", "grupa", "karticaArtikla", "stopnjaDDV", "prodajnaCena", extraFields}

const extraFields = "dodatnaPolja"

// EncodeArticle is the payload of a new article, as this installation wants it. An
// *Unwritable names what in the document no VASCO could take.
func (c *Client) EncodeArticle(d ArticleDocument) (json.RawMessage, error) {
	return c.config.Profile.EncodeArticle(d)
}

// EncodeArticle is the client's, for a profile without one.
func (p Profile) EncodeArticle(d ArticleDocument) (json.RawMessage, error) {
	if err := d.check(); err != nil {
		return nil, &Unwritable{err}
	}
	out := &object{}
	for _, name := range slices.Sorted(maps.Keys(p.ArticleConstants)) {
		out.set(name, p.ArticleConstants[name])
	}
	out.set("sifra", d.Code)
	name, name2 := p.articleNames(d)
	out.set("naziv", name)
	out.setText("naziv2", name2)
	out.setText("enota", d.Unit)
	out.setText("grupa", d.Group)
	out.set("karticaArtikla", oneOrNone(d.HasStock))
	out.set("stopnjaDDV", d.VATCode)
	out.set("prodajnaCena", number(d.Price))
	if fields := extrasOf(d.Extra); len(fields) > 0 {
		out.set(extraFields, p.extra(fields))
	}
	return out.payload()
}

// ArticleTexts are the free text fields of an article: the numbered columns up to
// the highest that was seen (reference §4). Who updates an article asks for them, so
// that they are kept.
func ArticleTexts() []string {
	return []string{
		"PROSTO_C1", "PROSTO_C2", "PROSTO_C3", "PROSTO_C4", "PROSTO_C5", "PROSTO_C6", "PROSTO_C7", "PROSTO_C8", "PROSTO_C9",
	}
}

// EncodeArticleUpdate is the payload of an article that is there: the object
// VASCO returned for it, in which only the named parts are new. A server that puts
// it in place of the whole record so keeps the rest. Extra fields are kept as far
// as they were asked for when the article was read; those that are empty are not
// sent: they may be columns that this server does not have. Without the object, or
// with a part nobody knows, it is an *Unwritable.
func (c *Client) EncodeArticleUpdate(current Article, d ArticleDocument, parts map[string]bool) (json.RawMessage, error) {
	d.Code = current.Code
	if err := d.checkParts(parts); err != nil {
		return nil, &Unwritable{err}
	}
	record, err := readRecord(current.Raw)
	if err != nil {
		return nil, &Unwritable{fmt.Errorf("what VASCO has of article %s: %w", current.Code, err)}
	}
	p := c.config.Profile
	if parts[ArticleName] {
		name, name2 := p.articleNames(d)
		record.replace("naziv", name)
		record.replace("naziv2", name2)
	}
	for part, value := range map[string]struct {
		name  string
		value any
	}{
		ArticleUnit: {"enota", d.Unit}, ArticleGroup: {"grupa", d.Group}, ArticleVAT: {"stopnjaDDV", d.VATCode},
		ArticlePrice: {"prodajnaCena", number(d.Price)}, ArticleStock: {"karticaArtikla", oneOrNone(d.HasStock)},
	} {
		if parts[part] {
			record.replace(value.name, value.value)
		}
	}
	extra := make(map[string]string)
	for name, value := range current.Extra {
		if value != "" {
			extra[name] = value
		}
	}
	for name, value := range d.Extra {
		if parts[name] {
			extra[strings.ToUpper(name)] = value
		}
	}
	if fields := extrasOf(extra); len(fields) > 0 {
		record.replace(extraFields, p.extra(fields))
	} else {
		record.drop(extraFields)
	}
	return record.payload()
}

// SplitName splits a name into its two lines at the profile's limit, in
// characters; of the second line too, what is beyond it is lost. Blanks at the
// ends of the lines are dropped.
func (p Profile) SplitName(name string) (first, second string) {
	first, rest := cutName(name, p.ArticleNameLimit)
	second, _ = cutName(rest, p.ArticleNameLimit)
	return first, second
}

func (p Profile) articleNames(d ArticleDocument) (first, second string) {
	first, rest := cutName(d.Name, p.ArticleNameLimit)
	second, _ = cutName(strings.TrimSpace(rest+" "+d.Name2), p.ArticleNameLimit)
	return first, second
}

func (d ArticleDocument) check() error {
	code := strings.TrimSpace(d.Code)
	switch {
	case code == "":
		return errors.New("the article has no code")
	case strings.Contains(code, ","):
		return fmt.Errorf("the article code %q has a comma: VASCO could never be asked for it", d.Code)
	case strings.TrimSpace(d.Name) == "":
		return errors.New("the article has no name")
	case d.VATCode < 0 || d.VATCode > highestVAT:
		return fmt.Errorf("there is no VAT code %d", d.VATCode)
	case d.Price.IsNegative():
		return fmt.Errorf("a price of %s is none", d.Price)
	}
	return nil
}

// checkParts checks what is to be written only.
func (d ArticleDocument) checkParts(parts map[string]bool) error {
	known := d
	if !parts[ArticleName] {
		known.Name = d.Code
	}
	if !parts[ArticleVAT] {
		known.VATCode = 0
	}
	if !parts[ArticlePrice] {
		known.Price = decimal.Zero
	}
	for part, on := range parts {
		_, isExtra := d.Extra[part]
		if on && !isExtra && !slices.Contains([]string{ArticleName, ArticleUnit, ArticleGroup, ArticleVAT, ArticlePrice, ArticleStock}, part) {
			return fmt.Errorf("an article has no part %q", part)
		}
	}
	return known.check()
}

// extrasOf are extra fields in a settled order.
func extrasOf(values map[string]string) []field {
	fields := make([]field, 0, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fields = append(fields, field{name, values[name]})
	}
	return fields
}

func oneOrNone(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// record is an object of VASCO's in which single fields are replaced.
type record struct{ object }

func readRecord(raw json.RawMessage) (*record, error) {
	named, err := decodeNamed(raw)
	if err != nil {
		return nil, err
	}
	r := &record{}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		r.set(name, named[name])
	}
	return r, nil
}

// replace sets a field under the name it has, in any case.
func (r *record) replace(name string, value any) {
	for i, f := range r.fields {
		if strings.EqualFold(f.name, name) {
			r.fields[i].value = value
			return
		}
	}
	r.set(name, value)
}

func (r *record) drop(name string) {
	r.fields = slices.DeleteFunc(r.fields, func(f field) bool { return strings.EqualFold(f.name, name) })
}
