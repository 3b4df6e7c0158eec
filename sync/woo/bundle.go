package woo

import (
	"encoding/json"
	"slices"
	"strconv"
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

// Keys under which a container keeps the key it had in the cart, which its parts name.
var cartKeys = []string{"_bundle_cart_key", "_composite_cart_key", "_mnm_cart_key"}

// Names tells whether a part of a bundle says that the line is its container: by the
// id of the line, as the shop's API does, by the container's key in the cart, or,
// where a plugin keeps no more, by its product.
func (l *LineItem) Names(container *LineItem) bool {
	is := func(raw json.RawMessage, id int64) bool { return id != 0 && said(raw) == strconv.FormatInt(id, 10) }
	if is(l.BundledBy, container.ID) || is(l.CompositeParent, container.ID) {
		return true
	}
	for _, m := range l.MetaData {
		if !slices.Contains(childKeys, m.Key) || !isSaid(m.Value) {
			continue
		}
		if is(m.Value, container.ProductID) && slices.Contains(byProduct, m.Key) || container.hasKey(said(m.Value)) {
			return true
		}
	}
	return false
}

// byProduct are the keys under which a part names its container's product.
var byProduct = []string{"_woosb_parent_id", "_chained_product_of"}

func (l *LineItem) hasKey(key string) bool {
	return slices.ContainsFunc(l.MetaData, func(m Meta) bool { return slices.Contains(cartKeys, m.Key) && said(m.Value) == key })
}

// said is a text or a number as it was written.
func said(raw json.RawMessage) string {
	var text Text
	if err := json.Unmarshal(raw, &text); err != nil {
		return ""
	}
	return string(text)
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
