package order_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// homeless is a shop whose hooks were set up by hand: nobody knows what it calls itself.
var homeless = ordertest.Options{NoHooks: true, Shop: func(s *connection.NewShop) { s.HomeURL = "" }}

// fromCopy delivers a body as a staging copy with the same secret does.
func fromCopy(t *testing.T, f *ordertest.Fixture, raw []byte) {
	t.Helper()
	header := f.Header("order.created", raw)
	header.Set("X-WC-Webhook-Source", "https://staging.example/")
	if err := f.Deliver(t.Context(), header, raw); err != nil {
		t.Fatal(err)
	}
}

func deliveryOf(t *testing.T, f *ordertest.Fixture, id int64) *ent.Delivery {
	t.Helper()
	row, err := f.Store.Reader().Delivery.Query().Where(delivery.ResourceID(id)).Only(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// TestACopyBeforeTheShopsAddressIsKnown: the first delivery asks the shop what it
// calls itself; what came from elsewhere is stored, not processed and told.
func TestACopyBeforeTheShopsAddressIsKnown(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, homeless)
		id := f.Place(ordertest.Simple())
		const elsewhere = 999_999
		raw := body(t, f, id, func(o map[string]any) { o["id"], o["number"] = elsewhere, "999999" })
		fromCopy(t, f, raw)
		f.WaitAnswered(elsewhere)
		if row := deliveryOf(t, f, elsewhere); row.State != delivery.StateREFUSED || row.Note != inbox.NoteForeignSource {
			t.Errorf("it is %s, %s", row.State, row.Note)
		}
		if f.Order(elsewhere) != nil {
			t.Error("it was processed")
		}
		if told := f.Events(0, "delivery.foreign_source"); len(told) != 1 || told[0].Params["source"] != "https://staging.example/" || told[0].Params["expected"] != f.WooURL {
			t.Errorf("told %v", told)
		}
		if got := f.Shop().HomeURL; got != f.WooURL {
			t.Errorf("the shop calls itself %q, we know %q", f.WooURL, got)
		}
		f.Hook("order.created", body(t, f, id, func(map[string]any) {}))
		f.Synced(id)
		fromCopy(t, f, raw)
		if row := deliveryOf(t, f, elsewhere); row.State != delivery.StateREFUSED || row.Count != 2 {
			t.Errorf("it is %s, and came %d times", row.State, row.Count)
		}
	})
}

// TestTheShopsOwnBeforeItsAddressIsKnown is the first delivery of most shops.
func TestTheShopsOwnBeforeItsAddressIsKnown(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, homeless)
		id := f.Place(ordertest.Simple())
		f.Hook("order.created", body(t, f, id, func(map[string]any) {}))
		f.Synced(id)
		f.WaitAnswered(id)
		if row := deliveryOf(t, f, id); row.State != delivery.StatePROCESSED || row.Note != "" {
			t.Errorf("it is %s, %q", row.State, row.Note)
		}
	})
}

// TestAnAddressIsAccepted: what was refused because of it is read from the shop,
// and what comes from it now is the shop's own.
func TestAnAddressIsAccepted(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		first, second := f.Place(ordertest.Simple()), f.Place(ordertest.Simple())
		fromCopy(t, f, body(t, f, first, func(o map[string]any) { o["total"], o["date_modified_gmt"] = "1.00", "2099-01-01T00:00:00" }))
		if row := deliveryOf(t, f, first); row.State != delivery.StateREFUSED {
			t.Fatalf("it is %s", row.State)
		}
		for _, want := range []int{1, 0} {
			if _, released, err := f.Registry.AcceptAddress(t.Context(), f.Shop().ID, "https://Staging.example/"); err != nil || released != want {
				t.Fatalf("%d orders are read, %v, want %d", released, err, want)
			}
		}
		if p := f.Synced(first); p.GrossMinor <= 100 {
			t.Errorf("the refused body was taken: %d", p.GrossMinor)
		}
		if row := deliveryOf(t, f, first); row.State != delivery.StateSTORED || row.Note != inbox.NoteAccepted {
			t.Errorf("it is %s, %q", row.State, row.Note)
		}
		fromCopy(t, f, body(t, f, second, func(map[string]any) {}))
		f.Synced(second)
	})
}

// TestTheAddressIsMended: what the shop sent while we had another address for it
// is not lost.
func TestTheAddressIsMended(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		id := f.Place(ordertest.Simple())
		raw := body(t, f, id, func(map[string]any) {})
		called := func(home string) int {
			t.Helper()
			_, released, err := f.Registry.UpdateShop(t.Context(), f.Shop().ID, connection.ShopChange{HomeURL: &home})
			if err != nil {
				t.Fatal(err)
			}
			return released
		}
		called("https://former.example")
		f.Hook("order.created", raw)
		if row := deliveryOf(t, f, id); row.State != delivery.StateREFUSED {
			t.Fatalf("it is %s", row.State)
		}
		if released := called(f.WooURL); released != 1 {
			t.Errorf("%d orders are read", released)
		}
		f.Synced(id)
	})
}

// silent is a shop whose security plugin keeps its index from everybody.
type silent struct{ next http.RoundTripper }

func (s silent) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/wp-json/") {
		answer := httptest.NewRecorder()
		answer.WriteHeader(http.StatusUnauthorized)
		_, _ = answer.WriteString(`{"code":"rest_cannot_access"}`)
		return answer.Result(), nil
	}
	return s.next.RoundTrip(r)
}

// TestAShopThatDoesNotTellItsAddress: no delivery is lost, and none is believed:
// the order is read from the shop.
func TestAShopThatDoesNotTellItsAddress(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := homeless
		own := &http.Transport{}
		t.Cleanup(own.CloseIdleConnections)
		options.Replica.Transport = silent{own}
		f := ordertest.New(t, s, options)
		id := f.Place(ordertest.Simple())
		fromCopy(t, f, body(t, f, id, func(o map[string]any) { o["total"], o["date_modified_gmt"] = "1.00", "2099-01-01T00:00:00" }))
		f.Synced(id)
		f.WaitAnswered(id)
		if row := deliveryOf(t, f, id); row.State != delivery.StatePROCESSED || row.Note != inbox.NoteSourceUnchecked {
			t.Errorf("it is %s, %q", row.State, row.Note)
		}
		if got := f.Order(id).TotalMinor; got <= 100 {
			t.Errorf("the copy's total was taken: %d", got)
		}
		if f.Shop().HomeURL != "" {
			t.Error("it was told all the same")
		}
	})
}

// TestReplayOfWhatACopySent: a person has looked at it.
func TestReplayOfWhatACopySent(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, homeless)
	id := f.Place(ordertest.Simple())
	fromCopy(t, f, body(t, f, id, func(map[string]any) {}))
	f.WaitAnswered(id)
	row := deliveryOf(t, f, id)
	if row.State != delivery.StateREFUSED {
		t.Fatalf("it is %s", row.State)
	}
	if _, err := f.Inbox.Replay(t.Context(), row.ID); err != nil {
		t.Fatal(err)
	}
	ordertest.Until(t, "it is processed", func() bool { return deliveryOf(t, f, id).State == delivery.StatePROCESSED })
	f.Synced(id)
}
