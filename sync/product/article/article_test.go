package article_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/woo"
)

func entry(kind article.Kind, key, code, name string) article.Entry {
	return article.Entry{Key: article.Key{Kind: kind, Key: key}, Code: code, Name: name}
}

// TestWhoSpeaksForALine: what is closest to the line comes first; a product does
// not speak for its variations.
func TestWhoSpeaksForALine(t *testing.T) {
	t.Parallel()
	simple := woo.LineItem{ID: 5, ProductID: 7, SKU: " S-1 "}
	variation := woo.LineItem{ID: 5, ProductID: 7, VariationID: 9, SKU: "S-1"}
	deleted := woo.LineItem{ID: 5}
	all := article.Codes{
		{Kind: article.Line, Key: "5"}: "line", {Kind: article.Variation, Key: "9"}: "variation",
		{Kind: article.Product, Key: "7"}: "product", {Kind: article.SKU, Key: "S-1"}: "sku",
	}
	for _, c := range []struct {
		line    woo.LineItem
		without []article.Kind
		want    string
	}{
		{simple, nil, "line"},
		{simple, []article.Kind{article.Line}, "product"},
		{simple, []article.Kind{article.Line, article.Product}, "sku"},
		{variation, []article.Kind{article.Line}, "variation"},
		{variation, []article.Kind{article.Line, article.Variation}, "sku"},
		{variation, []article.Kind{article.Line, article.Variation, article.SKU}, ""},
		{deleted, nil, "line"},
		{deleted, []article.Kind{article.Line}, ""},
	} {
		codes := make(article.Codes)
		for key, code := range all {
			if !strings.Contains(join(c.without), string(key.Kind)) {
				codes[key] = code
			}
		}
		if got := codes.Of(c.line); got != c.want {
			t.Errorf("%+v without %v: %q, want %q", c.line, c.without, got, c.want)
		}
	}
}

func join(kinds []article.Kind) string {
	var text string
	for _, k := range kinds {
		text += string(k) + " "
	}
	return text
}

func TestWhatAnEntryMayHold(t *testing.T) {
	t.Parallel()
	for _, good := range []article.Entry{
		entry(article.Product, "7", "00086", "Čaj"), entry(" sku ", " A/1 ", "", ""), entry(article.Line, "1", "X", ""),
	} {
		if fault := good.Trimmed().Check(); fault != nil {
			t.Errorf("%+v: %+v", good, fault)
		}
	}
	for field, bad := range map[string][]article.Entry{
		"kind": {entry("", "7", "X", ""), entry("ORDER", "7", "X", "")},
		"key": {
			entry(article.Product, " ", "X", ""), entry(article.Product, "07", "X", ""), entry(article.Variation, "-7", "X", ""),
			entry(article.Line, "a", "X", ""), entry(article.SKU, strings.Repeat("š", 101), "X", ""), entry(article.SKU, "a\nb", "X", ""),
		},
		"code": {entry(article.SKU, "a", strings.Repeat("1", 31), ""), entry(article.SKU, "a", "1\t1", "")},
		"name": {entry(article.SKU, "a", "1", strings.Repeat("n", 201)), entry(article.SKU, "a", "1", "\xff")},
	} {
		for _, one := range bad {
			if fault := one.Trimmed().Check(); fault == nil || fault.Field != field {
				t.Errorf("%+v: %+v, want a fault of %s", one, fault, field)
			}
		}
	}
}
