package run

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"sync"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// Work is a run in the hands of the one worker that has it.
type Work struct {
	// Row is the run as this worker last wrote it.
	Row     *ent.SyncRun
	service *Service
	lease   *store.Lease
	// id is the run's; beats, which run beside the steps that replace Row, go by it.
	id int
}

// Counts are what a step has done.
type Counts struct{ Seen, Updated, Unchanged, Skipped, Failed, Zeroed int }

const leasePrefix = "run:"

func leaseName(id int) string { return leasePrefix + strconv.Itoa(id) }

// errNothing: the run has ended, or waits for a person.
var errNothing = errors.New("there is nothing to do")

// claim takes the run; nil when there is nothing to do, or another worker does
// it. Whoever locks several takes the shop's row first, then the lease, then the
// run's row. A step that stores products takes the shop's after the lease: where
// that meets a worker that has lost its own, PostgreSQL ends one, and its job is
// tried again.
func (s *Service) claim(ctx context.Context, id int) (w *Work, err error) {
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		lease, err := store.Acquire(ctx, tx, leaseName(id), s.leaseFor)
		if err != nil {
			return err
		}
		if lease == nil {
			return errNothing
		}
		row, err := locked(ctx, tx, id)
		if errors.Is(err, store.ErrNotFound) || ent.IsNotFound(err) {
			return errNothing
		}
		if err != nil {
			return err
		}
		if row.FinishedAt != nil || row.State == syncrun.StateAWAITING_CONFIRMATION {
			return errNothing // The lease is not kept either.
		}
		update := tx.SyncRun.UpdateOne(row).SetState(syncrun.StateRUNNING)
		if row.StartedAt == nil {
			update.SetStartedAt(store.Now())
			s.log.Add(ctx, tx, event.Event{Kind: event.RunStarted, Level: event.Info, ShopID: row.ShopID, RunID: row.ID, Params: map[string]string{
				"run": string(row.Kind), "dry": yes(row.DryRun),
			}})
		}
		if row, err = update.Save(ctx); err != nil {
			return wrap("begin run", id, err)
		}
		w = &Work{Row: row, service: s, lease: lease, id: id}
		return nil
	})
	if err != nil {
		w = nil // What did not come to its commit is not ours.
	}
	if errors.Is(err, errNothing) {
		return nil, nil
	}
	return w, err
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

// Step is what a worker has done since the last one: it is kept as a whole.
type Step struct {
	Phase string
	// Total is how many products the run is about; 0 leaves it.
	Total  int
	Counts Counts
	// Reset begins the counts anew.
	Reset bool
	// Checkpoint is where the run goes on; nil leaves it.
	Checkpoint any
	// Write, which may be nil, writes what was done in the same commit.
	Write func(ctx context.Context, tx *store.Tx) error
	// Count, which may be nil, tells the counts where only Write finds them out.
	Count func() Counts
	// Events are what happened; they get the run's ids.
	Events []event.Event
	// Hurried says that the run does all of it again should a power cut lose it. What
	// has events waits for the disk all the same: who has seen them goes on behind them.
	Hurried bool
}

// Do keeps a step. It answers ErrCancelled, and keeps nothing, when a person
// wants the run to end; store.ErrLeaseLost when the run is another worker's now.
func (w *Work) Do(ctx context.Context, step Step) error {
	checkpoint, err := json.Marshal(step.Checkpoint)
	if err != nil {
		return fmt.Errorf("write the checkpoint of run %d: %w", w.Row.ID, err)
	}
	in := w.service.store.InTx
	if step.Hurried && len(step.Events) == 0 {
		in = w.service.store.InHurriedTx
	}
	return in(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := w.extend(ctx, tx); err != nil {
			return err
		}
		row, err := tx.SyncRun.Get(ctx, w.Row.ID)
		if err != nil {
			return wrap("read run", w.Row.ID, err)
		}
		if row.Cancelling {
			return ErrCancelled
		}
		if step.Write != nil {
			if err := step.Write(ctx, tx); err != nil {
				return err
			}
		}
		update := tx.SyncRun.UpdateOne(row).SetPhase(step.Phase)
		if step.Total != 0 {
			update.SetTotal(step.Total)
		}
		if step.Checkpoint != nil {
			update.SetCheckpoint(checkpoint)
		}
		c := step.Counts
		if step.Count != nil {
			c = step.Count()
		}
		if step.Reset {
			update.SetSeen(c.Seen).SetUpdated(c.Updated).SetUnchanged(c.Unchanged).SetSkipped(c.Skipped).SetFailed(c.Failed).SetZeroed(c.Zeroed)
		} else {
			update.AddSeen(c.Seen).AddUpdated(c.Updated).AddUnchanged(c.Unchanged).AddSkipped(c.Skipped).AddFailed(c.Failed).AddZeroed(c.Zeroed)
		}
		if c != (Counts{}) {
			// Only what was done tells that the other side is back: phases begin without it.
			update.ClearAwaySince()
		}
		if row, err = update.Save(ctx); err != nil {
			return wrap("keep the progress of run", w.Row.ID, err)
		}
		w.tell(ctx, tx, step.Events)
		w.service.log.Nudge(tx, row.ShopID)
		tx.AfterCommit(func() { w.Row = row })
		return nil
	})
}

func (w *Work) tell(ctx context.Context, tx *store.Tx, events []event.Event) {
	for _, e := range events {
		e.ShopID, e.RunID = w.Row.ShopID, w.Row.ID
		w.service.log.Add(ctx, tx, e)
	}
}

// letGo gives up the lease for then; a run that somebody has cancelled ends instead.
func (w *Work) letGo(ctx context.Context, then func(ctx context.Context, tx *store.Tx) error) error {
	return w.service.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Lock(ctx, "shops", w.Row.ShopID); err != nil {
			return err
		}
		if err := w.lease.Release(ctx, tx); err != nil {
			return err
		}
		row, err := locked(ctx, tx, w.id)
		if err != nil {
			return wrap("read run", w.id, err)
		}
		if row.Cancelling {
			_, err = w.service.finish(ctx, tx, row, syncrun.StateCANCELLED, ReasonPerson, nil)
			return err
		}
		return then(ctx, tx)
	})
}

// Await leaves the run to a person.
func (w *Work) Await(ctx context.Context, reason string, params map[string]string) error {
	return w.letGo(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.SyncRun.UpdateOneID(w.Row.ID).SetState(syncrun.StateAWAITING_CONFIRMATION).SetReason(reason).SetReasonParams(params).Save(ctx)
		if err != nil {
			return wrap("leave to a person run", w.Row.ID, err)
		}
		told := map[string]string{"run": string(row.Kind), "reason": reason, "updated": strconv.Itoa(row.Updated), "zeroed": strconv.Itoa(row.Zeroed)}
		maps.Copy(told, params)
		w.tell(ctx, tx, []event.Event{{Kind: event.RunAwaiting, Level: event.Warning, Params: told}})
		return nil
	})
}

// End ends the run. Without a reason the counts say how.
func (w *Work) End(ctx context.Context, reason string, params map[string]string) error {
	return w.service.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Lock(ctx, "shops", w.Row.ShopID); err != nil {
			return err
		}
		if err := w.lease.Release(ctx, tx); err != nil {
			return err
		}
		row, err := tx.SyncRun.Get(ctx, w.Row.ID)
		if err != nil {
			return wrap("read run", w.Row.ID, err)
		}
		_, err = w.service.finish(ctx, tx, row, stateOf(row, reason), reason, params)
		return err
	})
}

func stateOf(row *ent.SyncRun, reason string) syncrun.State {
	switch {
	case reason == ReasonPerson:
		return syncrun.StateCANCELLED
	case reason != "" && row.Updated == 0:
		return syncrun.StateFAILED
	case reason != "" || row.Failed > 0:
		return syncrun.StatePARTIAL
	default:
		return syncrun.StateSUCCEEDED
	}
}

func (s *Service) finish(ctx context.Context, tx *store.Tx, row *ent.SyncRun, state syncrun.State, reason string, params map[string]string) (*ent.SyncRun, error) {
	row, err := tx.SyncRun.UpdateOne(row).SetState(state).SetReason(reason).SetReasonParams(params).SetPhase("").
		SetFinishedAt(store.Now()).ClearCheckpoint().Save(ctx)
	if err != nil {
		return nil, wrap("end run", row.ID, err)
	}
	told := map[string]string{
		"run": string(row.Kind), "state": string(state), "dry": yes(row.DryRun), "total": strconv.Itoa(row.Total), "updated": strconv.Itoa(row.Updated),
		"unchanged": strconv.Itoa(row.Unchanged), "skipped": strconv.Itoa(row.Skipped), "failed": strconv.Itoa(row.Failed), "reason": reason,
	}
	maps.Copy(told, params)
	s.log.Add(ctx, tx, event.Event{Kind: event.RunFinished, Level: levelOf(state), ShopID: row.ShopID, RunID: row.ID, Params: told})
	if ended := s.ended[row.Kind]; ended != nil {
		return row, ended(ctx, tx, row)
	}
	return row, nil
}

func levelOf(state syncrun.State) event.Level {
	switch state {
	case syncrun.StateSUCCEEDED:
		return event.Success
	case syncrun.StateFAILED:
		return event.Error
	default:
		return event.Warning
	}
}

// pause gives the run back for a while. Its next job is made in the same commit:
// a worker that dies right then leaves no run that nobody goes on with.
func (w *Work) pause(ctx context.Context, wait time.Duration) error {
	return w.giveBack(ctx, func(ctx context.Context, tx *store.Tx, row *ent.SyncRun) error {
		return w.service.insert(ctx, tx, row, wait)
	})
}

// pauseAway is pause while the other side keeps the run from getting on.
func (w *Work) pauseAway(ctx context.Context, wait time.Duration) error {
	return w.giveBack(ctx, func(ctx context.Context, tx *store.Tx, row *ent.SyncRun) error {
		if row.AwaySince == nil {
			if err := tx.SyncRun.UpdateOne(row).SetAwaySince(store.Now()).Exec(ctx); err != nil {
				return wrap("note who keeps run", row.ID, err)
			}
		}
		return w.service.insert(ctx, tx, row, wait)
	})
}

// giveBack lets go of the run; then does what else belongs to that, nil for nothing.
func (w *Work) giveBack(ctx context.Context, then func(ctx context.Context, tx *store.Tx, row *ent.SyncRun) error) error {
	return w.letGo(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.SyncRun.UpdateOneID(w.Row.ID).SetState(syncrun.StateQUEUED).Save(ctx)
		if err != nil || then == nil {
			return wrap("give back run", w.Row.ID, err)
		}
		return then(ctx, tx, row)
	})
}

// alive lets a handler work, and keeps the run meanwhile: no call it waits for,
// however long, makes it look dead. The handler's context ends when the run is
// lost, and when a person wants it to end: a read may take a quarter of an hour.
func (w *Work) alive(ctx context.Context, do Handler) error {
	ctx, cancel := context.WithCancelCause(ctx)
	var beating sync.WaitGroup
	beating.Go(func() { w.keepBeating(ctx, cancel) })
	defer beating.Wait()
	defer cancel(nil)
	err := do(ctx, w)
	switch why := context.Cause(ctx); {
	case errors.Is(why, store.ErrLeaseLost):
		return fmt.Errorf("run %d: %w", w.Row.ID, why)
	case err != nil && errors.Is(why, ErrCancelled):
		return ErrCancelled
	}
	return err
}

func (w *Work) keepBeating(ctx context.Context, stop context.CancelCauseFunc) {
	tick := time.NewTicker(w.service.leaseFor / beatsInALease)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		if err := w.service.store.InHurriedTx(ctx, w.beat); err != nil && ctx.Err() == nil {
			stop(err)
		}
	}
}

// beat shows that the worker is alive, and answers ErrCancelled when a person
// wants the run to end.
func (w *Work) beat(ctx context.Context, tx *store.Tx) error {
	if err := w.extend(ctx, tx); err != nil {
		return err
	}
	cancelling, err := tx.SyncRun.Query().Where(syncrun.ID(w.id), syncrun.Cancelling(true)).Exist(ctx)
	if cancelling {
		return ErrCancelled
	}
	return wrap("look whether somebody ends run", w.id, err)
}

// extend shows that the worker is alive. Steps and beats do so beside each
// other, each with a lease of its own hand.
func (w *Work) extend(ctx context.Context, tx *store.Tx) error {
	lease := *w.lease
	return lease.Extend(ctx, tx, w.service.leaseFor)
}

func nilIfGone(err error) error {
	if ent.IsNotFound(err) {
		return nil
	}
	return fmt.Errorf("read the run of a dead worker: %w", err)
}
