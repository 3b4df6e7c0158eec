package vasco_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func TestReadTaxNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, country    string
		string, prefixed string
	}{
		{"SI98765432", "", "98765432", "SI98765432"},
		{"98765432", "SI", "98765432", "SI98765432"},
		{" si 987-654.32 ", "DE", "98765432", "SI98765432"},
		{"98765432", "", "98765432", "SI98765432"},
		{"98765432", "DK", "DK98765432", "DK98765432"},
		{"hr 12345678903", "SI", "HR12345678903", "HR12345678903"},
		{"12345678903", "HR", "HR12345678903", "HR12345678903"},
		{"12345678903", "", "12345678903", "12345678903"},
		{"12345678903", "SI", "12345678903", "12345678903"},
		{"12345678903", "Hrvaška", "12345678903", "12345678903"},
		{"U12345678", "AT", "ATU12345678", "ATU12345678"},
		{"ESX1234567L", "ES", "ESX1234567L", "ESX1234567L"},
		{"X1234567L", "ES", "ESX1234567L", "ESX1234567L"},
		{"AB123456789", "FR", "FRAB123456789", "FRAB123456789"},
		{"GR123456789", "GR", "EL123456789", "EL123456789"},
		{"123456789", "GR", "EL123456789", "EL123456789"},
		{"XI123456789", "GB", "XI123456789", "XI123456789"},
		{"CHE-123.456.789", "CH", "CHE123456789", "CHE123456789"},
		{"123456789", "MC", "FR123456789", "FR123456789"},
		{"uk123456789", "", "GB123456789", "GB123456789"},
		{"GRSMRA85T10A562S", "IT", "GRSMRA85T10A562S", "GRSMRA85T10A562S"},
		{"ＳＩ９８７６５４３２", "", "98765432", "SI98765432"},
		{"SIHR12345678903", "SI", "SIHR12345678903", "SIHR12345678903"},
		{"SI", "SI", "", ""},
		{" - ", "SI", "", ""},
		{"SI00000000", "SI", "", ""},
		{"", "HR", "", ""},
	} {
		got := vasco.ReadTaxNumber(c.text, c.country)
		if got.String() != c.string || got.Prefixed() != c.prefixed {
			t.Errorf("%q of %q: got %s and %s, want %s and %s", c.text, c.country, got, got.Prefixed(), c.string, c.prefixed)
		}
	}
}

// TestWhoseTaxNumber: people leave prefixes out in VASCO too, and eight digits
// are a number of several countries.
func TestWhoseTaxNumber(t *testing.T) {
	t.Parallel()
	const slovenia, croatia, denmark, serbia, greece = 705, 191, 208, 688, 300
	for _, c := range []struct {
		name          string
		p             vasco.Partner
		text, country string
		has           bool
	}{
		{"at home", vasco.Partner{TaxNumber: "98765432", CountryNumeric: slovenia}, "SI98765432", "SI", true},
		{"at home, its country not filled in", vasco.Partner{TaxNumber: "SI 98765432"}, "98765432", "", true},
		{"bare abroad", vasco.Partner{TaxNumber: "12345678903", CountryNumeric: croatia}, "HR12345678903", "HR", true},
		{"bare, its country not filled in", vasco.Partner{TaxNumber: "12345678903"}, "12345678903", "HR", true},
		{"bare, its country left at Slovenia", vasco.Partner{TaxNumber: "12345678903", CountryNumeric: slovenia}, "12345678903", "HR", true},
		{"the buyer's country is not known", vasco.Partner{TaxNumber: "HR12345678903", CountryNumeric: croatia}, "12345678903", "", true},
		{"in ident alone", vasco.Partner{Ident: "hr-12345678903"}, "12345678903", "HR", true},
		{"GR and EL", vasco.Partner{TaxNumber: "GR123456789", CountryNumeric: greece}, "EL123456789", "GR", true},
		{"Danish and Slovenian", vasco.Partner{TaxNumber: "98765432", CountryNumeric: denmark}, "98765432", "SI", false},
		{"Slovenian and Danish", vasco.Partner{TaxNumber: "SI98765432", CountryNumeric: slovenia}, "98765432", "DK", false},
		{"ident tells whose the bare one is", vasco.Partner{TaxNumber: "98765432", Ident: "DK98765432"}, "98765432", "SI", false},
		{"and so it does abroad", vasco.Partner{TaxNumber: "98765432", Ident: "SI98765432", CountryNumeric: denmark}, "98765432", "SI", true},
		{"two numbers, the first", vasco.Partner{TaxNumber: "11111111", Ident: "RS123456789", CountryNumeric: slovenia}, "11111111", "SI", true},
		{"two numbers, the second", vasco.Partner{TaxNumber: "11111111", Ident: "RS123456789", CountryNumeric: slovenia}, "123456789", "RS", true},
		{"another country", vasco.Partner{TaxNumber: "123456789", CountryNumeric: serbia}, "123456789", "GR", false},
		{"none is nobody's", vasco.Partner{TaxNumber: "SI", Ident: "-"}, "", "SI", false},
	} {
		if got := c.p.HasTaxNumber(vasco.ReadTaxNumber(c.text, c.country)); got != c.has {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}

// FuzzReadTaxNumber: a number is read again from what is written of it, in every
// profile, and one of the forms that are searched for is the one that is written.
func FuzzReadTaxNumber(f *testing.F) {
	f.Add("SI 98765432", 705)
	f.Add("SISI1", 0)
	f.Add("12345678903", 191)
	f.Add("u12345678", 40)
	f.Add("98765432", 208)
	f.Add("GR١٢٣1", 300)
	f.Fuzz(func(t *testing.T, text string, country int) {
		if once, twice := vasco.NormalizeTaxNumber(text), vasco.NormalizeTaxNumber(vasco.NormalizeTaxNumber(text)); once != twice {
			t.Errorf("%q became %q, then %q", text, once, twice)
		}
		partner := vasco.Partner{Name: "A", TaxNumber: text, CountryNumeric: country}
		numbers := partner.TaxNumbers()
		for _, profile := range []vasco.Profile{vasco.KiwwwiProfile(), vasco.FAProfile()} {
			payload, err := profile.EncodePartner(partner)
			if err != nil {
				t.Fatal(err)
			}
			var written struct {
				Tax   string `json:"davcna"`
				Ident string `json:"ident"`
			}
			if err := json.Unmarshal(payload, &written); err != nil {
				t.Fatal(err)
			}
			again := vasco.Partner{TaxNumber: written.Tax, Ident: written.Ident, CountryNumeric: country}
			for _, n := range numbers {
				if !again.HasTaxNumber(n) || !slices.Contains(n.Forms(), written.Tax) {
					t.Errorf("%q of country %d is %+v, written %+v and searched for as %v", text, country, n, written, n.Forms())
				}
			}
		}
	})
}

func TestSameEmail(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"ana@example.si", " ANA@Example.SI ", true},
		{"ana@example.si", "ana @example.si\u200b", true},
		{"ana@example.si", "ana\u00a0@example.si\r\n", true},
		{"ana@example.si\x00", "ana@example.si", true},
		{"žiga@example.si", "z\u030ciga@example.si", true},
		{"ŽIGA@example.si", "žiga@example.si", true},
		{"ana@example.si", "anna@example.si", false},
		{"", "", false},
		{" ", "\u200b", false},
	} {
		if vasco.SameEmail(c.a, c.b) != c.same || vasco.SameEmail(c.b, c.a) != c.same {
			t.Errorf("%q and %q: want %v", c.a, c.b, c.same)
		}
		if once := vasco.NormalizeEmail(c.b); vasco.NormalizeEmail(once) != once {
			t.Errorf("%q is not what it becomes", once)
		}
	}
}
