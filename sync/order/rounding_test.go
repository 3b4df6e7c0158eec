package order_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// TestTheRoundingArticle: with one, VASCO's total is the shop's to the cent.
func TestTheRoundingArticle(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.ERP.AddArticle(vascosim.Article{Code: "00099", Name: "Izravnava", Unit: "KOS", Price: "0"})
		without := f.Place(ordertest.Simple())
		if p := f.Synced(without); p.DifferenceMinor == 0 {
			t.Fatal("this order has no difference: the test needs another")
		}
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{RoundingArticle: new("00099")}})
		id := f.Place(ordertest.Simple())
		p := f.Synced(id)
		sent, total := f.InVasco(id)[0], decimal.New(f.Order(id).TotalMinor, -2).StringFixed(2)
		if last := sent.Lines[len(sent.Lines)-1]; p.DifferenceMinor != 0 || last.Article != "00099" || sent.Gross != total {
			t.Errorf("VASCO has %s for %s, difference %d, last line %+v", sent.Gross, total, p.DifferenceMinor, last)
		}
	})
}
