package ordertest

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/store"
)

// ReplicaOptions of one set of services. The zero value is quick: calls to VASCO
// last at most two seconds, leases four. Those to the shop may take their time.
type ReplicaOptions struct {
	CallTimeout time.Duration
	ShopTimeout time.Duration
	LeaseFor    time.Duration
	// PassFor is how long one order may take at a time.
	PassFor time.Duration
	// Cut is called at the named points of an order's way.
	Cut func(point string)
	// Transport carries the calls to the shop and to VASCO; nil is one of its own.
	Transport http.RoundTripper
	// Store is another opening of the fixture's database.
	Store *store.Store
	// Lines takes the line about each job; nil is slog's default.
	Lines *slog.Logger
	// Publisher hears of events on SQLite; nil is nobody.
	Publisher event.Publisher
}

// Replica is one set of services with its workers.
type Replica struct {
	fixture  *Fixture
	Store    *store.Store
	Log      *event.Log
	Jobs     *job.Client
	Registry *connection.Registry
	Inbox    *inbox.Service
	Orders   *order.Service
	stopped  bool
	stop     func()
}

// AddReplica starts another replica over the same database.
func (f *Fixture) AddReplica(o ReplicaOptions) *Replica {
	f.t.Helper()
	r := f.newReplica(o)
	r.start()
	return r
}

func (f *Fixture) newReplica(o ReplicaOptions) *Replica {
	f.t.Helper()
	if o.CallTimeout == 0 {
		o.CallTimeout = 2 * time.Second
	}
	if o.ShopTimeout == 0 {
		o.ShopTimeout = connection.DefaultCallTimeout
	}
	if o.LeaseFor == 0 {
		o.LeaseFor = 2 * o.CallTimeout
	}
	if o.Transport == nil {
		own := &http.Transport{MaxIdleConnsPerHost: 8}
		f.t.Cleanup(own.CloseIdleConnections)
		o.Transport = own
	}
	o.Transport = counting{next: o.Transport, calls: &f.calls}
	r := &Replica{fixture: f, Store: f.Store}
	if o.Store != nil {
		r.Store = o.Store
	}
	r.Log = event.NewLog(r.Store, o.Publisher)
	workers := river.NewWorkers()
	jobs, err := job.New(r.Store, workers, job.Options{Logger: slog.New(slog.DiscardHandler), Lines: o.Lines})
	must(f.t, err)
	r.Jobs = jobs
	r.Registry = connection.NewRegistry(r.Store, f.box, r.Log, jobs, connection.Options{Transport: o.Transport, CallTimeout: o.CallTimeout, ShopTimeout: o.ShopTimeout})
	r.Inbox = inbox.New(r.Store, jobs, r.Log)
	r.Orders = order.New(r.Store, jobs, r.Log, r.Registry, order.Options{LeaseFor: o.LeaseFor, PassFor: o.PassFor, Cut: o.Cut})
	river.AddWorker(workers, order.NewWorker(r.Orders))
	river.AddWorker(workers, order.NewWriteBackWorker(r.Orders))
	river.AddWorker(workers, order.NewRecentWorker(r.Orders))
	return r
}

// startInbox lets deliveries be stored.
func (r *Replica) startInbox() { r.fixture.run(r.Inbox.Run) }

func (r *Replica) start() {
	t := r.fixture.t
	t.Helper()
	r.startInbox()
	r.fixture.run(r.Registry.Recorder().Run)
	must(t, r.Jobs.Start(context.Background()))
	must(t, r.Registry.WorkQueues(t.Context()))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{}, 2)
	go func() { r.Registry.Watch(ctx); done <- struct{}{} }()
	go func() { r.sweep(ctx); done <- struct{}{} }()
	r.stop = func() {
		cancel()
		<-done
		<-done
		ending, end := context.WithTimeout(context.Background(), 5*time.Second)
		defer end()
		if err := r.Jobs.Stop(ending); err != nil {
			t.Errorf("stop the workers: %v", err)
		}
	}
	t.Cleanup(r.Stop)
}

// sweep takes up what dead workers held sooner than the service does by itself.
func (r *Replica) sweep(ctx context.Context) {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		if err := r.Orders.SweepOnce(ctx); err != nil && ctx.Err() == nil {
			r.fixture.t.Errorf("sweep: %v", err)
		}
	}
}

// Stop ends the replica's workers.
func (r *Replica) Stop() {
	if r.stop != nil && !r.stopped {
		r.stopped = true
		r.stop()
	}
}
