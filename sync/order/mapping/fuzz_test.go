package mapping_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

// FuzzArticleCode: plugins keep anything in a product's meta.
func FuzzArticleCode(f *testing.F) {
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
		code, ok := mapping.ArticleCode(p, settings)
		if ok && (code == "" || code != strings.TrimSpace(code)) {
			t.Errorf("%q is no article code", code)
		}
		if !useSKU && gtin == "" && !json.Valid(value) && ok {
			t.Errorf("%q comes from what is no JSON", code)
		}
	})
}
