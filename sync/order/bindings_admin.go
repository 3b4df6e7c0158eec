package order

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/partner/buyer"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// BindPartner says who a buyer is in VASCO, and in the same transaction asks
// again for the buyer's orders that wait for their partner; those older than
// seven days only with old. A code that VASCO does not have is InvalidInput; when
// VASCO cannot be asked, the person's word is taken.
func (s *Service) BindPartner(ctx context.Context, shopID int, b partner.Binding, code string, old bool) (*ent.PartnerBinding, Released, error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, Released{}, err
	}
	b, ok := b.Folded()
	if !ok {
		return nil, Released{}, connection.Bad("key", connection.CodeInvalid, "it is no customer's id, e-mail address or VAT number, as the kind says")
	}
	if shop.ConnectionID == 0 {
		return nil, Released{}, connection.Bad("shopId", connection.CodeInvalid, "the shop has no VASCO connection")
	}
	p, err := s.registry.NamedPartner(ctx, shop.ConnectionID, "partnerCode", code)
	if errors.Is(err, connection.ErrCannotAsk) {
		slog.WarnContext(ctx, "a partner is bound as a person said it: VASCO cannot be asked", "partner", p.Code, "error", err)
		err = nil
	}
	if err != nil {
		return nil, Released{}, err
	}
	var row *ent.PartnerBinding
	var released Released
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// A verdict without the binding is either there already, or sees it.
		if err := tx.Lock(ctx, "shops", shopID); err != nil {
			return err
		}
		var changed bool
		if row, changed, err = partner.Bind(ctx, tx, shopID, shop.ConnectionID, b, p); err != nil {
			return err
		}
		if changed {
			s.tellBound(ctx, tx, row, row.Code)
		}
		released, err = s.releaseBound(ctx, tx, shop, row, old)
		return err
	})
	return row, released, err
}

// UnbindPartner takes a binding off: the buyer is looked up again.
func (s *Service) UnbindPartner(ctx context.Context, id int) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.PartnerBinding.Get(ctx, id)
		if ent.IsNotFound(err) {
			return fmt.Errorf("partner binding %d: %w", id, store.ErrNotFound)
		}
		if err != nil {
			return fmt.Errorf("read partner binding %d: %w", id, err)
		}
		if err := tx.PartnerBinding.DeleteOne(row).Exec(ctx); err != nil {
			return fmt.Errorf("take off partner binding %d: %w", id, err)
		}
		s.tellBound(ctx, tx, row, "")
		return nil
	})
}

func (s *Service) tellBound(ctx context.Context, tx *store.Tx, row *ent.PartnerBinding, code string) {
	s.log.Add(ctx, tx, event.Event{Kind: event.BindingChanged, Level: event.Info, ShopID: row.ShopID, Params: map[string]string{
		"kind": string(row.Kind), "key": row.Key, "name": row.Name, "code": code,
	}})
}

// waitsForPartner: a binding mends the reason.
var waitsForPartner = push.And(push.StateEQ(push.StateBLOCKED), push.ReasonIn(
	string(mapping.PartnerAmbiguous), string(mapping.PartnerDataMissing), string(mapping.RejectedByVasco),
))

func asksForPartner(v verdict) bool {
	switch v.reason {
	case string(mapping.PartnerAmbiguous), string(mapping.PartnerDataMissing):
		return true
	case string(mapping.RejectedByVasco):
		return v.params["what"] == "partner"
	default:
		return false
	}
}

// releaseBound asks again for the orders that wait for their partner and that
// the binding speaks for.
func (s *Service) releaseBound(ctx context.Context, tx *store.Tx, shop *connection.Shop, row *ent.PartnerBinding, old bool) (Released, error) {
	var released Released
	for after := 0; ; {
		rows, err := tx.Push.Query().Where(push.ShopID(shop.ID), waitsForPartner, orderAfter(after)).WithOrder().
			Order(push.ByOrderID()).Limit(releaseChunk).All(ctx)
		if err != nil {
			return released, fmt.Errorf("list the orders that wait for their partner: %w", err)
		}
		if len(rows) == 0 {
			return released, nil
		}
		after = rows[len(rows)-1].OrderID
		ids := boundBy(ctx, row, rows, shop)
		if len(ids) == 0 {
			continue
		}
		more, err := s.releaseWhere(ctx, tx, shop, old, push.IDIn(ids...))
		if err != nil {
			return released, err
		}
		released.Orders, released.Old = released.Orders+more.Orders, released.Old+more.Old
	}
}

func boundBy(ctx context.Context, row *ent.PartnerBinding, rows []*ent.Push, shop *connection.Shop) []int {
	var ids []int
	for _, p := range rows {
		o, err := woo.ParseOrder(p.Edges.Order.Body)
		if err != nil {
			slog.WarnContext(ctx, "a stored order cannot be read for its buyer", "order", p.Edges.Order.Number, "error", err)
			continue
		}
		waits := asksForPartner(verdict{reason: p.Reason, params: p.ReasonParams})
		if waits && partner.Speaks(row, buyer.FromOrder(o, shop.Settings.VATMetaKeys)) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// boundSince: the buyer was bound while the order's pass missed its partner.
func (s *Service) boundSince(ctx context.Context, tx *store.Tx, w *work, v verdict) (bool, error) {
	if !asksForPartner(v) || w.push.ChosenPartner != "" || w.vasco == nil {
		return false, nil
	}
	o, err := w.parsed()
	if err != nil {
		return false, err
	}
	bound, err := partner.Bound(ctx, tx.Client, w.shop.ID, w.vasco.ID, buyerOf(w, o))
	return bound != nil, err
}

// remember makes a person's choice on an order a binding of the buyer, and takes
// it off with the choice. What VASCO could not be asked about is not remembered.
func (s *Service) remember(ctx context.Context, tx *store.Tx, shop *connection.Shop, p *ent.Push, chosen vasco.Partner, cause string) error {
	o, err := woo.ParseOrder(p.Edges.Order.Body)
	if err != nil {
		return fmt.Errorf("read the stored order %s: %w", p.Edges.Order.Number, err)
	}
	b, ok := partner.Remembered(buyer.FromOrder(o, shop.Settings.VATMetaKeys))
	if !ok || shop.ConnectionID == 0 || cause == causeUnchecked {
		return nil
	}
	if chosen.Code == "" {
		row, err := partner.Unbind(ctx, tx, shop.ID, shop.ConnectionID, b, p.ChosenPartner)
		if row != nil {
			s.tellBound(ctx, tx, row, "")
		}
		return err
	}
	row, changed, err := partner.Bind(ctx, tx, shop.ID, shop.ConnectionID, b, chosen)
	if changed {
		s.tellBound(ctx, tx, row, row.Code)
	}
	return err
}
