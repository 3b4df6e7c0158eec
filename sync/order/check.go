package order

import (
	"context"

	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/woo"
)

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
	settings := w.shop.Settings
	rule := settings.Status(o.Status)
	switch {
	case w.push.PersonSkipped:
		v := skipped(SkippedByPerson)
		v.params = w.push.ReasonParams // A person's note stays.
		return v, true
	case w.order.Presence == entorder.PresenceGONE:
		return skipped(SkippedGone), true
	case w.order.Presence == entorder.PresenceTRASHED:
		return skipped(SkippedTrashed), true
	case w.order.PlacedAt.Before(settings.SyncFrom) && !w.push.PersonResend:
		return skipped(SkippedBeforeStart), true
	case rule == rules.Never:
		return skipped(SkippedNotSending), true
	case rule == rules.Wait:
		return waiting(ReasonStatus, o.Status), true
	case rule == rules.Unclassified:
		v := waiting(ReasonUnclassified, o.Status)
		v.ref, v.level = shopRef(w.shop.ID), event.Warning
		return v, true
	case w.push.State == push.StateBLOCKED && w.push.Reason == ReasonOld:
		return blocked(ReasonOld, w.push.ReasonParams, w.push.ReasonRef), true // Only a person lets it go.
	}
	return verdict{}, false
}
