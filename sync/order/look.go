package order

import (
	"context"
	"slices"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// looksFirst tells whether VASCO may have the order without our doing, so that
// it is searched before a POST. A person who has looked knows better, for one POST;
// so does the search that has just ended an intent.
func (w *work) looksFirst() bool {
	late := w.shop.Settings.SearchAlways || store.Now().Sub(w.order.PlacedAt) > lateAfter
	return (w.push.SearchFirst || late) && !w.push.PersonLooked && !w.searched
}

// lateAfter: of a fresh order the recorded intent tells enough; somebody may
// have entered one that has waited longer.
const lateAfter = time.Hour

// lookForOthers searches for an order that somebody else may have entered, from
// the day it was placed on. What has its shop number, partner and total is the
// order and is adopted; what only has its number is left to a person. Without a
// complete search nothing is sent.
func (s *Service) lookForOthers(ctx context.Context, w *work, client *vasco.Client, o *woo.Order) (outcome string, done bool, err error) {
	found, err := s.searchSince(ctx, client, mapping.ShopNumber(w.shop.Settings, o), w.from(), w.until())
	var sent, same, different []vasco.Order
	if err == nil && len(found.Orders) > 0 {
		sent, different = split(found.Orders, w)
		same, different, err = s.splitByDocument(ctx, w, client, o, different)
	}
	if s.loginHolds(ctx, w, client, err) {
		return "", true, &waitUntil{at: store.Now().Add(firstWait), reason: ReasonVascoUnreadable}
	}
	if v, known := reasonOf(w, err); known {
		outcome, err = s.settleAsking(ctx, w, v)
		return outcome, true, err
	}
	if err != nil {
		return "", true, err
	}
	switch all := slices.Concat(sent, same); {
	case len(all) > 1:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSeveralFound, map[string]string{"found": numbersOf(all)}))
	case len(sent) == 1:
		outcome, err = s.adopt(ctx, w, sent[0].Ref, push.OriginSENT)
	case len(same) == 1:
		outcome, err = s.adopt(ctx, w, same[0].Ref, push.OriginADOPTED)
	case len(different) > 0:
		outcome, err = s.settle(ctx, w, uncertain(ReasonNumberDiffers, w.differences(different[0])))
	case w.onlyAPersonKnows():
		outcome, err = s.settle(ctx, w, uncertain(w.push.Reason, w.push.ReasonParams))
	case !found.Complete:
		outcome, err = s.leftInDoubt(ctx, w, "")
	default:
		return "", false, nil
	}
	return outcome, true, err
}

// from is the first day VASCO may have the order under.
func (w *work) from() time.Time {
	if date := w.push.DocumentDate; date != nil && date.Before(w.order.PlacedAt) {
		return *date
	}
	return w.order.PlacedAt
}

// until is the last day VASCO may have the order under: its books may be open
// only from a later day on.
func (w *work) until() time.Time {
	last := store.Now()
	if date := w.push.DocumentDate; date != nil && date.After(last) {
		last = *date
	}
	if open := w.shop.Settings.OpenFrom(); open.After(last) {
		last = open
	}
	return last
}

// splitByDocument tells orders that are what would be sent now from those that
// are not. Nothing is created for it: where the buyer has no partner yet, an
// order in VASCO is another one.
func (s *Service) splitByDocument(ctx context.Context, w *work, client *vasco.Client, o *woo.Order, found []vasco.Order) (same, different []vasco.Order, err error) {
	if len(found) == 0 {
		return nil, nil, nil
	}
	in, err := s.input(ctx, w, o)
	if err != nil {
		return nil, nil, err
	}
	document, err := mapping.Build(in)
	if err != nil {
		return nil, nil, err
	}
	known, err := s.knownPartner(ctx, w, client, buyerOf(w, o))
	if err != nil {
		return nil, nil, err
	}
	w.wouldBe = &likeness{partner: known.code, gross: minor(document.Gross), date: document.Document.Date}
	for _, one := range found {
		if w.wouldBe.fits(one) {
			same = append(same, one)
		} else {
			different = append(different, one)
		}
	}
	return same, different, nil
}

// likeness is what an order in VASCO is compared by: that of an intent, or of
// the document that would be sent.
type likeness struct {
	partner string
	gross   int64
	date    time.Time
}

// fits: somebody else may have dated it on another day.
func (l *likeness) fits(o vasco.Order) bool {
	return l.partner != "" && samePartner(o.Partner, l.partner) && (o.Gross == nil || within(minor(*o.Gross)-l.gross))
}
