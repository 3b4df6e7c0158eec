package order_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestNotesInVasco: what the template names comes to VASCO as far as it has room,
// and the order says what did not.
func TestNotesInVasco(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{
			Settings: func(s *rules.Shop) {
				s.NotesTemplate = "WC Order #{number}\nKupec: {buyer_note}\nPlačilo: {payment}"
			},
			Vasco: func(v *connection.NewVasco) { v.ProfileOverrides = []byte(`{"notesLimit":40}`) },
		})
		f.SetSending(connection.Hold)
		short, long := f.Place(ordertest.Simple()), f.Place(ordertest.Simple())
		f.Edit(long, func(o map[string]any) { o["customer_note"] = strings.Repeat("Prosim ", 20) })
		f.WaitUntil(long, "the note is known", func(p *ent.Push) bool {
			return p.State == "WAITING" && f.Answered(long) && f.Woo.Waiting() == 0 && strings.Contains(string(f.Order(long).Body), "Prosim")
		})
		if p := preview(t, f, long); !slices.Contains(p.Warnings, order.WarningNotesCut) {
			t.Errorf("the preview warns of %v", p.Warnings)
		}
		f.SetSending(connection.Live)
		f.Synced(short)
		f.Synced(long)
		if got := f.InVasco(short)[0].Notes; !strings.HasPrefix(got, "WC Order #") || !strings.Contains(got, "\nPlačilo: ") {
			t.Errorf("the short one says %q", got)
		}
		if got := f.InVasco(long)[0].Notes; !strings.HasSuffix(got, "…") || len([]rune(got)) > 40 {
			t.Errorf("the long one says %q", got)
		}
		if told := f.Events(long, "order.notes_cut"); len(told) != 1 || told[0].Params["limit"] != "40" || !strings.Contains(told[0].Params["lost"], "Plačilo") {
			t.Errorf("the events tell %v", told)
		}
		if told := f.Events(short, "order.notes_cut"); len(told) != 0 {
			t.Errorf("the short one lost %v", told)
		}
	})
}
