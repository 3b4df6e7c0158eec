package woo_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

// Of an order that was not placed only its id and status are recorded, wherever it
// comes in an answer.
func TestDraftsAreNotRecorded(t *testing.T) {
	t.Parallel()
	const draft, placed = `{"id":7,"status":"checkout-draft","billing":{"email":"ana@example.si"}}`, `{"id":8,"status":"processing","note":"checkout-draft"}`
	for answer, want := range map[string]string{
		draft:                            `{"id":7,"status":"checkout-draft"}`,
		placed:                           placed,
		"[" + placed + "," + draft + "]": "[" + placed + `,{"id":7,"status":"checkout-draft"}]`,
		`"checkout-draft"`:               `"checkout-draft"`,
		`<p class="checkout-draft">`:     `<p class="checkout-draft">`,
		`{"status":"checkout-draft"`:     `{"id":0,"status":"checkout-draft"}`,
	} {
		shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(answer)) }))
		t.Cleanup(shop.Close)
		var recorded string
		client, err := woo.New(woo.Config{
			BaseURL: shop.URL, Key: "ck_secret", Secret: "cs_secret", Auth: woo.AuthHeader,
			Record: func(_ context.Context, c woo.Call) { recorded = string(c.Response) },
		})
		if err != nil {
			t.Fatal(err)
		}
		_, _, _ = client.Order(t.Context(), 7) // Not all of them are orders.
		if recorded != want {
			t.Errorf("of %s was recorded %s", answer, recorded)
		}
	}
}
