package graph_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

const notesExample = `query($shop: ID!, $template: String!) { r: notesExample(shopId: $shop, template: $template) { text lost limit placeholders unknown } }`

// TestNotesExample: what a template prints is seen before it is saved, and one
// that names what there is not cannot be saved.
func TestNotesExample(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newAPI(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
		shop := a.shopID()
		got := a.data(notesExample, vars{"shop": shop, "template": "WC #{number}\nTel.: {phone}\n{locker}"})
		a.want(got, "WC #1284\nTel.: 041 123 456\n{locker}\nNEPLAČANO", "r", "text")
		a.want(got, []any{"locker"}, "r", "unknown")
		a.want(got, nil, "r", "limit")
		all := "{" + strings.Join(rules.NotesPlaceholders(), "}{") + "}"
		if text, _ := at(a.data(notesExample, vars{"shop": shop, "template": all}), "r", "text").(string); strings.ContainsAny(text, "{}") {
			t.Errorf("the example lacks something: %s", text)
		}
		a.checkRefused([]refused{
			{updateShop, input("id", shop, "settings", map[string]any{"notesTemplate": "{number} {locker}"}), []string{"input.settings.notesTemplate INVALID"}},
			{updateShop, input("id", shop, "settings", map[string]any{"lockerMetaKeys": []string{" "}}), []string{"input.settings.lockerMetaKeys INVALID"}},
		})
		saved := a.data(updateShop, input("id", shop, "settings", map[string]any{"notesTemplate": all, "lockerMetaKeys": []string{"_paketomat"}}))
		a.want(saved, []any{}, "r", "userErrors")
		a.want(a.data(`{ shops { settings { notesTemplate lockerMetaKeys } } }`, nil), map[string]any{"notesTemplate": all, "lockerMetaKeys": []any{"_paketomat"}}, "shops", 0, "settings")
	})
}
