package article

import (
	"strings"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/woo"
)

// ProductCode is the product's EAN by the configured keys, or its SKU where
// the settings allow that.
func ProductCode(p woo.Product, s rules.Shop) (string, bool) {
	for _, key := range s.EANMetaKeys {
		value := string(p.GlobalUniqueID)
		if key != "global_unique_id" {
			value, _ = p.Meta(key)
		}
		if value = strings.TrimSpace(value); value != "" {
			return value, true
		}
	}
	sku := strings.TrimSpace(p.SKU)
	return sku, s.UseSKU && sku != ""
}

// EAN is what the first filled of the configured keys says; empty is none.
func EAN(p woo.Product, s rules.Shop) string {
	s.UseSKU = false
	if ean, found := ProductCode(p, s); found {
		return ean
	}
	return ""
}

// VariationEAN is the variation's own EAN, without the one the shop shows of its product.
func VariationEAN(variation, parent woo.Product, s rules.Shop) string {
	return EAN(withoutShared(variation, parent), s)
}

// NeedsParent tells whether a variation's code can only be told beside its
// product: the shop shows a product's SKU and unique id on variations without
// their own.
func NeedsParent(variation woo.Product, s rules.Shop) bool {
	code, found := ProductCode(variation, s)
	if !found {
		return s.VariationUsesParentEAN
	}
	own, _ := ProductCode(withoutShared(variation, variation), s)
	return own != code
}

// VariationCode is the variation's own article code, or, where the settings
// allow that, its product's: the one in the article map before its EAN.
func VariationCode(variation, parent woo.Product, parentMapped string, s rules.Shop) (string, bool) {
	code, found := ProductCode(withoutShared(variation, parent), s)
	switch {
	case found || !s.VariationUsesParentEAN:
		return code, found
	case parentMapped != "":
		return parentMapped, true
	default:
		return ProductCode(parent, s)
	}
}

// withoutShared leaves out what the variation has from its product: the shop
// lets no two have the same.
func withoutShared(variation, parent woo.Product) woo.Product {
	if variation.SKU == parent.SKU {
		variation.SKU = ""
	}
	if variation.GlobalUniqueID == parent.GlobalUniqueID {
		variation.GlobalUniqueID = ""
	}
	return variation
}
