package problem_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/problem"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// because makes a push wait for a reason.
func because(reason, ref string, params map[string]string) func(*ent.PushCreate) {
	return func(p *ent.PushCreate) { p.SetReason(reason).SetReasonRef(ref).SetReasonParams(params) }
}

// delivers is a shop whose webhooks are no problem.
func delivers(c *ent.ShopCreate) { c.SetLastDeliveryAt(store.Now()) }

func TestOrdersAreGroupedByCause(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		a, b := rows.Shop("a", delivers), rows.Shop("b", delivers)
		start := store.Now().Add(-time.Hour)
		for i := range int64(3) {
			rows.Order(a.ID, 10+i, start.Add(time.Duration(i)*time.Minute), push.StateBLOCKED,
				because("PAYMENT_UNMAPPED", "payment:7", map[string]string{"method": "summit"}))
		}
		rows.Order(a.ID, 20, start, push.StateBLOCKED, because("ARTICLE_CODE_MISSING", "order:4", map[string]string{"product": "Darilni zavoj"}))
		rows.Order(a.ID, 21, start.Add(time.Minute), push.StateBLOCKED, because("ARTICLE_CODE_MISSING", "order:5", map[string]string{"product": "Kapa"}))
		rows.Order(a.ID, 30, start, push.StateUNCERTAIN, because("SEVERAL_FOUND", "", nil))
		rows.Order(a.ID, 40, start, push.StateFAILED, because("INTERNAL", "order:7", map[string]string{"detail": "x"}))
		rows.Order(a.ID, 50, start, push.StateSKIPPED, because("PERSON", "", nil))
		rows.Order(a.ID, 60, start, push.StateWAITING, because("STATUS", "", nil))
		rows.Order(b.ID, 10, start, push.StateBLOCKED, because("PAYMENT_UNMAPPED", "payment:9", nil))

		got := list(t, s, a.ID)
		want := []string{
			"ERROR INTERNAL 1 order:7 map[detail:x] " + stamp(start),
			"ERROR SEVERAL_FOUND 1  map[] " + stamp(start),
			"WARNING PAYMENT_UNMAPPED 3 payment:7 map[method:summit] " + stamp(start),
			"WARNING ARTICLE_CODE_MISSING 2  map[product:Darilni zavoj] " + stamp(start),
		}
		equal(t, got, want)
		if all := list(t, s, 0); len(all) != 5 {
			t.Errorf("problems of all shops:\n%s\nwant 5", strings.Join(all, "\n"))
		}
	})
}

// TestStatusesWithoutARule are told one by one, with the orders that wait.
func TestStatusesWithoutARule(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		a, b := rows.Shop("a", delivers), rows.Shop("b", delivers)
		start := store.Now().Add(-time.Hour)
		add := func(shopID int, id int64, status string, at time.Time, state push.State) {
			row := rows.Order(shopID, id, at, state, because(order.ReasonUnclassified, "", map[string]string{"status": status}))
			rows.In(func(ctx context.Context, tx *store.Tx) error {
				return tx.Order.UpdateOne(row).SetStatus(status).Exec(ctx)
			})
		}
		add(a.ID, 1, "priprava", start.Add(time.Minute), push.StateWAITING)
		add(a.ID, 2, "priprava", start, push.StateWAITING)
		add(a.ID, 3, "prevzem", start, push.StateWAITING)
		add(b.ID, 4, "priprava", start, push.StateWAITING)
		want := []string{
			fmt.Sprintf("WARNING STATUS_UNCLASSIFIED 2 shop:%d map[status:priprava] %s", a.ID, stamp(start)),
			fmt.Sprintf("WARNING STATUS_UNCLASSIFIED 1 shop:%d map[status:prevzem] %s", a.ID, stamp(start)),
		}
		equal(t, list(t, s, a.ID), want)
		if all := list(t, s, 0); len(all) != 3 {
			t.Errorf("problems of all shops:\n%s\nwant 3", strings.Join(all, "\n"))
		}
	})
}

// TestOrdersThatGetNowhere: what runs out of time goes on by itself, and is told
// when it has for an hour.
func TestOrdersThatGetNowhere(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		a := rows.Shop("a", delivers)
		long, short := store.Now().Add(-2*time.Hour), store.Now().Add(-50*time.Minute)
		slow := because(order.ReasonOutOfTime, "", map[string]string{"detail": "no answer in time"})
		rows.Order(a.ID, 1, long, push.StateQUEUED, slow)
		rows.Order(a.ID, 2, long.Add(time.Minute), push.StateSYNCING, slow)
		rows.Order(a.ID, 3, short, push.StateQUEUED, slow)
		rows.Order(a.ID, 4, long, push.StateQUEUED, because(order.ReasonVascoAway, "", nil))
		equal(t, list(t, s, a.ID), []string{"WARNING OUT_OF_TIME 2  map[] " + stamp(long)})
	})
}

// TestOrdersThatNobodySends: a switch that was left off, and orders that fell
// between two ways of sending, are not forgotten.
func TestOrdersThatNobodySends(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		a := rows.Shop("a", delivers)
		since := store.Now().Add(-time.Hour)
		ref := fmt.Sprint("shop:", a.ID)
		rows.Order(a.ID, 1, since, push.StateWAITING, because(order.ReasonHeld, ref, nil))
		rows.Order(a.ID, 2, since.Add(time.Minute), push.StateWAITING, because(order.ReasonHeld, ref, nil))
		rows.Order(a.ID, 3, since, push.StateWAITING, because(order.ReasonPreview, ref, nil))
		rows.Order(a.ID, 4, since, push.StateWAITING, because(order.ReasonStatus, "", nil))
		early := func(compared push.Compared) func(*ent.PushCreate) {
			return func(p *ent.PushCreate) { p.SetReason(order.SkippedBeforeStart).SetCompared(compared) }
		}
		rows.Order(a.ID, 5, since, push.StateSKIPPED, early(push.ComparedNOT_FOUND))
		rows.Order(a.ID, 6, since, push.StateSKIPPED, early(push.ComparedNONE))
		// Nor those of which VASCO does not tell it for certain.
		rows.Order(a.ID, 7, since, push.StateSKIPPED, early(push.ComparedUNCLEAR))
		rows.Order(a.ID, 8, since, push.StateSKIPPED, early(push.ComparedSEVERAL))
		equal(t, list(t, s, a.ID), []string{
			"WARNING NOT_IN_VASCO 3  map[] " + stamp(since),
			"WARNING SENDING_HELD 2 " + ref + " map[] " + stamp(since),
			"WARNING SENDING_PREVIEW 1 " + ref + " map[] " + stamp(since),
		})
	})
}

// TestAnERPThatIsOffAtNight is no problem while it may be off.
func TestAnERPThatIsOffAtNight(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Ljubljana")
	if err != nil {
		t.Fatal(err)
	}
	day := func(later int) string { return store.Now().In(zone).AddDate(0, 0, later).Format("Mon")[:2] }
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		since := store.Now().Add(-time.Hour)
		for hours, told := range map[string]bool{day(3) + " 10:00-11:00": false, day(-1) + "-" + day(1) + " 00:00-24:00": true, "": true} {
			var v *ent.VascoConnection
			rows.In(func(ctx context.Context, tx *store.Tx) (err error) {
				v, err = tx.VascoConnection.Create().SetName("Knjige").SetBaseURL("http://erp").SetUsername("u").SetPassword([]byte{}).
					SetTaxNumber("12345678").SetUnreachableSince(since).SetOpeningHours(hours).Save(ctx)
				return err
			})
			shop := rows.Shop(fmt.Sprint("shop-", v.ID), func(c *ent.ShopCreate) { delivers(c); c.SetConnectionID(v.ID) })
			if got := list(t, s, shop.ID); (len(got) == 1) != told {
				t.Errorf("with %q: %v", hours, got)
			}
		}
	})
}

func TestWhatIsNoOrder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		since := store.Now().Add(-time.Hour)
		var v *ent.VascoConnection
		rows.In(func(ctx context.Context, tx *store.Tx) (err error) {
			v, err = tx.VascoConnection.Create().SetName("Knjige").SetBaseURL("http://erp").SetUsername("u").SetPassword([]byte{}).
				SetTaxNumber("12345678").SetUnreachableSince(since).Save(ctx)
			return err
		})
		a := rows.Shop("a", func(c *ent.ShopCreate) { delivers(c); c.SetConnectionID(v.ID).SetUnreachableSince(since) })
		rows.Shop("b", func(c *ent.ShopCreate) { delivers(c); c.SetConnectionID(v.ID) })
		rows.Order(a.ID, 1, since, push.StateSYNCED, func(p *ent.PushCreate) { p.SetChanged("total").SetUpdatedAt(since) })
		rows.Order(a.ID, 2, since, push.StateSYNCED, func(p *ent.PushCreate) { p.SetReadBackNote("TOTAL").SetReadBackAt(since).SetConnectionID(v.ID) })
		// What was sent to another connection is proposed for that one.
		rows.Order(a.ID, 30, since, push.StateSYNCED, func(p *ent.PushCreate) {
			p.SetReadBackNote("TOTAL_UNROUNDED").SetReadBackAt(since).SetConnectionID(v.ID + 7)
		})
		for id, note := range []string{"TOTAL_PER_LINE", "TOTAL_UNROUNDED", "TOTAL_PER_LINE"} {
			rows.Order(a.ID, 20+int64(id), since, push.StateSYNCED, func(p *ent.PushCreate) {
				p.SetReadBackNote(note).SetReadBackAt(since).SetConnectionID(v.ID)
			})
		}
		for id := range int64(3) {
			rows.Order(a.ID, 3+id, since, push.StateSYNCED, func(p *ent.PushCreate) { p.SetSyncedAt(since).SetWriteBackNote("no rights") })
		}
		rows.In(func(ctx context.Context, tx *store.Tx) error {
			for i, at := range []time.Time{since, since.Add(time.Minute), since.Add(-8 * 24 * time.Hour)} {
				err := tx.Delivery.Create().SetShopID(a.ID).SetTopic("order.updated").SetResourceID(int64(i)).SetHash("h").
					SetKind(delivery.KindOBJECT).SetState(delivery.StateREFUSED).SetNote("FOREIGN_SOURCE").
					SetSource("https://staging.example/").SetLastReceivedAt(at).Exec(ctx)
				if err != nil {
					return err
				}
			}
			return nil
		})
		equal(t, list(t, s, 0), []string{
			fmt.Sprintf("ERROR SHOP_UNREACHABLE 0 shop:%d map[shop:a] %s", a.ID, stamp(since)),
			fmt.Sprintf("ERROR CONNECTION_UNREACHABLE 0 connection:%d map[connection:Knjige] %s", v.ID, stamp(since)),
			fmt.Sprintf("WARNING READ_BACK_DIFFERS 4 connection:%d map[fits:2 rounding:perLine] %s", v.ID, stamp(since)),
			fmt.Sprintf("WARNING NUMBERS_NOT_WRITTEN 3 shop:%d map[detail:no rights] %s", a.ID, stamp(since)),
			fmt.Sprintf("WARNING FOREIGN_DELIVERIES 2 shop:%d map[source:https://staging.example/] %s", a.ID, stamp(since)),
			fmt.Sprintf("WARNING READ_BACK_DIFFERS 1 connection:%d map[fits:1 rounding:unrounded] %s", v.ID+7, stamp(since)),
		})
		if _, err := problem.New(s, inbox.New(s, nil, nil)).List(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("problems of a shop that is not there: %v, want ErrNotFound", err)
		}
	})
}

func TestWebhooksThatAreMissing(t *testing.T) {
	t.Parallel()
	whole := func(change func(*connection.HookRecord)) json.RawMessage {
		record := connection.HookRecord{URL: "https://v.example/webhooks/woocommerce/a", Registered: true, ReadAt: store.Now()}
		for i, topic := range connection.HookTopics() {
			record.Hooks = append(record.Hooks, connection.Hook{ID: int64(i + 1), Topic: topic, Status: "active", URL: record.URL})
		}
		change(&record)
		raw, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for name, c := range map[string]struct {
		hooks     json.RawMessage
		delivered bool
		want      string
	}{
		"never registered, silent":     {want: "WARNING WEBHOOKS_MISSING 11"},
		"never registered, delivering": {delivered: true},
		"all there":                    {hooks: whole(func(*connection.HookRecord) {})},
		"one gone":                     {hooks: whole(func(r *connection.HookRecord) { r.Hooks = r.Hooks[1:] }), want: "ERROR WEBHOOKS_MISSING 1"},
		"one disabled":                 {hooks: whole(func(r *connection.HookRecord) { r.Hooks[2].Status = "disabled" }), delivered: true, want: "ERROR WEBHOOKS_MISSING 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Open(t, storetest.SQLite(t))
			storetest.NewRows(t, s).Shop("a", func(create *ent.ShopCreate) {
				if c.delivered {
					delivers(create)
				}
				if c.hooks != nil {
					create.SetWebhooks(c.hooks)
				}
			})
			got := strings.Join(list(t, s, 0), "\n")
			if !strings.HasPrefix(got, c.want) || (c.want == "") != (got == "") {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}

func list(t *testing.T, s *store.Store, shopID int) []string {
	t.Helper()
	all, err := problem.New(s, inbox.New(s, nil, nil)).List(t.Context(), shopID)
	if err != nil {
		t.Fatal(err)
	}
	texts := make([]string, len(all))
	for i, p := range all {
		at := "never"
		if p.OldestAt != nil {
			at = stamp(*p.OldestAt)
		}
		texts[i] = fmt.Sprintf("%s %s %d %s %v %s", p.Level, p.Code, p.Count, p.Ref, p.Params, at)
	}
	return texts
}

func stamp(at time.Time) string { return at.Format(time.RFC3339Nano) }

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("problems:\n%s\nwant:\n%s", g, w)
	}
}
