package order_test

import (
	"errors"
	"slices"
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

// wrong checks that an input was refused for exactly these reasons, as "field CODE".
func wrong(t *testing.T, err error, want ...string) {
	t.Helper()
	bad, ok := errors.AsType[connection.InvalidInput](err)
	if !ok {
		t.Fatalf("answered %v, want an invalid input: %v", err, want)
	}
	var got []string
	for _, one := range bad {
		got = append(got, one.Field+" "+one.Code)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("invalid: %v, want %v", got, want)
	}
}

func TestPaymentInputIsChecked(t *testing.T) {
	t.Parallel()
	f := ordertest.New(t, storetest.Open(t, storetest.SQLite(t)), ordertest.Options{NoHooks: true})
	long := strings.Repeat("x", 201)
	for name, c := range map[string]struct {
		in   order.PaymentInput
		want []string
	}{
		"no method":      {order.PaymentInput{Method: " ", Status: "OFF"}, []string{"method REQUIRED"}},
		"no payment":     {order.PaymentInput{Method: "paypal", Status: "ACTIVE"}, []string{"paymentId REQUIRED"}},
		"blank payment":  {order.PaymentInput{Method: "cod", PaymentID: new("  "), Status: "ACTIVE"}, []string{"paymentId REQUIRED"}},
		"unknown status": {order.PaymentInput{Method: "cod", Status: "ON"}, []string{"status INVALID"}},
		"too long":       {order.PaymentInput{Method: long, Title: &long, PaymentID: &long, Status: "ACTIVE"}, []string{"method TOO_LONG", "title TOO_LONG", "paymentId TOO_LONG"}},
	} {
		_, _, err := f.Orders.SetPaymentMapping(t.Context(), f.Shop().ID, c.in)
		t.Log(name)
		wrong(t, err, c.want...)
	}
	if _, _, err := f.Orders.SetPaymentMapping(t.Context(), 99, order.PaymentInput{Method: "cod", Status: "OFF"}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of a shop that is not there: %v, want ErrNotFound", err)
	}
}

func TestPaymentMappingIsChanged(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{NoHooks: true})
		shop := f.Shop().ID
		row, _, err := f.Orders.SetPaymentMapping(t.Context(), shop, order.PaymentInput{
			Method: "paypal", Title: new("PayPal"), PaymentID: new(" 11 "), Status: paymentmapping.StatusACTIVE,
		})
		if err != nil || row.PaymentID != "11" || row.Title != "PayPal" {
			t.Fatalf("made %+v, %v", row, err)
		}
		// What is not named stays.
		again, _, err := f.Orders.SetPaymentMapping(t.Context(), shop, order.PaymentInput{Method: "paypal", Status: paymentmapping.StatusOFF})
		if err != nil || again.ID != row.ID || again.PaymentID != "11" || again.Title != "PayPal" || again.Status != paymentmapping.StatusOFF {
			t.Errorf("changed to %+v, %v", again, err)
		}
		if n := len(f.Events(0, "payment.changed")); n != 2 {
			t.Errorf("%d events tell of changes, want 2", n)
		}
		if err := f.Orders.DeletePaymentMapping(t.Context(), row.ID); err != nil {
			t.Fatal(err)
		}
		if err := f.Orders.DeletePaymentMapping(t.Context(), row.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("deleted twice: %v, want ErrNotFound", err)
		}
	})
}

// TestPaymentTurnedOff: what waited for the payment is not sent, however old,
// and goes on when the payment is turned on; what is old asks first.
func TestPaymentTurnedOff(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{Topics: []string{"order.created"}})
		young, old := ordertest.Simple(), ordertest.Simple()
		young.PaymentMethod, old.PaymentMethod = "paypal", "paypal"
		old.PlacedAt = time.Now().AddDate(0, 0, -10)
		a, b := f.Place(young), f.Place(old)
		f.WaitFor(a, "BLOCKED/PAYMENT_UNMAPPED")
		f.WaitFor(b, "BLOCKED/PAYMENT_UNMAPPED")

		released := f.MapPayment("paypal", "", paymentmapping.StatusOFF)
		if released.Orders != 2 || released.Old != 0 {
			t.Errorf("turned off it set %+v going, want both", released)
		}
		f.WaitFor(a, "SKIPPED/PAYMENT_OFF")
		f.WaitFor(b, "SKIPPED/PAYMENT_OFF")

		released = f.MapPayment("paypal", "11", paymentmapping.StatusACTIVE)
		if released.Orders != 1 || released.Old != 1 {
			t.Errorf("turned on it set %+v going, want the young one", released)
		}
		f.Synced(a)
		f.WaitFor(b, "BLOCKED/OLD")
	})
}

func TestDeletedPaymentIsAskedForAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		d := ordertest.Simple()
		d.PaymentMethod = "summit"
		id := f.Place(d)
		before := f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED").ReasonRef
		row, err := s.Reader().PaymentMapping.Query().Where(paymentmapping.Method("summit")).Only(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Orders.DeletePaymentMapping(t.Context(), row.ID); err != nil {
			t.Fatal(err)
		}
		ordertest.Until(t, "the order waits for a new mapping", func() bool {
			p := f.Push(id)
			return p.Reason == "PAYMENT_UNMAPPED" && p.ReasonRef != before
		})
	})
}

// TestOrderWithoutAMethod: no payment method is one to be mapped too. Whatever
// was never seen gets a row to fill, told once.
func TestOrderWithoutAMethod(t *testing.T) {
	t.Parallel()
	for method, name := range map[string]string{"": order.NoMethod, "paypal": "paypal"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{})
				f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
				ids := []int64{f.Place(ordertest.Simple()), f.Place(ordertest.Simple())}
				for _, id := range ids {
					f.Edit(id, func(o map[string]any) { o["payment_method"], o["payment_method_title"] = method, "" })
				}
				f.Woo.SetDeliveries(woosim.DeliveryMode{})
				for _, id := range ids {
					if p := f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED"); p.ReasonParams["method"] != name {
						t.Errorf("it waits for %v", p.ReasonParams)
					}
					f.Never(id)
				}
				row, err := s.Reader().PaymentMapping.Query().Where(paymentmapping.Method(name)).Only(t.Context())
				if err != nil || row.Status != paymentmapping.StatusNEW || row.PaymentID != "" {
					t.Fatalf("the row is %+v, %v", row, err)
				}
				if told := f.Events(0, "payment.new"); len(told) != 1 {
					t.Errorf("told %d times", len(told))
				}
				if released := f.MapPayment(name, "3", paymentmapping.StatusACTIVE); released.Orders != 2 {
					t.Errorf("confirmed it released %+v", released)
				}
				for _, id := range ids {
					f.Synced(id)
				}
			})
		})
	}
}
