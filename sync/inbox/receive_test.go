package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/orderrequest"
	"github.com/kiwwwi/vasco/sync/connection"
	eventlog "github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// desk is an inbox over a database, with nobody working the jobs.
type desk struct {
	*inbox.Service
	store *store.Store
	shop  *connection.Shop
	run   func()
}

func newDesk(t *testing.T, s *store.Store) *desk {
	t.Helper()
	jobs, err := job.New(s, nil, job.Options{InsertOnly: true, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	box, err := secret.Open(filepath.Join(t.TempDir(), "secret.key"))
	if err != nil {
		t.Fatal(err)
	}
	log := eventlog.NewLog(s, nil)
	registry := connection.NewRegistry(s, box, log, nil, connection.Options{})
	shop, err := registry.CreateShop(t.Context(), connection.NewShop{
		Key: "demo", Name: "Demo", URL: "https://shop.example", HomeURL: "https://shop.example", ConsumerKey: "ck", ConsumerSecret: "cs",
	})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{Service: inbox.New(s, jobs, log), store: s, shop: shop}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	started := false
	d.run = func() {
		started = true
		go func() { defer close(done); d.Run(ctx) }()
	}
	t.Cleanup(func() {
		stop()
		if started {
			<-done
		}
	})
	return d
}

func (d *desk) receive(topic, body string) error {
	return d.Receive(context.Background(), d.shop, inbox.Incoming{Topic: topic, Body: []byte(body), Source: "https://shop.example/"})
}

func order(id int, note string) string {
	return fmt.Sprintf(`{"id":%d,"status":"processing","date_modified_gmt":"2026-11-23T20:13:21","customer_note":%q}`, id, note)
}

func (d *desk) jobs(t *testing.T) int {
	t.Helper()
	var count int
	if err := d.store.Read.QueryRowContext(t.Context(), "SELECT count(*) FROM river_job").Scan(&count); err != nil {
		t.Fatal(err)
	}
	return count
}

// TestStoredOnceByContent: shop, topic, resource and hash tell deliveries apart,
// the delivery's id does not; what comes again is counted.
func TestStoredOnceByContent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		d.run()
		for range 3 {
			for _, c := range [][2]string{
				{"order.created", order(1, "a")}, {"order.updated", order(1, "a")}, {"order.updated", order(1, "b")}, {"order.updated", order(2, "a")},
			} {
				if err := d.receive(c[0], c[1]); err != nil {
					t.Fatal(err)
				}
			}
		}
		rows := s.Reader().Delivery.Query().AllX(t.Context())
		if len(rows) != 4 {
			t.Fatalf("%d rows", len(rows))
		}
		for _, row := range rows {
			if row.Count != 3 || row.LastReceivedAt.Before(row.ReceivedAt) {
				t.Errorf("%s of %d: counted %d", row.Topic, row.ResourceID, row.Count)
			}
		}
		// One job an order: those that came later are answered by it.
		if got := d.jobs(t); got != 2 {
			t.Errorf("%d jobs", got)
		}
		if r := s.Reader().OrderRequest.Query().Where(orderrequest.ShopOrderID(2)).OnlyX(t.Context()); r.Requested != 1 || r.Begun != 0 || r.Read {
			t.Errorf("request %+v: a body that came before asks for nothing", r)
		}
	})
}

// TestChangedBackWithinASecond: a body that came before asks for a read when
// another one of the same second came too: which is the newest, only the shop knows.
func TestChangedBackWithinASecond(t *testing.T) {
	t.Parallel()
	later := strings.Replace(order(1, "b"), "20:13:21", "20:13:22", 1)
	for name, c := range map[string]struct {
		between string
		read    bool
	}{
		"another of the same second": {order(1, "b"), true},
		"a later one":                {later, false},
		"one of another order":       {order(2, "b"), false},
		"itself":                     {order(1, "a"), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				d := newDesk(t, s)
				d.run()
				for _, body := range []string{order(1, "a"), c.between, order(1, "a")} {
					if err := d.receive("order.updated", body); err != nil {
						t.Fatal(err)
					}
				}
				if r := s.Reader().OrderRequest.Query().Where(orderrequest.ShopOrderID(1)).OnlyX(t.Context()); r.Read != c.read {
					t.Errorf("request %+v, want it to ask for a read: %t", r, c.read)
				}
			})
		})
	}
}

// TestTogether: whatever comes together, in any order and however often, every
// caller gets its answer, every content its row and every order its job.
func TestTogether(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		const orders, versions, times = 20, 4, 3
		sent := make([][2]string, 0, orders*versions*times)
		for o := range orders {
			for v := range versions {
				for range times {
					sent = append(sent, [2]string{"order.updated", order(o+1, strconv.Itoa(v))})
				}
			}
		}
		rand.Shuffle(len(sent), func(i, j int) { sent[i], sent[j] = sent[j], sent[i] })
		var group sync.WaitGroup
		for _, c := range sent {
			group.Go(func() {
				if err := d.receive(c[0], c[1]); err != nil {
					t.Error(err)
				}
			})
		}
		d.run()
		group.Wait()
		rows := s.Reader().Delivery.Query().AllX(t.Context())
		total := 0
		for _, row := range rows {
			total += row.Count
		}
		if len(rows) != orders*versions || total != len(sent) {
			t.Errorf("%d rows that count %d, want %d that count %d", len(rows), total, orders*versions, len(sent))
		}
		if got := d.jobs(t); got != orders {
			t.Errorf("%d jobs, want %d", got, orders)
		}
	})
}

// TestSharedCommits: what waits is written many in a commit.
func TestSharedCommits(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Postgres(t))
	d := newDesk(t, s)
	commits := func() int64 {
		var n int64
		if err := s.Write.QueryRowContext(t.Context(), "SELECT count(DISTINCT xmin::text) FROM deliveries").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	const count = 200
	var group sync.WaitGroup
	for i := range count {
		group.Go(func() {
			if err := d.receive("order.updated", order(i+1, "")); err != nil {
				t.Error(err)
			}
		})
	}
	d.Waiting(t, count)
	d.run()
	group.Wait()
	if got := commits(); got > 5 {
		t.Errorf("%d deliveries took %d commits", count, got)
	}
}

// TestFull: a queue that is full refuses at once, and what was taken is written.
func TestFull(t *testing.T) {
	t.Parallel()
	d := newDesk(t, storetest.Open(t, storetest.SQLite(t)))
	var group sync.WaitGroup
	for i := range inbox.WaitingLimit {
		group.Go(func() {
			if err := d.receive("order.updated", order(i+1, "")); err != nil {
				t.Error(err)
			}
		})
	}
	d.Waiting(t, inbox.WaitingLimit)
	if err := d.receive("order.updated", order(1, "one too many")); !errors.Is(err, store.ErrFull) {
		t.Errorf("one too many: %v", err)
	}
	d.run()
	group.Wait()
	if got := d.store.Reader().Delivery.Query().CountX(t.Context()); got != inbox.WaitingLimit {
		t.Errorf("%d were written", got)
	}
}

// TestNudgeWaitsAgain: one that was processed is queued again; a body is not.
func TestNudgeWaitsAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		d.run()
		const action = "action.woocommerce_order_status_completed"
		send := func() {
			t.Helper()
			if err := errors.Join(d.receive("order.updated", order(1, "")), d.receive(action, `{"action":"woocommerce_order_status_completed","arg":1}`)); err != nil {
				t.Fatal(err)
			}
		}
		send()
		err := s.InTx(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Delivery.Update().SetState(delivery.StatePROCESSED).Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		send()
		for topic, want := range map[string]delivery.State{"order.updated": delivery.StatePROCESSED, action: delivery.StateQUEUED} {
			if row := s.Reader().Delivery.Query().Where(delivery.Topic(topic)).OnlyX(t.Context()); row.State != want || row.Count != 2 {
				t.Errorf("%s is %s, counted %d", topic, row.State, row.Count)
			}
		}
		if r := s.Reader().OrderRequest.Query().OnlyX(t.Context()); !r.Read {
			t.Error("the nudge does not ask for a read")
		}
	})
}

// TestRefusedIsToldOnce: an attacker who is refused fills no log, and what he
// sent is not in it.
func TestRefusedIsToldOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		d.run()
		for range 100 {
			d.Refused(t.Context(), d.shop, 401, "SIGNATURE")
			d.Refused(t.Context(), nil, 404, "UNKNOWN_SHOP")
		}
		rows := s.Reader().Event.Query().Where(event.Kind("delivery.refused")).AllX(t.Context())
		if len(rows) != 2 {
			t.Errorf("%d events: %v", len(rows), rows)
		}
		if got := s.Reader().Delivery.Query().CountX(t.Context()); got != 0 {
			t.Errorf("%d deliveries are stored", got)
		}
	})
}

// TestHostileText: text that PostgreSQL does not keep is stored without it.
func TestHostileText(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		d.run()
		for _, body := range []string{`{"code":"a\u0000b","data":{"status":404}}`, `{"id":5,"status":"a\u0000b","date_modified_gmt":"2026-11-23T20:13:21"}`} {
			if err := d.receive("order.updated", body); err != nil {
				t.Errorf("%s: %v", body, err)
			}
		}
	})
}
