package order_test

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// body is an order as a hook carries it, with some of it changed.
func body(t *testing.T, f *ordertest.Fixture, id int64, change func(o map[string]any)) []byte {
	t.Helper()
	var o map[string]any
	if err := json.Unmarshal(f.ReadShop(id), &o); err != nil {
		t.Fatal(err)
	}
	change(o)
	raw, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// later moves the time an order says it was changed at.
func later(o map[string]any, by time.Duration) {
	const layout = "2006-01-02T15:04:05"
	text, _ := o["date_modified_gmt"].(string)
	at, err := time.Parse(layout, text)
	if err != nil {
		panic(err) // The shop of the tests tells its times.
	}
	o["date_modified_gmt"] = at.Add(by).Format(layout)
}

// TestWhatABodyIsWorth: a strictly newer body is taken without asking the shop;
// the same body again asks nothing; anything else is asked about.
func TestWhatABodyIsWorth(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		topic  string
		change func(o map[string]any)
		reads  int
		status string
	}{
		"strictly newer":                 {"order.updated", func(o map[string]any) { o["status"] = "on-hold"; later(o, time.Minute) }, 0, "on-hold"},
		"the same, of another topic":     {"order.updated", func(map[string]any) {}, 0, "pending"},
		"of the same time, another body": {"order.updated", func(o map[string]any) { o["status"] = "on-hold" }, 1, "pending"},
		"older":                          {"order.updated", func(o map[string]any) { o["status"] = "on-hold"; later(o, -time.Hour) }, 1, "pending"},
		"without a time":                 {"order.updated", func(o map[string]any) { delete(o, "date_modified_gmt"); o["status"] = "on-hold" }, 1, "pending"},
		"without a key":                  {"order.updated", func(o map[string]any) { o["order_key"] = ""; later(o, time.Minute) }, 1, "pending"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{NoHooks: true, NoPayments: true})
				d := ordertest.Simple()
				d.Status = "pending"
				id := f.Place(d)
				f.Hook("order.created", body(t, f, id, func(map[string]any) {}))
				f.WaitFor(id, "WAITING/STATUS")
				raw := body(t, f, id, c.change)
				before := f.Calls("GET orders/#")
				f.Hook(c.topic, raw)
				f.WaitAnswered(id)
				if got := f.Calls("GET orders/#") - before; got != c.reads {
					t.Errorf("the order was read %d times, want %d", got, c.reads)
				}
				if got := f.Order(id).Status; got != c.status {
					t.Errorf("it is known as %s, want %s", got, c.status)
				}
			})
		})
	}
}

// TestNewestOfManyBodies: of what waits together the newest counts, and two
// that contradict each other are asked about.
func TestNewestOfManyBodies(t *testing.T) {
	t.Parallel()
	at := func(seconds int, status string) func(o map[string]any) {
		return func(o map[string]any) { o["status"] = status; later(o, time.Duration(seconds)*time.Second) }
	}
	for name, c := range map[string]struct {
		changes []func(o map[string]any)
		reads   int
		status  string
	}{
		"in order":                {[]func(o map[string]any){at(1, "failed"), at(2, "cancelled")}, 0, "cancelled"},
		"out of order":            {[]func(o map[string]any){at(2, "cancelled"), at(1, "failed")}, 0, "cancelled"},
		"contradicting":           {[]func(o map[string]any){at(2, "cancelled"), at(2, "failed")}, 1, "pending"},
		"contradicted and solved": {[]func(o map[string]any){at(2, "cancelled"), at(2, "failed"), at(3, "refunded")}, 0, "refunded"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{NoHooks: true, NoReplica: true})
			id := placed(pending)(f)
			for _, change := range c.changes {
				f.Hook("order.updated", body(t, f, id, change))
			}
			before := f.Calls("GET orders/#")
			f.AddReplica(ordertest.ReplicaOptions{})
			ordertest.Until(t, "the order is known", func() bool { return f.Order(id) != nil && f.Answered(id) })
			if got := f.Calls("GET orders/#") - before; got != c.reads {
				t.Errorf("the order was read %d times, want %d", got, c.reads)
			}
			if got := f.Order(id).Status; got != c.status {
				t.Errorf("it is known as %s, want %s", got, c.status)
			}
		})
	}
}

// TestNudges: each asks for a fresh read, unless one waits that has not begun;
// all are counted on one row.
func TestNudges(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true, NoReplica: true})
		id := placed(pending)(f)
		for range 5 {
			nudge(f, id, "processing")
		}
		r := f.AddReplica(ordertest.ReplicaOptions{})
		f.WaitFor(id, "WAITING/STATUS")
		if got := f.Calls("GET orders/#"); got != 1 {
			t.Errorf("five nudges that waited together read the order %d times", got)
		}
		for i := range 3 {
			nudge(f, id, "processing")
			f.WaitAnswered(id)
			if got := f.Calls("GET orders/#"); got != i+2 {
				t.Errorf("nudge %d: the order was read %d times", i+6, got)
			}
		}
		r.Stop()
		row, err := s.Reader().Delivery.Query().Only(t.Context())
		if err != nil || row.Count != 8 || row.Kind != delivery.KindNUDGE || row.State != delivery.StatePROCESSED {
			t.Errorf("stored %+v, %v", row, err)
		}
	})
}

// TestErrorObject: it names no order, so what changed lately is read, once for
// all that come together.
func TestErrorObject(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true, NoReplica: true})
		id := f.Place(ordertest.Simple())
		for _, code := range []string{"woocommerce_rest_cannot_view", "woocommerce_rest_shop_order_invalid_id"} {
			f.Hook("order.created", []byte(`{"code":"`+code+`","message":"No.","data":{"status":401}}`))
		}
		f.AddReplica(ordertest.ReplicaOptions{})
		f.Synced(id)
		if told := f.Events(0, "delivery.error_object"); len(told) != 1 {
			t.Errorf("told %d times, want once a minute", len(told))
		}
		if got := f.Calls("GET orders"); got != 2 {
			t.Errorf("orders were listed %d times, want once (two lists)", got)
		}
	})
}

// TestTrashAndBack: an order in the trash, known or not, is skipped, and goes
// on when it is restored; the body says so or the shop does.
func TestTrashAndBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		id := f.Place(ordertest.Simple())
		f.Trash(id)
		f.Hook("order.deleted", []byte(`{"id":`+strconv.FormatInt(id, 10)+`}`))
		f.WaitFor(id, "SKIPPED/TRASHED")
		f.Edit(id, func(o map[string]any) { o["status"] = "processing"; later(o, time.Minute) })
		f.Hook("order.restored", body(t, f, id, func(map[string]any) {}))
		f.Synced(id)
		f.Hook("order.updated", body(t, f, id, func(o map[string]any) { o["status"] = "trash"; later(o, time.Hour) }))
		f.WaitAnswered(id)
		f.Synced(id)
	})
}

// TestGoneBeforeAnybodyLooked: a hook about an order nobody ever saw ends quietly.
func TestGoneBeforeAnybodyLooked(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{NoHooks: true})
	nudge(f, 4711, "processing")
	f.WaitAnswered(4711)
	if f.Order(4711) != nil {
		t.Error("it was stored")
	}
}

// TestApiThatIsGoneIsNoDeletedOrder: without the REST API every order answers
// 404; the orders wait.
func TestApiThatIsGoneIsNoDeletedOrder(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{NoHooks: true})
	id := placed(pending)(f)
	nudge(f, id, "processing")
	f.WaitFor(id, "WAITING/STATUS")
	f.Woo.AddFaults(woosim.Fault{Path: "orders", Status: 404, Body: `{"code":"rest_no_route","message":"No route was found.","data":{"status":404}}`})
	nudge(f, id, "processing")
	ordertest.Until(t, "it is told that the shop is away", func() bool { return len(f.Events(0, "shop.unreachable")) == 1 })
	if got := f.State(id); got != "WAITING/STATUS" {
		t.Errorf("it is %s", got)
	}
}

// TestDraft: an order that is not placed yet keeps its id, its topic and its
// hash; placed, it goes its way.
func TestDraft(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		id := placed(func(d *woosim.Draft) { d.Status = "checkout-draft" })(f)
		f.Hook("order.updated", body(t, f, id, func(map[string]any) {}))
		row, err := s.Reader().Delivery.Query().Only(t.Context())
		if err != nil || row.ResourceID != id || row.Topic != "order.updated" || row.Hash == "" || len(row.Body) > 0 || row.Modified != nil ||
			row.Note != inbox.NoteDraft || row.State != delivery.StateSTORED {
			t.Fatalf("stored %+v, %v", row, err)
		}
		// A nudge does not bring it in either.
		nudge(f, id, "processing")
		f.WaitAnswered(id)
		if f.Order(id) != nil {
			t.Fatal("a draft was stored as an order")
		}
		ordertest.Until(t, "the call is recorded", func() bool {
			calls, err := s.Reader().ApiCall.Query().Where(apicall.Operation("read order")).All(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, call := range calls {
				if !bytes.Contains(call.Response, []byte("checkout-draft")) || bytes.Contains(call.Response, []byte("billing")) {
					t.Fatalf("of the draft is kept %s", call.Response)
				}
			}
			return len(calls) > 0
		})
		f.SetStatus(id, "processing")
		f.Hook("order.updated", body(t, f, id, func(map[string]any) {}))
		f.Hook("order.created", body(t, f, id, func(map[string]any) {}))
		f.Synced(id)
	})
}

// TestForeignSource: a staging copy with the same secret is stored, not
// processed and told; the shop's own delivery of the same body is processed.
func TestForeignSource(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		id := f.Place(ordertest.Simple())
		raw := body(t, f, id, func(map[string]any) {})
		header := f.Header("order.created", raw)
		header.Set("X-WC-Webhook-Source", "https://staging.example/")
		if err := f.Deliver(t.Context(), header, raw); err != nil {
			t.Fatal(err)
		}
		row, err := s.Reader().Delivery.Query().Only(t.Context())
		if err != nil || row.State != delivery.StateREFUSED || row.Note != inbox.NoteForeignSource {
			t.Fatalf("stored %+v, %v", row, err)
		}
		told := f.Events(0, "delivery.foreign_source")
		if len(told) != 1 || told[0].Params["source"] != "https://staging.example/" {
			t.Errorf("told %v", told)
		}
		if f.Order(id) != nil {
			t.Error("it was processed")
		}
		f.Hook("order.created", raw)
		f.Synced(id)
	})
}
