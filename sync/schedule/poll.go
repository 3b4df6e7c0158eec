package schedule

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/ent/meta"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
)

// pollKey holds when a shop is due next.
const pollKey = "poll.next:"

// Poll inserts the jobs that read the changed orders of the shops that are due.
// A hook that was lost is never sent again: this finds what it was about.
func (s *Schedule) Poll(ctx context.Context, now time.Time) error {
	shops, err := s.store.Reader().Shop.Query().Where(shop.ConnectionIDNotNil()).Order(shop.ByID()).IDs(ctx)
	if err != nil {
		return fmt.Errorf("list the shops to poll: %w", err)
	}
	rows, err := s.store.Reader().Meta.Query().Where(meta.KeyHasPrefix(pollKey)).All(ctx)
	if err != nil {
		return fmt.Errorf("read when shops are due: %w", err)
	}
	due := make(map[string]string, len(rows))
	for _, row := range rows {
		due[row.Key] = row.Value
	}
	var failed error
	for _, id := range shops {
		key := pollKey + strconv.Itoa(id)
		if at, err := time.Parse(time.RFC3339, due[key]); err == nil && now.Before(at) {
			continue
		}
		if err := s.pollShop(ctx, id, key, due[key], now.Add(s.pollEvery)); err != nil {
			failed = errors.Join(failed, fmt.Errorf("poll shop %d: %w", id, err)) // The others are polled.
		}
	}
	return failed
}

// pollShop claims a shop that is due and inserts its job, unless one waits: a
// shop that is away gets no pile of them.
func (s *Schedule) pollShop(ctx context.Context, id int, key, before string, next time.Time) error {
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		ours, err := store.SwapMeta(ctx, tx, key, before, next.UTC().Format(time.RFC3339))
		if err != nil || !ours {
			return err
		}
		read := job.Insertion{Args: job.ReadRecent{ShopID: id}, Queue: job.ShopQueue(id), Priority: job.PriorityWriteBack}
		waits, err := job.Waits(ctx, tx, read)
		if err != nil || waits {
			return err
		}
		return s.jobs.Insert(ctx, tx, read)
	})
}
