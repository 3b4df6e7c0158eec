package order_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// TestRefundsBeforeItWasSent: what was given back before is not sent, and is no
// task; money that names no line is left to a person.
func TestRefundsBeforeItWasSent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		waiting := func(change func(*woosim.Draft)) int64 {
			id := placed(func(d *woosim.Draft) { change(d); pending(d) })(f)
			f.WaitFor(id, "WAITING/STATUS")
			return id
		}
		byLine, loose, untold := waiting(headphonesAndTea), waiting(headphonesAndTea), waiting(headphonesAndTea)
		do(t, f.Woo.RefundItem(byLine, "SI-1002"))
		do(t, f.Woo.Refund(loose, "1.00"))
		f.Woo.AddFaults(woosim.Fault{Path: fmt.Sprintf("orders/%d/refunds", untold), Status: http.StatusNotFound, Body: `{"code":"rest_no_route","message":"no"}`})
		do(t, f.Woo.RefundItem(untold, "SI-1002"))
		for _, id := range []int64{byLine, loose, untold} {
			f.SetStatus(id, "processing")
		}
		f.Synced(byLine)
		if lines := f.InVasco(byLine)[0].Lines; len(lines) != 2 || lines[0].Article != "3830012345678" || lines[1].Article != "00086" {
			t.Errorf("sent %+v", lines)
		}
		for id, refunded := range map[int64]string{loose: "1.00", untold: "12.48"} {
			p := f.WaitFor(id, "BLOCKED/TOTAL_MISMATCH")
			if p.ReasonParams["refunded"] != refunded || p.ReasonParams["difference"] != "-"+refunded {
				t.Errorf("told %v, want %s", p.ReasonParams, refunded)
			}
			f.Sync(id, order.Choice{AcceptDifference: true})
			f.Synced(id)
		}
		for _, id := range []int64{byLine, loose} {
			f.SetStatus(id, "completed")
			f.WaitAnswered(id)
			if rows := f.Tasks(id); len(rows) != 0 {
				t.Errorf("tasks %v", told(t, rows))
			}
		}
		// VASCO has the headphones and the shipping of it, and no more.
		f.SetStatus(byLine, "cancelled")
		wantTasks(t, f, byLine, "CANCELLED OPEN -65.09@22")
	})
}
