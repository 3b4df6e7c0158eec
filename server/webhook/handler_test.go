package webhook_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/server/webhook"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo"
)

// logged is the process log of all tests: nothing of a body may get there.
var logged = &lockedBuffer{}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(logged, nil)))
	goleak.VerifyTestMain(m)
}

// door is the handler over a database of its own, with nobody working the jobs.
type door struct {
	*ordertest.Fixture

	mux     *http.ServeMux
	metrics *prometheus.Registry
}

func newDoor(t *testing.T, s *store.Store) *door {
	t.Helper()
	d := &door{Fixture: ordertest.New(t, s, ordertest.Options{NoReplica: true, NoHooks: true}), mux: http.NewServeMux(), metrics: prometheus.NewRegistry()}
	d.mux.Handle(webhook.Pattern, webhook.New(d.Registry, d.Inbox, d.metrics))
	return d
}

func (d *door) send(t *testing.T, method, shop string, body io.Reader, header http.Header) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "/webhooks/woocommerce/"+shop, body)
	r.Header = header
	w := httptest.NewRecorder()
	d.mux.ServeHTTP(w, r)
	return w
}

func (d *door) stored(t *testing.T) int {
	t.Helper()
	count, err := d.Store.Reader().Delivery.Query().Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return count
}

func signed(body string) http.Header {
	return http.Header{
		"Content-Type":             {"application/json"},
		"X-Wc-Webhook-Signature":   {woo.Sign(ordertest.WebhookSecret, []byte(body))},
		"X-Wc-Webhook-Topic":       {"order.updated"},
		"X-Wc-Webhook-Delivery-Id": {"d-1"},
	}
}

func with(h http.Header, name, value string) http.Header {
	h = h.Clone()
	h.Set(name, value)
	return h
}

func without(h http.Header, name string) http.Header {
	h = h.Clone()
	h.Del(name)
	return h
}

// broken is a body whose sender goes away in the middle.
type broken struct{ text io.Reader }

func (b broken) Read(p []byte) (int, error) {
	if n, err := b.text.Read(p); err == nil {
		return n, nil
	}
	return 0, errors.New("connection reset by peer")
}

const (
	personal = "ana.zupan@example.si"
	good     = `{"id":7,"status":"processing","date_modified_gmt":"2026-06-01T08:15:30","billing":{"email":"` + personal + `"}}`
	form     = "application/x-www-form-urlencoded"
)

func TestWhatIsTurnedAwayIsNotStored(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDoor(t, s)
		long := `{"id":7,"note":"` + strings.Repeat("x", 2<<20) + `"}`
		for _, c := range []struct {
			name   string
			shop   string
			body   io.Reader
			header http.Header
			status int
			cause  string
		}{
			{"unknown shop", "other", strings.NewReader(good), signed(good), 404, "unknown_shop"},
			{"a shop's name with a path", "..%2fdemo", strings.NewReader(good), signed(good), 404, "unknown_shop"},
			{"an endless name", strings.Repeat("a", 4000), strings.NewReader(good), signed(good), 404, "unknown_shop"},
			{"no signature", "demo", strings.NewReader(good), without(signed(good), "X-WC-Webhook-Signature"), 401, "no_signature"},
			{"an empty signature", "demo", strings.NewReader(good), with(signed(good), "X-WC-Webhook-Signature", ""), 401, "no_signature"},
			{"another body's signature", "demo", strings.NewReader(good + " "), signed(good), 401, "bad_signature"},
			{"another secret's signature", "demo", strings.NewReader(good), with(signed(good), "X-WC-Webhook-Signature", woo.Sign("other", []byte(good))), 401, "bad_signature"},
			{"a signature that is no base64", "demo", strings.NewReader(good), with(signed(good), "X-WC-Webhook-Signature", "%%%"), 401, "bad_signature"},
			{"a signature in hex", "demo", strings.NewReader(good), with(signed(good), "X-WC-Webhook-Signature", strings.Repeat("ab", 32)), 401, "bad_signature"},
			{"too long", "demo", strings.NewReader(long), signed(long), 413, "too_large"},
			{"cut off", "demo", broken{strings.NewReader(good)}, signed(good), 400, "body_unread"},
			{"not JSON", "demo", strings.NewReader("<html>"), signed("<html>"), 400, "not_json"},
			{"half of JSON", "demo", strings.NewReader(good[:40]), signed(good[:40]), 400, "not_json"},
			{"a list", "demo", strings.NewReader("[1]"), signed("[1]"), 400, "not_json"},
			{"null", "demo", strings.NewReader("null"), signed("null"), 400, "not_json"},
			{"nothing", "demo", strings.NewReader(""), signed(""), 400, "not_json"},
			{"a signed ping's look-alike", "demo", strings.NewReader("webhook_id=3"), signed("webhook_id=3"), 400, "not_json"},
			{"an unsigned form that is no ping", "demo", strings.NewReader("webhook_id=3&x=1"), http.Header{"Content-Type": {form}}, 401, "no_signature"},
			{"a ping without a number", "demo", strings.NewReader("webhook_id=abc"), http.Header{"Content-Type": {form}}, 401, "no_signature"},
			{"a ping of another kind", "demo", strings.NewReader("webhook_id=3"), http.Header{"Content-Type": {"text/plain"}}, 401, "no_signature"},
			{"an endless ping", "demo", strings.NewReader("webhook_id=" + strings.Repeat("1", 100)), http.Header{"Content-Type": {form}}, 401, "no_signature"},
		} {
			before := d.counted(t, c.status, c.cause)
			if w := d.send(t, http.MethodPost, c.shop, c.body, c.header); w.Code != c.status {
				t.Errorf("%s: %d %s, want %d", c.name, w.Code, w.Body, c.status)
			}
			if after := d.counted(t, c.status, c.cause); after != before+1 {
				t.Errorf("%s: counted %v times as %d %s", c.name, after-before, c.status, c.cause)
			}
		}
		if count := d.stored(t); count != 0 {
			t.Errorf("%d deliveries were stored", count)
		}
		if count, err := s.Reader().OrderRequest.Query().Count(t.Context()); err != nil || count != 0 {
			t.Errorf("%d orders were asked for, %v", count, err)
		}
		d.checkRefusals(t)
	})
}

// checkRefusals: each cause is told once a minute, and without a word of a body.
func (d *door) checkRefusals(t *testing.T) {
	t.Helper()
	told := make(map[string]int)
	for _, e := range d.Events(0, "delivery.refused") {
		told[e.Params["status"]+" "+e.Params["cause"]]++
		if text := fmt.Sprint(e.Params); strings.Contains(text, "example") || len(text) > 200 {
			t.Errorf("the event tells too much: %s", text)
		}
	}
	for _, want := range []string{"404 unknown_shop", "401 no_signature", "401 bad_signature", "413 too_large", "400 body_unread", "400 not_json"} {
		if told[want] != 1 {
			t.Errorf("%s: told %d times", want, told[want])
		}
	}
	if strings.Contains(logged.String(), personal) {
		t.Error("the process log has words of a body")
	}
}

func (d *door) counted(t *testing.T, status int, cause string) float64 {
	t.Helper()
	families, err := d.metrics.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		for _, m := range family.GetMetric() {
			labels := make(map[string]string)
			for _, label := range m.GetLabel() {
				labels[label.GetName()] = label.GetValue()
			}
			if family.GetName() == "vasco_deliveries_total" && labels["status"] == strconv.Itoa(status) && labels["cause"] == cause {
				return m.GetCounter().GetValue()
			}
		}
	}
	return 0
}

func TestWhatIsTakenStandsInTheDatabase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDoor(t, s)
		source := d.WooURL + "/"
		for i, c := range []struct {
			name, topic, body, state, note string
		}{
			{"an order", "order.updated", good, "QUEUED", ""},
			{"a nudge", "action.woocommerce_order_status_processing", `{"action":"woocommerce_order_status_processing","arg":8}`, "QUEUED", ""},
			{"a deletion", "order.deleted", `{"id":9}`, "QUEUED", ""},
			{"a draft", "order.created", `{"id":10,"status":"checkout-draft","date_modified_gmt":"2026-06-01T08:15:30"}`, "STORED", "CHECKOUT_DRAFT"},
			{"an error object", "order.updated", `{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID.","data":{"status":404}}`, "STORED", "NO_RESOURCE"},
			{"a topic we do not know", "customer.created", `{"id":11,"date_modified_gmt":"2026-06-01T08:15:30"}`, "STORED", "UNKNOWN_TOPIC"},
		} {
			header := with(with(signed(c.body), "X-WC-Webhook-Topic", c.topic), "X-WC-Webhook-Source", source)
			w := d.send(t, http.MethodPost, "demo", strings.NewReader(c.body), header)
			if w.Code != 200 {
				t.Errorf("%s: %d %s", c.name, w.Code, w.Body)
			}
			rows, err := s.Reader().Delivery.Query().All(t.Context())
			if err != nil || len(rows) != i+1 {
				t.Fatalf("%s: %d rows, %v", c.name, len(rows), err)
			}
			if last := rows[i]; string(last.State) != c.state || last.Note != c.note || last.Topic != c.topic {
				t.Errorf("%s: %s/%s of %s", c.name, last.State, last.Note, last.Topic)
			}
		}
		if got := d.counted(t, 200, ""); got != 6 {
			t.Errorf("counted %v", got)
		}
	})
}

func TestDeliveryOfACopyOfTheShopIsNotProcessed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDoor(t, s)
		header := with(signed(good), "X-WC-Webhook-Source", "https://staging.example.si/")
		if w := d.send(t, http.MethodPost, "demo", strings.NewReader(good), header); w.Code != 200 {
			t.Errorf("%d %s", w.Code, w.Body)
		}
		row, err := s.Reader().Delivery.Query().Only(t.Context())
		if err != nil || row.State != "REFUSED" || row.Note != "FOREIGN_SOURCE" {
			t.Errorf("%v, %v", row, err)
		}
		if told := d.Events(0, "delivery.foreign_source"); len(told) != 1 {
			t.Errorf("told %d times", len(told))
		}
	})
}

func TestPingsGetExactly200AndLeaveNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDoor(t, s)
		for _, kind := range []string{form, form + "; charset=UTF-8"} {
			if w := d.send(t, http.MethodPost, "demo", strings.NewReader("webhook_id=12"), http.Header{"Content-Type": {kind}}); w.Code != 200 {
				t.Errorf("%s: %d", kind, w.Code)
			}
		}
		if count := d.stored(t); count != 0 {
			t.Errorf("%d deliveries were stored", count)
		}
	})
}

func TestOnlyPOST(t *testing.T) {
	t.Parallel()
	d := newDoor(t, storetest.Open(t, storetest.SQLite(t)))
	for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodDelete, http.MethodHead} {
		if w := d.send(t, method, "demo", strings.NewReader(good), signed(good)); w.Code != 405 || w.Header().Get("Allow") != "POST" {
			t.Errorf("%s: %d, allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

// Everybody can knock at doors that do not exist.
func TestUnknownShopsFillNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDoor(t, s)
		const marker = "knocker"
		before := strings.Count(logged.String(), marker)
		for i := range 500 {
			if w := d.send(t, http.MethodPost, fmt.Sprint(marker, i), strings.NewReader(good), signed(good)); w.Code != 404 {
				t.Fatalf("%d", w.Code)
			}
		}
		if lines := strings.Count(logged.String(), marker) - before; lines > 10 {
			t.Errorf("%d lines in the log", lines)
		}
		if told := len(d.Events(0, "delivery.refused")); told != 1 {
			t.Errorf("%d events", told)
		}
		if got := d.counted(t, 404, "unknown_shop"); got != 500 {
			t.Errorf("counted %v", got)
		}
	})
}

// The line of a delivery holds what an operator looks for, and bounded headers.
func TestOneLineADelivery(t *testing.T) {
	t.Parallel()
	d := newDoor(t, storetest.Open(t, storetest.SQLite(t)))
	id := "line-" + strings.Repeat("z", 5000)
	header := with(with(signed(good), "X-WC-Webhook-Delivery-ID", id), "X-WC-Webhook-Source", d.WooURL)
	header.Set("X-WC-Webhook-Resource", "order")
	if w := d.send(t, http.MethodPost, "demo", strings.NewReader(good), header); w.Code != 200 {
		t.Fatal(w.Code)
	}
	var lines []string
	for line := range strings.SplitSeq(logged.String(), "\n") {
		if strings.Contains(line, "line-z") {
			lines = append(lines, line)
		}
	}
	if len(lines) != 1 || len(lines[0]) > 600 {
		t.Fatalf("%d lines: %.1000q", len(lines), lines)
	}
	for _, want := range []string{"msg=delivery", "shop=demo", "topic=order.updated", "resource=order", fmt.Sprint("bytes=", len(good)), "status=200", "took="} {
		if !strings.Contains(lines[0], want) {
			t.Errorf("%q lacks %q", lines[0], want)
		}
	}
}
