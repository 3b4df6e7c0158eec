package stock

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// batchSizes are how many products are written with one call: fewer after the
// shop has failed, more again after it has not. The last finds the one product
// over which a shop fails.
var batchSizes = []int{100, 50, 25, 10, 1}

// growAfter is how many calls must go well before the next is larger.
const growAfter = 3

// aloneAtMost bounds the products that are left one after another because the
// shop fails at each of them alone: then it is the shop that fails.
const aloneAtMost = 10

type batchSize struct{ size, well, alone int }

func newBatchSize() batchSize { return batchSize{size: batchSizes[0]} }

// went notes a call that went well.
func (b *batchSize) went() {
	b.well++
	b.alone = 0
	at := slices.Index(batchSizes, b.size)
	if b.well >= growAfter && at > 0 {
		b.size, b.well = batchSizes[at-1], 0
	}
}

// shrink makes the next call smaller; false when it is as small as it gets.
func (b *batchSize) shrink() bool {
	b.well = 0
	at := slices.Index(batchSizes, b.size)
	if at == len(batchSizes)-1 {
		return false
	}
	b.size = batchSizes[at+1]
	return true
}

// shortWait is how long a worker waits itself for a shop that asks for patience.
const shortWait = 20 * time.Second

// smaller goes on after a call that failed as a whole: with a smaller one, after
// the wait the shop asks for, or not at all.
func (s *Service) smaller(ctx context.Context, w *work, err error) error {
	away, ok := errors.AsType[*woo.Unavailable](err)
	if !ok || woo.Spared(err) {
		// A refusal, or an answer nobody can read, may be about one of the products.
		if isShopRefusal(err) && w.batch.shrink() {
			return nil
		}
		return err
	}
	if !w.batch.shrink() || away.RetryAfter > shortWait {
		return err
	}
	if away.RetryAfter == 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(away.RetryAfter)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// isOnes tells that a call about a single product failed for that product's sake:
// the shop asks for no patience, and answers about something else right after.
func (s *Service) isOnes(ctx context.Context, w *work, err error) bool {
	if w.batch.size > 1 || w.batch.alone >= aloneAtMost || ctx.Err() != nil {
		return false
	}
	if away, ok := errors.AsType[*woo.Unavailable](err); ok && (away.RetryAfter > 0 || woo.Spared(err)) || !ok && !isShopRefusal(err) {
		return false
	}
	if _, otherwise := w.woo.CountOrders(ctx); otherwise != nil {
		return false
	}
	w.batch.alone++
	return true
}
