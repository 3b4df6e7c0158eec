package order

import (
	"context"
	"fmt"
	"maps"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// verdict is where a pass ends: a state with its reason.
type verdict struct {
	state  push.State
	reason string
	params map[string]string
	// ref names what has to be mended, as kind:id; what waits for it is released together.
	ref   string
	kind  event.Kind
	level event.Level
}

func (v verdict) String() string {
	if v.reason == "" {
		return string(v.state)
	}
	return string(v.state) + "/" + v.reason
}

func waiting(status string) verdict {
	return verdict{push.StateWAITING, ReasonStatus, map[string]string{"status": status}, "", event.OrderWaiting, event.Info}
}

func skipped(reason string) verdict {
	return verdict{push.StateSKIPPED, reason, nil, "", event.OrderSkipped, event.Info}
}

func blocked(reason string, params map[string]string, ref string) verdict {
	return verdict{push.StateBLOCKED, reason, params, ref, event.OrderBlocked, event.Warning}
}

func uncertain(reason string, params map[string]string) verdict {
	return verdict{push.StateUNCERTAIN, reason, params, "", event.OrderUncertain, event.Error}
}

// settle ends a pass with a verdict: state, event and the answered request commit together.
func (s *Service) settle(ctx context.Context, w *work, v verdict) (string, error) {
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.finish(ctx, tx, w); err != nil {
			return err
		}
		return s.set(ctx, tx, w, v)
	})
	return v.String(), err
}

// set writes the verdict into the push; an event tells it only when it is new.
func (s *Service) set(ctx context.Context, tx *store.Tx, w *work, v verdict) error {
	p := w.push
	same := p.State == v.state && p.Reason == v.reason && p.ReasonRef == v.ref && maps.Equal(p.ReasonParams, v.params)
	update := tx.Push.UpdateOne(p).SetState(v.state).SetReason(v.reason).SetReasonRef(v.ref)
	if v.params == nil {
		update.ClearReasonParams()
	} else {
		update.SetReasonParams(v.params)
	}
	if p.State != v.state {
		update.SetStateSince(store.Now())
	}
	saved, err := update.Save(ctx)
	if err != nil {
		return fmt.Errorf("set order %s to %s: %w", w.order.Number, v, err)
	}
	w.push = saved
	if same || v.kind == "" {
		return nil
	}
	params := map[string]string{"reason": v.reason}
	maps.Copy(params, v.params)
	s.tell(ctx, tx, w, v.kind, v.level, params)
	return nil
}

// tell writes an event of the order.
func (s *Service) tell(ctx context.Context, tx *store.Tx, w *work, kind event.Kind, level event.Level, params map[string]string) {
	all := map[string]string{"number": w.order.Number}
	maps.Copy(all, params)
	s.log.Add(ctx, tx, event.Event{Kind: kind, Level: level, ShopID: w.shop.ID, OrderID: w.order.ID, Params: all})
}

// fail ends an order that we cannot send for a reason of our own.
func (s *Service) fail(ctx context.Context, tx *store.Tx, w *work, reason string, params map[string]string) error {
	return s.set(ctx, tx, w, verdict{push.StateFAILED, reason, params, "", event.OrderFailed, event.Error})
}
