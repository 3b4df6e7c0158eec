package vasco_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// people are partners as installations write them.
var people = []map[string]string{
	{"sifra": `501`, "davcna": `"SI98765432"`, "email": `"ana@example.si"`},
	{"sifra": `"502"`, "davcna": `"98 765 432"`, "email": `" ANA@Example.si "`},
	{"sifra": `503`, "davcna": `null`, "ident": `"SI98765432"`, "email": `null`},
	{"sifra": `504`, "davcna": `""`, "email": `"ana@example.si"`},
	{"sifra": `505`, "davcna": `"11111111"`, "email": `"other@example.si"`},
}

// directory scripts a partner list whose filters work as told: by letter, not
// at all ("ignored") or with a refusal ("refused").
func directory(filters string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		filtered := query.Has("Davcna") || query.Has("Email")
		if filtered && filters == "refused" {
			reply(400, `{"title":"unknown filter"}`)(w, r)
			return
		}
		var rows []string
		for _, p := range people {
			if filters == "letter" && ((query.Has("Davcna") && p["davcna"] != `"`+query.Get("Davcna")+`"`) || (query.Has("Email") && p["email"] != `"`+query.Get("Email")+`"`)) {
				continue
			}
			row := fmt.Sprintf(`{"sifra":%s,"davcna":%s,"email":%s,"posta":"1000 Ljubljana","drzava":"705","davcniZavezanec":1`, p["sifra"], p["davcna"], p["email"])
			if ident := p["ident"]; ident != "" {
				row += `,"ident":` + ident
			}
			rows = append(rows, row+"}")
		}
		reply(200, "["+strings.Join(rows, ",")+"]")(w, r)
	}
}

func codes(partners []vasco.Partner) []string {
	all := make([]string, len(partners))
	for i, p := range partners {
		all[i] = p.Code
	}
	slices.Sort(all)
	return all
}

func TestPartnersAreFoundWhateverBecomesOfTheFilter(t *testing.T) {
	t.Parallel()
	trusting, careful := vasco.KiwwwiProfile(), vasco.FAProfile()
	for _, c := range []struct {
		name, filters string
		profile       vasco.Profile
		tax, email    []string
		// byTax and unknown are the calls for a known and an unknown tax number.
		byTax, unknown int
	}{
		{"a filter by letter, trusted", "letter", trusting, []string{"501"}, []string{"501", "504"}, 2, 2},
		{"a filter by letter, not trusted", "letter", careful, []string{"501"}, []string{"501", "504"}, 2, 3},
		{"an ignored filter", "ignored", trusting, []string{"501", "502", "503"}, []string{"501", "502", "504"}, 1, 1},
		{"a refused filter", "refused", trusting, []string{"501", "502", "503"}, []string{"501", "502", "504"}, 2, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("GET "+partnersCall, directory(c.filters))
			client := s.client(func(config *vasco.Config) { config.Profile = c.profile })
			found, err := client.PartnersByTaxNumber(t.Context(), vasco.ReadTaxNumber("si 98765432", ""))
			if err != nil || !slices.Equal(codes(found), c.tax) || s.count("GET ") != c.byTax {
				t.Errorf("by tax number: %v, %v after %v", codes(found), err, s.called("GET "))
			}
			before := s.count("GET ")
			found, err = client.PartnersByTaxNumber(t.Context(), vasco.ReadTaxNumber("22222222", ""))
			if err != nil || len(found) != 0 || s.count("GET ")-before != c.unknown {
				t.Errorf("unknown: %v, %v after %v", codes(found), err, s.called("GET ")[before:])
			}
			found, err = client.PartnersByEmail(t.Context(), "ana@example.si")
			if err != nil || !slices.Equal(codes(found), c.email) {
				t.Errorf("by e-mail: %v, %v", codes(found), err)
			}
		})
	}
}

func TestNobodyIsAskedForWithoutAnythingToAskFor(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	client := s.client()
	for _, empty := range []string{"", " ", "-"} {
		if found, err := client.PartnersByTaxNumber(t.Context(), vasco.ReadTaxNumber(empty, "SI")); err != nil || found != nil {
			t.Errorf("%q: %v, %v", empty, found, err)
		}
	}
	if found, err := client.PartnersByEmail(t.Context(), " "); err != nil || found != nil {
		t.Errorf("%v, %v", found, err)
	}
}

func TestPartnerByCode(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+partnersCall, directory("ignored"))
	client := s.client()
	got, err := client.PartnerByCode(t.Context(), "502")
	if err != nil || got == nil || got.Code != "502" || got.Postcode != "1000" || got.Town != "Ljubljana" || got.CountryNumeric != 705 || !got.TaxLiable {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err = client.PartnerByCode(t.Context(), "999"); err != nil || got != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAFailedLookupIsNoAbsence(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+partnersCall, replyAs(200, "text/html", "<html>"))
	if _, err := s.client().PartnersByEmail(t.Context(), "ana@example.si"); kindOf(err) != "malformed" {
		t.Errorf("got %v", err)
	}
}

func TestEveryPartnerIsLookedAtWhateverFiltersAreWorth(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+partnersCall, directory("letter"))
	found, err := s.client().EveryPartner(t.Context(), func(p vasco.Partner) bool { return p.HasTaxNumber(vasco.ReadTaxNumber("98765432", "")) })
	if err != nil || !slices.Equal(codes(found), []string{"501", "502", "503"}) || s.count("GET ") != 1 {
		t.Errorf("%v, %v after %v", codes(found), err, s.called("GET "))
	}
}
