package product

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Seen is a product or a variation as the shop has just told it.
type Seen struct {
	Product woo.Product
	// Parent is a variation's product, where it was read as well: only beside it
	// can be told what the shop merely shows on the variation.
	Parent *woo.Product
	// At is when the shop was asked; zero for a webhook's body, which may be old.
	At time.Time
}

// inTrash is the status of a product that may come back.
const inTrash = "trash"

// Bounds of foreign texts, in characters.
const (
	longText  = 1000
	nameText  = 500
	shortText = 100
	// mostCategories and their like bound lists.
	mostCategories = 100
)

// bounded is foreign text as it is kept.
func bounded(text string, longest int) string {
	text = strings.TrimSpace(store.Text(text))
	if utf8.RuneCountInString(text) > longest {
		text = strings.TrimSpace(string([]rune(text)[:longest]))
	}
	return text
}

// told tells whether a field could be read.
func (s *Seen) told(field string) bool { return !slices.Contains(s.Product.Unreadable, field) }

// setText takes a text that could be read.
func (s *Seen) setText(field string, target *string, value string, longest int) {
	if s.told(field) {
		*target = bounded(value, longest)
	}
}

// applied is the row with what was seen; what could not be read stays. parent is
// the variation's product, nil for none. A whole read says as well that a
// product has no translations; a body may just lack them.
func (s *Seen) applied(known, parent *ent.Product, r rules.Shop, whole bool) *ent.Product {
	p, next := &s.Product, *known
	s.setText("type", &next.Type, p.Type, shortText)
	s.setText("status", &next.Status, p.Status, shortText)
	s.setText("sku", &next.Sku, p.SKU, shortText)
	s.setText("permalink", &next.Permalink, p.Permalink, longText)
	s.setText("tax_class", &next.TaxClass, p.TaxClass, shortText)
	s.setText("tax_status", &next.TaxStatus, p.TaxStatus, shortText)
	if s.told("virtual") {
		next.Virtual = p.Virtual
	}
	if s.told("regular_price") {
		next.RegularPrice = ""
		if p.RegularPrice != nil {
			next.RegularPrice = p.RegularPrice.String()
		}
	}
	if s.told("date_modified_gmt") && !p.DateModifiedGMT.IsZero() {
		at := p.DateModifiedGMT.UTC().Truncate(time.Microsecond)
		next.ModifiedAt = &at
	}
	s.setStock(&next)
	s.setFamily(&next, parent)
	s.setLanguage(&next, whole)
	if s.told("meta_data") && s.told("global_unique_id") {
		next.Ean = bounded(s.ean(known, parent, r), shortText)
	}
	switch {
	case next.Status != inTrash:
		next.GoneAt = nil
	case next.GoneAt == nil:
		now := store.Now()
		next.GoneAt = &now
	}
	return &next
}

func (s *Seen) setStock(next *ent.Product) {
	if s.told("manage_stock") {
		switch s.Product.ManageStock {
		case woo.StockManaged:
			next.ManageStock = entproduct.ManageStockYES
		case woo.StockOnParent:
			next.ManageStock = entproduct.ManageStockPARENT
		default:
			next.ManageStock = entproduct.ManageStockNO
		}
	}
	if s.told("stock_quantity") {
		next.Stock = thousandths(s.Product.StockQuantity)
	}
}

var maxQuantity = decimal.NewFromInt(math.MaxInt64)

// thousandths is a quantity as it is kept; nil for none, and for one that cannot be kept.
func thousandths(quantity *woo.Amount) *int64 {
	if quantity == nil {
		return nil
	}
	shifted := quantity.Shift(3)
	if !shifted.IsInteger() || shifted.Abs().GreaterThan(maxQuantity) {
		return nil
	}
	whole := shifted.IntPart()
	return &whole
}

// setFamily takes the name and categories, a variation's with its product's.
func (s *Seen) setFamily(next, parent *ent.Product) {
	p := &s.Product
	if s.told("parent_id") {
		next.ParentID = max(0, p.ParentID)
	}
	if s.told("name") {
		next.Name = bounded(p.Name, nameText)
	}
	if parent == nil {
		if s.told("categories") && next.ParentID == 0 {
			next.Categories = categoriesOf(p.Categories)
		}
		return
	}
	next.Categories = parent.Categories
	if s.told("name") {
		next.Name = fullName(parent.Name, next.Name)
	}
}

func categoriesOf(categories []woo.Category) []int64 {
	var ids []int64
	for _, c := range categories {
		if len(ids) < mostCategories {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// fullName is a variation's name with its product's, which some answers have already.
func fullName(parent, own string) string {
	if rest, begins := strings.CutPrefix(own, parent); begins {
		first, _ := utf8.DecodeRuneInString(rest)
		if parent == "" || rest == "" || !unicode.IsLetter(first) && !unicode.IsDigit(first) {
			return own
		}
	}
	return bounded(parent+" - "+own, nameText)
}

func (s *Seen) setLanguage(next *ent.Product, whole bool) {
	p := &s.Product
	if s.told("lang") && (whole || p.Lang != "") {
		next.Language = bounded(string(p.Lang), shortText)
	}
	if !s.told("translations") || (!whole && len(p.Translations) == 0) {
		return
	}
	lowest, others := p.ID, false
	for _, id := range p.Translations {
		lowest, others = min(lowest, id), others || id != p.ID
	}
	next.TranslationOf = 0
	if others {
		next.TranslationOf = lowest
	}
}

// ean is the product's own EAN. The shop shows its product's unique id on a
// variation that has none: without the product at hand, what is known tells.
func (s *Seen) ean(known, parent *ent.Product, r rules.Shop) string {
	with := article.EAN(s.Product, r)
	switch {
	case s.Parent != nil:
		return article.VariationEAN(s.Product, *s.Parent, r)
	case s.Product.ParentID == 0:
		return with
	}
	without := article.VariationEAN(s.Product, s.Product, r)
	switch {
	case known.ID != 0 && (known.Ean == with || known.Ean == without):
		return known.Ean
	case parent != nil && parent.Ean == with:
		return without
	default:
		return with
	}
}

// same tells whether two rows say the same of a product. A code that another
// rule gives is a difference as well.
func same(a, b *ent.Product) bool {
	return a.ParentID == b.ParentID && a.Type == b.Type && a.Status == b.Status && a.Name == b.Name && a.Sku == b.Sku && a.Ean == b.Ean &&
		a.Code == b.Code && a.RegularPrice == b.RegularPrice && a.TaxClass == b.TaxClass && a.TaxStatus == b.TaxStatus && a.Virtual == b.Virtual &&
		a.Permalink == b.Permalink && slices.Equal(a.Categories, b.Categories) && a.Language == b.Language && a.TranslationOf == b.TranslationOf &&
		a.ManageStock == b.ManageStock && equal(a.Stock, b.Stock) && sameTime(a.ModifiedAt, b.ModifiedAt) && (a.GoneAt == nil) == (b.GoneAt == nil)
}

func equal(a, b *int64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

func sameTime(a, b *time.Time) bool { return (a == nil) == (b == nil) && (a == nil || a.Equal(*b)) }

// isUnclear: what is known does not tell either.
func (s *Seen) isUnclear(known, parent *ent.Product, r rules.Shop) bool {
	if s.Product.ParentID == 0 || s.Parent != nil {
		return false
	}
	if parent == nil {
		return true
	}
	with, without := article.EAN(s.Product, r), article.VariationEAN(s.Product, s.Product, r)
	return with != without && (known == nil || known.Ean != bounded(with, shortText) && known.Ean != bounded(without, shortText))
}
