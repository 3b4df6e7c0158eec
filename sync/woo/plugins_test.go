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
