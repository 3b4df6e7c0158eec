package order

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/store"
)

// checkSources looks at deliveries that came before it was known what the shop
// calls itself, and returns those that are the shop's own. While it is not known,
// no body decides anything: the order is read from the shop.
func (s *Service) checkSources(ctx context.Context, tx *store.Tx, w *work, waiting []*ent.Delivery) ([]*ent.Delivery, error) {
	var own []*ent.Delivery
	var checked, foreign []int
	sources := make(map[string]bool)
	for _, d := range waiting {
		switch {
		case d.Note != inbox.NoteSourceUnchecked:
		case w.shop.HomeURL == "":
			d.Body = nil
		case inbox.SameAddress(d.Source, w.shop.HomeURL):
			checked = append(checked, d.ID)
		default:
			foreign = append(foreign, d.ID)
			sources[d.Source] = true
			continue
		}
		own = append(own, d)
	}
	if len(checked) > 0 {
		if err := tx.Delivery.Update().Where(delivery.IDIn(checked...)).SetNote("").Exec(ctx); err != nil {
			return nil, fmt.Errorf("note that deliveries are the shop's own: %w", err)
		}
	}
	if len(foreign) == 0 {
		return own, nil
	}
	err := tx.Delivery.Update().Where(delivery.IDIn(foreign...)).
		SetState(delivery.StateREFUSED).SetNote(inbox.NoteForeignSource).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("refuse deliveries from another address: %w", err)
	}
	for source := range sources {
		s.log.Add(ctx, tx, event.Event{
			Kind: event.DeliveryForeign, Level: event.Warning, ShopID: w.shop.ID,
			Params: map[string]string{"source": source, "expected": w.shop.HomeURL},
		})
	}
	return own, nil
}
