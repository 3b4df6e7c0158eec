package vascosim_test

import (
	"net/http"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func TestDialectsTakeTheirOwnFieldsAndNameWhatIsMissing(t *testing.T) {
	t.Parallel()
	const briefPartner = `{"tipStevilcenja":1,"sifra":0,"naziv":"NOVAK JANEZ","davcniZavezanec":false,"dodatnaPolja":{"SIFRA_V_GK":""}}`
	const fieldPartner = `{"tipStevilcenja":1,"sifra":0,"naziv":"NOVAK JANEZ","davcniZavezanec":2,"dodatnaPolja":[{"naziv":"SIFRA_V_GK","vrednost":""}]}`
	const emptyExtras = `{"tipStevilcenja":1,"sifra":0,"naziv":"NOVAK JANEZ","davcniZavezanec":4,"dodatnaPolja":[]}`
	all := []vascosim.Dialect{vascosim.Kiwwwi, vascosim.FA, vascosim.Lenient}
	for _, c := range []struct {
		name, path, body string
		// named is per dialect: "" is 201, else the field of the 400.
		named [3]string
	}{
		{"the brief's order", orders, briefOrder, [3]string{"", `"postavke[0].sifra"`, ""}},
		{"the field's order", orders, fieldOrder, [3]string{`"postavke[0].artikel"`, "", ""}},
		{"the brief's price", orders, with(fieldOrder, "prodajnaCena", "cena"), [3]string{`"postavke[1].cena"`, `"postavke[0].prodajnaCena"`, `"postavke[0].prodajnaCena"`}},
		{"the field's VAT code", orders, with(briefOrder, "stopnjaDDV", "stopnja"), [3]string{`"postavke[0].stopnjaDDV"`, `"postavke[0].stopnjaDdv"`, `"postavke[0].stopnjaDDV"`}},
		{"names in any case", orders, with(briefOrder, `"artikel"`, `"ARTIKEL"`), [3]string{"", `"postavke[0].sifra"`, ""}},
		{
			"the brief's extra fields", orders, with(fieldOrder, `[{"naziv":"BESEDILO","vrednost":"WC Order #1284"},{"naziv":"SIFRA_PLACILA","vrednost":"6"},{"naziv":"NAROCILO_STEVILKA","vrednost":"1284"}]`, `{}`),
			[3]string{`"postavke[0].artikel"`, `"dodatnaPolja"`, ""},
		},
		{"the field's extra fields", orders, with(briefOrder, `{"SIFRA_PLACILA":6,"NAROCILO_STEVILKA":"1284"}`, `[]`), [3]string{`"dodatnaPolja"`, `"postavke[0].sifra"`, ""}},
		{"the brief's partner", partners, briefPartner, [3]string{"", `"davcniZavezanec"`, ""}},
		{"the field's partner", partners, fieldPartner, [3]string{`"davcniZavezanec"`, "", ""}},
		{"an empty list of extra fields", partners, emptyExtras, [3]string{`"dodatnaPolja"`, "", ""}},
	} {
		for i, dialect := range all {
			t.Run(c.name+" to "+string(dialect), func(t *testing.T) {
				t.Parallel()
				got := loggedIn(t, vascosim.Options{Dialect: dialect}).call("POST "+c.path, c.body)
				if c.named[i] == "" {
					got.want(http.StatusCreated, "{")
					return
				}
				got.want(http.StatusBadRequest, c.named[i])
				if kind := got.header.Get("Content-Type"); kind != "application/problem+json; charset=utf-8" {
					t.Errorf("a refusal of the type %q", kind)
				}
				if got.object()["title"] == "" || got.object()["status"] != float64(http.StatusBadRequest) {
					t.Errorf("no problem details: %s", got.body)
				}
			})
		}
	}
}

func TestBothDialectsMeanTheSameOrder(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{Dialect: vascosim.Lenient})
	c.call("POST "+orders, briefOrder).want(http.StatusCreated, "")
	c.call("POST "+orders, fieldOrder).want(http.StatusCreated, "")
	kept := c.Orders()
	if len(kept) != 2 {
		t.Fatalf("%d orders", len(kept))
	}
	for _, o := range kept {
		if o.Gross != "64.99" || o.Net != "53.27" || o.Notes != "WC Order #1284" || o.ShopNumber != "1284" || o.Partner != 501 ||
			o.Extra["SIFRA_PLACILA"] != "6" || o.Date != "2026-06-01" || len(o.Lines) != 2 || o.Lines[0].Price != "49.99" {
			t.Errorf("kept as %+v", o)
		}
	}
}

func TestUnknownServersAreNotMade(t *testing.T) {
	t.Parallel()
	for _, opts := range []vascosim.Options{{Dialect: "klingon"}, {Rounding: "never"}, {DataDir: "/dev/null/there"}} {
		if _, err := vascosim.New(opts); err == nil {
			t.Errorf("made with %+v", opts)
		}
	}
}
