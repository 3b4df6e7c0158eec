package order

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// NumberMeta is the meta key under which the shop's order carries its VASCO number.
const NumberMeta = "_vasco_order_number"

// WriteBackWorker writes VASCO numbers into the shop's orders. Its failure
// never changes that an order is synced.
type WriteBackWorker struct {
	river.WorkerDefaults[job.WriteBack]
	service *Service
}

// NewWriteBackWorker makes the worker of a service.
func NewWriteBackWorker(s *Service) *WriteBackWorker { return &WriteBackWorker{service: s} }

// giveUpAfter is how long a shop that is away is waited for.
const giveUpAfter = 24 * time.Hour

// Work writes one number.
func (w *WriteBackWorker) Work(ctx context.Context, j *river.Job[job.WriteBack]) error {
	s := w.service
	p, err := s.store.Reader().Push.Query().Where(push.ID(j.Args.PushID)).WithOrder().Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read push %d: %w", j.Args.PushID, err)
	}
	shop, err := s.registry.Shop(ctx, p.ShopID)
	if err != nil {
		return err
	}
	err = s.writeBack(connection.ForOrder(ctx, p.OrderID), shop, p)
	if away, ok := errors.AsType[*woo.Unavailable](err); ok && time.Since(j.CreatedAt) < giveUpAfter {
		return river.JobSnooze(max(away.RetryAfter, shopWait))
	}
	if err != nil && (job.LastAttempt(j.JobRow) || isFinal(err)) {
		return s.tellWriteBack(ctx, shop, p, event.OrderWriteBackFailed, event.Warning, map[string]string{"detail": shortened(err.Error())})
	}
	return err
}

// isFinal: the shop's clear no does not change by asking again.
func isFinal(err error) bool {
	_, gone := errors.AsType[*woo.NotFound](err)
	_, refused := errors.AsType[*woo.Unauthorized](err)
	_, rejected := errors.AsType[*woo.Rejected](err)
	_, away := errors.AsType[*woo.Unavailable](err)
	return gone || refused || rejected || away
}

func (s *Service) writeBack(ctx context.Context, shop *connection.Shop, p *ent.Push) error {
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return err
	}
	id := p.Edges.Order.ShopOrderID
	current, _, err := client.Order(ctx, id)
	if err != nil {
		return fmt.Errorf("read order %d of the shop: %w", id, err)
	}
	number := shop.Settings.NumberPrefix + p.Number + "/" + p.Year
	before, present := current.Meta(NumberMeta)
	if before == number {
		return s.writtenBack(ctx, shop, p, number)
	}
	if err := client.WriteOrderMeta(ctx, id, map[string]string{NumberMeta: number}); err != nil {
		return fmt.Errorf("write the VASCO number into order %d: %w", id, err)
	}
	if !present && shop.Settings.WriteOrderNote {
		if err := client.AddOrderNote(ctx, id, "VASCO: "+number); err != nil {
			return fmt.Errorf("add the note to order %d: %w", id, err)
		}
	}
	return s.writtenBack(ctx, shop, p, number)
}

func (s *Service) writtenBack(ctx context.Context, shop *connection.Shop, p *ent.Push, number string) error {
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Push.UpdateOneID(p.ID).SetWrittenBackAt(store.Now()).Exec(ctx)
	})
	if err != nil {
		return fmt.Errorf("note that the number was written back: %w", err)
	}
	return s.tellWriteBack(ctx, shop, p, event.OrderWrittenBack, event.Info, map[string]string{"vasco": number})
}

func (s *Service) tellWriteBack(ctx context.Context, shop *connection.Shop, p *ent.Push, kind event.Kind, level event.Level, params map[string]string) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		params["number"] = p.Edges.Order.Number
		s.log.Add(ctx, tx, event.Event{Kind: kind, Level: level, ShopID: shop.ID, OrderID: p.OrderID, Params: params})
		return nil
	})
}
