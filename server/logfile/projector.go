package logfile

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	// cursorKey holds the last event that stands in the files.
	cursorKey = "logfile.cursor"
	leaseName = "logfile"
	leaseFor  = 30 * time.Second
	// gather lets a busy time make few writes.
	gather = 200 * time.Millisecond
	// batchLimit bounds the events of one write.
	batchLimit = 500
	// retryAfter is the pause after a failure, a full disk for example.
	retryAfter = 5 * time.Second
	lastPass   = 2 * time.Second
)

// Projector writes the files. Of several replicas one does, the others wait
// until its lease ends.
type Projector struct {
	store    *store.Store
	log      *event.Log
	hub      event.Subscriber
	registry *connection.Registry
	dir      string

	lease  *store.Lease
	cursor int
	// unsure: the last write may have been cut off before its cursor was kept.
	unsure bool
}

// New makes a projector into dir.
func New(s *store.Store, log *event.Log, hub event.Subscriber, registry *connection.Registry, dir string) *Projector {
	return &Projector{store: s, log: log, hub: hub, registry: registry, dir: dir, unsure: true}
}

// Run writes until ctx ends, then what was still missing.
func (p *Projector) Run(ctx context.Context) {
	wake, cancel := p.hub.Subscribe()
	defer cancel()
	renew := time.NewTicker(leaseFor / 3)
	defer renew.Stop()
	for {
		pause := gather
		if err := p.pass(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "log files could not be written", "error", err)
			pause = retryAfter
		}
		if !sleep(ctx, pause) {
			break
		}
		select {
		case <-wake:
			continue
		case <-renew.C:
			continue
		case <-ctx.Done():
		}
		break
	}
	p.end(context.WithoutCancel(ctx))
}

func sleep(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// end writes what came last and lets another replica go on.
func (p *Projector) end(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, lastPass)
	defer cancel()
	err := p.pass(ctx)
	if err == nil && p.lease != nil {
		err = p.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return p.lease.Release(ctx, tx) })
	}
	if err != nil {
		slog.WarnContext(ctx, "log files are behind; the next start goes on", "error", err)
	}
}

// pass brings the files up to date, if that is this replica's task.
func (p *Projector) pass(ctx context.Context) error {
	ours, err := p.hold(ctx)
	if err != nil || !ours {
		return err
	}
	for {
		more, err := p.batch(ctx)
		if err != nil {
			p.unsure = true
			if errors.Is(err, store.ErrLeaseLost) {
				p.lease = nil
				return nil
			}
			return err
		}
		if !more {
			return nil
		}
	}
}

// hold takes or keeps the right to write. SQLite has one process anyway.
func (p *Projector) hold(ctx context.Context) (bool, error) {
	if p.store.IsPostgres() {
		if err := p.holdLease(ctx); err != nil || p.lease == nil {
			return false, err
		}
	}
	if p.unsure {
		return true, p.readCursor(ctx)
	}
	return true, nil
}

// holdLease leaves no lease when another replica has it.
func (p *Projector) holdLease(ctx context.Context) error {
	if p.lease != nil && time.Until(p.lease.Expires) > leaseFor/2 {
		return nil
	}
	err := p.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if p.lease != nil {
			return p.lease.Extend(ctx, tx, leaseFor)
		}
		var err error
		p.unsure = true
		p.lease, err = store.Acquire(ctx, tx, leaseName, leaseFor)
		return err
	})
	if err != nil {
		p.lease = nil
	}
	if errors.Is(err, store.ErrLeaseLost) {
		return nil
	}
	return err
}

func (p *Projector) readCursor(ctx context.Context) error {
	value, err := store.Meta(ctx, p.store.Reader(), cursorKey)
	if err != nil || value == "" {
		p.cursor = 0
		return err
	}
	if p.cursor, err = strconv.Atoi(value); err != nil {
		return fmt.Errorf("read %s: %w", cursorKey, err)
	}
	return nil
}

// batch writes the next events and keeps the cursor; more says that others may wait.
func (p *Projector) batch(ctx context.Context) (more bool, err error) {
	events, err := p.log.After(ctx, p.cursor, event.Filter{}, batchLimit)
	if errors.Is(err, event.ErrCursorExpired) {
		slog.WarnContext(ctx, "log files miss events that were deleted by age", "after", p.cursor)
		return true, p.keep(ctx, 0)
	}
	if err != nil || len(events) == 0 {
		return false, err
	}
	texts, err := p.render(ctx, events)
	if err != nil {
		return false, err
	}
	// Files know no transactions: the right to write is looked at just before.
	if err := p.extend(ctx); err != nil {
		return false, err
	}
	for _, file := range texts {
		if err := file.append(p.dir, p.unsure); err != nil {
			return false, err
		}
	}
	if err := p.keep(ctx, events[len(events)-1].ID); err != nil {
		return false, err
	}
	p.unsure = false
	return len(events) == batchLimit, nil
}

func (p *Projector) extend(ctx context.Context) error {
	if p.lease == nil {
		return nil
	}
	return p.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return p.lease.Extend(ctx, tx, leaseFor) })
}

func (p *Projector) keep(ctx context.Context, cursor int) error {
	err := p.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if p.lease != nil {
			if err := p.lease.Extend(ctx, tx, leaseFor); err != nil {
				return err
			}
		}
		return store.SetMeta(ctx, tx, cursorKey, strconv.Itoa(cursor))
	})
	if err == nil {
		p.cursor = cursor
	}
	return err
}
