package connection

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection/hours"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// probeEvery is how soon a server that came back is noticed.
const probeEvery = 5 * time.Second

// reachable hears from a client's circuit breaker. An ERP that is away pauses
// its queue: the orders keep their places.
func (r *Registry) reachable(v *Vasco, reachable bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if reachable {
		r.setReachable(ctx, v)
		return
	}
	r.setUnreachable(ctx, v)
}

func (r *Registry) setUnreachable(ctx context.Context, v *Vasco) {
	// Whoever sets the time tells it: many workers and replicas notice at once.
	// It is set before the pause, so that no crash leaves a pause nobody ends.
	err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		changed, err := tx.VascoConnection.Update().
			Where(vascoconnection.ID(v.ID), vascoconnection.UnreachableSinceIsNil()).
			SetUnreachableSince(store.Now()).Save(ctx)
		if err == nil && changed == 1 {
			r.log.Add(ctx, tx, event.Event{Kind: event.ConnectionUnreachable, Level: levelOf(ctx, tx, v), Params: map[string]string{"connection": v.Name}})
		}
		return err
	})
	if err != nil {
		slog.ErrorContext(ctx, "unreachable connection could not be noted", "connection", v.Name, "error", err)
		return
	}
	if err := r.jobs.Pause(ctx, job.OrderQueue(v.ID)); err != nil {
		slog.ErrorContext(ctx, "queue could not be paused", "connection", v.Name, "error", err)
	}
	r.Forget()
}

// levelOf: nobody is alarmed by a server that is off when it is expected to be.
func levelOf(ctx context.Context, tx *store.Tx, v *Vasco) event.Level {
	if row, err := tx.VascoConnection.Get(ctx, v.ID); err == nil && !IsExpected(row, store.Now()) {
		return event.Info
	}
	return event.Error
}

// IsExpected tells whether a connection's VASCO is expected to answer at a moment.
func IsExpected(row *ent.VascoConnection, at time.Time) bool {
	week, err := hours.Parse(row.OpeningHours)
	zone, errZone := time.LoadLocation(defaultTimezone)
	return err != nil || errZone != nil || week.Open(at.In(zone))
}

// StayPaused pauses the queue of a connection that is known to be away, and
// tells whether it is: a replica that just resumed it may have crossed one that
// just lost the server.
func (r *Registry) StayPaused(ctx context.Context, v *Vasco) (bool, error) {
	away, err := r.store.Reader().VascoConnection.Query().
		Where(vascoconnection.ID(v.ID), vascoconnection.UnreachableSinceNotNil()).Exist(ctx)
	if err != nil || !away {
		return false, err
	}
	return true, r.jobs.Pause(ctx, job.OrderQueue(v.ID))
}

func (r *Registry) setReachable(ctx context.Context, v *Vasco) {
	err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		changed, err := tx.VascoConnection.Update().
			Where(vascoconnection.ID(v.ID), vascoconnection.UnreachableSinceNotNil()).
			ClearUnreachableSince().Save(ctx)
		if err == nil && changed == 1 {
			r.log.Add(ctx, tx, event.Event{Kind: event.ConnectionReachable, Level: event.Success, Params: map[string]string{"connection": v.Name}})
		}
		return err
	})
	if err != nil {
		slog.ErrorContext(ctx, "reachable connection could not be noted", "connection", v.Name, "error", err)
		return
	}
	if err := r.jobs.Resume(ctx, job.OrderQueue(v.ID)); err != nil {
		slog.ErrorContext(ctx, "queue could not be resumed", "connection", v.Name, "error", err)
	}
	r.Forget()
}

// Watch works the queues of all connections and shops, new ones too, and asks
// servers that are away whether they are back, until ctx ends.
func (r *Registry) Watch(ctx context.Context) {
	tick := time.NewTicker(probeEvery)
	defer tick.Stop()
	under := &probes{asked: make(map[string]bool)}
	defer under.group.Wait()
	for {
		if err := r.WorkQueues(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "queues could not be brought up to date", "error", err)
		}
		r.probe(ctx, under)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// WorkQueues adds the queues of connections and shops that are not worked yet.
func (r *Registry) WorkQueues(ctx context.Context) error {
	connections, err := r.store.Reader().VascoConnection.Query().All(ctx)
	if err != nil {
		return err
	}
	r.working.Lock()
	defer r.working.Unlock()
	for _, row := range connections {
		if err := r.workQueue(ctx, row.ID, r.workersOf(row.Concurrency)); err != nil {
			return err
		}
	}
	shops, err := r.store.Reader().Shop.Query().IDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range shops {
		if err := r.jobs.AddQueue(job.ShopQueue(id), shopWorkers); err != nil {
			return err
		}
		if err := r.jobs.AddQueue(job.RunQueue(id), runWorkers); err != nil {
			return err
		}
	}
	return nil
}

// resizePatience bounds the wait for a queue's jobs to end before it is worked
// by another number; if they take longer, the next round goes on.
const resizePatience = 10 * time.Second

// ahead is how many orders are worked for each that may talk to VASCO: what comes
// before and after the calls takes longer than calls to a server that is quick.
const ahead = 4

// workersOf is how many orders of a connection this process works at once. One
// at a time means one after the other. Replicas have to share a connection, which
// they do by working no more orders than it takes calls.
func (r *Registry) workersOf(concurrency int) int {
	if concurrency == 1 || r.store.IsPostgres() {
		return concurrency
	}
	return ahead * concurrency
}

// workQueue works a connection's queue by so many at once.
func (r *Registry) workQueue(ctx context.Context, connectionID, workers int) error {
	queue := job.OrderQueue(connectionID)
	if before, known := r.workers[connectionID]; known && before != workers {
		ctx, cancel := context.WithTimeout(ctx, resizePatience)
		defer cancel()
		if err := r.jobs.RemoveQueue(ctx, queue); err != nil {
			return err
		}
		delete(r.workers, connectionID)
	}
	if err := r.jobs.AddQueue(queue, workers); err != nil {
		return err
	}
	r.workers[connectionID] = workers
	return nil
}

// shopWorkers bounds calls to a shop for writing back: it is a PHP host.
const shopWorkers = 2

// runWorkers: a shop's runs come one after the other.
const runWorkers = 1

// probe asks the servers that are away, beside the caller's way: one that hangs
// holds up neither the others nor the queues.
func (r *Registry) probe(ctx context.Context, p *probes) {
	for id, client := range r.shopsAway() {
		p.ask(job.ShopQueue(id), func() { client.Probe(ctx) })
	}
	away, err := r.store.Reader().VascoConnection.Query().Where(vascoconnection.UnreachableSinceNotNil()).All(ctx)
	if err != nil {
		if ctx.Err() == nil {
			slog.ErrorContext(ctx, "connections that are away could not be listed", "error", err)
		}
		return
	}
	for _, row := range away {
		p.ask(job.OrderQueue(row.ID), func() { r.probeVasco(ctx, row) })
	}
}

func (r *Registry) probeVasco(ctx context.Context, row *ent.VascoConnection) {
	v, err := r.openVasco(row)
	if err != nil {
		slog.ErrorContext(ctx, "connection could not be read", "connection", row.Name, "error", err)
		return
	}
	client, err := r.VascoClient(v)
	if err != nil {
		slog.ErrorContext(ctx, "connection could not be probed", "connection", row.Name, "error", err)
		return
	}
	if client.Probe(ctx) == nil {
		r.setReachable(ctx, v)
	}
}

// probes are the questions under way, one to each server.
type probes struct {
	group sync.WaitGroup
	mu    sync.Mutex
	asked map[string]bool
}

func (p *probes) ask(server string, question func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.asked[server] {
		return
	}
	p.asked[server] = true
	p.group.Go(func() {
		question()
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.asked, server)
	})
}

// SearchProven notes that an order was found in the connection by its shop number.
func (r *Registry) SearchProven(ctx context.Context, tx *store.Tx, v *Vasco) error {
	changed, err := tx.VascoConnection.Update().
		Where(vascoconnection.ID(v.ID), vascoconnection.SearchProvenAtIsNil()).SetSearchProvenAt(store.Now()).Save(ctx)
	if err != nil {
		return err
	}
	if changed == 1 {
		r.log.Add(ctx, tx, event.Event{Kind: event.ConnectionSearchProven, Level: event.Success, Params: map[string]string{"connection": v.Name}})
	}
	tx.AfterCommit(r.Forget)
	return nil
}
