package order_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// page takes a log.
type page struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *page) Write(raw []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(raw)
}

// has tells whether a line has all these words.
func (p *page) has(words ...string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for line := range strings.Lines(p.text.String()) {
		found := 0
		for _, word := range words {
			if strings.Contains(line, word+" ") || strings.HasSuffix(line, word+"\n") {
				found++
			}
		}
		if found == len(words) {
			return true
		}
	}
	return false
}

// TestJobsSayHowTheyEnded: in the words of their kinds.
func TestJobsSayHowTheyEnded(t *testing.T) {
	t.Parallel()
	var log page
	f := sqliteFixture(t, ordertest.Options{Replica: ordertest.ReplicaOptions{Lines: slog.New(slog.NewTextHandler(&log, nil))}})
	f.Woo.AddFaults(woosim.Fault{Method: http.MethodPut, Path: "orders", Status: http.StatusServiceUnavailable, Times: 1, RetryAfter: 1})
	id := f.Place(ordertest.Simple())
	f.Synced(id)
	writtenBack(t, f, id)
	recent := job.Insertion{Args: job.ReadRecent{ShopID: f.Shop().ID}, Queue: job.ShopQueue(f.Shop().ID), Priority: job.PriorityWriteBack}
	f.InTx(func(ctx context.Context, tx *store.Tx) error { return f.Jobs.Insert(ctx, tx, recent) })
	for _, words := range [][]string{
		{"level=INFO", "msg=job", "kind=sync_order", "shop_id=1", "attempt=1", "queue=vasco_1", "end=worked", "outcome=SYNCED"},
		{"level=INFO", "msg=job", "kind=write_back", "push_id=1", "queue=shop_1", "end=snoozed", "outcome=SHOP_AWAY"},
		{"level=INFO", "msg=job", "kind=write_back", "push_id=1", "queue=shop_1", "end=worked", "outcome=WRITTEN"},
		{"level=INFO", "msg=job", "kind=read_recent", "shop_id=1", "queue=shop_1", "end=worked", "outcome=READ"},
	} {
		ordertest.Until(t, strings.Join(words, " "), func() bool { return log.has(words...) })
	}
}
