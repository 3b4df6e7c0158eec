// Package run is what passes over many products of a shop have in common: one
// of a kind at a time for a shop, live counts, a checkpoint, an end a person can
// bring about, and going on after a crash. What is done with the products is the
// work of sync/product and sync/stock.
package run

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// Kind is what a run does.
type Kind = syncrun.Kind

// The kinds of runs.
const (
	// Stock writes VASCO's stock into the shop.
	Stock = syncrun.KindSTOCK
	// Import reads the shop's products.
	Import = syncrun.KindIMPORT
	// Push writes the shop's products into VASCO.
	Push = syncrun.KindPUSH
)

// Why a run waits for a person, or ended as it did.
const (
	// ReasonFirstRun: the first run of a shop shows what it would do.
	ReasonFirstRun = "FIRST_RUN"
	// ReasonGuard: zeroed, stocked, percent. Too many products would have no stock.
	ReasonGuard = "TOO_MANY_ZEROS"
	// ReasonIncomplete: detail. VASCO's answer was not whole: nothing of it was used.
	ReasonIncomplete = "READ_INCOMPLETE"
	// ReasonVascoAway: detail.
	ReasonVascoAway = "VASCO_AWAY"
	// ReasonVascoLogin: detail.
	ReasonVascoLogin = "VASCO_LOGIN_REFUSED"
	// ReasonVascoRefused: detail.
	ReasonVascoRefused = "VASCO_REFUSED"
	// ReasonShopAway: detail.
	ReasonShopAway = "SHOP_AWAY"
	// ReasonShopLogin: detail.
	ReasonShopLogin = "SHOP_LOGIN_REFUSED"
	// ReasonShopRefused: detail.
	ReasonShopRefused = "SHOP_REFUSED"
	// ReasonNoConnection: the shop has no VASCO.
	ReasonNoConnection = "NO_CONNECTION"
	// ReasonHeld: the shop's switch was turned off meanwhile.
	ReasonHeld = "SENDING_HELD"
	// ReasonPerson: a person ended it.
	ReasonPerson = "PERSON"
	// ReasonInternal: detail. Our fault.
	ReasonInternal = "INTERNAL"
)

// Reasons are all of them.
func Reasons() []string {
	return []string{
		ReasonFirstRun, ReasonGuard, ReasonIncomplete, ReasonVascoAway, ReasonVascoLogin, ReasonVascoRefused, ReasonShopAway,
		ReasonShopLogin, ReasonShopRefused, ReasonNoConnection, ReasonHeld, ReasonPerson, ReasonInternal,
	}
}

// LeaseFor is how long a worker keeps a run without a sign of life. It gives one
// all the time, so a dead worker's run is another's in less than half a minute.
const LeaseFor = 20 * time.Second

// beatsInALease is how often a worker shows within a lease that it is alive, and
// how often it is looked whether another one is dead.
const beatsInALease = 4

var (
	// ErrFinished: the run has ended.
	ErrFinished = errors.New("the run has ended")
	// ErrNotAwaiting: the run does not wait for a person.
	ErrNotAwaiting = errors.New("the run does not wait for a confirmation")
	// ErrCancelled: a person wants the run to end.
	ErrCancelled = errors.New("a person ended the run")
)

// Service starts runs and ends them.
type Service struct {
	store    *store.Store
	jobs     *job.Client
	log      *event.Log
	leaseFor time.Duration
	ended    map[Kind]Ender
}

// Ender hears of the end of a run, in the transaction that ends it.
type Ender func(ctx context.Context, tx *store.Tx, row *ent.SyncRun) error

// OnEnd has ended hear of the runs of a kind; it is called before any is worked.
// The shop is locked then: nobody is folded into the run any more.
func (s *Service) OnEnd(kind Kind, ended Ender) { s.ended[kind] = ended }

// New makes the service. A worker keeps a run for leaseFor without a sign of
// life; 0 is LeaseFor.
func New(s *store.Store, jobs *job.Client, log *event.Log, leaseFor time.Duration) *Service {
	if leaseFor == 0 {
		leaseFor = LeaseFor
	}
	return &Service{store: s, jobs: jobs, log: log, leaseFor: leaseFor, ended: make(map[Kind]Ender)}
}

// Start is what a run is to do.
type Start struct {
	ShopID, ConnectionID int
	Kind                 Kind
	DryRun               bool
	// Checkpoint is what the run begins with; nil is nothing.
	Checkpoint []byte
}

// Start makes a run and its job. While one of the kind is open for the shop that
// one is answered, and the start is folded into it. Where the open one is dry and
// the start is not, it keeps who wants it: its end is the time for that.
func (s *Service) Start(ctx context.Context, tx *store.Tx, in Start) (row *ent.SyncRun, folded bool, err error) {
	if err := tx.Lock(ctx, "shops", in.ShopID); err != nil {
		return nil, false, err
	}
	open, err := tx.SyncRun.Query().Where(syncrun.ShopID(in.ShopID), syncrun.KindEQ(in.Kind), syncrun.FinishedAtIsNil()).Only(ctx)
	switch {
	case err == nil:
		update := tx.SyncRun.UpdateOne(open).AddFolded(1)
		if open.DryRun && !in.DryRun && open.LiveActor == "" {
			update.SetLiveActor(actor.From(ctx).String())
		}
		if row, err = update.Save(ctx); err != nil {
			return nil, false, fmt.Errorf("fold a start into run %d: %w", open.ID, err)
		}
		return row, true, nil
	case !ent.IsNotFound(err):
		return nil, false, fmt.Errorf("look for an open run: %w", err)
	}
	row, err = tx.SyncRun.Create().SetShopID(in.ShopID).SetConnectionID(in.ConnectionID).SetKind(in.Kind).SetDryRun(in.DryRun).
		SetActor(actor.From(ctx).String()).SetCheckpoint(in.Checkpoint).Save(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("make a run: %w", err)
	}
	return row, false, s.insert(ctx, tx, row, 0)
}

// StartLive starts the run that somebody wanted while a dry one was open, now
// that this one has ended; nothing when nobody did.
func (s *Service) StartLive(ctx context.Context, tx *store.Tx, dry *ent.SyncRun, connectionID int) error {
	if dry.LiveActor == "" {
		return nil
	}
	ctx = actor.With(ctx, actorOf(dry.LiveActor))
	_, _, err := s.Start(ctx, tx, Start{ShopID: dry.ShopID, ConnectionID: connectionID, Kind: dry.Kind})
	return err
}

// insert gives the run a job.
func (s *Service) insert(ctx context.Context, tx *store.Tx, row *ent.SyncRun, wait time.Duration) error {
	next := job.Insertion{Args: job.WorkRun{RunID: row.ID}, Queue: job.RunQueue(row.ShopID), Priority: job.PriorityWriteBack}
	if wait > 0 {
		next.At = time.Now().Add(wait)
	}
	return s.jobs.Insert(ctx, tx, next)
}

// Cancel ends a run: at once when nobody works on it, else before its next step.
func (s *Service) Cancel(ctx context.Context, id int) (row *ent.SyncRun, err error) {
	known, err := s.store.Reader().SyncRun.Get(ctx, id)
	if err != nil {
		return nil, wrap("read run", id, err)
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// In the order in which a start takes them.
		if err := tx.Lock(ctx, "shops", known.ShopID); err != nil {
			return err
		}
		if row, err = locked(ctx, tx, id); err != nil {
			return err
		}
		if row.FinishedAt != nil {
			return ErrFinished
		}
		row, err = s.cancel(ctx, tx, row)
		return err
	})
	return row, err
}

// CancelOpen is Cancel of the shop's open run of a kind, in the caller's
// transaction; nothing where there is none.
func (s *Service) CancelOpen(ctx context.Context, tx *store.Tx, shopID int, kind Kind) error {
	if err := tx.Lock(ctx, "shops", shopID); err != nil {
		return err
	}
	id, err := tx.SyncRun.Query().Where(syncrun.ShopID(shopID), syncrun.KindEQ(kind), syncrun.FinishedAtIsNil()).OnlyID(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for an open run: %w", err)
	}
	row, err := locked(ctx, tx, id)
	if err != nil || row.FinishedAt != nil {
		return err
	}
	_, err = s.cancel(ctx, tx, row)
	return err
}

func (s *Service) cancel(ctx context.Context, tx *store.Tx, row *ent.SyncRun) (*ent.SyncRun, error) {
	if row.State != syncrun.StateRUNNING {
		return s.finish(ctx, tx, row, syncrun.StateCANCELLED, ReasonPerson, nil)
	}
	s.log.Nudge(tx, row.ShopID)
	cancelling, err := tx.SyncRun.UpdateOne(row).SetCancelling(true).Save(ctx)
	return cancelling, wrap("cancel run", row.ID, err)
}

// Confirm lets a run go on that waits for a person. It begins anew: what it
// showed may be old.
func (s *Service) Confirm(ctx context.Context, id int) (row *ent.SyncRun, err error) {
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if row, err = locked(ctx, tx, id); err != nil {
			return err
		}
		if row.FinishedAt != nil {
			return ErrFinished
		}
		if row.State != syncrun.StateAWAITING_CONFIRMATION {
			return ErrNotAwaiting
		}
		row, err = tx.SyncRun.UpdateOne(row).SetState(syncrun.StateQUEUED).SetConfirmed(true).SetPhase("").ClearCheckpoint().
			SetReason("").ClearReasonParams().ClearAwaySince().Save(ctx)
		if err != nil {
			return wrap("confirm run", id, err)
		}
		s.log.Add(ctx, tx, event.Event{Kind: event.RunConfirmed, Level: event.Info, ShopID: row.ShopID, RunID: row.ID, Params: map[string]string{"run": string(row.Kind)}})
		return s.insert(ctx, tx, row, 0)
	})
	return row, err
}

func locked(ctx context.Context, tx *store.Tx, id int) (*ent.SyncRun, error) {
	if err := tx.Lock(ctx, syncrun.Table, id); err != nil {
		return nil, err
	}
	row, err := tx.SyncRun.Get(ctx, id)
	return row, wrap("read run", id, err)
}

func wrap(doing string, id int, err error) error {
	if err != nil {
		return fmt.Errorf("%s %d: %w", doing, id, err)
	}
	return nil
}
