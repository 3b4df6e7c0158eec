package order_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func paidBy(method, status string) woosim.Draft {
	d := ordertest.Simple()
	d.PaymentMethod, d.PaymentTitle, d.Status = method, "Title of "+method, status
	return d
}

func active(method string, change func(*order.PaymentInput)) order.PaymentInput {
	in := order.PaymentInput{Method: method, Status: paymentmapping.StatusACTIVE}
	change(&in)
	return in
}

// TestBankTransfersWaitForTheirMoney: a payment method may send in fewer
// statuses than the shop.
func TestBankTransfersWaitForTheirMoney(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		sending := func(statuses ...string) order.PaymentInput {
			return active("bacs", func(in *order.PaymentInput) { in.SendStatuses = &statuses })
		}
		f.SetPayment(sending("processing", "completed"))
		held, other, card := f.Place(paidBy("bacs", "on-hold")), f.Place(paidBy("bacs", "on-hold")), f.Place(paidBy("bankart", "on-hold"))
		f.Synced(card)
		p := f.WaitFor(held, "WAITING/STATUS")
		if p.ReasonParams["method"] != "bacs" || p.ReasonParams["status"] != "on-hold" || !strings.HasPrefix(p.ReasonRef, "payment:") {
			t.Errorf("it waits for %s, %v", p.ReasonRef, p.ReasonParams)
		}
		f.SetStatus(held, "processing")
		f.Synced(held)
		f.WaitFor(other, "WAITING/STATUS")
		if released := f.SetPayment(sending()); released.Orders != 1 {
			t.Errorf("released %+v", released)
		}
		f.Synced(other)
	})
}

// TestWhatIsBlockedWaitsWithItsPayment: an order that is not sent in its status
// any more has nothing to mend, however old it is.
func TestWhatIsBlockedWaitsWithItsPayment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		d := paidBy("bacs", "on-hold")
		d.Items, d.PlacedAt = []woosim.Item{{SKU: "SI-3001", Quantity: 1}}, time.Now().AddDate(0, 0, -20)
		id := f.Place(d)
		f.WaitFor(id, "BLOCKED/ARTICLE_CODE_MISSING")
		f.SetPayment(active("bacs", func(in *order.PaymentInput) { in.SendStatuses = &[]string{"processing"} }))
		p := f.WaitFor(id, "WAITING/STATUS")
		f.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.Order.UpdateOneID(p.OrderID).SetPlacedAt(time.Now()).Exec(ctx)
		})
		row, err := s.Reader().PaymentMapping.Query().Where(paymentmapping.Method("bacs")).Only(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Orders.DeletePaymentMapping(t.Context(), row.ID); err != nil {
			t.Fatal(err)
		}
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED") // A mapping that is forgotten keeps nobody waiting.
	})
}

// TestWhatThePaymentWritesOnTheDocument: its term, and that nobody has paid yet.
func TestWhatThePaymentWritesOnTheDocument(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		for _, method := range []string{"cod", "bankart"} {
			f.SetPayment(active(method, func(in *order.PaymentInput) {
				in.TermDays, in.TermFrom, in.MarkUnpaid = new(new(3)), new(paymentmapping.TermFromPAYMENT_DATE), new(true)
			}))
		}
		today := time.Now().In(f.Shop().Location)
		placed := today.AddDate(0, 0, -2)
		for method, want := range map[string]struct {
			unpaid bool
			due    time.Time
		}{"cod": {true, placed.AddDate(0, 0, 3)}, "bankart": {false, today.AddDate(0, 0, 3)}, "leanpay": {false, placed.AddDate(0, 0, 15)}} {
			d := paidBy(method, "processing")
			d.PlacedAt = placed
			id := f.Place(d)
			var sent struct {
				Notes string `json:"opombe"`
				Due   string `json:"rok"`
			}
			if err := json.Unmarshal(f.Synced(id).Payload, &sent); err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(sent.Notes, "\nNEPLAČANO") != want.unpaid || sent.Due != want.due.Format(time.DateOnly) {
				t.Errorf("%s: due %s, notes %q; want %s, unpaid %t", method, sent.Due, sent.Notes, want.due.Format(time.DateOnly), want.unpaid)
			}
		}
	})
}

func TestPaymentRulesThatCannotBe(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{NoReplica: true, NoHooks: true})
	for field, change := range map[string]func(*order.PaymentInput){
		"sendStatuses": func(in *order.PaymentInput) { in.SendStatuses = &[]string{"cancelled"} },
		"termDays":     func(in *order.PaymentInput) { in.TermDays = new(new(-1)) },
		"termFrom":     func(in *order.PaymentInput) { in.TermFrom = new(paymentmapping.TermFrom("BIRTHDAY")) },
	} {
		_, _, err := f.Orders.SetPaymentMapping(t.Context(), f.Shop().ID, active("bacs", change))
		bad, ok := errors.AsType[connection.InvalidInput](err)
		if !ok || len(bad) != 1 || bad[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	// What is not named stays as it was.
	f.SetPayment(active("bacs", func(in *order.PaymentInput) {
		in.SendStatuses, in.TermDays, in.MarkUnpaid = &[]string{"completed"}, new(new(8)), new(true)
	}))
	f.SetPayment(active("bacs", func(*order.PaymentInput) {}))
	row, _, err := f.Orders.SetPaymentMapping(t.Context(), f.Shop().ID, active("bacs", func(in *order.PaymentInput) { in.MarkUnpaid = new(false) }))
	if err != nil || len(row.SendStatuses) != 1 || *row.TermDays != 8 || row.MarkUnpaid || row.PaymentID != "3" {
		t.Errorf("%+v, %v", row, err)
	}
	row, _, err = f.Orders.SetPaymentMapping(t.Context(), f.Shop().ID, active("bacs", func(in *order.PaymentInput) { in.TermDays = new((*int)(nil)) }))
	if err != nil || row.TermDays != nil {
		t.Errorf("the shop's own term again: %+v, %v", row, err)
	}
}
