package order_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// readOnly is how a shop refuses writes with keys that may only read.
const readOnly = `{"code":"woocommerce_rest_authentication_error","message":"The API key provided does not have write permissions.","data":{"status":401}}`

// mending is how keys come to be mended: here, or in the shop, which a test shows.
var mending = map[string]func(f *ordertest.Fixture){
	"new keys": func(f *ordertest.Fixture) {
		f.UpdateShop(connection.ShopChange{URL: new(strings.Replace(f.WooURL, "127.0.0.1", "localhost", 1))})
	},
	"a setting": func(f *ordertest.Fixture) {
		f.UpdateShop(connection.ShopChange{Settings: rules.Change{NumberPrefix: new("NK-")}, Name: new("Mended")})
	},
	"a passed test": func(f *ordertest.Fixture) {
		if _, err := f.Registry.TestShop(context.Background(), f.Shop().ID); err != nil {
			panic(err)
		}
	},
}

// TestNumbersAreWrittenWhenTheKeysAreMended: what was given up is remembered,
// and taken up once: one number and one note in each order.
func TestNumbersAreWrittenWhenTheKeysAreMended(t *testing.T) {
	t.Parallel()
	for name, mend := range mending {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{})
				f.Woo.AddFaults(woosim.Fault{Method: http.MethodPut, Status: http.StatusUnauthorized, Body: readOnly})
				ids := placeMany(t, f, 3)
				for _, id := range ids {
					f.Synced(id)
					ordertest.Until(t, "it is remembered", func() bool { return strings.Contains(f.Push(id).WriteBackNote, "write permissions") })
				}
				f.Woo.ClearFaults()
				mend(f)
				for _, id := range ids {
					writtenBack(t, f, id)
					p := f.Synced(id)
					want := "NK-" + p.Number + "/" + p.Year
					if got, notes := f.Woo.OrderMeta(id, order.NumberMeta), f.Woo.Notes(id); got != want || len(notes) != 1 || notes[0] != "VASCO: "+want {
						t.Errorf("order %d has the number %q and the notes %q, want %s", id, got, notes, want)
					}
					if p.WriteBackNote != "" || len(f.Events(id, "order.written_back")) != 1 || len(f.Events(id, "order.write_back_failed")) != 1 {
						t.Errorf("order %d: what is noted (%q) or told is wrong", id, p.WriteBackNote)
					}
				}
			})
		})
	}
}

// TestGivenUpInACrash: the job that gave up was not ended when the process died,
// and comes again beside the one that mending makes. There is one note.
func TestGivenUpInACrash(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.Woo.AddFaults(woosim.Fault{Method: http.MethodPut, Status: http.StatusUnauthorized, Body: readOnly})
		id := f.Place(from("nova@example.si"))
		ended := func(jobs int) {
			t.Helper()
			ordertest.Until(t, "the jobs have ended", func() bool {
				var count int
				err := s.Read.QueryRowContext(t.Context(), "SELECT count(*) FROM river_job WHERE kind = 'write_back' AND state = 'completed'").Scan(&count)
				return err == nil && count == jobs
			})
		}
		ended(1)
		f.Woo.ClearFaults()
		f.Woo.AddFaults(woosim.Fault{Method: http.MethodPut, Path: "orders", Millis: 500})
		f.InTx(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.SQL.ExecContext(ctx, "UPDATE river_job SET state = 'available', finalized_at = NULL WHERE kind = 'write_back'")
			return err
		})
		mending["new keys"](f)
		ended(2)
		if notes := f.Woo.Notes(id); len(notes) != 1 {
			t.Errorf("the notes are %q", notes)
		}
	})
}

// TestATestThatFailsTakesNothingUp: with keys that still may not write the
// numbers stay where they are.
func TestATestThatFailsTakesNothingUp(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Woo.AddFaults(woosim.Fault{Method: http.MethodPut, Status: http.StatusUnauthorized, Body: readOnly})
	id := f.Place(ordertest.Simple())
	f.Synced(id)
	ordertest.Until(t, "it is remembered", func() bool { return f.Push(id).WriteBackNote != "" })
	calls := f.Calls("PUT orders/#")
	mending["a passed test"](f)
	if f.Push(id).WriteBackNote == "" || f.Calls("PUT orders/#") != calls+1 {
		t.Error("it was taken up")
	}
}

// TestKeysMendedInTheShop: an order that could not be read for them goes on.
func TestKeysMendedInTheShop(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := f.Place(ordertest.Simple())
	f.Synced(id)
	f.Woo.AddFaults(woosim.Fault{Method: http.MethodGet, Path: "products", Status: http.StatusUnauthorized, Body: strings.Replace(readOnly, "write", "read", 1)})
	id = f.Place(ordertest.Simple())
	f.WaitFor(id, "BLOCKED/"+order.ReasonShopLogin)
	f.Woo.ClearFaults()
	mending["a passed test"](f)
	f.Synced(id)
}

// TestNumberOfAnOrderThatIsGone: nobody can mend that.
func TestNumberOfAnOrderThatIsGone(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Woo.AddFaults(woosim.Fault{Method: http.MethodPut, Status: http.StatusNotFound, Body: `{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID."}`})
	id := f.Place(ordertest.Simple())
	f.Synced(id)
	ordertest.Until(t, "it is told", func() bool { return len(f.Events(id, "order.write_back_failed")) == 1 })
	if note := f.Push(id).WriteBackNote; note != "" {
		t.Errorf("noted %q", note)
	}
}
