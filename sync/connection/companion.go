package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

const (
	// companionWait is how soon a shop is asked again that does not answer.
	companionWait = time.Minute
	// companionPatience is how long it is asked; the next test of the shop begins anew.
	companionPatience = 24 * time.Hour
)

// companionFields are what the companion is to show on products: the parts of
// stock that are kept there. It has words of its own for the usual keys.
func companionFields(s rules.Stock) []woo.CompanionField {
	fields := []woo.CompanionField{}
	for _, key := range []string{s.SupplierMetaKey, s.OwnMetaKey} {
		if key != "" {
			fields = append(fields, woo.CompanionField{Key: key})
		}
	}
	return fields
}

// showFields has the companion told what to show, in the transaction of the
// change that caused it. Nobody waits for it.
func (r *Registry) showFields(ctx context.Context, tx *store.Tx, shopID int) error {
	if r.jobs == nil {
		return nil
	}
	return r.jobs.Insert(ctx, tx, job.Insertion{Args: job.ShowFields{ShopID: shopID}, Queue: job.ShopQueue(shopID), Priority: job.PriorityProduct})
}

// FieldsWorker tells a shop's companion which fields of products it shows.
type FieldsWorker struct {
	river.WorkerDefaults[job.ShowFields]

	registry *Registry
}

// NewFieldsWorker makes the worker.
func NewFieldsWorker(r *Registry) *FieldsWorker { return &FieldsWorker{registry: r} }

// Work sets the fields where they are others. A shop without the companion has
// nothing to be told; one that is away is asked again.
func (w *FieldsWorker) Work(ctx context.Context, j *river.Job[job.ShowFields]) error {
	r := w.registry
	r.Forget() // Another replica may have made the change.
	s, err := r.Shop(ctx, j.Args.ShopID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	wanted := companionFields(s.Settings.Stock)
	changed, err := r.setFields(ctx, s, wanted)
	away, isAway := errors.AsType[*woo.Unavailable](err)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case woo.NoCompanion(err):
		job.Outcome(ctx, "NO_COMPANION")
		return nil
	case isAway && time.Since(j.CreatedAt) < companionPatience:
		return river.JobSnooze(max(away.RetryAfter, companionWait))
	case err == nil && !changed:
		return nil
	}
	if err := r.tellFields(ctx, s, wanted, err); err != nil {
		return err
	}
	return r.stillWanted(ctx, s.ID, wanted)
}

// setFields writes the fields where others are shown.
func (r *Registry) setFields(ctx context.Context, s *Shop, wanted []woo.CompanionField) (changed bool, err error) {
	client, err := r.WooClient(s)
	if err != nil {
		return false, err
	}
	shown, err := client.CompanionFields(ctx)
	if err != nil {
		return false, fmt.Errorf("ask the companion what it shows: %w", err)
	}
	if slices.Equal(shown, wanted) {
		return false, nil
	}
	if err := client.SetCompanionFields(ctx, wanted); err != nil {
		return false, fmt.Errorf("tell the companion what to show: %w", err)
	}
	return true, nil
}

// tellFields keeps in the log what was set, or why it was not.
func (r *Registry) tellFields(ctx context.Context, s *Shop, wanted []woo.CompanionField, cause error) error {
	keys := make([]string, len(wanted))
	for i, field := range wanted {
		keys[i] = field.Key
	}
	e := event.Event{
		Kind: event.CompanionFields, Level: event.Info, ShopID: s.ID, Params: map[string]string{"shop": s.Key, "fields": strings.Join(keys, ", ")},
	}
	if cause != nil {
		e.Kind, e.Level, e.Params["detail"] = event.CompanionFailed, event.Warning, shortened(cause.Error())
	}
	return r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		r.log.Add(ctx, tx, e)
		return nil
	})
}

// stillWanted begins anew where the settings were changed meanwhile: the job of
// that change may have been faster.
func (r *Registry) stillWanted(ctx context.Context, shopID int, set []woo.CompanionField) error {
	r.Forget()
	s, err := r.Shop(ctx, shopID)
	if err == nil && !slices.Equal(companionFields(s.Settings.Stock), set) {
		return river.JobSnooze(0)
	}
	return nil
}
