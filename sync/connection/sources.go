package connection

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// Notes of deliveries about where they came from.
const (
	NoteForeignSource = "FOREIGN_SOURCE"
	// NoteSourceUnchecked: it was not known yet what the shop calls itself.
	NoteSourceUnchecked = "SOURCE_UNCHECKED"
)

// OwnDeliveries checks those that came before it was known what the shop calls
// itself, and returns those that are its own. As long as that is not known, their
// bodies decide nothing.
func OwnDeliveries(ctx context.Context, tx *store.Tx, log *event.Log, s *Shop, waiting []*ent.Delivery) ([]*ent.Delivery, error) {
	var own []*ent.Delivery
	var checked, foreign []int
	sources := make(map[string]bool)
	for _, d := range waiting {
		switch {
		case d.Note != NoteSourceUnchecked:
		case s.HomeURL == "":
			d.Body = nil
		case s.IsFrom(d.Source):
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
	err := tx.Delivery.Update().Where(delivery.IDIn(foreign...)).SetState(delivery.StateREFUSED).SetNote(NoteForeignSource).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("refuse deliveries from another address: %w", err)
	}
	for source := range sources {
		log.Add(ctx, tx, event.Event{
			Kind: event.DeliveryForeign, Level: event.Warning, ShopID: s.ID,
			Params: map[string]string{"source": source, "expected": s.HomeURL},
		})
	}
	return own, nil
}
