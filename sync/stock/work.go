package stock

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// What a run is doing. Reading and reckoning are one piece: a read that is not
// whole is worth nothing, so one that was cut begins anew (ADR 0008).
const (
	PhaseProducts  = "READING_PRODUCTS"
	PhaseArticles  = "READING_ARTICLES"
	PhaseStock     = "READING_STOCK"
	PhaseReckoning = "RECKONING"
	PhaseWriting   = "WRITING"
	PhaseSettling  = "SETTLING"
)

// checkpoint is where a run goes on.
type checkpoint struct {
	// Begun says that the first step was kept.
	Begun bool `json:"begun"`
	// Allowed is how many products a person has let the run set to zero; -1 is nobody.
	Allowed int `json:"allowed"`
	// Planned says that all products are reckoned: DUE ones are to be written.
	Planned bool `json:"planned"`
	// FiguresAt is when the read of VASCO began: what our shops sold later it did not know.
	FiguresAt time.Time `json:"figuresAt"`
	// Unread counts the reads of VASCO that were not whole.
	Unread int `json:"unread"`
	// Round counts how often orders placed meanwhile were looked for.
	Round int `json:"round"`
	// Told counts the products the log has told one by one.
	Told int `json:"told"`
	// Batch is how many products the shop bore with one call; 0 is not known yet.
	Batch int `json:"batch"`
}

// work is a run in the hands of its worker.
type work struct {
	*run.Work

	shop  *connection.Shop
	vasco *connection.Vasco
	erp   *vasco.Client
	woo   *woo.Client
	at    checkpoint
	// until is when the worker makes room.
	until time.Time
	// due counts the products that are to be written.
	due int
	// batch is how many products are written with one call.
	batch batchSize
}

// Run takes a run a piece further: it is the handler of stock runs.
func (s *Service) Run(ctx context.Context, r *run.Work) error {
	w, err := s.begin(ctx, r)
	if err != nil {
		return failure(err)
	}
	if !w.at.Planned {
		if err := s.plan(ctx, w); err != nil {
			return again(ctx, w, err)
		}
	}
	if w.Row.DryRun {
		return nil
	}
	return failure(s.write(ctx, w))
}

func (s *Service) begin(ctx context.Context, r *run.Work) (*work, error) {
	w := &work{Work: r, until: time.Now().Add(job.Chunk), batch: newBatchSize()}
	var err error
	if w.shop, err = s.registry.Shop(ctx, r.Row.ShopID); err != nil {
		return nil, err
	}
	if w.shop.ConnectionID == 0 {
		return nil, &run.Ended{Reason: run.ReasonNoConnection}
	}
	if w.vasco, err = s.registry.Vasco(ctx, w.shop.ConnectionID); err != nil {
		return nil, err
	}
	if w.erp, err = s.registry.VascoClient(w.vasco); err != nil {
		return nil, err
	}
	if w.woo, err = s.registry.WooClient(w.shop); err != nil {
		return nil, err
	}
	if len(r.Row.Checkpoint) > 0 && string(r.Row.Checkpoint) != "null" {
		if err := json.Unmarshal(r.Row.Checkpoint, &w.at); err != nil {
			return nil, fmt.Errorf("read the checkpoint of run %d: %w", r.Row.ID, err)
		}
	}
	if slices.Contains(batchSizes, w.at.Batch) {
		w.batch.size = w.at.Batch
	}
	if w.at.Begun {
		return w, nil
	}
	w.at.Begun, w.at.Allowed = true, -1
	if r.Row.Confirmed {
		w.at.Allowed = r.Row.Zeroed
	}
	return w, w.Do(ctx, run.Step{Phase: PhaseProducts, Checkpoint: w.at})
}

// readsAtMost is how often VASCO is read until an answer that is not whole ends the run.
const readsAtMost = 3

// again lets a read that was not whole be made once more: a proxy that answers for
// VASCO while it starts anew is gone in a minute.
func again(ctx context.Context, w *work, err error) error {
	if !isIncomplete(err) {
		return failure(err)
	}
	if w.at.Unread++; w.at.Unread >= readsAtMost {
		return failure(err)
	}
	if err := w.Do(ctx, run.Step{Phase: w.Row.Phase, Checkpoint: w.at}); err != nil {
		return err
	}
	return &run.Away{Reason: run.ReasonIncomplete, Err: err}
}

func isIncomplete(err error) bool {
	_, lacks := errors.AsType[*incomplete](err)
	_, malformed := errors.AsType[*vasco.Malformed](err)
	return lacks || malformed
}

// failure turns what the shop and VASCO answer into what becomes of the run.
func failure(err error) error {
	if err == nil {
		return nil
	}
	ended := func(reason string) error {
		return &run.Ended{Reason: reason, Params: map[string]string{"detail": shortened(err.Error())}}
	}
	if isIncomplete(err) {
		return ended(run.ReasonIncomplete)
	}
	if away, ok := errors.AsType[*vasco.Unavailable](err); ok {
		return &run.Away{Reason: run.ReasonVascoAway, After: away.RetryAfter, Err: err}
	}
	if away, ok := errors.AsType[*woo.Unavailable](err); ok {
		return &run.Away{Reason: run.ReasonShopAway, After: away.RetryAfter, Err: err}
	}
	if _, ok := errors.AsType[*vasco.Unauthorized](err); ok {
		return ended(run.ReasonVascoLogin)
	}
	if _, ok := errors.AsType[*woo.Unauthorized](err); ok {
		return ended(run.ReasonShopLogin)
	}
	if _, ok := errors.AsType[*vasco.Rejected](err); ok {
		return ended(run.ReasonVascoRefused)
	}
	if isShopRefusal(err) {
		return ended(run.ReasonShopRefused)
	}
	if errors.Is(err, store.ErrNotFound) {
		return ended(run.ReasonNoConnection)
	}
	return err
}

func isShopRefusal(err error) bool {
	_, malformed := errors.AsType[*woo.Malformed](err)
	_, rejected := errors.AsType[*woo.Rejected](err)
	_, missing := errors.AsType[*woo.NotFound](err)
	return malformed || rejected || missing
}

const longestDetail = 300

func shortened(text string) string {
	if runes := []rune(text); len(runes) > longestDetail {
		return string(runes[:longestDetail]) + "…"
	}
	return text
}

// incomplete means that VASCO's answer lacks a part: nothing of it is used.
type incomplete struct{ what string }

func (e *incomplete) Error() string { return e.what }

// toldAtMost bounds the products that a run tells one by one; its items have all.
const toldAtMost = 1000

// tell keeps what the log says of single products within bounds.
func (w *work) tell(events []event.Event) []event.Event {
	told := events[:min(max(0, toldAtMost-w.at.Told), len(events))]
	w.at.Told += len(told)
	return told
}
