package order_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// blockedByPayment is an order that waits, whatever its partner.
var blockedByPayment = placed(func(d *woosim.Draft) { d.PaymentMethod = "summit" })

// choose answers the code with which a choice was refused, empty for none.
func choose(t *testing.T, f *ordertest.Fixture, id int64, code *string) string {
	t.Helper()
	refused := ""
	ordertest.Until(t, "the order is free", func() bool {
		_, err := f.Orders.Sync(t.Context(), f.Order(id).ID, order.Choice{PartnerCode: code})
		bad, invalid := errors.AsType[connection.InvalidInput](err)
		switch {
		case errors.Is(err, order.ErrBusy):
			return false
		case invalid && len(bad) == 1 && bad[0].Field == "partnerCode":
			refused = bad[0].Code
		case err != nil:
			t.Fatal(err)
		}
		return true
	})
	return refused
}

// TestChosenPartner: a choice is a partner's code, VASCO has the partner, and it
// can be taken back.
func TestChosenPartner(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := blockedByPayment(f)
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		for _, c := range []struct {
			code          *string
			refused, kept string
		}{
			{new("501"), "", "501"},
			{new("ANA ZUPAN"), connection.CodeInvalid, "501"},
			{new("-502"), connection.CodeInvalid, "501"},
			{new("502,503"), connection.CodeInvalid, "501"},
			{new("12345678901"), connection.CodeInvalid, "501"},
			{new("000"), connection.CodeInvalid, "501"},
			{new("99999"), connection.CodeNotFound, "501"},
			{nil, "", "501"},
			{new(" 0502 "), "", "502"},
			{new(" "), "", ""},
		} {
			if got := choose(t, f, id, c.code); got != c.refused {
				t.Errorf("%v: refused with %q, want %q", c.code, got, c.refused)
			}
			f.WaitAnswered(id)
			if got := f.Push(id).ChosenPartner; got != c.kept {
				t.Errorf("%v: %q is kept, want %q", c.code, got, c.kept)
			}
		}
		for _, told := range f.Events(id, "order.queued") {
			if told.Params["cause"] != "PERSON" {
				t.Errorf("told %v", told.Params)
			}
		}
	})
}

// TestChosenPartnerWhenVascoCannotBeAsked: a person's word is taken, and told.
func TestChosenPartnerWhenVascoCannotBeAsked(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]ordertest.Options{
		"away":          {Vasco: func(v *connection.NewVasco) { v.BaseURL = "http://127.0.0.1:1" }},
		"talks rubbish": {},
		"not there":     {Unconnected: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, o)
			f.ERP.AddFaults(vascosim.Fault{Kind: "html_200", Method: http.MethodGet, Path: ordertest.PartnersPath})
			id := blockedByPayment(f)
			f.WaitUntil(id, "it is blocked", func(p *ent.Push) bool { return p.State == push.StateBLOCKED })
			if refused := choose(t, f, id, new("99999")); refused != "" {
				t.Errorf("refused with %s", refused)
			}
			if got := f.Push(id).ChosenPartner; got != "99999" {
				t.Errorf("kept %q", got)
			}
			if told := f.Events(id, "order.queued"); len(told) != 1 || told[0].Params["cause"] != "PARTNER_UNCHECKED" {
				t.Errorf("told %v", told)
			}
		})
	}
}
