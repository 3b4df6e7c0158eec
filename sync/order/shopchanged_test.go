package order_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/orderrequest"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestQueuedOrdersFollowTheirShop: orders that wait for a VASCO that is away go
// on when their shop is given another one.
func TestQueuedOrdersFollowTheirShop(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Vasco: func(v *connection.NewVasco) { v.BaseURL = "http://127.0.0.1:1" }})
		id := f.Place(ordertest.Simple())
		ordertest.Until(t, "VASCO is known to be away", func() bool { return len(f.Events(0, "connection.unreachable")) > 0 })
		other := f.AddVasco(func(v *connection.NewVasco) { v.Name = "Nove knjige" })
		f.UpdateShop(connection.ShopChange{ConnectionID: &other.ID})
		p := f.Synced(id)
		if p.ConnectionID != other.ID {
			t.Errorf("the order went to connection %d, want %d", p.ConnectionID, other.ID)
		}
	})
}

// TestSyncedOrdersStayWhereTheyAre: an order that is in VASCO is not sent again
// when its shop gets other books.
func TestSyncedOrdersStayWhereTheyAre(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := f.Place(ordertest.Simple())
		before := f.Synced(id)
		other := f.AddVasco(func(v *connection.NewVasco) { v.Name = "Nove knjige" })
		f.UpdateShop(connection.ShopChange{ConnectionID: &other.ID})
		f.Edit(id, func(o map[string]any) { o["total"] = "1.00" })
		ordertest.Until(t, "the change is told", func() bool { return len(f.Events(id, "order.changed")) > 0 })
		after := f.Synced(id)
		if after.ID != before.ID || after.Number != before.Number || after.ConnectionID == other.ID {
			t.Errorf("it was %s in connection %d, and is %s in %d", before.Number, before.ConnectionID, after.Number, after.ConnectionID)
		}
	})
}

// TestAnEarlierStartLetsOrdersGo: who sets the start back means the orders since,
// however old they are.
func TestAnEarlierStartLetsOrdersGo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Settings: func(r *rules.Shop) { r.SyncFrom = time.Now().Add(-time.Hour) }})
		d, older := ordertest.Simple(), ordertest.Simple()
		d.PlacedAt, older.PlacedAt = time.Now().AddDate(0, 0, -20), time.Now().AddDate(0, 0, -40)
		id, never := f.Place(d), f.Place(older)
		f.WaitFor(id, "SKIPPED/BEFORE_START")
		f.WaitFor(never, "SKIPPED/BEFORE_START")
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{SyncFrom: new(time.Now().AddDate(0, 0, -30))}})
		f.Synced(id)
		f.WaitFor(never, "SKIPPED/BEFORE_START")
	})
}

// TestEveryUncertainOrderIsAskedFor, also when there are more than fit into one
// statement, and others are asked for already.
func TestEveryUncertainOrderIsAskedFor(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		const pieces, piece = 5, 250
		for i := range pieces {
			addUncertain(t, f, i*piece, piece)
		}
		for _, name := range []string{"One name", "Another name"} {
			f.UpdateShop(connection.ShopChange{Name: &name})
		}
		asked, err := s.Reader().OrderRequest.Query().Where(orderrequest.Requested(2), orderrequest.Read(true)).Count(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		jobs, err := job.Orders(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if asked != pieces*piece || len(jobs) != pieces*piece {
			t.Errorf("%d of %d orders were asked for twice, %d with a job", asked, pieces*piece, len(jobs))
		}
	})
}

// addUncertain adds orders whose answers were lost. The shop counted the later
// ones lower.
func addUncertain(t *testing.T, f *ordertest.Fixture, first, count int) {
	t.Helper()
	shop := f.Shop()
	err := f.Store.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		rows, err := tx.Order.MapCreateBulk(make([]struct{}, count), func(c *ent.OrderCreate, i int) {
			id := 100_000 - first - i
			c.SetShopID(shop.ID).SetShopOrderID(int64(id)).SetOrderKey(strconv.Itoa(id)).SetNumber(strconv.Itoa(id)).SetStatus("processing").
				SetCurrency("EUR").SetTotalMinor(100).SetCustomer("").SetEmail("").SetPaymentMethod("cod").SetPaymentTitle("").
				SetPlacedAt(store.Now()).SetBody([]byte("{}")).SetBodyHash("")
		}).Save(ctx)
		if err != nil {
			return err
		}
		return tx.Push.MapCreateBulk(rows, func(c *ent.PushCreate, i int) {
			c.SetOrderID(rows[i].ID).SetShopID(shop.ID).SetConnectionID(shop.ConnectionID).SetState(push.StateUNCERTAIN).
				SetReason(order.ReasonSearchUnproven).SetIntent(push.IntentOPEN).SetStateSince(store.Now())
		}).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}
