package order

import (
	"context"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/predicate"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// checkSources looks at deliveries that came before it was known what the shop
// calls itself, and returns those that are the shop's own. While it is not known,
// no body decides anything: the order is read from the shop.
func (s *Service) checkSources(ctx context.Context, tx *store.Tx, w *work, waiting []*ent.Delivery) ([]*ent.Delivery, error) {
	return connection.OwnDeliveries(ctx, tx, s.log, w.shop, waiting)
}

// acceptSources has orders read whose deliveries were refused for an address that
// is the shop's own from now on. What they carry decides nothing any more.
func (s *Service) acceptSources(ctx context.Context, tx *store.Tx, before, after *connection.Shop) (int, error) {
	if before.HomeURL == after.HomeURL && slices.Equal(before.Settings.OtherAddresses, after.Settings.OtherAddresses) {
		return 0, nil
	}
	refused := []predicate.Delivery{
		delivery.ShopID(after.ID), delivery.StateEQ(delivery.StateREFUSED), delivery.Note(inbox.NoteForeignSource),
	}
	sources, err := tx.Delivery.Query().Where(refused...).Unique(true).Select(delivery.FieldSource).Strings(ctx)
	if err != nil {
		return 0, fmt.Errorf("list the addresses that were refused: %w", err)
	}
	sources = slices.DeleteFunc(sources, func(source string) bool { return !after.IsFrom(source) })
	if len(sources) == 0 {
		return 0, nil
	}
	refused = append(refused, delivery.SourceIn(sources...))
	var ids []int64
	err = tx.Delivery.Query().Where(refused...).
		Where(delivery.TopicIn(woo.OrderTopics()...), delivery.ResourceIDNEQ(0)).
		Order(delivery.ByResourceID()).Unique(true).Select(delivery.FieldResourceID).Scan(ctx, &ids)
	if err != nil {
		return 0, fmt.Errorf("list the orders of deliveries that were refused: %w", err)
	}
	err = tx.Delivery.Update().Where(refused...).SetState(delivery.StateSTORED).SetNote(inbox.NoteAccepted).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("accept deliveries that were refused: %w", err)
	}
	for some := range slices.Chunk(ids, releaseChunk) {
		if err := s.requestIDs(ctx, tx, after, some); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}
