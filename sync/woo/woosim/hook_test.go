package woosim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

func TestDeliveriesHaveTheRecordedForm(t *testing.T) {
	t.Parallel()
	l, r := running(t, "order.created", "product.updated")
	l.order(92, `{"status":"on-hold","customer_note":"č/š <&> \"😀\"",`+twoTeas+`}`)
	all := r.all(t, l, 3)
	for _, one := range all {
		h := one.header
		if !woo.VerifySignature(hookSecret, []byte(one.body), h.Get("X-WC-Webhook-Signature")) {
			t.Errorf("the signature of %s does not hold", one.body)
		}
		resource, event, _ := strings.Cut(h.Get("X-WC-Webhook-Topic"), ".")
		for name, want := range map[string]string{
			"Content-Type": "application/json", "User-Agent": "WooCommerce/10.0.2 Hookshot (WordPress/6.8.8)", "X-WC-Webhook-Source": "https://shop.example/",
			"X-WC-Webhook-Resource": resource, "X-WC-Webhook-Event": event, "Accept": "*/*",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		if len(h.Get("X-WC-Webhook-Delivery-ID")) != 32 || h.Get("X-WC-Webhook-ID") == "" {
			t.Errorf("ids %v", h)
		}
		if strings.IndexFunc(one.body, func(c rune) bool { return c > 0x7e }) >= 0 || strings.Contains(one.body, "https://") {
			t.Errorf("not as PHP writes it: %s", one.body)
		}
	}
	if !strings.Contains(all[0].body, `"customer_note":"\u010d\/\u0161 <&> \"\ud83d\ude00\""`) {
		t.Errorf("body %s", all[0].body)
	}
}

func TestDeliveryIDsAreOfAHookAndASecond(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	first, second := l.AddHook("product.updated", "http://127.0.0.1:9/", "s"), l.AddHook("product.updated", "http://127.0.0.1:9/", "s")
	for range 3 { // A second may end in between.
		id := func(hook, product int64) string {
			return l.built(pending{Hook: hook, Topic: "product.updated", Resource: product}).header.Get("X-WC-Webhook-Delivery-ID")
		}
		began := time.Now().Unix()
		a, b, other := id(first, 11), id(first, 12), id(second, 11)
		if time.Now().Unix() != began {
			continue
		}
		if a != b || a == other {
			t.Errorf("ids %s, %s of one hook, %s of another", a, b, other)
		}
		return
	}
	t.Error("three seconds ended at the wrong moment")
}

func TestCreatingAWebhookPingsAndIgnoresTheStatus(t *testing.T) {
	t.Parallel()
	l, r := newLab(t), newReceiver(t)
	t.Cleanup(l.opts.Client.CloseIdleConnections)
	w := l.do(http.MethodPost, "https://shop.example/wp-json/wc/v3/webhooks", fmt.Sprintf(`{"topic":"order.created","delivery_url":%q,"secret":"geheim","status":"paused"}`, r.URL+"/a"))
	made := decoded[object](w.Body.Bytes())
	if w.Code != http.StatusCreated || made["status"] != "active" || strings.Contains(w.Body.String(), "geheim") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	id := amountOf(made["id"]).IntPart()
	ping := r.all(t, l, 1)[0]
	if got, isPing := woo.IsPing(ping.header.Get("Content-Type"), []byte(ping.body)); !isPing || got != id || ping.header.Get("X-WC-Webhook-Signature") != "" {
		t.Errorf("pinged with %+v", ping)
	}
	for _, body := range []string{
		`{"topic":"order.paid","delivery_url":"http://x/"}`, `{"delivery_url":"http://x/"}`, `{"topic":"action.evil","delivery_url":"http://x/"}`,
		`{"topic":"order.created","delivery_url":"/x"}`, `{"topic":"order.created"}`,
	} {
		if w := l.do(http.MethodPost, "https://shop.example/wp-json/wc/v3/webhooks", body); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", body, w.Code)
		}
	}
}

// failing makes a hook whose receiver answers a status, from the first ping on.
func failing(t *testing.T, l *lab, r *receiver, status int) int64 {
	t.Helper()
	path := fmt.Sprintf("/fail/%d", status)
	r.answers(path, status)
	w := l.do(http.MethodPost, "https://shop.example/wp-json/wc/v3/webhooks", fmt.Sprintf(`{"topic":"order.updated","delivery_url":%q}`, r.URL+path))
	return amountOf(decoded[object](w.Body.Bytes())["id"]).IntPart()
}

// event is an order.updated, which nobody else is told.
func (l *lab) event(t *testing.T) {
	t.Helper()
	if err := l.Edit(92, func(object) {}); err != nil {
		t.Fatal(err)
	}
}

// As recorded for receivers that answer 500, 302, 404, 410 and 303: nine events.
func TestFailingReceivers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		// pings and posts over nine events.
		pings, posts int
		ends         string
	}{
		{500, 7, 7, "disabled"},
		{404, 7, 7, "disabled"},
		{410, 7, 7, "disabled"},
		{303, 7, 7, "disabled"},
		{302, 1, 9, "active"},
		{201, 10, 9, "active"},
		{200, 1, 9, "active"},
	} {
		t.Run(http.StatusText(c.status), func(t *testing.T) {
			t.Parallel()
			l, r := newLab(t), newReceiver(t)
			l.twoTeas("processing")
			id := failing(t, l, r, c.status)
			l.run(t)
			for n := range 9 {
				l.event(t)
				waitFor(t, func() bool { return l.Waiting() == 0 })
				status, failures := l.HookStatus(id)
				want := n + 1
				switch {
				case c.ends == "active":
					want = 0
				case want >= 7:
					want = 6
				}
				if failures != want || (n < 6 && status != "active") {
					t.Errorf("after event %d: %s with %d failures", n+1, status, failures)
				}
			}
			if status, _ := l.HookStatus(id); status != c.ends {
				t.Errorf("it ended %s", status)
			}
			pings, posts := 0, 0
			for _, one := range r.everything() {
				switch {
				case one.path == "/redirected":
				case one.header.Get("X-WC-Webhook-Topic") == "":
					pings++
				default:
					posts++
				}
			}
			if pings != c.pings || posts != c.posts {
				t.Errorf("%d pings and %d deliveries, want %d and %d", pings, posts, c.pings, c.posts)
			}
		})
	}
}

func (r *receiver) everything() []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it took too long")
		}
	}
}

func TestASwitchedOnHookKeepsItsCountOfFailures(t *testing.T) {
	t.Parallel()
	l, r := newLab(t), newReceiver(t)
	l.twoTeas("processing")
	id := failing(t, l, r, 500)
	l.run(t)
	deliver := func() {
		l.event(t)
		waitFor(t, func() bool { return l.Waiting() == 0 })
	}
	for range 7 {
		deliver()
	}
	hook := fmt.Sprintf("webhooks/%d", id)
	l.must(http.MethodPut, hook, `{"status":"active"}`)
	if status, failures := l.HookStatus(id); status != "active" || failures != 6 {
		t.Errorf("switched on: %s, %d", status, failures)
	}
	deliver()
	if status, _ := l.HookStatus(id); status != "disabled" {
		t.Errorf("one more failure: %s", status)
	}
	r.answers("/fail/500", 200)
	l.must(http.MethodPut, hook, `{"status":"active"}`)
	deliver()
	if status, failures := l.HookStatus(id); status != "active" || failures != 0 {
		t.Errorf("after a success: %s, %d", status, failures)
	}
	r.forget()
	l.must(http.MethodPut, hook, fmt.Sprintf(`{"delivery_url":%q}`, r.URL+"/after"))
	if pings := r.all(t, l, 1); pings[0].path != "/after" || pings[0].body != fmt.Sprintf("webhook_id=%d", id) {
		t.Errorf("another URL: %+v", pings)
	}
}

func TestASlowReceiverHoldsUpTheOthers(t *testing.T) {
	t.Parallel()
	l, r := newLab(t), newReceiver(t)
	entered, release := make(chan struct{}), make(chan struct{})
	slow := newReceiver(t)
	slow.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		close(entered)
		<-release
		slow.take(w, request)
	})
	l.AddHook("order.created", slow.URL+"/slow", "s")
	l.AddHook("order.updated", r.URL+"/quick", "s")
	l.run(t)
	l.twoTeas("processing")
	<-entered
	if got := r.everything(); len(got) != 0 || l.Waiting() != 2 {
		t.Errorf("arrived meanwhile: %v, %d wait", got, l.Waiting())
	}
	close(release)
	r.all(t, l, 1)
}

func TestDuplicatesAndDisorderOnDemand(t *testing.T) {
	t.Parallel()
	l, r := running(t, "order.created")
	l.SetDeliveries(DeliveryMode{Hold: true})
	const orders = 20
	for i := range orders {
		l.order(int64(5000+i), `{"line_items":[{"product_id":23}]}`)
		l.nextID = 9000 + int64(i)*100
	}
	l.SetDeliveries(DeliveryMode{Shuffle: true, Copies: 3})
	var ids []int64
	for _, one := range r.all(t, l, 3*orders) {
		d, err := woo.ParseDelivery("order.created", []byte(one.body))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, d.ResourceID)
	}
	if slices.IsSorted(ids) {
		t.Errorf("in order: %v", ids)
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != orders {
		t.Errorf("not all came: %v", ids)
	}
}

func TestAHookChangedDuringItsDeliveryIsOverwrittenOnDemand(t *testing.T) {
	t.Parallel()
	l, r := newLab(t), newReceiver(t)
	id := l.AddHook("order.created", r.URL+"/old", "old")
	l.twoTeas("processing")
	var b *built
	for _, p := range l.delivery.waiting() {
		b = l.built(p)
	}
	change := func() {
		l.must(http.MethodPut, fmt.Sprintf("webhooks/%d", id), fmt.Sprintf(`{"delivery_url":%q,"secret":"new","status":"paused"}`, r.URL+"/new"))
	}
	change()
	l.ended(t.Context(), b, 200, false)
	if h := l.hooks[id]; h.target() != r.URL+"/new" || h.Secret != "new" || h.active() {
		t.Errorf("without: %+v", h)
	}
	l.ended(t.Context(), b, 200, true)
	if h := l.hooks[id]; h.target() != r.URL+"/old" || h.Secret != "old" || !h.active() {
		t.Errorf("with: %+v", h)
	}
	l.opts.Client.CloseIdleConnections()
}
