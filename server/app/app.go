// Package app puts the service together: what is opened, what runs beside the
// requests, and how it ends. End-to-end tests open it as the program does.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/kiwwwi/vasco/server/config"
	"github.com/kiwwwi/vasco/server/httpd"
	"github.com/kiwwwi/vasco/server/pubsub"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
)

// Options of the service.
type Options struct {
	config.Serve
	// Demo starts both simulators and connects them.
	Demo bool
	// Out takes the lines that tell a person where to look.
	Out io.Writer

	// What follows is for tests; the zero values are for production.

	// CallTimeout bounds a call to VASCO, LeaseFor how long a worker keeps an
	// order or a run, and Cut is called where a test may kill the process.
	CallTimeout, LeaseFor time.Duration
	Cut                   func(point string)
	// Transport carries the calls to shops and to VASCO.
	Transport http.RoundTripper
	// PollEvery is how often the shops' changed orders are read.
	PollEvery time.Duration
	// DemoTrickle is how often an order comes to the demo shop by itself.
	DemoTrickle time.Duration
}

// App is the running service.
type App struct {
	Store    *store.Store
	Hub      *pubsub.Hub
	Log      *event.Log
	Registry *connection.Registry
	Orders   *order.Service
	Runs     *run.Service
	Products *product.Service
	Stock    *stock.Service
	Pushes   *push.Service
	Inbox    *inbox.Service
	Jobs     *job.Client
	Metrics  *prometheus.Registry
	// Demo is nil without the demo.
	Demo *Demo

	opts     Options
	listener net.Listener
	server   *httpd.Server
	// sources cause work, writers keep it: they end in this order.
	sources, writers *runners
	working          bool
	closers          []func()
	stopping         atomic.Bool
	streams          context.Context //nolint:containedctx // It outlives requests: it ends their streams.
	endStreams       context.CancelFunc
}

// Run opens the service, serves until ctx ends, and stops it.
func Run(ctx context.Context, opts Options) error {
	a, err := Open(ctx, opts)
	if err != nil {
		return err
	}
	<-ctx.Done()
	return a.Close()
}

// Open starts the service and returns when it answers.
func Open(ctx context.Context, opts Options) (*App, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	a := &App{opts: opts, sources: newRunners(), writers: newRunners(), Metrics: prometheus.NewRegistry()}
	a.streams, a.endStreams = context.WithCancel(context.Background())
	if err := a.open(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) open(ctx context.Context) error {
	var err error
	if a.listener, err = httpd.Listen(ctx, a.opts.Addr); err != nil {
		return err
	}
	if err := a.openStore(ctx); err != nil {
		return err
	}
	if err := a.build(ctx); err != nil {
		return err
	}
	if a.opts.Demo {
		// Before any work begins: what waits from the last time needs them.
		if err := a.openDemo(ctx); err != nil {
			return fmt.Errorf("start the demo: %w", err)
		}
	}
	if err := a.start(ctx); err != nil {
		return err
	}
	handler, err := a.handler()
	if err != nil {
		return err
	}
	a.server = httpd.Serve(a.listener, handler)
	if a.opts.Demo {
		if err := a.hookDemo(ctx); err != nil {
			return fmt.Errorf("start the demo: %w", err)
		}
	}
	return nil
}

// URL is where the service is reached on this machine.
func (a *App) URL() string { return "http://" + a.listener.Addr().String() }

// PublicURL is where shops and browsers reach it.
func (a *App) PublicURL() string {
	if a.opts.PublicURL != "" {
		return a.opts.PublicURL
	}
	return a.URL()
}

// ready is nil when a webhook would be answered.
func (a *App) ready(r *http.Request) error {
	if a.stopping.Load() {
		return errors.New("the service is stopping")
	}
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if err := a.Store.Read.PingContext(ctx); err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	return nil
}

// runners are functions that run beside the requests until they are stopped.
type runners struct {
	ctx    context.Context //nolint:containedctx // The runners' life is longer than any call's.
	cancel context.CancelFunc
	group  sync.WaitGroup
}

func newRunners() *runners {
	r := &runners{}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	return r
}

func (r *runners) run(fn func(context.Context)) { r.group.Go(func() { fn(r.ctx) }) }

func (r *runners) stop() {
	r.cancel()
	r.group.Wait()
}
