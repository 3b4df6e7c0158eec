package order_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// lastDelivery is the newest delivery of a topic.
func lastDelivery(t *testing.T, s *store.Store, topic string) *ent.Delivery {
	t.Helper()
	row, err := s.Reader().Delivery.Query().Where(delivery.Topic(topic)).Order(ent.Desc(delivery.FieldID)).First(t.Context())
	if err != nil {
		t.Fatalf("find the delivery of %s: %v", topic, err)
	}
	return row
}

// unseen places an order that no hook tells of, and returns it with its JSON.
func unseen(t *testing.T, f *ordertest.Fixture) (int64, []byte) {
	t.Helper()
	f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
	o, err := f.Woo.PlaceOrder(ordertest.Simple())
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	id, _ := o["id"].(int64)
	return id, raw
}

// TestForeignDeliveryIsReplayed: what came from another address is kept without
// a job, and processed when a person asks for it.
func TestForeignDeliveryIsReplayed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id, body := unseen(t, f)
		header := f.Header("order.created", body)
		header.Set("X-WC-Webhook-Source", "https://staging.example/")
		if err := f.Deliver(t.Context(), header, body); err != nil {
			t.Fatal(err)
		}
		row := lastDelivery(t, s, "order.created")
		if row.State != delivery.StateREFUSED || f.Order(id) != nil {
			t.Fatalf("a foreign delivery is %s", row.State)
		}
		again, err := f.Inbox.Replay(t.Context(), row.ID)
		if err != nil || again.State != delivery.StateQUEUED || again.Note != "" {
			t.Fatalf("replayed: %+v, %v", again, err)
		}
		f.Synced(id)
		if row = lastDelivery(t, s, "order.created"); row.State != delivery.StatePROCESSED || row.ProcessedAt == nil {
			t.Errorf("after all it is %s", row.State)
		}
		if told := f.Events(0, "delivery.replayed"); len(told) != 1 || told[0].Params["topic"] != "order.created" {
			t.Errorf("events of the replay: %v", told)
		}
	})
}

// TestProcessedDeliveryIsReplayed: the order is read anew from the shop.
func TestProcessedDeliveryIsReplayed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Topics: []string{"order.created"}})
		id := f.Place(ordertest.Simple())
		f.Synced(id)
		f.Edit(id, func(o map[string]any) { o["total"] = "1.00" })
		if _, err := f.Inbox.Replay(t.Context(), lastDelivery(t, s, "order.created").ID); err != nil {
			t.Fatal(err)
		}
		ordertest.Until(t, "the change is seen", func() bool { return len(f.Events(id, "order.changed")) > 0 })
		f.Synced(id)
	})
}

// TestErrorObjectIsReplayed: it names no order, so that what changed lately is read.
func TestErrorObjectIsReplayed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.Hook("order.created", []byte(`{"code":"woocommerce_rest_cannot_view","message":"Sorry","data":{"status":401}}`))
		ordertest.Until(t, "the shop was read because of it", func() bool {
			read, err := s.Reader().ApiCall.Query().Where(apicall.Operation("list orders")).Exist(t.Context())
			return err == nil && read
		})
		id, _ := unseen(t, f)
		if _, err := f.Inbox.Replay(t.Context(), lastDelivery(t, s, "order.created").ID); err != nil {
			t.Fatal(err)
		}
		f.Synced(id)
	})
}

func TestWhatCannotBeReplayed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		for topic, body := range map[string]string{
			"order.updated":   `{"id":7,"status":"checkout-draft","order_key":"wc_x","date_modified_gmt":"2026-11-23T20:00:00"}`,
			"product.updated": `{"name":"Čaj","date_modified_gmt":"2026-11-23T20:00:00"}`,
			"coupon.created":  `{"id":3}`,
			"order.restored":  `{}`,
		} {
			f.Hook(topic, []byte(body))
			if _, err := f.Inbox.Replay(t.Context(), lastDelivery(t, s, topic).ID); !errors.Is(err, inbox.ErrNotReplayable) {
				t.Errorf("%s %s: %v, want ErrNotReplayable", topic, body, err)
			}
		}
		if _, err := f.Inbox.Replay(t.Context(), 9999); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a delivery that is not there: %v, want ErrNotFound", err)
		}
	})
}

// TestShopIsHeard: when a shop last delivered is known; copies of it do not count.
func TestShopIsHeard(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		body := []byte(`{"id":12,"name":"Čaj","date_modified_gmt":"2026-11-23T20:00:00"}`)
		foreign := f.Header("product.updated", body)
		foreign.Set("X-WC-Webhook-Source", "https://staging.example")
		heard := func(header http.Header) bool {
			if err := f.Deliver(t.Context(), header, body); err != nil {
				t.Fatal(err)
			}
			row, err := s.Reader().Shop.Get(t.Context(), f.Shop().ID)
			if err != nil {
				t.Fatal(err)
			}
			return row.LastDeliveryAt != nil
		}
		if heard(foreign) {
			t.Error("a delivery of another address counts")
		}
		if !heard(f.Header("product.updated", body)) {
			t.Error("the shop's delivery does not count")
		}
	})
}
