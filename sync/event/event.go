// Package event is the log of everything that happens. An event is a kind with
// parameters; words are made at the edges. It is written in the transaction of
// the fact it tells, and its id is a cursor that grows in order of commit.
package event

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/store"
)

// Level is how much attention an event wants.
type Level = event.Level

// The levels.
const (
	Info    = event.LevelINFO
	Success = event.LevelSUCCESS
	Warning = event.LevelWARNING
	Error   = event.LevelERROR
)

// Event is something that happened. Params hold what the words need, as text.
type Event struct {
	Kind    Kind
	Level   Level
	ShopID  int
	OrderID int
	RunID   int
	Params  map[string]string
}

// Notice tells subscribers that an event was committed; they read it from the log.
type Notice struct {
	EventID int
	ShopID  int
	OrderID int
}

// Publisher carries notices to subscribers of this process.
type Publisher interface{ Publish(n Notice) }

// Subscriber wakes readers of the log. The channel has a value when there may
// be something new: many events make one. A reader follows the log from its own
// cursor, so nothing is lost when it is slow, and nobody waits for it.
type Subscriber interface {
	Subscribe() (wake <-chan struct{}, cancel func())
}

// Channel is PostgreSQL's notification channel for event ids.
const Channel = "vasco_event"

// Advisory locks of PostgreSQL: one makes ids grow in order of commit, one lets
// a single replica delete at a time.
const (
	cursorLock = 0x7661_7363_6f01 + iota
	pruneLock
)

// Log writes and reads events.
type Log struct {
	store     *store.Store
	publisher Publisher
}

// NewLog makes a log; the publisher may be nil.
func NewLog(s *store.Store, p Publisher) *Log { return &Log{store: s, publisher: p} }

// Add writes e with the caller's transaction and publishes it after the commit.
func (l *Log) Add(ctx context.Context, tx *store.Tx, e Event) {
	at := store.Now()
	who := actor.From(ctx).String()
	tx.BeforeCommit(func(ctx context.Context) error {
		if err := l.lock(ctx, tx, cursorLock); err != nil {
			return err
		}
		params := make(map[string]string, len(e.Params))
		for name, value := range e.Params {
			params[store.Text(name)] = store.Text(value)
		}
		row, err := tx.Event.Create().SetAt(at).SetKind(string(e.Kind)).SetLevel(e.Level).
			SetShopID(e.ShopID).SetOrderID(e.OrderID).SetRunID(e.RunID).SetActor(who).SetParams(params).Save(ctx)
		if err != nil {
			return fmt.Errorf("write event %s: %w", e.Kind, err)
		}
		return l.publish(ctx, tx, Notice{EventID: row.ID, ShopID: e.ShopID, OrderID: e.OrderID})
	})
}

// Nudge wakes readers after the commit without an event: a row that they watch has changed.
func (l *Log) Nudge(tx *store.Tx, shopID int) {
	tx.BeforeCommit(func(ctx context.Context) error { return l.publish(ctx, tx, Notice{ShopID: shopID}) })
}

// lock is held to the commit. Taken just before the insert it makes PostgreSQL
// commit events in the order of their ids. SQLite has one writer anyway.
func (l *Log) lock(ctx context.Context, tx *store.Tx, key int) error {
	if !l.store.IsPostgres() {
		return nil
	}
	if _, err := tx.SQL.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", key); err != nil {
		return fmt.Errorf("lock the event log: %w", err)
	}
	return nil
}

func (l *Log) publish(ctx context.Context, tx *store.Tx, n Notice) error {
	if l.store.IsPostgres() {
		// PostgreSQL tells every replica, this one too.
		payload := fmt.Sprintf("%d %d %d", n.EventID, n.ShopID, n.OrderID)
		if _, err := tx.SQL.ExecContext(ctx, "SELECT pg_notify($1, $2)", Channel, payload); err != nil {
			return fmt.Errorf("announce event: %w", err)
		}
		return nil
	}
	if l.publisher != nil {
		tx.AfterCommit(func() { l.publisher.Publish(n) })
	}
	return nil
}

// Filter chooses events; zero values choose all.
type Filter struct {
	ShopID  int
	OrderID int
	RunID   int
	Kinds   []string
	Levels  []Level
}

// Predicates are the filter for ent's queries.
func (f Filter) Predicates() []predicate.Event {
	var all []predicate.Event
	if f.ShopID != 0 {
		all = append(all, event.ShopID(f.ShopID))
	}
	if f.OrderID != 0 {
		all = append(all, event.OrderID(f.OrderID))
	}
	if f.RunID != 0 {
		all = append(all, event.RunID(f.RunID))
	}
	if len(f.Kinds) > 0 {
		all = append(all, event.KindIn(f.Kinds...))
	}
	if len(f.Levels) > 0 {
		all = append(all, event.LevelIn(f.Levels...))
	}
	return all
}

// After returns up to limit events after the cursor, oldest first. A cursor
// that retention has overtaken answers ErrCursorExpired.
func (l *Log) After(ctx context.Context, cursor int, f Filter, limit int) ([]*ent.Event, error) {
	rows, err := l.store.Reader().Event.Query().Where(event.IDGT(cursor)).Where(f.Predicates()...).
		Order(event.ByID()).Limit(limit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read events after %d: %w", cursor, err)
	}
	// Checked after the reading: what was deleted in between is noticed.
	if err := l.checkCursor(ctx, cursor, len(rows)); err != nil {
		return nil, err
	}
	return rows, nil
}

// Last returns the newest event's id, 0 when there is none.
func (l *Log) Last(ctx context.Context) (int, error) {
	id, err := l.store.Reader().Event.Query().Order(ent.Desc(event.FieldID)).FirstID(ctx)
	if ent.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("find the newest event: %w", err)
	}
	return id, nil
}
