package order_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// bor has the e-mail address of partner 502, Ana Zupan.
func bor() woosim.Draft {
	d := from("ana.zupan@example.si")
	d.FirstName, d.LastName = "Bor", "Zupan"
	return d
}

func withOtherName(way rules.OtherName) ordertest.Options {
	return settings(func(r *rules.Shop) { r.Partner.OtherName = way })
}

// TestAPartnerOfAnotherName: the address alone says who it is, and the notes
// name the buyer, also once the partner is known.
func TestAPartnerOfAnotherName(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		for range 2 {
			id := f.Place(bor())
			f.Synced(id)
			if got := f.InVasco(id)[0]; got.Partner != 502 || !strings.Contains(got.Notes, "Kupec: Bor Zupan") {
				t.Errorf("partner %d, notes %q", got.Partner, got.Notes)
			}
		}
		id := f.Place(from("ana.zupan@example.si"))
		f.Synced(id)
		if got := f.InVasco(id)[0]; got.Partner != 502 || strings.Contains(got.Notes, "Kupec") {
			t.Errorf("partner %d, notes %q", got.Partner, got.Notes)
		}
	})
}

// TestAnotherNameIsAnotherPartner: each name of an address has its partner, once,
// also when the answer to its creation is lost.
func TestAnotherNameIsAnotherPartner(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, withOtherName(rules.OtherNameNew))
		f.ERP.AddFaults(vascosim.Fault{Kind: "drop_after", Method: "POST", Path: ordertest.PartnersPath, Times: 1})
		ids := []int64{f.Place(bor()), f.Place(bor()), f.Place(from("ana.zupan@example.si"))}
		var codes []int
		for _, id := range ids {
			f.Synced(id)
			codes = append(codes, f.InVasco(id)[0].Partner)
		}
		if codes[0] != codes[1] || codes[0] == 502 || codes[2] != 502 {
			t.Errorf("partners %v", codes)
		}
		made := 0
		for _, p := range f.ERP.Partners() {
			if p.Name == "BOR ZUPAN" {
				made++
			}
		}
		if made != 1 {
			t.Errorf("%d partners were made", made)
		}
	})
}

// TestAPersonIsAskedForAnotherName: the choice is remembered for the name, and
// another way of the settings lets what waits go on.
func TestAPersonIsAskedForAnotherName(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, withOtherName(rules.OtherNameAsk))
		first := f.Place(bor())
		p := f.WaitFor(first, "BLOCKED/PARTNER_AMBIGUOUS")
		if p.ReasonParams["candidates"] != "502 ANA ZUPAN" || p.ReasonParams["buyer"] != "Bor Zupan" {
			t.Errorf("it says %v", p.ReasonParams)
		}
		f.Sync(first, order.Choice{PartnerCode: new("501")})
		f.Synced(first)
		next := f.Place(bor())
		f.Synced(next)
		if got := f.InVasco(next)[0].Partner; got != 501 {
			t.Errorf("the choice is forgotten: partner %d", got)
		}
		cene := bor()
		cene.FirstName = "Cene"
		third := f.Place(cene)
		f.WaitFor(third, "BLOCKED/PARTNER_AMBIGUOUS")
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{Partner: rules.PartnerChange{OtherName: new(rules.OtherNameUse)}}})
		f.Synced(third)
		if got := f.InVasco(third)[0]; got.Partner != 502 || !strings.Contains(got.Notes, "Kupec: Cene Zupan") {
			t.Errorf("partner %d, notes %q", got.Partner, got.Notes)
		}
	})
}
