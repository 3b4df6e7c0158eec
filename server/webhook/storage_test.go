package webhook_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/kiwwwi/vasco/server/webhook"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/problem"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// The shop must never hear 200 for what is not on disk.
func TestAFullDiskAnswers503(t *testing.T) {
	t.Parallel()
	d := newDoor(t, storetest.Open(t, storetest.SQLite(t)))
	var pages int
	if err := d.Store.Write.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		if _, err := d.Store.Write.ExecContext(t.Context(), fmt.Sprint("PRAGMA max_page_count = ", pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages)
	big := `{"id":7,"date_modified_gmt":"2026-06-01T08:15:30","note":"` + strings.Repeat("x", 500_000) + `"}`
	header := with(signed(big), "X-WC-Webhook-Source", d.WooURL)
	if w := d.send(t, http.MethodPost, "demo", strings.NewReader(big), header); w.Code != 503 {
		t.Errorf("on a full disk: %d %s", w.Code, w.Body)
	}
	if got := d.counted(t, 503, "storage_full"); got != 1 {
		t.Errorf("counted %v times", got)
	}
	problems := problem.New(d.Store, d.Inbox)
	refused := func(p problem.Problem) bool { return p.Code == problem.DeliveriesRefused }
	if all, err := problems.List(t.Context(), 0); err != nil || !slices.ContainsFunc(all, refused) {
		t.Errorf("the problems are %+v, %v", all, err)
	}
	limit(1 << 30)
	if w := d.send(t, http.MethodPost, "demo", strings.NewReader(big), header); w.Code != 200 || d.stored(t) != 1 {
		t.Errorf("when there is room again: %d, %d stored", w.Code, d.stored(t))
	}
	if all, err := problems.List(t.Context(), 0); err != nil || slices.ContainsFunc(all, refused) {
		t.Errorf("when there is room again the problems are %+v, %v", all, err)
	}
}

func TestALostDatabaseAnswers503(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDoor(t, s)
		if _, err := s.Write.ExecContext(t.Context(), "DROP TABLE deliveries"); err != nil {
			t.Fatal(err)
		}
		header := with(signed(good), "X-WC-Webhook-Source", d.WooURL)
		if w := d.send(t, http.MethodPost, "demo", strings.NewReader(good), header); w.Code != 503 {
			t.Errorf("without its table: %d %s", w.Code, w.Body)
		}
		if got := d.counted(t, 503, "storage_failed"); got != 1 {
			t.Errorf("counted %v times", got)
		}
	})
}

// When the disk does not keep up, the queue in front of it is bounded: more
// than it holds is refused at once, not kept in memory.
func TestAFullQueueAnswers503(t *testing.T) {
	t.Parallel()
	d := newDoor(t, storetest.Open(t, storetest.SQLite(t)))
	stuck := inbox.New(d.Store, d.Jobs, d.Log) // Nobody runs it: nothing is ever written.
	mux := http.NewServeMux()
	mux.Handle(webhook.Pattern, webhook.New(d.Registry, stuck, prometheus.NewRegistry()))
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	var full atomic.Int32
	header := with(signed(good), "X-WC-Webhook-Source", d.WooURL)
	for range 5000 {
		group.Go(func() {
			r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/webhooks/woocommerce/demo", strings.NewReader(good))
			r.Header = header
			w := httptest.NewRecorder()
			mux.ServeHTTP(w, r)
			if w.Code != http.StatusServiceUnavailable {
				t.Errorf("%d for what was not stored", w.Code)
			}
			if ctx.Err() == nil {
				full.Add(1)
			}
		})
	}
	ordertest.Until(t, "the queue is full", func() bool { return full.Load() > 0 })
	cancel()
	group.Wait()
}
