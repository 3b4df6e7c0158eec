package woosim

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// Options of a shop. The zero value is an empty shop in memory.
type Options struct {
	// Home is the shop's own URL, without a slash at the end.
	Home        string
	Key, Secret string
	// Permissions of the keys: read, write or read_write, which empty is.
	Permissions string
	Location    *time.Location
	// DataDir keeps the state over restarts; empty is memory.
	DataDir string
	// Demo fills the shop with products.
	Demo bool
	// DeliveryDelay is how long a webhook waits for its delivery.
	DeliveryDelay time.Duration
	// Trickle is how often an order comes by itself; 0 is never.
	Trickle time.Duration
	// InsecureBasic takes keys by header or query over plain HTTP, as a shop
	// behind a TLS proxy does.
	InsecureBasic bool
	// Fractions lets stock be fractional, as plugins do; else it is cut to whole pieces.
	Fractions bool
	// Companion is our plugin in a shop that has no state yet; nil is a shop without it.
	Companion *Companion
	// Client delivers webhooks; nil is one with a minute's patience.
	Client *http.Client
}

// Shop is a running shop.
type Shop struct {
	opts     Options
	mux      *http.ServeMux
	shapes   map[string]object
	delivery *deliveries
	calls    load

	mu       sync.Mutex
	orders   map[int64]*order
	orderIDs []int64
	// products are all but the seeded ones; see product.
	products map[int64]*product
	seeds    seeds
	// recent is the list of changes that was asked for last, until something changes.
	recent  *recent
	hooks   map[int64]*hook
	notes   map[int64][]note
	refunds map[int64][]object
	// before is the status an order had before it went to the trash.
	before map[int64]string
	// custom are the statuses plugins added.
	custom  map[int64]Status
	nextID  int64
	nonces  map[string]time.Time
	faults  []Fault
	plugins []Plugin
	// companion is nil where our plugin is not installed.
	companion *Companion
	journal   *journal
	// onBatch and onElement are what tests want to happen at exact points.
	onBatch   func(parentID int64)
	onElement func(parentID, id int64)
}

// New makes a shop, reading its state when there is some.
func New(opts Options) (*Shop, error) {
	if err := opts.complete(); err != nil {
		return nil, err
	}
	s := &Shop{
		opts: opts, shapes: make(map[string]object), orders: make(map[int64]*order), products: make(map[int64]*product), seeds: newSeeds(),
		hooks: make(map[int64]*hook), notes: make(map[int64][]note), refunds: make(map[int64][]object),
		before: make(map[int64]string), custom: make(map[int64]Status), nextID: 1, nonces: make(map[string]time.Time),
		companion: opts.Companion,
	}
	for _, name := range []string{"order", "line", "shipping", "tax", "fee", "coupon", "product", "variation", "webhook"} {
		s.shapes[name] = decoded[object](shape(name))
	}
	s.delivery = newDeliveries(s)
	if opts.Demo {
		s.fillDemo()
	}
	if opts.DataDir != "" {
		if err := s.load(); err != nil {
			return nil, err
		}
	}
	s.routes()
	return s, nil
}

func (o *Options) complete() error {
	if o.Location == nil {
		location, err := time.LoadLocation("Europe/Ljubljana")
		if err != nil {
			return fmt.Errorf("time zone of the shop: %w", err)
		}
		o.Location = location
	}
	if o.Key == "" {
		o.Key, o.Secret = "ck_demo", "cs_demo"
	}
	o.Home = either(o.Home, "http://127.0.0.1:8081")
	o.Permissions = either(o.Permissions, "read_write")
	if o.Client == nil {
		o.Client = &http.Client{Timeout: time.Minute, CheckRedirect: stay}
	}
	return nil
}

// stay: a webhook's redirect is not followed.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// Handler answers the REST API, the control routes and people.
func (s *Shop) Handler() http.Handler { return s.mux }

// Run delivers webhooks and lets orders trickle in, until ctx ends.
func (s *Shop) Run(ctx context.Context) {
	var group sync.WaitGroup
	group.Go(func() { s.delivery.run(ctx) })
	if s.opts.Trickle > 0 {
		group.Go(func() { s.trickle(ctx) })
	}
	group.Wait()
}

func (s *Shop) id() int64 {
	id := s.nextID
	s.nextID++
	return id
}

func either(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
