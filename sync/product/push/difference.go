package push

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Difference is a part of an article that is not in VASCO as the shop has it.
type Difference struct {
	Field rules.ArticleField
	// Now is what VASCO has, WouldBe what the shop has.
	Now, WouldBe string
	// Known is false where VASCO did not tell what it has.
	Known bool
	// Written: the settings let the shop decide; others stay as they are.
	Written bool
}

// Differences are all parts that differ of an article whose name is split already. Of an article that is not there, nil,
// those are all it is to have.
func Differences(d vasco.ArticleDocument, there *vasco.Article, s rules.Products) []Difference {
	var all []Difference
	for _, part := range partsOf(d, s) {
		now, known := "", there == nil
		if there != nil {
			now, known = part.now(there)
		}
		if there != nil && known && part.same(now) {
			continue
		}
		all = append(all, Difference{
			Field: part.field, Now: now, WouldBe: part.want, Known: known, Written: there == nil || slices.Contains(s.UpdateFields, part.field),
		})
	}
	return all
}

// part is a part of an article: what it is to be, and what it is.
type part struct {
	field rules.ArticleField
	// name is what an update calls it.
	name string
	want string
	now  func(*vasco.Article) (text string, known bool)
}

func (p part) same(now string) bool {
	return strings.TrimSpace(now) == strings.TrimSpace(p.want)
}

// partsOf are the parts of an article that the shop has something for.
func partsOf(d vasco.ArticleDocument, s rules.Products) []part {
	all := []part{
		{
			field: rules.FieldName, name: vasco.ArticleName, want: lines(d.Name, d.Name2),
			now: func(a *vasco.Article) (string, bool) { return lines(a.Name, a.Name2), a.Name != "" },
		},
		{field: rules.FieldUnit, name: vasco.ArticleUnit, want: d.Unit, now: func(a *vasco.Article) (string, bool) { return a.Unit, a.Unit != "" }},
		{field: rules.FieldGroup, name: vasco.ArticleGroup, want: d.Group, now: func(a *vasco.Article) (string, bool) { return a.Group, a.Group != "" }},
		{field: rules.FieldStock, name: vasco.ArticleStock, want: strconv.FormatBool(d.HasStock), now: stockCard},
		{field: rules.FieldVAT, name: vasco.ArticleVAT, want: strconv.Itoa(d.VATCode), now: vatCode},
		{field: rules.FieldPrice, name: vasco.ArticlePrice, want: d.Price.String(), now: price},
		extraPart(rules.FieldLink, s.LinkField, d),
		extraPart(rules.FieldEAN, s.EANField, d),
	}
	return slices.DeleteFunc(all, func(p part) bool { return p.want == "" })
}

func extraPart(field rules.ArticleField, column string, d vasco.ArticleDocument) part {
	return part{field: field, name: column, want: d.Extra[column], now: func(a *vasco.Article) (string, bool) {
		text, known := a.Extra[strings.ToUpper(column)]
		return text, known
	}}
}

func lines(first, second string) string {
	return strings.TrimSpace(strings.TrimSpace(first) + "\n" + strings.TrimSpace(second))
}

func stockCard(a *vasco.Article) (string, bool) {
	if a.HasStock == nil {
		return "", false
	}
	return strconv.FormatBool(*a.HasStock), true
}

func vatCode(a *vasco.Article) (string, bool) {
	if a.VATCode < 0 {
		return "", false
	}
	return strconv.Itoa(a.VATCode), true
}

func price(a *vasco.Article) (string, bool) {
	if a.Price == nil {
		return "", false
	}
	return a.Price.Round(priceDecimals).String(), true
}

// toWrite names the parts an update is to write; none is nothing to do.
func toWrite(d vasco.ArticleDocument, there *vasco.Article, s rules.Products) map[string]bool {
	names := make(map[rules.ArticleField]string)
	for _, part := range partsOf(d, s) {
		names[part.field] = part.name
	}
	parts := make(map[string]bool)
	for _, one := range Differences(d, there, s) {
		if one.Written {
			parts[names[one.Field]] = true
		}
	}
	return parts
}

// arrived tells whether VASCO has an article as it was sent, as far as it tells:
// all of it, or the written parts.
func arrived(d vasco.ArticleDocument, there *vasco.Article, s rules.Products, only map[string]bool) bool {
	for _, part := range partsOf(d, s) {
		if only != nil && !only[part.name] {
			continue
		}
		if now, known := part.now(there); known && !part.same(now) {
			return false
		}
	}
	return true
}
