package order_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestRetailPartnerForAll: whoever names no VAT number gets the one partner, and
// the notes say who it is; VASCO must have it.
func TestRetailPartnerForAll(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		change := func(code string) error {
			_, _, err := f.Registry.UpdateShop(t.Context(), f.Shop().ID, connection.ShopChange{Settings: rules.Change{
				RetailPartnerCode: &code, Partner: rules.PartnerChange{RetailWithoutVAT: new(true)},
			}})
			return err
		}
		for code, want := range map[string]string{"99999": connection.CodeNotFound, "kupec": connection.CodeInvalid, "": connection.CodeRequired} {
			bad, ok := errors.AsType[connection.InvalidInput](change(code))
			if !ok || len(bad) != 1 || bad[0].Field != "settings.retailPartnerCode" || bad[0].Code != want {
				t.Errorf("%q: %v", code, bad)
			}
		}
		if err := change(" 0503 "); err != nil {
			t.Fatal(err)
		}
		for email, want := range map[string]string{"nova@example.si": "Kupec: Ana Zupan", "ana.zupan@example.si": "Kupec: Ana Zupan"} {
			id := f.Place(from(email))
			f.Synced(id)
			if got := f.InVasco(id)[0]; got.Partner != 503 || !strings.HasPrefix(got.Notes, "WC Order #") || !strings.Contains(got.Notes, want) {
				t.Errorf("%s: partner %d, notes %q", email, got.Partner, got.Notes)
			}
		}
		if made := f.Calls("POST " + ordertest.PartnersPath); made != 0 {
			t.Errorf("%d partners were made", made)
		}
		d := ordertest.Simple()
		d.Company, d.VAT = "Nova d.o.o.", "SI50223054"
		id := f.Place(d)
		f.Synced(id)
		if got := f.InVasco(id)[0]; got.Partner == 503 || strings.Contains(got.Notes, "Kupec") {
			t.Errorf("a company: partner %d, notes %q", got.Partner, got.Notes)
		}
	})
}

// TestChangedAddressLeavesThePartner: neither a change of a sent order nor the
// next order from another address writes to the partner; a task tells.
func TestChangedAddressLeavesThePartner(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := f.Place(from("ana.zupan@example.si"))
		f.Synced(id)
		f.WaitAnswered(id)
		before := f.ERP.Partners()
		f.Edit(id, func(o map[string]any) {
			billing, _ := o["billing"].(map[string]any)
			billing["address_1"], billing["city"], billing["phone"] = "Nova ulica 7", "Celje", "040 000 000"
		})
		ordertest.Until(t, "the task is there", func() bool { return len(f.Tasks(id)) == 1 })
		if task := f.Tasks(id)[0]; task.Kind != "ADDRESS_CHANGED" {
			t.Errorf("task %s", task.Kind)
		}
		moved := from("ana.zupan@example.si")
		moved.Country = "HR"
		next := f.Place(moved)
		f.Synced(next)
		if got := f.InVasco(next)[0].Partner; got != 502 {
			t.Errorf("partner %d", got)
		}
		for _, method := range []string{"POST ", "PUT ", "PATCH "} {
			if n := f.Calls(method + ordertest.PartnersPath); n != 0 {
				t.Errorf("%d calls %s", n, method)
			}
		}
		for i, p := range f.ERP.Partners() {
			if p != before[i] {
				t.Errorf("partner %+v became %+v", before[i], p)
			}
		}
	})
}
