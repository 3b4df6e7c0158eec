package order

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

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
	if err != nil {
		return "", err
	}
	if found != nil {
		return s.adoptFound(ctx, w, o, found)
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
		outcome, err = s.settle(ctx, w, uncertain(ReasonSearchIncomplete, map[string]string{"detail": w.comparison.Detail}))
		return outcome, true, err
	default:
		return "", false, nil
	}
}

// sentBefore finds the order in VASCO by the number the former plugin left in
// the shop's order, or by the shop's number; nil for none, and w.comparison says
// why.
func (s *Service) sentBefore(ctx context.Context, w *work, client *vasco.Client, o *woo.Order) (*vasco.Order, error) {
	if ref, ok := refBefore(w, o); ok {
		found, err := readNumber(ctx, client, ref)
		if err == nil {
			return found, nil
		}
		if !isNotFound(err) && !isVascos(err) {
			return nil, fmt.Errorf("read VASCO's order %s/%s: %w", ref.Number, ref.Year, err)
		}
	}
	found, complete, err := s.foundByNumber(ctx, w, client, mapping.ShopNumber(w.shop.Settings, o))
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

// refBefore reads a number like NK-00412, NK-00412/2026 or 412; without a year
// it is of the year the order was placed in.
func refBefore(w *work, o *woo.Order) (vasco.OrderRef, bool) {
	text := strings.TrimPrefix(numberBefore(o, w.shop), w.shop.Settings.NumberPrefix)
	number, year, _ := strings.Cut(text, "/")
	ref := vasco.OrderRef{Number: strings.TrimSpace(number), Year: strings.TrimSpace(year)}
	if ref.Year == "" {
		ref.Year = strconv.Itoa(w.order.PlacedAt.In(w.shop.Location).Year())
	}
	const most = 20
	digits := func(text string) bool {
		return text != "" && len(text) <= most && strings.Trim(text, "0123456789") == ""
	}
	return ref, digits(ref.Number) && digits(ref.Year)
}

// adoptFound takes an order of VASCO, sent by somebody else, as the one that
// would have been sent. It is not compared with anything: what VASCO has is right.
func (s *Service) adoptFound(ctx context.Context, w *work, o *woo.Order, found *vasco.Order) (string, error) {
	facts, err := json.Marshal(factsOf(w.order, o, w.shop.Settings))
	if err != nil {
		return "", fmt.Errorf("note the facts of order %s: %w", w.order.Number, err)
	}
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
