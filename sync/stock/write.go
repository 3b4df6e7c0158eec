package stock

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/stock/level"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// dueAtOnce is how many products that are to be written are read at once.
const dueAtOnce = 2000

// write writes what is due, then looks for orders that were placed meanwhile.
func (s *Service) write(ctx context.Context, w *work) error {
	for {
		more, err := s.writeSome(ctx, w)
		if err != nil {
			return err
		}
		if more {
			continue
		}
		again, err := s.settle(ctx, w)
		if err != nil {
			return err
		}
		if !again {
			return s.recount(ctx, w)
		}
	}
}

// stillDue are products that are to be written, and nobody keeps out.
const stillDue = "stock_state = 'DUE' AND target IS NOT NULL AND NOT stock_excluded"

// writeSome writes the next products that are due.
func (s *Service) writeSome(ctx context.Context, w *work) (more bool, err error) {
	// In any other order the database would go over all of the shop's products.
	rows, err := s.rowsOf(ctx, w.shop.ID, stillDue+" ORDER BY id LIMIT $2", dueAtOnce)
	if err != nil || len(rows) == 0 {
		return false, err
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(cmp.Compare(a.parentID, b.parentID), cmp.Compare(a.id, b.id)) })
	for len(rows) > 0 {
		if time.Now().After(w.until) {
			return false, s.goesOn(ctx, w)
		}
		if err := s.mayWrite(ctx, w); err != nil {
			return false, err
		}
		batch := nextBatch(rows, w.batch.size)
		err := s.writeDue(ctx, w, batch)
		switch {
		case err == nil:
			w.batch.went()
		case s.isOnes(ctx, w, err):
			if err := s.leave(ctx, w, &batch[0], err); err != nil {
				return false, err
			}
		default:
			if err := s.smaller(ctx, w, err); err != nil {
				return false, err
			}
			continue
		}
		rows = rows[len(batch):]
	}
	return true, nil
}

// goesOn makes room for others. What the shop bears is not found out once more: a
// piece may be too short for that.
func (s *Service) goesOn(ctx context.Context, w *work) error {
	w.at.Batch = w.batch.size
	if err := w.Do(ctx, run.Step{Phase: PhaseWriting, Checkpoint: w.at}); err != nil {
		return err
	}
	return run.ErrGoesOn
}

// writeDue writes those of the rows that are due still: a person may have excluded
// one since they were read, or given it another article.
func (s *Service) writeDue(ctx context.Context, w *work, rows []row) error {
	ids := make([]any, len(rows))
	places := make([]string, len(rows))
	for i := range rows {
		ids[i], places[i] = rows[i].id, fmt.Sprint("$", i+2)
	}
	now, err := s.rowsOf(ctx, w.shop.ID, stillDue+" AND id IN ("+strings.Join(places, ", ")+") ORDER BY id", ids...)
	if err != nil || len(now) == 0 {
		return err
	}
	return s.writeBatch(ctx, w, now)
}

// nextBatch are the first rows that can go in one call: of one parent.
func nextBatch(rows []row, size int) []row {
	for i := range rows {
		if i == size || rows[i].parentID != rows[0].parentID {
			return rows[:i]
		}
	}
	return rows
}

// mayWrite: the switch may be turned off at any time.
func (s *Service) mayWrite(ctx context.Context, w *work) error {
	shop, err := s.registry.Shop(ctx, w.shop.ID)
	if err != nil {
		return err
	}
	if shop.SendingStock != connection.Live {
		return &run.Ended{Reason: run.ReasonHeld}
	}
	return nil
}

// writeBatch writes products of one parent. It looks first at what the shop has:
// what is there already, or cannot be written, is not.
func (s *Service) writeBatch(ctx context.Context, w *work, rows []row) error {
	b := &batch{service: s, work: w, asked: store.Now()}
	parent := rows[0].parentID
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].shopProductID
	}
	found, err := w.woo.Stocks(ctx, parent, ids)
	if err != nil {
		return err
	}
	present := make(map[int64]*woo.Product, len(found))
	for i := range found {
		present[found[i].ID] = &found[i]
	}
	var writes []woo.StockWrite
	var written []*row
	for i := range rows {
		if write, needed := b.look(&rows[i], present[rows[i].shopProductID]); needed {
			writes, written = append(writes, write), append(written, &rows[i])
		}
	}
	s.cut(CutBeforeWrite)
	if len(writes) > 0 {
		if err := b.write(ctx, parent, writes, written); err != nil {
			return err
		}
		s.cut(CutAfterWrite)
	}
	return b.keep(ctx)
}

func (b *batch) write(ctx context.Context, parent int64, writes []woo.StockWrite, rows []*row) error {
	results, err := b.work.woo.WriteStock(ctx, parent, writes)
	if err != nil {
		return err
	}
	for i, result := range results {
		b.take(rows[i], result)
	}
	return nil
}

// leave notes that the shop fails at one product, and at nothing else.
func (s *Service) leave(ctx context.Context, w *work, r *row, cause error) error {
	b := &batch{service: s, work: w, asked: store.Now()}
	b.take(r, woo.StockResult{ID: r.shopProductID, Err: cause})
	return b.keep(ctx)
}

// batch is what became of the products of one call.
type batch struct {
	service *Service
	work    *work
	// asked is when the shop was asked what it has.
	asked  time.Time
	done   []outcome
	counts run.Counts
	events []event.Event
}

// look decides by what the shop has now whether a product needs to be written.
func (b *batch) look(r *row, p *woo.Product) (woo.StockWrite, bool) {
	if p == nil {
		b.skip(r, outcome{reason: ReasonProductGone, gone: true})
		return woo.StockWrite{}, false
	}
	now, at := stockNow(p), p.DateModifiedGMT.Time
	switch {
	case p.Type != "" && r.kind != "" && p.Type != r.kind:
		b.skip(r, outcome{reason: ReasonTypeChanged, params: map[string]string{"was": r.kind, "is": p.Type}, stock: now, at: at})
		return woo.StockWrite{}, false
	case p.ManageStock == woo.StockOnParent:
		b.skip(r, outcome{reason: ReasonOnParent, manage: onParent, stock: now, at: at})
		return woo.StockWrite{}, false
	case p.ManageStock != woo.StockManaged:
		b.skip(r, outcome{reason: ReasonNotManaged, manage: "NO", stock: now, at: at})
		return woo.StockWrite{}, false
	}
	meta := b.meta(r)
	if now != nil && *now == r.target.Int64 && hasMeta(p, meta) {
		b.counts.Unchanged++
		b.done = append(b.done, outcome{row: r, state: same, stock: now, at: at, written: true})
		return woo.StockWrite{}, false
	}
	r.stock = nullable(now)
	meta[rules.SyncedAtMetaKey] = store.Now().Format(time.RFC3339)
	return woo.StockWrite{ID: r.shopProductID, Quantity: level.Quantity(r.target.Int64), Meta: meta}, true
}

func stockNow(p *woo.Product) *int64 {
	if p.StockQuantity == nil {
		return nil
	}
	return level.Thousandths(&p.StockQuantity.Decimal)
}

// meta are the parts of the stock as the shop's product shows them.
func (b *batch) meta(r *row) map[string]string {
	s := b.work.shop.Settings.Stock
	meta := make(map[string]string)
	if s.SupplierMetaKey != "" && s.SupplierField != "" && r.supplier.Valid {
		meta[s.SupplierMetaKey] = quantityText(r.supplier)
	}
	if s.OwnMetaKey != "" && r.own.Valid {
		meta[s.OwnMetaKey] = quantityText(r.own)
	}
	return meta
}

func hasMeta(p *woo.Product, meta map[string]string) bool {
	for key, value := range meta {
		if has, _ := p.Meta(key); has != value {
			return false
		}
	}
	return true
}

func (b *batch) skip(r *row, o outcome) {
	o.row, o.state, o.noted = r, skipped, runitem.OutcomeSKIPPED
	b.counts.Skipped++
	b.events = append(b.events, b.work.skippedEvent(r, o.reason, o.params))
	b.done = append(b.done, o)
}

// take notes what the shop answered about one product.
func (b *batch) take(r *row, result woo.StockResult) {
	if result.Err == nil {
		b.counts.Updated++
		b.events = append(b.events, b.work.updatedEvent(r))
		at := result.Product.DateModifiedGMT.Time
		b.done = append(b.done, outcome{
			row: r, state: same, stock: &r.target.Int64, at: at, modified: at, written: true, noted: runitem.OutcomeUPDATED,
		})
		return
	}
	ignored, isIgnored := errors.AsType[*woo.Ignored](result.Err)
	switch {
	case isGone(result.Err):
		b.skip(r, outcome{reason: ReasonProductGone, gone: true})
		return
	case isIgnored && ignored.Reason == woo.IgnoredNotManaged:
		b.skip(r, outcome{reason: ReasonNotManaged, manage: "NO", at: ignored.Product.DateModifiedGMT.Time})
		return
	case isIgnored && ignored.Reason == woo.IgnoredOnParent:
		b.skip(r, outcome{reason: ReasonOnParent, manage: onParent, at: ignored.Product.DateModifiedGMT.Time})
		return
	}
	o := outcome{row: r, state: failed, reason: ReasonShopRefused, params: map[string]string{"detail": shortened(result.Err.Error())}, noted: runitem.OutcomeFAILED}
	if isIgnored {
		o.reason, o.stock, o.at = ReasonShopIgnored, stockNow(ignored.Product), ignored.Product.DateModifiedGMT.Time
		o.params = map[string]string{"found": quantityText(nullable(o.stock))}
	}
	b.counts.Failed++
	b.events = append(b.events, b.work.event(event.StockFailed, event.Error, r.params(merged(o.params, map[string]string{"reason": o.reason}))))
	b.done = append(b.done, o)
}

func isGone(err error) bool {
	_, missing := errors.AsType[*woo.NotFound](err)
	return missing
}
