package buyer_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// FuzzFromOrder: buyers and plugins write anything; nothing crashes, and the
// partner that comes of it can be found again.
func FuzzFromOrder(f *testing.F) {
	for _, seed := range []string{`"SI98765432"`, `98765432`, `"-"`, `null`, `{"a":1}`, `[]`, `"١٢٣٤٥٦٧٨"`, `"ne 00000000"`, `1e999999999`, `"`} {
		f.Add([]byte(seed), "Janez", "Novak d.o.o.", "SI", "janez@example.si")
	}
	f.Add([]byte(`"²²²²²"`), "\xff", "ß", "XX", "\x00")
	f.Fuzz(func(t *testing.T, value []byte, person, company, country, email string) {
		o := &woo.Order{
			Billing:  woo.Address{FirstName: person, Company: company, Country: country, Email: email},
			MetaData: []woo.Meta{{Key: "_vat_number", Value: json.RawMessage(value)}},
		}
		b := buyer.FromOrder(o, rules.Default().VATMetaKeys)
		p := b.Partner()
		if b.VATNumber != strings.TrimSpace(b.VATNumber) || !utf8.ValidString(p.Name) {
			t.Errorf("VAT number %q, name %q", b.VATNumber, p.Name)
		}
		if p.Code = "1"; b.Key() == "" {
			return
		}
		if found, several := buyer.Match(b, []vasco.Partner{{Code: "2"}, p}); found == nil || found.Code != "1" || several != nil {
			t.Errorf("%q is not found by %+v", b.Key(), p)
		}
		b.ByName = true
		if found, _ := buyer.Match(b, []vasco.Partner{p}); found == nil || !b.SameName(p.Name) {
			t.Errorf("%q is not found by name as %+v", b.Key(), p)
		}
	})
}
