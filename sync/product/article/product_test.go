package article_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/product/article"
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
		got, ok := article.VariationCode(c.variation, parent, c.mapped, s)
		if ok != (c.want != "") || (ok && got != c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if !article.NeedsParent(c.variation, s) && c.want != "" {
			t.Errorf("%s: its product is not asked", c.name)
		}
	}
	own := woo.Product{MetaData: []woo.Meta{{Key: "_alg_ean", Value: []byte(`"333"`)}}, SKU: "P-1"}
	if article.NeedsParent(own, rules.Default()) {
		t.Error("the product of a variation with an EAN of its own is read")
	}
}

func TestProductCode(t *testing.T) {
	t.Parallel()
	meta := func(key, value string) woo.Meta { return woo.Meta{Key: key, Value: json.RawMessage(value)} }
	for _, c := range []struct {
		name    string
		product woo.Product
		change  func(*rules.Shop)
		want    string
	}{
		{"the plugin's EAN", woo.Product{GlobalUniqueID: "222", MetaData: []woo.Meta{meta("_alg_ean", `"111"`)}}, nil, "111"},
		{"padded", woo.Product{MetaData: []woo.Meta{meta("_alg_ean", `" 3830012345678\n"`)}}, nil, "3830012345678"},
		{"a number", woo.Product{MetaData: []woo.Meta{meta("_alg_ean", `3830012345678`)}}, nil, "3830012345678"},
		{"an empty EAN is none", woo.Product{GlobalUniqueID: "222", MetaData: []woo.Meta{meta("_alg_ean", `"  "`)}}, nil, "222"},
		{"an object is none", woo.Product{GlobalUniqueID: "222", MetaData: []woo.Meta{meta("_alg_ean", `{"a":1}`)}}, nil, "222"},
		{"null is none", woo.Product{GlobalUniqueID: "222", MetaData: []woo.Meta{meta("_alg_ean", `null`)}}, nil, "222"},
		{
			"the order of the settings",
			woo.Product{GlobalUniqueID: "222", MetaData: []woo.Meta{meta("_alg_ean", `"111"`)}},
			func(s *rules.Shop) { s.EANMetaKeys = []string{"global_unique_id", "_alg_ean"} }, "222",
		},
		{
			"a key of the shop's own",
			woo.Product{MetaData: []woo.Meta{meta("_sifra_vasco", `"00412"`)}},
			func(s *rules.Shop) { s.EANMetaKeys = append(s.EANMetaKeys, "_sifra_vasco") }, "00412",
		},
		{"no SKU unless it is allowed", woo.Product{SKU: "SI-1"}, nil, ""},
		{"the SKU where it is", woo.Product{SKU: " SI-1 "}, func(s *rules.Shop) { s.UseSKU = true }, "SI-1"},
		{"an EAN before the SKU", woo.Product{SKU: "SI-1", GlobalUniqueID: "222"}, func(s *rules.Shop) { s.UseSKU = true }, "222"},
		{"neither", woo.Product{SKU: "  "}, func(s *rules.Shop) { s.UseSKU = true }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			settings := rules.Default()
			if c.change != nil {
				c.change(&settings)
			}
			got, ok := article.ProductCode(c.product, settings)
			if ok != (c.want != "") || (ok && got != c.want) {
				t.Errorf("got %q, %t, want %q", got, ok, c.want)
			}
		})
	}
}

// FuzzProductCode: plugins keep anything in a product's meta.
func FuzzProductCode(f *testing.F) {
	for _, seed := range []string{`"3830012345678"`, `3830012345678`, `null`, `""`, `" 1 "`, `{"a":[1]}`, `[]`, `true`, `1e999999999`, `"\ud800"`} {
		f.Add([]byte(seed), "", "SKU", true)
	}
	f.Add([]byte(`"x"`), "3830012345678", " ", false)
	f.Fuzz(func(t *testing.T, value []byte, gtin, sku string, useSKU bool) {
		settings := rules.Default()
		settings.UseSKU = useSKU
		p := woo.Product{
			SKU: sku, GlobalUniqueID: woo.Text(gtin), MetaData: []woo.Meta{{Key: "_alg_ean", Value: json.RawMessage(value)}},
		}
		code, ok := article.ProductCode(p, settings)
		if ok && (code == "" || code != strings.TrimSpace(code)) {
			t.Errorf("%q is no article code", code)
		}
		if !useSKU && gtin == "" && !json.Valid(value) && ok {
			t.Errorf("%q comes from what is no JSON", code)
		}
	})
}
