package order

import (
	"context"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
)

// Resend sends an order that is kept out, blocked, failed or uncertain, however
// old it is, after a search in VASCO: what is found there is adopted. Who asks
// repeats the order's number as the shop shows it; another one is InvalidInput.
// An uncertain order whose write may still land, or that the search cannot
// decide about, answers ErrState: Resolve and Link are its way out.
func (s *Service) Resend(ctx context.Context, orderID int, confirmed string) (*ent.Order, error) {
	return s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
		number := p.Edges.Order.Number
		if strings.TrimPrefix(strings.TrimSpace(confirmed), "#") != number {
			return connection.Bad("confirmNumber", connection.CodeInvalid, "it is not the number of the order")
		}
		if err := s.mayResend(ctx, shop, p); err != nil {
			return err
		}
		if err := mayBeAskedFor(ctx, tx, p); err != nil {
			return err
		}
		err := tx.Push.UpdateOne(p).SetPersonResend(true).SetPersonSkipped(false).SetSearchFirst(true).SetPersonLooked(false).Exec(ctx)
		if err != nil {
			return fmt.Errorf("let order %s be sent: %w", number, err)
		}
		s.tellResolved(ctx, tx, p, decidedResend, nil)
		return s.request(ctx, tx, shop, []*ent.Push{p}, "RESEND")
	})
}

// mayResend holds a person's wish against what is known of the last POST.
func (s *Service) mayResend(ctx context.Context, shop *connection.Shop, p *ent.Push) error {
	stopped := p.State == push.StateSKIPPED || p.State == push.StateBLOCKED || p.State == push.StateFAILED || p.State == push.StateUNCERTAIN
	if p.Number != "" || !stopped {
		return stateError(p)
	}
	if p.Intent == intentNone {
		return nil
	}
	v, err := s.connectionOf(ctx, p, shop)
	if err != nil {
		return err
	}
	w := &work{shop: shop, vasco: v, push: p}
	if p.PostDeadline == nil || !v.SearchProven || w.onlyAPersonKnows() || store.Now().Before(w.settled()) {
		return fmt.Errorf("only a look into VASCO tells about it, not a search: %w", stateError(p))
	}
	return nil
}

// Unskip lets an order go on that a person kept out; another one answers ErrState.
func (s *Service) Unskip(ctx context.Context, orderID int, reason string) (*ent.Order, error) {
	return s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
		if !p.PersonSkipped || isBound(p) {
			return stateError(p)
		}
		if err := mayBeAskedFor(ctx, tx, p); err != nil {
			return err
		}
		if err := tx.Push.UpdateOne(p).SetPersonSkipped(false).SetSearchFirst(p.SearchFirst || isOld(p)).Exec(ctx); err != nil {
			return fmt.Errorf("let order %s go on: %w", p.Edges.Order.Number, err)
		}
		s.tellResolved(ctx, tx, p, decidedUnskip, map[string]string{"note": shortened(reason)})
		return s.request(ctx, tx, shop, []*ent.Push{p}, causePerson)
	})
}
