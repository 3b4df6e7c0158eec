// Package order takes a shop's order to VASCO: exactly once, to the cent, and
// with a reason a person understands when it does not get there.
package order

import (
	"sync"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Options of the service. The zero value is for production.
type Options struct {
	// LeaseFor is how long a worker keeps an order without a sign of life. It is
	// more than twice the time of a call, because a POST never starts within its
	// own time limit of the lease's end.
	LeaseFor time.Duration
	// PassFor is how long a worker may take for one order at a time.
	PassFor time.Duration
	// Cut is called where the work can be cut in half; tests kill the process there.
	Cut func(point string)
	// Done, which may be nil, hears how each job ended and how long it took.
	Done func(outcome string, took time.Duration)
}

// The points where a test may cut: what was written before it stands, what
// comes after it never happened.
const (
	CutAfterIntent = "after-intent"
	CutAfterPost   = "after-post"
	CutAfterCommit = "after-commit"
	CutInReadBack  = "in-read-back"
	CutInAdoption  = "in-adoption"
)

// Service syncs orders.
type Service struct {
	store    *store.Store
	jobs     *job.Client
	log      *event.Log
	registry *connection.Registry
	partners *partner.Service
	leaseFor time.Duration
	passFor  time.Duration
	cut      func(point string)
	done     func(outcome string, took time.Duration)

	// gates are by connection.
	mu    sync.Mutex
	gates map[int]*gate
}

// New makes the service; it hears of changes to the registry's shops from then on.
func New(s *store.Store, jobs *job.Client, log *event.Log, registry *connection.Registry, opts Options) *Service {
	if opts.LeaseFor == 0 {
		opts.LeaseFor = 2*registry.CallTimeout() + 10*time.Second
	}
	if opts.PassFor == 0 {
		opts.PassFor = job.Chunk
	}
	if opts.Cut == nil {
		opts.Cut = func(string) {}
	}
	if opts.Done == nil {
		opts.Done = func(string, time.Duration) {}
	}
	service := &Service{
		store: s, jobs: jobs, log: log, registry: registry, leaseFor: opts.LeaseFor, passFor: opts.PassFor, cut: opts.Cut, done: opts.Done,
		gates:    make(map[int]*gate),
		partners: partner.New(s, log, opts.LeaseFor, registry.CallTimeout(), opts.Cut),
	}
	registry.OnShopChange(service.ShopChanged)
	registry.OnShopPass(service.ShopPassed)
	return service
}

// work is one pass over one order: what a worker knows while it has the lease.
type work struct {
	shop *connection.Shop
	// vasco is nil while the shop has no connection.
	vasco *connection.Vasco
	lease *store.Lease
	slot  *store.Lease
	// shopOrderID and begun name the request that is being answered.
	shopOrderID int64
	begun       int64
	// read says that the order must be read from the shop.
	read bool
	// deliveries are the ones that are answered with this pass.
	deliveries []int
	order      *ent.Order
	push       *ent.Push
	// seen is the order as parsed in this pass; use parsed.
	seen *woo.Order
	// payment is the mapping of the order's payment method, once it was looked up.
	payment *ent.PaymentMapping
	// searched says that VASCO was searched for the order in this pass.
	searched bool
	// wouldBe is what an order in VASCO was compared with, where it was not what was sent.
	wouldBe *likeness
	// comparison is what VASCO has of the order, once it was looked at without sending.
	comparison *Comparison
	// at is the job's place in the queue.
	at time.Time
}

// connectionID is 0 while the shop has no connection.
func (w *work) connectionID() int {
	if w.vasco == nil {
		return 0
	}
	return w.vasco.ID
}

func (w *work) queue() string { return job.OrderQueue(w.connectionID()) }
