package order_test

import (
	"errors"
	"net/http"
	"strconv"
	"testing"

	"github.com/kiwwwi/vasco/ent/partnerbinding"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// placeAs places an order of a customer with an account; its hook comes at once.
func placeAs(f *ordertest.Fixture, d woosim.Draft, customer int) int64 {
	f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
	id := f.Place(d)
	f.Edit(id, func(o map[string]any) { o["customer_id"] = customer })
	f.Woo.SetDeliveries(woosim.DeliveryMode{})
	return id
}

// TestBinding: what a person said of a buyer comes before VAT number and e-mail,
// what says most first, and nobody is looked up.
func TestBinding(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.Bind(partnerbinding.KindEMAIL, " Ana.Zupan@Example.si ", "503")
		f.Bind(partnerbinding.KindCUSTOMER, "17", "0504")
		f.Bind(partnerbinding.KindVAT, "SI 1234 5678", "502")
		f.Bind(partnerbinding.KindVAT, "12345678903", "501")
		before := f.Calls("GET " + ordertest.PartnersPath)
		for name, c := range map[string]struct {
			vat, country, email string
			customer, code      int
		}{
			"e-mail":                        {"", "SI", "ana.zupan@example.si", 0, 503},
			"customer before e-mail":        {"", "SI", "ana.zupan@example.si", 17, 504},
			"VAT number before customer":    {"12345678", "SI", "nova@example.si", 17, 502},
			"another VAT number: the buyer": {"SI98765432", "SI", "nova@example.si", 17, 504},
			"foreign number":                {"HR12345678903", "HR", "nova@example.hr", 0, 501},
		} {
			d := from(c.email)
			d.VAT, d.Country = c.vat, c.country
			id := placeAs(f, d, c.customer)
			f.Synced(id)
			if got := f.InVasco(id)[0].Partner; got != c.code {
				t.Errorf("%s: partner %d, want %d", name, got, c.code)
			}
		}
		if asked := f.Calls("GET "+ordertest.PartnersPath) - before; asked != 0 || f.Calls("POST "+ordertest.PartnersPath) != 0 {
			t.Errorf("%d partners were looked up", asked)
		}
	})
}

// TestBindingReleases: orders of the buyer that wait for a partner go on, others
// stay, and taken off the buyer is looked up again.
func TestBindingReleases(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		family := f.Place(from("druzina.kranjc@example.si"))
		f.WaitFor(family, "BLOCKED/PARTNER_AMBIGUOUS")
		d := ordertest.Simple()
		d.Email, d.NoEmail = "", true
		nobody := placeAs(f, d, 9)
		f.WaitFor(nobody, "BLOCKED/PARTNER_DATA_MISSING")
		f.WaitAnswered(family)
		preview, err := f.Orders.Preview(t.Context(), f.Order(family).ID)
		if err != nil || preview.PartnerCode != "" {
			t.Errorf("preview: partner %q, %v", preview.PartnerCode, err)
		}

		if got := f.Bind(partnerbinding.KindEMAIL, "druzina.kranjc@example.si", "504"); got.Orders != 1 || got.Old != 0 {
			t.Errorf("released %+v", got)
		}
		f.Synced(family)
		if got := f.InVasco(family)[0].Partner; got != 504 {
			t.Errorf("partner %d", got)
		}
		if got := f.State(nobody); got != "BLOCKED/PARTNER_DATA_MISSING" {
			t.Errorf("another buyer's order is %s", got)
		}
		if got := f.Bind(partnerbinding.KindCUSTOMER, "9", "502"); got.Orders != 1 {
			t.Errorf("released %+v", got)
		}
		f.Synced(nobody)
		if got := f.Bind(partnerbinding.KindCUSTOMER, "9", "502"); got.Orders != 0 {
			t.Errorf("said twice, it released %+v", got)
		}
		told := f.Events(0, "binding.changed")
		if len(told) != 2 || told[0].Params["code"] != "504" || told[0].Params["name"] != "MAJA KRANJC" || told[0].Params["key"] != "druzina.kranjc@example.si" {
			t.Errorf("told %v", told)
		}

		row := s.Reader().PartnerBinding.Query().Where(partnerbinding.KindEQ(partnerbinding.KindEMAIL)).OnlyX(t.Context())
		if err := f.Orders.UnbindPartner(t.Context(), row.ID); err != nil {
			t.Fatal(err)
		}
		if err := f.Orders.UnbindPartner(t.Context(), row.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("taken off twice: %v", err)
		}
		f.WaitFor(f.Place(from("druzina.kranjc@example.si")), "BLOCKED/PARTNER_AMBIGUOUS")
	})
}

// TestBindingInPreview: the preview names the bound partner, and so does the
// search for an order that somebody else entered.
func TestBindingInPreview(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.Bind(partnerbinding.KindEMAIL, "nova@example.si", "504")
		f.SetSending(connection.Preview)
		id := f.Place(from("nova@example.si"))
		f.WaitFor(id, "WAITING/SENDING_PREVIEW")
		preview, err := f.Orders.Preview(t.Context(), f.Order(id).ID)
		if err != nil || preview.PartnerCode != "504" || preview.NewPartner != nil {
			t.Errorf("preview: partner %q, new %s, %v", preview.PartnerCode, preview.NewPartner, err)
		}
		f.Enter(id, map[string]any{"partner": 504})
		f.SetSending(connection.Live)
		if p := f.Synced(id); p.Origin != "ADOPTED" {
			t.Errorf("origin %s", p.Origin)
		}
	})
}

func TestBindingRefused(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	for name, c := range map[string]struct {
		kind        partnerbinding.Kind
		key, code   string
		field, want string
	}{
		"no address":      {partnerbinding.KindEMAIL, "ana", "502", "key", connection.CodeInvalid},
		"no customer":     {partnerbinding.KindCUSTOMER, "0", "502", "key", connection.CodeInvalid},
		"no VAT number":   {partnerbinding.KindVAT, "ne", "502", "key", connection.CodeInvalid},
		"no code":         {partnerbinding.KindEMAIL, "a@b.si", "ANA", "partnerCode", connection.CodeInvalid},
		"not in VASCO":    {partnerbinding.KindEMAIL, "a@b.si", "99999", "partnerCode", connection.CodeNotFound},
		"nothing was set": {partnerbinding.KindEMAIL, "", "", "key", connection.CodeInvalid},
	} {
		_, _, err := f.Orders.BindPartner(t.Context(), f.Shop().ID, partner.Binding{Kind: c.kind, Key: c.key}, c.code, false)
		bad, ok := errors.AsType[connection.InvalidInput](err)
		if !ok || len(bad) != 1 || bad[0].Field != c.field || bad[0].Code != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if rows := f.Store.Reader().PartnerBinding.Query().CountX(t.Context()); rows != 0 {
		t.Errorf("%d bindings", rows)
	}
	f.ERP.AddFaults(vascosim.Fault{Kind: "html_200", Method: http.MethodGet, Path: ordertest.PartnersPath})
	f.Bind(partnerbinding.KindEMAIL, "a@b.si", "99999")
}

// TestBindingOfAnotherCompany: the code of one company's books says nothing in another's.
func TestBindingOfAnotherCompany(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, settings(func(*rules.Shop) {}))
	f.Bind(partnerbinding.KindEMAIL, "nova@example.si", "504")
	f.UpdateShop(connection.ShopChange{ConnectionID: new(f.AddVasco(nil).ID)})
	id := f.Place(from("nova@example.si"))
	f.Synced(id)
	if got := f.InVasco(id)[0].Partner; strconv.Itoa(got) == "504" {
		t.Error("the other company's binding was used")
	}
}

// TestChoiceIsRemembered: the buyer's next order does not ask again, another name
// under the same address does, and a choice taken back is forgotten.
func TestChoiceIsRemembered(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		family := from("druzina.kranjc@example.si")
		first := f.Place(family)
		f.WaitFor(first, "BLOCKED/PARTNER_AMBIGUOUS")
		f.Sync(first, order.Choice{PartnerCode: new("504")})
		f.Synced(first)
		family.FirstName, family.LastName = "ZUPAN", "Ána"
		next := f.Place(family)
		f.Synced(next)
		if got := f.InVasco(next)[0].Partner; got != 504 {
			t.Errorf("partner %d", got)
		}
		family.FirstName, family.LastName = "Tone", "Neznan"
		f.WaitFor(f.Place(family), "BLOCKED/PARTNER_AMBIGUOUS")
		if row := s.Reader().PartnerBinding.Query().OnlyX(t.Context()); row.Buyer != "ana zupan" || row.Name != "MAJA KRANJC" {
			t.Errorf("remembered %+v", row)
		}

		company := ordertest.Simple()
		company.VAT, company.PaymentMethod = "SI50223054", "summit"
		id := f.Place(company)
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		f.Sync(id, order.Choice{PartnerCode: new("501")})
		if n := s.Reader().PartnerBinding.Query().Where(partnerbinding.Key("50223054"), partnerbinding.Buyer("")).CountX(t.Context()); n != 1 {
			t.Errorf("%d bindings of the VAT number", n)
		}
		f.Sync(id, order.Choice{PartnerCode: new("")})
		if n := s.Reader().PartnerBinding.Query().Where(partnerbinding.Key("50223054")).CountX(t.Context()); n != 0 {
			t.Errorf("%d bindings are left", n)
		}
	})
}
