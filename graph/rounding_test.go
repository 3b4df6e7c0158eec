package graph_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const setRounding = `mutation($in: SetRoundingInput!) { r: setRounding(input: $in) { connection { profileOverrides } releasedOrders userErrors { field code message } } }`

// TestSetRounding changes the rounding of a profile, and nothing else of it.
func TestSetRounding(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		connection := at(a.data(`{ vascoConnections { id } }`, nil), "vascoConnections", 0, "id")
		a.data(`mutation($in: UpdateVascoConnectionInput!) { updateVascoConnection(input: $in) { userErrors { code } } }`,
			input("id", connection, "profileOverrides", map[string]any{"notesLimit": 200}))
		a.checkRefused([]refused{
			{setRounding, input("vascoConnectionId", connection, "rounding", "up"), []string{"input.rounding INVALID"}},
			{setRounding, input("vascoConnectionId", a.shopID(), "rounding", "perLine"), []string{"input.vascoConnectionId WRONG_KIND"}},
		})
		got := a.data(setRounding, input("vascoConnectionId", connection, "rounding", "perLine"))
		a.want(got, []any{}, "r", "userErrors")
		a.want(got, "perLine", "r", "connection", "profileOverrides", "rounding")
		if limit := at(got, "r", "connection", "profileOverrides", "notesLimit"); limit == nil {
			t.Error("another setting is gone")
		}
	})
}
