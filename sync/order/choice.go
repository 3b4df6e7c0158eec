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
	code, cause, err := s.chosenPartner(ctx, orderID, c.PartnerCode)
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
		update := tx.Push.UpdateOne(p).SetPersonSkipped(false)
		if isOld(p) {
			update.SetSearchFirst(true)
		}
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
			update.SetChosenPartner(code)
		}
		if err := update.Exec(ctx); err != nil {
			return fmt.Errorf("keep the choice for order %s: %w", p.Edges.Order.Number, err)
		}
		return s.request(ctx, tx, shop, []*ent.Push{p}, cause)
	})
}

// chosenPartner checks a person's choice of a partner, as far as VASCO can be
// asked, and writes it as VASCO does.
func (s *Service) chosenPartner(ctx context.Context, orderID int, chosen *string) (code, cause string, err error) {
	if chosen == nil || strings.TrimSpace(*chosen) == "" {
		return "", causePerson, nil
	}
	const field = "partnerCode"
	code = strings.TrimLeft(strings.TrimSpace(*chosen), "0")
	if !connection.IsPartnerCode(code) {
		return "", "", connection.Bad(field, connection.CodeInvalid, "it is the number of a partner in VASCO")
	}
	there, err := s.hasPartner(ctx, orderID, code)
	switch {
	case errors.Is(err, errCannotAsk):
		slog.WarnContext(ctx, "a partner is taken as a person chose it: VASCO cannot be asked", "partner", code, "error", err)
		return code, causeUnchecked, nil
	case err != nil:
		return "", "", err
	case !there:
		return "", "", connection.Bad(field, connection.CodeNotFound, "VASCO has no partner %s", code)
	}
	return code, causePerson, nil
}

var errCannotAsk = errors.New("VASCO cannot be asked")

// hasPartner asks the VASCO the order goes to; errCannotAsk when there is none,
// or it does not answer.
func (s *Service) hasPartner(ctx context.Context, orderID int, code string) (bool, error) {
	shop, _, err := s.pushOfOrder(ctx, s.store.Reader(), orderID)
	if err != nil {
		return false, err
	}
	if shop.ConnectionID == 0 {
		return false, fmt.Errorf("shop %s has no connection: %w", shop.Key, errCannotAsk)
	}
	v, err := s.registry.Vasco(ctx, shop.ConnectionID)
	if err != nil {
		return false, err
	}
	client, err := s.registry.VascoClient(v)
	if err != nil {
		return false, err
	}
	found, err := client.PartnerByCode(connection.ForOrder(ctx, orderID), code)
	if err != nil && ctx.Err() == nil {
		return false, fmt.Errorf("%w: %w", errCannotAsk, err)
	}
	return found != nil, err
}
