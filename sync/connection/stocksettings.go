package connection

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/sync/connection/rules"
)

const (
	maxPieces    = 1_000_000
	maxPercent   = 100
	maxWord      = 40
	maxWarehouse = 20
	maxUnit      = 5
	maxGroup     = 10
)

// extraFieldForm is how VASCO names the columns of its database.
var extraFieldForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,30}$`)

func (c *checks) extraField(field, name string) {
	c.thatf(name == "" || extraFieldForm.MatchString(name), field, CodeInvalid, "%.40q is not the name of an extra field, like PROSTO_C9", name)
}

// stock checks the rules of stock.
func (c *checks) stock(s rules.Stock) {
	c.extraField("settings.stock.supplierField", s.SupplierField)
	c.thatf(len(s.SupplierWords) <= maxListed, "settings.stock.supplierWords", CodeTooLong, "there are more than %d", maxListed)
	for word, pieces := range s.SupplierWords {
		c.text("settings.stock.supplierWords", word, maxWord, true)
		c.thatf(pieces >= 0 && pieces <= maxPieces, "settings.stock.supplierWords", CodeInvalid, "%.40q is 0 to %d pieces", word, maxPieces)
	}
	c.thatf(len(s.Warehouses) <= maxListed, "settings.stock.warehouses", CodeTooLong, "there are more than %d", maxListed)
	for i, warehouse := range s.Warehouses {
		c.text("settings.stock.warehouses", warehouse, maxWarehouse, true)
		c.thatf(!strings.Contains(warehouse, ","), "settings.stock.warehouses", CodeInvalid, "%.20q has a comma: VASCO takes lists by commas", warehouse)
		c.thatf(!slices.Contains(s.Warehouses[:i], warehouse), "settings.stock.warehouses", CodeTaken, "%.20q is named twice", warehouse)
	}
	c.thatf(s.Buffer >= 0 && s.Buffer <= maxPieces, "settings.stock.buffer", CodeInvalid, "it is 0 to %d pieces", maxPieces)
	c.metaKey("settings.stock.supplierMetaKey", s.SupplierMetaKey)
	c.metaKey("settings.stock.ownMetaKey", s.OwnMetaKey)
	c.thatf(s.SupplierMetaKey == "" || s.SupplierMetaKey != s.OwnMetaKey, "settings.stock.ownMetaKey", CodeTaken, "the supplier's stock is kept under it")
	c.thatf(s.GuardPercent >= 0 && s.GuardPercent <= maxPercent, "settings.stock.guardPercent", CodeInvalid, "it is 0 to %d", maxPercent)
}

// builtInKeys name fields of a product: under them the shop would write those.
var builtInKeys = []string{"_stock", "_sku", "_price", "_regular_price", "_sale_price", "_manage_stock", "_stock_status", "_backorders", "_global_unique_id", rules.SyncedAtMetaKey}

func (c *checks) metaKey(field, key string) {
	c.text(field, key, maxMetaKey, false)
	c.thatf(!slices.Contains(builtInKeys, key), field, CodeInvalid, "%.40q is a field of WooCommerce's own", key)
}

// products checks the rules of the shop's products.
func (c *checks) products(p rules.Products) {
	c.text("settings.products.unit", p.Unit, maxUnit, true)
	c.text("settings.products.group", p.Group, maxGroup, false)
	c.thatf(len(p.CategoryGroups) <= maxListed, "settings.products.categoryGroups", CodeTooLong, "there are more than %d", maxListed)
	seen := make(map[int64]bool)
	for _, own := range p.CategoryGroups {
		c.thatf(own.Category > 0, "settings.products.categoryGroups", CodeInvalid, "a category is the shop's number of it")
		c.thatf(!seen[own.Category], "settings.products.categoryGroups", CodeTaken, "the category %d is named twice", own.Category)
		c.text("settings.products.categoryGroups", own.Group, maxGroup, true)
		seen[own.Category] = true
	}
	c.thatf(len(p.TaxClasses) <= maxListed, "settings.products.taxClasses", CodeTooLong, "there are more than %d", maxListed)
	for class, code := range p.TaxClasses {
		c.text("settings.products.taxClasses", class, maxMetaKey, false)
		c.thatf(code >= 0 && code <= highestVAT, "settings.products.taxClasses", CodeInvalid, "VASCO has no VAT code %d: there are 0 to %d", code, highestVAT)
	}
	c.extraField("settings.products.linkField", p.LinkField)
	c.extraField("settings.products.eanField", p.EANField)
	c.thatf(p.LinkField == "" || p.LinkField != p.EANField, "settings.products.eanField", CodeTaken, "the product's address is sent in it")
	for i, field := range p.UpdateFields {
		c.thatf(slices.Contains(rules.ArticleFields(), field), "settings.products.updateFields", CodeInvalid, "it is one of %v", rules.ArticleFields())
		c.thatf(!slices.Contains(p.UpdateFields[:i], field), "settings.products.updateFields", CodeTaken, "%.20q is named twice", field)
	}
}
