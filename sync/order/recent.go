package order

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// recentWindow is how far back the shop's changes are read; a hook is late by
// minutes, seldom by an hour.
const recentWindow = 24 * time.Hour

// RecentWorker reads a shop's recently changed orders and asks for those that
// are not known in that state.
type RecentWorker struct {
	river.WorkerDefaults[job.ReadRecent]
	service *Service
}

// NewRecentWorker makes the worker of a service.
func NewRecentWorker(s *Service) *RecentWorker { return &RecentWorker{service: s} }

// Work reads once; a shop that is away is asked again by the queue's retries.
func (w *RecentWorker) Work(ctx context.Context, j *river.Job[job.ReadRecent]) error {
	s := w.service
	shop, err := s.registry.Shop(ctx, j.Args.ShopID)
	if err != nil {
		return err
	}
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return err
	}
	query := woo.OrdersQuery{ModifiedAfter: store.Now().Add(-recentWindow)}
	err = client.Orders(ctx, query, func(seen []woo.Order, _ []json.RawMessage) error {
		var ids []int64
		for _, o := range seen {
			known, err := currentOrder(ctx, s.store.Reader(), shop.ID, o.ID)
			if err != nil {
				return err
			}
			if known == nil || known.ModifiedAt == nil || o.DateModifiedGMT.After(*known.ModifiedAt) {
				ids = append(ids, o.ID)
			}
		}
		if len(ids) == 0 {
			return nil
		}
		return s.Request(ctx, shop, ids)
	})
	if err != nil {
		return fmt.Errorf("read the recent orders of shop %s: %w", shop.Key, err)
	}
	return nil
}
