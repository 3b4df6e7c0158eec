package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestPlans looks that the pages a person asks for are read from indexes.
func TestPlans(t *testing.T) {
	t.Parallel()
	shop := func(id int) string { return fmt.Sprintf("shopId: %q", model.ID(model.KindShop, id)) }
	anOrder := fmt.Sprintf("orderId: %q", model.ID(model.KindOrder, 77))
	aConnection := fmt.Sprintf("connectionId: %q", model.ID(model.KindVascoConnection, 1))
	filters := map[string][]string{
		"events": {
			"", shop(1), shop(3), anOrder, shop(1) + ", " + anOrder, `kinds: ["connection.unreachable"]`, `kinds: ["order.synced", "order.blocked"]`,
			"levels: [WARNING, ERROR]", "levels: [INFO, SUCCESS, WARNING, ERROR]", shop(1) + " levels: [ERROR]", shop(3) + ` kinds: ["order.synced"]`,
			shop(1) + ` kinds: ["connection.unreachable"]`, anOrder + " levels: [WARNING]",
		},
		"deliveries": {
			"", shop(1), shop(3), "states: [REFUSED]", "states: [STORED, REFUSED]", "states: [PROCESSED]", `topic: "order.deleted"`, `topic: "order.updated"`,
			shop(2) + ` topic: "order.updated"`, shop(1) + " states: [REFUSED]", shop(1) + ` states: [PROCESSED] topic: "order.created"`,
			`resourceId: "1234"`, shop(1) + ` resourceId: "1234"`,
		},
		"tasks": {
			"", shop(1), shop(3), "open: true", "open: false", shop(2) + " open: true", shop(3) + " open: true", shop(2) + " open: false",
			"kinds: [CANCELLED]", "open: true kinds: [REFUND]",
		},
		"apiCalls": {
			"", shop(1), shop(3), aConnection, anOrder, "failed: true", "system: SHOP", "system: VASCO failed: true", shop(2) + " failed: true",
			aConnection + " failed: true", aConnection + " system: VASCO",
		},
	}
	// These are read from the table's end, where they are common.
	walked := map[string]bool{"": true, "system: SHOP": true}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.Fill(t, s, 100_000)
		a := newAPI(t, s, ordertest.Options{NoReplica: true, Empty: true})
		sent := watch(s)
		for list, all := range filters {
			for _, filter := range all {
				for _, size := range []string{"first: 50", "last: 50"} {
					a.data(fmt.Sprintf("{ %s(%s, filter: {%s}) { nodes { id } } }", list, size, filter), nil)
					for _, one := range sent.take() {
						plan := storetest.Plan(t, s, one.text, one.args)
						if !walked[filter] && strings.Contains(plan, "WASTE") {
							t.Errorf("%s, %s, {%s} reads much in vain:\n%s\n%s", list, size, filter, one.text, plan)
						}
					}
				}
			}
		}
	})
}
