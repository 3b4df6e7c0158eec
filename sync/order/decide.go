package order

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Errors of what a person asks for.
var (
	// ErrState: the order's state does not allow it.
	ErrState = errors.New("the order's state does not allow this")
	// ErrBusy: a worker has the order at this moment.
	ErrBusy = errors.New("the order is being worked on; try again in a moment")
	// ErrNumber: the number is missing or belongs to another order.
	ErrNumber = errors.New("the VASCO number is missing or belongs to another order")
)

// Choice is what a person says with a request to sync.
type Choice struct {
	// AcceptDifference sends the order although the totals differ.
	AcceptDifference bool
	// PartnerCode chooses among several partners.
	PartnerCode string
}

// Sync asks for an order again. A synced or uncertain one answers ErrState.
func (s *Service) Sync(ctx context.Context, orderID int, c Choice) (*ent.Order, error) {
	return s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
		if p.State == push.StateSYNCED || p.State == push.StateUNCERTAIN {
			return fmt.Errorf("order %s is %s: %w", p.Edges.Order.Number, p.State, ErrState)
		}
		update := tx.Push.UpdateOne(p).SetPersonSkipped(false)
		if c.AcceptDifference {
			update.SetAcceptDifference(true)
		}
		if code := strings.TrimSpace(c.PartnerCode); code != "" {
			update.SetChosenPartner(code)
		}
		if err := update.Exec(ctx); err != nil {
			return fmt.Errorf("keep the choice for order %s: %w", p.Edges.Order.Number, err)
		}
		return s.request(ctx, tx, shop, []*ent.Push{p}, "PERSON")
	})
}

// Skip keeps an order out of VASCO. One that is synced, or may have landed, answers ErrState.
func (s *Service) Skip(ctx context.Context, orderID int, reason string) (*ent.Order, error) {
	return s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, _ *connection.Shop, p *ent.Push) error {
		if p.State == push.StateSYNCED || p.Intent == intentOpen {
			return fmt.Errorf("order %s is %s: %w", p.Edges.Order.Number, p.State, ErrState)
		}
		err := tx.Push.UpdateOne(p).SetPersonSkipped(true).SetState(push.StateSKIPPED).SetStateSince(store.Now()).
			SetReason(SkippedByPerson).SetReasonParams(map[string]string{"note": shortened(reason)}).SetReasonRef("").Exec(ctx)
		if err != nil {
			return fmt.Errorf("skip order %s: %w", p.Edges.Order.Number, err)
		}
		s.log.Add(ctx, tx, event.Event{
			Kind: event.OrderSkipped, Level: event.Info, ShopID: p.ShopID, OrderID: p.OrderID,
			Params: map[string]string{"number": p.Edges.Order.Number, "reason": SkippedByPerson, "note": shortened(reason)},
		})
		return nil
	})
}

// Resolve ends an uncertain order by a person's word: it is in VASCO under ref,
// or, with a nil ref, it is not there and may be sent.
func (s *Service) Resolve(ctx context.Context, orderID int, ref *vasco.OrderRef) (*ent.Order, error) {
	o, err := s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
		if p.State != push.StateUNCERTAIN {
			return fmt.Errorf("order %s is %s: %w", p.Edges.Order.Number, p.State, ErrState)
		}
		if ref == nil {
			return s.resolveNotCreated(ctx, tx, shop, p)
		}
		return s.resolveCreated(ctx, tx, shop, p, *ref)
	})
	if errors.Is(err, store.ErrConflict) {
		return nil, fmt.Errorf("%w: %w", ErrNumber, err)
	}
	return o, err
}

func (s *Service) resolveNotCreated(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
	err := tx.Push.UpdateOne(p).SetIntent(intentNone).ClearPostDeadline().
		SetState(push.StateQUEUED).SetStateSince(store.Now()).SetReason("").ClearReasonParams().Exec(ctx)
	if err != nil {
		return fmt.Errorf("resolve order %s: %w", p.Edges.Order.Number, err)
	}
	s.tellResolved(ctx, tx, p, "NOT_CREATED", "")
	return s.request(ctx, tx, shop, []*ent.Push{p}, "RESOLVED")
}

func (s *Service) resolveCreated(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push, ref vasco.OrderRef) error {
	ref.Number = strings.TrimPrefix(strings.TrimSpace(ref.Number), shop.Settings.NumberPrefix)
	if ref.Number == "" || ref.Year == "" || shop.ConnectionID == 0 {
		return ErrNumber
	}
	v, err := s.registry.Vasco(ctx, shop.ConnectionID)
	if err != nil {
		return err
	}
	w := &work{shop: shop, vasco: v, order: p.Edges.Order, push: p}
	if err := s.number(ctx, tx, w, ref, push.OriginLINKED); err != nil {
		return err
	}
	s.tellResolved(ctx, tx, p, "CREATED", shop.Settings.NumberPrefix+ref.Number)
	return nil
}

func (s *Service) tellResolved(ctx context.Context, tx *store.Tx, p *ent.Push, decision, number string) {
	s.log.Add(ctx, tx, event.Event{
		Kind: event.OrderResolved, Level: event.Info, ShopID: p.ShopID, OrderID: p.OrderID,
		Params: map[string]string{"number": p.Edges.Order.Number, "decision": decision, "vasco": number},
	})
}

// decide runs a person's decision while no worker has the order.
func (s *Service) decide(ctx context.Context, orderID int, do func(context.Context, *store.Tx, *connection.Shop, *ent.Push) error) (*ent.Order, error) {
	row, err := s.store.Reader().Order.Get(ctx, orderID)
	if ent.IsNotFound(err) {
		return nil, fmt.Errorf("order %d: %w", orderID, store.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read order %d: %w", orderID, err)
	}
	shop, err := s.registry.Shop(ctx, row.ShopID)
	if err != nil {
		return nil, err
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		lease, err := store.Acquire(ctx, tx, leaseName(row.ShopID, row.ShopOrderID), s.leaseFor)
		if err != nil {
			return err
		}
		if lease == nil {
			return ErrBusy
		}
		p, err := tx.Push.Query().Where(push.OrderID(row.ID), push.ConnectionIDIn(0, shop.ConnectionID)).
			WithOrder().Order(ent.Desc(push.FieldConnectionID)).First(ctx)
		if err != nil {
			return fmt.Errorf("read the push of order %s: %w", row.Number, err)
		}
		if err := do(ctx, tx, shop, p); err != nil {
			return err
		}
		return lease.Release(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	return s.store.Reader().Order.Query().Where(entorder.ID(orderID)).Only(ctx)
}
