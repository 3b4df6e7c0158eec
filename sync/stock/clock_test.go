package stock_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
	"github.com/kiwwwi/vasco/sync/store"
)

// TestAnotherClock: a plan by the wall's clock follows the shop to another one.
func TestAnotherClock(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		next := func() *time.Time {
			row, err := f.Store.Reader().StockSchedule.Query().Where(stockschedule.ShopID(f.Shop().ID)).Only(t.Context())
			f.must(err)
			return row.NextRunAt
		}
		newYork, err := time.LoadLocation("America/New_York")
		f.must(err)
		zone := newYork.String()
		f.must(stock.SetSchedule(t.Context(), f.Store, f.Log, f.Shop().ID, timetable.Plan{Every: stockschedule.EveryDAY, At: "03:30"}))
		f.UpdateShop(connection.ShopChange{Timezone: &zone})
		if at := next(); at == nil || at.In(newYork).Format("15:04") != "03:30" {
			t.Errorf("the next run is at %v", at)
		}
		// Another change leaves it where it is, however late.
		late := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		f.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.StockSchedule.Update().Where(stockschedule.ShopID(f.Shop().ID)).SetNextRunAt(late).Exec(ctx)
		})
		name := "Druga"
		f.UpdateShop(connection.ShopChange{Name: &name})
		if at := next(); at == nil || !at.Equal(late) {
			t.Errorf("after another change the next run is at %v", at)
		}
		f.must(stock.SetSchedule(t.Context(), f.Store, f.Log, f.Shop().ID, timetable.Plan{Every: stockschedule.EveryOFF}))
		zone = "Europe/Ljubljana"
		f.UpdateShop(connection.ShopChange{Timezone: &zone})
		if at := next(); at != nil {
			t.Errorf("what is off comes at %v", at)
		}
	})
}

// TestExclusionIsTold: once for each product that was changed by it.
func TestExclusionIsTold(t *testing.T) {
	t.Parallel()
	each(t, bare, func(f *fixture) {
		f.three()
		ids := []int{f.product("A").ID, f.product("B").ID}
		for _, excluded := range []bool{true, true, false} {
			_, err := stock.Exclude(t.Context(), f.Store, f.Log, ids[:1], excluded)
			f.must(err)
		}
		_, err := stock.Exclude(t.Context(), f.Store, f.Log, ids, true)
		f.must(err)
		rows, err := f.Store.Reader().Event.Query().Where(event.Kind("stock.excluded")).Order(event.ByID()).All(t.Context())
		f.must(err)
		var told []string
		for _, row := range rows {
			told = append(told, row.Params["sku"]+" "+row.Params["excluded"])
		}
		if want := []string{"A yes", "A no", "A yes", "B yes"}; !slices.Equal(told, want) {
			t.Errorf("told %q, want %q", told, want)
		}
	})
}
