package connection_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// TestLinesOfAnOlderDocument: shops that were there before keep their article for
// all fees, and get what a new shop has for the rest.
func TestLinesOfAnOlderDocument(t *testing.T) {
	t.Parallel()
	got, err := connection.ParseSettings([]byte(`{"shippingArticle":"00086","feeArticle":"00087"}`))
	if err != nil {
		t.Fatal(err)
	}
	if got.FeeArticle != "00087" || got.Bundles != rules.BundlesBoth || got.GiftCards != rules.GiftCardPayment || got.HomeCountry != "SI" || got.VATRules != nil {
		t.Errorf("got %+v, fees %q", got.Lines, got.FeeArticle)
	}
	if fresh := rules.Default(); fresh.FeeArticle != "" {
		t.Errorf("a new shop sends every fee as %s", fresh.FeeArticle)
	}
}
