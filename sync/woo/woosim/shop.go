// Package woosim is a WooCommerce shop to test against: its answers have the
// shape of recorded ones, its webhooks the habits of the real ones.
package woosim

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"sync"
	"time"
)

// shapes are a recorded shop's objects, with neutral values: what the simulator
// answers has the same fields.
//
//go:embed shape/*.json
var shapes embed.FS

// object is a JSON object of the shop.
type object = map[string]any

func shape(name string) object {
	raw, err := shapes.ReadFile("shape/" + name + ".json")
	if err != nil {
		panic(err) // Embedded: a missing one is a mistake in this package.
	}
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		panic(err)
	}
	return o
}

// Options of a shop. The zero value is an empty shop in memory.
type Options struct {
	// Home is the shop's own URL, without a slash at the end.
	Home        string
	Key, Secret string
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
	// Client delivers webhooks; nil is one with a minute's patience.
	Client *http.Client
}

// Shop is a running shop.
type Shop struct {
	opts     Options
	mux      *http.ServeMux
	shapes   map[string]object
	delivery *deliveries

	mu       sync.Mutex
	orders   map[int64]object
	orderIDs []int64
	products map[int64]*product
	hooks    map[int64]*hook
	notes    map[int64][]object
	nextID   int64
	faults   []Fault
	dirty    bool
	// version of an order is raised by every change; tests wait for it.
	lastModified map[int64]time.Time
}

// New makes a shop, reading its state when there is some.
func New(opts Options) (*Shop, error) {
	if opts.Location == nil {
		location, err := time.LoadLocation("Europe/Ljubljana")
		if err != nil {
			return nil, fmt.Errorf("time zone of the shop: %w", err)
		}
		opts.Location = location
	}
	if opts.Key == "" {
		opts.Key, opts.Secret = "ck_demo", "cs_demo"
	}
	if opts.Home == "" {
		opts.Home = "http://127.0.0.1:8081"
	}
	if opts.Client == nil {
		opts.Client = &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	s := &Shop{
		opts: opts, orders: make(map[int64]object), products: make(map[int64]*product), hooks: make(map[int64]*hook),
		notes: make(map[int64][]object), nextID: 1, shapes: make(map[string]object), lastModified: make(map[int64]time.Time),
	}
	for _, name := range []string{"order", "line", "shipping", "tax", "fee", "coupon", "product", "variation", "webhook"} {
		s.shapes[name] = shape(name)
	}
	s.delivery = newDeliveries(s)
	if opts.Demo {
		s.seed()
	}
	if opts.DataDir != "" {
		if err := s.load(); err != nil {
			return nil, err
		}
	}
	s.routes()
	return s, nil
}

// Handler answers the REST API, the control routes and people.
func (s *Shop) Handler() http.Handler { return s.mux }

// Run delivers webhooks, lets orders trickle in and keeps the state, until ctx ends.
func (s *Shop) Run(ctx context.Context) {
	var group sync.WaitGroup
	group.Go(func() { s.delivery.run(ctx) })
	if s.opts.DataDir != "" {
		group.Go(func() { s.keepSaving(ctx) })
	}
	if s.opts.Trickle > 0 {
		group.Go(func() { s.trickle(ctx) })
	}
	group.Wait()
}

func (s *Shop) fresh(name string) object {
	o := maps.Clone(s.shapes[name])
	for key, value := range o {
		switch v := value.(type) {
		case map[string]any:
			o[key] = maps.Clone(v)
		case []any:
			o[key] = append([]any{}, v...)
		}
	}
	return o
}

func (s *Shop) id() int64 {
	id := s.nextID
	s.nextID++
	return id
}

// stamp writes a time under name, in the shop's zone and in GMT.
func (s *Shop) stamp(o object, name string, at time.Time) {
	const layout = "2006-01-02T15:04:05"
	o[name] = at.In(s.opts.Location).Format(layout)
	o[name+"_gmt"] = at.UTC().Format(layout)
}

func (s *Shop) links(kind string, id int64) object {
	base := s.opts.Home + "/wp-json/wc/v3/" + kind
	return object{
		"self":       []any{object{"href": fmt.Sprintf("%s/%d", base, id), "targetHints": object{"allow": []string{"GET", "POST", "PUT", "PATCH", "DELETE"}}}},
		"collection": []any{object{"href": base}},
	}
}
