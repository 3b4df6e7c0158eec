package inbox

import (
	"errors"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/connection"
)

func demoShop() *connection.Shop {
	return &connection.Shop{ID: 1, Key: "demo", HomeURL: "https://shop.example", ConnectionID: 7}
}

const orderBody = `{"id":92,"status":"processing","date_modified_gmt":"2026-11-23T20:13:21","billing":{"email":"ana@example.si"}}`

// TestWhatBecomesOfADelivery: by its topic, its source and its body.
func TestWhatBecomesOfADelivery(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		topic, source, body string
		want                record
	}{
		"an order":                  {"order.updated", "", orderBody, record{kind: delivery.KindOBJECT, state: delivery.StateQUEUED, resourceID: 92, wants: true}},
		"a nudge":                   {"action.woocommerce_order_status_completed", "", `{"action":"woocommerce_order_status_completed","arg":92}`, record{kind: delivery.KindNUDGE, state: delivery.StateQUEUED, resourceID: 92, wants: true, read: true}},
		"a deleted order":           {"order.deleted", "", `{"id":101}`, record{kind: delivery.KindNUDGE, state: delivery.StateQUEUED, resourceID: 101, wants: true, read: true}},
		"an order without a time":   {"order.updated", "", `{"id":92,"status":"processing"}`, record{kind: delivery.KindNUDGE, state: delivery.StateQUEUED, resourceID: 92, wants: true, read: true}},
		"an error object":           {"order.created", "", `{"code":"woocommerce_rest_shop_order_invalid_id","data":{"status":404}}`, record{kind: delivery.KindERROR, state: delivery.StateSTORED, note: NoteNoResource, recent: true}},
		"a draft":                   {"order.updated", "", strings.Replace(orderBody, "processing", "checkout-draft", 1), record{kind: delivery.KindOBJECT, state: delivery.StateSTORED, note: NoteDraft, resourceID: 92}},
		"another topic":             {"customer.created", "", `{"id":5}`, record{kind: delivery.KindNUDGE, state: delivery.StateSTORED, note: NoteUnknownTopic, resourceID: 5}},
		"an action of another kind": {"action.woocommerce_order_status_changed", "", `{"action":"woocommerce_order_status_changed","arg":92}`, record{kind: delivery.KindNUDGE, state: delivery.StateSTORED, note: NoteUnknownTopic, resourceID: 92}},
		"no id":                     {"order.updated", "", `{"status":"processing"}`, record{kind: delivery.KindNUDGE, state: delivery.StateSTORED, note: NoteNoResource}},
		"a staging copy":            {"order.updated", "https://staging.example/", orderBody, record{kind: delivery.KindOBJECT, state: delivery.StateREFUSED, note: NoteForeignSource, resourceID: 92}},
		"a staging copy's draft":    {"order.updated", "https://staging.example/", strings.Replace(orderBody, "processing", "checkout-draft", 1), record{kind: delivery.KindOBJECT, state: delivery.StateREFUSED, note: NoteForeignSource, resourceID: 92}},
		"the shop behind a proxy":   {"order.updated", "http://SHOP.example", orderBody, record{kind: delivery.KindOBJECT, state: delivery.StateQUEUED, resourceID: 92, wants: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.source == "" {
				c.source = "https://shop.example/"
			}
			got, _, err := classify(demoShop(), Incoming{Topic: c.topic, Source: c.source, Body: []byte(c.body)})
			if err != nil {
				t.Fatal(err)
			}
			if got.kind != c.want.kind || got.state != c.want.state || got.note != c.want.note || got.resourceID != c.want.resourceID ||
				got.wants != c.want.wants || got.read != c.want.read || got.recent != c.want.recent {
				t.Errorf("got %+v", got)
			}
			if isDraft := strings.Contains(c.body, "checkout-draft"); (len(got.body) == 0) != isDraft || (isDraft && got.modified != nil) {
				t.Errorf("kept body %q of %v", got.body, got.modified)
			}
			if got.hash == "" || got.queue != "vasco_7" {
				t.Errorf("hash %q, queue %q", got.hash, got.queue)
			}
		})
	}
}

// TestWhileTheShopsAddressIsUnknown: nothing is refused, and no body is believed.
func TestWhileTheShopsAddressIsUnknown(t *testing.T) {
	t.Parallel()
	shop := demoShop()
	shop.HomeURL = ""
	for source, body := range map[string]string{"https://shop.example/": orderBody, "https://staging.example/": `{"id":92,"status":"processing"}`} {
		got, _, err := classify(shop, Incoming{Topic: "order.updated", Source: source, Body: []byte(body)})
		if err != nil || got.state != delivery.StateQUEUED || got.note != NoteSourceUnchecked || !got.wants || !got.read || len(got.body) == 0 {
			t.Errorf("%s: %+v, %v", source, got, err)
		}
	}
}

func TestWhatIsNoJSON(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "webhook_id=1", "[]", "null", "5", `{"id":`, "<html>"} {
		if _, _, err := classify(demoShop(), Incoming{Topic: "order.updated", Body: []byte(body)}); !errors.Is(err, ErrNotJSON) {
			t.Errorf("%q: %v", body, err)
		}
	}
}

// TestHeadersAreBounded: what a hostile sender puts into headers is cut, and is
// storable on both databases.
func TestHeadersAreBounded(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("š", 5000) + "\x00\xff"
	got, _, err := classify(demoShop(), Incoming{Topic: long, Source: long, DeliveryID: "\x00" + long, WebhookID: long, Body: []byte(orderBody)})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{got.topic, got.source, got.deliveryID, got.webhookID} {
		if len(text) > boundedLength || strings.ContainsAny(text, "\x00\xff") || !strings.HasPrefix(text, "š") { //nolint:staticcheck // Broken UTF-8 is what is tested.
			t.Errorf("kept %d bytes", len(text))
		}
	}
}

// FuzzClassify: no body and no header makes a record that cannot be stored or
// that asks for an order it does not name.
func FuzzClassify(f *testing.F) {
	for _, body := range []string{
		orderBody, `{"id":101}`, `{"code":"x","data":{"status":404}}`, `{"action":"woocommerce_order_status_completed","arg":92}`,
		`{"id":"92","status":null,"date_modified_gmt":"2026-11-23T20:13:21Z"}`, `{"id":-1}`, `{"id":1e30}`, `{"arg":{}}`, `[]`, `{"id":9223372036854775807,"status":"\u0000"}`,
	} {
		f.Add("order.updated", "https://shop.example/", []byte(body))
		f.Add("action.woocommerce_order_status_completed", "https://staging.example", []byte(body))
	}
	f.Fuzz(func(t *testing.T, topic, source string, body []byte) {
		r, parsed, err := classify(demoShop(), Incoming{Topic: topic, Source: source, Body: body})
		if err != nil {
			if !errors.Is(err, ErrNotJSON) {
				t.Errorf("an error of another kind: %v", err)
			}
			return
		}
		switch {
		case r.resourceID < 0, r.wants && r.resourceID == 0, r.wants != (r.state == delivery.StateQUEUED):
			t.Errorf("a record that cannot be worked: %+v", r)
		case parsed.Status == "checkout-draft" && len(r.body) > 0:
			t.Error("a draft's body is kept")
		case len(r.topic) > boundedLength || strings.ContainsRune(r.topic+r.source+parsed.ErrorCode, 0):
			t.Error("a header that cannot be stored")
		case r.wants && r.modified == nil && !r.read:
			t.Error("a body without a time decides")
		}
	})
}
