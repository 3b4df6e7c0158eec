package order_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/partner"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestWhichPartner: with a VAT number only tax numbers decide, without one the
// e-mail among partners without a tax number; nobody else is ever taken.
func TestWhichPartner(t *testing.T) {
	t.Parallel()
	books := []vascosim.Partner{
		{Code: 601, Name: "MEDENA D.O.O.", TaxNumber: "SI 5555 5555", Email: "info@medena.example", Liable: "true"},
		{Code: 602, Name: "PO IDENTU D.O.O.", Ident: "SI66666666", Email: "po@identu.example", Liable: "true"},
		{Code: 603, Name: "EVA HRIBAR", Email: " Eva.Hribar@Example.si ", Liable: "false"},
		{Code: 604, Name: "EVA HRIBAR S.P.", TaxNumber: "77777777", Email: "eva.hribar@example.si", Liable: "true"},
		{Code: 605, Name: "DVOJNIK 1", TaxNumber: "88888888", Liable: "true"},
		{Code: 606, Name: "DVOJNIK 2", TaxNumber: "SI88888888", Liable: "true"},
		{Code: 607, Name: "TVRTKA D.O.O.", TaxNumber: "hr-12345678903", Country: 191, Liable: "true"},
		{Code: 608, Name: "GREEK", TaxNumber: "GR123456789", Country: 300, Liable: "true"},
		{Code: 609, Name: "DANSK", TaxNumber: "55555550", Country: 208, Liable: "true"},
		{Code: 610, Name: "IVAN", TaxNumber: "SI", Ident: "-", Email: "ivan@example.hr", Liable: "false"},
	}
	for name, c := range map[string]struct {
		vat, email string
		country    string
		// code is the partner that is found, 0 a new one, -1 that a person has to choose.
		code int
	}{
		"tax number":                          {"SI55555555", "someone@else.example", "SI", 601},
		"tax number without SI, with blanks":  {" 555 55 555 ", "", "SI", 601},
		"VAT number in ident":                 {"SI66666666", "", "SI", 602},
		"VAT number decides over the e-mail":  {"SI12121212", "eva.hribar@example.si", "SI", 0},
		"e-mail, whatever its letters":        {"", "eva.HRIBAR@example.SI ", "SI", 603},
		"e-mail of a company only":            {"", "info@medena.example", "SI", 0},
		"nobody":                              {"", "nova@example.si", "SI", 0},
		"two with the tax number":             {"SI88888888", "", "SI", -1},
		"what is no VAT number is left alone": {"ne", "eva.hribar@example.si", "SI", 603},
		"foreign number without its prefix":   {"12345678903", "", "HR", 607},
		"foreign number, billed at home":      {"HR 123.456.789-03", "", "SI", 607},
		"foreign number, country not told":    {"12345678903", "", "", 607},
		"Greek number":                        {"el123456789", "", "GR", 608},
		"another country's with these digits": {"55555550", "", "SI", 0},
		"that country's":                      {"55555550", "", "DK", 609},
		"zeros are no VAT number":             {"SI00000000", "eva.hribar@example.si", "SI", 603},
		"a prefix alone is none in VASCO":     {"", "ivan@example.hr", "HR", 610},
	} {
		for _, ignores := range []bool{false, true} {
			t.Run(name+", filters ignored "+strconv.FormatBool(ignores), func(t *testing.T) {
				t.Parallel()
				f := sqliteFixture(t, ordertest.Options{})
				for _, p := range books {
					f.ERP.AddPartner(p)
				}
				if ignores {
					f.ERP.AddFaults(vascosim.Fault{Kind: "ignore_filter"})
				}
				d := from(c.email)
				d.VAT, d.NoEmail, d.Country = c.vat, c.email == "", c.country
				id := f.Place(d)
				if c.code < 0 {
					f.WaitFor(id, "BLOCKED/PARTNER_AMBIGUOUS")
					return
				}
				f.Synced(id)
				got := f.InVasco(id)[0].Partner
				if made := f.Calls("POST " + ordertest.PartnersPath); (made == 1) != (c.code == 0) || (c.code > 0 && got != c.code) {
					t.Errorf("partner %d was taken and %d made, want %d", got, made, c.code)
				}
			})
		}
	}
}

// TestPartnerIsKept: how it was found is kept, and it is looked up once.
func TestPartnerIsKept(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		for email, found := range map[string]partner.Found{"ana.zupan@example.si": partner.FoundEMAIL, "nova@example.si": partner.FoundCREATED} {
			first := f.Place(from(email))
			f.Synced(first)
			asked := f.Calls("GET " + ordertest.PartnersPath)
			second := f.Place(from(email))
			f.Synced(second)
			if again := f.Calls("GET "+ordertest.PartnersPath) - asked; again != 0 {
				t.Errorf("%s was looked up %d times more", email, again)
			}
			if f.InVasco(first)[0].Partner != f.InVasco(second)[0].Partner {
				t.Errorf("%s has two partners", email)
			}
			row := s.Reader().Partner.Query().Where(partner.Key("email:" + email)).OnlyX(t.Context())
			if row.Found != found || row.Code == "" || row.Name == "" || row.Intent != partner.IntentNONE {
				t.Errorf("kept %+v, want it %s", row, found)
			}
		}
		if told := f.Events(0, "partner.created"); len(told) != 1 || told[0].Params["name"] != "ANA ZUPAN" {
			t.Errorf("told %v", told)
		}
	})
}

// TestPartnerDeletedInVasco: VASCO refuses the order; the next try looks the
// buyer up again.
func TestPartnerDeletedInVasco(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Synced(f.Place(from("nova@example.si")))
	code := f.ERP.Partners()[len(f.ERP.Partners())-1].Code
	f.ERP.RemovePartner(code)
	id := f.Place(from("nova@example.si"))
	f.WaitUntil(id, "it is refused or sent again", func(p *ent.Push) bool { return p.Number != "" || f.State(id) == "BLOCKED/REJECTED_BY_VASCO" })
	if f.Push(id).Number == "" {
		f.WaitAnswered(id)
		if f.Push(id).Number == "" {
			f.Sync(id, order.Choice{})
		}
	}
	f.Synced(id)
}

// TestManyOrdersOfOneNewBuyer: on all replicas they make one partner.
func TestManyOrdersOfOneNewBuyer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoReplica: true, ERP: vascosim.Options{}})
		ids := make([]int64, 12)
		for i := range ids {
			ids[i] = f.Place(from([]string{"nova@example.si", "NOVA@example.si"}[i%2]))
			ordertest.Until(t, "its hook came", func() bool { return f.HooksOf(ids[i]) > 0 })
		}
		f.ERP.AddFaults(vascosim.Fault{Kind: "slow", Method: http.MethodPost, Path: ordertest.PartnersPath, Millis: 200})
		f.AddReplica(ordertest.ReplicaOptions{})
		if s.IsPostgres() {
			f.AddReplica(ordertest.ReplicaOptions{})
		}
		for _, id := range ids {
			f.Synced(id)
		}
		if got := partnersOf(f, "nova@example.si"); got != 1 {
			t.Errorf("there are %d partners", got)
		}
	})
}

// TestForeignCompanyAfterLostAnswers: it leaves its prefix out, VASCO has it with
// the prefix, and it is found again all the same; so it is when it writes it.
func TestForeignCompanyAfterLostAnswers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.ERP.AddFaults(vascosim.Fault{Kind: "drop_after", Method: http.MethodPost, Path: ordertest.PartnersPath, Times: 2})
		for _, vat := range []string{"12345678903", "HR 123 456 789 03", "hr12345678903"} {
			d := from("info@tvrtka.example")
			d.Company, d.VAT, d.Country = "Tvrtka d.o.o.", vat, "HR"
			f.Synced(f.Place(d))
		}
		if got := partnersOf(f, "info@tvrtka.example"); got != 1 {
			t.Errorf("there are %d partners: %+v", got, f.ERP.Partners())
		}
		if kept := s.Reader().Partner.Query().Where(partner.KeyHasPrefix("vat:")).OnlyX(t.Context()); kept.Key != "vat:HR12345678903" {
			t.Errorf("kept %s", kept.Key)
		}
	})
}

// TestOddEmail: what PostgreSQL cannot keep and nobody can see is no part of an
// address, and what is longer than a shop's column is no address.
func TestOddEmail(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, settings(func(s *rules.Shop) { s.RetailPartnerCode = "502" }))
		for _, email := range []string{"Nova@Example.si", " no\x00va@example.si\u200b", "nova @example.si"} {
			f.Synced(f.Place(from(email)))
		}
		if got := partnersOf(f, "nova@example.si"); got != 1 {
			t.Errorf("there are %d partners: %+v", got, f.ERP.Partners())
		}
		id := f.Place(from(strings.Repeat("x", 3000) + "@example.si"))
		f.Synced(id)
		if got := f.InVasco(id)[0].Partner; got != 502 {
			t.Errorf("partner %d", got)
		}
	})
}

// TestRetailPartner: a buyer without data gets the configured one.
func TestRetailPartner(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, settings(func(s *rules.Shop) { s.RetailPartnerCode = "502" }))
	id := placed(func(d *woosim.Draft) { d.Email, d.NoEmail = "", true })(f)
	f.Synced(id)
	if got := f.InVasco(id)[0].Partner; got != 502 {
		t.Errorf("partner %d", got)
	}
}

// TestPartnerRefused: VASCO's own words stand with the order.
func TestPartnerRefused(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.ERP.AddFaults(vascosim.Fault{
		Kind: "status", Method: http.MethodPost, Path: ordertest.PartnersPath, Times: 2, Status: 400,
		Body: `{"title":"Partner ni popoln","errors":{"davcna":["Davčna številka ni veljavna."]}}`,
	})
	id := f.Place(from("nova@example.si"))
	p := f.WaitFor(id, "BLOCKED/REJECTED_BY_VASCO")
	if p.ReasonParams["what"] != "partner" || p.ReasonParams["detail"] != "Partner ni popoln" || p.ReasonParams["field.davcna"] != "Davčna številka ni veljavna." {
		t.Errorf("it says %v", p.ReasonParams)
	}
	f.ERP.ClearFaults()
	f.Sync(id, order.Choice{})
	f.Synced(id)
}

// TestNewPartnersPayload: what a new partner is made of, and a wrong check digit
// that warns and blocks nothing.
func TestNewPartnersPayload(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	d := ordertest.Simple()
	d.Company, d.VAT, d.Email = "Čebelarstvo Šuštar d.o.o.", "SI98765432", "info@sustar.example"
	f.Synced(f.Place(d))
	made := f.ERP.Partners()[len(f.ERP.Partners())-1]
	want := vascosim.Partner{
		Code: made.Code, Name: "ČEBELARSTVO ŠUŠTAR D.O.O.", Address: "Slovenska cesta 5", Post: "1000 Ljubljana", Country: 705,
		TaxNumber: "SI98765432", Liable: "true", Phone: "041 123 456", Email: "info@sustar.example",
	}
	if made.Name != want.Name || made.Address != want.Address || made.Post != want.Post || made.Country != want.Country ||
		made.TaxNumber != want.TaxNumber || made.Liable != want.Liable || made.Email != want.Email {
		t.Errorf("made %+v, want %+v", made, want)
	}
	warnedOnce(t, f)
}

func warnedOnce(t *testing.T, f *ordertest.Fixture) {
	t.Helper()
	if told := f.Events(0, "partner.warning"); len(told) != 1 || told[0].Params["warning"] != "VAT_CHECK_DIGIT" {
		t.Errorf("warned %v", told)
	}
}

// TestWarnedAfterALostAnswer: what looks wrong is told of a partner all the same.
func TestWarnedAfterALostAnswer(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.ERP.AddFaults(vascosim.Fault{Kind: "drop_after", Method: http.MethodPost, Path: ordertest.PartnersPath, Times: 1})
	d := ordertest.Simple()
	d.Company, d.VAT, d.Email = "Čebelarstvo Šuštar d.o.o.", "SI98765432", "info@sustar.example"
	f.Synced(f.Place(d))
	if made := f.Events(0, "partner.created"); len(made) != 1 {
		t.Errorf("created %v", made)
	}
	warnedOnce(t, f)
}

// TestPartnersOfTwoConnections: each company has its own books.
func TestPartnersOfTwoConnections(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Synced(f.Place(ordertest.Simple()))
	f.UpdateShop(connection.ShopChange{ConnectionID: new(f.AddVasco(nil).ID)})
	f.Synced(f.Place(ordertest.Simple()))
	if rows := f.Store.Reader().Partner.Query().CountX(context.Background()); rows != 2 {
		t.Errorf("%d partners are kept", rows)
	}
}
