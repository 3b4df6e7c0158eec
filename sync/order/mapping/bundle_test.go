package mapping_test

import (
	"slices"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

func marked(line woo.LineItem, key, value string) woo.LineItem {
	line.MetaData = append(line.MetaData, woo.Meta{Key: key, Value: []byte(value)})
	return line
}

// TestBundles: what is sent of a container and its parts, whichever of them carries
// the price; money is never lost.
func TestBundles(t *testing.T) {
	t.Parallel()
	lines := func(container, first, second string) []woo.LineItem {
		tax := func(net string) string { return dec(net).Mul(dec("0.22")).StringFixed(2) }
		return []woo.LineItem{
			marked(taxedLine("PAKET", "1", container, tax(container), 1), "_bundled_items", `["a","b"]`),
			marked(taxedLine("DEL", "2", first, tax(first), 1), "_bundled_by", `"k"`),
			marked(taxedLine("DELČEK", "1", second, tax(second), 1), "_composite_parent", `"k"`),
			taxedLine("SAM", "1", "10.00", "2.20", 1),
		}
	}
	byParts, byContainer := lines("0", "20.00", "5.00"), lines("25.00", "0", "0")
	for _, c := range []struct {
		name   string
		lines  []woo.LineItem
		mode   rules.Bundles
		noCode bool
		want   []wantLine
	}{
		{"both", byParts, rules.BundlesBoth, false, []wantLine{{article: "A-PAKET", price: "0"}, {price: "10"}, {price: "5"}, {}}},
		{"a container without a code", byParts, rules.BundlesBoth, true, []wantLine{{article: "A-DEL"}, {}, {}}},
		{"children", byParts, rules.BundlesChildren, false, []wantLine{{article: "A-DEL"}, {}, {}}},
		{"children of a container with the price", byContainer, rules.BundlesChildren, false, []wantLine{{article: "A-PAKET", price: "25"}, {price: "0"}, {price: "0"}, {}}},
		{"parent", byContainer, rules.BundlesParent, false, []wantLine{{article: "A-PAKET", quantity: "1", price: "25"}, {article: "A-SAM"}}},
		{"parent of children with the price", byParts, rules.BundlesParent, false, []wantLine{{article: "A-PAKET", quantity: "1", price: "25", rate: "22"}, {article: "A-SAM"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := orderOf("42.70", slices.Clone(c.lines)...)
			for i := range o.LineItems {
				o.LineItems[i].ProductID = int64(i) + 1
			}
			in := inputOf(o)
			in.Settings.Bundles = c.mode
			if c.noCode {
				delete(in.Articles, 1)
			}
			result := mustBuild(t, in)
			checkLines(t, result.Document.Lines, c.want)
			if !result.Difference.IsZero() {
				t.Errorf("the difference is %s", result.Difference)
			}
		})
	}
	o := orderOf("42.70", byContainer...)
	in := inputOf(o)
	delete(in.Articles, o.LineItems[0].ProductID)
	if reason := reasonOf(t, in); reason.Code != mapping.ArticleCodeMissing {
		t.Errorf("a container with the price and no code: %v", reason)
	}
}

// TestAPartWithAnotherRateStaysALine: VASCO's line has one rate.
func TestAPartWithAnotherRateStaysALine(t *testing.T) {
	t.Parallel()
	o := orderOf("23.15",
		marked(taxedLine("PAKET", "1", "10.00", "2.20", 1), "_woosb_ids", `"1/2"`), marked(taxedLine("MED", "1", "10.00", "0.95", 2), "_woosb_parent_id", "7"))
	o.LineItems[1].ProductID = 9
	in := inputOf(o)
	in.Settings.Bundles = rules.BundlesParent
	checkLines(t, mustBuild(t, in).Document.Lines, []wantLine{{article: "A-PAKET", rate: "22"}, {article: "A-MED", rate: "9.5"}})
}

// TestPartsOfAContainerThatWasGivenBack are lines of their own: their money is not lost.
func TestPartsOfAContainerThatWasGivenBack(t *testing.T) {
	t.Parallel()
	o := orderOf("12.20",
		marked(taxedLine("PAKET", "0", "0", "0", 1), "_bundled_items", `"k"`), marked(taxedLine("DEL", "1", "10.00", "2.20", 1), "_bundled_by", `"k"`))
	o.LineItems[1].ProductID = 9
	in := inputOf(o)
	in.Settings.Bundles = rules.BundlesParent
	checkLines(t, mustBuild(t, in).Document.Lines, []wantLine{{article: "A-DEL", price: "10"}})
}

// TestPartsDoNotJoinAnotherBundle: those of a container that was given back are not
// the parts of the bundle before it.
func TestPartsDoNotJoinAnotherBundle(t *testing.T) {
	t.Parallel()
	second := marked(taxedLine("B", "1", "0", "0", 1), "_bundled_items", `"l"`)
	second.ID = 3
	o := orderOf("36.60",
		marked(taxedLine("A", "1", "10.00", "2.20", 1), "_bundled_items", `"k"`), marked(taxedLine("A1", "1", "0", "0", 1), "_bundled_by", `"k"`),
		second, marked(taxedLine("B1", "2", "20.00", "4.40", 1), "_bundled_by", `"l"`))
	for i := range o.LineItems {
		o.LineItems[i].ProductID = int64(i) + 1
	}
	in := inputOf(o)
	in.Settings.Bundles = rules.BundlesParent
	back := marked(taxedLine("", "-1", "0", "0", 1), "_refunded_item_id", "3")
	in.Refunds = []woo.RefundDetail{{LineItems: []woo.LineItem{back}}}
	checkLines(t, mustBuild(t, in).Document.Lines, []wantLine{{article: "A-A", quantity: "1", price: "10"}, {article: "A-B1", quantity: "2", price: "10"}})
}

// TestPartsThatNameTheirBundle join that one, wherever they stand.
func TestPartsThatNameTheirBundle(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		// container and part say that they belong together, by their number.
		container, part func(line *woo.LineItem, number string)
	}{
		"by the line, as the shop's API tells it": {
			func(line *woo.LineItem, _ string) { line.BundledItems = []byte(`[8,9]`) },
			func(line *woo.LineItem, number string) { line.BundledBy = []byte(number) },
		},
		"a composite by the line": {
			func(line *woo.LineItem, _ string) { line.CompositeChildren = []byte(`[8]`) },
			func(line *woo.LineItem, number string) { line.CompositeParent = []byte(`"` + number + `"`) },
		},
		"by the key in the cart": {
			func(line *woo.LineItem, number string) {
				*line = marked(marked(*line, "_bundled_items", `["a"]`), "_bundle_cart_key", `"key`+number+`"`)
			},
			func(line *woo.LineItem, number string) {
				*line = marked(marked(*line, "_bundled_by", `"key`+number+`"`), "_bundle_cart_key", `"own"`)
			},
		},
		"mix and match": {
			func(line *woo.LineItem, number string) {
				*line = marked(marked(*line, "_mnm_config", `{"1":2}`), "_mnm_cart_key", `"key`+number+`"`)
			},
			func(line *woo.LineItem, number string) { *line = marked(*line, "_mnm_container", `"key`+number+`"`) },
		},
		"by the product": {
			func(line *woo.LineItem, _ string) { *line = marked(*line, "_woosb_ids", `"8/1"`) },
			func(line *woo.LineItem, number string) { *line = marked(*line, "_woosb_parent_id", number) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := orderOf("36.60",
				taxedLine("A", "1", "0", "0", 1), taxedLine("B", "1", "0", "0", 1),
				taxedLine("A1", "1", "10.00", "2.20", 1), taxedLine("B1", "1", "20.00", "4.40", 1))
			for i := range o.LineItems {
				o.LineItems[i].ID, o.LineItems[i].ProductID = int64(i)+1, int64(i)+1
			}
			for i, number := range []string{"1", "2"} {
				c.container(&o.LineItems[i], number)
				c.part(&o.LineItems[i+2], number)
			}
			in := inputOf(o)
			in.Settings.Bundles = rules.BundlesParent
			checkLines(t, mustBuild(t, in).Document.Lines, []wantLine{{article: "A-A", price: "10"}, {article: "A-B", price: "20"}})
		})
	}
}
