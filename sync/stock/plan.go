package stock

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/stockread"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
)

// planAtOnce is how many products are reckoned in one commit.
const planAtOnce = 2000

// plan reads VASCO and says of every product of the shop what its stock is to be.
func (s *Service) plan(ctx context.Context, w *work) error {
	if err := s.refresh(ctx, w); err != nil {
		return err
	}
	w.at.FiguresAt = store.Now()
	r, err := s.read(ctx, w)
	if err != nil {
		return err
	}
	sales := pending{}
	if w.shop.Settings.Stock.SubtractPending {
		orders, err := s.pendingOrders(ctx, w)
		if err != nil {
			return err
		}
		if sales, err = s.addUp(ctx, orders); err != nil {
			return err
		}
	}
	stocked, err := s.reckonAll(ctx, w, r, sales)
	if err != nil {
		return err
	}
	s.cut(CutAfterPlan)
	return s.conclude(ctx, w, stocked)
}

// importWait is how often it is looked whether the shop's products are read.
const importWait = 2 * time.Second

// refresh reads the products that have changed: not every hook comes, and what
// the shop has decides what is written. A shop whose products were never read is
// imported first.
func (s *Service) refresh(ctx context.Context, w *work) error {
	last, err := s.products.LastImport(ctx, w.shop.ID)
	if err != nil {
		return err
	}
	if last.IsZero() {
		if _, _, err := s.products.StartImport(ctx, w.shop.ID); err != nil {
			return err
		}
		return &run.Later{After: importWait}
	}
	return s.products.Refresh(ctx, w.shop)
}

// conclude lets the run write, or asks a person, or ends a dry run.
func (s *Service) conclude(ctx context.Context, w *work, stocked int) error {
	reason, params, err := s.asks(ctx, w, stocked)
	if err != nil {
		return err
	}
	step := run.Step{Phase: PhaseReckoning}
	if w.Row.DryRun || reason != "" {
		step.Counts.Updated = w.due
		step.Write = func(ctx context.Context, tx *store.Tx) error { return keepDue(ctx, tx, w) }
	} else {
		w.at.Planned = true
		step.Phase, step.Checkpoint = PhaseWriting, w.at
		step.Write = w.keepBasis
	}
	if err := w.Do(ctx, step); err != nil {
		return err
	}
	if reason != "" {
		return &run.Awaits{Reason: reason, Params: params}
	}
	return nil
}

// asks tells why a person must see first what the run would do; empty is no reason.
func (s *Service) asks(ctx context.Context, w *work, stocked int) (reason string, params map[string]string, err error) {
	if w.Row.DryRun {
		return "", nil, nil
	}
	if !w.Row.Confirmed {
		before, err := s.hasRun(ctx, w)
		if err != nil {
			return "", nil, err
		}
		if !before {
			return run.ReasonFirstRun, nil, nil
		}
	}
	percent := w.shop.Settings.Stock.GuardPercent
	allowed := max(w.at.Allowed, 0)
	if (w.Row.Zeroed-allowed)*100 <= percent*stocked {
		return "", nil, nil
	}
	return run.ReasonGuard, map[string]string{
		"zeroed": strconv.Itoa(w.Row.Zeroed), "stocked": strconv.Itoa(stocked), "percent": strconv.Itoa(percent),
	}, nil
}

// reckonAll goes over the shop's products and keeps what is not as it was. It
// answers how many of them had stock.
func (s *Service) reckonAll(ctx context.Context, w *work, r *reading, sales pending) (stocked int, err error) {
	other, err := s.otherBasis(ctx, w)
	if err != nil {
		return 0, err
	}
	err = w.Do(ctx, run.Step{Phase: PhaseReckoning, Reset: true, Events: []event.Event{w.retrieved("STOCK", r.rows)}, Write: func(ctx context.Context, tx *store.Tx) error {
		// What a piece of the run that was cut has noted.
		if _, err := tx.RunItem.Delete().Where(runitem.RunID(w.Row.ID)).Exec(ctx); err != nil {
			return fmt.Errorf("take back the items of run %d: %w", w.Row.ID, err)
		}
		if other && !w.Row.DryRun {
			if err := forgetSupplier(ctx, tx, w); err != nil {
				return err
			}
		}
		return keepReads(ctx, tx, w.shop.ID, r)
	}})
	if err != nil {
		return 0, err
	}
	w.due = 0
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for next := s.page(ctx, w.shop.ID, 0); next != nil; {
		read := <-next
		if next = nil; read.err != nil {
			return 0, read.err
		}
		if last := len(read.rows) - 1; last == planAtOnce-1 {
			next = s.page(ctx, w.shop.ID, read.rows[last].id)
		}
		part := planned{work: w}
		for i := range read.rows {
			if other {
				read.rows[i].writtenSupplier = nullable(nil) // In a dry run it is kept all the same.
			}
			part.add(read.rows[i], r, sales)
		}
		stocked += part.stocked
		w.due += part.due
		if err := part.keep(ctx); err != nil {
			return 0, err
		}
	}
	return stocked, nil
}

// page is a part of the shop's products in the order of their ids.
type page struct {
	rows []row
	err  error
}

// page reads the products behind the last one, while others are worked on.
func (s *Service) page(ctx context.Context, shopID, last int) <-chan page {
	read := make(chan page, 1) // Nobody may want it any more.
	go func() {
		var p page
		defer func() { read <- p }()
		defer caught(&p.err)
		p.rows, p.err = s.rowsOf(ctx, shopID, "id > $2 ORDER BY id LIMIT $3", last, planAtOnce)
	}()
	return read
}

// planned is a part of the shop's products with what their stock is to be.
type planned struct {
	work    *work
	changed []reckoned
	items   []reckoned
	events  []event.Event
	counts  run.Counts
	// stocked had stock; due are to be written.
	stocked, due int
}

func (p *planned) add(before row, r *reading, sales pending) {
	of := r.articles.find(before.code)
	one := reckon(before, r.figuresOf(of), sales[folded(before.code)], p.work.shop.Settings.Stock)
	if of != nil && of.keep != of.before.kept {
		one.keep = r.kept.text(of.keep)
	}
	if one.changed || one.keep != "" {
		p.changed = append(p.changed, one)
	}
	if before.isShell() {
		return // It holds others, which are counted themselves.
	}
	p.counts.Seen++
	switch one.state {
	case skipped:
		p.counts.Skipped++
		p.items = append(p.items, one)
		p.events = append(p.events, p.work.skippedEvent(&one.row, one.reason, one.params))
		return
	case same:
		p.counts.Unchanged++
	case due:
		p.due++
		if p.work.Row.DryRun {
			p.events = append(p.events, p.work.updatedEvent(&one.row))
		}
	}
	if before.stock.Valid && before.stock.Int64 > 0 {
		p.stocked++
		if one.target.Int64 == 0 {
			p.counts.Zeroed++
		}
	}
}

// keep commits the part. A run that is cut reckons all of them again.
func (p *planned) keep(ctx context.Context) error {
	w := p.work
	told := w.tell(p.events)
	return w.Do(ctx, run.Step{
		Phase: PhaseReckoning, Total: w.Row.Seen + p.counts.Seen, Counts: p.counts, Events: told, Checkpoint: w.at, Hurried: true,
		Write: func(ctx context.Context, tx *store.Tx) error {
			if err := keepReckoned(ctx, tx, p.changed); err != nil {
				return err
			}
			return keepSkipped(ctx, tx, w.Row.ID, p.items)
		},
	})
}

// itemsAtOnce bounds the rows of one statement.
const itemsAtOnce = 500

func keepSkipped(ctx context.Context, tx *store.Tx, runID int, items []reckoned) error {
	now := store.Now()
	for some := range slices.Chunk(items, itemsAtOnce) {
		rows := make([]*ent.RunItemCreate, len(some))
		for i := range some {
			r := &some[i]
			rows[i] = tx.RunItem.Create().SetRunID(runID).SetProductID(r.id).SetOutcome(runitem.OutcomeSKIPPED).SetNillableBefore(pointer(r.stock)).
				SetReason(r.reason).SetParams(r.params).SetAt(now)
		}
		if err := tx.RunItem.CreateBulk(rows...).Exec(ctx); err != nil {
			return fmt.Errorf("note %d skipped products: %w", len(rows), err)
		}
	}
	return nil
}

// keepDue notes what a run would write, for a person to see.
func keepDue(ctx context.Context, tx *store.Tx, w *work) error {
	_, err := tx.SQL.ExecContext(ctx, `INSERT INTO run_items (run_id, product_id, outcome, "before", "after", reason, at)
SELECT $1, id, 'UPDATED', stock, target, '', $2 FROM products WHERE shop_id = $3 AND stock_state = 'DUE' AND gone_at IS NULL`, w.Row.ID, store.Now(), w.shop.ID)
	if err != nil {
		return fmt.Errorf("note what run %d would write: %w", w.Row.ID, err)
	}
	return nil
}

// keepReads notes when each part of the read came.
func keepReads(ctx context.Context, tx *store.Tx, shopID int, r *reading) error {
	if _, err := tx.StockRead.Delete().Where(stockread.ShopID(shopID)).Exec(ctx); err != nil {
		return fmt.Errorf("forget when stock was read before: %w", err)
	}
	var rows []*ent.StockReadCreate
	for source, times := range map[stockread.Source][]time.Time{stockread.SourceSUPPLIER: r.supplierAt, stockread.SourceOWN: r.ownAt} {
		for i, at := range times {
			rows = append(rows, tx.StockRead.Create().SetShopID(shopID).SetSource(source).SetSegment(i+1).SetReadAt(at))
		}
	}
	for some := range slices.Chunk(rows, itemsAtOnce) {
		if err := tx.StockRead.CreateBulk(some...).Exec(ctx); err != nil {
			return fmt.Errorf("note when stock was read: %w", err)
		}
	}
	return nil
}
