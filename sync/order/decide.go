package order

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"strings"

	"github.com/kiwwwi/vasco/ent"
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

// Skip keeps an order out of VASCO. One that is synced, or may have landed, answers ErrState.
func (s *Service) Skip(ctx context.Context, orderID int, reason string) (*ent.Order, error) {
	return s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, _ *connection.Shop, p *ent.Push) error {
		if isBound(p) {
			return stateError(p)
		}
		err := tx.Push.UpdateOne(p).SetPersonSkipped(true).SetPersonResend(false).SetState(push.StateSKIPPED).SetStateSince(store.Now()).
			SetReason(SkippedByPerson).SetReasonParams(map[string]string{"note": store.Text(shortened(reason))}).SetReasonRef("").Exec(ctx)
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
// or, with a nil ref, it is not there and may be sent. A number that VASCO does
// not have, or that another order has, answers ErrNumber.
func (s *Service) Resolve(ctx context.Context, orderID int, ref *vasco.OrderRef) (*ent.Order, error) {
	if ref != nil {
		return s.link(ctx, orderID, *ref, func(p *ent.Push) bool { return p.State == push.StateUNCERTAIN })
	}
	return s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
		if p.State != push.StateUNCERTAIN {
			return stateError(p)
		}
		return s.resolveNotCreated(ctx, tx, shop, p)
	})
}

// Link says that an order without a number is in VASCO under ref. One that is
// being sent, or searched for, answers ErrState: that ends by itself.
func (s *Service) Link(ctx context.Context, orderID int, ref vasco.OrderRef) (*ent.Order, error) {
	return s.link(ctx, orderID, ref, func(p *ent.Push) bool {
		return p.Number == "" && (p.Intent == intentNone || p.State == push.StateUNCERTAIN)
	})
}

func (s *Service) link(ctx context.Context, orderID int, ref vasco.OrderRef, allowed func(*ent.Push) bool) (*ent.Order, error) {
	named, err := s.existing(ctx, orderID, ref)
	if err != nil {
		return nil, err
	}
	o, err := s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
		if !allowed(p) {
			return stateError(p)
		}
		return s.resolveCreated(ctx, tx, shop, p, named)
	})
	if errors.Is(err, store.ErrConflict) {
		return nil, fmt.Errorf("%w: %w", ErrNumber, err)
	}
	return o, err
}

func stateError(p *ent.Push) error {
	return fmt.Errorf("order %s is %s: %w", p.Edges.Order.Number, p.State, ErrState)
}

// existing writes a number as VASCO does, as far as VASCO can be asked: people
// leave out zeros and write our prefix.
func (s *Service) existing(ctx context.Context, orderID int, ref vasco.OrderRef) (vasco.OrderRef, error) {
	shop, p, err := s.pushOfOrder(ctx, s.store.Reader(), orderID)
	if err != nil {
		return ref, err
	}
	number, year, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(ref.Number), shop.Settings.NumberPrefix), "/")
	// People copy it as we show it, with its year.
	ref.Number, ref.Year = strings.TrimSpace(number), cmp.Or(strings.TrimSpace(year), strings.TrimSpace(ref.Year))
	v, err := s.connectionOf(ctx, p, shop)
	if ref.Number == "" || ref.Year == "" || errors.Is(err, store.ErrNotFound) {
		return ref, ErrNumber
	}
	if err != nil {
		return ref, err
	}
	client, err := s.registry.VascoClient(v)
	if err != nil {
		return ref, err
	}
	found, err := readNumber(ctx, client, ref)
	switch {
	case err == nil:
		return found.Ref, nil
	case isNotFound(err):
		return ref, fmt.Errorf("VASCO has no order %s/%s: %w", ref.Number, ref.Year, ErrNumber)
	default:
		slog.WarnContext(ctx, "a number is taken as a person wrote it: VASCO cannot be asked", "number", ref.Number, "error", err)
		return ref, nil
	}
}

// readNumber reads the order under a number that may lack its leading zeros.
func readNumber(ctx context.Context, client *vasco.Client, ref vasco.OrderRef) (*vasco.Order, error) {
	const digits = 5
	padded := strings.Repeat("0", max(0, digits-len(ref.Number))) + ref.Number
	found, err := client.ReadOrder(ctx, vasco.OrderRef{Number: padded, Year: ref.Year})
	if padded != ref.Number && isNotFound(err) {
		return client.ReadOrder(ctx, ref)
	}
	return found, err
}

// resolveNotCreated lets the order be sent; one that the shop has no more, because
// it has given its id to another, ends instead.
func (s *Service) resolveNotCreated(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
	over, err := isSuperseded(ctx, tx.Client, p.Edges.Order)
	if err != nil {
		return err
	}
	if over {
		return s.resolveSuperseded(ctx, tx, shop, p)
	}
	err = tx.Push.UpdateOne(p).SetIntent(intentNone).ClearPostDeadline().SetPersonLooked(true).
		SetState(push.StateQUEUED).SetStateSince(store.Now()).SetReason("").ClearReasonParams().Exec(ctx)
	if err != nil {
		return fmt.Errorf("resolve order %s: %w", p.Edges.Order.Number, err)
	}
	s.tellResolved(ctx, tx, p, decidedNotCreated, nil)
	return s.request(ctx, tx, shop, []*ent.Push{p}, "RESOLVED")
}

func (s *Service) resolveSuperseded(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
	if err := tx.Push.UpdateOne(p).SetIntent(intentNone).ClearPostDeadline().Exec(ctx); err != nil {
		return fmt.Errorf("resolve order %s: %w", p.Edges.Order.Number, err)
	}
	s.tellResolved(ctx, tx, p, decidedNotCreated, nil)
	return s.set(ctx, tx, &work{shop: shop, order: p.Edges.Order, push: p}, skipped(SkippedGone))
}

func (s *Service) resolveCreated(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push, ref vasco.OrderRef) error {
	v, err := s.connectionOf(ctx, p, shop)
	if err != nil {
		return err
	}
	w := &work{shop: shop, vasco: v, order: p.Edges.Order, push: p}
	if err := s.number(ctx, tx, w, ref, push.OriginLINKED); err != nil {
		return err
	}
	s.tellResolved(ctx, tx, p, decidedCreated, map[string]string{"vasco": shop.Settings.NumberPrefix + ref.Number, "year": ref.Year})
	// What VASCO has under the number is read back and compared.
	return s.requestIDs(ctx, tx, shop, []int64{p.Edges.Order.ShopOrderID})
}

// connectionOf is the connection a push was sent to, or will be. Where the one it
// was sent to is gone, what was written there is looked for in the shop's present one.
func (s *Service) connectionOf(ctx context.Context, p *ent.Push, shop *connection.Shop) (*connection.Vasco, error) {
	if isBound(p) {
		v, err := s.registry.Vasco(ctx, p.ConnectionID)
		if !errors.Is(err, store.ErrNotFound) {
			return v, err
		}
	}
	return s.registry.Vasco(ctx, shop.ConnectionID)
}

// What a person decided, as the event order.resolved names it.
const (
	decidedCreated    = "CREATED"
	decidedNotCreated = "NOT_CREATED"
	decidedResend     = "RESEND"
	decidedUnskip     = "UNSKIP"
)

func (s *Service) tellResolved(ctx context.Context, tx *store.Tx, p *ent.Push, decision string, params map[string]string) {
	all := map[string]string{"number": p.Edges.Order.Number, "decision": decision}
	maps.Copy(all, params)
	s.log.Add(ctx, tx, event.Event{Kind: event.OrderResolved, Level: event.Info, ShopID: p.ShopID, OrderID: p.OrderID, Params: all})
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
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		lease, err := store.Acquire(ctx, tx, leaseName(row.ShopID, row.ShopOrderID), s.leaseFor)
		if err != nil {
			return err
		}
		if lease == nil {
			return ErrBusy
		}
		shop, p, err := s.pushOfOrder(ctx, tx.Client, orderID)
		if err != nil {
			return err
		}
		if err := do(ctx, tx, shop, p); err != nil {
			return err
		}
		return lease.Release(ctx, tx)
	})
	if errors.Is(err, store.ErrLeaseLost) {
		return nil, fmt.Errorf("%w: it took too long to decide: %w", ErrBusy, err)
	}
	if err != nil {
		return nil, err
	}
	return s.store.Reader().Order.Get(ctx, orderID)
}

// pushOfOrder reads the push that speaks for an order, with the order and its shop.
func (s *Service) pushOfOrder(ctx context.Context, client *ent.Client, orderID int) (*connection.Shop, *ent.Push, error) {
	rows, err := client.Push.Query().Where(push.OrderID(orderID)).WithOrder().Order(ent.Desc(push.FieldID)).All(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("read the push of order %d: %w", orderID, err)
	}
	if len(rows) == 0 {
		return nil, nil, fmt.Errorf("push of order %d: %w", orderID, store.ErrNotFound)
	}
	shop, err := s.registry.Shop(ctx, rows[0].ShopID)
	if err != nil {
		return nil, nil, err
	}
	return shop, ChoosePush(rows, shop.ConnectionID), nil
}
