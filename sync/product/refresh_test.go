package product_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func (f *fixture) refresh() {
	f.t.Helper()
	must(f.t, f.products.Refresh(f.t.Context(), f.shop()))
}

// saved gives a product a name and the time of its change.
func (f *fixture) saved(id int64, name string, at time.Time) {
	f.t.Helper()
	must(f.t, f.woo.EditProduct(id, func(fields map[string]any) {
		fields["name"], fields["date_modified_gmt"] = name, at.UTC().Format("2006-01-02T15:04:05")
	}))
}

func (f *fixture) isNamed(id int64, want string) {
	f.t.Helper()
	if got := f.known(id).Name; got != want {
		f.t.Errorf("product %d is %q, want %q", id, got, want)
	}
}

func TestChangesAreReadBeforeARun(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		ids := f.fill(3)
		f.imported()
		f.taken()
		f.refresh()
		if calls := f.taken(); len(calls) != 2 || !contains(calls, "modified_after=") || !contains(calls, "orderby=modified") {
			t.Errorf("asked %q", calls)
		}
		must(t, f.woo.SaveProduct(ids[1], map[string]any{"name": "Nov"}))
		f.refresh()
		f.isNamed(ids[1], "Nov")
	})
}

// A save may be under way while the changes are read: then it is seen later, with
// an earlier time.
func TestASaveThatWasUnderWayIsRead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		ids := f.fill(3)
		f.imported()
		f.refresh()
		f.saved(ids[0], "Pozen", time.Now().Add(-100*time.Second))
		f.refresh()
		f.isNamed(ids[0], "Pozen")
	})
}

// What counts is the shop's clock: the times of changes are its own.
func TestTheShopsClockMayBeWrong(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, wrong := range map[string]time.Duration{"behind": -3 * time.Hour, "ahead": 3 * time.Hour} {
			f := setupShop(t, s, name, nil)
			ids := f.fill(3)
			for i, id := range ids {
				f.saved(id, "Izdelek", time.Now().Add(wrong-time.Duration(i)*time.Hour))
			}
			f.imported()
			f.refresh()
			f.saved(ids[1], "Nov", time.Now().Add(wrong+time.Second))
			f.refresh()
			f.isNamed(ids[1], "Nov")
		}
	})
}

// A change while the pages are read is in the next list at the latest.
func TestAChangeWhileChangesAreRead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		ids := f.fill(250)
		f.imported()
		f.before(func(call string) {
			if strings.Contains(call, "&page=3&") {
				must(t, f.woo.SaveProduct(ids[0], map[string]any{"name": "Med branjem"}))
			}
		})
		f.refresh()
		f.before(nil)
		f.refresh()
		f.isNamed(ids[0], "Med branjem")
	})
}

// When a product leaves the list meanwhile, another moves past the page that is
// read next, and would be in no list any more.
func TestAProductThatMovesPastAPageIsRead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		ids := f.fill(250)
		ago := func(d time.Duration) time.Time { return time.Now().Add(-d) }
		for _, id := range ids {
			f.saved(id, "Izdelek", ago(time.Hour))
		}
		f.imported()
		for _, id := range ids {
			f.saved(id, "Nov", ago(50*time.Minute))
		}
		f.saved(ids[249], "Nov", ago(10*time.Minute))
		f.before(func(call string) {
			if strings.Contains(call, "&page=2&") {
				_ = f.woo.DeleteProduct(ids[0])
			}
		})
		f.refresh()
		f.before(nil)
		if got := f.known(ids[100]).Name; got != "Izdelek" {
			t.Fatalf("product %d did not move past a page, and is %q", ids[100], got)
		}
		f.refresh()
		f.isNamed(ids[100], "Nov")
		// Now all is read, and nothing of it comes again.
		f.taken()
		f.refresh()
		if calls := f.taken(); contains(calls, "&page=2&") {
			t.Errorf("read again: %q", calls)
		}
	})
}

// A shop that does not list in the order of changes is read by our clock.
func TestAShopWithoutTheOrderOfChanges(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s, nil)
		f.woo.AddFaults(woosim.Fault{Query: "orderby=modified", Status: http.StatusBadRequest, Body: `{"code":"rest_invalid_param","message":"","data":{"status":400}}`})
		ids := f.fill(3)
		f.imported()
		f.refresh()
		f.saved(ids[0], "Pozen", time.Now().Add(-10*time.Minute))
		f.refresh()
		f.isNamed(ids[0], "Pozen")
	})
}
