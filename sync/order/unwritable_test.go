package order_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestWhatNoVascoCouldTake: a document that cannot be written says so at once,
// in the preview too, and goes on as soon as the shop has mended the order.
func TestWhatNoVascoCouldTake(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	f.Woo.SetDeliveries(woosim.DeliveryMode{Hold: true})
	id := f.Place(ordertest.Simple())
	number := func(text string) {
		f.Edit(id, func(o map[string]any) { o["number"] = text })
	}
	number("")
	f.Woo.SetDeliveries(woosim.DeliveryMode{})
	p := f.WaitFor(id, "FAILED/INTERNAL")
	f.Never(id)
	if detail := p.ReasonParams["detail"]; !strings.Contains(detail, "no shop number") || p.Attempt != 0 {
		t.Errorf("after %d attempts the detail is %q", p.Attempt, detail)
	}
	if told := f.Events(id, "order.failed"); len(told) != 1 {
		t.Errorf("told %v", told)
	}
	if seen := preview(t, f, id); seen.State != push.StateFAILED || seen.Reason != order.ReasonInternal || seen.Payload != nil {
		t.Errorf("the preview says %s/%s", seen.State, seen.Reason)
	}
	number(strconv.FormatInt(id, 10))
	f.Synced(id)
}

// TestPreviewOfNothing: an order without lines is no fault of ours.
func TestPreviewOfNothing(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := journeys[string(mapping.NoLines)].cause(f)
	f.WaitFor(id, "BLOCKED/NO_LINES")
	if seen := preview(t, f, id); seen.State != push.StateBLOCKED || seen.Reason != string(mapping.NoLines) || seen.Payload != nil {
		t.Errorf("the preview says %s/%s", seen.State, seen.Reason)
	}
	f.Skip(id, "empty")
	f.WaitFor(id, "SKIPPED/PERSON")
}
