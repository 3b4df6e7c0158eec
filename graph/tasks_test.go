package graph_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const (
	tasksQuery = `query($f: TaskFilter) { tasks(first: 10, filter: $f) { totalCount pageInfo { hasNextPage } nodes {
 id kind state changes { field before after } amounts { rate net { amount } tax { amount } gross { amount currency } }
 refundId note documentNumber closedBy closedAt shop { key } order { id vascoNumber tasks { id } } } } }`
	resolveTask = `mutation($in: ResolveTaskInput!) { r: resolveTask(input: $in) { task { state note documentNumber } userErrors { field code message } } }`
	openTasks   = `query($shop: ID) { dashboard(shopId: $shop) { openTasks problems { code } } }`
)

// TestTasks: what the shop gave back is a task with its amounts, counted apart
// from the problems, until a person closes it.
func TestTasks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.want(w.data(openTasks, nil), 0, "dashboard", "openTasks")
		if err := w.Woo.RefundItem(w.synced, "PWH-1"); err != nil {
			t.Fatal(err)
		}
		ordertest.Until(t, "there is a task", func() bool { return len(w.Tasks(w.synced)) == 1 })
		w.WaitAnswered(w.synced)
		got := w.data(tasksQuery, vars{"f": map[string]any{"open": true, "shopId": w.shopID(), "kinds": []string{"REFUND"}}})
		w.want(got, 1, "tasks", "totalCount")
		row := at(got, "tasks", "nodes", 0)
		w.want(row, []any{map[string]any{
			"rate": "22", "net": map[string]any{"amount": "-99.98"}, "tax": map[string]any{"amount": "-22.00"},
			"gross": map[string]any{"amount": "-121.98", "currency": "EUR"},
		}}, "amounts")
		w.want(row, "NK-00001", "order", "vascoNumber")
		w.want(row, w.orderID(w.synced), "order", "id")
		w.want(row, "demo", "shop", "key")
		w.want(row, "refunded", "changes", 0, "field")
		id := at(row, "id").(string)
		w.want(row, id, "order", "tasks", 0, "id")
		w.want(w.data(nodeQuery, vars{"id": id}), map[string]any{"__typename": "Task", "id": id}, "node")
		w.want(w.data(openTasks, vars{"shop": w.shopID()}), 1, "dashboard", "openTasks")
		w.want(w.data(openTasks, nil), "PAYMENT_UNMAPPED", "dashboard", "problems", 0, "code")

		w.checkRefused([]refused{
			{resolveTask, input("id", w.shopID()), []string{"input.id WRONG_KIND"}},
			{resolveTask, input("id", model.ID(model.KindTask, 999)), []string{"input.id NOT_FOUND"}},
			{
				resolveTask, input("id", id, "note", strings.Repeat("x", 1001), "documentNumber", strings.Repeat("1", 51)),
				[]string{"input.note TOO_LONG", "input.documentNumber TOO_LONG"},
			},
		})
		got = w.data(resolveTask, input("id", id, "note", " booked ", "documentNumber", "DB-17"))
		w.want(got, map[string]any{"task": map[string]any{"state": "DONE", "note": "booked", "documentNumber": "DB-17"}, "userErrors": []any{}}, "r")
		w.checkRefused([]refused{{resolveTask, input("id", id), []string{"input.id WRONG_STATE"}}})
		w.want(w.data(openTasks, nil), 0, "dashboard", "openTasks")
		w.want(w.data(tasksQuery, vars{"f": map[string]any{"open": true}}), 0, "tasks", "totalCount")
		w.want(w.data(tasksQuery, vars{"f": map[string]any{"open": false}}), id, "tasks", "nodes", 0, "id")
		if got := w.ask(tasksQuery, vars{"f": map[string]any{"shopId": id}}); len(got.Errors) != 1 || got.Errors[0].Extensions.Code != "WRONG_KIND" {
			t.Errorf("tasks of no shop: %+v", got.Errors)
		}
	})
}
