package stock

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/sync/run"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

const (
	// ordersOverlap is read twice: clocks differ, and the shop's times tell seconds.
	ordersOverlap = 2 * time.Minute
	// maxRounds bounds how often a run looks for orders: a shop that sells all the
	// time is right again with the next run.
	maxRounds = 5
)

// settle looks for orders that were placed since VASCO was read. The shop takes
// their goods off its stock by itself; what a run wrote over that is written
// again, less what they sold. again says that there is something to write.
func (s *Service) settle(ctx context.Context, w *work) (again bool, err error) {
	if !w.shop.Settings.Stock.SubtractPending || w.at.Round >= maxRounds {
		return false, nil
	}
	if err := w.Do(ctx, run.Step{Phase: PhaseSettling}); err != nil {
		return false, err
	}
	orders, err := s.pendingOrders(ctx, w)
	if err != nil {
		return false, err
	}
	if err := s.recentOrders(ctx, w, orders); err != nil {
		return false, err // A shop that is away has not been looked into.
	}
	w.at.Round++
	if err := w.Do(ctx, run.Step{Phase: PhaseSettling, Checkpoint: w.at}); err != nil {
		return false, err
	}
	sales, err := s.addUp(ctx, orders)
	if err != nil {
		return false, err
	}
	s.cut(CutInSettling)
	changed, err := s.resold(ctx, w, sales)
	if err != nil || len(changed) == 0 {
		return false, err
	}
	err = w.Do(ctx, run.Step{Phase: PhaseWriting, Write: func(ctx context.Context, tx *store.Tx) error { return keepReckoned(ctx, tx, changed) }})
	return err == nil, err
}

// recount counts products that were written again once: the run's items, one for
// each product that is not as it was, say what became of them.
func (s *Service) recount(ctx context.Context, w *work) error {
	if w.at.Round < 2 {
		return nil // The first look found nothing that had to be written again.
	}
	counts := run.Counts{Seen: w.Row.Seen, Zeroed: w.Row.Zeroed}
	for outcome, count := range map[runitem.Outcome]*int{
		runitem.OutcomeUPDATED: &counts.Updated, runitem.OutcomeSKIPPED: &counts.Skipped, runitem.OutcomeFAILED: &counts.Failed,
	} {
		var err error
		*count, err = s.store.Reader().RunItem.Query().Where(runitem.RunID(w.Row.ID), runitem.OutcomeEQ(outcome)).Count(ctx)
		if err != nil {
			return fmt.Errorf("count the items of run %d: %w", w.Row.ID, err)
		}
	}
	counts.Unchanged = counts.Seen - counts.Updated - counts.Skipped - counts.Failed
	return w.Do(ctx, run.Step{Phase: PhaseSettling, Reset: true, Counts: counts})
}

// recentOrders reads from the shop what no hook may have told yet.
func (s *Service) recentOrders(ctx context.Context, w *work, into sold) error {
	since := w.at.FiguresAt.Add(-ordersOverlap)
	return w.woo.Orders(ctx, woo.OrdersQuery{ModifiedAfter: since, Status: "any"}, func(orders []woo.Order, _ []json.RawMessage) error {
		known, err := s.knownBefore(ctx, w, orders)
		if err != nil {
			return err
		}
		for i := range orders {
			key := soldKey{w.shop.ID, orders[i].ID}
			if !known[orders[i].ID] {
				into[key] = &orders[i]
			}
		}
		return nil
	})
}

// knownBefore are the orders that VASCO's figures count, and those that never get there.
func (s *Service) knownBefore(ctx context.Context, w *work, orders []woo.Order) (map[int64]bool, error) {
	ids := make([]int64, len(orders))
	for i := range orders {
		ids[i] = orders[i].ID
	}
	rows, err := s.store.Reader().Push.Query().Where(push.ShopID(w.shop.ID), push.HasOrderWith(shopOrderIn(ids)), push.Not(unknownTo(w.at.FiguresAt))).
		WithOrder().All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up the shop's recent orders: %w", err)
	}
	known := make(map[int64]bool, len(rows))
	for _, row := range rows {
		known[row.Edges.Order.ShopOrderID] = true
	}
	return known, nil
}

// resold are the products whose result is another by what was sold meanwhile.
func (s *Service) resold(ctx context.Context, w *work, sales pending) ([]reckoned, error) {
	rows, err := s.rowsOf(ctx, w.shop.ID, "pending > 0 AND stock_state IN ('DUE', 'SAME')")
	if err != nil {
		return nil, err
	}
	sold, err := s.soldRows(ctx, w.shop.ID, sales)
	if err != nil {
		return nil, err
	}
	rows = append(rows, sold...)
	var changed []reckoned
	seen := make(map[int]bool)
	for i := range rows {
		r := rows[i]
		if seen[r.id] || r.pending == sales[folded(r.code)] {
			continue
		}
		seen[r.id] = true
		one := reckon(r, r.figures(), sales[folded(r.code)], w.shop.Settings.Stock)
		// The shop may have taken the goods off meanwhile, or a write put them back:
		// only it can tell what it has.
		if one.reason == "" {
			one.state = due
		}
		changed = append(changed, one)
	}
	return changed, nil
}
