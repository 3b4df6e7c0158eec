package order_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// afterWrite is the cut between the moment VASCO wrote and its answer being read.
const afterWrite = "after-write"

var cutPoints = []string{
	order.CutAfterIntent, afterWrite, order.CutAfterPost, order.CutAfterCommit, order.CutInReadBack,
	"partner-after-intent", "partner-after-answer",
}

// Times of these tests: a call, a lease, and what a late write may take after
// its call was given up.
const (
	shortCall  = 500 * time.Millisecond
	shortLease = 1100 * time.Millisecond
	settle     = time.Second
)

// postFaults are all ways a POST may end; each comes before every cut.
var postFaults = map[string]vascosim.Fault{
	"none":                      {},
	"lost":                      {Kind: "drop_before"},
	"landed, answer lost":       {Kind: "drop_after"},
	"late, before the deadline": {Kind: "commit_late", Millis: 300},
	"late, after the deadline":  {Kind: "commit_late", Millis: 1200},
	"slower than the deadline":  {Kind: "slow", Millis: 800},
	"empty answer":              {Kind: "empty_200"},
	"a web page":                {Kind: "html_200"},
	"500 after the write":       {Kind: "status", Status: 500, Body: "Firebird", AfterWrite: true},
	"500 before the write":      {Kind: "status", Status: 500, Body: "Firebird"},
	"502 before the write":      {Kind: "status", Status: 502, Body: "proxy"},
	"token expired":             {Kind: "expired_token"},
	"too many":                  {Kind: "retry_after", Millis: 1000},
}

// searchFaults last while orders are sent and answers are lost.
var searchFaults = map[string]vascosim.Fault{
	"invisible for a while": {Kind: "invisible", Millis: 900},
	"filters ignored":       {Kind: "ignore_filter"},
	"no extra fields":       {Kind: "no_extra_fields"},
	"half a list":           {Kind: "half_list", Method: http.MethodGet, Path: ordertest.OrdersPath, Times: 3},
}

// cutter kills the worker at each point once.
type cutter struct {
	next http.RoundTripper

	mu   sync.Mutex
	left map[string]bool
	hits map[string]int
}

func newCutter(t *testing.T) *cutter {
	t.Helper()
	next := &http.Transport{MaxIdleConnsPerHost: 8}
	t.Cleanup(next.CloseIdleConnections)
	return &cutter{next: next, left: make(map[string]bool), hits: make(map[string]int)}
}

func (c *cutter) arm() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, point := range cutPoints {
		c.left[point] = true
	}
}

func (c *cutter) cut(point string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left[point] {
		c.left[point] = false
		c.hits[point]++
		panic("cut at " + point)
	}
}

// RoundTrip carries a call, and cuts before the answer to an order is read.
func (c *cutter) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := c.next.RoundTrip(r)
	if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, ordertest.OrdersPath) {
		c.cut(afterWrite)
	}
	return answer, err
}

func (c *cutter) missed() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(cutPoints), func(point string) bool { return c.hits[point] > 0 })
}

// TestExactlyOnce: whatever becomes of a POST, and wherever the worker dies,
// every order ends in VASCO once, and so does every partner.
func TestExactlyOnce(t *testing.T) {
	t.Parallel()
	for name, fault := range postFaults {
		walkCuts(t, name, func(f *ordertest.Fixture, orders int) {
			if fault.Kind == "" {
				return
			}
			fault.Times, fault.Method = orders, http.MethodPost
			for _, fault.Path = range []string{ordertest.OrdersPath, ordertest.PartnersPath} {
				f.ERP.AddFaults(fault)
			}
		})
	}
	for name, fault := range searchFaults {
		walkCuts(t, name, func(f *ordertest.Fixture, orders int) {
			f.FailPosts(vascosim.Fault{Kind: "drop_after", Times: orders / 2}, vascosim.Fault{Kind: "drop_before", Times: 1})
			f.ERP.AddFaults(fault)
		})
	}
}

func walkCuts(t *testing.T, name string, fail func(f *ordertest.Fixture, orders int)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		storetest.Each(t, func(t *testing.T, s *store.Store) { sendCut(t, s, fail) })
	})
}

// sendCut sends orders, one for each cut, through a connection that fails.
func sendCut(t *testing.T, s *store.Store, fail func(f *ordertest.Fixture, orders int)) {
	c := newCutter(t)
	f := ordertest.New(t, s, ordertest.Options{
		Vasco:   func(v *connection.NewVasco) { v.SettleSeconds = int(settle.Seconds()) },
		Replica: ordertest.ReplicaOptions{CallTimeout: shortCall, LeaseFor: shortLease, Transport: c, Cut: c.cut},
	})
	proveSearch(t, f)
	c.arm()
	ids := make([]int64, len(cutPoints)+1)
	fail(f, len(ids))
	for i := range ids {
		ids[i] = f.Place(cutBuyer(i))
	}
	for _, id := range ids {
		endOnce(f, id)
	}
	if missed := c.missed(); len(missed) > 0 {
		t.Errorf("never cut at %v", missed)
	}
	made := make(map[string]int)
	for _, p := range f.ERP.Partners() {
		made[p.Email]++
	}
	for i := range ids {
		if email := cutBuyer(i).Email; made[email] != 1 {
			t.Errorf("there are %d partners of %s", made[email], email)
		}
	}
}

// cutBuyer is the i-th to order: people, one with an address of great length,
// and foreign companies that write their number without its prefix.
func cutBuyer(i int) woosim.Draft {
	d := from(fmt.Sprintf("buyer%d@example.si", i))
	switch i % 3 {
	case 1:
		d.Company, d.Country, d.VAT = "Tvrtka d.o.o.", "HR", fmt.Sprintf("1234567890%d", i)
	case 2:
		d.Email = strings.Repeat("very.long.", 25) + d.Email
	}
	return d
}

// proveSearch sends orders until one has proved that the connection can be
// searched. On a slow machine the first may be given up before it is sent.
func proveSearch(t *testing.T, f *ordertest.Fixture) {
	t.Helper()
	ordertest.Until(t, "the search is proven", func() bool {
		endOnce(f, f.Place(ordertest.Simple()))
		proven, err := f.Store.Reader().VascoConnection.Query().Where(vascoconnection.SearchProvenAtNotNil()).Exist(t.Context())
		return err == nil && proven
	})
}

// endOnce waits until an order is in VASCO, with a person's help where nobody
// can know, and checks that it is there once. On a slow machine a person may have
// to help more than once.
func endOnce(f *ordertest.Fixture, id int64) {
	const helped = 20
	for range helped {
		ended := f.WaitUntil(id, "it ends", func(p *ent.Push) bool {
			return p.State == push.StateSYNCED || p.State == push.StateUNCERTAIN
		})
		if ended.State == push.StateSYNCED {
			break
		}
		f.ERP.ClearFaults()
		if found := f.InVasco(id); len(found) > 0 {
			f.Resolve(id, &vasco.OrderRef{Number: found[0].Number, Year: strconv.Itoa(found[0].Year)})
		} else {
			f.Resolve(id, nil)
		}
	}
	f.Synced(id)
}
