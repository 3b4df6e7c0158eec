package vasco_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func TestProfileByName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]vasco.Profile{"": vasco.KiwwwiProfile(), "kiwwwi": vasco.KiwwwiProfile(), "fa": vasco.FAProfile()} {
		for _, overrides := range []string{"", "null", " {} "} {
			got, err := vasco.ProfileByName(name, json.RawMessage(overrides))
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%q with %q: %+v, %v", name, overrides, got, err)
			}
		}
	}
	got, err := vasco.ProfileByName("kiwwwi", json.RawMessage(`{"lineArticle":"sifra","rounding":"perLine","partnerNameLimit":40}`))
	want := vasco.KiwwwiProfile()
	want.LineArticle, want.Rounding, want.PartnerNameLimit = "sifra", vasco.RoundPerLine, 40
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestBadProfileSettingsAreNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ profile, overrides, names string }{
		{"sap", ``, "sap"},
		{"kiwwwi", `{"colour":"red"}`, "colour"},
		{"kiwwwi", `{"lineNames":"yes"}`, "lineNames"},
		{"kiwwwi", `{"rounding":"up"}`, "rounding"},
		{"kiwwwi", `{"extraFields":"map"}`, "extraFields"},
		{"kiwwwi", `{"linePrice":""}`, "linePrice"},
		{"kiwwwi", `{"linePrice":"artikel"}`, "linePrice"},
		{"kiwwwi", `{"notesLimit":-1}`, "notesLimit"},
		{"kiwwwi", `{"notesField":""}`, "notesField"},
		{"kiwwwi", `{"notesField":"extra:NAROCILO_STEVILKA"}`, "notesField"},
		{"kiwwwi", `{"dueDateField":"datum"}`, "dueDateField"},
		{"kiwwwi", `{"orderConstants":{"postavke":[]}}`, "orderConstants"},
		{"kiwwwi", `{"orderConstants":{"NastaviKupceveCene":true}}`, "NastaviKupceveCene"},
		{"kiwwwi", `{"notesField":"nastavikupcevecene"}`, "notesField"},
		{"fa", `{"dueDateField":"nastaviKupceveCene"}`, "dueDateField"},
		{"kiwwwi", `{"articleUpdatePath":"sifra"}`, "articleUpdatePath"},
		{"kiwwwi", `{"articleUpdatePath":""}`, "articleUpdatePath"},
		{"fa", `{"articleConstants":{"prodajnacena":1}}`, "articleConstants"},
		{"fa", `{"articleConstants":{"":1}}`, "articleConstants"},
		{"kiwwwi", `{"name":"mine"}`, "name"},
		{"kiwwwi", `[]`, "profile settings"},
		{"kiwwwi", `{} {}`, "profile settings"},
		{"kiwwwi", `{"rok`, "profile settings"},
	} {
		_, err := vasco.ProfileByName(c.profile, json.RawMessage(c.overrides))
		if err == nil || !strings.Contains(err.Error(), c.names) {
			t.Errorf("%s: got %v, which does not name %s", c.overrides, err, c.names)
		}
	}
}
