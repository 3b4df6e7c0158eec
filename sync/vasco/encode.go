package vasco

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

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

// MarshalJSON writes the fields in the order they were set.
func (o *object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, f := range o.fields {
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := json.Marshal(f.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(f.value)
		if err != nil {
			return nil, fmt.Errorf("field %s: %w", f.name, err)
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
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

// cut shortens text to limit characters; 0 is no limit.
func cut(text string, limit int) (head, rest string) {
	runes := []rune(text)
	if limit <= 0 || len(runes) <= limit {
		return text, ""
	}
	return string(runes[:limit]), string(runes[limit:])
}

func (p Profile) date(at time.Time) string {
	if p.DateTime {
		return at.Format(time.DateOnly) + "T00:00:00"
	}
	return at.Format(time.DateOnly)
}

// extra writes extra fields in the profile's encoding.
func (p Profile) extra(fields []field) any {
	if p.ExtraFields == "list" {
		list := make([]*object, 0, len(fields))
		for _, f := range fields {
			entry := &object{}
			entry.set("naziv", f.name)
			entry.set("vrednost", fmt.Sprint(f.value))
			list = append(list, entry)
		}
		return list
	}
	return &object{fields: fields}
}

// EncodeOrder writes a document as this installation wants it.
func (p Profile) EncodeOrder(d Document) (json.RawMessage, error) {
	out := &object{}
	var extras []field
	out.set("datum", p.date(d.Date))
	if p.DueDateField != "" && !d.DueDate.IsZero() {
		out.set(p.DueDateField, p.date(d.DueDate))
	}
	out.set("partner", code(d.PartnerCode))
	notes, _ := cut(d.Notes, p.NotesLimit)
	if column, isExtra := strings.CutPrefix(p.NotesField, "extra:"); isExtra {
		extras = append(extras, field{column, notes})
	} else {
		out.set(p.NotesField, notes)
	}
	for name, value := range p.OrderConstants {
		if name == "nastaviKupceveCene" {
			// It lets VASCO replace the prices the buyer has paid.
			return nil, fmt.Errorf("order constant %s must not be set", name)
		}
		out.set(name, value)
	}
	lines := make([]*object, len(d.Lines))
	for i, l := range d.Lines {
		lines[i] = p.line(l)
	}
	out.set("postavke", lines)
	if d.PaymentID != "" {
		extras = append(extras, field{"SIFRA_PLACILA", code(d.PaymentID)})
	}
	extras = append(extras, field{"NAROCILO_STEVILKA", d.ShopNumber})
	out.set("dodatnaPolja", p.extra(extras))
	return json.Marshal(out)
}

// freeText is the article code of a line that has only a text.
const freeText = "-"

func (p Profile) line(l Line) *object {
	out := &object{}
	out.set(p.LineArticle, l.ArticleCode)
	if p.LineNames || l.ArticleCode == freeText {
		out.set("naziv", l.Name)
	}
	out.set("kolicina", number(l.Quantity))
	out.set(p.LinePrice, number(l.UnitPrice))
	if p.LineGrossPrice != "" {
		gross := l.UnitPrice.Add(tax(l.UnitPrice, l.VATRate)).Round(4)
		out.set(p.LineGrossPrice, number(gross))
	}
	if !l.NoDiscount {
		out.set(p.LineDiscount, number(l.Discount))
	}
	out.set(p.LineVATCode, l.VATCode)
	return out
}

// EncodePartner writes a new partner as this installation wants it. Text is
// cut at characters, never inside one.
func (p Profile) EncodePartner(b Partner) (json.RawMessage, error) {
	out := &object{}
	out.set("tipStevilcenja", 1)
	out.set("sifra", 0)
	name, rest := cut(b.Name, p.PartnerNameLimit)
	name2, _ := cut(strings.TrimSpace(rest+" "+b.Name2), p.PartnerNameLimit)
	out.set("naziv", name)
	if name2 != "" {
		out.set("naziv2", name2)
	}
	address, _ := cut(b.Address, p.PartnerAddressLimit)
	out.set("naslov", address)
	post := b.Postcode
	if p.PostWithTown {
		post = strings.TrimSpace(b.Postcode + " " + b.Town)
	}
	out.set("posta", post)
	out.set("drzava", b.CountryNumeric)
	if p.TaxNumberWithPrefix {
		out.set("davcna", b.TaxNumber)
	} else {
		out.set("davcna", NormalizeTaxNumber(b.TaxNumber))
		out.set("ident", b.Ident)
	}
	out.set("davcniZavezanec", p.liable(b.TaxLiable))
	out.set("telefon", b.Phone)
	out.set("email", b.Email)
	out.set("dodatnaPolja", p.extra([]field{{"SIFRA_V_GK", ""}}))
	return json.Marshal(out)
}

func (p Profile) liable(yes bool) any {
	switch {
	case p.TaxLiableBool:
		return yes
	case yes:
		return 1
	default:
		return 2
	}
}
