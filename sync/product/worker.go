package product

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Worker works MirrorProduct jobs.
type Worker struct {
	river.WorkerDefaults[job.MirrorProduct]
	service *Service
}

// NewWorker makes the worker of a service.
func NewWorker(s *Service) *Worker { return &Worker{service: s} }

// shopWait is how long a shop that is away is left alone.
const shopWait = time.Minute

// Work looks at a product until no delivery about it waits.
func (w *Worker) Work(ctx context.Context, j *river.Job[job.MirrorProduct]) error {
	ctx = actor.With(ctx, actor.Actor{Kind: actor.Shop})
	outcome, err := w.service.mirror(ctx, j.Args)
	if away, ok := errors.AsType[*woo.Unavailable](err); ok {
		job.Outcome(ctx, "SHOP_AWAY")
		return river.JobSnooze(max(away.RetryAfter, shopWait))
	}
	if err != nil && job.LastAttempt(j.JobRow) {
		err = errors.Join(err, w.service.giveUp(ctx, j.Args))
	}
	job.Outcome(ctx, outcome)
	return err
}

// What became of a product.
const (
	outcomeNothing   = "NOTHING_NEW"
	outcomeUnchanged = "UNCHANGED"
	outcomeChanged   = "CHANGED"
	outcomeGone      = "GONE"
)

// mirror answers the deliveries that wait, until there are none.
func (s *Service) mirror(ctx context.Context, args job.MirrorProduct) (string, error) {
	if err := s.registry.KnowHome(ctx, args.ShopID); err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	shop, err := s.registry.Shop(ctx, args.ShopID)
	if errors.Is(err, store.ErrNotFound) {
		return outcomeNothing, nil
	}
	if err != nil {
		return "", err
	}
	outcome, read := outcomeNothing, args.Read
	for {
		l := &look{service: s, shop: shop, id: args.ShopProductID, read: read}
		waited, err := l.take(ctx)
		if err != nil {
			return "", err
		}
		if !read && !waited {
			return outcome, nil
		}
		if !read && len(l.deliveries) == 0 {
			continue // They were refused; others may have come.
		}
		if err := l.find(ctx); err != nil {
			return "", err
		}
		again, err := l.settle(ctx)
		if err != nil {
			return "", err
		}
		outcome, read = l.outcome, again
	}
}

// giveUp leaves what waits for a product to a person, who may replay it: the
// next delivery gets a job of its own.
func (s *Service) giveUp(ctx context.Context, args job.MirrorProduct) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SQL.ExecContext(ctx, `UPDATE deliveries SET state = 'STORED'
WHERE shop_id = $1 AND resource_id = $2 AND state = 'QUEUED' AND topic LIKE 'product.%'`, args.ShopID, args.ShopProductID)
		if err != nil {
			return fmt.Errorf("leave the deliveries of product %d: %w", args.ShopProductID, err)
		}
		return nil
	})
}

// isGone: the shop knows no product under the id. Its REST API being gone (no
// route) answers 404 as well, and says nothing about the product.
func isGone(err error) bool {
	missing, ok := errors.AsType[*woo.NotFound](err)
	return ok && strings.HasSuffix(missing.Code, "_invalid_id")
}
