package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// bad is a query with an argument that cannot be used.
type bad struct {
	query string
	code  string
	// field names the argument, with dots; empty where gqlgen's own words do.
	field string
}

// badPages are the wrong arguments that every list refuses.
func badPages(list string, kind, other model.Kind) []bad {
	query := func(args string) string { return fmt.Sprintf("{ %s(%s) { nodes { id } } }", list, args) }
	return []bad{
		{query("first: -1"), "BAD_USER_INPUT", "first"},
		{query("first: 201"), "BAD_USER_INPUT", "first"},
		{query("last: -1"), "BAD_USER_INPUT", "last"},
		{query("last: 1000"), "BAD_USER_INPUT", "last"},
		{query("first: 1, last: 1"), "BAD_USER_INPUT", "last"},
		{query(`after: "x"`), "BAD_USER_INPUT", "after"},
		{query(`after: ""`), "BAD_USER_INPUT", "after"},
		{query(fmt.Sprintf("after: %q", model.Cursor(other, 1))), "BAD_USER_INPUT", "after"},
		{query(fmt.Sprintf("before: %q", model.ID(kind, 1))), "BAD_USER_INPUT", "before"},
		{query(`filter: {shopId: "x"}`), "BAD_USER_INPUT", "filter.shopId"},
		{query(fmt.Sprintf("filter: {shopId: %q}", model.ID(model.KindEvent, 1))), "WRONG_KIND", "filter.shopId"},
		{query(`first: "many"`), "GRAPHQL_VALIDATION_FAILED", ""},
	}
}

func badQueries() []bad {
	anEvent, aShop := model.ID(model.KindEvent, 1), model.ID(model.KindShop, 999)
	all := slices.Concat(
		badPages("orders", model.KindOrder, model.KindEvent), badPages("events", model.KindEvent, model.KindOrder),
		badPages("deliveries", model.KindDelivery, model.KindOrder), badPages("apiCalls", model.KindApiCall, model.KindOrder),
	)
	for _, one := range []struct{ query, code, field string }{
		{`{ order(id: "x") { id } }`, "BAD_USER_INPUT", "id"},
		{`{ order(id: "%s") { id } }`, "WRONG_KIND", "id"},
		{`{ previewOrder(id: "%s") { sendable } }`, "WRONG_KIND", "id"},
		{`{ shop { id } }`, "BAD_USER_INPUT", "id"},
		{`{ shop(id: "%s", key: "demo") { id } }`, "BAD_USER_INPUT", "id"},
		{`{ shop(id: "%s") { id } }`, "WRONG_KIND", "id"},
		{`{ paymentMappings(shopId: "%s") { id } }`, "WRONG_KIND", "shopId"},
		{`{ articleMappings(shopId: "%s") { nodes { id } } }`, "WRONG_KIND", "shopId"},
		{`{ articleMappings(shopId: "x", first: 999) { nodes { id } } }`, "BAD_USER_INPUT", "first"},
		{`{ articleMappings(shopId: "x", after: "y") { nodes { id } } }`, "BAD_USER_INPUT", "after"},
		{`{ articleMappingsCsv(shopId: "%s") }`, "WRONG_KIND", "shopId"},
		{`{ blacklist(shopId: "nothing") { id } }`, "BAD_USER_INPUT", "shopId"},
		{`{ dashboard(shopId: "%s") { ordersToday } }`, "WRONG_KIND", "shopId"},
		{`{ orders(filter: {refId: "x"}) { nodes { id } } }`, "BAD_USER_INPUT", "filter.refId"},
		{`{ orders(filter: {refId: "%s"}) { nodes { id } } }`, "WRONG_KIND", "filter.refId"},
		{`{ orders(filter: {placedFrom: "yesterday"}) { nodes { id } } }`, "BAD_USER_INPUT", "filter.placedFrom"},
		{`{ o: orders(filter: {placedTo: 5}) { nodes { id } } }`, "BAD_USER_INPUT", "filter.placedTo"},
		{`{ orders(filter: {states: [LOST]}) { nodes { id } } }`, "GRAPHQL_VALIDATION_FAILED", ""},
		{`{ orders(filter: {search: "` + strings.Repeat("x", 201) + `"}) { nodes { id } } }`, "BAD_USER_INPUT", "filter.search"},
		{`{ events(filter: {orderId: "%s"}) { nodes { id } } }`, "WRONG_KIND", "filter.orderId"},
		{`{ apiCalls(filter: {orderId: "x"}) { nodes { id } } }`, "BAD_USER_INPUT", "filter.orderId"},
		{`{ apiCalls(filter: {connectionId: "%s"}) { nodes { id } } }`, "WRONG_KIND", "filter.connectionId"},
		{`{ deliveries(filter: {resourceId: "abc"}) { nodes { id } } }`, "BAD_USER_INPUT", "filter.resourceId"},
		{
			`mutation { createShop(input: {key: "x", name: "x", url: "x", consumerKey: "x", consumerSecret: "x", settings: {syncFrom: "soon"}}) { shop { id } } }`,
			"BAD_USER_INPUT", "input.settings.syncFrom",
		},
		{
			`mutation { updateShop(input: {id: "x", settings: {vatCodes: [{rate: "twenty", code: 1}]}}) { shop { id } } }`,
			"BAD_USER_INPUT", "input.settings.vatCodes.0.rate",
		},
	} {
		all = append(all, bad{strings.ReplaceAll(one.query, "%s", anEvent), one.code, one.field})
	}
	for _, query := range []string{
		"paymentMappings(shopId: %q) { id }", "articleMappings(shopId: %q) { totalCount }", "articleMappingsCsv(shopId: %q)", "blacklist(shopId: %q) { id }", "dashboard(shopId: %q) { ordersToday }",
		"differences(shopId: %q) { month }", `notesExample(shopId: %q, template: "") { text }`, "formerSettings(shopId: %q) { state }",
	} {
		all = append(all, bad{"{ " + fmt.Sprintf(query, aShop) + " }", "NOT_FOUND", "shopId"})
	}
	return append(all, bad{fmt.Sprintf("{ previewOrder(id: %q) { sendable } }", model.ID(model.KindOrder, 999)), "NOT_FOUND", "id"})
}

func TestBadArguments(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		for _, one := range badQueries() {
			got := a.ask(one.query, nil)
			if len(got.Errors) != 1 {
				t.Errorf("%s: %+v, want one error", one.query, got)
				continue
			}
			e := got.Errors[0]
			if e.Extensions.Code != one.code || strings.Join(e.Extensions.Field, ".") != one.field || e.Message == "" {
				t.Errorf("%s: %+v, want %s at %q", one.query, e, one.code, one.field)
			}
		}
	})
}

func TestNothingFoundIsNull(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		got := a.data(`query($order: ID!, $shop: ID!) { order(id: $order) { id } shop(id: $shop) { id } key: shop(key: "none") { id } found: shop(key: "demo") { key } }`,
			vars{"order": model.ID(model.KindOrder, 999), "shop": model.ID(model.KindShop, 999)})
		a.want(got, nil, "order")
		a.want(got, nil, "shop")
		a.want(got, nil, "key")
		a.want(got, "demo", "found", "key")
	})
}
