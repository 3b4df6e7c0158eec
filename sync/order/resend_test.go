package order_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// startedNow is a shop that was connected a moment ago.
func startedNow() ordertest.Options {
	return settings(func(s *rules.Shop) { s.SyncFrom = time.Now().Add(-time.Hour) })
}

// tooEarly places an order from before the start, of a buyer VASCO knows.
func tooEarly(f *ordertest.Fixture) int64 {
	f.Synced(f.Place(ordertest.Simple()))
	d := ordertest.Simple()
	d.PlacedAt = time.Now().AddDate(0, 0, -10)
	id := f.Place(d)
	f.WaitUntil(id, "it is skipped, and no hook about it is under way", func(p *ent.Push) bool {
		return p.Reason == order.SkippedBeforeStart && f.Woo.Waiting() == 0 && f.Answered(id)
	})
	return id
}

// TestResend: an order from before the start is sent when a person says so, but
// for what VASCO has already.
func TestResend(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		// entered is what somebody entered into VASCO by hand; nil is nothing.
		entered map[string]any
		state   string
		origin  push.Origin
	}{
		"nobody entered it":               {nil, "SYNCED", push.OriginSENT},
		"somebody entered it":             {map[string]any{"datum": time.Now().Format("2006-01-02T00:00:00")}, "SYNCED", push.OriginADOPTED},
		"somebody entered it differently": {map[string]any{"partner": 501}, "UNCERTAIN/FOUND_BUT_DIFFERENT", push.OriginNONE},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, startedNow())
				id := tooEarly(f)
				if c.entered != nil {
					f.Enter(id, c.entered)
				}
				f.Resend(id)
				p := f.WaitFor(id, c.state)
				if c.origin == push.OriginADOPTED {
					p = f.WaitUntil(id, "read back", func(p *ent.Push) bool { return p.ReadBackAt != nil })
				}
				f.Once(id)
				if p.Origin != c.origin {
					t.Errorf("it is %s, want %s", p.Origin, c.origin)
				}
				if told := f.Events(id, "order.resolved"); len(told) != 1 || told[0].Params["decision"] != "RESEND" {
					t.Errorf("the events tell %v", told)
				}
				if c.origin == push.OriginADOPTED && (p.Number != f.InVasco(id)[0].Number || p.Attempt != 0 || p.SearchFirst || p.PartnerCode == "" || p.ReadBackNote != "") {
					t.Errorf("adopted as %+v", p)
				}
			})
		})
	}
}

// TestEveryResentState: whatever stopped an order, a person can send it.
func TestEveryResentState(t *testing.T) {
	t.Parallel()
	for state, cause := range map[string]func(f *ordertest.Fixture) int64{
		"SKIPPED/PERSON":       skips[order.SkippedByPerson].cause,
		"SKIPPED/BEFORE_START": tooEarly,
		"BLOCKED/OLD":          journeys[order.ReasonOld].cause,
		"FAILED/INTERNAL": func(f *ordertest.Fixture) int64 {
			id := f.Place(summit())
			nudge(f, id, "processing")
			f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
			f.InTx(func(ctx context.Context, tx *store.Tx) error {
				if err := tx.PaymentMapping.Update().Where(paymentmapping.Method("summit")).SetStatus(paymentmapping.StatusACTIVE).Exec(ctx); err != nil {
					return err
				}
				return tx.Push.UpdateOneID(f.Push(id).ID).SetState(push.StateFAILED).SetReason(order.ReasonInternal).Exec(ctx)
			})
			return id
		},
	} {
		t.Run(state, func(t *testing.T) {
			t.Parallel()
			options := ordertest.Options{NoHooks: state == "FAILED/INTERNAL"}
			if state == "SKIPPED/BEFORE_START" {
				options = startedNow()
			}
			f := sqliteFixture(t, options)
			id := cause(f)
			f.WaitFor(id, state)
			f.Never(id)
			f.Resend(id)
			f.Synced(id)
		})
	}
}

// TestResendNeedsASearch: without a complete search nothing is sent, until a
// person has looked.
func TestResendNeedsASearch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, startedNow())
		id := tooEarly(f)
		f.ERP.AddFaults(blind)
		f.Resend(id)
		f.WaitFor(id, "UNCERTAIN/SEARCH_INCOMPLETE")
		f.SetStatus(id, "completed")
		f.WaitAnswered(id)
		f.WaitFor(id, "UNCERTAIN/SEARCH_INCOMPLETE")
		f.Never(id)
		f.Resolve(id, nil)
		f.Synced(id)
	})
}

// TestFoundButDifferentHasWaysOut: what somebody entered differently is linked,
// or sent all the same, by a person's word; a hook does neither.
func TestFoundButDifferentHasWaysOut(t *testing.T) {
	t.Parallel()
	for name, out := range map[string]struct {
		take   func(f *ordertest.Fixture, id int64)
		origin push.Origin
		orders int
	}{
		"link": {func(f *ordertest.Fixture, id int64) { f.Link(id, numberInVasco(f, id)) }, push.OriginLINKED, 1},
		"created": {func(f *ordertest.Fixture, id int64) {
			ref := numberInVasco(f, id)
			f.Resolve(id, &ref)
		}, push.OriginLINKED, 1},
		"not created": {func(f *ordertest.Fixture, id int64) { f.Resolve(id, nil) }, push.OriginSENT, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, startedNow())
				id := tooEarly(f)
				f.Enter(id, map[string]any{"partner": 501})
				f.Resend(id)
				p := f.WaitFor(id, "UNCERTAIN/FOUND_BUT_DIFFERENT")
				if p.ReasonParams["foundPartner"] != "501" || p.ReasonParams["sentPartner"] == "" || p.ReasonParams["sentGross"] == "" {
					t.Errorf("it shows %v", p.ReasonParams)
				}
				f.SetStatus(id, "completed")
				f.WaitAnswered(id)
				f.WaitFor(id, "UNCERTAIN/FOUND_BUT_DIFFERENT")
				out.take(f, id)
				p = f.WaitFor(id, "SYNCED")
				if got := len(f.InVasco(id)); got != out.orders || p.Origin != out.origin {
					t.Errorf("VASCO has %d orders, and it is %s", got, p.Origin)
				}
			})
		})
	}
}

// TestResendIsRefused: with another number, and where it would be sent twice.
func TestResendIsRefused(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	blocked := f.Place(summit())
	f.WaitFor(blocked, "BLOCKED/PAYMENT_UNMAPPED")
	f.WaitAnswered(blocked)
	for _, typed := range []string{"", "1", "yes"} {
		err := resendRefused(f, blocked, typed)
		if bad, ok := errors.AsType[connection.InvalidInput](err); !ok || bad[0].Field != "confirmNumber" {
			t.Errorf("confirmed by %q: %v", typed, err)
		}
	}
	waiting := placed(pending)(f)
	f.WaitFor(waiting, "WAITING/STATUS")
	f.FailPosts(lost)
	unproven := f.Place(ordertest.Simple())
	f.WaitFor(unproven, "UNCERTAIN/SEARCH_UNPROVEN")
	for _, id := range []int64{waiting, unproven} {
		if err := resendRefused(f, id, f.Order(id).Number); !errors.Is(err, order.ErrState) {
			t.Errorf("%s is resent: %v", f.State(id), err)
		}
	}
}

func resendRefused(f *ordertest.Fixture, id int64, typed string) error {
	return f.Refused(id, func(ctx context.Context, orderID int) error {
		_, err := f.Orders.Resend(ctx, orderID, typed)
		return err
	})
}

// TestResendOfAnUncertainOrder: once its write cannot land any more, the search
// decides: what is there is adopted, what is not is sent.
func TestResendOfAnUncertainOrder(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]vascosim.Fault{"it never landed": lost, "it landed": landed} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{})
				f.Synced(f.Place(ordertest.Simple()))
				f.FailPosts(fault)
				f.ERP.AddFaults(blind)
				id := f.Place(ordertest.Simple())
				f.WaitFor(id, "UNCERTAIN/SEARCH_INCOMPLETE")
				f.ERP.ClearFaults()
				f.Resend(id)
				f.Synced(id)
			})
		})
	}
}

// TestOldOrdersAreSearchedFirst: one that waited for more than a week may have
// been entered by hand meanwhile.
func TestOldOrdersAreSearchedFirst(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Synced(f.Place(ordertest.Simple()))
	id := journeys[order.ReasonOld].cause(f)
	f.WaitFor(id, "BLOCKED/OLD")
	f.Enter(id, nil)
	f.Sync(id, order.Choice{})
	if p := f.Synced(id); p.Origin != push.OriginADOPTED {
		t.Errorf("it is %s", p.Origin)
	}
}

// TestUnskip: who kept an order out may let it go on; others are not for that.
func TestUnskip(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := f.Place(summit())
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		unskip := func(ctx context.Context, orderID int) error { _, err := f.Orders.Unskip(ctx, orderID, ""); return err }
		if err := f.Refused(id, unskip); !errors.Is(err, order.ErrState) {
			t.Errorf("a blocked order is unskipped: %v", err)
		}
		f.Skip(id, "a test order")
		f.MapPayment("summit", "10", paymentmapping.StatusACTIVE)
		f.WaitAnswered(id)
		f.WaitFor(id, "SKIPPED/PERSON")
		f.Unskip(id, "no test after all")
		f.Synced(id)
		if told := f.Events(id, "order.resolved"); len(told) != 1 || told[0].Params["note"] != "no test after all" {
			t.Errorf("the events tell %v", told)
		}
	})
}
