package vascosim_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func TestOrdersAreNumberedByYear(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	lastYear := with(briefOrder, `"datum":"2026-06-01"`, `"datum":"2025-06-01"`)
	for _, one := range []struct{ body, want string }{
		{briefOrder, `{"leto":2026,"stevilka":"00001"}`},
		{briefOrder, `{"leto":2026,"stevilka":"00002"}`},
		{lastYear, `{"leto":2025,"stevilka":"00001"}`},
		{briefOrder, `{"leto":2026,"stevilka":"00003"}`},
	} {
		c.call("POST "+orders, one.body).want(http.StatusCreated, one.want)
	}
}

func TestWhatNoOrderMayHave(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	for _, one := range []struct{ name, body, field, words string }{
		{"an unknown partner", with(briefOrder, `"partner":501`, `"partner":9`), `"partner"`, "Partner 9 ne obstaja."},
		{"no partner", with(briefOrder, `"partner":501,`, ``), `"partner"`, "ne obstaja"},
		{"an unknown article", with(briefOrder, "3830012345678", "3839999999999"), `"postavke[0].artikel"`, "Artikel 3839999999999 ne obstaja."},
		{"no article", with(briefOrder, `"artikel":"00086"`, `"artikel":" "`), `"postavke[1].artikel"`, "obvezna"},
		{"no date", with(briefOrder, `"datum":"2026-06-01",`, ``), `"datum"`, "obvezen"},
		{"a date that is none", with(briefOrder, "2026-06-01", "1. 6. 2026"), `"datum"`, "obvezen"},
		{"a closed year", with(briefOrder, "2026-06-01", "2019-06-01"), `"datum"`, "2019"},
		{"no lines", `{"datum":"2026-06-01","partner":501}`, `"postavke"`, "nima postavk"},
		{"lines that are none", with(briefOrder, `"postavke":[`, `"postavke":[7,`), `"postavke"`, "nima postavk"},
		{"a VAT code", with(briefOrder, `"stopnjaDDV":0`, `"stopnjaDDV":4`), `"postavke[0].stopnjaDDV"`, "0 do 3"},
		{"a rate as VAT code", with(briefOrder, `"stopnjaDDV":0`, `"stopnjaDDV":22`), `"postavke[0].stopnjaDDV"`, "0 do 3"},
		{"a price in words", with(briefOrder, "49.99", `"veliko"`), `"postavke[0].cena"`, "converted"},
		{"an endless price", with(briefOrder, "49.99", "1e999999999"), `"postavke[0].cena"`, "converted"},
		{"no quantity", with(briefOrder, `"kolicina":1,`, ``), `"postavke[0].kolicina"`, "converted"},
	} {
		t.Run(one.name, func(t *testing.T) {
			t.Parallel()
			got := c.call("POST "+orders, one.body)
			got.t = t
			got.want(http.StatusBadRequest, one.field)
			got.want(http.StatusBadRequest, one.words)
		})
	}
	for _, body := range []string{"", "[]", "null", briefOrder[:100], "<xml/>"} {
		c.call("POST "+orders, body).want(http.StatusBadRequest, `"$"`)
	}
	if n := len(c.Orders()); n != 0 {
		t.Errorf("%d orders were written all the same", n)
	}
}

func TestFreeTextAndCustomersPrices(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.call("POST "+orders, with(briefOrder, `"artikel":"00086"`, `"artikel":"-"`)).want(http.StatusCreated, "")
	c.call("POST "+orders, with(briefOrder, `"partner":501`, `"partner":501,"nastaviKupceveCene":true`)).want(http.StatusCreated, "")
	c.AddArticle(vascosim.Article{Code: "DRAGO", Price: "100"})
	c.call("POST "+orders, with(with(briefOrder, "3830012345678", "DRAGO"), `"partner":501`, `"partner":501,"nastaviKupceveCene":true`)).want(http.StatusCreated, "")
	var gross []string
	for _, o := range c.Orders() {
		gross = append(gross, o.Gross)
	}
	if got := strings.Join(gross, " "); got != "64.99 64.99 126.00" {
		t.Errorf("gross %s: the customer's own prices override the sent ones", got)
	}
	anything := loggedIn(t, vascosim.Options{AcceptAnyArticle: true})
	anything.call("POST "+orders, with(briefOrder, "3830012345678", "3839999999999")).want(http.StatusCreated, "")
}

// TestEnteredBySomebodyElse: no fault of the calls reaches it.
func TestEnteredBySomebodyElse(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.call("POST /sim/faults", `[{"kind":"drop_after","path":"FA/"},{"kind":"invisible","millis":60000}]`).want(http.StatusNoContent, "")
	c.call("POST /sim/orders", briefOrder).want(http.StatusCreated, `"number":"00001"`)
	c.call("DELETE /sim/faults", "").want(http.StatusNoContent, "")
	c.call("GET "+orders+"?StevilkaLeto=00001."+strconv.Itoa(c.Orders()[0].Year), "").want(http.StatusOK, `"00001"`)
	c.call("POST /sim/orders", "[]").want(http.StatusBadRequest, `"$"`)
	c.call("POST /sim/orders", with(briefOrder, `"partner":501`, `"partner":77777`)).want(http.StatusBadRequest, "77777")
	if n := len(c.Orders()); n != 1 {
		t.Errorf("%d orders", n)
	}
}

func TestArticlesAreCreatedOnceThenChanged(t *testing.T) {
	t.Parallel()
	const article = `{"tipStevilcenja":0,"sifra":"3830000000147","naziv":"Cvetlični med 900 g","enota":"KOS","grupa":"005","stopnjaDDV":1,"prodajnaCena":"20.7123","karticaArtikla":1,"dodatnaPolja":{"PROSTO_C1":"3830000000147"}}`
	for name, status := range map[string]int{"by default": 0, "as 400": http.StatusBadRequest} {
		c := loggedIn(t, vascosim.Options{DuplicateStatus: status})
		c.call("PUT "+articles, article).want(http.StatusNotFound, "ne obstaja")
		c.call("PUT "+articles+"/3830000000147", article).want(http.StatusNotFound, "ne obstaja")
		c.call("POST "+articles, article).want(http.StatusCreated, `"3830000000147"`)
		if status == 0 {
			status = http.StatusConflict
		}
		if got := c.call("POST "+articles, article); got.status != status || !strings.Contains(got.body, "obstaja") {
			t.Errorf("%s: a second one answered %d %s", name, got.status, got.body)
		}
		c.call("PUT "+articles, with(article, "20.7123", "21")).want(http.StatusOK, "")
		c.call("PUT "+articles+"/3830000000147", with(article, "20.7123", "22.5")).want(http.StatusOK, "")
		c.call("PUT "+articles+"/00086", article).want(http.StatusBadRequest, `"sifra"`)
		c.call("GET "+articles+"?Sifra=3830000000147&DodatnaPolja=PROSTO_C1", "").want(http.StatusOK, `"prodajnaCena":22.5`)
	}
	c := loggedIn(t, vascosim.Options{})
	for field, body := range map[string]string{
		`"sifra"`: with(article, `"sifra":"3830000000147"`, `"sifra":""`), `"stopnjaDDV"`: with(article, `"stopnjaDDV":1`, `"stopnjaDDV":9.5`),
		`"prodajnaCena"`: with(article, `"20.7123"`, `"20,71 EUR"`), `"dodatnaPolja"`: with(article, `{"PROSTO_C1":"3830000000147"}`, `[]`),
	} {
		c.call("POST "+articles, body).want(http.StatusBadRequest, field)
	}
}

func TestPartnersAreNumbered(t *testing.T) {
	t.Parallel()
	const partner = `{"tipStevilcenja":1,"sifra":0,"naziv":"NOVAK JANEZ","naslov":"Slovenska cesta 5","posta":"1000 Ljubljana","drzava":705,"davcna":"SI98765432","davcniZavezanec":true,"email":"j@example.si"}`
	given := with(with(partner, `"tipStevilcenja":1`, `"tipStevilcenja":0`), `"sifra":0`, `"sifra":98765432`)
	c := loggedIn(t, vascosim.Options{})
	c.call("POST "+partners, partner).want(http.StatusCreated, `"sifra":505`)
	c.AddPartner(vascosim.Partner{Code: 506})
	c.call("POST "+partners, partner).want(http.StatusCreated, `"sifra":507`)
	c.call("POST "+partners, given).want(http.StatusCreated, `"sifra":98765432`)
	c.call("POST "+partners, given).want(http.StatusConflict, "obstaja")
	c.call("POST "+partners, partner).want(http.StatusCreated, `"sifra":508`)
	c.call("GET "+partners+"?Sifra=98765432", "").want(http.StatusOK, `"davcna":"SI98765432","davcniZavezanec":true`)
	for _, wrong := range []string{`"sifra":123456789`, `"sifra":0`, `"sifra":"0123"`, `"sifra":"A1"`, `"sifra":-5`} {
		c.call("POST "+partners, with(given, `"sifra":98765432`, wrong)).want(http.StatusBadRequest, `"sifra"`)
	}
	c.call("POST "+partners, with(partner, `"tipStevilcenja":1`, `"tipStevilcenja":2`)).want(http.StatusBadRequest, `"tipStevilcenja"`)
	c.call("POST "+partners, with(partner, `NOVAK JANEZ`, ``)).want(http.StatusBadRequest, `"naziv"`)
	field := loggedIn(t, vascosim.Options{Dialect: vascosim.FA})
	field.call("POST "+partners, with(partner, `"davcniZavezanec":true`, `"davcniZavezanec":5`)).want(http.StatusBadRequest, `"davcniZavezanec"`)
	field.call("POST "+partners, with(partner, `"davcniZavezanec":true`, `"davcniZavezanec":3`)).want(http.StatusCreated, `"sifra":505`)
	field.call("GET "+partners+"?Sifra=505,501,502", "").want(http.StatusOK, `"davcniZavezanec":3`)
	if got := field.call("GET "+partners+"?Sifra=501,502", "").column("davcniZavezanec"); got != "[1,2]" {
		t.Errorf("liabilities %s", got)
	}
}

func TestLimitsAreEnforcedOnDemand(t *testing.T) {
	t.Parallel()
	name41, name40 := strings.Repeat("Č", 41), strings.Repeat("Č", 40)
	address31 := strings.Repeat("š", 31)
	partner := `{"tipStevilcenja":1,"sifra":0,"naziv":"` + name41 + `","naslov":"` + address31 + `","davcniZavezanec":true}`
	article := `{"sifra":"A","naziv":"` + name41 + `","stopnjaDDV":0,"prodajnaCena":1}`
	c := loggedIn(t, vascosim.Options{})
	c.call("POST "+partners, partner).want(http.StatusCreated, "")
	c.call("POST /sim/settings", `{"enforceLimits":true}`).want(http.StatusNoContent, "")
	c.call("POST "+partners, partner).want(http.StatusBadRequest, `"naziv"`)
	c.call("POST "+partners, partner).want(http.StatusBadRequest, `"naslov"`)
	c.call("POST "+articles, article).want(http.StatusBadRequest, `"naziv"`)
	c.call("POST "+partners, with(with(partner, name41, name40), address31, strings.Repeat("š", 30))).want(http.StatusCreated, "")
	c.call("POST "+articles, with(article, name41, name40)).want(http.StatusCreated, "")
}
