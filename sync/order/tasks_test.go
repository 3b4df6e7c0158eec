package order_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/task"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// headphonesAndTea is an order with goods of two VAT rates.
func headphonesAndTea(d *woosim.Draft) {
	d.Items = []woosim.Item{{SKU: "PWH-1", Quantity: 1}, {SKU: "SI-1002", Quantity: 2}}
}

// told is a task as "REFUND OPEN -15.12 (9.5 %)".
func told(t *testing.T, rows []*ent.Task) []string {
	t.Helper()
	all := make([]string, len(rows))
	for i, row := range rows {
		amounts, err := task.Amounts(row)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = fmt.Sprintf("%s %s", row.Kind, row.State)
		for _, a := range amounts {
			all[i] += " " + a.Gross.StringFixed(2)
			if a.Rate != nil {
				all[i] += "@" + a.Rate.String()
			}
		}
	}
	return all
}

// wantTasks waits until an order has these tasks.
func wantTasks(t *testing.T, f *ordertest.Fixture, id int64, want ...string) []*ent.Task {
	t.Helper()
	var rows []*ent.Task
	f.WaitUntil(id, "its tasks are "+strings.Join(want, ", "), func(*ent.Push) bool {
		rows = f.Tasks(id)
		return slices.Equal(told(t, rows), want) && f.Answered(id)
	})
	return rows
}

func do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func resolve(t *testing.T, f *ordertest.Fixture, row *ent.Task) {
	t.Helper()
	ctx := actor.With(t.Context(), actor.Actor{Kind: actor.Person, Name: "ana"})
	do(t, task.New(f.Store, f.Log).Resolve(ctx, row.ID, "booked", "DB-17"))
}

// TestEachRefundIsATask: every refund is one, in part too, once by its id, with
// what it means at each VAT rate; one that a person closed stays closed.
func TestEachRefundIsATask(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := placed(headphonesAndTea)(f)
		number := f.Synced(id).Number
		do(t, f.Woo.RefundItem(id, "SI-1002"))
		rows := wantTasks(t, f, id, "REFUND OPEN -12.48@9.5")
		changes, err := task.Changes(rows[0])
		if err != nil || len(changes) != 1 || !strings.HasPrefix(changes[0].After, "-12.48 EUR") || rows[0].RefundID == 0 {
			t.Errorf("task %+v, changes %v, %v", rows[0], changes, err)
		}
		if opened := f.Events(id, "task.opened"); len(opened) != 1 || opened[0].Params["vasco"] != "NK-"+number || opened[0].Params["amounts"] != "-12.48 (9.5 %)" {
			t.Errorf("told %v", opened)
		}
		resolve(t, f, rows[0])
		if err := task.New(f.Store, f.Log).Resolve(t.Context(), rows[0].ID, "", ""); !errors.Is(err, task.ErrClosed) {
			t.Errorf("closed twice: %v", err)
		}
		nudge(f, id, "completed")
		f.WaitAnswered(id)
		// An amount without lines: nobody knows at which of the two rates.
		do(t, f.Woo.Refund(id, "10.00"))
		rows = wantTasks(t, f, id, "REFUND DONE -12.48@9.5", "REFUND OPEN -10.00")
		if done := rows[0]; done.Note != "booked" || done.DocumentNumber != "DB-17" || done.ClosedBy != "person:ana" || done.ClosedAt == nil {
			t.Errorf("closed as %+v", done)
		}
	})
}

// TestRefundWithoutItsLines: a shop that does not tell a refund's lines leaves
// the rates of an order of two unknown, and that of an order of one is clear;
// one that is away is asked again.
func TestRefundWithoutItsLines(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	two, one := placed(headphonesAndTea)(f), f.Place(ordertest.Simple())
	f.Synced(two)
	f.Synced(one)
	refunds := func(id int64) string { return fmt.Sprintf("orders/%d/refunds", id) }
	f.Woo.AddFaults(woosim.Fault{Path: refunds(two), Status: http.StatusNotFound, Body: `{"code":"rest_no_route","message":"no"}`})
	do(t, f.Woo.RefundItem(two, "SI-1002"))
	wantTasks(t, f, two, "REFUND OPEN -12.48")
	f.Woo.AddFaults(woosim.Fault{Path: refunds(one), Status: http.StatusNotFound, Body: `{"code":"rest_no_route","message":"no"}`})
	do(t, f.Woo.Refund(one, "12.20"))
	wantTasks(t, f, one, "REFUND OPEN -12.20@22")
	f.Woo.ClearFaults()
	f.Woo.AddFaults(woosim.Fault{Path: refunds(two), Drop: true, Times: 1})
	do(t, f.Woo.RefundItem(two, "PWH-1"))
	wantTasks(t, f, two, "REFUND OPEN -12.48", "REFUND OPEN -60.99@22")
}

// TestEveryKindOfTask: what becomes of an order after it was sent, as what a
// person has to do about it.
func TestEveryKindOfTask(t *testing.T) {
	t.Parallel()
	whole := "-65.09@22 -12.48@9.5"
	for name, c := range map[string]struct {
		change func(t *testing.T, f *ordertest.Fixture, id int64)
		want   []string
	}{
		"cancelled": {func(_ *testing.T, f *ordertest.Fixture, id int64) { f.SetStatus(id, "cancelled") }, []string{"CANCELLED OPEN " + whole}},
		"trashed":   {func(_ *testing.T, f *ordertest.Fixture, id int64) { f.Trash(id) }, []string{"CANCELLED OPEN " + whole}},
		"deleted": {func(_ *testing.T, f *ordertest.Fixture, id int64) {
			f.Woo.Delete(id)
			nudge(f, id, "completed")
		}, []string{"CANCELLED OPEN " + whole}},
		"cancelled after a refund": {func(t *testing.T, f *ordertest.Fixture, id int64) {
			do(t, f.Woo.RefundItem(id, "SI-1002"))
			f.SetStatus(id, "cancelled")
		}, []string{"REFUND OPEN -12.48@9.5", "CANCELLED OPEN -65.09@22"}},
		"refunded whole": {func(t *testing.T, f *ordertest.Fixture, id int64) { do(t, f.Woo.Refund(id, "77.57")) }, []string{"REFUND OPEN " + whole}},
		"cancelled and taken back": {func(t *testing.T, f *ordertest.Fixture, id int64) {
			f.SetStatus(id, "cancelled")
			wantTasks(t, f, id, "CANCELLED OPEN "+whole)
			f.SetStatus(id, "processing")
		}, []string{"CANCELLED WITHDRAWN " + whole}},
		"a line": {func(_ *testing.T, f *ordertest.Fixture, id int64) { f.Edit(id, halfTheTea) }, []string{"LINES_CHANGED OPEN -6.24@9.5"}},
		"the address": {func(_ *testing.T, f *ordertest.Fixture, id int64) {
			f.Edit(id, func(o map[string]any) { billing(o)["address_1"] = "Nova ulica 7" })
		}, []string{"ADDRESS_CHANGED OPEN"}},
		"the payment": {func(_ *testing.T, f *ordertest.Fixture, id int64) {
			f.Edit(id, func(o map[string]any) { o["payment_method"] = "bacs" })
		}, []string{"PAYMENT_CHANGED OPEN"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{})
				id := placed(headphonesAndTea)(f)
				f.Synced(id)
				c.change(t, f, id)
				wantTasks(t, f, id, c.want...)
				f.Synced(id)
			})
		})
	}
}

// halfTheTea takes one of two teas off the order.
func halfTheTea(o map[string]any) {
	lines, _ := o["line_items"].([]any)
	tea, _ := lines[1].(map[string]any)
	tea["quantity"], tea["subtotal"], tea["total"], tea["total_tax"] = 1, "5.70", "5.70", "0.54"
	first(tea, "taxes")["total"] = "0.54"
	o["total"] = "71.33"
}

// TestPaidAfterwards: the payment of an order that was sent without is a task.
func TestPaidAfterwards(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := placed(func(d *woosim.Draft) { d.PaymentMethod, d.Status = "bacs", "on-hold" })(f)
		cod := placed(func(d *woosim.Draft) { d.PaymentMethod = "cod" })(f)
		f.Synced(id)
		f.Synced(cod)
		f.SetStatus(id, "processing")
		wantTasks(t, f, id, "PAID_AFTERWARDS OPEN")
		f.SetStatus(cod, "completed")
		f.WaitAnswered(cod)
		if rows := f.Tasks(cod); len(rows) != 0 {
			t.Errorf("cash on delivery has tasks %v", told(t, rows))
		}
	})
}

// TestTheNextDifferenceIsMeasuredFromWhatWasDone: what a person has brought
// VASCO up to is not told again, nor opened again.
func TestTheNextDifferenceIsMeasuredFromWhatWasDone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := placed(headphonesAndTea)(f)
		f.Synced(id)
		var original map[string]any
		do(t, json.Unmarshal(f.ReadShop(id), &original))
		f.Edit(id, halfTheTea)
		rows := wantTasks(t, f, id, "LINES_CHANGED OPEN -6.24@9.5")
		resolve(t, f, rows[0])
		nudge(f, id, "completed")
		f.WaitAnswered(id)
		wantTasks(t, f, id, "LINES_CHANGED DONE -6.24@9.5")
		f.Edit(id, func(o map[string]any) { o["line_items"], o["total"] = original["line_items"], original["total"] })
		wantTasks(t, f, id, "LINES_CHANGED DONE -6.24@9.5", "LINES_CHANGED OPEN 6.24@9.5")
	})
}

// TestResolveOfATaskThatIsNone: it must be there.
func TestResolveOfATaskThatIsNone(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	if err := task.New(f.Store, f.Log).Resolve(context.Background(), 99, "", ""); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a task that is not there: %v", err)
	}
}

// TestTasksOfAnOlderVersion: what was sent by one that noted neither rates nor
// the ids of refunds makes tasks all the same.
func TestTasksOfAnOlderVersion(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := placed(pending)(f)
	f.WaitFor(id, "WAITING/STATUS")
	do(t, f.Woo.Refund(id, "1.00"))
	f.SetStatus(id, "processing")
	f.WaitFor(id, "BLOCKED/TOTAL_MISMATCH")
	f.Sync(id, order.Choice{AcceptDifference: true})
	p := f.Synced(id)
	writtenBack(t, f, id)
	f.WaitAnswered(id)
	var noted map[string]any
	do(t, json.Unmarshal(p.Sent, &noted))
	delete(noted, "rates")
	delete(noted, "refunds")
	older, err := json.Marshal(noted)
	do(t, err)
	f.InTx(func(ctx context.Context, tx *store.Tx) error { return tx.Push.UpdateOne(p).SetSent(older).Exec(ctx) })
	do(t, f.Woo.Refund(id, "2.00"))
	wantTasks(t, f, id, "REFUND OPEN -2.00@22")
	f.SetStatus(id, "cancelled")
	wantTasks(t, f, id, "REFUND OPEN -2.00@22", "CANCELLED OPEN -124.08")
}
