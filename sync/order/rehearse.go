package order

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// rehearse does for an order all that sending does, but the writes: what would
// block it is told now, and what VASCO already has of it, sent by whoever sends
// until the shop goes live, is compared with what we would have sent.
func (s *Service) rehearse(ctx context.Context, w *work, o *woo.Order) (string, error) {
	client, err := s.registry.VascoClient(w.vasco)
	if err != nil {
		return "", err
	}
	p := &Preview{Order: w.order}
	err = s.peekDocument(ctx, w, o, p, w.payment)
	if s.loginHolds(ctx, w, client, err) {
		return "", &waitUntil{at: store.Now().Add(firstWait), reason: ReasonVascoUnreadable}
	}
	if v, known := reasonOf(w, err); known {
		p.end(v)
	} else if err != nil {
		return "", err
	}
	if p.Payload != nil {
		if w.comparison, err = s.compareWithVasco(ctx, w, client, p); err != nil {
			return "", err
		}
	}
	if p.State != "" {
		return s.settleAsking(ctx, w, blocked(p.Reason, p.Params, p.Ref))
	}
	return s.settle(ctx, w, notLive(w, ReasonPreview))
}

// compareWithVasco looks for the order in VASCO under the shop's number.
func (s *Service) compareWithVasco(ctx context.Context, w *work, client *vasco.Client, p *Preview) (*Comparison, error) {
	found, complete, err := s.sentByOthers(ctx, w, client, p.document.ShopNumber)
	switch {
	case isVascos(err):
		return &Comparison{Result: push.ComparedUNCLEAR, Detail: shortened(err.Error())}, nil
	case err != nil:
		return nil, err
	case len(found) > 1:
		return &Comparison{Result: push.ComparedSEVERAL, Detail: numbersOf(found)}, nil
	case len(found) == 0 && !complete:
		return &Comparison{Result: push.ComparedUNCLEAR, Detail: "the list of VASCO's orders is not complete"}, nil
	case len(found) == 0:
		return &Comparison{Result: push.ComparedNOT_FOUND}, nil
	}
	whole, err := client.ReadOrder(ctx, found[0].Ref)
	if isVascos(err) || isNotFound(err) {
		return &Comparison{Result: push.ComparedUNCLEAR, Number: found[0].Ref.Number, Year: found[0].Ref.Year, Detail: shortened(err.Error())}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read VASCO's order %s to compare it: %w", found[0].Ref.Number, err)
	}
	c := &Comparison{Result: push.ComparedSAME, Number: whole.Ref.Number, Year: whole.Ref.Year, Differences: compareDocuments(p, whole, w.shop.Settings.DocumentDay)}
	if len(c.Differences) > 0 {
		c.Result = push.ComparedDIFFERS
	}
	return c, nil
}

// sentByOthers finds the order by the number the former plugin left in it, or by
// the shop's.
func (s *Service) sentByOthers(ctx context.Context, w *work, client *vasco.Client, shopNumber string) (found []vasco.Order, complete bool, err error) {
	o, err := w.parsed()
	if err != nil {
		return nil, false, err
	}
	before, untold := s.underNumberBefore(ctx, w, client, o)
	switch {
	case untold != nil && !isVascos(untold):
		return nil, false, untold
	case before != nil:
		return []vasco.Order{*before}, true, nil
	}
	if found, complete, err = s.foundByNumber(ctx, w, client, shopNumber); err != nil || len(found) > 0 {
		return found, complete, err
	}
	return nil, complete, untold
}

// othersSendWithin is how long after an order was placed or paid somebody else's
// document of it is looked for.
const othersSendWithin = 7 * 24 * time.Hour

// foundByNumber lists VASCO's orders that carry the shop's number of the order,
// whatever else is in them.
func (s *Service) foundByNumber(ctx context.Context, w *work, client *vasco.Client, shopNumber string) (found []vasco.Order, complete bool, err error) {
	placed := w.order.PlacedAt.In(w.shop.Location)
	o, err := w.parsed()
	if err != nil {
		return nil, false, err
	}
	last := placed
	if paid := o.DatePaidGMT.Time; paid.After(last) {
		last = paid
	}
	to := last.Add(othersSendWithin)
	if now := store.Now(); to.After(now) {
		to = now
	}
	if open := w.shop.Settings.OpenFrom(); open.After(to) {
		to = open
	}
	result, err := s.searchSince(ctx, client, shopNumber, placed, to)
	return result.Orders, result.Complete, err
}

// keepComparison stores with a verdict what VASCO has of the order.
func (s *Service) keepComparison(ctx context.Context, tx *store.Tx, w *work, update *ent.PushUpdateOne) error {
	c := w.comparison
	if c == nil {
		return nil
	}
	raw, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write the comparison of order %s: %w", w.order.Number, err)
	}
	before, err := ComparisonOf(w.push)
	if err != nil {
		return err
	}
	update.SetCompared(c.Result).SetComparison(raw)
	if before != nil && before.Result == c.Result && slices.Equal(before.Differences, c.Differences) {
		return nil
	}
	s.tell(ctx, tx, w, event.OrderCompared, c.level(), map[string]string{
		"result": string(c.Result), "vasco": w.shop.Settings.NumberPrefix + c.Number, "year": c.Year, "differences": strconv.Itoa(len(c.Differences)),
	})
	return nil
}

const (
	// rehearseAfter is when an order that nobody had sent is looked for again,
	// rehearseMost how many at a time: the search is heavy for VASCO.
	rehearseAfter = 15 * time.Minute
	rehearseMost  = 50
)

// rehearseAgain compares once more the orders that VASCO did not have yet: the
// other way may take its time.
func (s *Service) rehearseAgain(ctx context.Context, shop *connection.Shop) error {
	if shop.SendingOrders != connection.Preview {
		return nil
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		now := store.Now()
		rows, err := tx.Push.Query().
			Where(push.ShopID(shop.ID), push.ComparedIn(push.ComparedNOT_FOUND, push.ComparedUNCLEAR), comparedSet,
				push.StateEQ(push.StateWAITING), push.Reason(ReasonPreview), push.UpdatedAtLT(now.Add(-rehearseAfter)),
				push.HasOrderWith(entorder.PlacedAtGT(now.Add(-othersSendWithin)))).
			WithOrder(withoutBody).Order(push.ByUpdatedAt()).Limit(rehearseMost).All(ctx)
		if err != nil {
			return fmt.Errorf("list the orders that were not found in VASCO: %w", err)
		}
		ids := make([]int64, len(rows))
		for i, p := range rows {
			ids[i] = p.Edges.Order.ShopOrderID
		}
		return s.requestIDs(ctx, tx, shop, ids)
	})
}
