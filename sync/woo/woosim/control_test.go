package woosim

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// steered makes a call without keys.
func (s *Shop) steered(t *testing.T, call, body string) *httptest.ResponseRecorder {
	t.Helper()
	method, path, _ := strings.Cut(call, " ")
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body)))
	return w
}

func demoShop(t *testing.T) *lab {
	t.Helper()
	s, err := New(Options{Demo: true, InsecureBasic: true, Home: "https://shop.example"})
	if err != nil {
		t.Fatal(err)
	}
	return &lab{s, t}
}

func TestDemoOrders(t *testing.T) {
	t.Parallel()
	l := demoShop(t)
	for _, body := range []string{"", "{}", `{"coupon":10,"fee":"1.83","vat":"SI12345678","number":"1284"}`} {
		w := l.steered(t, "POST /demo/orders", body)
		o := decoded[object](w.Body.Bytes())
		if w.Code != http.StatusCreated || o["status"] != "processing" || w.Header().Get("Content-Type") != "application/json; charset=UTF-8" {
			t.Fatalf("%s: %d %s", body, w.Code, w.Body)
		}
		// It is the same as REST v3 tells, with totals that add up.
		read := l.do(http.MethodGet, fmt.Sprintf("https://shop.example/wp-json/wc/v3/orders/%v", o["id"]), "")
		if read.Body.String() != w.Body.String() {
			t.Errorf("placed %s\nread   %s", w.Body, read.Body)
		}
		sum := amountOf("0")
		for _, kind := range []string{"line_items", "shipping_lines", "fee_lines"} {
			for _, line := range objects(o[kind]) {
				sum = sum.Add(amountOf(line["total"])).Add(amountOf(line["total_tax"]))
			}
		}
		if money(sum) != o["total"] {
			t.Errorf("%s: lines of %s, total %v", body, money(sum), o["total"])
		}
	}
	for _, body := range []string{"nonsense", `[]`, `{"items":[{"sku":"UNKNOWN","quantity":1}]}`, `{"items":[{"sku":"PWH-1","quantity":0}]}`, `{"fee":"much"}`, `{"shipping":"far"}`, `{"items":[{"sku":"PWH-1","quantity":1,"price":"free"}]}`} {
		if w := l.steered(t, "POST /demo/orders", body); w.Code != http.StatusBadRequest || w.Body.Len() == 0 {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
}

func TestWhatIsReturnedIsNotTheShopsOwn(t *testing.T) {
	t.Parallel()
	l := demoShop(t)
	o, err := l.PlaceOrder(Draft{})
	if err != nil {
		t.Fatal(err)
	}
	o["status"] = "changed by the caller"
	if kept, _ := l.read(o["id"].(int64)); kept["status"] != "processing" {
		t.Errorf("kept as %v", kept["status"])
	}
}

func TestCheckoutsByHand(t *testing.T) {
	t.Parallel()
	l := demoShop(t)
	w := l.steered(t, "POST /sim/checkouts", `{"payment_method":"bacs"}`)
	o := decoded[object](w.Body.Bytes())
	if w.Code != http.StatusCreated || o["status"] != "checkout-draft" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	place := fmt.Sprintf("POST /sim/checkouts/%v", o["id"])
	if w := l.steered(t, place, ""); w.Code != http.StatusOK || decoded[object](w.Body.Bytes())["status"] != "on-hold" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	restore := fmt.Sprintf("POST /sim/orders/%v/restore", o["id"])
	for _, call := range []string{place, restore, "POST /sim/checkouts/9", "POST /sim/checkouts/x", "POST /sim/orders/9/restore"} {
		if w := l.steered(t, call, ""); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d %s", call, w.Code, w.Body)
		}
	}
	l.must(http.MethodDelete, fmt.Sprintf("orders/%v", o["id"]), "")
	if w := l.steered(t, restore, ""); w.Code != http.StatusOK || decoded[object](w.Body.Bytes())["status"] != "on-hold" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := l.steered(t, "POST /sim/checkouts", `{"shipping":"far"}`); w.Code != http.StatusBadRequest {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestTheStateAndThePageForPeople(t *testing.T) {
	t.Parallel()
	l := demoShop(t)
	l.AddHook("order.created", "http://127.0.0.1:9/", "geheim")
	o, err := l.PlaceOrder(Draft{Company: "<b>Podjetje</b>", LastName: "x"})
	if err != nil {
		t.Fatal(err)
	}
	l.must(http.MethodPut, fmt.Sprintf("orders/%v", o["id"]), `{"meta_data":[{"key":"_vasco_order_number","value":"00412/2026"}]}`)
	l.must(http.MethodPost, fmt.Sprintf("orders/%v/notes", o["id"]), `{"note":"NK-00412"}`)
	id := o["id"].(int64)
	if got := l.OrderMeta(id, "_vasco_order_number"); got != "00412/2026" || l.OrderMeta(id, "nothing") != "" || l.OrderMeta(9, "x") != "" {
		t.Errorf("meta %q", got)
	}
	if notes := l.Notes(id); len(notes) != 1 || notes[0] != "NK-00412" {
		t.Errorf("notes %q", notes)
	}
	w := l.steered(t, "GET /sim/state", "")
	for _, part := range []string{`"vasco":"00412/2026"`, `"waiting":1`, `"failures":0`, `"topic":"order.created"`} {
		if !strings.Contains(w.Body.String(), part) || strings.Contains(w.Body.String(), "geheim") {
			t.Errorf("state without %s, or with the secret: %s", part, w.Body)
		}
	}
	w = l.steered(t, "GET /", "")
	for _, part := range []string{"&lt;b&gt;Podjetje", "00412/2026", "Kapa Bled - modra", "60.99"} {
		if !strings.Contains(w.Body.String(), part) {
			t.Errorf("the page has no %s", part)
		}
	}
	if w := l.steered(t, "GET /?rest_route=/", ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"wc/v3"`) {
		t.Errorf("the index: %d %s", w.Code, w.Body)
	}
}

func TestFaultsOfTheAPI(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.twoTeas("processing")
	front := httptest.NewServer(l.Handler())
	t.Cleanup(front.Close)
	do := func(method, path string) (status int, header http.Header) {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, front.URL+apiPrefix+path, strings.NewReader(`{"note":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		request.SetBasicAuth("ck_demo", "cs_demo")
		response, err := front.Client().Do(request)
		if err != nil {
			return 0, nil
		}
		_ = response.Body.Close()
		return response.StatusCode, response.Header
	}
	if w := l.steered(t, "POST /sim/faults", `[{"path":"orders/92","status":503,"body":"<html>","retryAfter":7,"times":2},{"method":"POST","path":"orders","drop":true,"after":true,"times":1},{"path":"products","drop":true},{"path":"webhooks","status":500,"body":"{}","millis":1,"times":1}]`); w.Code != http.StatusNoContent {
		t.Fatal(w.Code)
	}
	for range 2 {
		if status, header := do(http.MethodGet, "orders/92"); status != 503 || header.Get("Retry-After") != "7" || header.Get("Content-Type") != "text/html" {
			t.Errorf("%d %v", status, header)
		}
	}
	if status, _ := do(http.MethodGet, "orders/92"); status != http.StatusOK {
		t.Errorf("after its times: %d", status)
	}
	if status, _ := do(http.MethodPost, "orders/92/notes"); status != 0 || len(l.Notes(92)) != 1 {
		t.Errorf("dropped after the write: %d, notes %v", status, l.Notes(92))
	}
	if status, _ := do(http.MethodGet, "products/12"); status != 0 {
		t.Errorf("dropped: %d", status)
	}
	if status, header := do(http.MethodGet, "webhooks"); status != 500 || header.Get("Content-Type") != "application/json" {
		t.Errorf("%d %v", status, header)
	}
	if w := l.steered(t, "DELETE /sim/faults", ""); w.Code != http.StatusNoContent {
		t.Error(w.Code)
	}
	if status, _ := do(http.MethodGet, "products/12"); status != http.StatusOK {
		t.Errorf("after all: %d", status)
	}
	for call, body := range map[string]string{"POST /sim/faults": "{}", "POST /sim/deliveries": "[]"} {
		if w := l.steered(t, call, body); w.Code != http.StatusBadRequest {
			t.Errorf("%s %s: %d", call, body, w.Code)
		}
	}
	if w := l.steered(t, "POST /sim/deliveries", `{"hold":true,"copies":2}`); w.Code != http.StatusNoContent || !l.delivery.mode.Hold {
		t.Error(w.Code)
	}
}

func TestOrdersTrickleInAndGoodsWithThem(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, err := New(Options{Demo: true, Trickle: 20 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		s.Run(ctx)
		if n := len(s.orders); n < 120 || n > 360 {
			t.Errorf("%d orders in an hour, at one in 20 s", n)
		}
		for _, p := range s.products {
			if p.Fields["manage_stock"] == true && p.stock().IntPart() <= emptyStock {
				t.Errorf("%s: %d left", p.name(), p.stock())
			}
		}
	})
}

func TestDeliveriesWaitTheirDelay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var at time.Duration
		began := time.Now()
		client := &http.Client{Transport: trip(func(*http.Request) (*http.Response, error) {
			at = time.Since(began)
			return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
		})}
		s, err := New(Options{Demo: true, DeliveryDelay: 42 * time.Second, Client: client})
		if err != nil {
			t.Fatal(err)
		}
		s.AddHook("order.created", "http://service.example/", "s")
		if _, err := s.PlaceOrder(Draft{}); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		s.Run(ctx)
		if at != 42*time.Second {
			t.Errorf("delivered after %s", at)
		}
	})
}

type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestWhatPeopleDoToUnknownOrders(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for name, err := range map[string]error{
		"status": l.SetStatus(9, "completed"), "edit": l.Edit(9, nil), "trash": l.Trash(9), "restore": l.Restore(9), "refund": l.Refund(9, "1"), "checkout": l.PlaceCheckout(9),
	} {
		if err == nil {
			t.Errorf("%s: done", name)
		}
	}
	l.Delete(9)
	if l.SetMeta("nothing", "a", "b") {
		t.Error("meta of nothing")
	}
	if status, failures := l.HookStatus(9); status != "" || failures != 0 {
		t.Errorf("a hook that is not there: %s, %d", status, failures)
	}
}

func TestTheDemosGoods(t *testing.T) {
	t.Parallel()
	l := demoShop(t)
	names := make(map[string]string)
	for _, a := range l.Articles() {
		if names[a[1]] != "" || a[1] == "" || a[3] == "" {
			t.Errorf("article %v", a)
		}
		names[a[1]] = a[0]
	}
	if len(names) < 20 || names["3830012345678"] != "Premium Wireless Headphones" {
		t.Errorf("%d articles", len(names))
	}
	o, err := l.PlaceOrder(Draft{Status: "on-hold"})
	if err != nil {
		t.Fatal(err)
	}
	id := o["id"].(int64)
	if err := l.SetStatus(id, "completed"); err != nil || l.orders[id].status != "completed" {
		t.Errorf("%s, %v", l.orders[id].status, err)
	}
}
