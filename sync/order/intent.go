package order

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// afterUnclear notes that a POST's end is unknown and looks at once.
func (s *Service) afterUnclear(ctx context.Context, w *work, unclear error) (string, error) {
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		s.tell(ctx, tx, w, event.OrderUnclear, event.Warning, map[string]string{"detail": shortened(unclear.Error())})
		return nil
	})
	if err != nil {
		return "", err
	}
	outcome, done, err := s.closeIntent(ctx, w)
	if err != nil || done {
		return outcome, err
	}
	// Not there, and it cannot land any more: the next pass sends again.
	return "", &waitUntil{at: store.Now()}
}

// closeIntent finds out what became of a POST whose end is unknown (design
// rule 3). done says that the pass is over; otherwise the write certainly did
// not land and the order may be sent again. An UNCERTAIN order comes here again
// with every request: a match found at any time ends its intent.
func (s *Service) closeIntent(ctx context.Context, w *work) (outcome string, done bool, err error) {
	if w.vasco == nil || w.push.PostDeadline == nil || w.push.DocumentDate == nil {
		outcome, err = s.settle(ctx, w, uncertain(ReasonSearchIncomplete, map[string]string{"detail": "the connection was changed"}))
		return outcome, true, err
	}
	client, err := s.registry.VascoClient(w.vasco)
	if err != nil {
		return "", true, err
	}
	began := store.Now()
	found, err := s.search(ctx, client, w.push.ShopNumber, *w.push.DocumentDate)
	if err != nil {
		outcome, err = s.searchFailed(ctx, w, began, err)
		return outcome, true, err
	}
	exact, different := split(found.Orders, w)
	switch {
	case len(exact) == 1:
		outcome, err = s.adopt(ctx, w, exact[0].Ref, push.OriginSENT)
	case len(exact) > 1:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSeveralFound, map[string]string{"found": numbersOf(exact)}))
	case len(different) > 0:
		outcome, err = s.settle(ctx, w, uncertain(ReasonNumberDiffers, w.differences(different[0])))
	case w.onlyAPersonKnows():
		outcome, err = s.settle(ctx, w, uncertain(w.push.Reason, w.push.ReasonParams))
	case began.Before(w.settled()):
		return "", true, &waitUntil{at: s.lookAgain(w, began), reason: ReasonSearching}
	case !found.Complete:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSearchIncomplete, nil))
	case !w.vasco.SearchProven:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSearchUnproven, nil))
	default:
		w.searched = true
		return "", false, s.notLanded(ctx, w)
	}
	return outcome, true, err
}

// onlyAPersonKnows: VASCO has contradicted itself about the order, so that not
// finding it proves nothing.
func (w *work) onlyAPersonKnows() bool {
	return w.push.State == push.StateUNCERTAIN && w.push.Reason != ReasonSearchUnproven && w.push.Reason != ReasonSearchIncomplete
}

// adopt takes an order that was found as the shop's order.
func (s *Service) adopt(ctx context.Context, w *work, ref vasco.OrderRef, origin push.Origin) (string, error) {
	if err := s.sent(ctx, w, ref, origin); err != nil {
		return s.numberTaken(ctx, w, ref, err)
	}
	return s.readBack(ctx, w)
}

// settled is when a write that was given up cannot land any more.
func (w *work) settled() time.Time { return w.push.PostDeadline.Add(w.vasco.Settle) }

// lookAgain is when to search next: soon after the write, then less and less
// often, and once more when it cannot land any more.
func (s *Service) lookAgain(w *work, now time.Time) time.Time {
	begun := w.push.PostDeadline.Add(-s.registry.CallTimeout())
	next := now.Add(between(firstWait, now.Sub(begun), longestWait))
	if settled := w.settled(); now.Before(settled) && next.After(settled) {
		return settled
	}
	return next
}

// searchFailed: a server that is away is waited for. One that answers, but not
// what was asked, is asked for as long as the write may land, and as long again.
func (s *Service) searchFailed(ctx context.Context, w *work, began time.Time, cause error) (string, error) {
	if _, away := errors.AsType[*vasco.Unavailable](cause); away || !isVascos(cause) {
		return "", cause
	}
	if began.Before(w.settled().Add(w.vasco.Settle)) {
		return "", &waitUntil{at: s.lookAgain(w, began), reason: ReasonSearching}
	}
	return s.settle(ctx, w, uncertain(ReasonSearchIncomplete, map[string]string{"detail": shortened(cause.Error())}))
}

// isVascos: VASCO answered, and the answer is the trouble.
func isVascos(err error) bool {
	_, malformed := errors.AsType[*vasco.Malformed](err)
	_, rejected := errors.AsType[*vasco.Rejected](err)
	_, refused := errors.AsType[*vasco.Unauthorized](err)
	return malformed || rejected || refused
}

// notLanded ends an intent whose write is proved not to be in VASCO.
func (s *Service) notLanded(ctx context.Context, w *work) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		var err error
		w.push, err = tx.Push.UpdateOne(w.push).SetIntent(intentNone).ClearPostDeadline().SetPersonLooked(false).
			SetState(push.StateQUEUED).SetStateSince(store.Now()).SetReason("").ClearReasonParams().SetReasonRef("").Save(ctx)
		if err != nil {
			return fmt.Errorf("end the intent of order %s: %w", w.order.Number, err)
		}
		return nil
	})
}

// lookFirst searches for an order that was sent before, or may have been: what
// was judged not to be there may have landed after all. See also looksFirst.
func (s *Service) lookFirst(ctx context.Context, w *work, client *vasco.Client, o *woo.Order) (outcome string, done bool, err error) {
	if w.looksFirst() {
		return s.lookForOthers(ctx, w, client, o)
	}
	if w.push.Attempt == 0 || w.searched || w.push.DocumentDate == nil {
		return "", false, nil
	}
	found, err := s.search(ctx, client, w.push.ShopNumber, *w.push.DocumentDate)
	if isVascos(err) {
		// What we know of the last attempt stands without it.
		return "", false, nil
	}
	if err != nil {
		return "", true, err
	}
	exact, _ := split(found.Orders, w)
	switch len(exact) {
	case 0:
		return "", false, nil
	case 1:
		outcome, err = s.adopt(ctx, w, exact[0].Ref, push.OriginSENT)
	default:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSeveralFound, map[string]string{"found": numbersOf(exact)}))
	}
	return outcome, true, err
}
