package order_test

import (
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestUnknownVATRate: an order that does not tell the rate of its VAT waits for
// the shop, not for a setting, and goes on when it is told.
func TestUnknownVATRate(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
	id := f.Place(ordertest.Simple())
	var told any
	f.Edit(id, func(o map[string]any) {
		told = o["tax_lines"]
		o["tax_lines"] = []any{}
	})
	f.Woo.SetDeliveries(woosim.DeliveryMode{})
	p := f.WaitFor(id, "BLOCKED/VAT_RATE_UNMAPPED")
	f.Never(id)
	if !strings.HasPrefix(p.ReasonRef, "order:") || p.ReasonParams["unknown"] != "true" || p.ReasonParams["line"] == "" {
		t.Errorf("it waits for %q: %v", p.ReasonRef, p.ReasonParams)
	}
	f.Edit(id, func(o map[string]any) { o["tax_lines"] = told })
	f.Synced(id)
}
