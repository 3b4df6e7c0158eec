package order

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// PaymentInput says what a shop's payment method is in VASCO.
type PaymentInput struct {
	// Method is WooCommerce's id, or NoMethod.
	Method string
	// Title is kept when nil.
	Title *string
	// PaymentID is SIFRA_PLACILA; nil keeps it. An ACTIVE mapping needs one.
	PaymentID *string
	Status    paymentmapping.Status
	// SendStatuses are those in which orders with it are sent, of those the shop
	// sends: all when empty. Nil keeps them.
	SendStatuses *[]string
	// TermDays keeps the term when nil; a nil in it is the shop's.
	TermDays **int
	// TermFrom and MarkUnpaid keep what was when nil.
	TermFrom   *paymentmapping.TermFrom
	MarkUnpaid *bool
	// ReleaseOld releases orders older than seven days too.
	ReleaseOld bool
}

// Limits of a mapping's texts.
const (
	maxPaymentID = 20
	maxMethod    = 100
	maxTitle     = 200
	maxTermDays  = 365
)

// SetPaymentMapping stores how a payment method is mapped, and in the same
// transaction asks again for the orders that wait for it. What is wrong with
// the input comes as connection.InvalidInput.
func (s *Service) SetPaymentMapping(ctx context.Context, shopID int, in PaymentInput) (row *ent.PaymentMapping, released Released, err error) {
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, released, err = s.SetPaymentMappingIn(ctx, tx, shopID, in)
		return err
	})
	return row, released, err
}

// SetPaymentMappingIn is SetPaymentMapping in the caller's transaction.
func (s *Service) SetPaymentMappingIn(ctx context.Context, tx *store.Tx, shopID int, in PaymentInput) (*ent.PaymentMapping, Released, error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, Released{}, err
	}
	in.Method = strings.TrimSpace(in.Method)
	before, err := tx.PaymentMapping.Query().Where(paymentmapping.ShopID(shopID), paymentmapping.Method(in.Method)).Only(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return nil, Released{}, fmt.Errorf("read the payment mapping of %s: %w", in.Method, err)
	}
	wanted := in.over(before)
	if err := wanted.check(); err != nil {
		return nil, Released{}, err
	}
	row, err := savePayment(ctx, tx, shopID, wanted)
	if err != nil || (before != nil && sameMapping(before, row)) {
		return row, Released{}, err
	}
	s.log.Add(ctx, tx, event.Event{Kind: event.PaymentChanged, Level: event.Info, ShopID: shopID, Params: map[string]string{
		"method": row.Method, "title": row.Title, "status": string(row.Status), "payment": row.PaymentID,
	}})
	// Turned off, nothing is sent: then age does not matter.
	old := in.ReleaseOld || row.Status == paymentmapping.StatusOFF
	released, err := s.releasePayment(ctx, tx, shop, row, old)
	return row, released, err
}

// Check finds what is wrong with the mapping of a method that has none yet, as
// connection.InvalidInput.
func (in PaymentInput) Check() error { return in.over(nil).check() }

// sameMapping tells whether two versions of a mapping do the same.
func sameMapping(a, b *ent.PaymentMapping) bool {
	return a.Status == b.Status && a.PaymentID == b.PaymentID && slices.Equal(a.SendStatuses, b.SendStatuses) &&
		reflect.DeepEqual(a.TermDays, b.TermDays) && a.TermFrom == b.TermFrom && a.MarkUnpaid == b.MarkUnpaid
}

// releasePayment asks again for the orders that waited for the mapping, and for
// those that are to wait from now on in a status it does not send.
func (s *Service) releasePayment(ctx context.Context, tx *store.Tx, shop *connection.Shop, row *ent.PaymentMapping, old bool) (Released, error) {
	released, err := s.releaseWhere(ctx, tx, shop, old, push.ReasonRef(paymentRef(row.ID)), push.Or(waitsForPerson, push.StateEQ(push.StateWAITING)))
	if err != nil || len(row.SendStatuses) == 0 {
		return released, err
	}
	method := row.Method
	if method == NoMethod {
		method = ""
	}
	// Nothing is sent, so age does not matter.
	kept, err := s.releaseWhere(ctx, tx, shop, true, push.StateIn(push.StateBLOCKED, push.StateFAILED),
		push.ReasonRefNEQ(paymentRef(row.ID)), push.HasOrderWith(entorder.PaymentMethod(method), entorder.StatusNotIn(row.SendStatuses...)))
	released.Orders += kept.Orders
	return released, err
}

// payment is a mapping as it is to be stored.
type payment struct {
	method, title, paymentID string
	status                   paymentmapping.Status
	sendStatuses             []string
	termDays                 *int
	termFrom                 paymentmapping.TermFrom
	markUnpaid               bool
}

// over fills what the input leaves as it is from the row before it.
func (in PaymentInput) over(before *ent.PaymentMapping) payment {
	p := payment{method: in.Method, status: in.Status, termFrom: paymentmapping.DefaultTermFrom}
	if before != nil {
		p.title, p.paymentID, p.sendStatuses = before.Title, before.PaymentID, before.SendStatuses
		p.termDays, p.termFrom, p.markUnpaid = before.TermDays, before.TermFrom, before.MarkUnpaid
	}
	set(&p.sendStatuses, in.SendStatuses)
	set(&p.termDays, in.TermDays)
	set(&p.termFrom, in.TermFrom)
	set(&p.markUnpaid, in.MarkUnpaid)
	if in.Title != nil {
		p.title = strings.TrimSpace(*in.Title)
	}
	if in.PaymentID != nil {
		p.paymentID = strings.TrimSpace(*in.PaymentID)
	}
	return p
}

func set[T any](target, value *T) {
	if value != nil {
		*target = *value
	}
}

func (p payment) check() error {
	var bad connection.InvalidInput
	switch {
	case p.method == "":
		bad = append(bad, connection.Invalid{Field: "method", Code: connection.CodeRequired, Message: "it is needed; " + NoMethod + " is for orders without one"})
	case len([]rune(p.method)) > maxMethod:
		bad = append(bad, connection.Invalid{Field: "method", Code: connection.CodeTooLong, Message: fmt.Sprintf("it is longer than %d characters", maxMethod)})
	}
	if len([]rune(p.title)) > maxTitle {
		bad = append(bad, connection.Invalid{Field: "title", Code: connection.CodeTooLong, Message: fmt.Sprintf("it is longer than %d characters", maxTitle)})
	}
	if err := paymentmapping.StatusValidator(p.status); err != nil {
		bad = append(bad, connection.Invalid{Field: "status", Code: connection.CodeInvalid, Message: "it is NEW, ACTIVE or OFF"})
	}
	switch {
	case p.status == paymentmapping.StatusACTIVE && p.paymentID == "":
		bad = append(bad, connection.Invalid{Field: "paymentId", Code: connection.CodeRequired, Message: "an active mapping needs VASCO's payment id"})
	case len([]rune(p.paymentID)) > maxPaymentID:
		bad = append(bad, connection.Invalid{Field: "paymentId", Code: connection.CodeTooLong, Message: fmt.Sprintf("it is longer than %d characters", maxPaymentID)})
	}
	bad = append(bad, connection.CheckStatuses("sendStatuses", p.sendStatuses)...)
	if p.termDays != nil && (*p.termDays < 0 || *p.termDays > maxTermDays) {
		bad = append(bad, connection.Invalid{Field: "termDays", Code: connection.CodeInvalid, Message: fmt.Sprintf("it is 0 to %d days", maxTermDays)})
	}
	if err := paymentmapping.TermFromValidator(p.termFrom); err != nil {
		bad = append(bad, connection.Invalid{Field: "termFrom", Code: connection.CodeInvalid, Message: "it is ORDER_DATE, PAYMENT_DATE or DOCUMENT_DATE"})
	}
	if len(bad) > 0 {
		return bad
	}
	return nil
}

func savePayment(ctx context.Context, tx *store.Tx, shopID int, p payment) (*ent.PaymentMapping, error) {
	err := tx.PaymentMapping.Create().SetShopID(shopID).SetMethod(p.method).SetTitle(p.title).SetPaymentID(p.paymentID).SetStatus(p.status).
		SetSendStatuses(p.sendStatuses).SetNillableTermDays(p.termDays).SetTermFrom(p.termFrom).SetMarkUnpaid(p.markUnpaid).
		OnConflictColumns(paymentmapping.FieldShopID, paymentmapping.FieldMethod).
		Update(func(u *ent.PaymentMappingUpsert) {
			u.UpdateTitle().UpdatePaymentID().UpdateStatus().SetUpdatedAt(store.Now())
			u.UpdateSendStatuses().UpdateTermDays().UpdateTermFrom().UpdateMarkUnpaid()
		}).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("keep the payment mapping of %s: %w", p.method, err)
	}
	row, err := tx.PaymentMapping.Query().Where(paymentmapping.ShopID(shopID), paymentmapping.Method(p.method)).Only(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the payment mapping of %s: %w", p.method, err)
	}
	return row, nil
}

// DeletePaymentMapping forgets a mapping. Orders that wait for it ask again and
// find the method unmapped; it answers store.ErrNotFound when there is none.
func (s *Service) DeletePaymentMapping(ctx context.Context, id int) error {
	row, err := s.store.Reader().PaymentMapping.Get(ctx, id)
	if ent.IsNotFound(err) {
		return fmt.Errorf("payment mapping %d: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("read payment mapping %d: %w", id, err)
	}
	shop, err := s.registry.Shop(ctx, row.ShopID)
	if err != nil {
		return err
	}
	return s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.PaymentMapping.DeleteOneID(id).Exec(ctx); err != nil {
			return fmt.Errorf("delete payment mapping %d: %w", id, err)
		}
		s.log.Add(ctx, tx, event.Event{Kind: event.PaymentChanged, Level: event.Info, ShopID: row.ShopID, Params: map[string]string{
			"method": row.Method, "title": row.Title, "status": "DELETED", "payment": row.PaymentID,
		}})
		// They only get the next mapping's reference: nothing is sent.
		_, err := s.releasePayment(ctx, tx, shop, &ent.PaymentMapping{ID: id}, true)
		return err
	})
}
