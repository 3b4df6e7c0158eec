package mapping_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

// TestVariationCode: the shop shows a product's SKU and unique id on variations
// that have none; that is not their own code.
func TestVariationCode(t *testing.T) {
	t.Parallel()
	parent := woo.Product{ID: 1, SKU: "P", GlobalUniqueID: "111"}
	for _, c := range []struct {
		name             string
		variation        woo.Product
		useSKU, inherits bool
		mapped, want     string
	}{
		{"its own unique id", woo.Product{SKU: "P-1", GlobalUniqueID: "222"}, false, false, "", "222"},
		{"its product's, shown", woo.Product{SKU: "P-1", GlobalUniqueID: "111"}, false, false, "", ""},
		{"its product's, allowed", woo.Product{SKU: "P-1", GlobalUniqueID: "111"}, false, true, "", "111"},
		{"its own SKU", woo.Product{SKU: "P-1", GlobalUniqueID: "111"}, true, false, "", "P-1"},
		{"its product's SKU, shown", woo.Product{SKU: "P"}, true, false, "", ""},
		{"its product's in the map", woo.Product{SKU: "P"}, true, true, "M", "M"},
		{"the map says nothing without the setting", woo.Product{}, false, false, "M", ""},
	} {
		s := rules.Default()
		s.UseSKU, s.VariationUsesParentEAN = c.useSKU, c.inherits
		got, ok := mapping.VariationCode(c.variation, parent, c.mapped, s)
		if ok != (c.want != "") || (ok && got != c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if !mapping.NeedsParent(c.variation, s) && c.want != "" {
			t.Errorf("%s: its product is not asked", c.name)
		}
	}
	own := woo.Product{MetaData: []woo.Meta{{Key: "_alg_ean", Value: []byte(`"333"`)}}, SKU: "P-1"}
	if mapping.NeedsParent(own, rules.Default()) {
		t.Error("the product of a variation with an EAN of its own is read")
	}
}

// TestTheMapsCodeOfALineComesFirst.
func TestTheMapsCodeOfALineComesFirst(t *testing.T) {
	t.Parallel()
	in := inputOf(orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1)))
	in.Order.LineItems[0].ID = 5
	in.LineArticles = map[int64]string{5: "MAPPED"}
	result := mustBuild(t, in)
	checkLines(t, result.Document.Lines, []wantLine{{article: "MAPPED"}})
	if result.LineIDs[0] != 5 {
		t.Errorf("the line is made of %v", result.LineIDs)
	}
}
