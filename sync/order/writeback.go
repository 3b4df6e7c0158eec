package order

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

const (
	// giveUpAfter is how long a shop is waited for that answers something else.
	giveUpAfter = 24 * time.Hour
	// heldWait is how often it is looked whether the shop is live again.
	heldWait = time.Minute
	// longestWriteBackWait is how rarely one is asked that stays away.
	longestWriteBackWait = 10 * time.Minute
)

// Work writes one number. A job that was given up in a crash comes again, and
// the repair has made another: one after the other they find what is written.
func (w *WriteBackWorker) Work(ctx context.Context, j *river.Job[job.WriteBack]) error {
	if !j.Args.Again && j.Attempt == 1 {
		return w.service.workWriteBack(ctx, j)
	}
	return w.service.writeBackAlone(ctx, j.Args.PushID, func() error { return w.service.workWriteBack(ctx, j) })
}

func (s *Service) workWriteBack(ctx context.Context, j *river.Job[job.WriteBack]) error {
	p, err := s.store.Reader().Push.Query().Where(push.ID(j.Args.PushID)).WithOrder(withoutBody).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read push %d: %w", j.Args.PushID, err)
	}
	if p.WrittenBackAt != nil {
		job.Outcome(ctx, outcomeNothingNew)
		return nil
	}
	shop, err := s.registry.Shop(ctx, p.ShopID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if shop.SendingOrders != connection.Live {
		// Nothing is written anywhere until it is.
		job.Outcome(ctx, ReasonHeld)
		return river.JobSnooze(heldWait)
	}
	number := shop.Settings.NumberPrefix + p.Number + "/" + p.Year
	cause := s.writeBack(connection.ForOrder(ctx, p.OrderID), shop, p, number)
	if wait, away := shopIsAway(cause, time.Since(j.CreatedAt)); away {
		job.Outcome(ctx, ReasonShopAway)
		return river.JobSnooze(wait)
	}
	if cause != nil && !job.LastAttempt(j.JobRow) && !isShopTrouble(cause) && !errors.Is(cause, errOtherOrder) {
		return cause
	}
	err = s.keepWrittenBack(ctx, shop, p, number, cause)
	switch {
	case errors.Is(err, errMended):
		s.registry.Forget()
		return river.JobSnooze(0)
	case err == nil && cause == nil:
		job.Outcome(ctx, "WRITTEN")
	case err == nil:
		job.Outcome(ctx, "GIVEN_UP")
	}
	return err
}

// errOtherOrder: the shop has given the order's id to another one, as a restored
// backup does. The number is not that one's.
var errOtherOrder = errors.New("another order has its id now")

// shopIsAway tells how long to leave a shop alone that does not answer as one,
// and has not since the number was to be written.
func shopIsAway(err error, since time.Duration) (time.Duration, bool) {
	if away, ok := errors.AsType[*woo.Unavailable](err); ok {
		// A shop that is there, and fails at this order, is not waited for without end.
		return max(away.RetryAfter, between(shopWait, since/10, longestWriteBackWait)), since < giveUpAfter || !woo.Answered(err)
	}
	missing, ok := errors.AsType[*woo.NotFound](err)
	_, malformed := errors.AsType[*woo.Malformed](err)
	return shopWait, since < giveUpAfter && (malformed || (ok && !isGone(missing)))
}

// writeBack writes the number as meta, and with it a private note. A note that
// was lost between the two is written when the job comes again.
func (s *Service) writeBack(ctx context.Context, shop *connection.Shop, p *ent.Push, number string) error {
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return err
	}
	id := p.Edges.Order.ShopOrderID
	current, _, err := client.Order(ctx, id)
	if err != nil {
		return fmt.Errorf("read order %d of the shop: %w", id, err)
	}
	if current.OrderKey != p.Edges.Order.OrderKey {
		return fmt.Errorf("order %d of the shop: %w", id, errOtherOrder)
	}
	before, present := current.Meta(NumberMeta)
	note, noted := "VASCO: "+number, present
	if before == number {
		notes, err := client.OrderNotes(ctx, id)
		if err != nil {
			return fmt.Errorf("read the notes of order %d: %w", id, err)
		}
		noted = slices.Contains(notes, note)
	} else if err := client.WriteOrderMeta(ctx, id, map[string]string{NumberMeta: number}); err != nil {
		return fmt.Errorf("write the VASCO number into order %d: %w", id, err)
	}
	if noted || !shop.Settings.WriteOrderNote {
		return nil
	}
	if err := client.AddOrderNote(ctx, id, note); err != nil {
		return fmt.Errorf("add the note to order %d: %w", id, err)
	}
	return nil
}

// keepWrittenBack notes and tells how it ended; cause is nil when it is written.
// What was given up is a problem until it is taken up again.
func (s *Service) keepWrittenBack(ctx context.Context, shop *connection.Shop, p *ent.Push, number string, cause error) error {
	e := event.Event{
		Kind: event.OrderWrittenBack, Level: event.Info, ShopID: shop.ID, OrderID: p.OrderID,
		Params: map[string]string{"number": p.Edges.Order.Number, "vasco": number},
	}
	if cause != nil {
		e.Kind, e.Level = event.OrderWriteBackFailed, event.Warning
		e.Params["detail"] = shortened(cause.Error())
	}
	// Lost in a power cut, the job comes again and finds what it wrote.
	return s.store.InHurriedTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if cause != nil {
			// Whoever mends the shop takes up what was given up before, not after.
			if same, err := s.registry.Unchanged(ctx, tx, shop, nil); err != nil {
				return err
			} else if !same {
				return errMended
			}
		}
		update := tx.Push.Update().Where(push.ID(p.ID))
		switch {
		case cause == nil:
			update.SetWrittenBackAt(store.Now()).ClearWriteBackNote()
		case isGone(cause), errors.Is(cause, errOtherOrder): // Nobody can do anything.
			update.ClearWriteBackNote()
		default:
			update.SetWriteBackNote(store.Text(e.Params["detail"]))
		}
		if err := update.Exec(ctx); err != nil {
			return fmt.Errorf("note what became of the number of order %s: %w", p.Edges.Order.Number, err)
		}
		s.log.Add(ctx, tx, e)
		return nil
	})
}
