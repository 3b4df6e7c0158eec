package inbox_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

func productBody(id, stock, second int) string {
	return fmt.Sprintf(`{"id":%d,"status":"publish","type":"simple","date_modified_gmt":"2026-11-23T20:13:%02d","stock_quantity":%d}`, id, second, stock)
}

// mirrors lists the arguments of the jobs that look at products.
func (d *desk) mirrors(t *testing.T) []string {
	t.Helper()
	args := "json(args)"
	if d.store.IsPostgres() {
		args = "args::text"
	}
	var all []string
	err := d.store.Rows(t.Context(), "SELECT queue, "+args+" FROM river_job WHERE kind = 'mirror_product' ORDER BY id", nil, func(scan func(...any) error) error {
		var queue, raw string
		if err := scan(&queue, &raw); err != nil {
			return err
		}
		all = append(all, queue+" "+strings.ReplaceAll(raw, " ", ""))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestProductsGetOneJobWhileItWaits: and one more once their deliveries were answered.
func TestProductsGetOneJobWhileItWaits(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		d.run()
		send := func(topic, body string) {
			t.Helper()
			if err := d.receive(topic, body); err != nil {
				t.Fatal(err)
			}
		}
		want := func(count int, what string) {
			t.Helper()
			if got := d.mirrors(t); len(got) != count {
				t.Fatalf("%s: %d jobs %q, want %d", what, len(got), got, count)
			}
		}
		send("product.created", productBody(7, 1, 1))
		send("product.updated", productBody(7, 1, 1))
		send("product.updated", productBody(7, 2, 2))
		want(1, "three of one product")
		if got := d.mirrors(t)[0]; !strings.HasPrefix(got, fmt.Sprintf("shop_%d ", d.shop.ID)) || !strings.Contains(got, `"shop_product_id":7`) || strings.Contains(got, "read") {
			t.Errorf("the job is %s", got)
		}
		send("product.updated", productBody(8, 1, 1))
		want(2, "another product")
		answer := func() {
			if _, err := s.Write.ExecContext(t.Context(), "UPDATE deliveries SET state = 'PROCESSED'"); err != nil {
				t.Fatal(err)
			}
		}
		answer()
		send("product.updated", productBody(7, 2, 2))
		want(2, "a body that was processed")
		send("product.updated", productBody(7, 3, 3))
		want(3, "a new body")
		// The id alone asks each time: it may have come back meanwhile.
		send("product.deleted", `{"id":7}`)
		answer()
		send("product.deleted", `{"id":7}`)
		want(4, "deleted again")
		if rows := s.Reader().Delivery.Query().Where(delivery.Topic("product.deleted")).OnlyX(t.Context()); rows.State != delivery.StateQUEUED || rows.Count != 2 {
			t.Errorf("the delivery is %s, came %d times", rows.State, rows.Count)
		}
		// One content of a second after another: which is newer only the shop knows.
		send("product.updated", productBody(9, 1, 5))
		send("product.updated", productBody(9, 2, 5))
		answer()
		send("product.updated", productBody(9, 1, 5))
		if got := d.mirrors(t); len(got) != 6 || !strings.Contains(got[5], `"read":true`) {
			t.Errorf("changed back: %q", got)
		}
		// An order under the same id has its own.
		send("order.updated", order(7, "a"))
		if got := d.jobs(t); got != 7 {
			t.Errorf("%d jobs with an order's", got)
		}
	})
}

func TestAProductCanBeReplayed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		d.run()
		if err := d.receive("product.updated", productBody(7, 1, 1)); err != nil {
			t.Fatal(err)
		}
		row := s.Reader().Delivery.Query().OnlyX(t.Context())
		again, err := d.Replay(t.Context(), row.ID)
		if err != nil || again.State != delivery.StateQUEUED {
			t.Fatalf("%+v, %v", again, err)
		}
		if got := d.mirrors(t); len(got) != 2 {
			t.Errorf("jobs %q", got)
		}
		if told := s.Reader().Event.Query().Where(event.Kind("delivery.replayed")).CountX(t.Context()); told != 1 {
			t.Errorf("told %d times", told)
		}
	})
}
