package vascosim_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func TestPagesCountSegmentsFromOneAndBlocksFromZero(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	for range 3 {
		c.call("POST "+orders, briefOrder).want(http.StatusCreated, "")
	}
	for _, one := range []struct{ call, field, want string }{
		{articles + "?Segment=1&SegmentSize=2", "sifra", `["00086","00087"]`},
		{articles + "?segment=2&segmentsize=2", "sifra", `["3830012345678"]`},
		{articles + "?Segment=3&SegmentSize=2", "sifra", `[]`},
		{articles + "?Segment=0&SegmentSize=2", "sifra", `[]`},
		{articles, "sifra", `["00086","00087","3830012345678"]`},
		{partners + "?Segment=1&SegmentSize=3", "sifra", `[501,502,503]`},
		{partners + "?Segment=2&SegmentSize=3", "sifra", `[504]`},
		{partners + "?Segment=3&SegmentSize=3", "sifra", `[]`},
		{orders + "?BlockIndex=0&BlockSize=2", "stevilka", `["00001","00002"]`},
		{orders + "?BlockIndex=1&BlockSize=2", "stevilka", `["00003"]`},
		{orders + "?BlockIndex=2&BlockSize=2", "stevilka", `[]`},
		{orders + "?BlockIndex=-1&BlockSize=2", "stevilka", `[]`},
		{orders + "?Partner=77", "stevilka", `[]`},
		{stock + "?Sifra=unknown", "sifra", `[]`},
	} {
		if got := c.call("GET "+one.call, "").column(one.field); got != one.want {
			t.Errorf("%s: %s, want %s", one.call, got, one.want)
		}
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	for i, date := range []string{"2026-05-30", "2026-05-31", "2026-06-01", "2026-06-02"} {
		body := with(with(briefOrder, `"datum":"2026-06-01"`, `"datum":"`+date+`"`), `"partner":501`, fmt.Sprintf(`"partner":%d`, 501+i%2))
		c.call("POST "+orders, body).want(http.StatusCreated, "")
	}
	for _, one := range []struct{ call, field, want string }{
		{articles + "?Sifra=00087,nonsense,%2000086", "sifra", `["00086","00087"]`},
		{articles + "?sifra=00086%2C3830012345678", "sifra", `["00086","3830012345678"]`},
		{partners + "?Sifra=504,1", "sifra", `[504]`},
		{partners + "?Davcna=si12345678", "sifra", `[501]`},
		{partners + "?Davcna=12345678", "sifra", `[]`},
		{partners + "?Email=DRUZINA.kranjc@example.si", "sifra", `[503,504]`},
		{stock + "?Sifra=3830012345678", "skladisce", `["1","2"]`},
		{stock + "?Sifra=3830012345678&Skladisce=2", "zaloga", `[2]`},
		{orders + "?StevilkaLeto=00002.2026,00009.2026,00001.2026", "stevilka", `["00001","00002"]`},
		{orders + "?StevilkaLeto=00002.2025", "stevilka", `[]`},
		{orders + "?DatumOd=2026-05-31T00:00:00&DatumDo=2026-06-01T00:00:00", "datum", `["2026-05-31T00:00:00","2026-06-01T00:00:00"]`},
		{orders + "?DatumOd=2026-06-02", "stevilka", `["00004"]`},
		{orders + "?Partner=502", "stevilka", `["00002","00004"]`},
		{orders + "?Artikel=00086&DatumDo=2026-05-30", "stevilka", `["00001"]`},
		{orders + "?Artikel=00087", "stevilka", `[]`},
		{"/api/v1/FA/odpritaNarocilaKupca?Partner=502", "stevilka", `["00002","00002","00004","00004"]`},
		{"/api/v1/FA/narociloKupca/postavke/polja", "naziv", `["PROSTO_C1","PREDVID_DOBAVA"]`},
	} {
		if got := c.call("GET "+one.call, "").column(one.field); got != one.want {
			t.Errorf("%s: %s, want %s", one.call, got, one.want)
		}
	}
	c.call("GET "+orders+"/stanje/00001/2026", "").want(http.StatusOK, `"dobava":[]`)
	c.call("GET "+orders+"/stanje/00009/2026", "").want(http.StatusNotFound, `"title"`)
	c.call("GET /api/v1/SkupniSifranti/drzava", "").want(http.StatusOK, `"sifra":705`)
	c.call("GET /api/v1/nonsense", "").want(http.StatusNotFound, "")
	c.call("DELETE "+orders, "").want(http.StatusMethodNotAllowed, "")
}

func TestLinesAndExtraFieldsComeWhenNamed(t *testing.T) {
	t.Parallel()
	line := with(briefOrder, `"popust":0`, `"popust":10,"dodatnaPolja":{"PROSTO_C1":"rdeča"}`)
	c := loggedIn(t, vascosim.Options{Dialect: vascosim.Kiwwwi})
	c.call("POST "+orders, line).want(http.StatusCreated, "")
	read := func(query string) map[string]any {
		return c.call("GET "+orders+"?StevilkaLeto=00001.2026"+query, "").rows()[0]
	}
	if row := read("&VrniPostavke=0"); row["postavke"] != nil || row["dokIdPriloge"] != nil || fmt.Sprint(row["dodatnaPolja"]) != "map[]" {
		t.Errorf("unasked: %v", row)
	}
	row := read("&VrniPostavke=1&VrniOznakoPriloge=1&DodatnaPolja=narocilo_stevilka,PROSTO_C9&DodatnaPoljaPostavke=PROSTO_C1")
	if got := fmt.Sprint(row["dodatnaPolja"], row["dokIdPriloge"]); got != "map[NAROCILO_STEVILKA:1284 PROSTO_C9:] []" {
		t.Errorf("header %s", got)
	}
	lines, _ := row["postavke"].([]any)
	if len(lines) != 2 {
		t.Fatalf("lines %v", row["postavke"])
	}
	first, _ := lines[0].(map[string]any)
	if got := fmt.Sprintf("%v %v %v %v %v", first["zs"], first["sifra"], first["prodajnaCena"], first["rabat1"], first["dodatnaPolja"]); got != "1 3830012345678 49.99 10 map[PROSTO_C1:rdeča]" {
		t.Errorf("first line %s", got)
	}
	if got := c.call("GET "+articles+"?Sifra=3830012345678", "").column("dodatnaPolja"); got != `[{}]` {
		t.Errorf("article unasked: %s", got)
	}
	if got := c.call("GET "+articles+"?Sifra=3830012345678&DodatnaPolja=PROSTO_C9", "").column("dodatnaPolja"); got != `[{"PROSTO_C9":"12"}]` {
		t.Errorf("article: %s", got)
	}
}

func TestExtraFieldsAreAListInTheField(t *testing.T) {
	t.Parallel()
	for _, dialect := range []vascosim.Dialect{vascosim.FA, vascosim.Lenient} {
		c := loggedIn(t, vascosim.Options{Dialect: dialect})
		const named = `[[{"naziv":"PROSTO_C9","vrednost":"12"}]]`
		if got := c.call("GET "+articles+"?Sifra=3830012345678&DodatnaPolja=PROSTO_C9", "").column("dodatnaPolja"); got != named {
			t.Errorf("%s: %s", dialect, got)
		}
		if got := c.call("GET "+articles+"?Sifra=3830012345678", "").column("dodatnaPolja"); got != `[[]]` {
			t.Errorf("%s unasked: %s", dialect, got)
		}
	}
	always := loggedIn(t, vascosim.Options{Dialect: vascosim.FA, AlwaysExtra: true})
	if got := always.call("GET "+articles+"?Sifra=3830012345678", "").column("dodatnaPolja"); got != `[[{"naziv":"PROSTO_C9","vrednost":"12"}]]` {
		t.Errorf("always: %s", got)
	}
}

func TestStockComesAsItIs(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.SetStock(vascosim.Stock{Code: "00087", Warehouse: "1", OnHand: "-2.5", Reserved: "", Ordered: "veliko"})
	c.PutArticle(vascosim.Article{Code: "00087", Name: "Strošek", Price: "1", Extra: map[string]string{"PROSTO_C9": "po naročilu"}})
	c.call("GET "+stock+"?Sifra=00087", "").want(http.StatusOK, `"narKupKolicina":"veliko","rezervirano":0,"sifra":"00087","skladisce":"1","zaloga":-2.5`)
	c.call("GET "+articles+"?Sifra=00087&DodatnaPolja=PROSTO_C9", "").want(http.StatusOK, "po naročilu")
	c.RemoveStock("00087", "1")
	c.call("GET "+stock+"?Sifra=00087", "").want(http.StatusOK, "[]")
}
