package order

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// cutOver looks for an order of the time before the shop's start that should be
// in VASCO: the way that sent before may have sent it, and then it is taken as
// synced. One that is not there was paid too late for the one and placed too
// early for the other: it stays out, and is listed for a person.
func (s *Service) cutOver(ctx context.Context, w *work, o *woo.Order, v verdict) (string, error) {
	sends := w.shop.Settings.Status(o.Status) == rules.Send
	if !sends || w.vasco == nil || w.shop.SendingOrders != connection.Live {
		return s.settle(ctx, w, v)
	}
	client, err := s.registry.VascoClient(w.vasco)
	if err != nil {
		return "", err
	}
	found, err := s.sentBefore(ctx, w, client, o)
	switch {
	case err != nil:
		return "", err
	case found != nil:
		return s.adoptFound(ctx, w, o, found)
	case w.comparison.Result == push.ComparedUNCLEAR && w.push.Compared != push.ComparedUNCLEAR:
		if err := s.askAgain(ctx, w, w.comparison.Detail); err != nil {
			return "", err
		}
	}
	return s.settle(ctx, w, v)
}

// adoptFirst takes an order as sent that was rehearsed, or that carries the
// number of the plugin that sent before, and is in VASCO already.
func (s *Service) adoptFirst(ctx context.Context, w *work, client *vasco.Client, o *woo.Order) (outcome string, done bool, err error) {
	nobodyBefore := w.push.Compared == push.ComparedNONE && numberBefore(o, w.shop) == ""
	// What a person sends is looked for more strictly, see lookForOthers.
	if w.push.Attempt > 0 || w.push.PersonLooked || w.push.PersonResend || nobodyBefore {
		return "", false, nil
	}
	found, err := s.sentBefore(ctx, w, client, o)
	switch {
	case err != nil:
		return "", true, err
	case found != nil:
		outcome, err = s.adoptFound(ctx, w, o, found)
		return outcome, true, err
	case w.comparison.Result == push.ComparedSEVERAL:
		outcome, err = s.settle(ctx, w, uncertain(ReasonSeveralFound, map[string]string{"found": w.comparison.Detail}))
		return outcome, true, err
	case w.comparison.Result == push.ComparedUNCLEAR:
		outcome, err = s.leftInDoubt(ctx, w, w.comparison.Detail)
		return outcome, true, err
	case numberBefore(o, w.shop) != "":
		outcome, err = s.withoutTheFormer(ctx, w, o)
		return outcome, true, err
	default:
		return "", false, nil
	}
}

// withoutTheFormer: somebody says to have sent the order, and VASCO does not have
// it. It may only not show it yet; after that time a person has to look.
func (s *Service) withoutTheFormer(ctx context.Context, w *work, o *woo.Order) (string, error) {
	if said := w.order.ModifiedAt; said != nil {
		if shown := said.Add(w.vasco.Settle); store.Now().Before(shown) {
			return "", &waitUntil{at: store.Now().Add(between(firstWait, time.Until(shown), longestWait))}
		}
	}
	return s.settle(ctx, w, uncertain(ReasonFormerNumber, map[string]string{"number": shortened(numberBefore(o, w.shop))}))
}

// sentBefore finds the order in VASCO by the number the former plugin left in
// the shop's order, or by the shop's number; nil for none, and w.comparison says
// why.
func (s *Service) sentBefore(ctx context.Context, w *work, client *vasco.Client, o *woo.Order) (*vasco.Order, error) {
	found, complete, err := s.sentByOthers(ctx, w, client, mapping.ShopNumber(w.shop.Settings, o))
	w.comparison = &Comparison{Result: push.ComparedNOT_FOUND}
	switch {
	case isVascos(err):
		w.comparison = &Comparison{Result: push.ComparedUNCLEAR, Detail: shortened(err.Error())}
	case err != nil:
		return nil, err
	case len(found) == 1:
		w.comparison = nil
		return &found[0], nil
	case len(found) > 1:
		w.comparison = &Comparison{Result: push.ComparedSEVERAL, Detail: numbersOf(found)}
	case !complete:
		w.comparison = &Comparison{Result: push.ComparedUNCLEAR, Detail: "the list of VASCO's orders is not complete"}
	}
	return nil, nil
}

// numberBefore is the VASCO number that the former plugin left in the shop's order.
func numberBefore(o *woo.Order, shop *connection.Shop) string {
	key := shop.Settings.AdoptMetaKey
	if key == "" {
		return ""
	}
	value, _ := o.Meta(key)
	return strings.TrimSpace(value)
}

// underNumberBefore finds the order under the number that the former plugin left;
// nil for none, with an error where VASCO did not tell. Where the year is not told,
// an order of the turn of a year may stand in either: another order's number is not
// taken, and the one that says more for itself goes before.
func (s *Service) underNumberBefore(ctx context.Context, w *work, client *vasco.Client, o *woo.Order) (*vasco.Order, error) {
	refs := refsBefore(w, o)
	all, untold := make([]*vasco.Order, 0, len(refs)), error(nil)
	for _, ref := range refs {
		found, err := readNumber(ctx, client, ref)
		switch {
		case err == nil:
			all = append(all, found)
		case !isNotFound(err):
			untold = fmt.Errorf("read VASCO's order %s/%s: %w", ref.Number, ref.Year, err)
		}
	}
	if found := saysMost(w, o, refs, all); found != nil {
		return found, nil
	}
	return nil, untold
}

// saysMost chooses among the orders under the former plugin's number; nil for none.
func saysMost(w *work, o *woo.Order, refs []vasco.OrderRef, all []*vasco.Order) *vasco.Order {
	number := mapping.ShopNumber(w.shop.Settings, o)
	if len(refs) < 2 {
		// A key that holds something else would take other orders' documents over.
		all = slices.DeleteFunc(all, func(found *vasco.Order) bool { return !isOrder(found, w, number) })
		all = append(all, nil)
		return all[0]
	}
	all = slices.DeleteFunc(all, func(found *vasco.Order) bool {
		return found.ShopNumber != nil && strings.TrimSpace(*found.ShopNumber) != "" && strings.TrimSpace(*found.ShopNumber) != number
	})
	says := func(found *vasco.Order) int {
		if found.ShopNumber != nil && strings.TrimSpace(*found.ShopNumber) == number {
			return 2
		}
		if found.Gross != nil && within(minor(*found.Gross)-w.order.TotalMinor) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b *vasco.Order) int { return says(b) - says(a) })
	if len(all) == 0 || len(all) > 1 && says(all[0]) == says(all[1]) {
		return nil // Nobody can tell: it is looked for by the shop's number.
	}
	return all[0]
}

// refsBefore reads a number like NK-00412, NK-00412/2026 or 412; without a year
// it is of the year the order was placed in, or, at its end, of the next.
func refsBefore(w *work, o *woo.Order) []vasco.OrderRef {
	text := strings.TrimPrefix(numberBefore(o, w.shop), w.shop.Settings.NumberPrefix)
	number, year, _ := strings.Cut(text, "/")
	ref := vasco.OrderRef{Number: strings.TrimSpace(number), Year: strings.TrimSpace(year)}
	years := []string{ref.Year}
	if ref.Year == "" {
		placed := w.order.PlacedAt.In(w.shop.Location)
		years = []string{placed.Format("2006")}
		if late := placed.Add(overNewYear); late.Year() > placed.Year() && placed.Year() < store.Now().In(w.shop.Location).Year() {
			years = append(years, late.Format("2006"))
		}
	}
	const most = 20
	digits := func(text string) bool {
		return text != "" && len(text) <= most && strings.Trim(text, "0123456789") == ""
	}
	var refs []vasco.OrderRef
	for _, year := range years {
		if digits(ref.Number) && digits(year) {
			refs = append(refs, vasco.OrderRef{Number: ref.Number, Year: year})
		}
	}
	return refs
}

// overNewYear is how long before the end of a year an order may be placed that is
// sent in the next: many are sent when they are paid.
const overNewYear = 31 * 24 * time.Hour

// adoptFound takes an order of VASCO, sent by somebody else, as the one that
// would have been sent. It is not compared with anything: what VASCO has is right.
func (s *Service) adoptFound(ctx context.Context, w *work, o *woo.Order, found *vasco.Order) (string, error) {
	facts, err := json.Marshal(factsOf(w.order, o, w.shop.Settings))
	if err != nil {
		return "", fmt.Errorf("note the facts of order %s: %w", w.order.Number, err)
	}
	s.cut(CutInAdoption)
	err = s.store.InTx(context.WithoutCancel(ctx), func(ctx context.Context, tx *store.Tx) error {
		if err := s.extend(ctx, tx, w); err != nil {
			return err
		}
		update := tx.Push.UpdateOne(w.push).Where(push.Number(""), push.IntentEQ(intentNone)).SetSent(facts).
			SetShopNumber(mapping.ShopNumber(w.shop.Settings, o)).SetPartnerCode(found.Partner).SetReadBackAt(store.Now())
		if !found.Date.IsZero() {
			update.SetDocumentDate(found.Date)
		}
		if found.Gross != nil {
			update.SetGrossMinor(minor(*found.Gross))
		}
		var err error
		if w.push, err = update.Save(ctx); err != nil {
			return fmt.Errorf("take order %s as sent: %w", w.order.Number, err)
		}
		return s.number(ctx, tx, w, found.Ref, push.OriginADOPTED)
	})
	if err != nil {
		return s.numberTaken(ctx, w, found.Ref, err)
	}
	return s.afterSync(ctx, w)
}
