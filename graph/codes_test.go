package graph_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/graph"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestEveryUserErrorCode gives an example of every code: a code nobody can get
// would be a promise to programs that is not kept.
func TestEveryUserErrorCode(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		shop := w.shopID()
		failing := func(f woosim.Fault) func() {
			return func() { w.Woo.ClearFaults(); w.Woo.AddFaults(f) }
		}
		examples := map[model.UserErrorCode]struct {
			before func()
			query  string
			vars   vars
		}{
			model.UserErrorCodeRequired:   {nil, addBlacklist, input("shopId", shop, "pattern", "")},
			model.UserErrorCodeInvalid:    {nil, addBlacklist, input("shopId", shop, "pattern", "x")},
			model.UserErrorCodeTooLong:    {nil, createShop, newShop("b", "name", strings.Repeat("x", 101))},
			model.UserErrorCodeTaken:      {nil, createShop, newShop("demo")},
			model.UserErrorCodeNotFound:   {nil, syncOrder, input("id", model.ID(model.KindOrder, 9999))},
			model.UserErrorCodeWrongKind:  {nil, syncOrder, input("id", shop)},
			model.UserErrorCodeWrongState: {nil, syncOrder, input("id", w.orderID(w.synced))},
			model.UserErrorCodeChanged: {
				nil, syncOrder,
				input("id", w.orderID(w.unmapped), "acceptDifference", true, "seenTotals", map[string]any{"shopTotal": "200.00", "documentTotal": "150"}),
			},
			model.UserErrorCodeBusy: {func() { w.taken(w.unmapped) }, syncOrder, input("id", w.orderID(w.unmapped))},
			model.UserErrorCodeRejected: {
				failing(woosim.Fault{Path: "webhooks", Status: http.StatusBadRequest, Body: `{"code":"no","message":"no"}`}), register, vars{"id": shop},
			},
			model.UserErrorCodeUnreachable: {failing(woosim.Fault{Path: "webhooks", Drop: true}), register, vars{"id": shop}},
			model.UserErrorCodeUnauthorized: {
				failing(woosim.Fault{Path: "webhooks", Status: http.StatusUnauthorized, Body: `{"code":"woocommerce_rest_cannot_view","message":"no"}`}), register, vars{"id": shop},
			},
		}
		for _, code := range model.AllUserErrorCode {
			example, ok := examples[code]
			if !ok {
				t.Errorf("there is no example of %s", code)
				continue
			}
			if example.before != nil {
				example.before()
			}
			w.want(w.data(example.query, example.vars), string(code), "r", "userErrors", 0, "code")
		}
	})
}

// TestEveryErrorCode does the same for the codes of GraphQL errors; UNAVAILABLE
// is in TestPresent, because no test can make a database busy at will.
func TestEveryErrorCode(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		broken := w.Order(w.unmapped)
		w.InTx(func(ctx context.Context, tx *store.Tx) error {
			return tx.Order.UpdateOneID(broken.ID).SetBody([]byte("secret bytes")).Exec(ctx)
		})
		if _, err := w.Log.Prune(t.Context(), time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		w.Woo.AddFaults(woosim.Fault{Path: "products", Status: http.StatusTeapot, Body: `{"code":"no","message":"no"}`, Times: 1})
		wide := "{ shops { ...a0 } }"
		for i := range 14 {
			wide += strings.ReplaceAll(strings.ReplaceAll(" fragment aFROM on Shop { ...aTO ...aTO }", "FROM", itoa(i)), "TO", itoa(i+1))
		}
		wide += " fragment a14 on Shop { id }"
		requests := []struct {
			code, query string
			vars        vars
		}{
			{"GRAPHQL_PARSE_FAILED", "{ shops {", nil},
			{"GRAPHQL_VALIDATION_FAILED", "{ unicorns { id } }", nil},
			{"GRAPHQL_VALIDATION_FAILED", eventAdded, nil}, // Not over a stream.
			{"DEPTH_LIMIT_EXCEEDED", "{ shops " + strings.Repeat("{ connection { shops ", 12) + "{ id }" + strings.Repeat(" } }", 12) + " }", nil},
			{"SIZE_LIMIT_EXCEEDED", wide, nil},
			{"COMPLEXITY_LIMIT_EXCEEDED", "{ orders(first: 200) { nodes { timeline { at } } } }", nil},
			{"BAD_USER_INPUT", nodeQuery, vars{"id": "x"}},
			{"WRONG_KIND", preview, vars{"id": w.shopID()}},
			{"NOT_FOUND", preview, vars{"id": model.ID(model.KindOrder, 9999)}},
			{"REJECTED", preview, vars{"id": w.orderID(w.alsoUnmapped)}},
			{"INTERNAL", `query($id: ID!) { order(id: $id) { lines { name } } }`, vars{"id": model.ID(model.KindOrder, broken.ID)}},
		}
		seen := []string{"UNAVAILABLE"}
		for _, one := range requests {
			got := w.ask(one.query, one.vars)
			if len(got.Errors) != 1 || got.Errors[0].Extensions.Code != one.code {
				t.Errorf("%.80s: %+v, want %s", one.query, got.Errors, one.code)
				continue
			}
			if e := got.Errors[0]; one.code == "INTERNAL" && (e.Extensions.RequestID == "" || strings.Contains(compact(t, e), "secret")) {
				t.Errorf("our own fault is told as %+v", e)
			}
			seen = append(seen, one.code)
		}
		stream := w.overSSE(eventAdded, vars{"after": model.Cursor(model.KindEvent, 1)})
		if got, _ := stream.next(); len(got.Errors) == 1 {
			seen = append(seen, got.Errors[0].Extensions.Code)
		}
		w.Woo.AddFaults(woosim.Fault{Path: "products", Drop: true})
		if got := w.ask(preview, vars{"id": w.orderID(w.alsoUnmapped)}); len(got.Errors) == 1 {
			seen = append(seen, got.Errors[0].Extensions.Code)
		}
		for _, code := range graph.Codes() {
			if !slices.Contains(seen, code) {
				t.Errorf("there is no example of %s", code)
			}
		}
	})
}
