package buyer_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/vasco"
)

func TestSameName(t *testing.T) {
	t.Parallel()
	ana := buyer.Buyer{Person: "Ana Žužek"}
	firm := buyer.Buyer{Person: "Ana Žužek", Company: "Mizarstvo in pohištvo Žužek, Ana Žužek s.p."}
	for name, c := range map[string]struct {
		buyer buyer.Buyer
		name  string
		want  bool
	}{
		"the same":             {ana, "ANA ŽUŽEK", true},
		"without accents":      {ana, "Zuzek Ana", true},
		"another":              {ana, "BOR ŽUŽEK", false},
		"one word of it":       {ana, "ANA", false},
		"its beginning":        {ana, "ANA Ž", false},
		"the company":          {firm, "MIZARSTVO IN POHIŠTVO ŽUŽEK, ANA ŽUŽEK S.P.", true},
		"the company, cut":     {firm, "MIZARSTVO IN POHIŠTVO ŽUŽ", true},
		"the company's person": {firm, "ŽUŽEK ANA", true},
		"a name of nobody":     {ana, "", true},
		"a nameless buyer":     {buyer.Buyer{}, "ANA ŽUŽEK", true},
	} {
		if got := c.buyer.SameName(c.name); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestByName: an address is one buyer, or, by name, as many as have names.
func TestByName(t *testing.T) {
	t.Parallel()
	const email = "druzina@example.si"
	partners := []vasco.Partner{{Code: "501", Name: "ANA KRANJC", Email: email}, {Code: "502", Name: "BOR KRANJC", Email: email}}
	ana, other := buyer.Buyer{Person: "Ana Kranjc", Email: email}, buyer.Buyer{Person: "Cene Kranjc", Email: email}
	if _, several := buyer.Match(ana, partners); len(several) != 2 {
		t.Errorf("by the address alone %d fit", len(several))
	}
	if ana.Key() != other.Key() {
		t.Error("by the address alone they are two")
	}
	ana.ByName, other.ByName = true, true
	if found, _ := buyer.Match(ana, partners); found == nil || found.Code != "501" {
		t.Errorf("by name %+v was found", found)
	}
	if found, several := buyer.Match(other, partners); found != nil || several != nil {
		t.Errorf("somebody else found %+v, %v", found, several)
	}
	if ana.Key() == other.Key() || ana.ClaimKey() != other.ClaimKey() {
		t.Errorf("keys %q and %q, claims %q and %q", ana.Key(), other.Key(), ana.ClaimKey(), other.ClaimKey())
	}
}
