package mapping_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

// TestWhyAnOrderCannotBeSent breaks one thing of a good order at a time.
func TestWhyAnOrderCannotBeSent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		spoil  func(*mapping.Input)
		code   mapping.ReasonCode
		params map[string]string
	}{
		{
			"another currency", func(in *mapping.Input) { in.Order.Currency = "USD" },
			mapping.CurrencyMismatch,
			map[string]string{"currency": "USD", "expected": "EUR"},
		},
		{
			"a product without a code", func(in *mapping.Input) { delete(in.Articles, 101) },
			mapping.ArticleCodeMissing,
			map[string]string{"product": "Izdelek X", "productId": "101", "sku": "X"},
		},
		{
			"a variation without a code", func(in *mapping.Input) { in.Order.LineItems[0].VariationID = 7 },
			mapping.ArticleCodeMissing,
			map[string]string{"product": "Izdelek X", "productId": "7", "sku": "X"},
		},
		{
			"a product that was deleted", func(in *mapping.Input) { in.Order.LineItems[0].ProductID = 0 },
			mapping.ArticleCodeMissing,
			map[string]string{"product": "Izdelek X", "productId": "0", "sku": "X"},
		},
		{
			"no article for shipping", func(in *mapping.Input) {
				in.Settings.ShippingArticle = ""
				in.Order.ShippingLines = []woo.ShipLine{{Total: amount("1.00")}}
			},
			mapping.ArticleCodeMissing,
			map[string]string{"product": "Poštnina", "productId": "", "sku": ""},
		},
		{
			"a rate that is not mapped", func(in *mapping.Input) { in.Order.TaxLines[0].RatePercent = new(dec("25")) },
			mapping.VATRateUnmapped,
			map[string]string{"rate": "25", "line": "Izdelek X"},
		},
		{
			"a line of two rates", func(in *mapping.Input) {
				l := &in.Order.LineItems[0]
				l.Taxes = append(l.Taxes, woo.LineTax{ID: 2, Total: amount("0.95")})
			},
			mapping.VATRateUnmapped,
			map[string]string{"line": "Izdelek X", "several": "true"},
		},
		{"no lines", func(in *mapping.Input) { in.Order.LineItems = nil }, mapping.NoLines, nil},
		{
			"every line taken off again", func(in *mapping.Input) {
				in.Order.LineItems[0].Quantity = dec("0")
				in.Order.ShippingLines = []woo.ShipLine{{MethodTitle: "Osebni prevzem"}}
			}, mapping.NoLines, nil,
		},
		{
			"no tax lines", func(in *mapping.Input) { in.Order.TaxLines = nil },
			mapping.VATRateUnmapped,
			map[string]string{"line": "Izdelek X", "unknown": "true"},
		},
		{
			"a tax line without its rate", func(in *mapping.Input) { in.Order.TaxLines[0].RatePercent = nil },
			mapping.VATRateUnmapped,
			map[string]string{"line": "Izdelek X", "unknown": "true"},
		},
		{
			"tax at a rate of nothing", func(in *mapping.Input) { in.Order.TaxLines[0].RatePercent = new(dec("0")) },
			mapping.VATRateUnmapped,
			map[string]string{"line": "Izdelek X", "unknown": "true"},
		},
		{
			"tax that no rate is listed for", func(in *mapping.Input) { in.Order.LineItems[0].Taxes = nil },
			mapping.VATRateUnmapped,
			map[string]string{"line": "Izdelek X", "unknown": "true"},
		},
		{
			"shipping at an unknown rate", func(in *mapping.Input) {
				in.Order.ShippingLines = []woo.ShipLine{{Total: amount("3.20"), TotalTax: amount("0.70"), Taxes: []woo.LineTax{{ID: 9, Total: amount("0.70")}}}}
			},
			mapping.VATRateUnmapped,
			map[string]string{"line": "Poštnina", "unknown": "true"},
		},
		{
			"shipping of two rates, one unknown", func(in *mapping.Input) {
				in.Order.ShippingLines = []woo.ShipLine{{Total: amount("9.00"), TotalTax: amount("1.48"), Taxes: []woo.LineTax{
					{ID: 1, Total: amount("1.10")}, {ID: 9, Total: amount("0.38")},
				}}}
			},
			mapping.VATRateUnmapped,
			map[string]string{"line": "Poštnina", "unknown": "true"},
		},
		{
			"a fee at an unknown rate", func(in *mapping.Input) {
				in.Order.FeeLines = []woo.FeeLine{{Name: "Povzetje", Total: amount("1.50"), TotalTax: amount("0.33")}}
			},
			mapping.VATRateUnmapped,
			map[string]string{"line": "Povzetje", "unknown": "true"},
		},
		{
			"a total of three cents more", func(in *mapping.Input) { in.Order.Total = amount("12.23") },
			mapping.TotalMismatch,
			map[string]string{"shopTotal": "12.23", "documentTotal": "12.20", "difference": "0.03"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := inputOf(orderOf("12.20", taxedLine("X", "1", "10.00", "2.20", 1)))
			mustBuild(t, in)
			c.spoil(&in)
			reason := reasonOf(t, in)
			if reason.Code != c.code || !holds(reason.Params, c.params) {
				t.Errorf("got %v, want %s %v", reason, c.code, c.params)
			}
		})
	}
}

// holds tells whether params are those wanted; where a code belongs is article's to test.
func holds(params, want map[string]string) bool {
	rest := maps.Clone(params)
	delete(rest, "kind")
	delete(rest, "key")
	return maps.Equal(rest, want)
}

func TestToleranceIsInclusive(t *testing.T) {
	t.Parallel()
	for total, difference := range map[string]string{"12.22": "0.02", "12.21": "0.01", "12.19": "-0.01", "12.18": "-0.02"} {
		in := inputOf(orderOf(total, taxedLine("X", "1", "10.00", "2.20", 1)))
		if result := mustBuild(t, in); !result.Difference.Equal(dec(difference)) {
			t.Errorf("%s: the difference is %s, want %s", total, result.Difference, difference)
		}
	}
}

// TestAcceptedDifferenceIsSent as it was seen, and no other.
func TestAcceptedDifferenceIsSent(t *testing.T) {
	t.Parallel()
	in := inputOf(orderOf("15.00", taxedLine("X", "1", "10.00", "2.20", 1)))
	in.Accepted = mapping.TotalsOf(reasonOf(t, in).Params)
	if result := mustBuild(t, in); !result.Difference.Equal(dec("2.80")) || len(result.Document.Lines) != 1 {
		t.Errorf("got %+v", result)
	}
	in.Order.Total = amount("15.01")
	if reason := reasonOf(t, in); reason.Params["difference"] != "2.81" {
		t.Errorf("another total of the shop's: %v", reason)
	}
	in.Order.Total = amount("15.00")
	in.Order.LineItems[0].Total, in.Order.LineItems[0].TotalTax = amount("9.99"), amount("2.20")
	if reason := reasonOf(t, in); reason.Params["documentTotal"] != "12.19" {
		t.Errorf("another total of the document's: %v", reason)
	}
}

func TestTotalsThatWereShown(t *testing.T) {
	t.Parallel()
	for _, params := range []map[string]string{nil, {"shopTotal": "1.00"}, {"shopTotal": "1.00", "documentTotal": "one"}} {
		if got := mapping.TotalsOf(params); got != nil {
			t.Errorf("%v: got %v", params, got)
		}
	}
}

// Whatever is declared as a reason is listed: what has to know all of them goes by the list.
func TestReasonCodesAreAClosedSet(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "reason.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var declared []mapping.ReasonCode
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "ReasonCode" {
			return true
		}
		for _, value := range spec.Values {
			code, err := strconv.Unquote(value.(*ast.BasicLit).Value)
			if err != nil {
				t.Error(err)
			}
			declared = append(declared, mapping.ReasonCode(code))
		}
		return true
	})
	if listed := mapping.ReasonCodes(); len(declared) == 0 || !slices.Equal(slices.Sorted(slices.Values(declared)), slices.Sorted(slices.Values(listed))) {
		t.Errorf("declared are %v, listed %v", declared, listed)
	}
}

func TestReasonReadsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	r := &mapping.Reason{Code: mapping.ArticleCodeMissing, Params: map[string]string{"sku": "X", "product": "Med", "productId": "7"}}
	if got, want := r.Error(), "ARTICLE_CODE_MISSING (product=Med, productId=7, sku=X)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
