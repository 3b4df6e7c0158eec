package order

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
)

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
	_, away := errors.AsType[*vasco.Unavailable](err)
	switch {
	case away:
		return "", err
	case err != nil && w.mayAppear():
		// It does not appear yet, or one answer was garbled.
		return "", &waitUntil{at: store.Now().Add(between(firstWait, time.Since(*w.push.SyncedAt), longestWait))}
	case isNotFound(err):
		note, differs = "NOT_FOUND", map[string]string{"field": "number", "sent": ref.Number, "found": "—"}
	case err != nil:
		note, differs = "NOT_READABLE", map[string]string{"field": "answer", "sent": ref.Number, "found": shortened(err.Error())}
	default:
		note, differs = compare(found, w)
	}
	proven := s.provesSearch(ctx, w, client, found)
	changed, err := s.changes(ctx, w)
	if err != nil {
		return "", err
	}
	// Lost in a power cut, it is read back again.
	err = s.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.release(ctx, tx, w); err != nil {
			return err
		}
		if note != "" {
			// It was compared by a profile that has been changed since.
			if same, err := s.registry.Unchanged(ctx, tx, w.shop, w.vasco); err != nil {
				return err
			} else if !same {
				return errMended
			}
		}
		if err := s.keepReadBack(ctx, tx, w, note, differs, proven); err != nil {
			return err
		}
		if err := w.keepPartner(ctx, tx, found); err != nil {
			return err
		}
		if note == "" {
			if err := w.keepTotal(ctx, tx, found); err != nil {
				return err
			}
		}
		if err := s.keepChanges(ctx, tx, w, changed); err != nil {
			return err
		}
		return s.answer(ctx, tx, w)
	})
	if errors.Is(err, errMended) {
		s.registry.Forget()
		return "", &waitUntil{at: store.Now()}
	}
	return string(push.StateSYNCED), err
}

// mayAppear: VASCO may show an order some time after it took it; as long is
// waited for an answer that can be read.
func (w *work) mayAppear() bool {
	return w.push.SyncedAt != nil && time.Since(*w.push.SyncedAt) < w.vasco.Settle
}

func isNotFound(err error) bool {
	_, ok := errors.AsType[*vasco.NotFound](err)
	return ok
}

// compare names the first field that differs from what was sent.
func compare(found *vasco.Order, w *work) (note string, differs map[string]string) {
	if len(w.push.Payload) == 0 {
		return compareOthers(found, w)
	}
	switch {
	case found.ShopNumber != nil && strings.TrimSpace(*found.ShopNumber) != w.push.ShopNumber:
		return "SHOP_NUMBER", map[string]string{"field": "shop number", "sent": w.push.ShopNumber, "found": *found.ShopNumber}
	case !samePartner(found.Partner, w.push.PartnerCode):
		return "PARTNER", map[string]string{"field": "partner", "sent": w.push.PartnerCode, "found": found.Partner}
	case found.Gross != nil && minor(*found.Gross) != w.push.GrossMinor && !roundsSo(w, *found.Gross):
		differs = map[string]string{"field": "total", "sent": major(w.push.GrossMinor).StringFixed(2), "found": found.Gross.StringFixed(2)}
		if rounding := otherRounding(w, *found.Gross); rounding != "" {
			differs["rounding"] = string(rounding)
			return RoundingNote(rounding), differs
		}
		return "TOTAL", differs
	}
	return "", nil
}

// compareOthers does so for an order that somebody else entered: it may lack our
// number, and have any partner, but not another order's number or total.
func compareOthers(found *vasco.Order, w *work) (note string, differs map[string]string) {
	number := ""
	if found.ShopNumber != nil {
		number = strings.TrimSpace(*found.ShopNumber)
	}
	switch {
	case number != "" && number != w.push.ShopNumber:
		return "SHOP_NUMBER", map[string]string{"field": "shop number", "sent": w.push.ShopNumber, "found": number}
	case found.Gross != nil && !within(minor(*found.Gross)-w.order.TotalMinor):
		return "TOTAL", map[string]string{"field": "total", "sent": major(w.order.TotalMinor).StringFixed(2), "found": found.Gross.StringFixed(2)}
	}
	return "", nil
}

// provesSearch looks for the order the way a lost answer would be looked for.
func (s *Service) provesSearch(ctx context.Context, w *work, client *vasco.Client, found *vasco.Order) bool {
	if w.vasco.SearchProven || found == nil || found.ShopNumber == nil || w.push.ShopNumber == "" {
		return false
	}
	date := found.Date
	if w.push.DocumentDate != nil {
		date = *w.push.DocumentDate
	}
	result, err := s.search(ctx, client, w.push.ShopNumber, date)
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
	if err := tx.Push.Update().Where(push.ID(w.push.ID)).SetReadBackAt(store.Now()).SetReadBackNote(note).Exec(ctx); err != nil {
		return fmt.Errorf("note what was read back of order %s: %w", w.order.Number, err)
	}
	if proven {
		if err := s.searchProven(ctx, tx, w); err != nil {
			return err
		}
	}
	if differs != nil {
		s.tell(ctx, tx, w, event.OrderReadBackDiffers, event.Warning, differs)
	}
	return nil
}

// keepPartner notes partner, date and total of an order that somebody else entered.
func (w *work) keepPartner(ctx context.Context, tx *store.Tx, found *vasco.Order) error {
	if found == nil || w.push.PartnerCode != "" {
		return nil
	}
	update := tx.Push.UpdateOneID(w.push.ID).SetPartnerCode(found.Partner).SetDocumentDate(found.Date)
	if found.Gross != nil {
		update.SetGrossMinor(minor(*found.Gross))
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("note the partner of order %s: %w", w.order.Number, err)
	}
	return nil
}

// keepTotal notes by how many cents VASCO's total of a document differs from the
// shop's, where that is not what was sent: another rounding makes it, or somebody
// else entered it.
func (w *work) keepTotal(ctx context.Context, tx *store.Tx, found *vasco.Order) error {
	if found == nil || found.Gross == nil {
		return nil
	}
	gross, total := minor(*found.Gross), w.push.GrossMinor+w.push.DifferenceMinor
	if w.push.Origin != push.OriginSENT {
		total = w.order.TotalMinor
	}
	difference := total - gross
	if w.push.Origin != push.OriginSENT && !within(difference) {
		difference = 0 // Somebody meant it so.
	}
	if gross == w.push.GrossMinor && difference == w.push.DifferenceMinor {
		return nil
	}
	if err := tx.Push.UpdateOneID(w.push.ID).SetGrossMinor(gross).SetDifferenceMinor(difference).Exec(ctx); err != nil {
		return fmt.Errorf("note VASCO's total of order %s: %w", w.order.Number, err)
	}
	return nil
}

// searchProven asks again for the orders that were uncertain only because
// nobody knew whether the connection can be searched.
func (s *Service) searchProven(ctx context.Context, tx *store.Tx, w *work) error {
	if err := s.registry.SearchProven(ctx, tx, w.vasco); err != nil {
		return err
	}
	return s.askUncertain(ctx, tx, push.ConnectionID(w.vasco.ID), push.Reason(ReasonSearchUnproven))
}

// compareAgain reads an order back once more, after VASCO was corrected.
func (s *Service) compareAgain(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push) error {
	err := tx.Push.UpdateOne(p).ClearReadBackAt().SetReadBackNote("").Exec(ctx)
	if err != nil {
		return fmt.Errorf("let order %s be read back again: %w", p.Edges.Order.Number, err)
	}
	return s.requestIDs(ctx, tx, shop, []int64{p.Edges.Order.ShopOrderID})
}
