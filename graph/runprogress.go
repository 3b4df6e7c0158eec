package graph

import (
	"context"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/graph/model"
)

// RunProgressed follows runs.
func (r subscriptionResolver) RunProgressed(ctx context.Context, shopID, runID *string) (<-chan *ent.SyncRun, error) {
	shop, err := optionalID(model.KindShop, shopID, "shopId")
	if err != nil {
		return nil, err
	}
	id, err := optionalID(model.KindSyncRun, runID, "runId")
	if err != nil {
		return nil, err
	}
	var chosen []predicate.SyncRun
	if shop != 0 {
		chosen = append(chosen, syncrun.ShopID(shop))
	}
	if id != 0 {
		chosen = append(chosen, syncrun.ID(id))
		there, err := r.Store.Reader().SyncRun.Query().Where(chosen...).Exist(ctx)
		if err != nil {
			return nil, fmt.Errorf("look for the run: %w", err)
		}
		if !there {
			return nil, notFound("runId")
		}
	}
	newest, err := r.newestRun(ctx)
	if err != nil {
		return nil, err
	}
	progress := &runProgress{client: r.Store.Reader(), chosen: chosen, one: id, newest: newest, told: make(map[int]time.Time)}
	return stream(ctx, func(send func(*ent.SyncRun) error) error { return r.followRuns(ctx, progress, send) }), nil
}

func (r *resolver) newestRun(ctx context.Context) (int, error) {
	newest, err := r.Store.Reader().SyncRun.Query().Order(ent.Desc(syncrun.FieldID)).Limit(1).IDs(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the newest run: %w", err)
	}
	if len(newest) == 0 {
		return 0, nil
	}
	return newest[0], nil
}

// followRuns sends runs as they change, until ctx ends or the one run has ended.
// What changes while a reader is slow is read when it asks again.
func (r *resolver) followRuns(ctx context.Context, p *runProgress, send func(*ent.SyncRun) error) error {
	wake, cancel := r.Events.Subscribe()
	defer cancel()
	for {
		rows, err := p.changed(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := send(row); err != nil {
				return err
			}
			if p.one != 0 && row.FinishedAt != nil {
				return nil
			}
		}
		if err := waitFor(ctx, wake); err != nil {
			return err
		}
	}
}

// runProgress is what a reader has been told of runs.
type runProgress struct {
	client *ent.Client
	chosen []predicate.SyncRun
	// one is the run that is followed; 0 is all that are chosen.
	one int
	// newest is the newest run there was.
	newest int
	// told is how new the open runs were that the reader has.
	told map[int]time.Time
}

// changed are the runs the reader does not have as they are: those that are
// open, those that were, and those that have begun and ended since.
func (p *runProgress) changed(ctx context.Context) ([]*ent.SyncRun, error) {
	open := make([]int, 0, len(p.told))
	for id := range p.told {
		open = append(open, id)
	}
	of := syncrun.Or(syncrun.FinishedAtIsNil(), syncrun.IDIn(open...), syncrun.IDGT(p.newest))
	if p.one != 0 {
		of = syncrun.ID(p.one)
	}
	rows, err := p.client.SyncRun.Query().Where(p.chosen...).Where(of).Order(syncrun.ByID()).Select(runColumns...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the runs: %w", err)
	}
	var changed []*ent.SyncRun
	for _, row := range rows {
		p.newest = max(p.newest, row.ID)
		if !row.UpdatedAt.Equal(p.told[row.ID]) {
			changed = append(changed, row)
		}
		if row.FinishedAt == nil {
			p.told[row.ID] = row.UpdatedAt
		} else {
			delete(p.told, row.ID)
		}
	}
	return changed, nil
}
