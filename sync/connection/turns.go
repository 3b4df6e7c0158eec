package connection

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/lease"
	"github.com/kiwwwi/vasco/sync/store"
)

const (
	// turnFor is how long a replica makes calls with one turn, before it looks
	// whether another replica waits for it.
	turnFor = 500 * time.Millisecond
	// turnIdle is how long it keeps a turn between two calls.
	turnIdle = 50 * time.Millisecond
	// turnTick is how often it looks for a free one, turnYields how long it lets
	// others look first.
	turnTick   = 50 * time.Millisecond
	turnYields = 3 * turnTick
	// turnLasts is how long a turn lasts at most without a sign of life; where calls
	// are short, it lasts turnShare of the longest.
	turnLasts = 4 * time.Second
	turnShare = 5
	// clocksApart is how far the clocks of replicas may be apart: a wish is short, and
	// must not have ended before another replica sees it.
	clocksApart = 2 * time.Second
	// turnBeats is how many signs of life a replica gives in that time while a call
	// is under way.
	turnBeats = 4
)

// errNoTurn: other replicas make as many calls as the shop gets.
var errNoTurn = errors.New("other replicas make as many calls to the shop as it gets")

// turns bound the calls to a shop over all replicas: each call needs a turn, which
// is a lease (ADR 9). A replica keeps one for a moment, so that calls in a row do
// not ask the database for each.
type turns struct {
	store  *store.Store
	prefix string
	limit  func(context.Context) int
	// lasts is how long a turn lasts without a sign of life.
	lasts time.Duration

	mu sync.Mutex
	// idle are turns between two calls.
	idle []*turn
	// wish is how this replica last showed that it waits.
	wish *store.Lease
}

type turn struct {
	lease store.Lease
	// ends is when it is to be looked whether others wait.
	ends time.Time
	// next gives a sign of life while a call is under way, and gives the turn back
	// when no call comes.
	next *time.Timer
	used bool
}

func newTurns(s *store.Store, shopID int, limit func(context.Context) int, longestCall time.Duration) *turns {
	return &turns{store: s, prefix: fmt.Sprintf("turn:%d:", shopID), limit: limit, lasts: min(turnLasts, longestCall/turnShare)}
}

// patience is how long a call waits while no turn moves: longer than those of a
// dead replica last.
func (s *turns) patience() time.Duration { return s.lasts + s.lasts/2 }

// take waits for a turn: it is a woo.Turn.
func (s *turns) take(ctx context.Context) (done func(), err error) {
	since, before := time.Now(), ""
	for {
		t, held, err := s.get(ctx)
		if err != nil {
			return nil, err
		}
		if t != nil {
			s.use(t)
			return func() { s.done(t) }, nil
		}
		if held != before {
			since, before = time.Now(), held
		}
		if time.Since(since) >= s.patience() {
			return nil, errNoTurn
		}
		if !rest(ctx, turnTick) {
			return nil, ctx.Err()
		}
	}
}

// get is a turn that is idle, or is free; else it tells who has them.
func (s *turns) get(ctx context.Context) (*turn, string, error) {
	if t := s.pop(); t != nil {
		kept, err := s.goOn(ctx, t)
		if err != nil {
			s.done(t) // It is not known whether it is ours still, and given back in a moment.
			return nil, "", err
		}
		if kept {
			return t, "", nil
		}
		if !rest(ctx, turnYields) {
			return nil, "", ctx.Err()
		}
	}
	var held string
	t := &turn{ends: time.Now().Add(min(turnFor, s.lasts/2))}
	limit := s.limit(ctx)
	err := s.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		one, rows, err := store.AcquireOne(ctx, tx, s.prefix, limit, s.lasts)
		if err != nil {
			return err
		}
		if one != nil {
			t.lease = *one
		}
		held = s.holders(rows)
		return s.wishFor(ctx, tx, one == nil)
	})
	if err != nil || t.lease.Name == "" {
		return nil, held, err
	}
	return t, "", nil
}

// holders tells who has the turns, and since when.
func (s *turns) holders(rows []*ent.Lease) string {
	held := make([]string, 0, len(rows))
	for _, row := range rows {
		if row.Name != s.wishName() {
			held = append(held, fmt.Sprint(row.Name, row.Owner, row.ExpiresAt.UnixMicro()))
		}
	}
	slices.Sort(held)
	return strings.Join(held, " ")
}

func (s *turns) wishName() string { return s.prefix + "wish" }

// wishFor shows whoever has a turn that this replica waits, or that it does no more.
func (s *turns) wishFor(ctx context.Context, tx *store.Tx, waits bool) error {
	s.mu.Lock()
	wish := s.wish
	s.mu.Unlock()
	var err error
	switch {
	case waits:
		if wish, err = store.Acquire(ctx, tx, s.wishName(), 4*turnTick); err != nil || wish == nil {
			return err
		}
	case wish == nil:
		return nil
	default:
		if err := wish.Release(ctx, tx); err != nil && !errors.Is(err, store.ErrLeaseLost) {
			return err
		}
		wish = nil
	}
	tx.AfterCommit(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.wish = wish
	})
	return nil
}

// goOn tells whether more calls may be made with a turn. Where it was long enough,
// one that another replica waits for is given back.
func (s *turns) goOn(ctx context.Context, t *turn) (bool, error) {
	kept := slices.Contains(s.names(ctx), t.lease.Name)
	if kept && time.Now().Before(t.ends) {
		return true, nil
	}
	ends := time.Now().Add(min(turnFor, s.lasts/2))
	err := s.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if kept {
			wanted, err := s.isWanted(ctx, tx)
			if err != nil {
				return err
			}
			kept = !wanted
		}
		if !kept {
			return t.lease.Release(ctx, tx)
		}
		return s.extend(ctx, tx, t)
	})
	if errors.Is(err, store.ErrLeaseLost) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	t.ends = ends
	return kept, nil
}

// pop takes a turn that is idle.
func (s *turns) pop() *turn {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.idle) == 0 {
		return nil
	}
	t := s.idle[len(s.idle)-1]
	s.idle = s.idle[:len(s.idle)-1]
	t.next.Stop()
	return t
}

// names are those of the turns there are.
func (s *turns) names(ctx context.Context) []string {
	names := make([]string, s.limit(ctx))
	for i := range names {
		names[i] = fmt.Sprint(s.prefix, i)
	}
	return names
}

// isWanted tells whether another replica waits.
func (s *turns) isWanted(ctx context.Context, tx *store.Tx) (bool, error) {
	others := tx.Lease.Query().Where(lease.Name(s.wishName()), lease.ExpiresAtGTE(store.Now().Add(-clocksApart)))
	s.mu.Lock()
	if s.wish != nil {
		others.Where(lease.OwnerNEQ(s.wish.Owner))
	}
	s.mu.Unlock()
	wanted, err := others.Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look who waits for a turn: %w", err)
	}
	return wanted, nil
}

// use gives signs of life during a call.
func (s *turns) use(t *turn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.used = true
	t.next = time.AfterFunc(s.lasts/turnBeats, func() { s.beat(t) })
}

func (s *turns) beat(t *turn) {
	ctx, cancel := context.WithTimeout(context.Background(), turnLasts)
	defer cancel()
	if err := s.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.extend(ctx, tx, t) }); err != nil {
		slog.DebugContext(ctx, "no sign of life could be given for a turn", "turn", t.lease.Name, "error", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.used {
		t.next.Reset(s.lasts / turnBeats)
	}
}

// extend lets a turn last: beats do so beside calls, each with a lease of its own.
func (s *turns) extend(ctx context.Context, tx *store.Tx, t *turn) error {
	mine := t.lease
	return mine.Extend(ctx, tx, s.lasts)
}

// done keeps a turn for the next call.
func (s *turns) done(t *turn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.next.Stop()
	t.used = false
	t.next = time.AfterFunc(turnIdle, func() { s.drop(t) })
	s.idle = append(s.idle, t)
}

// drop gives an idle turn back, unless a call has taken it.
func (s *turns) drop(t *turn) {
	s.mu.Lock()
	at := slices.Index(s.idle, t)
	if at >= 0 {
		s.idle = slices.Delete(s.idle, at, at+1)
	}
	s.mu.Unlock()
	if at < 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), turnLasts)
	defer cancel()
	if err := s.store.InHurriedTx(ctx, t.lease.Release); err != nil {
		slog.DebugContext(ctx, "a turn is not given back, it ends by itself", "turn", t.lease.Name, "error", err)
	}
}

// close gives back what is idle.
func (s *turns) close() {
	s.mu.Lock()
	idle := slices.Clone(s.idle)
	s.mu.Unlock()
	for _, t := range idle {
		s.drop(t)
	}
}

// rest waits; false when the context ended first.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
