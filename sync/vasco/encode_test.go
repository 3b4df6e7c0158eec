package vasco_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/vasco"
)

var update = flag.Bool("update", false, "rewrite the golden payloads")

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// briefOrder is the order 1284 of the brief.
func briefOrder() vasco.Document {
	june := time.Date(2026, 6, 1, 23, 30, 0, 0, time.FixedZone("CEST", 2*60*60))
	return vasco.Document{
		Date: june, DueDate: june.AddDate(0, 0, 15), PartnerCode: "501",
		Notes: "WC Order #1284", PaymentID: "6", ShopNumber: "1284",
		Lines: []vasco.Line{
			{ArticleCode: "3830012345678", Name: "Vino Rebula 2023 <Brda> & več", Quantity: dec("1"), UnitPrice: dec("49.99"), VATRate: dec("22")},
			{ArticleCode: "00086", Name: "Poštnina", Quantity: dec("1"), UnitPrice: dec("3.20"), NoDiscount: true, VATRate: dec("22")},
		},
	}
}

func briefPartner() vasco.Partner {
	return vasco.Partner{
		Name: "NOVAK JANEZ", Address: "Slovenska cesta 1", Postcode: "1000", Town: "Ljubljana", CountryNumeric: 705,
		TaxNumber: "SI 98765432", Ident: "SI98765432", TaxLiable: true, Phone: "+386 40 123 456", Email: "janez@example.si",
	}
}

func TestPayloadsAreTheBriefsToTheLetter(t *testing.T) {
	t.Parallel()
	for _, p := range []vasco.Profile{vasco.KiwwwiProfile(), vasco.FAProfile()} {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			order, err := p.EncodeOrder(briefOrder())
			if err != nil {
				t.Fatal(err)
			}
			golden(t, p.Name+"-order.json", order)
			partner, err := p.EncodePartner(briefPartner())
			if err != nil {
				t.Fatal(err)
			}
			golden(t, p.Name+"-partner.json", partner)
		})
	}
}

func golden(t *testing.T, name string, got json.RawMessage) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		var out bytes.Buffer
		if err := json.Indent(&out, got, "", "  "); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(out.Bytes(), '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sameJSON(t, name, got, want)
}

func sameJSON(t *testing.T, what string, got, want []byte) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal(got, &g); err != nil {
		t.Fatalf("%s: %v in %s", what, err, got)
	}
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatalf("%s: %v in %s", what, err, want)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func fields(t *testing.T, payload json.RawMessage) map[string]any {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(payload, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFieldsComeInTheBriefsOrder(t *testing.T) {
	t.Parallel()
	payload, err := vasco.KiwwwiProfile().EncodeOrder(briefOrder())
	if err != nil {
		t.Fatal(err)
	}
	last := -1
	for _, name := range []string{"datum", "rok", "partner", "opombe", "postavke", "artikel", "naziv", "kolicina", "cena", "popust", "stopnjaDDV", "dodatnaPolja"} {
		at := bytes.Index(payload, []byte(`"`+name+`"`))
		if at <= last {
			t.Errorf("%s is at %d, before its predecessor: %s", name, at, payload)
		}
		last = at
	}
}

func TestLongNamesAreCutAtCharacters(t *testing.T) {
	t.Parallel()
	b := briefPartner()
	b.Name = strings.Repeat("Č", 38) + " d.o.o. Žužemberk"
	b.Address = strings.Repeat("š", 31)
	payload, err := vasco.KiwwwiProfile().EncodePartner(b)
	if err != nil {
		t.Fatal(err)
	}
	got := fields(t, payload)
	if got["naziv"] != strings.Repeat("Č", 38) || got["naziv2"] != "d.o.o. Žužemberk" || got["naslov"] != strings.Repeat("š", 30) {
		t.Errorf("got %v", got)
	}
	d := briefOrder()
	d.Lines[0].Name = strings.Repeat("ž", 60)
	order, err := vasco.KiwwwiProfile().EncodeOrder(d)
	if err != nil {
		t.Fatal(err)
	}
	line := fields(t, order)["postavke"].([]any)[0].(map[string]any)
	if name := line["naziv"].(string); utf8.RuneCountInString(name) != 38 {
		t.Errorf("the article's name is %q", name)
	}
}

func TestTaxNumberFormsOfAPartner(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, tax, ident           string
		country                    int
		kiwwwi, faBare, faPrefixed string
	}{
		{"bare at home", "98765432", "", 705, "SI98765432", "98765432", "SI98765432"},
		{"written with blanks", "si 987 654 32", "", 705, "SI98765432", "98765432", "SI98765432"},
		{"Austrian", "ATU12345678", "ATU12345678", 40, "ATU12345678", "ATU12345678", "ATU12345678"},
		{"eight digits abroad", "12345678", "HU12345678", 348, "HU12345678", "HU12345678", "HU12345678"},
		{"eight digits abroad, without prefix", "12345678", "", 348, "HU12345678", "HU12345678", "HU12345678"},
		{"Croatian without prefix", "123 456-789.03", "", 191, "HR12345678903", "HR12345678903", "HR12345678903"},
		{"Greek", "gr 123456789", "", 300, "EL123456789", "EL123456789", "EL123456789"},
		{"at home with another country's", "HR12345678903", "", 705, "HR12345678903", "HR12345678903", "HR12345678903"},
		{"none", "", "", 705, "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := briefPartner()
			b.TaxNumber, b.Ident, b.CountryNumeric = c.tax, c.ident, c.country
			kiwwwi, err := vasco.KiwwwiProfile().EncodePartner(b)
			if err != nil {
				t.Fatal(err)
			}
			if got := fields(t, kiwwwi)["davcna"]; got != c.kiwwwi {
				t.Errorf("kiwwwi: davcna is %q, want %q", got, c.kiwwwi)
			}
			fa, err := vasco.FAProfile().EncodePartner(b)
			if err != nil {
				t.Fatal(err)
			}
			if got := fields(t, fa); got["davcna"] != c.faBare || got["ident"] != c.faPrefixed {
				t.Errorf("fa: davcna %q, ident %q; want %q, %q", got["davcna"], got["ident"], c.faBare, c.faPrefixed)
			}
		})
	}
}

func TestFreeTextLineKeepsItsNameEverywhere(t *testing.T) {
	t.Parallel()
	d := briefOrder()
	d.Lines[1].ArticleCode = "-"
	payload, err := vasco.FAProfile().EncodeOrder(d)
	if err != nil {
		t.Fatal(err)
	}
	lines := fields(t, payload)["postavke"].([]any)
	if _, named := lines[0].(map[string]any)["naziv"]; named {
		t.Error("an article's line has a name")
	}
	if got := lines[1].(map[string]any)["naziv"]; got != "Poštnina" {
		t.Errorf("the free text is %v", got)
	}
}

func TestWhatNoVascoCouldTakeIsNotEncoded(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*vasco.Document){
		"date":         func(d *vasco.Document) { d.Date = time.Time{} },
		"shop number":  func(d *vasco.Document) { d.ShopNumber = "" },
		"no lines":     func(d *vasco.Document) { d.Lines = nil },
		"article code": func(d *vasco.Document) { d.Lines[0].ArticleCode = " " },
		"VAT code":     func(d *vasco.Document) { d.Lines[0].VATCode = 22 },
		"discount":     func(d *vasco.Document) { d.Lines[0].Discount = dec("100.01") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := briefOrder()
			spoil(&d)
			_, err := vasco.KiwwwiProfile().EncodeOrder(d)
			if _, ok := errors.AsType[*vasco.Unwritable](err); !ok || !strings.Contains(err.Error(), name) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestOrderConstantsAreSentAsTheyAreSet(t *testing.T) {
	t.Parallel()
	p, err := vasco.ProfileByName("fa", json.RawMessage(`{"orderConstants":{"skladisce":1,"komercialist":"100","tipStevilcenja":0}}`))
	if err != nil {
		t.Fatal(err)
	}
	payload, err := p.EncodeOrder(briefOrder())
	if err != nil {
		t.Fatal(err)
	}
	got := fields(t, payload)
	if got["skladisce"] != 1.0 || got["komercialist"] != "100" || got["tipStevilcenja"] != 0.0 {
		t.Errorf("got %s", payload)
	}
}

// TestTaxStatusOfANewPartner are the codes of davcniZavezanec (reference §9.4);
// where an installation takes yes or no, a VAT number is a yes.
func TestTaxStatusOfANewPartner(t *testing.T) {
	t.Parallel()
	codes, yesOrNo := vasco.FAProfile(), vasco.KiwwwiProfile()
	for status, code := range map[vasco.TaxStatus]string{
		vasco.TaxNoData: "0", vasco.TaxLiable: "1", vasco.TaxNotLiable: "2", vasco.TaxAbroad: "3", vasco.TaxSmall: "4", "": "1",
	} {
		for profile, want := range map[*vasco.Profile]string{&codes: code, &yesOrNo: "true"} {
			payload, err := profile.EncodePartner(vasco.Partner{Name: "X", TaxLiable: true, TaxStatus: status})
			if err != nil || !strings.Contains(string(payload), `"davcniZavezanec":`+want+`,`) {
				t.Errorf("%q: %s, %v; want %s", status, payload, err, want)
			}
		}
	}
}
