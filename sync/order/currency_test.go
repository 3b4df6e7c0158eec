package order_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestAllowedCurrencies: orders in other currencies than those allowed wait, and
// go on when theirs is allowed.
func TestAllowedCurrencies(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, settings(func(s *rules.Shop) { s.AllowedCurrencies = []string{"EUR", "CHF"} }))
		inCurrency := func(code string) int64 { return placed(func(d *woosim.Draft) { d.Currency = code })(f) }
		// Whoever sees the document in VASCO sees that its amounts are in another currency.
		for currency, told := range map[string]bool{"EUR": false, "CHF": true} {
			p := f.Synced(inCurrency(currency))
			if got := strings.Contains(string(p.Payload), "Valuta: "+currency); got != told {
				t.Errorf("%s: %s", currency, p.Payload)
			}
		}
		dollars, kunas := inCurrency("USD"), inCurrency("HRK")
		for _, id := range []int64{dollars, kunas} {
			if p := f.WaitFor(id, "BLOCKED/CURRENCY_MISMATCH"); p.ReasonParams["expected"] != "EUR, CHF" {
				t.Errorf("it says %v", p.ReasonParams)
			}
			f.Never(id)
		}
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{AllowedCurrencies: &[]string{"EUR", "USD"}}})
		f.Synced(dollars)
		f.WaitFor(kunas, "BLOCKED/CURRENCY_MISMATCH")
		f.Never(kunas)
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{AllowedCurrencies: &[]string{}}})
		f.WaitFor(inCurrency("CHF"), "BLOCKED/CURRENCY_MISMATCH")
	})
}

// TestTheShopsPricesStay: no profile lets VASCO take its own prices. The fixture
// looks at every body that VASCO gets, in all tests; here that it does.
func TestTheShopsPricesStay(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"kiwwwi", "fa"} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{
				ERP:   vascosim.Options{Dialect: vascosim.Dialect(profile)},
				Vasco: func(v *connection.NewVasco) { v.Profile = profile },
			})
			f.Synced(placed(func(d *woosim.Draft) { d.Email = "nova.kupka@example.si" })(f))
			if orders, partners := f.Posted(ordertest.OrdersPath), f.Posted(ordertest.PartnersPath); len(orders) != 1 || len(partners) != 1 {
				t.Errorf("looked at %d orders and %d partners", len(orders), len(partners))
			}
		})
	}
}
