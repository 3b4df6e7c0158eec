package vasco_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kiwwwi/vasco/sync/vasco"
)

const longName = "Premium Wireless Headphones - Black Edition with Noise Cancelling"

func briefArticle() vasco.ArticleDocument {
	return vasco.ArticleDocument{
		Code: "3830012345678", Name: longName, Unit: "KOS", Group: "005", VATCode: 0, Price: dec("49.9918"), HasStock: true,
		Extra: map[string]string{"PROSTO_C5": "https://trgovina.example/izdelek/slusalke/?a=1&b=2", "PROSTO_C1": "3830012345678"},
	}
}

func TestArticlesAreWrittenAsTheBriefSays(t *testing.T) {
	t.Parallel()
	for _, p := range []vasco.Profile{vasco.KiwwwiProfile(), vasco.FAProfile()} {
		payload, err := newERP(t).client(func(c *vasco.Config) { c.Profile = p }).EncodeArticle(briefArticle())
		if err != nil {
			t.Fatal(err)
		}
		golden(t, p.Name+"-article.json", payload)
	}
}

func TestNamesAreSplitAtTheLimit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		limit         int
		first, second string
	}{
		{longName, 38, "Premium Wireless Headphones - Black Ed", "ition with Noise Cancelling"},
		{longName, 40, "Premium Wireless Headphones - Black Edit", "ion with Noise Cancelling"},
		{longName, 0, longName, ""},
		{"  Vino ", 38, "Vino", ""},
		{strings.Repeat("č", 38), 38, strings.Repeat("č", 38), ""},
		{strings.Repeat("č", 39), 38, strings.Repeat("č", 38), "č"},
		{strings.Repeat("ž", 100), 38, strings.Repeat("ž", 38), strings.Repeat("ž", 38)},
		{"Med in orehi", 4, "Med", "in o"},
		{"", 38, "", ""},
	} {
		p := vasco.KiwwwiProfile()
		p.ArticleNameLimit = c.limit
		if first, second := p.SplitName(c.name); first != c.first || second != c.second {
			t.Errorf("%q at %d: %q and %q", c.name, c.limit, first, second)
		}
	}
}

// A document whose name was split before is written as one whose name was not.
func TestANameThatIsSplitStaysAsItIs(t *testing.T) {
	t.Parallel()
	p, d := vasco.KiwwwiProfile(), briefArticle()
	whole, err := p.EncodeArticle(d)
	if err != nil {
		t.Fatal(err)
	}
	d.Name, d.Name2 = p.SplitName(longName)
	split, err := p.EncodeArticle(d)
	if err != nil {
		t.Fatal(err)
	}
	sameJSON(t, "the article", split, whole)
	d.Name, d.Name2 = strings.Repeat("š", 50), strings.Repeat("x", 50)
	long, err := p.EncodeArticle(d)
	if err != nil {
		t.Fatal(err)
	}
	got := fields(t, long)
	for _, name := range []string{"naziv", "naziv2"} {
		if text, _ := got[name].(string); utf8.RuneCountInString(text) != 38 {
			t.Errorf("%s is %q", name, got[name])
		}
	}
}

func TestEmptyPartsOfANewArticleAreLeftOut(t *testing.T) {
	t.Parallel()
	payload, err := vasco.KiwwwiProfile().EncodeArticle(vasco.ArticleDocument{Code: "A", Name: "Storitev", VATCode: 2, Price: dec("0")})
	if err != nil {
		t.Fatal(err)
	}
	sameJSON(t, "the article", payload, []byte(`{"sifra":"A","naziv":"Storitev","karticaArtikla":0,"stopnjaDDV":2,"prodajnaCena":0}`))
}

func TestArticlesNobodyCouldTake(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*vasco.ArticleDocument){
		"code":       func(d *vasco.ArticleDocument) { d.Code = " " },
		"comma":      func(d *vasco.ArticleDocument) { d.Code = "A,B" },
		"name":       func(d *vasco.ArticleDocument) { d.Name = "" },
		"VAT code":   func(d *vasco.ArticleDocument) { d.VATCode = 22 },
		"a price of": func(d *vasco.ArticleDocument) { d.Price = dec("-0.01") },
	} {
		d := briefArticle()
		spoil(&d)
		_, err := vasco.KiwwwiProfile().EncodeArticle(d)
		if _, ok := errors.AsType[*vasco.Unwritable](err); !ok || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// What an update does not name stays as VASCO has it, what nobody here knows too.
func TestAnUpdateKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	const there = `{"sifra":"3830012345678","Naziv":"Slušalke <stare>","naziv2":"druga vrstica","enota":"PAR","grupa":"100","stopnjaDDV":1,
		"prodajnaCena":12.3400,"karticaArtikla":1,"minZaloga":{"jan":3},"opis":null,"dodatnaPolja":{"PROSTO_C9":"12","PROSTO_C5":"old"}}`
	for _, c := range []struct {
		name  string
		parts []string
		want  string
	}{
		{"nothing", nil, `{"sifra":"3830012345678","Naziv":"Slušalke <stare>","naziv2":"druga vrstica","enota":"PAR","grupa":"100","stopnjaDDV":1,
			"prodajnaCena":12.34,"karticaArtikla":1,"minZaloga":{"jan":3},"opis":null,"dodatnaPolja":{"PROSTO_C9":"12","PROSTO_C5":"old"}}`},
		{"price and link", []string{vasco.ArticlePrice, "PROSTO_C5"}, `{"sifra":"3830012345678","Naziv":"Slušalke <stare>","naziv2":"druga vrstica","enota":"PAR",
			"grupa":"100","stopnjaDDV":1,"prodajnaCena":49.9918,"karticaArtikla":1,"minZaloga":{"jan":3},"opis":null,
			"dodatnaPolja":{"PROSTO_C9":"12","PROSTO_C5":"https://trgovina.example/izdelek/slusalke/?a=1&b=2"}}`},
		{
			"all",
			[]string{vasco.ArticleName, vasco.ArticleUnit, vasco.ArticleGroup, vasco.ArticleVAT, vasco.ArticlePrice, vasco.ArticleStock, "PROSTO_C1"},
			`{"sifra":"3830012345678","Naziv":"Vino","naziv2":"","enota":"KOS","grupa":"005","stopnjaDDV":0,"prodajnaCena":49.9918,"karticaArtikla":1,
			"minZaloga":{"jan":3},"opis":null,"dodatnaPolja":{"PROSTO_C9":"12","PROSTO_C5":"old","PROSTO_C1":"3830012345678"}}`,
		},
	} {
		s := newERP(t)
		s.on("GET "+articlesCall, reply(200, "["+there+"]"))
		client := s.client()
		found, err := client.Articles(t.Context(), []string{"3830012345678"}, []string{"PROSTO_C9", "PROSTO_C5"})
		if err != nil || len(found) != 1 {
			t.Fatalf("%v, %v", found, err)
		}
		d, parts := briefArticle(), make(map[string]bool)
		d.Name = "Vino"
		for _, part := range c.parts {
			parts[part] = true
		}
		payload, err := client.EncodeArticleUpdate(found[0], d, parts)
		if err != nil {
			t.Fatal(err)
		}
		sameJSON(t, c.name, payload, []byte(c.want))
	}
}

func TestUpdatesNobodyCouldWrite(t *testing.T) {
	t.Parallel()
	client := newERP(t).client()
	there := vasco.Article{Code: "A", Raw: json.RawMessage(`{"sifra":"A"}`)}
	d := briefArticle()
	d.VATCode = 22
	if _, err := client.EncodeArticleUpdate(there, d, map[string]bool{vasco.ArticlePrice: true, vasco.ArticleVAT: false}); err != nil {
		t.Errorf("a VAT code that is not written: %v", err)
	}
	for name, c := range map[string]struct {
		current vasco.Article
		part    string
	}{
		"there is no VAT code 22": {there, vasco.ArticleVAT},
		`no part "colour"`:        {there, "colour"},
		"empty":                   {vasco.Article{Code: "A"}, vasco.ArticlePrice},
		"no code":                 {vasco.Article{Raw: there.Raw}, vasco.ArticlePrice},
	} {
		_, err := client.EncodeArticleUpdate(c.current, d, map[string]bool{c.part: true})
		if _, ok := errors.AsType[*vasco.Unwritable](err); !ok || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
