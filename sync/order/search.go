package order

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
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
// not land and the order may be sent again.
func (s *Service) closeIntent(ctx context.Context, w *work) (outcome string, done bool, err error) {
	if w.vasco == nil || w.push.PostDeadline == nil || w.push.DocumentDate == nil {
		v := uncertain(ReasonSearchIncomplete, map[string]string{"detail": "the connection was changed"})
		outcome, err = s.settle(ctx, w, v)
		return outcome, true, err
	}
	client, err := s.registry.VascoClient(w.vasco)
	if err != nil {
		return "", true, err
	}
	began := store.Now()
	found, err := s.search(ctx, client, w.push.ShopNumber, *w.push.DocumentDate)
	if err != nil {
		return "", true, err
	}
	exact, different := split(found.Orders, w)
	settled := w.push.PostDeadline.Add(w.vasco.Settle)
	switch {
	case len(exact) == 1:
		if err := s.sent(ctx, w, exact[0].Ref, push.OriginSENT); err != nil {
			outcome, err = s.numberTaken(ctx, w, exact[0].Ref, err)
			return outcome, true, err
		}
		outcome, err = s.readBack(ctx, w)
		return outcome, true, err
	case len(exact) > 1:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSeveralFound, map[string]string{"found": numbersOf(exact)}))
		return outcome, true, err
	case len(different) > 0:
		outcome, err = s.settle(ctx, w, uncertain(ReasonNumberDiffers, differences(different[0], w)))
		return outcome, true, err
	case began.Before(settled):
		return "", true, &waitUntil{at: settled}
	case !found.Complete:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSearchIncomplete, nil))
		return outcome, true, err
	case !w.vasco.SearchProven:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSearchUnproven, nil))
		return outcome, true, err
	}
	return "", false, s.notLanded(ctx, w)
}

// searchMargin widens the window of dates: the two clocks and zones may differ.
const searchMargin = 36 * time.Hour

// search lists VASCO's orders around a document's date that carry the shop's number.
func (s *Service) search(ctx context.Context, client *vasco.Client, shopNumber string, date time.Time) (vasco.SearchResult, error) {
	result, err := client.SearchOrders(ctx, vasco.Search{From: date.Add(-searchMargin), To: date.Add(searchMargin)})
	if err != nil {
		return result, fmt.Errorf("search order %s in VASCO: %w", shopNumber, err)
	}
	var ours []vasco.Order
	for _, o := range result.Orders {
		if o.ShopNumber != nil && strings.TrimSpace(*o.ShopNumber) == shopNumber {
			ours = append(ours, o)
		}
	}
	result.Orders = ours
	return result, nil
}

// split tells orders that are the intent's from those that only share its number.
func split(found []vasco.Order, w *work) (exact, different []vasco.Order) {
	for _, o := range found {
		if isIntent(o, w) {
			exact = append(exact, o)
		} else {
			different = append(different, o)
		}
	}
	return exact, different
}

// isIntent compares partner, date and gross of the intent's payload, not of the
// order as it may have been edited since. What VASCO did not return cannot differ.
func isIntent(o vasco.Order, w *work) bool {
	if o.Partner != w.push.PartnerCode || o.Date.Format(time.DateOnly) != w.push.DocumentDate.Format(time.DateOnly) {
		return false
	}
	return o.Gross == nil || within(minor(*o.Gross)-w.push.GrossMinor, grossTolerance)
}

// grossTolerance is in cents: VASCO may round a document another way than the profile says.
const grossTolerance = 5

func within(difference, limit int64) bool { return difference <= limit && difference >= -limit }

func differences(found vasco.Order, w *work) map[string]string {
	params := map[string]string{
		"found": found.Ref.Number + "/" + found.Ref.Year, "foundPartner": found.Partner, "foundDate": found.Date.Format(time.DateOnly),
		"sentPartner": w.push.PartnerCode, "sentDate": w.push.DocumentDate.Format(time.DateOnly), "sentGross": major(w.push.GrossMinor).StringFixed(2),
	}
	if found.Gross != nil {
		params["foundGross"] = found.Gross.StringFixed(2)
	}
	return params
}

func numbersOf(orders []vasco.Order) string {
	all := make([]string, len(orders))
	for i, o := range orders {
		all[i] = o.Ref.Number + "/" + o.Ref.Year
	}
	return strings.Join(all, ", ")
}

// notLanded ends an intent whose write is proved not to be in VASCO.
func (s *Service) notLanded(ctx context.Context, w *work) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		var err error
		w.push, err = tx.Push.UpdateOne(w.push).SetIntent(intentNone).ClearPostDeadline().
			SetState(push.StateQUEUED).SetStateSince(store.Now()).Save(ctx)
		if err != nil {
			return fmt.Errorf("end the intent of order %s: %w", w.order.Number, err)
		}
		return nil
	})
}

// readBack compares what VASCO has with what was sent, and proves the search
// of a connection the first time. It never changes that the order is synced.
func (s *Service) readBack(ctx context.Context, w *work) (string, error) {
	client, err := s.registry.VascoClient(w.vasco)
	if err != nil {
		return "", err
	}
	ref := vasco.OrderRef{Number: w.push.Number, Year: w.push.Year}
	found, err := client.ReadOrder(ctx, ref)
	s.cut(CutInReadBack)
	note, differs := "", map[string]string(nil)
	switch {
	case isNotFound(err):
		note, differs = "NOT_FOUND", map[string]string{"field": "number", "sent": ref.Number, "found": "—"}
	case err != nil:
		if _, away := errors.AsType[*vasco.Unavailable](err); away {
			return "", err
		}
		note, differs = "NOT_READABLE", map[string]string{"field": "answer", "sent": ref.Number, "found": shortened(err.Error())}
	default:
		note, differs = compare(found, w)
	}
	proven := s.provesSearch(ctx, w, client, found)
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return s.keepReadBack(ctx, tx, w, note, differs, proven)
	})
	return "SYNCED", err
}

func isNotFound(err error) bool {
	_, ok := errors.AsType[*vasco.NotFound](err)
	return ok
}

// compare names the first field that differs from what was sent.
func compare(found *vasco.Order, w *work) (note string, differs map[string]string) {
	switch {
	case found.ShopNumber != nil && strings.TrimSpace(*found.ShopNumber) != w.push.ShopNumber:
		return "SHOP_NUMBER", map[string]string{"field": "shop number", "sent": w.push.ShopNumber, "found": *found.ShopNumber}
	case found.Partner != w.push.PartnerCode:
		return "PARTNER", map[string]string{"field": "partner", "sent": w.push.PartnerCode, "found": found.Partner}
	case found.Gross != nil && minor(*found.Gross) != w.push.GrossMinor:
		return "TOTAL", map[string]string{"field": "total", "sent": major(w.push.GrossMinor).StringFixed(2), "found": found.Gross.StringFixed(2)}
	}
	return "", nil
}

// provesSearch looks for the order the way a lost answer would be looked for.
func (s *Service) provesSearch(ctx context.Context, w *work, client *vasco.Client, found *vasco.Order) bool {
	if w.vasco.SearchProven || found == nil || found.ShopNumber == nil || w.push.DocumentDate == nil {
		return false
	}
	result, err := s.search(ctx, client, w.push.ShopNumber, *w.push.DocumentDate)
	if err != nil || !result.Complete {
		return false
	}
	for _, o := range result.Orders {
		if o.Ref == found.Ref {
			return true
		}
	}
	return false
}

func (s *Service) keepReadBack(ctx context.Context, tx *store.Tx, w *work, note string, differs map[string]string, proven bool) error {
	if err := s.finish(ctx, tx, w); err != nil {
		return err
	}
	if err := tx.Push.UpdateOne(w.push).SetReadBackAt(store.Now()).SetReadBackNote(note).Exec(ctx); err != nil {
		return fmt.Errorf("note what was read back of order %s: %w", w.order.Number, err)
	}
	if differs != nil {
		s.tell(ctx, tx, w, event.OrderReadBackDiffers, event.Warning, differs)
	}
	if proven {
		return s.registry.SearchProven(ctx, tx, w.vasco)
	}
	return nil
}
