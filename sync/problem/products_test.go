package problem_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestProductsWithoutArticles are told of shops whose stock is synced.
func TestProductsWithoutArticles(t *testing.T) {
	t.Parallel()
	type state struct {
		sending shop.SendingStock
		every   stockschedule.Every
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		var v *ent.VascoConnection
		rows.In(func(ctx context.Context, tx *store.Tx) (err error) {
			v, err = tx.VascoConnection.Create().SetName("Knjige").SetBaseURL("http://erp").SetUsername("u").SetPassword([]byte{}).SetTaxNumber("12345678").Save(ctx)
			return err
		})
		for one, told := range map[state]bool{
			{shop.SendingStockLIVE, stockschedule.EveryOFF}:     true,
			{shop.SendingStockLIVE, stockschedule.EveryHOUR}:    true,
			{shop.SendingStockPREVIEW, stockschedule.EveryHOUR}: true,
			{shop.SendingStockPREVIEW, stockschedule.EveryOFF}:  false,
			{shop.SendingStockHOLD, stockschedule.EveryHOUR}:    false,
		} {
			of := rows.Shop(fmt.Sprint(one.sending, "-", one.every), func(c *ent.ShopCreate) { delivers(c); c.SetConnectionID(v.ID).SetSendingStock(one.sending) })
			id := int64(0)
			rows.In(func(ctx context.Context, tx *store.Tx) error {
				add := func(code string, change func(*ent.ProductCreate)) {
					id++
					create := tx.Product.Create().SetShopID(of.ID).SetShopProductID(id).SetType("simple").SetCode(code)
					if change != nil {
						change(create)
					}
					if err := create.Exec(ctx); err != nil {
						t.Error(err)
					}
				}
				gone := func(c *ent.ProductCreate) { c.SetGoneAt(store.Now().Add(-time.Hour)) }
				excluded := func(c *ent.ProductCreate) { c.SetStockExcluded(true) }
				add("383", nil)
				add("", nil)
				add("", nil)
				add("", gone)
				add("", excluded)
				add("", func(c *ent.ProductCreate) { c.SetType("variable") })
				add("384", nil) // Three share it; the fourth is left out by a person.
				add("384", nil)
				add("384", nil)
				add("384", excluded)
				add("385", nil) // The other is a translation.
				add("385", func(c *ent.ProductCreate) { c.SetTranslationOf(id - 1) })
				add("386", nil)
				add("386", gone)
				return tx.StockSchedule.Create().SetShopID(of.ID).SetEvery(one.every).Exec(ctx)
			})
			var want []string
			if told {
				want = []string{
					fmt.Sprintf("WARNING PRODUCTS_SHARE_CODE 3 shop:%d map[] never", of.ID),
					fmt.Sprintf("WARNING PRODUCTS_WITHOUT_CODE 2 shop:%d map[] never", of.ID),
				}
			}
			equal(t, list(t, s, of.ID), want)
		}
		if got := list(t, s, 0); len(got) != 6 {
			t.Errorf("of all shops: %v", got)
		}
	})
}
