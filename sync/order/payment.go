package order

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
)

// NoMethod is the mapping's method for orders without a payment method.
const NoMethod = "(none)"

func methodOf(o *ent.Order) string {
	if o.PaymentMethod == "" {
		return NoMethod
	}
	return o.PaymentMethod
}

// checkPayment lets an order through whose payment method is mapped. A method
// that was never seen gets a row for a person to fill.
func (s *Service) checkPayment(ctx context.Context, w *work) (verdict, bool, error) {
	row, err := s.paymentOf(ctx, w.order)
	if err != nil {
		return verdict{}, false, err
	}
	if row == nil {
		if row, err = s.newPayment(ctx, w); err != nil {
			return verdict{}, false, err
		}
		if row == nil { // Deleted at this very moment: another look makes it again.
			return verdict{}, false, &waitUntil{at: store.Now()}
		}
	}
	w.payment = row
	v, stop := paymentVerdict(row, w.order.Status)
	return v, stop, nil
}

// termsOf are what a mapping decides about a document.
func termsOf(row *ent.PaymentMapping) mapping.Terms {
	return mapping.Terms{Days: row.TermDays, From: mapping.TermFrom(row.TermFrom), MarkUnpaid: row.MarkUnpaid}
}

// paymentVerdict lets a mapping through that a person has confirmed, in the
// statuses in which orders with it are sent.
func paymentVerdict(row *ent.PaymentMapping, status string) (v verdict, stop bool) {
	switch {
	case row.Status == paymentmapping.StatusOFF:
		v := skipped(SkippedPaymentOff)
		v.ref = paymentRef(row.ID)
		return v, true
	case row.Status == paymentmapping.StatusACTIVE && row.PaymentID != "" && len(row.SendStatuses) > 0 && !slices.Contains(row.SendStatuses, status):
		v := waiting(ReasonStatus, status)
		v.params["method"], v.params["title"], v.ref = row.Method, row.Title, paymentRef(row.ID)
		return v, true
	case row.Status == paymentmapping.StatusACTIVE && row.PaymentID != "":
		return verdict{}, false
	default:
		params := map[string]string{"method": row.Method, "title": row.Title}
		return blocked(string(mapping.PaymentUnmapped), params, paymentRef(row.ID)), true
	}
}

func (s *Service) paymentOf(ctx context.Context, o *ent.Order) (*ent.PaymentMapping, error) {
	row, err := s.store.Reader().PaymentMapping.Query().
		Where(paymentmapping.ShopID(o.ShopID), paymentmapping.Method(methodOf(o))).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the payment mapping of %s: %w", methodOf(o), err)
	}
	return row, nil
}

// newPayment makes the row a person fills. Two orders with a new method meet
// here; the second finds the first's row.
func (s *Service) newPayment(ctx context.Context, w *work) (*ent.PaymentMapping, error) {
	method := methodOf(w.order)
	err := s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.PaymentMapping.Create().SetShopID(w.shop.ID).SetMethod(method).SetTitle(w.order.PaymentTitle).
			OnConflictColumns(paymentmapping.FieldShopID, paymentmapping.FieldMethod).DoNothing().Exec(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("make the payment mapping of %s: %w", method, err)
		}
		s.log.Add(ctx, tx, event.Event{
			Kind: event.PaymentNew, Level: event.Warning, ShopID: w.shop.ID,
			Params: map[string]string{"method": method, "title": w.order.PaymentTitle},
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.paymentOf(ctx, w.order)
}

// samePayment tells whether the mapping still says what it said, and keeps it so.
func samePayment(ctx context.Context, tx *store.Tx, row *ent.PaymentMapping) (bool, error) {
	if err := tx.Share(ctx, paymentmapping.Table, row.ID); err != nil {
		return false, err
	}
	again, err := tx.PaymentMapping.Get(ctx, row.ID)
	if ent.IsNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the payment mapping of %s again: %w", row.Method, err)
	}
	return again.Status == row.Status && again.PaymentID == row.PaymentID && slices.Equal(again.SendStatuses, row.SendStatuses), nil
}
