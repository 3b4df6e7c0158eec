package woo_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// hookFile is a recorded webhook with its deliveries.
type hookFile struct {
	Topic      string             `json:"topic"`
	Secret     string             `json:"secret"`
	Ping       recordedDelivery   `json:"ping"`
	Deliveries []recordedDelivery `json:"deliveries"`
}

type recordedDelivery struct {
	Note    string      `json:"note"`
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body_base64"`
}

func (d recordedDelivery) header(name string) string {
	for _, pair := range d.Headers {
		if strings.EqualFold(pair[0], name) {
			return pair[1]
		}
	}
	return ""
}

func (d recordedDelivery) raw(t *testing.T) []byte {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(d.Body)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func hookFiles(t *testing.T) map[string]hookFile {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "recorded", "webhook-*.*.json"))
	if err != nil || len(paths) != 11 {
		t.Fatalf("%d files of webhooks, %v", len(paths), err)
	}
	all := make(map[string]hookFile)
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var f hookFile
		if err := json.Unmarshal(raw, &f); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all[filepath.Base(path)] = f
	}
	return all
}

// understood is what a golden file holds of a delivery.
type understood struct {
	Note        string
	Kind        string
	ResourceID  int64
	Modified    time.Time
	Status      string
	Action      string
	ErrorCode   string
	ErrorStatus int
	// Object sums up the order or product inside.
	Object string
}

var kindNames = map[woo.DeliveryKind]string{woo.DeliveryObject: "object", woo.DeliveryNudge: "nudge", woo.DeliveryError: "error"}

func TestEveryRecordedDeliveryIsVerifiedAndUnderstood(t *testing.T) {
	t.Parallel()
	for file, hook := range hookFiles(t) {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			var all []understood
			for _, d := range hook.Deliveries {
				body := d.raw(t)
				checkSignature(t, hook.Secret, body, d.header("X-WC-Webhook-Signature"))
				if topic := d.header("X-WC-Webhook-Topic"); topic != hook.Topic || woo.TopicKnown(topic) != (topic != "action.woocommerce_order_status_changed") {
					t.Errorf("topic %q in the file of %q, known: %v", topic, hook.Topic, woo.TopicKnown(topic))
				}
				if _, ping := woo.IsPing(d.header("Content-Type"), body); ping {
					t.Error("it is taken for a ping")
				}
				all = append(all, understand(t, hook.Topic, d.Note, body))
			}
			golden(t, file, all)
		})
	}
}

func understand(t *testing.T, topic, note string, body []byte) understood {
	t.Helper()
	d, err := woo.ParseDelivery(topic, body)
	if err != nil {
		t.Fatal(err)
	}
	u := understood{note, kindNames[d.Kind], d.ResourceID, d.Modified, d.Status, d.Action, d.ErrorCode, d.ErrorStatus, ""}
	o, orderErr := woo.ParseOrder(body)
	p, productErr := woo.ParseProduct(body)
	switch {
	case d.Kind != woo.DeliveryObject:
		if _, isMalformed := errors.AsType[*woo.Malformed](orderErr); d.Kind == woo.DeliveryError && !isMalformed {
			t.Errorf("an error object became an order: %v", orderErr)
		}
	case strings.HasPrefix(topic, "order."):
		if orderErr != nil || o.ID != d.ResourceID || o.Status != d.Status || !o.DateModifiedGMT.Equal(d.Modified) {
			t.Errorf("the order says %+v, %v; the delivery %+v", o, orderErr, d)
		}
		u.Object = strings.Join([]string{o.Status, o.Total.String(), o.Currency, strconv.Itoa(len(o.LineItems)) + " lines", o.PaymentMethod, o.Billing.Email}, " ")
	default:
		if productErr != nil || p.ID != d.ResourceID || !p.DateModifiedGMT.Equal(d.Modified) {
			t.Errorf("the product says %+v, %v; the delivery %+v", p, productErr, d)
		}
		ean, _ := p.Meta("_alg_ean")
		u.Object = strings.Join([]string{p.Type, p.SKU, p.Price.String(), string(p.ManageStock), strconv.FormatInt(p.ParentID, 10), ean}, " ")
	}
	return u
}

func checkSignature(t *testing.T, secret string, body []byte, signature string) {
	t.Helper()
	if !woo.VerifySignature(secret, body, signature) || woo.Sign(secret, body) != signature {
		t.Errorf("the signature %q does not hold for %.60s", signature, body)
	}
	changed := append([]byte(nil), body...)
	changed[len(changed)/2] ^= 1
	for what, ok := range map[string]bool{
		"another body": woo.VerifySignature(secret, changed, signature), "a longer body": woo.VerifySignature(secret, append(body, '\n'), signature),
		"another secret": woo.VerifySignature(secret+"x", body, signature), "no secret": woo.VerifySignature("", body, woo.Sign("", body)),
		"no signature": woo.VerifySignature(secret, body, ""), "half a signature": woo.VerifySignature(secret, body, signature[:20]),
		"no base64": woo.VerifySignature(secret, body, "§§§"), "hex": woo.VerifySignature(secret, body, "86c0ad6214264"),
	} {
		if ok {
			t.Errorf("%s is taken", what)
		}
	}
}

func TestRecordedPings(t *testing.T) {
	t.Parallel()
	for file, hook := range hookFiles(t) {
		id, ok := woo.IsPing(hook.Ping.header("Content-Type"), hook.Ping.raw(t))
		if !ok || id < 1 || id > 11 {
			t.Errorf("%s: %d, %v", file, id, ok)
		}
	}
	for _, d := range failures(t) {
		var text string
		if json.Unmarshal(d.Body, &text) != nil {
			continue
		}
		if id, ok := woo.IsPing("application/x-www-form-urlencoded", []byte(text)); !ok || strconv.FormatInt(id, 10) != strings.TrimPrefix(text, "webhook_id=") {
			t.Errorf("%q: %d, %v", text, id, ok)
		}
	}
	for _, c := range [][2]string{
		{"application/json", "webhook_id=5"},
		{"", "webhook_id=5"},
		{"application/x-www-form-urlencoded", "webhook_id=0"},
		{"application/x-www-form-urlencoded", "webhook_id=-1"},
		{"application/x-www-form-urlencoded", "webhook_id=x"},
		{"application/x-www-form-urlencoded", "webhook_id=5&id=6"},
		{"application/x-www-form-urlencoded", "id=5"},
		{"application/x-www-form-urlencoded", "webhook_id=5%zz"},
		{"application/x-www-form-urlencoded", `{"id":5}`},
		{"application/x-www-form-urlencoded", "webhook_id=" + strings.Repeat("0", 80) + "5"},
	} {
		if _, ok := woo.IsPing(c[0], []byte(c[1])); ok {
			t.Errorf("%q as %q is taken for a ping", c[1], c[0])
		}
	}
	if id, ok := woo.IsPing("application/x-www-form-urlencoded; charset=utf-8", []byte("webhook_id=17")); !ok || id != 17 {
		t.Errorf("with a charset: %d, %v", id, ok)
	}
}

// summed is a delivery of the timeline, whose bodies were cut to some fields.
type summed struct {
	Topic string          `json:"topic"`
	Body  json.RawMessage `json:"body"`
}

func failures(t *testing.T) []summed {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "recorded", "webhook-failures.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Deliveries []summed `json:"deliveries"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	return file.Deliveries
}

func TestTheRecordedTimelineIsUnderstood(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("testdata", "recorded", "webhook-timeline.json"))
	if err != nil {
		t.Fatal(err)
	}
	var events []struct {
		Event      string   `json:"event"`
		Deliveries []summed `json:"deliveries"`
	}
	if err := json.Unmarshal(raw, &events); err != nil || len(events) != 27 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	all := failures(t)
	for _, e := range events {
		all = append(all, e.Deliveries...)
	}
	for _, d := range all {
		if d.Topic == "" {
			continue // A ping.
		}
		var body struct {
			ID       int64    `json:"id"`
			Arg      int64    `json:"arg"`
			Action   string   `json:"action"`
			Status   string   `json:"status"`
			Code     string   `json:"code"`
			Modified woo.Time `json:"date_modified_gmt"`
		}
		if err := json.Unmarshal(d.Body, &body); err != nil {
			t.Fatal(err)
		}
		got, err := woo.ParseDelivery(d.Topic, d.Body)
		want := woo.Delivery{Kind: woo.DeliveryObject, ResourceID: body.ID + body.Arg, Modified: body.Modified.Time, Status: body.Status, Action: body.Action, ErrorCode: body.Code}
		switch {
		case body.Code != "":
			want.Kind = woo.DeliveryError
		case body.Modified.IsZero():
			want.Kind = woo.DeliveryNudge
		}
		if err != nil || got != want {
			t.Errorf("%s %s: %+v, %v", d.Topic, d.Body, got, err)
		}
	}
}

func TestParseDeliveryOfStrangeBodies(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		topic, body string
		want        woo.Delivery
	}{
		{"order.updated", `{"id":"93","status":"processing","date_modified_gmt":"2026-11-23T20:16:05"}`, woo.Delivery{Kind: woo.DeliveryObject, ResourceID: 93, Status: "processing", Modified: time.Date(2026, 11, 23, 20, 16, 5, 0, time.UTC)}},
		{"order.updated", `{"id":93,"status":"processing"}`, woo.Delivery{Kind: woo.DeliveryNudge, ResourceID: 93, Status: "processing"}},
		{"order.updated", `{"id":93,"date_modified_gmt":null,"status":7}`, woo.Delivery{Kind: woo.DeliveryNudge, ResourceID: 93}},
		{"order.updated", `{"id":93,"date_modified_gmt":"soon"}`, woo.Delivery{Kind: woo.DeliveryNudge, ResourceID: 93}},
		{"order.updated", `{"billing":{"id":1,"status":"x"},"\u0069d":93,"lines":[{"id":2}],"status":"pro\u0000cessing"}`, woo.Delivery{Kind: woo.DeliveryNudge, ResourceID: 93, Status: "processing"}},
		{"order.updated", `{"id":92,"id":93}`, woo.Delivery{Kind: woo.DeliveryNudge, ResourceID: 93}},
		{"order.updated", `{}`, woo.Delivery{Kind: woo.DeliveryNudge}},
		{"order.updated", `{"id":-4}`, woo.Delivery{Kind: woo.DeliveryNudge}},
		{"order.updated", `{"id":1e3}`, woo.Delivery{Kind: woo.DeliveryNudge}},
		{"order.updated", `{"id":[93]}`, woo.Delivery{Kind: woo.DeliveryNudge}},
		{"order.deleted", `{"id":101}`, woo.Delivery{Kind: woo.DeliveryNudge, ResourceID: 101}},
		{"product.deleted", `{"id":93,"date_modified_gmt":"2026-11-23T20:16:05"}`, woo.Delivery{Kind: woo.DeliveryNudge, ResourceID: 93, Modified: time.Date(2026, 11, 23, 20, 16, 5, 0, time.UTC)}},
		{"action.woocommerce_order_status_completed", `{"action":"woocommerce_order_status_completed","arg":"92"}`, woo.Delivery{Kind: woo.DeliveryNudge, ResourceID: 92, Action: "woocommerce_order_status_completed"}},
		{"action.woocommerce_order_status_completed", `{"action":"woocommerce_order_status_completed","arg":[92,{}]}`, woo.Delivery{Kind: woo.DeliveryNudge, Action: "woocommerce_order_status_completed"}},
		{"order.created", `{"code":"woocommerce_rest_cannot_view","message":"Sorry","data":{"status":"401"}}`, woo.Delivery{Kind: woo.DeliveryError, ErrorCode: "woocommerce_rest_cannot_view", ErrorStatus: 401}},
		{"order.created", `{"code":"odd","data":null}`, woo.Delivery{Kind: woo.DeliveryError, ErrorCode: "odd"}},
		{"order.created", `{"code":"odd","data":[1]}`, woo.Delivery{Kind: woo.DeliveryError, ErrorCode: "odd"}},
		{"coupon.created", `{"id":5,"code":"popust10","date_modified_gmt":"2026-11-23T20:16:05"}`, woo.Delivery{Kind: woo.DeliveryObject, ResourceID: 5, Modified: time.Date(2026, 11, 23, 20, 16, 5, 0, time.UTC)}},
	} {
		if got, err := woo.ParseDelivery(c.topic, []byte(c.body)); err != nil || got != c.want {
			t.Errorf("%s %s: %+v, %v", c.topic, c.body, got, err)
		}
	}
	for _, body := range []string{"", "null", "[]", "5", `"text"`, `{"id":`, "webhook_id=5", "<html>", `{"id":93,"deep":` + strings.Repeat("[", 1<<20)} {
		if _, err := woo.ParseDelivery("order.updated", []byte(body)); !errors.Is(err, woo.ErrNotJSON) {
			t.Errorf("%.40q: %v", body, err)
		}
	}
}

func TestTopicsWeAskForAreTopicsWeKnow(t *testing.T) {
	t.Parallel()
	for _, topic := range slices.Concat(woo.OrderTopics(), woo.ProductTopics()) {
		if !woo.TopicKnown(topic) {
			t.Errorf("%s is not known", topic)
		}
	}
	for _, topic := range []string{"", "customer.created", "action.woocommerce_order_status_cancelled", "order.", "ORDER.CREATED"} {
		if woo.TopicKnown(topic) {
			t.Errorf("%q is known", topic)
		}
	}
}
