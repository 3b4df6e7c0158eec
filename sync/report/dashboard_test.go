package report_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/report"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// syncedIn makes a push that got its number so long after the order was placed.
func syncedIn(placed time.Time, took time.Duration, cents int64) func(*ent.PushCreate) {
	return func(p *ent.PushCreate) {
		p.SetOrigin(push.OriginSENT).SetSyncedAt(placed.Add(took)).SetGrossMinor(cents)
	}
}

func TestDashboard(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		now := store.Now()
		// A zone in which it is noon: the day before and the day after are far.
		zone := fmt.Sprintf("Etc/GMT%+d", now.Hour()-12)
		inZone := func(c *ent.ShopCreate) { c.SetTimezone(zone) }
		a := rows.Shop("a", inZone)
		b := rows.Shop("b", func(c *ent.ShopCreate) {
			inZone(c)
			c.SetUnreachableSince(now).SetLastDeliveryAt(now)
		})
		recently, yesterday := now.Add(-time.Minute), now.Add(-23*time.Hour)
		rows.Order(a.ID, 1, recently, push.StateSYNCED, syncedIn(recently, 2*time.Second, 1050))
		rows.Order(a.ID, 2, recently, push.StateSYNCED, syncedIn(recently, 4*time.Second, 950))
		rows.Order(a.ID, 3, recently, push.StateSYNCED, syncedIn(recently, 30*time.Second, 100))
		rows.Order(a.ID, 4, yesterday, push.StateSYNCED, syncedIn(yesterday, time.Second, 5000))
		rows.Order(a.ID, 5, now.Add(-72*time.Hour), push.StateBLOCKED, nil)
		rows.Order(a.ID, 6, now.Add(-90*time.Hour), push.StateSKIPPED, nil)
		francs := rows.Order(b.ID, 1, recently, push.StateSYNCED, syncedIn(recently, 10*time.Second, 700))
		rows.In(func(ctx context.Context, tx *store.Tx) error {
			return tx.Order.UpdateOne(francs).SetCurrency("CHF").Exec(ctx)
		})
		rows.Order(b.ID, 2, now.Add(-80*time.Hour), push.StateUNCERTAIN, nil)

		service := report.New(s)
		one, err := service.Dashboard(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if one.OrdersToday != 3 || one.SyncedToday != 3 {
			t.Errorf("today %d orders, %d synced, want 3 and 3", one.OrdersToday, one.SyncedToday)
		}
		if got := amounts(one); got != "21.00 EUR" {
			t.Errorf("value of today %s, want 21.00 EUR", got)
		}
		if one.MedianToSync == nil || *one.MedianToSync != 4*time.Second {
			t.Errorf("median %v, want 4s", one.MedianToSync)
		}
		if one.OldestUnsyncedAt == nil || !one.OldestUnsyncedAt.Equal(now.Add(-72*time.Hour)) {
			t.Errorf("oldest unsynced %v, want the blocked one", one.OldestUnsyncedAt)
		}
		want := []report.StateCount{{State: push.StateSYNCED, Count: 4}, {State: push.StateBLOCKED, Count: 1}, {State: push.StateSKIPPED, Count: 1}}
		if !reflect.DeepEqual(one.States, want) {
			t.Errorf("states %v, want %v", one.States, want)
		}
		if received, synced := sums(one); received != 4 || synced != 4 || len(one.Hours) != 24 {
			t.Errorf("%d hours with %d received and %d synced, want 24, 4, 4", len(one.Hours), received, synced)
		}
		if got := at(one, recently); got.Received != 3 {
			t.Errorf("the present hour has %d orders, want 3", got.Received)
		}

		all, err := service.Dashboard(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		if all.OrdersToday != 4 || all.SyncedToday != 4 || amounts(all) != "7.00 CHF 21.00 EUR" {
			t.Errorf("all shops: %d orders, %d synced, %s", all.OrdersToday, all.SyncedToday, amounts(all))
		}
		if all.OldestUnsyncedAt == nil || !all.OldestUnsyncedAt.Equal(now.Add(-80*time.Hour)) {
			t.Errorf("oldest unsynced of all %v, want the uncertain one", all.OldestUnsyncedAt)
		}
		if *all.MedianToSync != 7*time.Second {
			t.Errorf("median of four %v, want 7s", *all.MedianToSync)
		}
		if len(all.Shops) != 2 || all.Shops[0].ShopUnreachableSince != nil || all.Shops[1].ShopUnreachableSince == nil || all.Shops[1].LastDeliveryAt == nil {
			t.Errorf("reachability %+v", all.Shops)
		}
	})
}

func amounts(d *report.Dashboard) string {
	texts := make([]string, len(d.ValueSyncedToday))
	for i, a := range d.ValueSyncedToday {
		texts[i] = a.Value.StringFixed(2) + " " + a.Currency
	}
	return strings.Join(texts, " ")
}

func sums(d *report.Dashboard) (received, synced int) {
	for _, h := range d.Hours {
		received += h.Received
		synced += h.Synced
	}
	return received, synced
}

func at(d *report.Dashboard, moment time.Time) report.Hour {
	for _, h := range d.Hours {
		if !moment.Before(h.From) && moment.Before(h.From.Add(time.Hour)) {
			return h
		}
	}
	return report.Hour{}
}

func TestDashboardOfNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		service := report.New(s)
		empty, err := service.Dashboard(t.Context(), 0)
		if err != nil || len(empty.Hours) != 24 || empty.MedianToSync != nil {
			t.Errorf("dashboard without shops: %+v, %v", empty, err)
		}
		if _, err := service.Dashboard(t.Context(), 7); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("dashboard of a shop that is not there: %v, want ErrNotFound", err)
		}
	})
}
