package order

import (
	"context"
	"errors"
	"fmt"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// pass takes a claimed order as far as it goes, and ends with the claim given
// back; an error leaves that to the caller.
func (s *Service) pass(ctx context.Context, w *work) (string, error) {
	if w.read {
		if err := s.readOrder(ctx, w); err != nil {
			if outcome, done, err := s.shopRefused(ctx, w, err); done || err != nil {
				return outcome, err
			}
		}
	}
	if w.order == nil {
		// A hook about an order nobody can see, or that was not placed yet.
		return s.end(ctx, w, "NOT_THERE")
	}
	ctx = connection.ForOrder(ctx, w.order.ID)
	switch {
	case w.push.Number != "":
		return s.afterSync(ctx, w)
	case w.push.ConnectionID != w.connectionID():
		return s.elsewhere(ctx, w)
	case w.push.Intent == intentOpen:
		if outcome, done, err := s.closeIntent(ctx, w); done || err != nil {
			return outcome, err
		}
	}
	o, err := w.parsed()
	if err != nil {
		return "", err
	}
	v, stop, err := s.check(ctx, w, o)
	switch {
	case err != nil:
		return "", err
	case stop && v.reason == SkippedBeforeStart:
		return s.cutOver(ctx, w, o, v)
	case stop:
		return s.settle(ctx, w, v)
	}
	switch w.shop.SendingOrders {
	case connection.Live:
		return s.send(ctx, w, o)
	case connection.Preview:
		return s.rehearse(ctx, w, o)
	default:
		return s.settle(ctx, w, notLive(w, ReasonHeld))
	}
}

// parsed is the order as it was last seen.
func (w *work) parsed() (*woo.Order, error) {
	if w.seen != nil {
		return w.seen, nil
	}
	o, err := woo.ParseOrder(w.order.Body)
	if err != nil {
		return nil, fmt.Errorf("read the stored order %s: %w", w.order.Number, err)
	}
	w.seen = o
	return o, nil
}

// shopRefused: an order that cannot be read because the shop refuses our keys
// says so. What may be in VASCO is looked for all the same.
func (s *Service) shopRefused(ctx context.Context, w *work, err error) (outcome string, done bool, _ error) {
	refused, ok := errors.AsType[*woo.Unauthorized](err)
	switch {
	case !ok || w.push == nil || w.push.Number != "":
		return "", true, err
	case w.push.Intent == intentOpen:
		return "", false, nil
	}
	outcome, err = s.settle(ctx, w, blocked(ReasonShopLogin, map[string]string{"detail": shortened(refused.Error())}, shopRef(w.shop.ID)))
	return outcome, true, err
}

// elsewhere ends an intent of a connection that is not the shop's any more; the
// order goes into the new one only when it is certainly not in the old one.
func (s *Service) elsewhere(ctx context.Context, w *work) (string, error) {
	former, err := s.registry.Vasco(ctx, w.push.ConnectionID)
	if errors.Is(err, store.ErrNotFound) {
		return s.settle(ctx, w, uncertain(ReasonSearchIncomplete, map[string]string{"detail": "the connection it was sent to is gone"}))
	}
	if err != nil {
		return "", err
	}
	current := w.vasco
	w.vasco = former
	if outcome, done, err := s.closeIntent(ctx, w); done || err != nil {
		return outcome, err
	}
	w.vasco = current
	return "", &waitUntil{at: store.Now()}
}

// reasonOf turns an error that another try would only repeat into a verdict.
func reasonOf(w *work, err error) (verdict, bool) {
	if reason, ok := errors.AsType[*mapping.Reason](err); ok {
		return blocked(string(reason.Code), reason.Params, refOf(w, reason)), true
	}
	if refused, ok := errors.AsType[*vasco.Unauthorized](err); ok {
		return blocked(ReasonVascoLogin, map[string]string{"detail": shortened(refused.Detail)}, connectionRef(w.connectionID())), true
	}
	if refused, ok := errors.AsType[*woo.Unauthorized](err); ok {
		return blocked(ReasonShopLogin, map[string]string{"detail": shortened(refused.Error())}, shopRef(w.shop.ID)), true
	}
	if rejected, ok := errors.AsType[*vasco.Rejected](err); ok {
		return blocked(string(mapping.RejectedByVasco), rejection(rejected, "read"), orderRef(w.order.ID)), true
	}
	if unwritable, ok := errors.AsType[*vasco.Unwritable](err); ok {
		return failed(ReasonInternal, map[string]string{"detail": shortened(unwritable.Error())}), true
	}
	return verdict{}, false
}

// refOf says what has to be mended for a reason of the mapping: a shop's
// settings, or the order alone.
func refOf(w *work, reason *mapping.Reason) string {
	switch {
	case reason.Code == mapping.CurrencyMismatch, reason.Code == mapping.FeeUnmapped, reason.Code == mapping.VATMissing,
		reason.Code == mapping.VATRateUnmapped && reason.Params["rate"] != "":
		return shopRef(w.shop.ID)
	default:
		return orderRef(w.order.ID)
	}
}

func shopRef(id int) string       { return fmt.Sprint("shop:", id) }
func connectionRef(id int) string { return fmt.Sprint("connection:", id) }
func articleRef(id int) string    { return fmt.Sprint("article:", id) }
func paymentRef(id int) string    { return fmt.Sprint("payment:", id) }
func blacklistRef(id int) string  { return fmt.Sprint("blacklist:", id) }
func orderRef(id int) string      { return fmt.Sprint("order:", id) }
