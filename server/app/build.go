package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/frontend"
	"github.com/kiwwwi/vasco/graph"
	"github.com/kiwwwi/vasco/server/config"
	"github.com/kiwwwi/vasco/server/httpd"
	"github.com/kiwwwi/vasco/server/logfile"
	"github.com/kiwwwi/vasco/server/pubsub"
	"github.com/kiwwwi/vasco/server/webhook"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/former"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/problem"
	"github.com/kiwwwi/vasco/sync/product"
	"github.com/kiwwwi/vasco/sync/product/push"
	"github.com/kiwwwi/vasco/sync/report"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/schedule"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/secret"
	"github.com/kiwwwi/vasco/sync/task"
)

// Migrate brings the database up to date: our tables and the job queue's.
func Migrate(ctx context.Context, data config.Data) (err error) {
	s, err := store.Open(ctx, data.Database())
	if err != nil {
		return err
	}
	defer func() {
		if closing := s.Close(); err == nil {
			err = closing
		}
	}()
	return migrate(ctx, s)
}

func migrate(ctx context.Context, s *store.Store) error {
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	return job.Migrate(ctx, s)
}

func (a *App) openStore(ctx context.Context) error {
	var err error
	if a.Store, err = store.Open(ctx, a.opts.Database()); err != nil {
		return err
	}
	return migrate(ctx, a.Store)
}

// build makes the services over the store.
func (a *App) build(ctx context.Context) error {
	box, err := secret.Open(a.opts.KeyFile())
	if err != nil {
		return err
	}
	if err := secret.Bind(ctx, a.Store, box); err != nil {
		return err
	}
	counted := newMetrics(a.Metrics)
	a.Hub = pubsub.New()
	a.Log = event.NewLog(a.Store, a.Hub)
	// Workers are added below: they need the services, which need the client.
	workers := river.NewWorkers()
	if a.Jobs, err = job.New(a.Store, workers, job.Options{Logger: quiet(slog.Default())}); err != nil {
		return err
	}
	a.Registry = connection.NewRegistry(a.Store, box, a.Log, a.Jobs, connection.Options{
		Transport: a.transport(), CallTimeout: a.opts.CallTimeout, Called: counted.call,
	})
	a.Orders = order.New(a.Store, a.Jobs, a.Log, a.Registry, order.Options{LeaseFor: a.opts.LeaseFor, Cut: a.opts.Cut, Done: counted.order})
	river.AddWorker(workers, connection.NewFieldsWorker(a.Registry))
	river.AddWorker(workers, order.NewWorker(a.Orders))
	river.AddWorker(workers, order.NewRecentWorker(a.Orders))
	river.AddWorker(workers, order.NewWriteBackWorker(a.Orders))
	a.Runs = run.New(a.Store, a.Jobs, a.Log, a.opts.LeaseFor)
	a.Products = product.New(a.Store, a.Jobs, a.Log, a.Registry, a.Runs)
	a.Stock = stock.New(a.Store, a.Log, a.Registry, a.Runs, a.Products, stock.Options{Cut: a.opts.Cut})
	a.Pushes = push.New(a.Store, a.Log, a.Registry, a.Runs, push.Options{Pushed: a.Orders.ReleaseArticles, Cut: a.opts.Cut})
	a.Products.OnChange(a.Pushes.Changed)
	river.AddWorker(workers, run.NewWorker(a.Runs, map[run.Kind]run.Handler{
		run.Import: a.Products.Import, run.Stock: a.Stock.Run, run.Push: a.Pushes.Push,
	}))
	river.AddWorker(workers, product.NewWorker(a.Products))
	a.Inbox = inbox.New(a.Store, a.Jobs, a.Log)
	return nil
}

// start lets everything run that runs beside the requests.
func (a *App) start(ctx context.Context) error {
	if err := a.Orders.TakeOver(ctx); err != nil {
		return err
	}
	a.writers.run(a.Inbox.Run)
	a.writers.run(a.Registry.Recorder().Run)
	if a.Store.IsPostgres() {
		a.writers.run(func(ctx context.Context) { a.Hub.Listen(ctx, a.Store.Listen) })
	}
	a.writers.run(logfile.New(a.Store, a.Log, a.Hub, a.Registry, a.logDir()).Run)
	// Jobs end when they are told to, not when the caller's context does.
	if err := a.Jobs.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the job queue: %w", err)
	}
	a.working = true
	a.sources.run(a.Registry.Watch)
	a.sources.run(a.Orders.Sweep)
	a.sources.run(a.Runs.Sweep)
	a.sources.run(schedule.New(a.Store, a.Jobs, a.Log, a.opts.PollEvery).WithStock(a.startStock).WithImports(a.startImport).Run)
	return nil
}

// startStock starts the stock run of a shop whose time has come.
func (a *App) startStock(ctx context.Context, tx *store.Tx, of *ent.Shop) error {
	_, _, err := a.Stock.StartIn(ctx, tx, of.ID, false)
	if errors.Is(err, stock.ErrHeld) || errors.Is(err, stock.ErrNoConnection) {
		return nil // It was turned off this moment.
	}
	return err
}

// startImport has the products of a shop read again whose night has come.
func (a *App) startImport(ctx context.Context, tx *store.Tx, of *ent.Shop) error {
	return a.Products.ImportAgain(ctx, tx, of.ID)
}

func (a *App) logDir() string { return filepath.Join(a.opts.DataDir, "logs") }

func (a *App) handler() (http.Handler, error) {
	return httpd.New(httpd.Options{
		Addr: a.opts.Addr, PublicURL: a.opts.PublicURL, CORSOrigins: a.opts.CORSOrigins,
		WebhookPattern: webhook.Pattern, Webhooks: webhook.New(a.Registry, a.Inbox, a.Metrics),
		GraphQL: graph.New(graph.Deps{
			Store: a.Store, Log: a.Log, Events: a.Hub, Registry: a.Registry, Orders: a.Orders, Inbox: a.Inbox,
			Reports: report.New(a.Store), Problems: problem.New(a.Store, a.Inbox), Tasks: task.New(a.Store, a.Log),
			Runs: a.Runs, Products: a.Products, Pushes: a.Pushes, Stock: a.Stock,
			Former: former.New(a.Store, a.Log, a.Registry, a.Orders), PublicURL: a.PublicURL(),
		}), Streams: a.streams,
		Metrics: promhttp.HandlerFor(a.Metrics, promhttp.HandlerOpts{}),
		Page:    frontend.Dist, LogDir: a.logDir(), Ready: a.ready,
	})
}

// transport keeps as many connections to a host as workers use it: the
// ordinary one keeps two, and makes the others anew for every call.
func (a *App) transport() http.RoundTripper {
	if a.opts.Transport != nil {
		return a.opts.Transport
	}
	own := http.DefaultTransport.(*http.Transport).Clone() //nolint:forcetypeassert // The standard library's own.
	own.MaxIdleConnsPerHost = 16
	a.closers = append(a.closers, own.CloseIdleConnections)
	return own
}

// quiet takes River's talk about itself out of the log.
func quiet(logger *slog.Logger) *slog.Logger {
	return slog.New(atLeast{logger.Handler(), slog.LevelWarn})
}

type atLeast struct {
	slog.Handler
	level slog.Level
}

func (h atLeast) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= h.level && h.Handler.Enabled(ctx, level)
}

func (h atLeast) WithAttrs(attrs []slog.Attr) slog.Handler {
	return atLeast{h.Handler.WithAttrs(attrs), h.level}
}

func (h atLeast) WithGroup(name string) slog.Handler {
	return atLeast{h.Handler.WithGroup(name), h.level}
}
