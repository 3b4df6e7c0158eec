package order

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// gate bounds the orders of one connection that are under way in this process.
type gate struct {
	mu       sync.Mutex
	underWay int
	waiting  map[*rivertype.JobRow]bool
}

// pass lets an order through where fewer than most are under way and none that
// waits comes before it, or where there may be more. One that is not let through waits.
func (g *gate) pass(j *rivertype.JobRow, most int, more bool) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !more && (g.underWay >= most || !g.isNext(j)) {
		g.waiting[j] = true
		return false
	}
	delete(g.waiting, j)
	g.underWay++
	return true
}

func (g *gate) isNext(j *rivertype.JobRow) bool {
	for other := range g.waiting {
		if other.ScheduledAt.Before(j.ScheduledAt) {
			return false
		}
	}
	return true
}

func (g *gate) giveUp(j *rivertype.JobRow) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.waiting, j)
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.underWay--
}

// gateOf returns a connection's gate.
func (s *Service) gateOf(connectionID int) *gate {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gates[connectionID] == nil {
		s.gates[connectionID] = &gate{waiting: make(map[*rivertype.JobRow]bool)}
	}
	return s.gates[connectionID]
}

// enter waits, before anything is claimed, until another order may be worked: as
// many as VASCO takes calls, and more only while it answers quickly. Otherwise
// each would wait for the calls of all others until its time is over, and none
// would get to its end. Replicas have slots instead. Without an error, leave has
// to be called.
func (s *Service) enter(ctx context.Context, j *river.Job[job.SyncOrder]) (leave func(), err error) {
	nobody := func() {}
	if s.store.IsPostgres() {
		return nobody, nil
	}
	shop, err := s.registry.Shop(ctx, j.Args.ShopID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, errNothingToDo
	}
	if err != nil {
		return nil, err
	}
	if shop.ConnectionID == 0 {
		return nobody, nil
	}
	v, err := s.registry.Vasco(ctx, shop.ConnectionID)
	if err != nil {
		return nil, err
	}
	quick := func() bool { return false }
	if client, err := s.registry.VascoClient(v); err == nil {
		quick = client.Quick
	}
	g := s.gateOf(v.ID)
	for waited := time.Duration(0); !g.pass(j.JobRow, v.Concurrency, quick()); waited += slotTick {
		if waited >= slotPatience || !rest(ctx, slotTick) {
			g.giveUp(j.JobRow)
			return nil, errNoSlot
		}
	}
	return g.leave, nil
}

// giveWay puts the order back at its place in the queue.
func (s *Service) giveWay(ctx context.Context, j *river.Job[job.SyncOrder]) error {
	return s.store.InTx(context.WithoutCancel(ctx), func(ctx context.Context, tx *store.Tx) error {
		return s.jobs.Insert(ctx, tx, job.Insertion{Args: j.Args, Queue: j.Queue, Priority: j.Priority, At: j.ScheduledAt})
	})
}
