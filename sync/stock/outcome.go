package stock

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
)

// outcome is what became of one product.
type outcome struct {
	row    *row
	state  string
	reason string
	params map[string]string
	// stock is what the shop has now, nil where nobody knows.
	stock *int64
	// modified is when the shop says it was written, zero where it does not: with it
	// the shop's list of changes brings nothing new of what we have done ourselves.
	modified time.Time
	// written says that the shop has what it was to have.
	written, gone bool
	// manage is how the shop manages its stock now; empty is as before.
	manage string
	// noted is how the run's item says it; empty is no item.
	noted runitem.Outcome
}

// keep commits what became of the batch.
func (b *batch) keep(ctx context.Context) error {
	w := b.work
	told := w.tell(b.events)
	return w.Do(ctx, run.Step{
		Phase: PhaseWriting, Counts: b.counts, Events: told, Checkpoint: w.at,
		Write: func(ctx context.Context, tx *store.Tx) error {
			now := store.Now()
			if err := keepOutcomes(ctx, tx, b.done, now); err != nil {
				return err
			}
			return noteOutcomes(ctx, tx, w.Row.ID, b.done, now)
		},
	})
}

// outcomeSQL leaves what an outcome does not tell. A product that was excluded or
// given another article meanwhile keeps what was said of it.
const outcomeSQL = `UPDATE products SET stock_state = CASE WHEN stock_excluded OR code <> $1 THEN stock_state ELSE $2 END,
 stock_reason = CASE WHEN stock_excluded OR code <> $1 THEN stock_reason ELSE $3 END,
 stock_params = CASE WHEN stock_excluded OR code <> $1 THEN stock_params ELSE $4 END, stock = coalesce($5, stock),
 manage_stock = coalesce($6, manage_stock), gone_at = coalesce($7, gone_at), modified_at = coalesce($8, modified_at), written = coalesce($9, written),
 written_supplier = coalesce($10, written_supplier), written_own = coalesce($11, written_own), written_at = coalesce($12, written_at), updated_at = $13
WHERE id = $14`

func keepOutcomes(ctx context.Context, tx *store.Tx, all []outcome, now time.Time) error {
	statement, err := tx.SQL.PrepareContext(ctx, outcomeSQL)
	if err != nil {
		return fmt.Errorf("keep written stock: %w", err)
	}
	defer func() { _ = statement.Close() }()
	for i := range all {
		o := &all[i]
		params, err := paramsJSON(o.params)
		if err != nil {
			return err
		}
		var target, supplier, own sql.NullInt64
		if o.written {
			target, supplier, own = o.row.target, o.row.supplier, o.row.own
		}
		_, err = statement.ExecContext(ctx, o.row.code, o.state, o.reason, params, nullable(o.stock), sql.NullString{String: o.manage, Valid: o.manage != ""},
			sql.NullTime{Time: now, Valid: o.gone}, sql.NullTime{Time: o.modified.UTC(), Valid: !o.modified.IsZero()}, target, supplier, own,
			sql.NullTime{Time: now, Valid: o.written}, now, o.row.id)
		if err != nil {
			return fmt.Errorf("keep the stock of product %d: %w", o.row.id, err)
		}
	}
	return nil
}

// noteOutcomes says with the run what became of products. A product that the run
// has noted before is noted anew.
func noteOutcomes(ctx context.Context, tx *store.Tx, runID int, all []outcome, now time.Time) error {
	var rows []*ent.RunItemCreate
	for i := range all {
		o := &all[i]
		if o.noted == "" {
			continue
		}
		rows = append(rows, tx.RunItem.Create().SetRunID(runID).SetProductID(o.row.id).SetOutcome(o.noted).SetNillableBefore(pointer(o.row.stock)).
			SetNillableAfter(pointer(o.row.target)).SetReason(o.reason).SetParams(o.params).SetAt(now))
	}
	for some := range slices.Chunk(rows, itemsAtOnce) {
		err := tx.RunItem.CreateBulk(some...).OnConflictColumns(runitem.FieldRunID, runitem.FieldProductID).UpdateNewValues().Exec(ctx)
		if err != nil {
			return fmt.Errorf("note what became of %d products: %w", len(some), err)
		}
	}
	return nil
}
