package woo_test

import (
	"encoding/json"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

// FuzzGiftCards: plugins keep anything in an order's fields.
func FuzzGiftCards(f *testing.F) {
	for _, seed := range []string{
		`"5.20"`, `5.2`, `{"A":"5.20"}`, `{"A":3,"B":2.2}`, `{"amount":"5.20","currency":"EUR"}`, `[{"id":1,"code":"A","amount":3.2}]`,
		`null`, `"a:1:{}"`, `[[]]`, `1e999999999`, `{"A":"1e999999999"}`, `[{"amount":-1}]`, `{"A":{"amount":1}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, o := range []woo.Order{
			{GiftCards: json.RawMessage(raw)},
			{MetaData: []woo.Meta{{Key: "_ywgc_applied_gift_cards", Value: json.RawMessage(raw)}}},
		} {
			paid := o.PaidByGiftCard()
			if paid.IsNegative() || len(paid.String()) > 200 {
				t.Errorf("paid %.100s", paid)
			}
			if paid.IsPositive() && !json.Valid(raw) {
				t.Errorf("%q is no JSON, and %s", raw, paid)
			}
		}
		line := woo.LineItem{BundledBy: json.RawMessage(raw), BundledItems: json.RawMessage(raw)}
		if line.InBundle() && line.IsBundle() {
			t.Errorf("%q is a part and a container", raw)
		}
	})
}

// TestHasNoTax: rates that a line lists without an amount are no tax.
func TestHasNoTax(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]bool{
		`{"total":"50.00","total_tax":"0.00","taxes":[]}`:                        true,
		`{"total":"50.00","total_tax":"0.00","taxes":[{"id":1,"total":""}]}`:     true,
		`{"total":"50.00","total_tax":"0.00","taxes":[{"id":1,"total":"0.00"}]}`: true,
		`{"total":"50.00","total_tax":"11.00","taxes":[{"id":1,"total":"11"}]}`:  false,
		`{"total":"50.00","total_tax":"11.00","taxes":[]}`:                       false,
		`{"total":"50.00","total_tax":"","taxes":[{"id":1,"total":"11"}]}`:       false,
		`{"total":"0.00","total_tax":"0.00","taxes":[]}`:                         false,
	} {
		var line woo.LineItem
		if err := json.Unmarshal([]byte(raw), &line); err != nil {
			t.Fatal(err)
		}
		if line.HasNoTax() != want {
			t.Errorf("%s: %t", raw, !want)
		}
	}
}
