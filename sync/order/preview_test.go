package order_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func preview(t *testing.T, f *ordertest.Fixture, id int64) *order.Preview {
	t.Helper()
	p, err := f.Orders.Preview(t.Context(), f.Order(id).ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// nothingWritten checks that looking did nothing: no order and no partner in
// VASCO, no event, no mapping, no count.
func nothingWritten(t *testing.T, f *ordertest.Fixture, look func()) {
	t.Helper()
	counts := func() [5]int {
		r := f.Store.Reader()
		var all [5]int
		for i, count := range []func(context.Context) (int, error){
			r.Event.Query().Count, r.PaymentMapping.Query().Count, r.Partner.Query().Count, r.Order.Query().Count, r.Push.Query().Count,
		} {
			n, err := count(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			all[i] = n
		}
		return all
	}
	rows, orders, partners := counts(), len(f.ERP.Orders()), len(f.ERP.Partners())
	look()
	if counts() != rows || len(f.ERP.Orders()) != orders || len(f.ERP.Partners()) != partners {
		t.Errorf("looking changed something: rows %v before, %v after; %d orders and %d partners before", rows, counts(), orders, partners)
	}
}

// TestPreviewIsWhatIsSent: the preview of an order that waits is the payload
// that is sent once it goes on, and looking at it writes nothing anywhere.
func TestPreviewIsWhatIsSent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		d := ordertest.Simple()
		d.Status = "pending"
		id := f.Place(d)
		f.WaitFor(id, "WAITING/STATUS")
		var p *order.Preview
		nothingWritten(t, f, func() { p = preview(t, f, id) })
		if p.Sendable() || p.State != push.StateWAITING || p.Params["status"] != "pending" || p.PartnerCode != "502" || p.NewPartner != nil {
			t.Errorf("preview of a waiting order: %s/%s %v, partner %q", p.State, p.Reason, p.Params, p.PartnerCode)
		}
		if p.ShopTotal.StringFixed(2) != "126.08" || !p.Gross.Add(p.Difference).Equal(p.ShopTotal) || p.Decimals == 0 {
			t.Errorf("totals: shop %s, document %s, difference %s, %d decimals", p.ShopTotal, p.Gross, p.Difference, p.Decimals)
		}
		if !p.Difference.IsZero() != strings.Contains(strings.Join(p.Warnings, " "), order.WarningTotalDiffers) {
			t.Errorf("difference %s, warnings %v", p.Difference, p.Warnings)
		}
		f.Edit(id, func(o map[string]any) { o["status"] = "processing" })
		sent := f.Synced(id)
		same(t, p.Payload, sent.Payload)
		if after := preview(t, f, id); after.Sendable() || after.State != push.StateSYNCED {
			t.Errorf("preview of a synced order: %s, sendable %v", after.State, after.Sendable())
		}
	})
}

func same(t *testing.T, got, want []byte) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal(got, &g); err != nil {
		t.Fatalf("%s: %v", got, err)
	}
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatalf("%s: %v", want, err)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("payload\n%s\nwant\n%s", got, want)
	}
}

// TestPreviewNamesTheNewPartner: a buyer VASCO does not know is shown, not created.
func TestPreviewNamesTheNewPartner(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		d := ordertest.Simple()
		d.Status, d.Company, d.VAT, d.Email = "pending", "Nova d.o.o.", "SI11111111", "nova@example.si"
		id := f.Place(d)
		f.WaitFor(id, "WAITING/STATUS")
		var p *order.Preview
		nothingWritten(t, f, func() { p = preview(t, f, id) })
		var partner map[string]any
		if err := json.Unmarshal(p.NewPartner, &partner); err != nil || partner["naziv"] != "NOVA D.O.O." || partner["davcna"] != "SI11111111" {
			t.Errorf("new partner %s, %v", p.NewPartner, err)
		}
		if p.PartnerCode != "" || p.Payload == nil || !strings.Contains(strings.Join(p.Warnings, " "), "VAT_CHECK_DIGIT") {
			t.Errorf("partner %q, warnings %v, payload %s", p.PartnerCode, p.Warnings, p.Payload)
		}
	})
}

// TestPreviewSaysWhy: what would block the order is told as a pass would tell
// it, and nothing is made or counted for it.
func TestPreviewSaysWhy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options ordertest.Options
		draft   func(*woosim.Draft)
		before  func(t *testing.T, f *ordertest.Fixture)
		want    string
		payload bool
	}{
		"payment":   {draft: func(d *woosim.Draft) { d.PaymentMethod = "paypal" }, want: "BLOCKED/PAYMENT_UNMAPPED", payload: true},
		"article":   {draft: func(d *woosim.Draft) { d.Items = []woosim.Item{{SKU: "SI-3001", Quantity: 1}} }, want: "BLOCKED/ARTICLE_CODE_MISSING"},
		"several":   {draft: func(d *woosim.Draft) { d.Email = "druzina.kranjc@example.si" }, want: "BLOCKED/PARTNER_AMBIGUOUS", payload: true},
		"no data":   {draft: func(d *woosim.Draft) { d.Email, d.NoEmail = "", true }, want: "BLOCKED/PARTNER_DATA_MISSING", payload: true},
		"currency":  {draft: func(d *woosim.Draft) { d.Currency = "USD" }, want: "BLOCKED/CURRENCY_MISMATCH"},
		"nowhere":   {options: ordertest.Options{Unconnected: true}, want: "BLOCKED/NO_CONNECTION"},
		"too early": {options: settings(func(s *rules.Shop) { s.SyncFrom = s.SyncFrom.AddDate(10, 0, 0) }), want: "SKIPPED/BEFORE_START", payload: true},
		"blacklist": {before: func(t *testing.T, f *ordertest.Fixture) {
			t.Helper()
			if _, err := f.Orders.AddToBlacklist(t.Context(), f.Shop().ID, "*@example.si", ""); err != nil {
				t.Fatal(err)
			}
		}, want: "BLACKLISTED/", payload: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := ordertest.New(t, storetest.Open(t, storetest.SQLite(t)), c.options)
			d := ordertest.Simple()
			if c.draft != nil {
				c.draft(&d)
			}
			if c.before != nil {
				c.before(t, f)
			}
			id := f.Place(d)
			ordertest.Until(t, "the order is known and rests", func() bool { return f.Push(id) != nil && f.Answered(id) })
			var p *order.Preview
			nothingWritten(t, f, func() { p = preview(t, f, id) })
			if got := string(p.State) + "/" + p.Reason; got != c.want || p.Sendable() || (p.Payload != nil) != c.payload {
				t.Errorf("preview %s, sendable %v, payload %s; want %s", got, p.Sendable(), p.Payload, c.want)
			}
			if got := f.Push(id); string(got.State) != string(p.State) || got.Reason != p.Reason || got.ReasonRef != p.Ref {
				t.Errorf("the pass ended %s/%s waiting for %q, the preview says %s/%s and %q", got.State, got.Reason, got.ReasonRef, p.State, p.Reason, p.Ref)
			}
		})
	}
}

func TestPreviewOfWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	f := ordertest.New(t, storetest.Open(t, storetest.SQLite(t)), ordertest.Options{})
	if _, err := f.Orders.Preview(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of an order that is not there: %v, want ErrNotFound", err)
	}
	d := ordertest.Simple()
	d.Status = "pending"
	id := f.Place(d)
	f.WaitFor(id, "WAITING/STATUS")
	f.ERP.AddFaults(vascosim.Fault{Kind: "drop_before"})
	_, err := f.Orders.Preview(t.Context(), f.Order(id).ID)
	if _, away := errors.AsType[*vasco.Unavailable](err); !away {
		t.Errorf("while VASCO is away: %v, want Unavailable", err)
	}
}
