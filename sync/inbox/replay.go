package inbox

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// ErrNotReplayable means that a delivery holds nothing to process: a checkout
// draft, a topic that is not ours, or a body that names neither order nor product.
var ErrNotReplayable = errors.New("there is nothing in this delivery that could be processed")

// Replay processes a stored delivery again, as if it came now. One that was
// refused for its source is processed too: a person has looked at it. It
// answers store.ErrNotFound and ErrNotReplayable.
func (s *Service) Replay(ctx context.Context, id int) (*ent.Delivery, error) {
	row, err := s.store.Reader().Delivery.Get(ctx, id)
	if ent.IsNotFound(err) {
		return nil, fmt.Errorf("delivery %d: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read delivery %d: %w", id, err)
	}
	if !replayable(row) {
		return nil, fmt.Errorf("delivery %d (%s, %s): %w", id, row.Topic, row.Note, ErrNotReplayable)
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if row, err = s.again(ctx, tx, row); err != nil {
			return err
		}
		s.log.Add(ctx, tx, event.Event{Kind: event.DeliveryReplayed, Level: event.Info, ShopID: row.ShopID, Params: map[string]string{
			"delivery": strconv.Itoa(row.ID), "topic": row.Topic, "resource": strconv.FormatInt(row.ResourceID, 10),
		}})
		return nil
	})
	return row, err
}

// replayable: what a person may ask to be processed again.
func replayable(d *ent.Delivery) bool {
	if !woo.TopicKnown(d.Topic) || d.Note == NoteDraft {
		return false
	}
	return d.Kind == delivery.KindERROR || d.ResourceID != 0
}

// again queues the delivery with the job that processes it.
func (s *Service) again(ctx context.Context, tx *store.Tx, row *ent.Delivery) (*ent.Delivery, error) {
	if row.Kind == delivery.KindERROR {
		// It names no order: what changed lately is read.
		jobs, err := s.recentJobs(ctx, tx, []counted{{record: record{shopID: row.ShopID, recent: true}}})
		if err != nil {
			return nil, err
		}
		return row, s.jobs.Insert(ctx, tx, jobs...)
	}
	shop, err := tx.Shop.Get(ctx, row.ShopID)
	if err != nil {
		return nil, fmt.Errorf("read shop %d: %w", row.ShopID, err)
	}
	connectionID := 0
	if shop.ConnectionID != nil {
		connectionID = *shop.ConnectionID
	}
	saved, err := tx.Delivery.UpdateOne(row).SetState(delivery.StateQUEUED).SetNote("").ClearProcessedAt().Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("queue delivery %d: %w", row.ID, err)
	}
	// A body that was processed before says nothing new: the shop is asked.
	read := row.Kind != delivery.KindOBJECT || row.Modified == nil || len(row.Body) == 0 || row.State == delivery.StatePROCESSED
	if isProduct(row.Topic) {
		return saved, s.jobs.Insert(ctx, tx, mirrorJob(product{row.ShopID, row.ResourceID}, read))
	}
	target := Target{ShopID: row.ShopID, ShopOrderID: row.ResourceID}
	jobs, err := Request(ctx, tx, map[Target]Want{target: {Queue: job.OrderQueue(connectionID), Read: read}})
	if err != nil {
		return nil, err
	}
	return saved, s.jobs.Insert(ctx, tx, jobs...)
}
