package app_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/server/app"
	"github.com/kiwwwi/vasco/server/config"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func TestDemoOrderBecomesAVascoOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o app.Options) {
		var out bytes.Buffer
		o.Out = &out
		r := open(t, o)
		if lines := strings.Split(strings.TrimSpace(out.String()), "\n"); len(lines) != 3 ||
			!strings.Contains(lines[0], r.URL()) || !strings.Contains(lines[1], r.Demo.ShopURL) || !strings.Contains(lines[2], r.Demo.ERPURL) {
			t.Errorf("it tells where it is with %q", out.String())
		}
		if status, body := r.get(r.URL() + "/readyz"); status != 200 {
			t.Fatalf("not ready: %d %s", status, body)
		}
		id := r.place(card())
		if seen := r.synced(id); seen.VascoNumber != "NK-00001" {
			t.Errorf("its number is %s", seen.VascoNumber)
		}
		ordertest.Until(t, "the number is written back", func() bool {
			return r.Demo.Shop.OrderMeta(id, order.NumberMeta) != ""
		})
		r.checkLogFile(o.DataDir, "→ VASCO order NK-00001 created")
		ordertest.Until(t, "the job is counted", func() bool { return worked(r) })
		_, figures := r.get(r.URL() + "/metrics")
		for _, want := range []string{`vasco_deliveries_total{cause="",status="200"}`, `vasco_call_seconds_count{operation=`, "go_goroutines"} {
			if !strings.Contains(figures, want) {
				t.Errorf("the figures lack %s", want)
			}
		}
	})
}

// checkLogFile: the line stands in the file, and the route serves it.
func (r *running) checkLogFile(dataDir, line string) {
	r.t.Helper()
	ordertest.Until(r.t, "the log file has "+line, func() bool { return strings.Contains(logLines(r.t, dataDir), line) })
	files, err := filepath.Glob(filepath.Join(dataDir, "logs", "demo", "*", "*", "*.log"))
	if err != nil || len(files) == 0 {
		r.t.Fatalf("%v, %v", files, err)
	}
	path, err := filepath.Rel(dataDir, files[len(files)-1])
	if err != nil {
		r.t.Fatal(err)
	}
	if status, body := r.get(r.URL() + "/" + filepath.ToSlash(path)); status != 200 || !strings.Contains(body, line) {
		r.t.Errorf("/%s: %d %s", path, status, body)
	}
}

// A hook that is lost is made up for without anybody's doing.
func TestLostHooksAreMadeUpFor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o app.Options) {
		o.PollEvery = time.Second
		r := open(t, o)
		r.Demo.Shop.SetDeliveries(woosim.DeliveryMode{Hold: true})
		r.synced(r.place(card()))
	})
}

// Orders under way when the service is stopped are taken up by the next start,
// wherever the simulators are by then.
func TestNothingIsLostByAStop(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o app.Options) {
		first := open(t, o)
		first.Demo.ERP.AddFaults(vascosim.Fault{Kind: "slow", Method: "POST", Path: "FA/narociloKupca", Millis: 150})
		ids := make([]int64, 25)
		for i := range ids {
			ids[i] = first.place(card())
		}
		ordertest.Until(t, "some orders are sent", func() bool { return len(first.Demo.ERP.Orders()) > 2 })
		began := time.Now()
		first.stop()
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("the stop took %s", took)
		}
		t.Logf("the stop took %s, %d sent", time.Since(began), len(first.Demo.ERP.Orders()))
		if sent := len(first.Demo.ERP.Orders()); sent == len(ids) {
			t.Error("all orders were sent before the stop: the test tests nothing")
		}
		o.PollEvery = time.Second // What the shop had not delivered yet it never will.
		second := open(t, o)
		for _, id := range ids {
			second.synced(id)
		}
	})
}

// What makes the demo may run at every start, on other ports too.
func TestTheDemoIsMadeOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o app.Options) {
		var before []int
		for start := range 3 {
			r := open(t, o)
			after := r.counts()
			if start > 0 && !equal(before, after) {
				t.Errorf("start %d: shops, connections, payments and hooks are %v, were %v", start+1, after, before)
			}
			before = after
			r.checkAddresses()
			r.synced(r.place(card()))
			r.stop()
		}
	})
}

func equal(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

func (r *running) counts() []int {
	r.t.Helper()
	reader := r.Store.Reader()
	var all []int
	for _, count := range []func(context.Context) (int, error){
		reader.Shop.Query().Count, reader.VascoConnection.Query().Count, reader.PaymentMapping.Query().Count,
		func(ctx context.Context) (int, error) { return len(r.hooks(ctx)), nil },
	} {
		n, err := count(r.t.Context())
		if err != nil {
			r.t.Fatal(err)
		}
		all = append(all, n)
	}
	return all
}

// hooks are where the demo shop delivers, by topic.
func (r *running) hooks(ctx context.Context) map[string]string {
	r.t.Helper()
	shop, err := r.Registry.ShopByKey(ctx, "demo")
	if err != nil {
		r.t.Fatal(err)
	}
	client, err := r.Registry.WooClient(shop)
	if err != nil {
		r.t.Fatal(err)
	}
	found, err := client.Webhooks(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	all := make(map[string]string)
	for _, h := range found {
		if all[h.Topic] != "" {
			r.t.Errorf("two hooks for %s", h.Topic)
		}
		all[h.Topic] = h.DeliveryURL
	}
	return all
}

func (r *running) checkAddresses() {
	r.t.Helper()
	shop, err := r.Registry.ShopByKey(r.t.Context(), "demo")
	if err != nil || shop.URL != r.Demo.ShopURL || shop.HomeURL != r.Demo.ShopURL {
		r.t.Errorf("the shop is at %s and %s, want %s, %v", shop.URL, shop.HomeURL, r.Demo.ShopURL, err)
	}
	erp, err := r.Registry.Vasco(r.t.Context(), shop.ConnectionID)
	if err != nil || erp.BaseURL != r.Demo.ERPURL {
		r.t.Errorf("VASCO is at %s, want %s, %v", erp.BaseURL, r.Demo.ERPURL, err)
	}
	hooks := r.hooks(r.t.Context())
	for _, topic := range connection.HookTopics() {
		if want := r.URL() + "/webhooks/woocommerce/demo"; hooks[topic] != want {
			r.t.Errorf("%s goes to %q, want %s", topic, hooks[topic], want)
		}
	}
}

func TestTheDemosPayments(t *testing.T) {
	t.Parallel()
	r := open(t, options(t))
	rows, err := r.Store.Reader().PaymentMapping.Query().Order(ent.Asc("method")).All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows {
		got = append(got, row.Method+" "+row.PaymentID+" "+string(row.Status))
	}
	want := "bacs 3 ACTIVE, bankart 6 ACTIVE, cod 4 ACTIVE, leanpay 8 ACTIVE, nestpay 9 ACTIVE, summit 10 NEW"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s", strings.Join(got, ", "))
	}
	d := card()
	d.PaymentMethod = "summit"
	id := r.place(d)
	ordertest.Until(t, "an order by Summit waits for its confirmation", func() bool { return r.order(id).State == "BLOCKED" })
}

func TestASecondProcessIsRefused(t *testing.T) {
	t.Parallel()
	o := options(t)
	o.Demo = false
	r := open(t, o)
	if _, err := app.Open(t.Context(), o); !errors.Is(err, store.ErrInUse) {
		t.Errorf("got %v", err)
	}
	if status, _ := r.get(r.URL() + "/readyz"); status != 200 {
		t.Errorf("the first process is disturbed: %d", status)
	}
	o.DataDir, o.Addr = t.TempDir(), strings.TrimPrefix(r.URL(), "http://")
	if _, err := app.Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("on the same address: %v", err)
	}
}

func TestAnotherKeyIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o app.Options) {
		open(t, o).stop()
		if err := os.Remove(filepath.Join(o.DataDir, "secret.key")); err != nil {
			t.Fatal(err)
		}
		if _, err := app.Open(t.Context(), o); !errors.Is(err, secret.ErrOtherKey) {
			t.Errorf("got %v", err)
		}
	})
}

func TestANewerDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o app.Options) {
		o.Demo = false
		if err := app.Migrate(t.Context(), o.Data); err != nil {
			t.Fatal(err)
		}
		driver, name := "sqlite3", strings.TrimPrefix(o.Database(), "sqlite://")
		if o.DatabaseURL != "" {
			driver, name = "pgx", o.DatabaseURL
		}
		db, err := sql.Open(driver, name)
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99991231235959, true)")
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
		if _, err := app.Open(t.Context(), o); !errors.Is(err, store.ErrNewer) {
			t.Errorf("start: %v", err)
		}
		if err := app.Migrate(t.Context(), o.Data); !errors.Is(err, store.ErrNewer) {
			t.Errorf("migrate: %v", err)
		}
	})
}

func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	o := options(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	told := &signalled{said: make(chan struct{})}
	o.Out = told
	go func() { ended <- app.Run(ctx, o) }()
	<-told.said
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// signalled tells when something was written.
type signalled struct{ said chan struct{} }

func (s *signalled) Write(p []byte) (int, error) {
	close(s.said)
	return len(p), nil
}

func TestSettingsAreCheckedFirst(t *testing.T) {
	t.Parallel()
	o := options(t)
	o.Addr = "0.0.0.0:0"
	if _, err := app.Open(t.Context(), o); !errors.Is(err, config.ErrNotLoopback) {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(o.DataDir); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

// A call to a server that does not answer is given up, not waited for, and
// what became of it is found out by the next start.
func TestAStopDoesNotWaitForASlowERP(t *testing.T) {
	t.Parallel()
	o := options(t)
	o.CallTimeout = time.Minute
	first := open(t, o)
	settle := 1
	shop, err := first.Registry.ShopByKey(t.Context(), "demo")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := first.Registry.UpdateVasco(t.Context(), shop.ConnectionID, connection.VascoChange{SettleSeconds: &settle}); err != nil {
		t.Fatal(err)
	}
	first.synced(first.place(card())) // It proves the search.
	first.Demo.ERP.AddFaults(vascosim.Fault{Kind: "slow", Method: "POST", Path: "FA/narociloKupca", Millis: 60_000})
	id := first.place(card())
	ordertest.Until(t, "the order is under way", func() bool { return first.order(id).State == "SYNCING" })
	began := time.Now()
	first.stop()
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("the stop took %s", took)
	}
	o.CallTimeout = 5 * time.Second
	second := open(t, o)
	if state := second.order(id).State; state != "SYNCING" && state != "QUEUED" && state != "SYNCED" {
		t.Errorf("after the start it is %s", state)
	}
}
