package mapping_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func amount(text string) woo.Amount { return woo.Amount{Decimal: dec(text)} }

// ljubljana is the recorded shop's zone in winter; tests need no zone database.
var ljubljana = time.FixedZone("CET", 60*60)

// inputOf is the order with everything looked up: partner 501, payment 6, one
// article for all fees, and for each product an article code made from its SKU.
func inputOf(o *woo.Order) mapping.Input {
	in := mapping.Input{
		Order: o, Settings: rules.Default(), Profile: vasco.KiwwwiProfile(), Location: ljubljana,
		Now: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), PartnerCode: "501", PaymentID: "6",
		Articles: make(map[int64]string),
	}
	in.Settings.FeeArticle = "00087"
	for _, line := range o.LineItems {
		id := line.VariationID
		if id == 0 {
			id = line.ProductID
		}
		in.Articles[id] = "A-" + line.SKU
	}
	return in
}

func readOrder(t *testing.T, path string) *woo.Order {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	o, err := woo.ParseOrder(raw)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return o
}

func mustBuild(t *testing.T, in mapping.Input) mapping.Result {
	t.Helper()
	result, err := mapping.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// reasonOf is why the order cannot be sent; the test fails when it can.
func reasonOf(t *testing.T, in mapping.Input) *mapping.Reason {
	t.Helper()
	result, err := mapping.Build(in)
	reason, ok := errors.AsType[*mapping.Reason](err)
	if !ok {
		t.Fatalf("want a reason, got %v and %+v", err, result)
	}
	return reason
}

// taxedLine is one product without discount, taxed with rate id 1 (22 %) or 2 (9.5 %).
func taxedLine(sku, quantity, net, tax string, rateID int64) woo.LineItem {
	return woo.LineItem{
		Name: "Izdelek " + sku, SKU: sku, ProductID: int64(len(sku)) + 100, Quantity: dec(quantity),
		Subtotal: amount(net), Total: amount(net), SubtotalTax: amount(tax), TotalTax: amount(tax),
		Taxes: []woo.LineTax{{ID: rateID, Total: amount(tax), Subtotal: amount(tax)}},
	}
}

// orderOf is a shop's order of lines for a total, with the rates 22 (id 1), 9.5 (2), 5 (3) and 0 (4).
func orderOf(total string, lines ...woo.LineItem) *woo.Order {
	return &woo.Order{
		ID: 4242, Number: "1284", Currency: "EUR", Total: amount(total), LineItems: lines,
		DateCreated: woo.Time{Time: time.Date(2026, 6, 1, 0, 30, 0, 0, time.UTC)},
		TaxLines: []woo.TaxLine{
			{RateID: 1, RatePercent: new(dec("22"))},
			{RateID: 2, RatePercent: new(dec("9.5"))},
			{RateID: 3, RatePercent: new(dec("5.0000"))},
			{RateID: 4, RatePercent: new(dec("0"))},
		},
	}
}

// wantLine says what of a line a test looks at; an empty text is not compared.
type wantLine struct{ article, name, quantity, price, discount, rate string }

func checkLines(t *testing.T, got []vasco.Line, want []wantLine) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d lines, want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		l := got[i]
		for _, c := range []struct{ what, got, want string }{
			{"article", l.ArticleCode, w.article},
			{"name", l.Name, w.name},
			{"quantity", l.Quantity.String(), w.quantity},
			{"price", l.UnitPrice.String(), w.price},
			{"discount", l.Discount.String(), w.discount},
			{"rate", l.VATRate.String(), w.rate},
		} {
			if c.want != "" && c.got != c.want {
				t.Errorf("line %d: %s is %q, want %q", i+1, c.what, c.got, c.want)
			}
		}
	}
}

// checkGolden compares JSON values with testdata/golden/name; -update rewrites it.
func checkGolden(t *testing.T, name string, got any) {
	t.Helper()
	raw, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "golden", name+".json")
	if *update {
		if err := os.WriteFile(path, append(raw, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !sameJSON(t, raw, want) {
		t.Errorf("%s differs:\n got %s\nwant %s", name, raw, want)
	}
}

func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	var texts [2]string
	for i, raw := range [][]byte{a, b} {
		decoder := json.NewDecoder(strings.NewReader(string(raw)))
		decoder.UseNumber()
		var value any
		if err := decoder.Decode(&value); err != nil {
			t.Fatal(err)
		}
		sorted, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(sorted)
	}
	return texts[0] == texts[1]
}
