package vasco

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

const (
	midnight = "T00:00:00"
	// extraPrefix marks a setting that names an extra field.
	extraPrefix = "extra:"
	// freeText is the article code of a line that has only a text.
	freeText = "-"
	// grossDecimals is how exact unit prices with tax are written at least.
	grossDecimals = 4
	highestVAT    = 3
)

// EncodeOrder writes a document as this installation wants it. A document
// without a partner, as in a preview, gets partner 0. An *Unwritable names what
// in the document no VASCO could take.
func (p Profile) EncodeOrder(d Document) (json.RawMessage, error) {
	if err := d.check(); err != nil {
		return nil, &Unwritable{err}
	}
	out := &object{}
	var extras []field
	out.set("datum", p.date(d.Date))
	if !d.DueDate.IsZero() {
		out.set(p.DueDateField, p.date(d.DueDate))
	}
	out.set("partner", partnerCode(d.PartnerCode))
	notes := p.cutNotes(strings.TrimSpace(d.Notes))
	if column, isExtra := strings.CutPrefix(p.NotesField, extraPrefix); isExtra {
		extras = append(extras, field{column, withCRLF(notes)})
	} else {
		out.set(p.NotesField, notes)
	}
	for _, name := range slices.Sorted(maps.Keys(p.OrderConstants)) {
		out.set(name, p.OrderConstants[name])
	}
	lines := make([]*object, len(d.Lines))
	for i, l := range d.Lines {
		lines[i] = p.line(l)
	}
	out.set("postavke", lines)
	if d.PaymentID != "" {
		extras = append(extras, field{paymentField, code(d.PaymentID)})
	}
	extras = append(extras, field{shopNumberField, d.ShopNumber})
	out.set("dodatnaPolja", p.extra(extras))
	return out.payload()
}

func (d Document) check() error {
	switch {
	case d.Date.IsZero():
		return errors.New("the document has no date")
	case d.ShopNumber == "":
		return errors.New("the document has no shop number: it could never be found again")
	case len(d.Lines) == 0:
		return errors.New("the document has no lines")
	}
	for i, l := range d.Lines {
		if err := l.check(); err != nil {
			return fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return nil
}

func (l Line) check() error {
	switch {
	case strings.TrimSpace(l.ArticleCode) == "":
		return errors.New("it has no article code")
	case l.VATCode < 0 || l.VATCode > highestVAT:
		return fmt.Errorf("there is no VAT code %d", l.VATCode)
	case !l.NoDiscount && (l.Discount.IsNegative() || l.Discount.GreaterThan(hundred)):
		return fmt.Errorf("a discount of %s %% is none", l.Discount)
	}
	return nil
}

func partnerCode(text string) any {
	if text == "" {
		return 0
	}
	return code(text)
}

// withCRLF ends the lines of a text as VASCO's own do (reference §8).
func withCRLF(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
}

func (p Profile) date(at time.Time) string {
	if p.DateTime {
		return at.Format(time.DateOnly) + midnight
	}
	return at.Format(time.DateOnly)
}

// extra writes extra fields in the profile's encoding; a list holds only texts.
func (p Profile) extra(fields []field) any {
	if p.ExtraFields != extrasAsList {
		return &object{fields: fields}
	}
	list := make([]*object, len(fields))
	for i, f := range fields {
		list[i] = &object{fields: []field{{"naziv", f.name}, {"vrednost", fmt.Sprint(f.value)}}}
	}
	return list
}

func (p Profile) line(l Line) *object {
	out := &object{}
	out.set(p.LineArticle, l.ArticleCode)
	if p.LineNames || l.ArticleCode == freeText {
		name, _ := cutName(l.Name, p.ArticleNameLimit)
		out.set("naziv", name)
	}
	out.set("kolicina", number(l.Quantity))
	out.set(p.LinePrice, number(l.UnitPrice))
	out.set(p.LineGrossPrice, number(grossPrice(l)))
	if !l.NoDiscount {
		out.set(p.LineDiscount, number(l.Discount))
	}
	out.set(p.LineVATCode, l.VATCode)
	return out
}

// grossPrice is the unit price with tax, as exact as the price without.
func grossPrice(l Line) decimal.Decimal {
	return l.UnitPrice.Add(tax(l.UnitPrice, l.VATRate)).Round(max(grossDecimals, -l.UnitPrice.Exponent()))
}
