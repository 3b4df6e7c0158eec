package order_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// readRecent works one job as the queue would.
func readRecent(t *testing.T, f *ordertest.Fixture) error {
	t.Helper()
	worker := order.NewRecentWorker(f.Orders)
	return worker.Work(t.Context(), &river.Job[job.ReadRecent]{Args: job.ReadRecent{ShopID: f.Shop().ID}})
}

func mustRead(t *testing.T, f *ordertest.Fixture) {
	t.Helper()
	if err := readRecent(t, f); err != nil {
		t.Fatalf("read the shop's orders: %v", err)
	}
}

func TestReadRecentFindsWhatNoHookTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		sent, trashed := f.Place(ordertest.Simple()), ordertest.Simple()
		trashed.Status = "pending"
		waits := f.Place(trashed)
		mustRead(t, f)
		f.Synced(sent)
		f.WaitFor(waits, "WAITING/STATUS")

		if err := f.Woo.Trash(waits); err != nil {
			t.Fatal(err)
		}
		mustRead(t, f)
		f.WaitFor(waits, "SKIPPED/TRASHED")

		// Not the one that was sent: its number is written into the shop's order.
		before := f.Order(waits).UpdatedAt
		mustRead(t, f)
		f.WaitAnswered(waits)
		if after := f.Order(waits).UpdatedAt; !after.Equal(before) {
			t.Error("an order that did not change was read again")
		}
	})
}

// pages counts the pages of orders that were asked for, and may fail one.
type pages struct {
	http.RoundTripper

	mu    sync.Mutex
	asked []string
	fail  string
}

func (p *pages) RoundTrip(r *http.Request) (*http.Response, error) {
	query := r.URL.Query()
	if strings.HasSuffix(r.URL.Path, "/orders") && query.Get("status") != "" {
		page := query.Get("status") + " " + query.Get("page")
		p.mu.Lock()
		p.asked = append(p.asked, page)
		fails := p.fail == page
		p.mu.Unlock()
		if fails {
			return nil, errors.New("the line is cut")
		}
	}
	return p.RoundTripper.RoundTrip(r)
}

func (p *pages) take(fail string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked := p.asked
	p.asked, p.fail = nil, fail
	return asked
}

// After a downtime of days there are many pages. A job that breaks off goes on
// where it was, and nothing is missed.
func TestReadRecentGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		transport := &pages{RoundTripper: &http.Transport{}}
		t.Cleanup(transport.RoundTripper.(*http.Transport).CloseIdleConnections)
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true, NoReplica: true, Replica: ordertest.ReplicaOptions{Transport: transport}})
		ids := make([]int64, 230)
		for i := range ids {
			d := ordertest.Simple()
			d.PlacedAt = time.Now().Add(-72 * time.Hour)
			ids[i] = f.Place(d)
		}
		transport.take("any 3")
		if _, snoozed := errors.AsType[*river.JobSnoozeError](readRecent(t, f)); !snoozed {
			t.Fatal("a shop that is away is asked again later")
		}
		transport.take("")
		mustRead(t, f)
		if asked := strings.Join(transport.take(""), ", "); asked != "any 2, any 3, trash 1" {
			t.Errorf("pages after the break: %s", asked)
		}
		requests, err := s.Reader().OrderRequest.Query().Count(t.Context())
		if err != nil || requests != len(ids) {
			t.Errorf("%d of %d orders are asked for, %v", requests, len(ids), err)
		}
		told := []int{len(f.Events(0, "shop.unreachable")), len(f.Events(0, "shop.reachable"))}
		if told[0] != 1 || told[1] != 1 {
			t.Errorf("unreachable and reachable told %v times, want once each", told)
		}

		// The next read begins a little before this one did.
		var cursor string
		if cursor, err = store.Meta(t.Context(), s.Reader(), "orders.read:"+strconv.Itoa(f.Shop().ID)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(cursor, time.Now().UTC().Add(-15*time.Minute).Format("2006-01-02T15:")) {
			t.Errorf("the next read begins at %s", cursor)
		}
	})
}

func TestReadRecentOfRefusedKeysIsNotRetried(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true, NoReplica: true})
		f.Woo.AddFaults(woosim.Fault{Path: "orders", Status: 401, Body: `{"code":"woocommerce_rest_authentication_error","message":"Consumer secret is invalid."}`})
		if _, cancelled := errors.AsType[*river.JobCancelError](readRecent(t, f)); !cancelled {
			t.Fatal("only a person can mend refused keys")
		}
	})
}

func TestReadRecentOfADeletedShopEnds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true, NoReplica: true})
		worker := order.NewRecentWorker(f.Orders)
		if err := worker.Work(context.Background(), &river.Job[job.ReadRecent]{Args: job.ReadRecent{ShopID: 4711}}); err != nil {
			t.Fatal(err)
		}
	})
}
