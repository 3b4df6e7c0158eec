package former_test

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/ent/blacklistentry"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/former"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	code := m.Run()
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, "goroutines were left behind:", err)
		code = 1
	}
	os.Exit(code)
}

// fixture is the demo shop with its six payments, of which summit is NEW.
type fixture struct {
	*ordertest.Fixture

	t      *testing.T
	former *former.Service
}

func each(t *testing.T, options map[string]any, test func(f *fixture)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := &fixture{Fixture: ordertest.New(t, s, ordertest.Options{NoReplica: true, NoHooks: true, Bare: true}), t: t}
		f.former = former.New(s, f.Log, f.Registry, f.Orders)
		if options != nil {
			f.Woo.SetCompanion(&woosim.Companion{Version: "1.0.0", Options: options})
		}
		test(f)
	})
}

func (f *fixture) look() *former.Offer {
	f.t.Helper()
	o, err := f.former.Look(f.t.Context(), f.Shop().ID)
	if err != nil {
		f.t.Fatal(err)
	}
	return o
}

// offered is an offer's parts with what taking them over would do.
func offered(o *former.Offer) string {
	all := []string{}
	for _, p := range o.Payments {
		all = append(all, fmt.Sprintf("%s %s %q", p.Method, p.Action, p.Standing))
	}
	for _, e := range o.Blacklist {
		all = append(all, fmt.Sprintf("%s %s", e.Pattern, e.Action))
	}
	if o.Schedule != nil {
		all = append(all, fmt.Sprintf("schedule %s %q", o.Schedule.Action, o.Schedule.Standing))
	}
	return strings.Join(all, ", ")
}

func (f *fixture) mapping(method string) string {
	f.t.Helper()
	row, err := f.Store.Reader().PaymentMapping.Query().Where(paymentmapping.Method(method)).Only(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	return string(row.Status) + " " + row.PaymentID + " " + row.Title
}

func (f *fixture) events() string {
	f.t.Helper()
	kinds, err := f.Store.Reader().Event.Query().
		Where(event.KindIn("payment.changed", "blacklist.changed", "schedule.changed", "settings.taken_over")).Select(event.FieldKind).Strings(f.t.Context())
	if err != nil {
		f.t.Fatal(err)
	}
	slices.Sort(kinds)
	return strings.Join(kinds, " ")
}

// refused checks that a choice is refused for exactly these reasons, as "field CODE".
func (f *fixture) refused(c former.Choice, want ...string) {
	f.t.Helper()
	_, err := f.former.TakeOver(f.t.Context(), f.Shop().ID, c)
	bad, ok := errors.AsType[connection.InvalidInput](err)
	if !ok {
		f.t.Fatalf("answered %v, want %v", err, want)
	}
	got := make([]string, len(bad))
	for i, one := range bad {
		got[i] = one.Field + " " + one.Code
	}
	if !slices.Equal(got, want) {
		f.t.Errorf("refused for %v, want %v", got, want)
	}
}

func theirs() map[string]any {
	return map[string]any{
		"kiwwwi_payment_map": map[string]any{
			"bacs": "3", "bankart": "7", "summit": map[string]any{"id": 11, "title": "Lizing"}, "paypal": map[string]any{"id": 12, "title": "PayPal"},
			"cod": map[string]any{"active": false}, "check": "",
		},
		"kiwwwi_blacklist": []any{"spam@example.com", "*@bad.example", "nobody"},
		"kiwwwi_schedule":  map[string]any{"recurrence": "daily", "time": "3:30"},
		"kiwwwi_api_token": "t",
		"kiwwwi_colour":    "red",
	}
}

func TestOffer(t *testing.T) {
	t.Parallel()
	each(t, theirs(), func(f *fixture) {
		if _, err := f.Orders.AddToBlacklist(f.t.Context(), f.Shop().ID, "spam@example.com", "plačuje nikoli"); err != nil {
			f.t.Fatal(err)
		}
		o := f.look()
		want := `bacs SAME "ACTIVE 3", bankart CONFLICT "ACTIVE 6", cod CONFLICT "ACTIVE 4", paypal TAKE "", summit TAKE "NEW", ` +
			`*@bad.example TAKE, spam@example.com SAME, schedule TAKE ""`
		if o.State != former.Told || offered(o) != want || !o.Complete || !slices.Equal(o.LeftOut, []string{"kiwwwi_api_token"}) {
			t.Errorf("offered %s: %s\nleft out %v", o.State, offered(o), o.LeftOut)
		}
		if got := fmt.Sprint(o.Unread); got != "[{kiwwwi_payment_map.check NO_PAYMENT_ID } {kiwwwi_blacklist.2 NO_ADDRESS nobody} {kiwwwi_colour UNKNOWN_OPTION }]" {
			t.Errorf("not understood: %s", got)
		}
	})
}

func TestTakenOver(t *testing.T) {
	t.Parallel()
	each(t, theirs(), func(f *fixture) {
		shop := f.Shop().ID
		choice := former.Choice{
			Revision:  f.look().Revision,
			Payments:  []former.PaymentChoice{{Method: "bacs"}, {Method: "paypal"}, {Method: "summit"}, {Method: "bankart", Replaces: "ACTIVE 6"}, {Method: "paypal"}},
			Blacklist: []string{"*@bad.example"},
			Schedule:  &former.ScheduleChoice{},
		}
		taken, err := f.former.TakeOver(f.t.Context(), shop, choice)
		if err != nil || taken.Payments != 3 || taken.Blacklist != 1 || !taken.Schedule {
			f.t.Fatalf("taken %+v, %v", taken, err)
		}
		want := `bacs SAME "ACTIVE 3", bankart SAME "ACTIVE 7", cod CONFLICT "ACTIVE 4", paypal SAME "ACTIVE 12", summit SAME "ACTIVE 11", ` +
			`*@bad.example SAME, spam@example.com TAKE, schedule SAME "DAY03:30"`
		if got := offered(taken.Offer); got != want {
			t.Errorf("left: %s", got)
		}
		for method, want := range map[string]string{"bankart": "ACTIVE 7 bankart", "paypal": "ACTIVE 12 PayPal", "summit": "ACTIVE 11 summit", "cod": "ACTIVE 4 cod"} {
			if got := f.mapping(method); got != want {
				t.Errorf("%s is %s, want %s", method, got, want)
			}
		}
		told := "blacklist.changed" + strings.Repeat(" payment.changed", 3) + " schedule.changed settings.taken_over"
		if got := f.events(); got != told {
			t.Errorf("events: %s", got)
		}
		// Once more it is so already: nothing happens, and nothing is told.
		again, err := f.former.TakeOver(f.t.Context(), shop, choice)
		if err != nil || again.Payments+again.Blacklist != 0 || again.Schedule || f.events() != told {
			t.Errorf("again: %+v, %v, events %s", again, err, f.events())
		}
	})
}

func TestNothingIsOverwrittenUnseen(t *testing.T) {
	t.Parallel()
	each(t, theirs(), func(f *fixture) {
		shop, ctx := f.Shop().ID, f.t.Context()
		revision := f.look().Revision
		if err := stock.SetSchedule(ctx, f.Store, f.Log, shop, timetable.Plan{Every: stockschedule.EveryMINUTES_15}); err != nil {
			f.t.Fatal(err)
		}
		f.MapPayment("paypal", "1", paymentmapping.StatusACTIVE)
		before := f.events()
		f.refused(former.Choice{
			Revision: revision,
			Payments: []former.PaymentChoice{
				{Method: "summit"}, {Method: "bankart"}, {Method: "paypal", Replaces: "ACTIVE 6"}, {Method: "giro"}, {Method: "check"},
			},
			Blacklist: []string{"*@bad.example", "ana@example.com"},
			Schedule:  &former.ScheduleChoice{Replaces: "HOUR"},
		}, "payments.1.replaces CHANGED", "payments.2.replaces CHANGED", "payments.3.method NOT_FOUND", "payments.4.method NOT_FOUND",
			"blacklist.1 NOT_FOUND", "schedule.replaces CHANGED")
		f.refused(former.Choice{Revision: "another", Payments: []former.PaymentChoice{{Method: "summit"}}}, "revision CHANGED")
		f.refused(former.Choice{Revision: revision, Blacklist: make([]string, 5001)}, "blacklist TOO_LONG")
		// All or nothing: the good ones beside the bad were not taken either.
		if got := f.mapping("summit"); !strings.HasPrefix(got, "NEW") || f.events() != before {
			t.Errorf("summit is %s, events %s", got, f.events())
		}
		taken, err := f.former.TakeOver(ctx, shop, former.Choice{
			Revision: revision, Payments: []former.PaymentChoice{{Method: "cod", Replaces: "ACTIVE 4"}}, Schedule: &former.ScheduleChoice{Replaces: "MINUTES_15"},
		})
		if err != nil || taken.Payments != 1 || !taken.Schedule || f.mapping("cod") != "OFF 4 cod" {
			t.Errorf("with what is replaced named: %+v, %v, cod is %s", taken, err, f.mapping("cod"))
		}
	})
}

func TestWhereTheShopDoesNotTell(t *testing.T) {
	t.Parallel()
	each(t, nil, func(f *fixture) {
		ctx, shop := f.t.Context(), f.Shop().ID
		if o := f.look(); o.State != former.NoCompanion || o.Detail == "" {
			t.Errorf("without the companion: %+v", o)
		}
		if _, err := f.former.TakeOver(ctx, shop, former.Choice{}); !woo.NoCompanion(err) {
			t.Errorf("taken over without the companion: %v", err)
		}
		f.Woo.SetCompanion(&woosim.Companion{Version: "1.0.0", NoRights: true})
		if o := f.look(); o.State != former.NoRights {
			t.Errorf("without rights: %+v", o)
		}
		f.Woo.SetCompanion(&woosim.Companion{Version: "1.0.0"})
		if o := f.look(); o.State != former.Told || offered(o) != "" {
			t.Errorf("without a former plugin: %+v", o)
		}
		f.Woo.AddFaults(woosim.Fault{Path: "/wp-json/kiwwwi-vasco/v1/settings", Status: 200, Body: "<html>", Times: 1})
		if o := f.look(); o.State != former.Unreadable {
			t.Errorf("HTML: %+v", o)
		}
		f.Woo.AddFaults(woosim.Fault{Path: "/wp-json/kiwwwi-vasco/v1/settings", Drop: true})
		if o := f.look(); o.State != former.Unreachable {
			t.Errorf("away: %+v", o)
		}
		if _, err := f.former.Look(ctx, 4711); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("no shop: %v", err)
		}
	})
}

// TestOrdersGoOn: what waited for a mapping goes on when it is taken over, and
// what is on the blacklist is kept out.
func TestOrdersGoOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		f.Woo.SetCompanion(&woosim.Companion{Version: "1.0.0", Options: map[string]any{
			"kiwwwi_payment_map": map[string]any{"summit": "10"}, "kiwwwi_blacklist": "ana.zupan@example.si",
		}})
		waits := ordertest.Simple()
		waits.PaymentMethod, waits.Email = "summit", "bor@example.si"
		id := f.Place(waits)
		f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
		service := former.New(s, f.Log, f.Registry, f.Orders)
		o, err := service.Look(t.Context(), f.Shop().ID)
		if err != nil {
			t.Fatal(err)
		}
		taken, err := service.TakeOver(t.Context(), f.Shop().ID, former.Choice{
			Revision: o.Revision, Payments: []former.PaymentChoice{{Method: "summit"}}, Blacklist: []string{"ana.zupan@example.si"},
		})
		if err != nil || taken.Released.Orders != 1 {
			t.Fatalf("taken %+v, %v", taken, err)
		}
		f.Synced(id)
		f.WaitFor(f.Place(ordertest.Simple()), "BLACKLISTED")
		if n, err := s.Reader().BlacklistEntry.Query().Where(blacklistentry.Pattern("ana.zupan@example.si")).Count(t.Context()); err != nil || n != 1 {
			t.Errorf("%d entries, %v", n, err)
		}
	})
}
