package order_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/lease"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// gate stops the first worker that comes to a point until it is opened.
type gate struct {
	point   string
	once    sync.Once
	reached chan struct{}
	open    chan struct{}
}

func newGate(point string) *gate {
	return &gate{point: point, reached: make(chan struct{}), open: make(chan struct{})}
}

func (g *gate) cut(point string) {
	if point != g.point {
		return
	}
	first := false
	g.once.Do(func() { first = true })
	if first {
		close(g.reached)
		<-g.open
	}
}

// TestLateWorker: a worker that sleeps at the worst moment, and wakes up when
// another one has done its work, writes nothing any more.
func TestLateWorker(t *testing.T) {
	t.Parallel()
	for _, point := range []string{order.CutAfterIntent, order.CutAfterPost, order.CutAfterCommit, order.CutInReadBack, "partner-after-intent", "partner-after-answer"} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				g := newGate(point)
				f := ordertest.New(t, s, ordertest.Options{
					Replica: ordertest.ReplicaOptions{CallTimeout: shortCall, LeaseFor: shortLease},
				})
				proveSearch(t, f)
				f.Stop()
				sleepy := f.AddReplica(ordertest.ReplicaOptions{CallTimeout: shortCall, LeaseFor: shortLease, Cut: g.cut})
				f.Receiver(sleepy)
				id := f.Place(from("nova.stranka@example.si"))
				<-g.reached
				f.AddReplica(ordertest.ReplicaOptions{CallTimeout: shortCall, LeaseFor: shortLease})
				f.Synced(id)
				before := f.Push(id)
				close(g.open)
				sleepy.Stop()
				f.Synced(id)
				if after := f.Push(id); after.Number != before.Number || after.Attempt != before.Attempt {
					t.Errorf("it changed number %s to %s, attempt %d to %d", before.Number, after.Number, before.Attempt, after.Attempt)
				}
				if partners := partnersOf(f, "nova.stranka@example.si"); partners != 1 {
					t.Errorf("there are %d partners of the buyer", partners)
				}
				if told := f.Events(id, "order.synced"); len(told) != 1 {
					t.Errorf("it was synced %d times", len(told))
				}
			})
		})
	}
}

func partnersOf(f *ordertest.Fixture, email string) int {
	count := 0
	for _, p := range f.ERP.Partners() {
		if strings.EqualFold(p.Email, email) {
			count++
		}
	}
	return count
}

// TestLeaseLostWhileThePostIsUnderWay: the one who has lost the order keeps no
// number; the other one finds it.
func TestLeaseLostWhileThePostIsUnderWay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.FailPosts(vascosim.Fault{Kind: "slow", Times: 1, Millis: 1000})
		id := f.Place(ordertest.Simple())
		f.WaitUntil(id, "it is being sent", func(p *ent.Push) bool { return p.Intent == push.IntentOPEN })
		f.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.Lease.Update().Where(lease.NameHasPrefix("order:")).SetExpiresAt(store.Now().Add(-time.Second)).Exec(ctx)
		})
		f.Synced(id)
	})
}

// TestManyDeliveriesOfOneOrder: sixty, in any order, each twice, on two replicas.
func TestManyDeliveriesOfOneOrder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		receivers := []*ordertest.Replica{f.Replica}
		if s.IsPostgres() {
			receivers = append(receivers, f.AddReplica(ordertest.ReplicaOptions{}))
		}
		o, err := f.Woo.PlaceOrder(ordertest.Simple())
		if err != nil {
			t.Fatal(err)
		}
		id, _ := o["id"].(int64)
		bodies := versions(t, f, id, 30)
		var group sync.WaitGroup
		for i, at := range rand.Perm(2 * len(bodies)) {
			group.Go(func() {
				body := bodies[at%len(bodies)]
				topic := []string{"order.created", "order.updated"}[at%2]
				if err := f.DeliverTo(receivers[i%len(receivers)], f.Header(topic, body), body); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		f.Synced(id)
		f.WaitAnswered(id)
		f.Once(id)
		if got := f.Order(id).Status; got != "completed" {
			t.Errorf("it is known as %s, the shop has it completed", got)
		}
	})
}

// versions are an order's bodies at so many seconds; the shop has the last.
func versions(t *testing.T, f *ordertest.Fixture, id int64, count int) [][]byte {
	t.Helper()
	var all [][]byte
	started := time.Now().UTC().Add(-time.Hour)
	for i := range count {
		f.Edit(id, func(o map[string]any) {
			o["customer_note"] = fmt.Sprint("note ", i)
			if i == count-1 {
				o["status"] = "completed"
			}
		})
		raw := f.ReadShop(id)
		var o map[string]any
		if err := json.Unmarshal(raw, &o); err != nil {
			t.Fatal(err)
		}
		if i < count-1 {
			o["date_modified_gmt"] = started.Add(time.Duration(i) * time.Second).Format("2006-01-02T15:04:05")
		}
		body, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, body)
	}
	return all
}

// TestNeverMoreAtOnceThanTheConnectionTakes: over all replicas, whatever is called
// for an order. Logging in is not work for it.
func TestNeverMoreAtOnceThanTheConnectionTakes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const most = 2
		load := &gauge{counts: func(r *http.Request) bool {
			return strings.Contains(r.URL.Path, "/api/v1/") && !strings.HasSuffix(r.URL.Path, "/Avtentikacija")
		}}
		f := ordertest.New(t, s, ordertest.Options{
			Vasco:   func(v *connection.NewVasco) { v.Concurrency = most },
			ERP:     vascosim.Options{Delay: 20 * time.Millisecond},
			Replica: ordertest.ReplicaOptions{Transport: load},
		})
		if s.IsPostgres() {
			f.AddReplica(ordertest.ReplicaOptions{Transport: load})
		}
		ids := make([]int64, 16)
		for i := range ids {
			ids[i] = f.Place(ordertest.Simple())
		}
		for _, id := range ids {
			f.Synced(id)
		}
		load.mu.Lock()
		defer load.mu.Unlock()
		if load.most != most {
			t.Errorf("%d calls were made at once, want %d", load.most, most)
		}
	})
}

// TestHookWhileTheJobRuns: what comes while an order is being sent is looked at
// afterwards.
func TestHookWhileTheJobRuns(t *testing.T) {
	t.Parallel()
	for _, point := range []string{order.CutAfterIntent, order.CutAfterPost, order.CutInReadBack} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				g := newGate(point)
				f := ordertest.New(t, s, ordertest.Options{Replica: ordertest.ReplicaOptions{
					Cut: g.cut, CallTimeout: 10 * time.Second, LeaseFor: 30 * time.Second,
				}})
				id := f.Place(ordertest.Simple())
				<-g.reached
				f.Edit(id, func(o map[string]any) { o["total"] = "1.00" })
				ordertest.Until(t, "the hook came", func() bool { return f.Delivered("order.updated") > 0 })
				close(g.open)
				f.Synced(id)
				ordertest.Until(t, "the change is told", func() bool { return len(f.Events(id, "order.changed")) == 1 })
			})
		})
	}
}

// TestConnectionChangedWhileTheAnswerIsLost: the order is looked for where it
// was sent, and goes nowhere else unless it is certainly not there.
func TestConnectionChangedWhileTheAnswerIsLost(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]vascosim.Fault{"landed": landed, "lost": lost, "late": {Kind: "commit_late", Times: 1, Millis: 1200}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{
					// Long enough for the change to come before the verdict that it is lost.
					Vasco:   func(v *connection.NewVasco) { v.SettleSeconds = 5 },
					Replica: ordertest.ReplicaOptions{CallTimeout: shortCall, LeaseFor: shortLease},
				})
				proveSearch(t, f)
				other := f.AddVasco(nil).ID
				if name == "landed" {
					f.ERP.AddFaults(vascosim.Fault{Kind: "invisible", Millis: 700}) // Not found before the change.
				}
				f.FailPosts(fault)
				id := f.Place(ordertest.Simple())
				f.WaitUntil(id, "it is being sent", func(p *ent.Push) bool { return p.Intent == push.IntentOPEN })
				former := f.Shop().ConnectionID
				f.UpdateShop(connection.ShopChange{ConnectionID: &other})
				p := f.Synced(id)
				if stays := p.ConnectionID == former; stays != (name != "lost") {
					t.Errorf("it is in connection %d, it was sent to %d", p.ConnectionID, former)
				}
			})
		})
	}
}

// TestConnectionDeletedWhileTheAnswerIsLost: nobody can look any more, so a
// person decides.
func TestConnectionDeletedWhileTheAnswerIsLost(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.FailPosts(lost)
		f.ERP.AddFaults(vascosim.Fault{Kind: "status", Method: http.MethodGet, Path: ordertest.OrdersPath, Status: 500})
		id := f.Place(ordertest.Simple())
		f.WaitUntil(id, "it is being sent", func(p *ent.Push) bool { return p.Intent == push.IntentOPEN })
		former := f.Shop().ConnectionID
		f.UpdateShop(connection.ShopChange{ConnectionID: new(f.AddVasco(nil).ID)})
		f.InTx(func(ctx context.Context, tx *store.Tx) error { return tx.VascoConnection.DeleteOneID(former).Exec(ctx) })
		f.WaitFor(id, "UNCERTAIN/SEARCH_INCOMPLETE")
		f.ERP.ClearFaults()
		f.Resolve(id, nil)
		p := f.Synced(id)
		if p.ConnectionID == former {
			t.Error("it is in a connection that is gone")
		}
	})
}
