package ordertest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/event"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/task"
)

// Patience is how long anything may take before a test fails.
const Patience = 3 * time.Minute

// Until waits for a condition; it fails the test when that does not come true.
func Until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(Patience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("it did not come true in %s: %s", Patience, what)
		}
		<-tick.C
	}
}

// Order reads a shop order with its pushes, nil when it is not known.
func (f *Fixture) Order(id int64) *ent.Order {
	row, err := f.Store.Reader().Order.Query().Where(entorder.ShopOrderID(id)).
		WithPushes(func(q *ent.PushQuery) { q.Order(ent.Desc(push.FieldID)) }).Order(ent.Desc(entorder.FieldID)).First(context.Background())
	if ent.IsNotFound(err) {
		return nil
	}
	must(f.t, err)
	return row
}

// Push reads the newest push of a shop order, nil when there is none.
func (f *Fixture) Push(id int64) *ent.Push {
	row := f.Order(id)
	if row == nil || len(row.Edges.Pushes) == 0 {
		return nil
	}
	return row.Edges.Pushes[0]
}

// State tells a shop order's state as "BLOCKED/PAYMENT_UNMAPPED".
func (f *Fixture) State(id int64) string { return stateOf(f.Push(id)) }

func stateOf(p *ent.Push) string {
	if p == nil {
		return "UNKNOWN"
	}
	return strings.TrimSuffix(fmt.Sprintf("%s/%s", p.State, p.Reason), "/")
}

// WaitFor waits until an order is in a state and nothing asks for it any more.
func (f *Fixture) WaitFor(id int64, state string) *ent.Push {
	f.t.Helper()
	return f.WaitUntil(id, "it is "+state, func(p *ent.Push) bool { return stateOf(p) == state && f.Answered(id) })
}

// WaitUntil waits until an order's push is as wanted.
func (f *Fixture) WaitUntil(id int64, what string, holds func(*ent.Push) bool) *ent.Push {
	f.t.Helper()
	deadline := time.Now().Add(Patience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if p := f.Push(id); p != nil && holds(p) {
			// What holds may be about more than the row, and come true after it was read.
			if p = f.Push(id); holds(p) {
				return p
			}
		}
		if time.Now().After(deadline) {
			f.t.Fatalf("order %d is %s after %s, wanted: %s\n%s", id, f.State(id), Patience, what, f.History(id))
		}
		<-tick.C
	}
}

// Answered tells whether all that asked for an order has been answered.
func (f *Fixture) Answered(id int64) bool {
	rows, err := f.Store.Reader().OrderRequest.Query().All(context.Background())
	must(f.t, err)
	for _, r := range rows {
		if r.ShopOrderID == id && r.Requested > r.Done {
			return false
		}
	}
	return true
}

// WaitAnswered waits until nothing asks for an order any more.
func (f *Fixture) WaitAnswered(id int64) {
	f.t.Helper()
	Until(f.t, fmt.Sprintf("order %d is answered", id), func() bool { return f.Answered(id) })
}

// Synced waits until an order is SYNCED, and checks that VASCO has it once.
func (f *Fixture) Synced(id int64) *ent.Push {
	f.t.Helper()
	p := f.WaitFor(id, "SYNCED")
	f.Once(id)
	return p
}

// Once checks that VASCO has exactly one order for a shop order.
func (f *Fixture) Once(id int64) {
	f.t.Helper()
	if got := f.InVasco(id); len(got) != 1 {
		f.t.Fatalf("VASCO has %d orders for %d, want 1\n%s", len(got), id, f.History(id))
	}
}

// Never checks that VASCO has no order for a shop order.
func (f *Fixture) Never(id int64) {
	f.t.Helper()
	if got := f.InVasco(id); len(got) != 0 {
		f.t.Fatalf("VASCO has %d orders for %d, want none\n%s", len(got), id, f.History(id))
	}
}

// Events lists the events of a kind of one order, oldest first; 0 is any order.
func (f *Fixture) Events(id int64, kind string) []*ent.Event {
	query := f.Store.Reader().Event.Query().Where(event.Kind(kind)).Order(event.ByID())
	if id != 0 {
		row := f.Order(id)
		if row == nil {
			return nil
		}
		query.Where(event.OrderID(row.ID))
	}
	rows, err := query.All(context.Background())
	must(f.t, err)
	return rows
}

// Tasks lists what a person has, or had, to do for an order, oldest first.
func (f *Fixture) Tasks(id int64) []*ent.Task {
	rows, err := task.Of(context.Background(), f.Store.Reader(), f.known(id).ID)
	must(f.t, err)
	return rows
}

// History tells what happened to an order, for the words of a failing test.
func (f *Fixture) History(id int64) string {
	row := f.Order(id)
	if row == nil {
		return "the order is not known"
	}
	var b strings.Builder
	rows, err := f.Store.Reader().Event.Query().Where(event.OrderID(row.ID)).Order(event.ByID()).All(context.Background())
	must(f.t, err)
	for _, e := range rows {
		fmt.Fprintf(&b, "%s %s %v\n", e.At.Format("15:04:05.000"), e.Kind, e.Params)
	}
	calls, err := f.Store.Reader().ApiCall.Query().All(context.Background())
	must(f.t, err)
	for _, c := range calls {
		fmt.Fprintf(&b, "%s %s %s %s %d %s\n", c.At.Format("15:04:05.000"), c.System, c.Method, c.Path, c.Status, c.Error)
	}
	b.WriteString(f.jobs())
	return b.String()
}

// jobs lists what waits in the queues.
func (f *Fixture) jobs() string {
	args := "json(args)"
	if f.Store.IsPostgres() {
		args = "args::text"
	}
	rows, err := f.Store.Read.QueryContext(context.Background(), `SELECT id, kind, state, queue, attempt, scheduled_at, `+args+`
FROM river_job WHERE state <> 'completed' ORDER BY id`)
	must(f.t, err)
	defer func() { _ = rows.Close() }()
	var b strings.Builder
	for rows.Next() {
		var id, attempt int
		var kind, state, queue, args, at string
		must(f.t, rows.Scan(&id, &kind, &state, &queue, &attempt, &at, &args))
		fmt.Fprintf(&b, "job %d %s %s in %s, attempt %d, at %s: %s\n", id, kind, state, queue, attempt, at, args)
	}
	must(f.t, rows.Err())
	return b.String()
}
