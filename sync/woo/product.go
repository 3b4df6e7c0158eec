package woo

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Product is a product or a variation of one.
type Product struct {
	ID       int64 `json:"id"`
	ParentID int64 `json:"parent_id"`
	// Type is simple, variable, variation, grouped, external or a plugin's own.
	Type           string `json:"type"`
	Status         string `json:"status"`
	Name           string `json:"name"`
	SKU            string `json:"sku"`
	GlobalUniqueID Text   `json:"global_unique_id"`
	Permalink      string `json:"permalink"`
	Price          Amount `json:"price"`
	// RegularPrice is nil when the product has none, as one with variations.
	RegularPrice *Amount `json:"regular_price"`
	TaxClass     string  `json:"tax_class"`
	// TaxStatus is taxable, shipping or none.
	TaxStatus         string `json:"tax_status,omitempty"`
	Virtual           bool   `json:"virtual"`
	Downloadable      bool   `json:"downloadable,omitempty"`
	CatalogVisibility string `json:"catalog_visibility,omitempty"`

	ManageStock ManageStock `json:"manage_stock"`
	// StockQuantity is nil when the shop told none.
	StockQuantity *Amount `json:"stock_quantity"`
	// StockStatus is instock, outofstock, onbackorder or a plugin's own.
	StockStatus string `json:"stock_status,omitempty"`
	// Backorders is no, notify or yes.
	Backorders string `json:"backorders,omitempty"`

	DateModifiedGMT Time `json:"date_modified_gmt"`
	// Categories are empty on a variation: they are its product's.
	Categories []Category `json:"categories,omitempty"`
	HasOptions bool       `json:"has_options,omitempty"`
	// Variations are the ids of a variable product's variations.
	Variations []int64 `json:"variations,omitempty"`
	// Lang and Translations are what WPML and Polylang add: the product's language
	// and the ids of the same product by language, most often its own among them.
	Lang         Text         `json:"lang,omitempty"`
	Translations Translations `json:"translations,omitempty"`
	MetaData     []Meta       `json:"meta_data"`

	// Unreadable are the fields that had a form nobody expects, sorted. They are
	// unknown, not empty.
	Unreadable []string `json:"unreadable,omitempty"`
}

// Category is a product's category.
type Category struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Slug string `json:"slug"`
}

// Meta returns a meta value as text. Objects, lists, null and false are no text.
func (p *Product) Meta(key string) (string, bool) { return metaText(p.MetaData, key) }

// UnmarshalJSON reads what it can: a plugin that writes one field in its own way
// must not hide the product, nor the other 99 of its page.
func (p *Product) UnmarshalJSON(raw []byte) error {
	if err := p.read(raw); err == nil {
		return nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return err
	}
	whole := Product{}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		one, err := json.Marshal(map[string]json.RawMessage{name: fields[name]})
		if err != nil {
			return err
		}
		before := whole
		err = whole.read(one)
		switch {
		case err != nil && name == "id":
			return err
		case err != nil:
			whole = before // What it had read before it failed is half a field.
			whole.Unreadable = append(whole.Unreadable, name)
		}
	}
	*p = whole
	return nil
}

// read reads the fields that raw has, or fails. An empty quantity is none, as is
// an empty price.
func (p *Product) read(raw []byte) error {
	type plain Product
	read := struct {
		*plain

		StockQuantity *Text             `json:"stock_quantity"`
		RegularPrice  *Text             `json:"regular_price"`
		Variations    []json.RawMessage `json:"variations"`
		Unreadable    json.RawMessage   `json:"unreadable"` // Ours; a shop has none.
	}{plain: (*plain)(p)}
	if err := json.Unmarshal(raw, &read); err != nil {
		return err
	}
	for _, raw := range read.Variations {
		if id := idIn(raw); id > 0 {
			p.Variations = append(p.Variations, id)
		}
	}
	return errors.Join(readAmount(&p.StockQuantity, read.StockQuantity), readAmount(&p.RegularPrice, read.RegularPrice))
}

// readAmount reads an amount that may be none.
func readAmount(target **Amount, text *Text) error {
	if text == nil || strings.TrimSpace(string(*text)) == "" {
		return nil
	}
	value, err := ParseNumber(strings.TrimSpace(string(*text)))
	*target = &Amount{value}
	return err
}

// ManageStock is "true", "false", or "parent" for a variation that shows its parent's stock.
type ManageStock string

// The forms of ManageStock.
const (
	StockManaged    ManageStock = "true"
	StockNotManaged ManageStock = "false"
	StockOnParent   ManageStock = "parent"
)

// UnmarshalJSON accepts true, false and "parent".
func (m *ManageStock) UnmarshalJSON(raw []byte) error {
	*m = ManageStock(bytes.Trim(raw, `"`))
	return nil
}

// Translations are ids by language. PHP writes an empty map as a list.
type Translations map[string]int64

// UnmarshalJSON accepts ids as numbers and as text, and leaves out what is none.
func (t *Translations) UnmarshalJSON(raw []byte) error {
	*t = nil
	if !bytes.HasPrefix(raw, []byte("{")) {
		return nil
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(raw, &entries); err != nil {
		return err
	}
	found := make(Translations, len(entries))
	for lang, entry := range entries {
		if id := idIn(entry); id > 0 {
			found[lang] = id
		}
	}
	if len(found) > 0 {
		*t = found
	}
	return nil
}

// idIn reads an id, which plugins write as a number or as text; 0 is none.
func idIn(raw json.RawMessage) int64 {
	var text Text
	if err := json.Unmarshal(raw, &text); err != nil {
		return 0
	}
	id, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}
