package order

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// TestUnknownArticle: words that say an article is not there name its line; all
// others stay a refusal of the order.
func TestUnknownArticle(t *testing.T) {
	t.Parallel()
	o := &woo.Order{LineItems: []woo.LineItem{{ID: 1, ProductID: 11, Name: "Čaj"}, {ID: 2, ProductID: 12, VariationID: 13, Name: "Med"}}}
	sent := mapping.Result{LineIDs: []int64{1, 2, 0}}
	sent.Document.Lines = []vasco.Line{{ArticleCode: "100", Name: "Čaj"}, {ArticleCode: "1001", Name: "Med"}, {ArticleCode: "00086", Name: "Poštnina"}}
	field := func(name, words string) *vasco.Rejected {
		return &vasco.Rejected{Status: 400, Title: "Napačni podatki", Fields: map[string][]string{name: {words}}}
	}
	for _, c := range []struct {
		refusal   *vasco.Rejected
		want, key string
	}{
		{field("postavke[1].artikel", "Artikel 1001 ne obstaja."), "1001", "13"},
		{field("postavke[0].sifra", "Šifra ne obstaja"), "100", "11"},
		{field("", "Article '100' was not found"), "100", "11"},
		{&vasco.Rejected{Status: 404, Title: "Artikla 00086 ni v šifrantu"}, "00086", ""},
		{&vasco.Rejected{Status: 400, Title: "Neznan artikel: 1001"}, "1001", "13"},
		{&vasco.Rejected{Status: 400, Title: "Artikel ne obstaja"}, "", ""}, // Which of the three?
		{field("partner", "Partner 100 ne obstaja."), "", ""},
		{field("postavke[7].artikel", "Artikel ne obstaja."), "", ""},
		{field("postavke[1].artikel", "Artikel je obvezen."), "", ""},
		{&vasco.Rejected{Status: 400, Title: "Artikel 100 je zaklenjen"}, "", ""},
		{&vasco.Rejected{Status: 400, Title: "Skladišče 7 ne obstaja"}, "", ""},
		{&vasco.Rejected{Status: 400}, "", ""},
	} {
		got := unknownArticle(o, sent, c.refusal)
		if got["article"] != c.want || got["key"] != c.key {
			t.Errorf("%+v: %v, want article %q of %q", c.refusal, got, c.want, c.key)
		}
	}
}
