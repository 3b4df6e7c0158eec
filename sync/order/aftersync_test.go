package order_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func billing(o map[string]any) map[string]any {
	address, _ := o["billing"].(map[string]any)
	return address
}

// first is the first of an order's, or a line's, list.
func first(o map[string]any, list string) map[string]any {
	all, _ := o[list].([]any)
	one, _ := all[0].(map[string]any)
	return one
}

// afterwards are changes of an order that is in VASCO, by what they are told as.
var afterwards = map[string]struct {
	change func(f *ordertest.Fixture, id int64)
	told   string
}{
	"total":     {func(f *ordertest.Fixture, id int64) { f.Edit(id, func(o map[string]any) { o["total"] = "1.00" }) }, "total"},
	"cancelled": {func(f *ordertest.Fixture, id int64) { f.SetStatus(id, "cancelled") }, "ended"},
	"refunded":  {func(f *ordertest.Fixture, id int64) { f.SetStatus(id, "refunded") }, "ended"},
	"a part refunded": {func(f *ordertest.Fixture, id int64) {
		if err := f.Woo.Refund(id, "10.00"); err != nil {
			panic(err)
		}
	}, "refunded"},
	"trashed": {func(f *ordertest.Fixture, id int64) { f.Trash(id) }, "ended"},
	"gone":    {func(f *ordertest.Fixture, id int64) { f.Woo.Delete(id); nudge(f, id, "completed") }, "ended"},
	"payment": {func(f *ordertest.Fixture, id int64) {
		f.Edit(id, func(o map[string]any) { o["payment_method"] = "bacs" })
	}, "payment"},
	"buyer": {func(f *ordertest.Fixture, id int64) {
		f.Edit(id, func(o map[string]any) { billing(o)["company"] = "Žužek d.o.o." })
	}, "buyer"},
	"a VAT number": {func(f *ordertest.Fixture, id int64) {
		f.Edit(id, func(o map[string]any) {
			o["meta_data"] = []any{map[string]any{"id": 1, "key": "_billing_vat_number", "value": "SI98765432"}}
		})
	}, "vat"},
	"the tax on shipping": {func(f *ordertest.Fixture, id int64) {
		f.Edit(id, func(o map[string]any) { first(first(o, "shipping_lines"), "taxes")["total"] = "0.00" })
	}, "tax"},
	"the rate of a line": {func(f *ordertest.Fixture, id int64) {
		f.Edit(id, func(o map[string]any) { first(first(o, "line_items"), "taxes")["id"] = 2 })
	}, "tax"},
	"a product": {func(f *ordertest.Fixture, id int64) {
		f.Edit(id, func(o map[string]any) { first(o, "line_items")["product_id"] = 99 })
	}, "articles"},
	"address": {func(f *ordertest.Fixture, id int64) {
		f.Edit(id, func(o map[string]any) { billing(o)["address_1"] = "Nova ulica 7" })
	}, "address"},
	"a line": {func(f *ordertest.Fixture, id int64) {
		f.Edit(id, quantity(7))
	}, "lines"},
}

// TestChangedAfterwards: an order that is in VASCO keeps its number whatever
// becomes of it, and the difference is told once.
func TestChangedAfterwards(t *testing.T) {
	t.Parallel()
	for name, c := range afterwards {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{})
				id := f.Place(ordertest.Simple())
				before := f.Synced(id)
				c.change(f, id)
				ordertest.Until(t, "the change is told", func() bool { return len(f.Events(id, "order.changed")) > 0 })
				f.WaitAnswered(id)
				nudge(f, id, "completed") // Looked at again, it is no news.
				f.WaitAnswered(id)
				after := f.Synced(id)
				told := f.Events(id, "order.changed")
				if len(told) != 1 || told[0].Params["change"] != c.told || told[0].Params["before"] == told[0].Params["after"] {
					t.Errorf("told %v", told)
				}
				if after.Number != before.Number || after.Changed != c.told {
					t.Errorf("number %s was %s, changed %q", after.Number, before.Number, after.Changed)
				}
			})
		})
	}
}

// TestEachDifferenceOnce: a second one is told without the first, and one that
// was taken back is none any more.
func TestEachDifferenceOnce(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := f.Place(ordertest.Simple())
	f.Synced(id)
	changes := func(want ...string) {
		t.Helper()
		ordertest.Until(t, "told: "+strings.Join(want, ", "), func() bool { return len(f.Events(id, "order.changed")) >= len(want) })
		f.WaitAnswered(id)
		told := f.Events(id, "order.changed")
		for i, w := range want {
			if len(told) != len(want) || told[i].Params["change"] != w {
				t.Fatalf("told %v, want %v", told, want)
			}
		}
	}
	total := f.Order(id).TotalMinor
	f.Edit(id, func(o map[string]any) { o["total"] = "1.00" })
	changes("total")
	f.SetStatus(id, "cancelled")
	changes("total", "ended")
	f.SetStatus(id, "processing")
	f.Edit(id, func(o map[string]any) { o["total"] = fmt.Sprintf("%d.%02d", total/100, total%100) })
	ordertest.Until(t, "nothing is different any more", func() bool { return f.Push(id).Changed == "" })
	f.Edit(id, func(o map[string]any) { o["total"] = "1.00" })
	changes("total", "ended", "total")
}

// TestWhatIsNoChange: what the shop says of the product today is not the order's,
// and what was sent by an older version did not note everything.
func TestWhatIsNoChange(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(f *ordertest.Fixture, id int64){
		"another SKU": func(f *ordertest.Fixture, id int64) {
			f.Edit(id, func(o map[string]any) { first(o, "line_items")["sku"] = "PWH-1-OLD" })
		},
		"a product that was deleted": func(f *ordertest.Fixture, id int64) {
			f.Edit(id, func(o map[string]any) { first(o, "line_items")["product_id"] = 0 })
		},
		"a VAT number written in another way": func(f *ordertest.Fixture, id int64) {
			f.Edit(id, func(o map[string]any) {
				o["meta_data"] = []any{map[string]any{"id": 1, "key": "_billing_vat_number", "value": "si 98 765 432"}}
			})
		},
		"facts of an older version": func(f *ordertest.Fixture, id int64) {
			p := f.Push(id)
			var noted map[string]any
			if err := json.Unmarshal(p.Sent, &noted); err != nil {
				panic(err)
			}
			for _, later := range []string{"vat", "tax", "articles"} {
				delete(noted, later)
			}
			older, err := json.Marshal(noted)
			if err != nil {
				panic(err)
			}
			f.InTx(func(ctx context.Context, tx *store.Tx) error { return tx.Push.UpdateOne(p).SetSent(older).Exec(ctx) })
			nudge(f, id, "completed")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{})
			d := ordertest.Simple()
			d.Company, d.VAT = "Novak d.o.o.", "SI98765432"
			id := f.Place(d)
			f.Synced(id)
			writtenBack(t, f, id)
			f.WaitAnswered(id)
			change(f, id)
			f.Edit(id, func(o map[string]any) { o["total"] = "1.00" })
			ordertest.Until(t, "the other change is told", func() bool { return f.Push(id).Changed != "" })
			f.WaitAnswered(id)
			if p := f.Synced(id); p.Changed != "total" {
				t.Errorf("it tells %s: %v", p.Changed, p.ChangedParams)
			}
		})
	}
}

// TestOurOwnEcho: the hook our own note of the number causes changes nothing.
func TestOurOwnEcho(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := f.Place(ordertest.Simple())
		p := f.Synced(id)
		ordertest.Until(t, "the echo came", func() bool { return f.Delivered("order.updated") > 0 && f.Answered(id) })
		again := f.Synced(id)
		if again.Changed != "" || again.Attempt != p.Attempt || len(f.Events(id, "order.changed")) != 0 {
			t.Errorf("the echo changed %q, attempt %d", again.Changed, again.Attempt)
		}
		if got := f.Calls("PUT orders/#"); got != 1 {
			t.Errorf("the order was written %d times", got)
		}
	})
}

// TestWrittenBack: the number with its year as meta, and one private note; no
// word of the order's status.
func TestWrittenBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		id := f.Place(ordertest.Simple())
		p := f.Synced(id)
		writtenBack(t, f, id)
		want := "NK-" + p.Number + "/" + p.Year
		if got := f.Woo.OrderMeta(id, order.NumberMeta); got != want {
			t.Errorf("the meta is %q, want %q", got, want)
		}
		if got := f.Woo.Notes(id); len(got) != 1 || got[0] != "VASCO: "+want {
			t.Errorf("the notes are %q", got)
		}
		ordertest.Until(t, "the calls are recorded", func() bool {
			return s.Reader().ApiCall.Query().Where(apicall.Method(http.MethodPost), apicall.SystemEQ(apicall.SystemSHOP)).CountX(t.Context()) == 1
		})
		for _, call := range s.Reader().ApiCall.Query().Where(apicall.SystemEQ(apicall.SystemSHOP), apicall.MethodNEQ(http.MethodGet)).AllX(t.Context()) {
			if strings.Contains(string(call.Request), "status") || strings.Contains(string(call.Request), `"customer_note":true`) {
				t.Errorf("%s %s wrote %s", call.Method, call.Path, call.Request)
			}
		}
	})
}

func writtenBack(t *testing.T, f *ordertest.Fixture, id int64) {
	t.Helper()
	ordertest.Until(t, "it is written back", func() bool { return f.Push(id).WrittenBackAt != nil })
}

// TestWriteBackThatFails: whatever the shop does, the order stays synced and
// VASCO has it once; the number comes when the shop can take it, the note once.
func TestWriteBackThatFails(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]woosim.Fault{
		"the meta":         {Method: http.MethodPut, Path: "orders", Status: 503, Times: 1, RetryAfter: 1},
		"the note":         {Method: http.MethodPost, Path: "orders", Status: 503, Times: 1},
		"a web page":       {Method: http.MethodPut, Path: "orders", Status: 200, Body: "<html>", Times: 1},
		"a lost answer":    {Method: http.MethodPut, Path: "orders", Drop: true, Times: 1},
		"the API for once": {Method: http.MethodPut, Path: "orders", Status: 404, Body: `{"code":"rest_no_route"}`, Times: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{})
			f.Woo.AddFaults(fault)
			id := f.Place(ordertest.Simple())
			f.Synced(id)
			writtenBack(t, f, id)
			f.Synced(id)
			if notes := f.Woo.Notes(id); len(notes) != 1 {
				t.Errorf("the notes are %q", notes)
			}
			if len(f.Events(id, "order.write_back_failed")) != 0 || len(f.Events(id, "order.written_back")) != 1 {
				t.Error("what was told is wrong")
			}
		})
	}
}

// TestWriteBackRefused: a clear no is told once and ends it.
func TestWriteBackRefused(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]woosim.Fault{
		"keys that only read": {Status: 401, Body: `{"code":"woocommerce_rest_authentication_error","message":"The API key provided does not have write permissions."}`},
		"bad request":         {Status: 400, Body: `{"code":"rest_invalid_param","message":"Invalid parameter(s): meta_data"}`},
		"gone":                {Status: 404, Body: `{"code":"woocommerce_rest_shop_order_invalid_id","message":"Invalid ID."}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := sqliteFixture(t, ordertest.Options{})
			answer.Method, answer.Path = http.MethodPut, "orders"
			f.Woo.AddFaults(answer)
			id := f.Place(ordertest.Simple())
			f.Synced(id)
			ordertest.Until(t, "it is told", func() bool { return len(f.Events(id, "order.write_back_failed")) == 1 })
			f.Synced(id)
			if got := f.Calls("PUT orders/#"); got != 1 {
				t.Errorf("it was tried %d times", got)
			}
		})
	}
}

// TestNoNoteWhereNoneIsWanted: neither by the settings, nor when the number
// stood there before.
func TestNoNoteWhereNoneIsWanted(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, settings(func(s *rules.Shop) { s.WriteOrderNote = false }))
	id := f.Place(ordertest.Simple())
	f.Synced(id)
	writtenBack(t, f, id)
	if notes := f.Woo.Notes(id); len(notes) != 0 {
		t.Errorf("the notes are %q", notes)
	}

	f = sqliteFixture(t, ordertest.Options{NoHooks: true})
	id = f.Place(ordertest.Simple())
	f.Edit(id, func(o map[string]any) {
		o["meta_data"] = []any{map[string]any{"id": 1, "key": order.NumberMeta, "value": "NK-00007/2025"}}
	})
	nudge(f, id, "processing")
	f.Synced(id)
	writtenBack(t, f, id)
	if notes := f.Woo.Notes(id); len(notes) != 0 {
		t.Errorf("the notes are %q", notes)
	}
}
