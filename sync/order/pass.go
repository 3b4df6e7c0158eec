package order

import (
	"context"
	"errors"
	"fmt"
	"slices"

	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// pass takes a claimed order as far as it goes, and ends with the claim given
// back; an error leaves that to the caller.
func (s *Service) pass(ctx context.Context, w *work) (string, error) {
	if w.read {
		if err := s.readOrder(ctx, w); err != nil {
			return s.shopRefused(ctx, w, err)
		}
	}
	if w.order == nil {
		// A hook about an order nobody can see any more.
		return "GONE", s.store.InTx(ctx, w.finishWith(s))
	}
	ctx = connection.ForOrder(ctx, w.order.ID)
	switch {
	case w.push.State == push.StateSYNCED:
		return s.afterSync(ctx, w)
	case w.push.State == push.StateUNCERTAIN:
		// Only a person can tell; the order itself was stored.
		return "UNCERTAIN", s.store.InTx(ctx, w.finishWith(s))
	case w.push.Intent == intentOpen:
		if outcome, done, err := s.closeIntent(ctx, w); done || err != nil {
			return outcome, err
		}
	}
	parsed, err := woo.ParseOrder(w.order.Body)
	if err != nil {
		return "", fmt.Errorf("read the stored order %s: %w", w.order.Number, err)
	}
	if v, stop, err := s.check(ctx, w, parsed); err != nil {
		return "", err
	} else if stop {
		return s.settle(ctx, w, v)
	}
	return s.send(ctx, w, parsed)
}

// shopRefused: an order that could not be read because the shop refuses our keys says so.
func (s *Service) shopRefused(ctx context.Context, w *work, err error) (string, error) {
	refused, ok := errors.AsType[*woo.Unauthorized](err)
	if !ok || w.push == nil || w.push.State == push.StateSYNCED || w.push.State == push.StateUNCERTAIN || w.push.Intent == intentOpen {
		return "", err
	}
	return s.settle(ctx, w, blocked(ReasonShopLogin, map[string]string{"detail": shortened(refused.Error())}, shopRef(w.shop.ID)))
}

// check goes through what decides without asking VASCO, from the most final to
// the most easily mended. stop says that the order is not sent now.
func (s *Service) check(ctx context.Context, w *work, o *woo.Order) (v verdict, stop bool, err error) {
	if v, stop := checkOrder(w, o); stop {
		return v, true, nil
	}
	if v, stop, err := s.checkBlacklist(ctx, w); stop || err != nil {
		return v, stop, err
	}
	if w.vasco == nil {
		return blocked(string(mapping.NoConnection), nil, shopRef(w.shop.ID)), true, nil
	}
	return s.checkPayment(ctx, w)
}

// checkOrder decides by the order itself and the shop's rules alone.
func checkOrder(w *work, o *woo.Order) (v verdict, stop bool) {
	rules := w.shop.Settings
	switch {
	case w.push.PersonSkipped:
		return skipped(SkippedByPerson), true
	case w.order.Presence == entorder.PresenceGONE:
		return skipped(SkippedGone), true
	case w.order.Presence == entorder.PresenceTRASHED:
		return skipped(SkippedTrashed), true
	case w.order.PlacedAt.Before(rules.SyncFrom):
		return skipped(SkippedBeforeStart), true
	case slices.Contains(ended, o.Status):
		return skipped(SkippedNotSending), true
	case !slices.Contains(rules.SendStatuses, o.Status):
		return waiting(o.Status), true
	}
	return verdict{}, false
}

// ended are WooCommerce's own statuses an order is not sent in any more.
var ended = []string{"cancelled", "failed", "refunded"}

// reasonOf turns an error that only a mended setting helps against into a verdict.
func reasonOf(w *work, err error) (verdict, bool) {
	if reason, ok := errors.AsType[*mapping.Reason](err); ok {
		return blocked(string(reason.Code), reason.Params, refOf(w, reason.Code)), true
	}
	if refused, ok := errors.AsType[*vasco.Unauthorized](err); ok {
		return blocked(ReasonVascoLogin, map[string]string{"detail": shortened(refused.Detail)}, connectionRef(w.connectionID())), true
	}
	if refused, ok := errors.AsType[*woo.Unauthorized](err); ok {
		return blocked(ReasonShopLogin, map[string]string{"detail": shortened(refused.Error())}, shopRef(w.shop.ID)), true
	}
	return verdict{}, false
}

// refOf says what has to be mended for a reason of the mapping: a shop's
// settings, or the order alone.
func refOf(w *work, code mapping.ReasonCode) string {
	switch code {
	case mapping.VATRateUnmapped, mapping.CurrencyMismatch:
		return shopRef(w.shop.ID)
	default:
		return orderRef(w.order.ID)
	}
}

func shopRef(id int) string       { return fmt.Sprint("shop:", id) }
func connectionRef(id int) string { return fmt.Sprint("connection:", id) }
func paymentRef(id int) string    { return fmt.Sprint("payment:", id) }
func blacklistRef(id int) string  { return fmt.Sprint("blacklist:", id) }
func orderRef(id int) string      { return fmt.Sprint("order:", id) }
