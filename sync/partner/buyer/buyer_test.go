package buyer_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

func meta(key, value string) woo.Meta { return woo.Meta{Key: key, Value: json.RawMessage(value)} }

func fromMeta(all ...woo.Meta) buyer.Buyer {
	return buyer.FromOrder(&woo.Order{MetaData: all}, rules.Default().VATMetaKeys)
}

// TestVATNumberOfAnOrder: plugins keep it under many keys and in any JSON.
func TestVATNumberOfAnOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		meta []woo.Meta
		want string
	}{
		{"text", []woo.Meta{meta("_billing_vat_number", `"SI98765432"`)}, "SI98765432"},
		{"padded", []woo.Meta{meta("_vat_number", `"  SI 9876 5432\n"`)}, "SI 9876 5432"},
		{"a number", []woo.Meta{meta("billing_vat", `98765432`)}, "98765432"},
		{"the first key of the settings wins", []woo.Meta{meta("_vat_number", `"22222222"`), meta("_billing_vat_number", `"11111111"`)}, "11111111"},
		{"an empty one is passed over", []woo.Meta{meta("_billing_vat_number", `""`), meta("_vat_number", `"22222222"`)}, "22222222"},
		{"null is passed over", []woo.Meta{meta("_billing_vat_number", `null`), meta("_vat_number", `"22222222"`)}, "22222222"},
		{"an object is passed over", []woo.Meta{meta("_billing_vat_number", `{"n":1}`), meta("_vat_number", `"22222222"`)}, "22222222"},
		{"a dash is none", []woo.Meta{meta("_billing_vat_number", `"-"`)}, ""},
		{"n/a is none", []woo.Meta{meta("_billing_vat_number", `"n/a"`)}, ""},
		{"ne is none", []woo.Meta{meta("_billing_vat_number", `"ne"`)}, ""},
		{"zeros are none", []woo.Meta{meta("_billing_vat_number", `"SI 00000000"`)}, ""},
		{"a slash is none", []woo.Meta{meta("_billing_vat_number", `"/"`)}, ""},
		{"false is none", []woo.Meta{meta("_billing_vat_number", `false`)}, ""},
		{"another key is none", []woo.Meta{meta("is_vat_exempt", `"98765432"`)}, ""},
		{"no meta", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := fromMeta(c.meta...).VATNumber; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		b    buyer.Buyer
		want string
	}{
		{"a VAT number without SI and blanks", buyer.Buyer{VATNumber: "SI 9876 5432", Email: "a@b.si"}, "vat:98765432"},
		{"a foreign one keeps its country", buyer.Buyer{VATNumber: "hr 12345678901"}, "vat:HR12345678901"},
		{"and gets it where it is known", buyer.Buyer{VATNumber: "12345678901", Country: "HR"}, "vat:HR12345678901"},
		{"an e-mail", buyer.Buyer{Email: "a@b.si"}, "email:a@b.si"},
		{"neither", buyer.Buyer{Person: "Ana"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.b.Key(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestPersonWithoutCompany(t *testing.T) {
	t.Parallel()
	b := buyer.FromOrder(&woo.Order{Billing: woo.Address{
		FirstName: " Žiga ", LastName: "Čuš  Šinkovec", Address1: "Slovenska cesta 1", Address2: "4. nadstropje",
		Postcode: "1000", City: "Ljubljana", Country: "si", Email: " Ziga@Example.SI ", Phone: "+386 40 123 456",
	}}, nil)
	want := vasco.Partner{
		Name: "ŽIGA ČUŠ ŠINKOVEC", Address: "Slovenska cesta 1 4. nadstropje", Postcode: "1000", Town: "Ljubljana",
		CountryNumeric: 705, Phone: "+386 40 123 456", Email: "ziga@example.si",
	}
	if got := b.Partner(); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCompanyComesBeforeThePerson(t *testing.T) {
	t.Parallel()
	b := buyer.FromOrder(&woo.Order{
		Billing:  woo.Address{FirstName: "Janez", LastName: "Novak", Company: "Čebelarstvo Žužek d.o.o.", Country: "SI"},
		MetaData: []woo.Meta{meta("_billing_vat_number", `"98765432"`)},
	}, rules.Default().VATMetaKeys)
	p := b.Partner()
	if p.Name != "ČEBELARSTVO ŽUŽEK D.O.O." || p.Ident != "SI98765432" || !p.TaxLiable || p.CountryNumeric != 705 {
		t.Errorf("got %+v", p)
	}
}

func TestNobodysName(t *testing.T) {
	t.Parallel()
	if got := (buyer.Buyer{VATNumber: "98 765 432"}).Partner().Name; got != "SI98765432" {
		t.Errorf("got %q", got)
	}
	if got := (buyer.Buyer{Email: "a@b.si"}).Partner().Name; got != "A@B.SI" {
		t.Errorf("got %q", got)
	}
}

// TestCountryNumbers are ISO 3166-1 numeric (reference §9.6).
func TestCountryNumbers(t *testing.T) {
	t.Parallel()
	for country, want := range map[string]int{"SI": 705, "HR": 191, "AT": 40, "IT": 380, "DE": 276, "HU": 348, "RS": 688, "": 0, "Slovenija": 0, "?": 0} {
		if got := (buyer.Buyer{Email: "a@b.si", Country: country}).Partner().CountryNumeric; got != want {
			t.Errorf("%s is %d, want %d", country, got, want)
		}
	}
}

func TestIdentHasItsCountry(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ vat, country, want string }{
		{"98765432", "SI", "SI98765432"},
		{"si 9876 5432", "SI", "SI98765432"},
		{"12345678901", "HR", "HR12345678901"},
		{"ATU12345678", "AT", "ATU12345678"},
		{"98765432", "", "SI98765432"},
		{"12345678903", "", "12345678903"},
	} {
		if got := (buyer.Buyer{VATNumber: c.vat, Country: c.country}).Partner().Ident; got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.vat, c.country, got, c.want)
		}
	}
}

// TestCheckDigit: 50223054 and 15012557 are real numbers; the brief's own fail.
func TestCheckDigit(t *testing.T) {
	t.Parallel()
	for vat, want := range map[string]bool{
		"50223054": true, "SI50223054": true, "SI 5022 3054": true, "15012557": true,
		"98765432": false, "12345678": false, "50223055": false, "05022305": false, "5022305": false, "ATU12345": false, "": false,
	} {
		if got := buyer.CheckDigitValid(vat); got != want {
			t.Errorf("%q: %t, want %t", vat, got, want)
		}
	}
}

func TestWrongCheckDigitOnlyWarns(t *testing.T) {
	t.Parallel()
	for vat, warns := range map[string]bool{"SI98765432": true, "SI50223054": false, "HR12345678901": false} {
		b := fromMeta(meta("_billing_vat_number", `"`+vat+`"`))
		if b.VATNumber != vat || slices.Contains(b.Warnings, buyer.WarningCheckDigit) != warns {
			t.Errorf("%s: number %q, warnings %v", vat, b.VATNumber, b.Warnings)
		}
	}
}
