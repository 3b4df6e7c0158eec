package woosim

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

// recordedStory is what a recorded event sent, in the words of story.
func recordedStory(t *testing.T, event string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "testdata", "recorded", "webhook-timeline.json"))
	if err != nil {
		t.Fatal(err)
	}
	var events []struct {
		Event      string `json:"event"`
		Deliveries []struct {
			Topic string          `json:"topic"`
			Body  json.RawMessage `json:"body"`
		} `json:"deliveries"`
	}
	if err := json.Unmarshal(raw, &events); err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if !strings.HasPrefix(e.Event, event) {
			continue
		}
		var all []received
		for _, d := range e.Deliveries {
			all = append(all, received{header: http.Header{"X-Wc-Webhook-Topic": {d.Topic}}, body: string(d.Body)})
		}
		return story(t, all)
	}
	t.Fatalf("no event %q was recorded", event)
	return ""
}

// twoTeas orders two products that have stock.
const twoTeas = `"line_items":[{"product_id":11,"quantity":1},{"product_id":12,"quantity":2}],"payment_method":"bacs"`

func (l *lab) twoTeas(status string) {
	l.order(92, `{"status":"`+status+`",`+twoTeas+`}`)
}

// Each event of the recorded timeline sends here what it sent there, in order.
func TestEventsSendWhatTheRecordedShopSent(t *testing.T) {
	t.Parallel()
	put := func(body string) func(*lab) { return func(l *lab) { l.must(http.MethodPut, "orders/92", body) } }
	placed := func(status string) func(*lab) { return func(l *lab) { l.twoTeas(status) } }
	for _, c := range []struct {
		event string
		// before is done before anybody listens; do is the event.
		before, do func(*lab)
	}{
		{"REST: POST /orders status=on-hold", nil, placed("on-hold")},
		{"REST: PUT status=processing", placed("on-hold"), put(`{"status":"processing"}`)},
		{"REST: PUT status=completed", placed("processing"), put(`{"status":"completed"}`)},
		{"REST: POST order note: nothing; then PUT one meta value", placed("completed"), func(l *lab) {
			l.must(http.MethodPost, "orders/92/notes", `{"note":"Račun 2026-17"}`)
			l.must(http.MethodPut, "orders/92", `{"meta_data":[{"key":"_connector_doc","value":"2026-17"}]}`)
		}},
		{"REST: PUT with the same status", placed("completed"), put(`{"status":"completed"}`)},
		{"REST: partial refund with restocking", (*lab).tea, func(l *lab) {
			l.must(http.MethodPost, "orders/94/refunds", string(recordings(l.t, "rest-order-refund-post.json")[0].Request.Body))
		}},
		{"REST: full refund", placed("processing"), func(l *lab) {
			o, _ := l.read(92)
			l.must(http.MethodPost, "orders/92/refunds", `{"amount":"`+text(o["total"])+`","api_refund":false}`)
		}},
		{"REST: pending -> cancelled", placed("pending"), put(`{"status":"cancelled"}`)},
		{"REST: on-hold -> cancelled (stock given back)", placed("on-hold"), put(`{"status":"cancelled"}`)},
		{"REST: set_paid on a processing order", placed("processing"), put(`{"set_paid":true}`)},
		{"REST: DELETE order (trash)", placed("processing"), func(l *lab) { l.must(http.MethodDelete, "orders/92", "") }},
		{"REST: PUT status on the trashed order", func(l *lab) { l.twoTeas("processing"); l.must(http.MethodDelete, "orders/92", "") }, put(`{"status":"processing"}`)},
		{"REST: DELETE force=true", placed("processing"), func(l *lab) { l.must(http.MethodDelete, "orders/92?force=true", "") }},
		{"admin: order restored from the trash", func(l *lab) { l.twoTeas("on-hold"); l.must(http.MethodDelete, "orders/92", "") }, func(l *lab) {
			if err := l.Restore(92); err != nil {
				l.t.Error(err)
			}
		}},
		{"block checkout: draft order made", nil, func(l *lab) {
			if _, err := l.OpenCheckout(Draft{Items: []Item{{ProductID: 14, Quantity: 2}, {ProductID: 72, Quantity: 1}}, PaymentMethod: "bacs"}); err != nil {
				l.t.Error(err)
			}
		}},
		{"block checkout: order placed", func(l *lab) {
			l.nextID = 107
			if _, err := l.OpenCheckout(Draft{Items: []Item{{ProductID: 14, Quantity: 2}, {ProductID: 72, Quantity: 1}}, PaymentMethod: "bacs"}); err != nil {
				l.t.Error(err)
			}
		}, func(l *lab) {
			if err := l.PlaceCheckout(107); err != nil {
				l.t.Error(err)
			}
		}},
		{"classic checkout: order placed", nil, func(l *lab) { // Of a product whose stock is not managed.
			if _, err := l.PlaceOrder(Draft{Items: []Item{{ProductID: 23, Quantity: 1}}, Status: "on-hold"}); err != nil {
				l.t.Error(err)
			}
		}},
		{"REST: PUT product stock", nil, func(l *lab) { l.must(http.MethodPut, "products/12", `{"stock_quantity":9}`) }},
		{"REST: PUT {}", nil, func(l *lab) { l.must(http.MethodPut, "products/12", `{}`) }},
		{"REST: variations/batch", nil, func(l *lab) {
			l.must(http.MethodPost, "products/71/variations/batch", `{"update":[{"id":72,"stock_quantity":6},{"id":12,"stock_quantity":6},{"id":74,"stock_quantity":9}]}`)
		}},
		{"REST: DELETE product (trash)", nil, func(l *lab) { l.must(http.MethodDelete, "products/12", "") }},
	} {
		t.Run(c.event, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			if c.before != nil {
				c.before(l)
			}
			r := newReceiver(t)
			l.nextID = 2000
			l.hooked()
			for _, h := range l.hooks {
				h.Fields["delivery_url"] = r.URL + "/" + h.topic()
			}
			delete(l.hooks, 25)
			l.nextID = 5000
			c.do(l)
			want := recordedStory(t, c.event)
			n := len(strings.Fields(want))
			l.run(t)
			if got := story(t, r.all(t, l, n)); got != want {
				t.Errorf("sent     %s\nrecorded %s", got, want)
			}
		})
	}
}

func TestWhatWaitsIsMergedAndBuiltWhenItIsDelivered(t *testing.T) {
	t.Parallel()
	l, r := running(t)
	l.SetDeliveries(DeliveryMode{Hold: true})
	l.order(92, `{"status":"on-hold","line_items":[{"product_id":12,"quantity":1}]}`)
	l.must(http.MethodPut, "orders/92", `{"status":"processing"}`)
	l.must(http.MethodPut, "orders/92", `{"status":"completed"}`)
	want := recordedStory(t, "queue held: create on-hold, PUT processing 2 s later, PUT completed")
	if n := l.Waiting(); n != len(strings.Fields(want)) {
		t.Errorf("%d wait", n)
	}
	l.SetDeliveries(DeliveryMode{})
	if got := story(t, r.all(t, l, 7)); got != want {
		t.Errorf("sent     %s\nrecorded %s", got, want)
	}
}

func TestWhatIsGoneBeforeItsDeliveryIsASignedError(t *testing.T) {
	t.Parallel()
	l, r := running(t, "order.created", "order.updated", "product.updated", "action.woocommerce_order_status_on-hold")
	l.SetDeliveries(DeliveryMode{Hold: true})
	l.twoTeas("on-hold")
	l.must(http.MethodDelete, "orders/92?force=true", "")
	l.must(http.MethodDelete, "products/12?force=true", "")
	l.SetDeliveries(DeliveryMode{})
	all := r.all(t, l, 5)
	if got := story(t, all); got != "created:gone updated:gone product product:gone →on-hold" {
		t.Errorf("sent %s", got)
	}
	for _, one := range all {
		if !woo.VerifySignature(hookSecret, []byte(one.body), one.header.Get("X-WC-Webhook-Signature")) {
			t.Errorf("%s is not signed", one.body)
		}
	}
	if all[0].body != `{"code":"woocommerce_rest_shop_order_invalid_id","data":{"status":404},"message":"Invalid ID."}` {
		t.Errorf("body %s", all[0].body)
	}
}

func TestStockFollowsTheOrders(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	stock := func(want ...int64) {
		t.Helper()
		for i, sku := range []string{"SI-1001", "SI-1002"} {
			if got, managed := l.Stock(sku); !managed || got != want[i] {
				t.Errorf("%s: %d (%v), want %d", sku, got, managed, want[i])
			}
		}
	}
	l.twoTeas("pending")
	stock(25, 25)
	l.must(http.MethodPut, "orders/92", `{"status":"processing"}`)
	stock(24, 23)
	l.must(http.MethodPut, "orders/92", `{"status":"completed"}`)
	stock(24, 23)
	l.must(http.MethodPut, "orders/92", `{"status":"cancelled"}`)
	stock(25, 25)
	l.order(93, `{"status":"on-hold","line_items":[{"product_id":11,"quantity":30}]}`)
	stock(-5, 25) // Orders may take it below zero.
	if got := l.products[11].Fields["stock_status"]; got != "outofstock" {
		t.Errorf("stock status %v", got)
	}
	if _, managed := l.Stock("SI-1013"); managed {
		t.Error("the stock of a product that has none is known")
	}
	if _, managed := l.Stock("nothing"); managed {
		t.Error("the stock of nothing is known")
	}
}

func TestVariationsMayShareTheirProductsStock(t *testing.T) {
	t.Parallel()
	s, err := New(Options{Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PlaceOrder(Draft{Items: []Item{{SKU: "SI-2002-modra", Quantity: 4}}}); err != nil {
		t.Fatal(err)
	}
	for _, sku := range []string{"SI-2002", "SI-2002-modra", "SI-2002-rdeča"} {
		if got, managed := s.Stock(sku); !managed || got != fullStock-4 {
			t.Errorf("%s: %d, %v", sku, got, managed)
		}
	}
	v := s.bySKU("SI-2002-rdeča")
	if v.Fields["stock_quantity"] != int64(fullStock-4) || v.Fields["manage_stock"] != "parent" {
		t.Errorf("the variation shows %v, %v", v.Fields["stock_quantity"], v.Fields["manage_stock"])
	}
	s.assign(v, object{"stock_quantity": float64(99)})
	if got, _ := s.Stock("SI-2002"); got != fullStock-4 {
		t.Errorf("writing to a variation set %d", got)
	}
}
