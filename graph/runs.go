package graph

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/runitem"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/graph/model"
)

// SyncRuns lists runs.
func (r queryResolver) SyncRuns(
	ctx context.Context, shopID *string, kind *syncrun.Kind, first *int, after *string, last *int, before *string,
) (*model.SyncRunConnection, error) {
	p, err := pageOf(model.KindSyncRun, first, after, last, before)
	if err != nil {
		return nil, err
	}
	id, err := optionalID(model.KindShop, shopID, "shopId")
	if err != nil {
		return nil, err
	}
	query := func() *ent.SyncRunQuery {
		q := r.Store.Reader().SyncRun.Query()
		if id != 0 {
			q.Where(syncrun.ShopID(id))
		}
		if kind != nil {
			q.Where(syncrun.KindEQ(*kind))
		}
		return q
	}
	ids, err := query().Where(p.where).Order(p.order).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	return connect(ctx, p, ids, lookupsOf(ctx).runs, func(ctx context.Context) (int, error) { return query().Count(ctx) })
}

// SyncRun finds one run.
func (r queryResolver) SyncRun(ctx context.Context, text string) (*ent.SyncRun, error) {
	id, err := idOf(model.KindSyncRun, text, "id")
	if err != nil {
		return nil, err
	}
	return lookupsOf(ctx).runs.get(ctx, id)
}

// StartStockSync syncs a shop's stock.
func (r mutationResolver) StartStockSync(ctx context.Context, shopID string, dryRun bool) (*model.StartRunPayload, error) {
	return r.startRun(ctx, shopID, func(ctx context.Context, id int) (*ent.SyncRun, bool, error) {
		return r.Deps.Stock.Start(ctx, id, dryRun)
	})
}

// ImportProducts has a shop's products read.
func (r mutationResolver) ImportProducts(ctx context.Context, shopID string) (*model.StartRunPayload, error) {
	return r.startRun(ctx, shopID, r.Deps.Products.StartImport)
}

func (r mutationResolver) startRun(
	ctx context.Context, shopID string, start func(context.Context, int) (row *ent.SyncRun, folded bool, err error),
) (*model.StartRunPayload, error) {
	var bad failures
	payload := &model.StartRunPayload{}
	if id := bad.id(model.KindShop, shopID, "shopId"); bad == nil {
		row, folded, err := start(ctx, id)
		if err := bad.catch(err, nil, "shopId"); err != nil {
			return nil, err
		}
		payload.Run, payload.Folded = row, folded
	}
	payload.UserErrors = bad.list()
	return payload, nil
}

// CancelRun ends a run.
func (r mutationResolver) CancelRun(ctx context.Context, text string) (*model.SyncRunPayload, error) {
	return r.decideRun(ctx, text, r.Runs.Cancel)
}

// ConfirmRun lets a run go on.
func (r mutationResolver) ConfirmRun(ctx context.Context, text string) (*model.SyncRunPayload, error) {
	return r.decideRun(ctx, text, r.Runs.Confirm)
}

func (r mutationResolver) decideRun(ctx context.Context, text string, do func(context.Context, int) (*ent.SyncRun, error)) (*model.SyncRunPayload, error) {
	var bad failures
	id := bad.id(model.KindSyncRun, text, "id")
	if bad == nil {
		if _, err := do(ctx, id); bad.catch(err, nil, "id") != nil {
			return nil, err
		}
	}
	row, err := lookupsOf(ctx).runs.get(ctx, id)
	return &model.SyncRunPayload{Run: row, UserErrors: bad.list()}, err
}

// runColumns are read with every run: nobody but its worker needs the checkpoint.
var runColumns = without(syncrun.Columns, syncrun.FieldCheckpoint)

func (l *lookups) readRuns(ctx context.Context, ids []int) (map[int]*ent.SyncRun, error) {
	rows, err := l.client.SyncRun.Query().Where(syncrun.IDIn(ids...)).Select(runColumns...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d runs: %w", len(ids), err)
	}
	for _, row := range rows {
		l.shops.expect(row.ShopID)
	}
	return byID(rows, func(s *ent.SyncRun) int { return s.ID }), nil
}

func (l *lookups) readRunItems(ctx context.Context, ids []int) (map[int]*ent.RunItem, error) {
	rows, err := l.client.RunItem.Query().Where(runitem.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d items of runs: %w", len(ids), err)
	}
	for _, row := range rows {
		l.runs.expect(row.RunID)
		l.products.expect(row.ProductID)
	}
	return byID(rows, func(i *ent.RunItem) int { return i.ID }), nil
}

func (r syncRunResolver) ID(_ context.Context, s *ent.SyncRun) (string, error) {
	return model.ID(model.KindSyncRun, s.ID), nil
}

func (r syncRunResolver) Shop(ctx context.Context, s *ent.SyncRun) (*ent.Shop, error) {
	return shopOf(ctx, s.ShopID)
}

// LiveFollows is told while it is to come.
func (r syncRunResolver) LiveFollows(_ context.Context, s *ent.SyncRun) (bool, error) {
	return s.LiveActor != "" && s.FinishedAt == nil, nil
}

func (r syncRunResolver) Reason(_ context.Context, s *ent.SyncRun) (*model.RunReason, error) {
	return model.RunReasonOf(s), nil
}

// Items are what the run did product by product.
func (r syncRunResolver) Items(
	ctx context.Context, s *ent.SyncRun, first *int, after *string, last *int, before *string, filter *model.RunItemFilter,
) (*model.RunItemConnection, error) {
	p, err := pageOf(model.KindRunItem, first, after, last, before)
	if err != nil {
		return nil, err
	}
	chosen := []predicate.RunItem{runitem.RunID(s.ID)}
	if filter != nil && len(filter.Outcomes) > 0 {
		chosen = append(chosen, runitem.OutcomeIn(filter.Outcomes...))
	}
	if filter != nil && filter.Reason != nil {
		chosen = append(chosen, runitem.Reason(*filter.Reason))
	}
	query := func() *ent.RunItemQuery { return r.Store.Reader().RunItem.Query().Where(chosen...) }
	ids, err := query().Where(p.where).Order(p.order).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the items of run %d: %w", s.ID, err)
	}
	return connect(ctx, p, ids, lookupsOf(ctx).runItems, func(ctx context.Context) (int, error) { return query().Count(ctx) })
}

func (r runItemResolver) ID(_ context.Context, i *ent.RunItem) (string, error) {
	return model.ID(model.KindRunItem, i.ID), nil
}

func (r runItemResolver) Run(ctx context.Context, i *ent.RunItem) (*ent.SyncRun, error) {
	return lookupsOf(ctx).runs.get(ctx, i.RunID)
}

func (r runItemResolver) Product(ctx context.Context, i *ent.RunItem) (*ent.Product, error) {
	return lookupsOf(ctx).products.get(ctx, i.ProductID)
}

func (r runItemResolver) Before(_ context.Context, i *ent.RunItem) (*string, error) {
	return model.Pieces(i.Before), nil
}

func (r runItemResolver) After(_ context.Context, i *ent.RunItem) (*string, error) {
	return model.Pieces(i.After), nil
}

func (r runItemResolver) Reason(_ context.Context, i *ent.RunItem) (*model.RunReason, error) {
	return model.ItemReasonOf(i), nil
}
