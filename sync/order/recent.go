package order

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/riverqueue/river"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

const (
	// recentWindow is how far back the first read of a shop goes.
	recentWindow = 24 * time.Hour
	// recentOverlap is read twice: clocks differ, and what is being saved while
	// it is listed gets an earlier time than the list.
	recentOverlap = 15 * time.Minute
	// recentChunk is how long one job reads before it makes room.
	recentChunk = 45 * time.Second
	// recentWait is how long a shop that is away is left alone.
	recentWait = time.Minute
)

// RecentWorker reads a shop's changed orders and asks for those that are not
// known in that state: what hooks have missed, however long we were away.
type RecentWorker struct {
	river.WorkerDefaults[job.ReadRecent]
	service *Service
}

// NewRecentWorker makes the worker of a service.
func NewRecentWorker(s *Service) *RecentWorker { return &RecentWorker{service: s} }

// Work reads for a while; what is left is read when the job comes up again.
func (w *RecentWorker) Work(ctx context.Context, j *river.Job[job.ReadRecent]) error {
	s := w.service
	shop, err := s.registry.Shop(ctx, j.Args.ShopID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	err = s.readRecent(ctx, shop)
	if err == nil {
		err = s.rehearseAgain(ctx, shop)
	}
	if errors.Is(err, errRecentGoesOn) {
		job.Outcome(ctx, "GOES_ON")
		return river.JobSnooze(0)
	}
	away, isAway := errors.AsType[*woo.Unavailable](err)
	_, isOdd := errors.AsType[*woo.Malformed](err)
	if err == nil || isAway || isOdd {
		if told := s.registry.SetShopReachable(ctx, shop, err); told != nil {
			return told
		}
	}
	switch {
	case err == nil:
		job.Outcome(ctx, "READ")
	case isAway:
		job.Outcome(ctx, ReasonShopAway)
		return river.JobSnooze(max(away.RetryAfter, recentWait))
	case isOdd:
		job.Outcome(ctx, "SHOP_UNREADABLE")
		return river.JobSnooze(recentWait)
	}
	if _, refused := errors.AsType[*woo.Unauthorized](err); refused {
		// The next poll asks again: a person has to mend the keys.
		return river.JobCancel(fmt.Errorf("read the recent orders of shop %s: %w", shop.Key, err))
	}
	return err
}

// recent is how far a shop's changes have been read. It is kept with every page.
type recent struct {
	// Since is the lower limit of the read that is next or under way.
	Since time.Time `json:"since"`
	// Began is when the read under way began; zero between two reads.
	Began time.Time `json:"began"`
	// List is the place in recentLists, Page the last page of it that was read.
	List int `json:"list"`
	Page int `json:"page"`
}

// recentLists are the statuses that are listed: trashed orders only by name.
var recentLists = []string{"any", "trash"}

func recentKey(shopID int) string { return "orders.read:" + strconv.Itoa(shopID) }

func (s *Service) recentOf(ctx context.Context, shop *connection.Shop) (recent, error) {
	var r recent
	value, err := store.Meta(ctx, s.store.Reader(), recentKey(shop.ID))
	if err != nil {
		return r, err
	}
	if value != "" {
		if err := json.Unmarshal([]byte(value), &r); err != nil {
			return r, fmt.Errorf("read how far orders were read: %w", err)
		}
	}
	if r.Since.IsZero() {
		if r.Since = shop.Settings.SyncFrom; r.Since.IsZero() {
			r.Since = store.Now().Add(-recentWindow)
		}
	}
	if r.Began.IsZero() {
		r.Began = store.Now()
	}
	return r, nil
}

var errRecentGoesOn = errors.New("there are more pages")

// readRecent reads from where the last job stopped to the end, or until its
// time is over.
func (s *Service) readRecent(ctx context.Context, shop *connection.Shop) error {
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return err
	}
	r, err := s.recentOf(ctx, shop)
	if err != nil {
		return err
	}
	ends := time.Now().Add(recentChunk)
	for ; r.List < len(recentLists); r.List, r.Page = r.List+1, 0 {
		// The last page is read again: rows move up when one before them is deleted.
		query := woo.OrdersQuery{ModifiedAfter: r.Since, Status: recentLists[r.List], Page: max(1, r.Page)}
		page := query.Page - 1
		err := client.Orders(ctx, query, func(seen []woo.Order, _ []json.RawMessage) error {
			page++
			r.Page = page
			if err := s.requestRecent(ctx, shop, seen, r); err != nil {
				return err
			}
			if time.Now().After(ends) {
				return errRecentGoesOn
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := s.requestRecent(ctx, shop, nil, recent{Since: r.Began.Add(-recentOverlap)}); err != nil {
		return err
	}
	return s.registry.KnowStatuses(ctx, shop)
}

// requestRecent asks for the orders of a page that are news, and keeps how far
// was read, in one commit.
func (s *Service) requestRecent(ctx context.Context, shop *connection.Shop, seen []woo.Order, r recent) error {
	ids, err := s.news(ctx, shop, seen)
	if err != nil {
		return err
	}
	value, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write how far orders were read: %w", err)
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.requestIDs(ctx, tx, shop, ids); err != nil {
			return err
		}
		return store.SetMeta(ctx, tx, recentKey(shop.ID), string(value))
	})
}

// news lists the orders that are not known in the state they were seen in.
func (s *Service) news(ctx context.Context, shop *connection.Shop, seen []woo.Order) ([]int64, error) {
	if len(seen) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(seen))
	for i, o := range seen {
		ids[i] = o.ID
	}
	rows, err := s.store.Reader().Order.Query().
		Where(entorder.ShopID(shop.ID), entorder.ShopOrderIDIn(ids...)).Order(entorder.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up %d orders: %w", len(ids), err)
	}
	known := make(map[int64]*ent.Order, len(rows))
	for _, row := range rows {
		known[row.ShopOrderID] = row // The newest: a restored backup uses ids again.
	}
	var fresh []int64
	for _, o := range seen {
		if isNews(known[o.ID], o) {
			fresh = append(fresh, o.ID)
		}
	}
	return fresh, nil
}

func isNews(known *ent.Order, o woo.Order) bool {
	return known == nil || known.ModifiedAt == nil || known.OrderKey != o.OrderKey ||
		known.Status != o.Status || o.DateModifiedGMT.After(*known.ModifiedAt)
}
