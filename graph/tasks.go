package graph

import (
	"context"
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/predicate"
	enttask "github.com/kiwwwi/vasco/ent/task"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/task"
)

// Tasks lists what a person has, or had, to do.
func (r queryResolver) Tasks(ctx context.Context, first *int, after *string, last *int, before *string, filter *model.TaskFilter) (*model.TaskConnection, error) {
	p, err := pageOf(model.KindTask, first, after, last, before)
	if err != nil {
		return nil, err
	}
	chosen, err := taskFilter(filter)
	if err != nil {
		return nil, err
	}
	query := func() *ent.TaskQuery { return r.Store.Reader().Task.Query().Where(chosen...) }
	ids, err := query().Where(p.where).Order(p.order).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list tasks: %w", err)
	}
	return connect(ctx, p, ids, lookupsOf(ctx).tasks, func(ctx context.Context) (int, error) { return query().Count(ctx) })
}

func taskFilter(in *model.TaskFilter) ([]predicate.Task, error) {
	if in == nil {
		return nil, nil
	}
	var all []predicate.Task
	shopID, err := optionalID(model.KindShop, in.ShopID, "filter", "shopId")
	if err != nil {
		return nil, err
	}
	if shopID != 0 {
		all = append(all, enttask.ShopID(shopID))
	}
	switch {
	case in.Open == nil:
	case *in.Open:
		all = append(all, enttask.StateEQ(enttask.StateOPEN))
	default:
		all = append(all, enttask.StateIn(enttask.StateDONE, enttask.StateWITHDRAWN))
	}
	if len(in.Kinds) > 0 {
		all = append(all, enttask.KindIn(in.Kinds...))
	}
	return all, nil
}

func (l *lookups) readTasks(ctx context.Context, ids []int) (map[int]*ent.Task, error) {
	rows, err := l.client.Task.Query().Where(enttask.IDIn(ids...)).Select(without(enttask.Columns, enttask.FieldFacts)...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d tasks: %w", len(ids), err)
	}
	for _, row := range rows {
		l.refersTo(row.ShopID, row.OrderID)
	}
	return byID(rows, func(t *ent.Task) int { return t.ID }), nil
}

func (l *lookups) readTasksOf(ctx context.Context, orderIDs []int) (map[int][]*ent.Task, error) {
	rows, err := l.client.Task.Query().Where(enttask.OrderIDIn(orderIDs...)).Order(enttask.ByID()).
		Select(without(enttask.Columns, enttask.FieldFacts)...).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the tasks of %d orders: %w", len(orderIDs), err)
	}
	found := make(map[int][]*ent.Task, len(orderIDs))
	for _, id := range orderIDs {
		found[id] = []*ent.Task{}
	}
	for _, row := range rows {
		found[row.OrderID] = append(found[row.OrderID], row)
		l.refersTo(row.ShopID, row.OrderID)
	}
	return found, nil
}

// Tasks are the order's.
func (r orderResolver) Tasks(ctx context.Context, o *model.Order) ([]*ent.Task, error) {
	return lookupsOf(ctx).tasksOf.get(ctx, o.Order.ID)
}

func (r taskResolver) ID(_ context.Context, t *ent.Task) (string, error) {
	return model.ID(model.KindTask, t.ID), nil
}

func (r taskResolver) Shop(ctx context.Context, t *ent.Task) (*ent.Shop, error) {
	return shopOf(ctx, t.ShopID)
}

func (r taskResolver) Order(ctx context.Context, t *ent.Task) (*model.Order, error) {
	return orderOf(ctx, t.OrderID)
}

func (r taskResolver) RefundID(_ context.Context, t *ent.Task) (*string, error) {
	if t.RefundID == 0 {
		return nil, nil
	}
	id := strconv.FormatInt(t.RefundID, 10)
	return &id, nil
}

func (r taskResolver) Changes(_ context.Context, t *ent.Task) ([]*model.OrderChange, error) {
	changes, err := task.Changes(t)
	if err != nil {
		return nil, err
	}
	shown := make([]*model.OrderChange, len(changes))
	for i, c := range changes {
		shown[i] = &model.OrderChange{Field: c.Field, Before: c.Before, After: c.After}
	}
	return shown, nil
}

// Amounts are in the order's currency.
func (r taskResolver) Amounts(ctx context.Context, t *ent.Task) ([]*model.TaskAmount, error) {
	amounts, err := task.Amounts(t)
	if err != nil {
		return nil, err
	}
	of, err := orderOf(ctx, t.OrderID)
	if err != nil || of == nil {
		return nil, err
	}
	money := func(value *decimal.Decimal) *model.Money {
		if value == nil {
			return nil
		}
		return model.Amount(*value, of.Currency)
	}
	shown := make([]*model.TaskAmount, len(amounts))
	for i, a := range amounts {
		shown[i] = &model.TaskAmount{Net: money(a.Net), Tax: money(a.Tax), Gross: money(&a.Gross)}
		if a.Rate != nil {
			rate := a.Rate.String()
			shown[i].Rate = &rate
		}
	}
	return shown, nil
}

// ResolveTask closes a task.
func (r mutationResolver) ResolveTask(ctx context.Context, in model.ResolveTaskInput) (*model.ResolveTaskPayload, error) {
	var bad failures
	id := bad.id(model.KindTask, in.ID, inputID...)
	if bad == nil {
		err := r.Deps.Tasks.Resolve(ctx, id, valueOf(in.Note), valueOf(in.DocumentNumber))
		if err := bad.catch(err, inputPath, inputID...); err != nil {
			return nil, err
		}
	}
	row, err := lookupsOf(ctx).tasks.get(ctx, id)
	return &model.ResolveTaskPayload{Task: row, UserErrors: bad.list()}, err
}
