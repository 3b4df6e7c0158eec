package buyer_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// TestTaxStatus: a Slovenian number is liable, one of another country and whoever
// is outside the Union from abroad, and of the others the setting tells.
func TestTaxStatus(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		vat, country string
		want         vasco.TaxStatus
	}{
		"SI prefix":                   {"SI98765432", "SI", vasco.TaxLiable},
		"Slovenian without it":        {"98765432", "SI", vasco.TaxLiable},
		"Slovenian, billed abroad":    {"SI98765432", "HR", vasco.TaxLiable},
		"Croatian":                    {"HR12345678903", "HR", vasco.TaxAbroad},
		"Croatian without its prefix": {"12345678903", "HR", vasco.TaxAbroad},
		"Swiss company":               {"CHE123456789", "CH", vasco.TaxAbroad},
		"person outside the Union":    {"", "RS", vasco.TaxAbroad},
		"person in the Union":         {"", "HR", vasco.TaxSmall},
		"person at home":              {"", "SI", vasco.TaxSmall},
		"country not told":            {"", "", vasco.TaxSmall},
	} {
		b := buyer.Buyer{VATNumber: c.vat, Country: c.country, Email: "a@b.example", TaxStatus: vasco.TaxSmall}
		if got := b.Partner().TaxStatus; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
