package order

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/store"
)

// verdict is where a pass ends: a state with its reason.
type verdict struct {
	state  push.State
	reason string
	params map[string]string
	// ref names what has to be mended, as kind:id; what waits for it is released together.
	ref string
	// articles are the codes, or none, of the article map's entries that the order waits for.
	articles article.Codes
	// entry is the blacklist's that keeps the order out; nil for one that is gone.
	entry *ent.BlacklistEntry
	kind  event.Kind
	level event.Level
}

func (v verdict) String() string {
	if v.reason == "" {
		return string(v.state)
	}
	return string(v.state) + "/" + v.reason
}

func waiting(reason, status string) verdict {
	return verdict{
		state: push.StateWAITING, reason: reason, params: map[string]string{"status": status},
		kind: event.OrderWaiting, level: event.Info,
	}
}

// notLive is an order that would be sent if its shop's switch let it.
func notLive(w *work, reason string) verdict {
	return verdict{state: push.StateWAITING, reason: reason, ref: shopRef(w.shop.ID), kind: event.OrderWaiting, level: event.Info}
}

func skipped(reason string) verdict {
	return verdict{state: push.StateSKIPPED, reason: reason, kind: event.OrderSkipped, level: event.Info}
}

func blocked(reason string, params map[string]string, ref string) verdict {
	return verdict{state: push.StateBLOCKED, reason: reason, params: params, ref: ref, kind: event.OrderBlocked, level: event.Warning}
}

func uncertain(reason string, params map[string]string) verdict {
	return verdict{state: push.StateUNCERTAIN, reason: reason, params: params, kind: event.OrderUncertain, level: event.Error}
}

func failed(reason string, params map[string]string) verdict {
	return verdict{state: push.StateFAILED, reason: reason, params: params, kind: event.OrderFailed, level: event.Error}
}

// errMended: what the verdict rests on has been changed meanwhile.
var errMended = errors.New("the cause was mended meanwhile")

// settle ends a pass with a verdict: state, event and the answered request
// commit together. Whoever mends the cause releases what waits for it: a verdict
// that comes after that would wait for ever, so the cause is looked at again.
func (s *Service) settle(ctx context.Context, w *work, v verdict) (string, error) {
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.release(ctx, tx, w); err != nil {
			return err
		}
		holds, err := s.holds(ctx, tx, w, v)
		if err != nil {
			return err
		}
		if !holds {
			return errMended
		}
		if err := s.set(ctx, tx, w, v); err != nil {
			return err
		}
		return s.answer(ctx, tx, w)
	})
	if errors.Is(err, errMended) {
		s.registry.Forget()
		return "", &waitUntil{at: store.Now()}
	}
	return v.String(), err
}

// holds tells whether shop, connection, article map, payment and blacklist are still what
// the verdict was made of, and keeps them so until it is committed.
func (s *Service) holds(ctx context.Context, tx *store.Tx, w *work, v verdict) (bool, error) {
	same, err := s.registry.Unchanged(ctx, tx, w.shop, w.vasco)
	if err != nil || !same {
		return false, err
	}
	if same, err := sameArticles(ctx, tx, w.shop.ID, v.articles); err != nil || !same {
		return false, err
	}
	if bound, err := s.boundSince(ctx, tx, w, v); err != nil || bound {
		return false, err
	}
	switch {
	case v.entry != nil:
		return countBlacklisted(ctx, tx, w, v.entry)
	case v.state == push.StateBLACKLISTED:
		return notReleased(ctx, tx, w.push)
	case w.payment != nil:
		return samePayment(ctx, tx, w.payment)
	default:
		return true, nil
	}
}

// set writes the verdict into the push; an event tells it only when it is new.
func (s *Service) set(ctx context.Context, tx *store.Tx, w *work, v verdict) error {
	p := w.push
	v = v.storable()
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
	if v.entry != nil {
		update.SetBlacklistID(v.entry.ID)
	}
	if err := s.keepComparison(ctx, tx, w, update); err != nil {
		return err
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

// storable cleans what came from elsewhere.
func (v verdict) storable() verdict {
	if v.params == nil {
		return v
	}
	clean := make(map[string]string, len(v.params))
	for name, value := range v.params {
		clean[store.Text(name)] = store.Text(value)
	}
	v.params = clean
	return v
}

// tell writes an event of the order.
func (s *Service) tell(ctx context.Context, tx *store.Tx, w *work, kind event.Kind, level event.Level, params map[string]string) {
	all := map[string]string{"number": w.order.Number}
	maps.Copy(all, params)
	s.log.Add(ctx, tx, event.Event{Kind: kind, Level: level, ShopID: w.shop.ID, OrderID: w.order.ID, Params: all})
}

// fail ends an order that we cannot send for a reason of our own.
func (s *Service) fail(ctx context.Context, tx *store.Tx, w *work, reason string, params map[string]string) error {
	return s.set(ctx, tx, w, failed(reason, params))
}
