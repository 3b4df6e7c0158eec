package order_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func pending(d *woosim.Draft) { d.Status = "pending" }

func nudge(f *ordertest.Fixture, id int64, status string) {
	f.Hook("action.woocommerce_order_status_"+status, fmt.Appendf(nil, `{"action":"woocommerce_order_status_%s","arg":%d}`, status, id))
}

// skips has for each reason how an order comes to be skipped, and how it comes
// to be sent after all; there is no way back for one that is gone.
var skips = map[string]struct {
	options ordertest.Options
	cause   func(f *ordertest.Fixture) int64
	back    func(f *ordertest.Fixture, id int64)
}{
	order.SkippedByPerson: {
		cause: func(f *ordertest.Fixture) int64 {
			id := placed(pending)(f)
			f.WaitFor(id, "WAITING/STATUS")
			f.Skip(id, "paid in the shop")
			f.SetStatus(id, "processing")
			return id
		},
		back: func(f *ordertest.Fixture, id int64) { f.Sync(id, order.Choice{}) },
	},
	order.SkippedGone: {
		cause: func(f *ordertest.Fixture) int64 {
			id := placed(pending)(f)
			f.WaitFor(id, "WAITING/STATUS")
			f.Woo.Delete(id)
			nudge(f, id, "processing")
			return id
		},
	},
	order.SkippedTrashed: {
		cause: func(f *ordertest.Fixture) int64 {
			id := placed(pending)(f)
			f.WaitFor(id, "WAITING/STATUS")
			f.Trash(id)
			return id
		},
		back: func(f *ordertest.Fixture, id int64) { f.SetStatus(id, "processing") },
	},
	order.SkippedBeforeStart: {
		options: settings(func(s *rules.Shop) { s.SyncFrom = time.Now().AddDate(0, 0, 1) }),
		back:    changeShop(connection.ShopChange{Settings: rules.Change{SyncFrom: new(time.Now().AddDate(0, 0, -1))}}),
	},
	order.SkippedPaymentOff: {
		cause: func(f *ordertest.Fixture) int64 {
			f.MapPayment("bankart", "6", paymentmapping.StatusOFF)
			return f.Place(ordertest.Simple())
		},
		back: func(f *ordertest.Fixture, _ int64) { f.MapPayment("bankart", "6", paymentmapping.StatusACTIVE) },
	},
	order.SkippedNotSending: {
		cause: func(f *ordertest.Fixture) int64 {
			id := placed(pending)(f)
			f.WaitFor(id, "WAITING/STATUS")
			f.SetStatus(id, "cancelled")
			return id
		},
		back: func(f *ordertest.Fixture, id int64) { f.SetStatus(id, "processing") },
	},
}

func TestEverySkipReason(t *testing.T) {
	t.Parallel()
	for _, reason := range order.SkipReasons() {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			skip, known := skips[reason]
			if !known {
				t.Fatalf("nothing leads to %s", reason)
			}
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, skip.options)
				if skip.cause == nil {
					skip.cause = placed(func(*woosim.Draft) {})
				}
				id := skip.cause(f)
				f.WaitFor(id, "SKIPPED/"+reason)
				f.Never(id)
				if told := f.Events(id, "order.skipped"); len(told) == 0 || told[len(told)-1].Params["reason"] != reason {
					t.Errorf("the events do not tell it: %v", told)
				}
				if skip.back == nil {
					return
				}
				skip.back(f, id)
				f.Synced(id)
			})
		})
	}
	for reason := range skips {
		if !slices.Contains(order.SkipReasons(), reason) {
			t.Errorf("%s is no reason", reason)
		}
	}
}

// TestPersonsNoteStays: a hook that comes after a person skipped an order
// changes neither the state nor the person's words, and tells nothing.
func TestPersonsNoteStays(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := f.Place(summit())
	f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
	f.Skip(id, "a test order")
	f.SetStatus(id, "completed")
	p := f.WaitFor(id, "SKIPPED/PERSON")
	if p.ReasonParams["note"] != "a test order" || len(f.Events(id, "order.skipped")) != 1 {
		t.Errorf("note %q, %d events", p.ReasonParams["note"], len(f.Events(id, "order.skipped")))
	}
}

// TestTooEarlyOnEveryPath: an order from before the start is not sent, whether a
// body, a nudge, a person or a release brings it up.
func TestTooEarlyOnEveryPath(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, settings(func(s *rules.Shop) { s.SyncFrom = time.Now() }))
	d := summit()
	d.PlacedAt = time.Now().AddDate(0, 0, -2)
	id := f.Place(d)
	f.WaitFor(id, "SKIPPED/BEFORE_START")
	for name, again := range map[string]func(){
		"nudge":   func() { nudge(f, id, "completed") },
		"person":  func() { f.Sync(id, order.Choice{}) },
		"release": func() { f.MapPayment("summit", "10", paymentmapping.StatusACTIVE) },
		"status":  func() { f.SetStatus(id, "completed") },
	} {
		again()
		f.WaitFor(id, "SKIPPED/BEFORE_START")
		f.WaitAnswered(id)
		if len(f.InVasco(id)) != 0 {
			t.Errorf("%s sent it", name)
		}
	}
}

// TestLeavingTheSendingStatuses: an order that is not to be sent any more does
// not stay blocked.
func TestLeavingTheSendingStatuses(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := f.Place(summit())
	f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
	f.SetStatus(id, "pending")
	f.WaitFor(id, "WAITING/STATUS")
	f.SetStatus(id, "cancelled")
	f.WaitFor(id, "SKIPPED/NOT_FOR_SENDING")
	f.SetStatus(id, "processing")
	f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
	f.Never(id)
}

func summit() woosim.Draft {
	d := ordertest.Simple()
	d.PaymentMethod = "summit"
	return d
}

func sqliteFixture(t *testing.T, o ordertest.Options) *ordertest.Fixture {
	t.Helper()
	return ordertest.New(t, storetest.Open(t, storetest.SQLite(t)), o)
}
