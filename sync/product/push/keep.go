package push

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entproduct "github.com/kiwwwi/vasco/ent/product"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
)

// toldAtMost bounds the products that a run tells one by one; its items have all.
const toldAtMost = 1000

// keep commits what became of products.
func (s *Service) keep(ctx context.Context, w *work, done []outcome) error {
	if len(done) == 0 {
		return nil
	}
	step := run.Step{Phase: PhaseWriting, Counts: run.Counts{Seen: len(done)}}
	var written []string
	for _, o := range done {
		switch o.result {
		case Create, Update:
			step.Counts.Updated++
		case Unchanged:
			step.Counts.Unchanged++
		case Failed:
			step.Counts.Failed++
		default:
			step.Counts.Skipped++
		}
		if o.asked && o.reason == nil {
			written = append(written, o.row.Code)
		}
		if e, told := o.event(); told && w.told < toldAtMost {
			w.told++
			step.Events = append(step.Events, e)
		}
	}
	step.Checkpoint = checkpoint{w.told}
	step.Total = max(w.Row.Total, w.Row.Seen+len(done))
	step.Write = func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Lock(ctx, "shops", w.shop.ID); err != nil {
			return err
		}
		for _, o := range done {
			if o.isSame() {
				continue
			}
			if err := o.keep(ctx, tx); err != nil {
				return err
			}
		}
		if err := keepSame(ctx, tx, done); err != nil {
			return err
		}
		if err := keepItems(ctx, tx, w.Row.ID, done); err != nil {
			return err
		}
		if len(written) == 0 {
			return nil
		}
		return s.pushed(ctx, tx, w.shop.ID, written)
	}
	return w.Do(context.WithoutCancel(ctx), step)
}

// states are the products' by what became of them.
var states = map[Action]entproduct.PushState{
	Create: entproduct.PushStatePUSHED, Update: entproduct.PushStatePUSHED, Unchanged: entproduct.PushStatePUSHED,
	Blocked: entproduct.PushStateBLOCKED, Failed: entproduct.PushStateFAILED,
}

func (o outcome) keep(ctx context.Context, tx *store.Tx) error {
	// One that was chosen again, or changed, while VASCO was called stays QUEUED.
	err := tx.Product.Update().Where(entproduct.ID(o.row.ID), entproduct.UpdatedAt(o.row.UpdatedAt.UTC())).SetPushState(states[o.result]).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep the push state of product %d: %w", o.row.ShopProductID, err)
	}
	update := tx.Product.UpdateOne(o.row).SetPushHash(o.hash)
	if o.reason != nil {
		update.SetPushReason(o.reason.Code).SetPushParams(o.reason.Params)
	} else {
		update.SetPushReason("").ClearPushParams()
	}
	if o.reason == nil && (o.result != Unchanged || o.row.PushedAt == nil) {
		update.SetPushedAt(store.Now())
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("keep the push of product %d: %w", o.row.ShopProductID, err)
	}
	return nil
}

// keepSame keeps products that are as they were pushed last.
func keepSame(ctx context.Context, tx *store.Tx, done []outcome) error {
	// Those that were chosen together were changed together.
	byTime := make(map[time.Time][]int)
	for _, o := range done {
		if o.isSame() {
			at := o.row.UpdatedAt.UTC()
			byTime[at] = append(byTime[at], o.row.ID)
		}
	}
	for at, ids := range byTime {
		if err := tx.Product.Update().Where(entproduct.IDIn(ids...), entproduct.UpdatedAt(at)).SetPushState(entproduct.PushStatePUSHED).Exec(ctx); err != nil {
			return fmt.Errorf("keep the push state of %d products: %w", len(ids), err)
		}
	}
	return nil
}

// isSame: nothing was asked, nothing has changed.
func (o outcome) isSame() bool { return o.result == Unchanged && !o.asked }

// noted is how a run's item says it; those it left as they were are only counted.
func (o outcome) noted() runitem.Outcome {
	switch o.result {
	case Create, Update:
		return runitem.OutcomeUPDATED
	case Failed:
		return runitem.OutcomeFAILED
	default:
		return runitem.OutcomeSKIPPED
	}
}

func keepItems(ctx context.Context, tx *store.Tx, runID int, done []outcome) error {
	now := store.Now()
	var rows []*ent.RunItemCreate
	for _, o := range done {
		if o.result == Unchanged {
			continue
		}
		row := tx.RunItem.Create().SetRunID(runID).SetProductID(o.row.ID).SetOutcome(o.noted()).SetAt(now)
		if o.reason != nil {
			row.SetReason(o.reason.Code).SetParams(o.reason.Params)
		}
		rows = append(rows, row)
	}
	for some := range slices.Chunk(rows, chunk) {
		// A product that was chosen again meanwhile is in the run twice.
		err := tx.RunItem.CreateBulk(some...).OnConflictColumns(runitem.FieldRunID, runitem.FieldProductID).UpdateNewValues().Exec(ctx)
		if err != nil {
			return fmt.Errorf("note %d pushed products: %w", len(some), err)
		}
	}
	return nil
}

// actions are an event's words for what was done.
var actions = map[Action]string{Create: "CREATED", Update: "UPDATED", Unchanged: "UNCHANGED"}

// event tells of a product; of one that was not looked at there is nothing to tell.
func (o outcome) event() (event.Event, bool) {
	params := map[string]string{}
	e := event.Event{Kind: event.ProductPushed, Level: event.Success, Params: params}
	switch {
	case o.reason != nil:
		e.Kind, e.Level = event.ProductNotPushed, event.Warning
		if o.result == Failed {
			e.Level = event.Error
		}
		maps.Copy(params, o.reason.Params)
		params["reason"] = o.reason.Code
	case !o.asked:
		return e, false
	default:
		params["code"], params["action"] = o.row.Code, actions[o.result]
	}
	params["sku"], params["name"], params["product"] = o.row.Sku, o.row.Name, strconv.FormatInt(o.row.ShopProductID, 10)
	return e, true
}
