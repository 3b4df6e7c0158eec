package vascosim_test

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func TestRowsOfNothingCanBeLeftOut(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	for warehouse, onHand := range []string{"0", "", "0.00", "-1", "0.5", "nič"} {
		c.SetStock(vascosim.Stock{Code: "00087", Warehouse: strconv.Itoa(warehouse), OnHand: onHand})
	}
	c.call("GET "+stock+"?Sifra=00087", "").want(http.StatusOK, `"skladisce":"0"`)
	c.call("POST /sim/settings", `{"omitZeroStock":true}`).want(http.StatusNoContent, "")
	if got := c.call("GET "+stock+"?Sifra=00087", "").column("zaloga"); got != `[-1,0.5,"nič"]` {
		t.Errorf("left out: %s", got)
	}
	if got := c.call("GET "+stock+"?Skladisce=1,5", "").column("zaloga"); got != `[5,"nič"]` {
		t.Errorf("of two warehouses: %s", got)
	}
	c.call("GET "+stock+"?Skladisce=77", "").want(http.StatusOK, "[]")
}

func TestCodesCanBeTakenToTheLetter(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.PutArticle(vascosim.Article{Code: "Ab-1"})
	c.SetStock(vascosim.Stock{Code: "Ab-1", Warehouse: "1", OnHand: "4"})
	for _, list := range []string{articles, stock} {
		if got := c.call("GET "+list+"?Sifra=AB-1,x", "").column("sifra"); got != `["Ab-1"]` {
			t.Errorf("in any letters: %s", got)
		}
	}
	c.call("POST /sim/settings", `{"caseSensitive":true}`).want(http.StatusNoContent, "")
	for _, list := range []string{articles, stock} {
		c.call("GET "+list+"?Sifra=AB-1,ab-1", "").want(http.StatusOK, "[]")
		if got := c.call("GET "+list+"?Sifra=x,Ab-1", "").column("sifra"); got != `["Ab-1"]` {
			t.Errorf("in its own: %s", got)
		}
	}
}

func TestListsCanFail(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.AddFaults(vascosim.Fault{Kind: "double_rows", Path: "FASifranti"})
	if got := c.call("GET "+articles+"?Segment=1&SegmentSize=4", "").column("sifra"); got != `["00086","00086","00087","00087"]` {
		t.Errorf("articles come twice: %s", got)
	}
	if got := c.call("GET "+stock+"?Skladisce=2", "").column("zaloga"); got != `[2,2]` {
		t.Errorf("stock comes twice: %s", got)
	}
	c.ClearFaults()
	for _, call := range []string{articles, stock} {
		path := strings.TrimPrefix(call, "/api/v1/")
		c.AddFaults(vascosim.Fault{Kind: "half_rows", Path: path, Times: 1})
		if rows := c.call("GET "+call, "").rows(); len(rows) != 1 {
			t.Errorf("half of %s: %v", path, rows)
		}
		c.AddFaults(vascosim.Fault{Kind: "half_list", Path: path, Times: 1})
		if got := c.call("GET "+call, ""); got.status != http.StatusOK || strings.HasSuffix(got.body, "]") {
			t.Errorf("%s cut off: %s", path, got.body)
		}
		c.AddFaults(vascosim.Fault{Kind: "empty_200", Path: path, Times: 1}, vascosim.Fault{Kind: "html_200", Path: path, Times: 1})
		if got := c.call("GET "+call, ""); got.status != http.StatusOK || got.body != "" {
			t.Errorf("%s empty: %s", path, got.body)
		}
		c.call("GET "+call, "").want(http.StatusOK, "<html>")
	}
}

// A slow list sends what it has before it waits.
func TestAListCanBeSlow(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.SeedArticles(500)
	c.AddFaults(vascosim.Fault{Kind: "slow_rows", Path: "FASifranti/zaloga", Millis: 3_600_000})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.url+stock, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	response, err := c.http.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	first := make([]byte, 2000)
	if _, err := io.ReadFull(response.Body, first); err != nil || !strings.Contains(string(first), `"zaloga"`) {
		t.Errorf("%s, %v", first, err)
	}
}

func TestTheListMovesBetweenSegments(t *testing.T) {
	t.Parallel()
	for shift, want := range map[int]string{
		0:  `["00086","00087"]["3830012345678","X1"]["X2"][]`,
		1:  `["00086","00087"]["00087","3830012345678"]["3830012345678","X1"]["X1","X2"]`,
		-1: `["00086","00087"]["X1","X2"][][]`,
	} {
		c := loggedIn(t, vascosim.Options{SegmentShift: shift})
		c.AddArticle(vascosim.Article{Code: "X2"})
		c.AddArticle(vascosim.Article{Code: "X1"})
		var got strings.Builder
		for segment := range 4 {
			got.WriteString(c.call(fmt.Sprintf("GET %s?Segment=%d&SegmentSize=2", articles, segment+1), "").column("sifra"))
		}
		if got.String() != want {
			t.Errorf("by %d: %s, want %s", shift, &got, want)
		}
	}
}

func TestSeededArticles(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.call("POST /sim/seed", `{"articles":3000}`).want(http.StatusNoContent, "")
	c.call("POST /sim/seed", `{"articles":-1}`).want(http.StatusBadRequest, "")
	c.SeedArticles(10) // Those that are there stay.
	if n := len(c.call("GET "+articles, "").rows()); n != 3003 {
		t.Errorf("%d articles", n)
	}
	if n := len(c.call("GET "+stock+"?Skladisce=1", "").rows()); n != 3001 {
		t.Errorf("%d rows of stock", n)
	}
	code := vascosim.SeededCode(2999)
	c.call("GET "+articles+"?DodatnaPolja=PROSTO_C9&Sifra="+code, "").want(http.StatusOK, `"PROSTO_C9":"39"`)
	c.SetStock(vascosim.Stock{Code: code, Warehouse: "2", OnHand: "123"})
	if got := c.call("GET "+stock+"?Sifra="+code, "").column("zaloga"); got != `[7,123]` {
		t.Errorf("stock %s", got)
	}
	if code := vascosim.SeededCode(1); code != "3831000000014" {
		t.Errorf("a code is %s", code)
	}
}

// Articles are found by their codes in any case.
func TestCodesInAnyCase(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.AddArticle(vascosim.Article{Code: "Vino-1"})
	c.AddArticle(vascosim.Article{Code: "VINO-1"})
	c.SetStock(vascosim.Stock{Code: "Vino-1", Warehouse: "1", OnHand: "3"})
	if got := c.call("GET "+articles+"?Sifra=vino-1", "").column("sifra"); got != `["VINO-1","Vino-1"]` {
		t.Errorf("articles %s", got)
	}
	c.call("GET "+stock+"?Sifra=VINO-1", "").want(http.StatusOK, `"zaloga":3`)
	c.RemoveStock("Vino-1", "1")
	c.call("GET "+stock+"?Sifra=VINO-1", "").want(http.StatusOK, "[]")
}

func TestAnUpdateReplacesOrMerges(t *testing.T) {
	t.Parallel()
	const (
		whole = `{"sifra":"A","naziv":"Med","naziv2":"cvetlični","enota":"KOS","grupa":"005","stopnjaDDV":1,"prodajnaCena":8,"karticaArtikla":1,"dodatnaPolja":{"PROSTO_C1":"1","PROSTO_C9":"12"}}`
		part  = `{"sifra":"A","prodajnaCena":9,"dodatnaPolja":{"PROSTO_C1":"2"}}`
		read  = "GET " + articles + "?Sifra=A&DodatnaPolja=PROSTO_C1,PROSTO_C9"
	)
	replacing := loggedIn(t, vascosim.Options{})
	replacing.call("POST "+articles, whole).want(http.StatusCreated, "")
	replacing.call("PUT "+articles, part).want(http.StatusBadRequest, "stopnjaDDV")
	replacing.call("PUT "+articles, with(part, `"prodajnaCena":9`, `"prodajnaCena":9,"stopnjaDDV":1`)).want(http.StatusOK, "")
	replacing.call(read, "").want(http.StatusOK, `{"dodatnaPolja":{"PROSTO_C1":"2","PROSTO_C9":""},"enota":"","grupa":"","karticaArtikla":0,"naziv":"","naziv2":"","prodajnaCena":9,`)
	merging := loggedIn(t, vascosim.Options{MergeArticles: true})
	merging.call("POST "+articles, whole).want(http.StatusCreated, "")
	merging.call("PUT "+articles+"/A", with(part, `"sifra":"A",`, "")).want(http.StatusOK, "")
	merging.call(read, "").want(http.StatusOK, `{"dodatnaPolja":{"PROSTO_C1":"2","PROSTO_C9":"12"},"enota":"KOS","grupa":"005","karticaArtikla":1,"naziv":"Med","naziv2":"cvetlični","prodajnaCena":9,`)
	merging.call("POST /sim/settings", `{"duplicateStatus":400}`).want(http.StatusNoContent, "")
	merging.call("POST "+articles, whole).want(http.StatusBadRequest, "obstaja")
	merging.call("POST /sim/settings", `{"duplicateStatus":200}`).want(http.StatusBadRequest, "200")
}
