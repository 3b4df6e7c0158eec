package graph

import (
	"context"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// The paths of arguments.
var (
	inputPath = []string{"input"}
	inputID   = []string{"input", "id"}
)

// SyncOrder asks for an order again.
func (r mutationResolver) SyncOrder(ctx context.Context, in model.SyncOrderInput) (*model.OrderPayload, error) {
	choice := order.Choice{AcceptDifference: isTrue(in.AcceptDifference), Seen: seenTotals(in.SeenTotals), PartnerCode: in.PartnerCode}
	return r.decide(ctx, in.ID, func(id int) error {
		_, err := r.Deps.Orders.Sync(ctx, id, choice)
		return err
	})
}

// seenTotals are what a person saw, nil for none said.
func seenTotals(in *model.SeenTotalsInput) *mapping.Totals {
	if in == nil {
		return nil
	}
	return mapping.TotalsOf(map[string]string{"shopTotal": in.ShopTotal, "documentTotal": in.DocumentTotal})
}

// SkipOrder keeps an order out of VASCO.
func (r mutationResolver) SkipOrder(ctx context.Context, in model.SkipOrderInput) (*model.OrderPayload, error) {
	return r.decide(ctx, in.ID, func(id int) error {
		_, err := r.Deps.Orders.Skip(ctx, id, valueOf(in.Reason))
		return err
	})
}

// UnskipOrder lets an order go on.
func (r mutationResolver) UnskipOrder(ctx context.Context, in model.UnskipOrderInput) (*model.OrderPayload, error) {
	return r.decide(ctx, in.ID, func(id int) error {
		_, err := r.Deps.Orders.Unskip(ctx, id, valueOf(in.Reason))
		return err
	})
}

// ResendOrder sends an order after a search.
func (r mutationResolver) ResendOrder(ctx context.Context, in model.ResendOrderInput) (*model.OrderPayload, error) {
	return r.decide(ctx, in.ID, func(id int) error {
		_, err := r.Deps.Orders.Resend(ctx, id, in.ConfirmNumber)
		return err
	})
}

// LinkOrder says which order in VASCO it is.
func (r mutationResolver) LinkOrder(ctx context.Context, in model.LinkOrderInput) (*model.OrderPayload, error) {
	ref, bad := numberOf(&in.Number, &in.Year)
	if bad != nil {
		return &model.OrderPayload{UserErrors: bad}, nil
	}
	return r.decide(ctx, in.ID, func(id int) error {
		_, err := r.Deps.Orders.Link(ctx, id, ref)
		return err
	})
}

// numberOf is a VASCO number as a person wrote it, both parts of it.
func numberOf(number, year *string) (vasco.OrderRef, failures) {
	var bad failures
	ref := vasco.OrderRef{Number: strings.TrimSpace(valueOf(number)), Year: strings.TrimSpace(valueOf(year))}
	if ref.Number == "" {
		bad.add(model.UserErrorCodeRequired, []string{"input", "number"}, "the number is needed")
	}
	if ref.Year == "" {
		bad.add(model.UserErrorCodeRequired, []string{"input", "year"}, "the number's year is needed")
	}
	return ref, bad
}

// ResolveOrder ends an uncertain order by a person's word.
func (r mutationResolver) ResolveOrder(ctx context.Context, in model.ResolveOrderInput) (*model.OrderPayload, error) {
	var bad failures
	var ref *vasco.OrderRef
	if in.Resolution == model.ResolutionCreated {
		ref = new(vasco.OrderRef)
		*ref, bad = numberOf(in.Number, in.Year)
	}
	if bad != nil {
		return &model.OrderPayload{UserErrors: bad}, nil
	}
	return r.decide(ctx, in.ID, func(id int) error {
		_, err := r.Deps.Orders.Resolve(ctx, id, ref)
		return err
	})
}

// decide runs a decision on one order and answers with the order as it is then.
func (r mutationResolver) decide(ctx context.Context, text string, do func(id int) error) (*model.OrderPayload, error) {
	var bad failures
	id := bad.id(model.KindOrder, text, inputID...)
	if bad == nil {
		if err := bad.catch(do(id), inputPath, inputID...); err != nil {
			return nil, err
		}
	}
	row, err := orderOf(ctx, id)
	return &model.OrderPayload{Order: row, UserErrors: bad.list()}, err
}

// SyncOrders asks for many orders again.
func (r mutationResolver) SyncOrders(ctx context.Context, in model.SyncOrdersInput) (*model.SyncOrdersPayload, error) {
	var bad failures
	var result order.BulkResult
	var err error
	switch {
	case (in.Ids == nil) == (in.Filter == nil):
		bad.add(model.UserErrorCodeInvalid, inputPath, "give either ids or a filter")
	case in.Filter != nil:
		result, err = r.syncFilter(ctx, in.Filter, &bad)
	default:
		result, err = r.syncIDs(ctx, in.Ids, &bad)
	}
	if err = bad.catch(err, inputPath, inputPath...); err != nil {
		return nil, err
	}
	return &model.SyncOrdersPayload{Queued: result.Queued, Unchanged: result.Unchanged, UserErrors: bad.list()}, nil
}

func (r mutationResolver) syncFilter(ctx context.Context, in *model.OrderFilter, bad *failures) (order.BulkResult, error) {
	filter, err := orderFilter(in)
	if err != nil {
		return order.BulkResult{}, bad.argument(err)
	}
	return r.Deps.Orders.SyncWhere(ctx, filter)
}

func (r mutationResolver) syncIDs(ctx context.Context, texts []string, bad *failures) (order.BulkResult, error) {
	ids := make([]int, len(texts))
	places := make(map[int]int, len(texts))
	for i, text := range texts {
		ids[i] = bad.id(model.KindOrder, text, "input", "ids", strconv.Itoa(i))
		places[ids[i]] = i
	}
	if *bad != nil {
		return order.BulkResult{}, nil
	}
	result, err := r.Deps.Orders.SyncMany(ctx, ids)
	for _, refused := range result.Refused {
		if err := bad.catch(refused.Err, inputPath, "input", "ids", strconv.Itoa(places[refused.OrderID])); err != nil {
			return result, err
		}
	}
	return result, err
}

func isTrue(b *bool) bool { return b != nil && *b }

func valueOf[T any](v *T) T {
	var none T
	if v == nil {
		return none
	}
	return *v
}
