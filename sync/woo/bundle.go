package woo

import (
	"encoding/json"
	"strings"
)

// Keys of the common plugins for bundles: Product Bundles, Composite Products,
// Mix and Match, WPC and YITH bundles, Chained Products.
var (
	childKeys  = []string{"_bundled_by", "_composite_parent", "_mnm_container", "_woosb_parent_id", "_yith_bundled_by", "_chained_product_of"}
	parentKeys = []string{"_bundled_items", "_composite_children", "_mnm_config", "_woosb_ids", "_yith_bundle_items", "_bundle_cart_key"}
)

// InBundle tells whether the line is a part of the bundle before it.
func (l *LineItem) InBundle() bool {
	return isSaid(l.BundledBy) || isSaid(l.CompositeParent) || l.hasAny(childKeys)
}

// IsBundle tells whether the line is the container of a bundle.
func (l *LineItem) IsBundle() bool {
	return !l.InBundle() && (isSaid(l.BundledItems) || isSaid(l.CompositeChildren) || l.hasAny(parentKeys))
}

func (l *LineItem) hasAny(keys []string) bool {
	for _, m := range l.MetaData {
		for _, key := range keys {
			if m.Key == key && isSaid(m.Value) {
				return true
			}
		}
	}
	return false
}

// isSaid: plugins write "", 0, null, false or an empty list for nothing.
func isSaid(raw json.RawMessage) bool {
	switch strings.TrimSpace(string(raw)) {
	case "", `""`, "0", `"0"`, "null", "false", "[]", "{}":
		return false
	default:
		return true
	}
}
