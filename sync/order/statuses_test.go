package order_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func in(status string) func(*woosim.Draft) { return func(d *woosim.Draft) { d.Status = status } }

// TestTheRulesOfWooCommercesOwnStatuses are the brief's: three send, pending
// waits, and what ended is never sent.
func TestTheRulesOfWooCommercesOwnStatuses(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	want := map[string]string{
		"processing": "SYNCED", "completed": "SYNCED", "on-hold": "SYNCED", "pending": "WAITING/STATUS",
		"cancelled": "SKIPPED/NOT_FOR_SENDING", "failed": "SKIPPED/NOT_FOR_SENDING", "refunded": "SKIPPED/NOT_FOR_SENDING",
	}
	ids := make(map[string]int64, len(want))
	for status := range want {
		ids[status] = placed(in(status))(f)
	}
	for status, state := range want {
		f.WaitFor(ids[status], state)
	}
}

// TestStatusesNobodyClassified wait, and go where their rule sends them.
func TestStatusesNobodyClassified(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		waits, other := placed(pending)(f), placed(in("priprava"))(f)
		f.WaitFor(waits, "WAITING/STATUS")
		p := f.WaitFor(other, "WAITING/STATUS_UNCLASSIFIED")
		if p.ReasonParams["status"] != "priprava" {
			t.Errorf("it waits for %v", p.ReasonParams)
		}
		if told := f.Events(other, "order.waiting"); len(told) != 1 || told[0].Params["reason"] != "STATUS_UNCLASSIFIED" || told[0].Level != "WARNING" {
			t.Errorf("it is told as %v", told)
		}
		for _, step := range []struct {
			rule  rules.Status
			state string
		}{
			{rules.Wait, "WAITING/STATUS"}, {rules.Never, "SKIPPED/NOT_FOR_SENDING"}, {rules.Wait, "WAITING/STATUS"},
		} {
			f.SetStatusRule("priprava", step.rule)
			f.WaitFor(other, step.state)
		}
		f.Never(other)
		if released := f.SetStatusRule("priprava", rules.Send); released != 1 {
			t.Errorf("%d orders were released", released)
		}
		f.Synced(other)
		f.WaitFor(waits, "WAITING/STATUS")
	})
}

// TestAStatusThatIsNotSentAnyMore takes what is blocked with it, however old.
func TestAStatusThatIsNotSentAnyMore(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		d := summit()
		d.PlacedAt = time.Now().AddDate(0, 0, -20)
		id := f.Place(d)
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		f.SetStatusRule("processing", rules.Wait)
		f.WaitFor(id, "WAITING/STATUS")
		f.SetStatusRule("processing", rules.Send)
		f.WaitFor(id, "BLOCKED/OLD")
		f.SetStatusRule("processing", rules.Never)
		f.WaitFor(id, "SKIPPED/NOT_FOR_SENDING")
		f.Never(id)
	})
}

func TestTheShopsOwnNamesOfItsStatuses(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		if err := f.Woo.AddStatus(woosim.Status{Slug: "priprava", Name: "V pripravi"}); err != nil {
			t.Fatal(err)
		}
		shown := func() string {
			all, err := f.Orders.StatusRules(t.Context(), f.Shop().ID, f.Shop().Settings)
			if err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, one := range all {
				if !slices.Contains([]string{"processing", "completed", "on-hold", "cancelled", "refunded", "failed"}, one.Status) {
					texts = append(texts, one.Status+" "+one.Name+" "+string(one.Rule)+strings.Repeat("!", one.Waiting))
				}
			}
			return strings.Join(texts, ", ")
		}
		if got := shown(); got != "pending  WAIT, checkout-draft  NEVER" {
			t.Errorf("before the shop is asked: %s", got)
		}
		f.WaitFor(placed(in("priprava"))(f), "WAITING/STATUS_UNCLASSIFIED")
		if got := shown(); got != "pending  WAIT, checkout-draft  NEVER, priprava  UNCLASSIFIED!" {
			t.Errorf("before the shop is asked, with an order: %s", got)
		}
		if _, err := f.Registry.TestShop(t.Context(), f.Shop().ID); err != nil {
			t.Fatal(err)
		}
		if got := shown(); got != "pending Pending payment WAIT, checkout-draft Draft NEVER, priprava V pripravi UNCLASSIFIED!" {
			t.Errorf("after a test: %s", got)
		}
		f.SetStatusRule("neznan", rules.Wait)
		if got := shown(); !strings.HasSuffix(got, ", neznan  WAIT") {
			t.Errorf("with a rule of a status the shop does not have: %s", got)
		}
	})
}

// TestTheListOfSendingStatusesStaysTrue: scripts may still set all of them at once.
func TestTheListOfSendingStatusesStaysTrue(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := placed(func(*woosim.Draft) {})(f)
	f.Synced(id)
	statuses := []string{"completed", "priprava"}
	f.UpdateShop(connection.ShopChange{Settings: rules.Change{SendStatuses: &statuses}})
	f.WaitFor(placed(func(*woosim.Draft) {})(f), "WAITING/STATUS")
	f.Synced(placed(in("priprava"))(f))
	if got := f.Shop().Settings.SendStatuses(); !slices.Equal(got, statuses) {
		t.Errorf("sent are %v", got)
	}
}
