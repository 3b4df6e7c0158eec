package order

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// Choice is what a person says with a request to sync.
type Choice struct {
	// AcceptDifference sends the order although the totals differ as its reason
	// shows; it says nothing about an order that does not wait for that.
	AcceptDifference bool
	// Seen are the totals the person saw; nil stands for what the reason shows now.
	Seen *mapping.Totals
	// PartnerCode chooses the partner; empty takes an earlier choice back, nil
	// leaves it.
	PartnerCode *string
}

// Causes of a person's request.
const (
	causePerson = "PERSON"
	// causeUnchecked: the partner is a person's word, VASCO could not be asked.
	causeUnchecked = "PARTNER_UNCHECKED"
)

// Sync asks for an order again. A synced or uncertain one answers ErrState, but
// one that VASCO has differently from what was sent is compared once more. A
// partner's code that cannot be one, or that VASCO does not have, is InvalidInput,
// and so are totals that are not those the order waits for.
func (s *Service) Sync(ctx context.Context, orderID int, c Choice) (*ent.Order, error) {
	chosen, cause, err := s.chosenPartner(ctx, orderID, c.PartnerCode)
	if err != nil {
		return nil, err
	}
	return s.decide(ctx, orderID, func(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
		if p.ReadBackNote != "" && !c.AcceptDifference && c.PartnerCode == nil {
			return s.compareAgain(ctx, tx, shop, p)
		}
		if p.Number != "" || p.State == push.StateUNCERTAIN {
			return stateError(p)
		}
		if err := mayBeAskedFor(ctx, tx, p); err != nil {
			return err
		}
		update := tx.Push.UpdateOne(p).SetPersonSkipped(false).SetSearchFirst(true).SetPersonLooked(false)
		if c.AcceptDifference {
			shown := shownTotals(p)
			if c.Seen != nil && !c.Seen.Equal(shown) {
				return connection.Bad("seenTotals", connection.CodeChanged, "the order does not wait for these totals any more")
			}
			if shown != nil {
				update.SetAcceptedTotalMinor(minor(shown.Shop)).SetAcceptedGrossMinor(minor(shown.Document))
			}
		}
		if c.PartnerCode != nil {
			update.SetChosenPartner(chosen.Code)
			if err := s.remember(ctx, tx, shop, p, chosen, cause); err != nil {
				return err
			}
		}
		if err := update.Exec(ctx); err != nil {
			return fmt.Errorf("keep the choice for order %s: %w", p.Edges.Order.Number, err)
		}
		return s.request(ctx, tx, shop, []*ent.Push{p}, cause)
	})
}

// chosenPartner checks a person's choice of a partner, as far as VASCO can be
// asked, and writes it as VASCO does.
func (s *Service) chosenPartner(ctx context.Context, orderID int, chosen *string) (p vasco.Partner, cause string, err error) {
	if chosen == nil || strings.TrimSpace(*chosen) == "" {
		return p, causePerson, nil
	}
	shop, _, err := s.pushOfOrder(ctx, s.store.Reader(), orderID)
	if err != nil {
		return p, "", err
	}
	p, err = s.registry.NamedPartner(connection.ForOrder(ctx, orderID), shop.ConnectionID, "partnerCode", *chosen)
	if errors.Is(err, connection.ErrCannotAsk) {
		slog.WarnContext(ctx, "a partner is taken as a person chose it: VASCO cannot be asked", "partner", p.Code, "error", err)
		return p, causeUnchecked, nil
	}
	return p, causePerson, err
}
