package buyer_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// TestMatch: a server that ignores the filter returns everybody, so the answer
// is checked and its first element never taken.
func TestMatch(t *testing.T) {
	t.Parallel()
	company := vasco.Partner{Code: "501", TaxNumber: "SI98765432", Email: "info@novak.si"}
	byIdent := vasco.Partner{Code: "502", Ident: "SI 9876 5432"}
	other := vasco.Partner{Code: "503", TaxNumber: "11111111", Email: "janez@example.si"}
	person := vasco.Partner{Code: "504", Email: " Janez@Example.SI "}
	twin := vasco.Partner{Code: "505", Email: "janez@example.si"}
	codeless := vasco.Partner{TaxNumber: "98765432"}
	nobody := vasco.Partner{Code: "506"}

	withVAT := buyer.Buyer{VATNumber: "98765432", Email: "janez@example.si"}
	withEmail := buyer.Buyer{Email: "janez@example.si"}
	for _, c := range []struct {
		name       string
		b          buyer.Buyer
		candidates []vasco.Partner
		found      string
		several    int
	}{
		{"nobody asked", withVAT, nil, "", 0},
		{"the tax number, not the first", withVAT, []vasco.Partner{other, person, company}, "501", 0},
		{"the ident", withVAT, []vasco.Partner{other, byIdent}, "502", 0},
		{"with a VAT number the e-mail says nothing", withVAT, []vasco.Partner{person}, "", 0},
		{"two with one tax number", withVAT, []vasco.Partner{company, byIdent}, "", 2},
		{"a partner without a code is none", withVAT, []vasco.Partner{codeless}, "", 0},
		{"the e-mail, folded", withEmail, []vasco.Partner{nobody, person}, "504", 0},
		{"a company's e-mail is not a person's", withEmail, []vasco.Partner{other}, "", 0},
		{"two with one e-mail", withEmail, []vasco.Partner{person, twin}, "", 2},
		{"a bare number billed abroad may be ours", buyer.Buyer{VATNumber: "98765432", Country: "HR"}, []vasco.Partner{other, company}, "", 1},
		{"one with its prefix may not", buyer.Buyer{VATNumber: "HR98765432", Country: "HR"}, []vasco.Partner{other, company}, "", 0},
		{"a bare number in VASCO may be of any country", buyer.Buyer{VATNumber: "HU11111111", Country: "HU"}, []vasco.Partner{other, company}, "", 1},
		{"a buyer without data is nobody", buyer.Buyer{}, []vasco.Partner{nobody, person}, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			found, several := buyer.Match(c.b, c.candidates)
			code := ""
			if found != nil {
				code = found.Code
			}
			if code != c.found || len(several) != c.several {
				t.Errorf("found %q and %d that fit, want %q and %d", code, len(several), c.found, c.several)
			}
		})
	}
}
