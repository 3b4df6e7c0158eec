package woo_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

func TestAmounts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`"208.52"`: "208.52", `12.5`: "12.5", `"2"`: "2", `""`: "0", `null`: "0", `"-6.12"`: "-6.12", `" 7.10 "`: "7.1", `1e2`: "100", `0.1`: "0.1",
		`5.122951`: "5.122951", `"1E-05"`: "0.00001", `-0`: "0", `99999999999999999999.99`: "99999999999999999999.99",
	} {
		var a woo.Amount
		if err := json.Unmarshal([]byte(text), &a); err != nil || a.String() != want {
			t.Errorf("%s: %s, %v", text, a, err)
		}
	}
	for _, text := range []string{
		`"12,50"`, `"abc"`, `true`, `{}`, `[]`, `"1.2.3"`, `"0x10"`, `"1e999999999"`, `1e999999999`, `"1e-999999999"`, `"NaN"`, `"Inf"`,
		`"1e21"`, `"` + strings.Repeat("9", 41) + `"`, `"<b>1</b>"`, `"--1"`,
	} {
		var a woo.Amount
		if err := json.Unmarshal([]byte(text), &a); err == nil {
			t.Errorf("%s is taken for %s", text, a)
		}
	}
}

func TestForeignNumbersInLinesAreBounded(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"id":1,"line_items":[{"quantity":1e999999999}]}`, `{"id":1,"line_items":[{"quantity":"` + strings.Repeat("9", 1000) + `"}]}`,
		`{"id":1,"tax_lines":[{"rate_percent":1e-999999999}]}`, `{"id":1,"line_items":[{"quantity":"two"}]}`, `{"id":1,"line_items":[7]}`, `{"id":1,"tax_lines":[[]]}`,
	} {
		_, err := woo.ParseOrder([]byte(body))
		if _, ok := errors.AsType[*woo.Malformed](err); !ok || len(err.Error()) > 300 {
			t.Errorf("%.60s: %v", body, err)
		}
	}
	o, err := woo.ParseOrder([]byte(`{"id":1,"line_items":[{"id":5,"name":"Med","quantity":"1.5","total":"3.00"},{"quantity":""}],"tax_lines":[{"rate_id":2,"rate_percent":9.5},{"rate_percent":"22.0000"},{"rate_percent":0},{"rate_percent":null},{"rate_percent":" "},{}]}`))
	if err != nil {
		t.Fatal(err)
	}
	first := o.LineItems[0]
	if first.Quantity.String() != "1.5" || first.Name != "Med" || first.ID != 5 || first.Total.String() != "3" || !o.LineItems[1].Quantity.IsZero() {
		t.Errorf("lines %+v", o.LineItems)
	}
	var rates []string
	for _, line := range o.TaxLines {
		if line.RatePercent == nil {
			rates = append(rates, "unknown")
			continue
		}
		rates = append(rates, line.RatePercent.String())
	}
	if !slices.Equal(rates, []string{"9.5", "22", "0", "unknown", "unknown", "unknown"}) || o.TaxLines[0].RateID != 2 {
		t.Errorf("the rates are %v", rates)
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]woo.Text{`"1000"`: "1000", `1000`: "1000", `0015`[2:]: "15", `null`: "", `""`: "", `"Š\u017d"`: "ŠŽ", `1.50`: "1.50"} {
		var got woo.Text
		if err := json.Unmarshal([]byte(raw), &got); err != nil || got != want {
			t.Errorf("%s: %q, %v", raw, got, err)
		}
	}
	for _, raw := range []string{`true`, `[]`, `{}`} {
		var got woo.Text
		if err := json.Unmarshal([]byte(raw), &got); err == nil {
			t.Errorf("%s is taken for %q", raw, got)
		}
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for raw, want := range map[string]time.Time{
		`"2026-11-23T12:00:00"`: noon, `"2026-11-23T12:00:00Z"`: noon, `"2026-11-23T13:00:00+01:00"`: noon, `null`: {}, `""`: {},
	} {
		var got woo.Time
		if err := json.Unmarshal([]byte(raw), &got); err != nil || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s: %v, %v", raw, got, err)
		}
	}
	for _, raw := range []string{`"yesterday"`, `"2026-11-23"`, `"0000-00-00T00:00:00"`, `5`, `{}`} {
		var got woo.Time
		if err := json.Unmarshal([]byte(raw), &got); err == nil {
			t.Errorf("%s is taken for %v", raw, got)
		}
	}
	if raw, err := json.Marshal([]woo.Time{{}, {Time: noon}}); err != nil || string(raw) != `[null,"2026-11-23T12:00:00"]` {
		t.Errorf("written as %s, %v", raw, err)
	}
}

func TestMetaIsTextOrNothing(t *testing.T) {
	t.Parallel()
	o, err := woo.ParseOrder([]byte(`{"id":1,"meta_data":[{"key":"a","value":{"x":1}},{"key":"a","value":"SI12345678"},{"key":"b","value":12345678},
		{"key":"c","value":null},{"key":"d","value":false},{"key":"e","value":["x"]},{"key":"f","value":""},{"key":"a","value":"later"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"a": "SI12345678", "b": "12345678", "f": ""} {
		if got, ok := o.Meta(key); !ok || got != want {
			t.Errorf("%s: %q, %v", key, got, ok)
		}
	}
	for _, key := range []string{"c", "d", "e", "g", ""} {
		if got, ok := o.Meta(key); ok {
			t.Errorf("%s: %q", key, got)
		}
	}
	p, err := woo.ParseProduct([]byte(`{"id":1,"meta_data":[{"id":3,"key":"_alg_ean","value":"3830000000024"}]}`))
	if ean, ok := p.Meta("_alg_ean"); err != nil || !ok || ean != "3830000000024" {
		t.Errorf("%q, %v, %v", ean, ok, err)
	}
}

func TestWhatIsNoProduct(t *testing.T) {
	t.Parallel()
	for _, body := range []string{``, `null`, `[]`, `{}`, `{"id":0}`, `{"id":-1}`, `{"id":"x","price":"much"}`, `{"code":"woocommerce_rest_product_invalid_id"}`} {
		_, err := woo.ParseProduct([]byte(body))
		if _, ok := errors.AsType[*woo.Malformed](err); !ok {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestNULsAreInNoText(t *testing.T) {
	t.Parallel()
	o, err := woo.ParseOrder([]byte(`{"id":1,"customer_note":"a\u0000b\\u0000c\n","meta_data":[{"key":"k","value":"\u0000\u0000x"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if value, _ := o.Meta("k"); o.CustomerNote != "ab\\u0000c\n" || value != "x" {
		t.Errorf("note %q, meta %q", o.CustomerNote, value)
	}
	d, err := woo.ParseDelivery("order.updated", []byte(`{"id":7,"status":"on-\u0000hold","date_modified_gmt":"2026-11-23T20:16:05"}`))
	if err != nil || d.Status != "on-hold" {
		t.Errorf("%+v, %v", d, err)
	}
	for _, body := range []string{`{"id":7\u0000}`, `{\u0000"id":7}`} {
		if _, err := woo.ParseDelivery("order.updated", []byte(body)); err == nil {
			t.Errorf("%s is taken", body)
		}
		if _, err := woo.ParseOrder([]byte(body)); err == nil {
			t.Errorf("%s is taken for an order", body)
		}
	}
}
