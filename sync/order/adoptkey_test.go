package order_test

import (
	"strconv"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestTheKeyOfTheFormerPluginIsProposed: of all keys that hold numbers the one
// goes first under whose numbers VASCO has the orders.
func TestTheKeyOfTheFormerPluginIsProposed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		options := inMode(connection.Preview)
		options.Settings = func(r *rules.Shop) { r.RetailPartnerCode = "501" }
		f := ordertest.New(t, s, options)
		draft := ordertest.Simple()
		draft.Email, draft.NoEmail = "", true
		var ids []int64
		for range 4 {
			ids = append(ids, f.Place(draft))
		}
		for i, id := range ids {
			f.WaitFor(id, "WAITING/"+order.ReasonPreview)
			meta := []any{
				map[string]any{"id": 1, "key": "_erp_ref", "value": strconv.Itoa(70000 + i)},
				map[string]any{"id": 2, "key": "_order_number", "value": strconv.FormatInt(id, 10)},
				map[string]any{"id": 3, "key": "_stripe_fee", "value": "1.25"},
				map[string]any{"id": 4, "key": "_utm", "value": map[string]any{"source": "x"}},
				map[string]any{"id": 5, "key": order.NumberMeta, "value": "NK-00001/2026"},
			}
			if i > 0 {
				sentByOther(t, f, id, func(payload map[string]any) { payload["dodatnaPolja"] = nil })
				sent := f.ERP.Orders()
				meta = append(meta, map[string]any{"id": 6, "key": "_stevilka", "value": "NK-" + sent[len(sent)-1].Number})
			}
			f.Edit(id, func(o map[string]any) { o["meta_data"] = meta })
		}
		found, err := f.Orders.AdoptKeys(t.Context(), f.Shop().ID)
		want := []order.AdoptKey{
			{Key: "_stevilka", Orders: 3, Asked: 3, Confirmed: 3, Example: "NK-00003"},
			{Key: "_erp_ref", Orders: 4, Asked: 3, Example: "70003"},
		}
		if err != nil || len(found) != 2 || found[0] != want[0] || found[1] != want[1] {
			t.Errorf("found %+v, %v\nwant %+v", found, err, want)
		}
		if got := len(f.ERP.Orders()); got != 3 {
			t.Errorf("VASCO has %d orders", got)
		}
	})
}
