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
	// stock is what the shop has now, nil where nobody knows; at is when that was,
	// by the shop's clock, zero where it does not say.
	stock *int64
	at    time.Time
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
			if err := keepOutcomes(ctx, tx, b.done, b.asked, now); err != nil {
				return err
			}
			return noteOutcomes(ctx, tx, w.Row.ID, b.done, now)
		},
	})
}

// newer: what is known of a product came after what the shop told us: it has a later
// time of the shop's, or the same second and was stored since we asked.
const newer = "modified_at > $5 OR modified_at = $5 AND updated_at > $6"

// outcomeSQL leaves what an outcome does not tell, and what is newer than it. A
// product that was excluded or given another article meanwhile keeps what was said
// of it; of another article's supplier nothing was written.
const outcomeSQL = `UPDATE products SET stock_state = CASE WHEN stock_excluded OR code <> $1 THEN stock_state ELSE $2 END,
 stock_reason = CASE WHEN stock_excluded OR code <> $1 THEN stock_reason ELSE $3 END,
 stock_params = CASE WHEN stock_excluded OR code <> $1 THEN stock_params ELSE $4 END,
 stock = CASE WHEN ` + newer + ` THEN stock ELSE coalesce($7, stock) END,
 manage_stock = CASE WHEN ` + newer + ` THEN manage_stock ELSE coalesce($8, manage_stock) END, gone_at = coalesce($9, gone_at),
 modified_at = CASE WHEN ` + newer + ` THEN modified_at ELSE coalesce($10, modified_at) END, written = coalesce($11, written),
 written_supplier = CASE WHEN code <> $1 THEN written_supplier ELSE coalesce($12, written_supplier) END,
 written_own = coalesce($13, written_own), written_at = coalesce($14, written_at), updated_at = $15
WHERE id = $16`

func keepOutcomes(ctx context.Context, tx *store.Tx, all []outcome, asked, now time.Time) error {
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
		_, err = statement.ExecContext(ctx, o.row.code, o.state, o.reason, params, known(o.at), asked, nullable(o.stock),
			sql.NullString{String: o.manage, Valid: o.manage != ""}, sql.NullTime{Time: now, Valid: o.gone}, known(o.modified), target, supplier, own,
			sql.NullTime{Time: now, Valid: o.written}, now, o.row.id)
		if err != nil {
			return fmt.Errorf("keep the stock of product %d: %w", o.row.id, err)
		}
	}
	return nil
}

// known is a time of the shop's.
func known(at time.Time) sql.NullTime { return sql.NullTime{Time: at.UTC(), Valid: !at.IsZero()} }

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
