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
	setPayment = `mutation($in: SetPaymentMappingInput!) { r: setPaymentMapping(input: $in) {
 paymentMapping { id method title paymentId status waitingOrders sendStatuses termDays termFrom markUnpaid shop { key } } releasedOrders oldOrders userErrors { field code message } } }`
	deletePayment   = `mutation($id: ID!) { r: deletePaymentMapping(id: $id) { deletedId userErrors { field code message } } }`
	addBlacklist    = `mutation($in: AddToBlacklistInput!) { r: addToBlacklist(input: $in) { entry { id pattern note blockedCount shop { key } } userErrors { field code message } } }`
	removeBlacklist = `mutation($in: RemoveFromBlacklistInput!) { r: removeFromBlacklist(input: $in) { deletedId releasedOrders userErrors { field code message } } }`
	setBlacklist    = `mutation($in: SetBlacklistInput!) { r: setBlacklist(input: $in) { entries { pattern blockedCount } userErrors { field code message } } }`
)

// refused is a mutation that cannot be done, with the userErrors it must give
// as "field.path CODE".
type refused struct {
	query string
	vars  vars
	want  []string
}

// checkRefused runs mutations that must change nothing.
func (a *api) checkRefused(all []refused) {
	a.t.Helper()
	for _, one := range all {
		got := a.data(one.query, one.vars)
		var found []string
		for i := range count(got, "r", "userErrors") {
			e := at(got, "r", "userErrors", i)
			var path []string
			for j := range count(e, "field") {
				path = append(path, at(e, "field", j).(string))
			}
			found = append(found, strings.Join(path, ".")+" "+at(e, "code").(string))
			if at(e, "message") == "" {
				a.t.Errorf("%v: an error without words", one.vars)
			}
		}
		if strings.Join(found, "; ") != strings.Join(one.want, "; ") {
			a.t.Errorf("%.60s %v\n got %v\nwant %v", one.query, one.vars, found, one.want)
		}
	}
}

// input makes the variables of a mutation.
func input(pairs ...any) vars {
	in := make(map[string]any)
	for i := 0; i+1 < len(pairs); i += 2 {
		in[pairs[i].(string)] = pairs[i+1]
	}
	return vars{"in": in}
}

func TestPaymentMutations(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		shop, anOrder := w.shopID(), w.orderID(w.synced)
		before := w.data(`query($shop: ID!) { paymentMappings(shopId: $shop) { method status waitingOrders } }`, vars{"shop": shop})
		w.want(before, map[string]any{"method": "summit", "status": "NEW", "waitingOrders": 2}, "paymentMappings", 5)

		w.checkRefused([]refused{
			{setPayment, input("shopId", anOrder, "method", "cod", "status", "OFF"), []string{"input.shopId WRONG_KIND"}},
			{setPayment, input("shopId", model.ID(model.KindShop, 99), "method", "cod", "status", "OFF"), []string{"input.shopId NOT_FOUND"}},
			{setPayment, input("shopId", shop, "method", " ", "status", "NEW"), []string{"input.method REQUIRED"}},
			{setPayment, input("shopId", shop, "method", "fresh", "status", "ACTIVE"), []string{"input.paymentId REQUIRED"}},
			{setPayment, input("shopId", shop, "method", "cod", "status", "OFF", "title", strings.Repeat("x", 201)), []string{"input.title TOO_LONG"}},
			{setPayment, input("shopId", shop, "method", "cod", "status", "OFF", "sendStatuses", []string{"trash"}), []string{"input.sendStatuses INVALID"}},
			{setPayment, input("shopId", shop, "method", "cod", "status", "OFF", "termDays", 1000), []string{"input.termDays INVALID"}},
			{deletePayment, vars{"id": shop}, []string{"id WRONG_KIND"}},
			{deletePayment, vars{"id": "x"}, []string{"id INVALID"}},
			{deletePayment, vars{"id": model.ID(model.KindPaymentMapping, 99)}, []string{"id NOT_FOUND"}},
		})

		got := w.data(setPayment, input("shopId", shop, "method", "summit", "paymentId", "10", "status", "ACTIVE"))
		w.want(got, 2, "r", "releasedOrders")
		w.want(got, 0, "r", "paymentMapping", "waitingOrders")
		w.want(got, "demo", "r", "paymentMapping", "shop", "key")
		w.Synced(w.unmapped)
		w.Synced(w.alsoUnmapped)

		id := at(got, "r", "paymentMapping", "id")
		w.want(w.data(deletePayment, vars{"id": id}), map[string]any{"deletedId": id, "userErrors": []any{}}, "r")
		w.checkRefused([]refused{{deletePayment, vars{"id": id}, []string{"id NOT_FOUND"}}})
	})
}

func TestBlacklistMutations(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		shop := w.shopID()
		list := w.data(`query($shop: ID!) { blacklist(shopId: $shop) { id pattern note blockedCount lastOrder } }`, vars{"shop": shop})
		w.want(list, "*@bad.example", "blacklist", 0, "pattern")
		w.want(list, 1, "blacklist", 0, "blockedCount")
		entry := at(list, "blacklist", 0, "id")
		reason := w.data(`query($id: ID!) { order(id: $id) { state reason { code refId alsoWaiting } } }`, vars{"id": w.orderID(w.listed)})
		w.want(reason, map[string]any{"code": "BLACKLISTED", "refId": entry, "alsoWaiting": 0}, "order", "reason")

		w.checkRefused([]refused{
			{addBlacklist, input("shopId", "x", "pattern", "a@b.example"), []string{"input.shopId INVALID"}},
			{addBlacklist, input("shopId", shop, "pattern", "nobody"), []string{"input.pattern INVALID"}},
			{addBlacklist, input("shopId", shop, "pattern", " ", "note", strings.Repeat("x", 501)), []string{"input.pattern REQUIRED", "input.note TOO_LONG"}},
			{setBlacklist, input("shopId", shop, "patterns", []string{"a@b.example", "c"}), []string{"input.patterns.1 INVALID"}},
			{setBlacklist, input("shopId", entry, "patterns", []string{}), []string{"input.shopId WRONG_KIND"}},
			{removeBlacklist, input("id", shop), []string{"input.id WRONG_KIND"}},
			{removeBlacklist, input("id", model.ID(model.KindBlacklistEntry, 99)), []string{"input.id NOT_FOUND"}},
		})

		got := w.data(addBlacklist, input("shopId", shop, "pattern", "Eve@Example.si", "note", "asked to"))
		w.want(got, "eve@example.si", "r", "entry", "pattern")
		w.want(got, "demo", "r", "entry", "shop", "key")
		got = w.data(setBlacklist, input("shopId", shop, "patterns", []string{"*@bad.example", "mallory@example.si"}))
		w.want(got, []any{map[string]any{"blockedCount": 1, "pattern": "*@bad.example"}, map[string]any{"blockedCount": 0, "pattern": "mallory@example.si"}}, "r", "entries")
		got = w.data(removeBlacklist, input("id", entry, "release", true))
		w.want(got, map[string]any{"deletedId": entry, "releasedOrders": 1, "userErrors": []any{}}, "r")
		w.Synced(w.listed)
	})
}

// TestPaymentRules: what is left out stays, and null is the shop's own term.
func TestPaymentRules(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		bacs := func(pairs ...any) any {
			got := a.data(setPayment, input(append([]any{"shopId", a.shopID(), "method", "bacs", "status", "ACTIVE"}, pairs...)...))
			a.want(got, []any{}, "r", "userErrors")
			return at(got, "r", "paymentMapping")
		}
		is := func(got any, statuses []any, days any, from string, unpaid bool) {
			t.Helper()
			a.want(got, statuses, "sendStatuses")
			a.want(got, days, "termDays")
			a.want(got, from, "termFrom")
			a.want(got, unpaid, "markUnpaid")
		}
		is(bacs(), []any{}, nil, "DOCUMENT_DATE", false)
		is(bacs("sendStatuses", []string{"completed"}, "termDays", 8, "termFrom", "PAYMENT_DATE", "markUnpaid", true), []any{"completed"}, 8, "PAYMENT_DATE", true)
		is(bacs(), []any{"completed"}, 8, "PAYMENT_DATE", true)
		is(bacs("termDays", nil, "sendStatuses", []string{}), []any{}, nil, "PAYMENT_DATE", true)
	})
}
