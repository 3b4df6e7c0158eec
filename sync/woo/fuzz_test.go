package woo_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// recordedBodies seeds a fuzz target with the bodies of all recorded deliveries.
func recordedBodies(f *testing.F, add func(topic string, body []byte)) {
	f.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "recorded", "webhook-*.*.json"))
	if err != nil || len(paths) == 0 {
		f.Fatalf("%d files, %v", len(paths), err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		var file hookFile
		if err := json.Unmarshal(raw, &file); err != nil {
			f.Fatal(err)
		}
		for _, d := range file.Deliveries {
			body, err := base64.StdEncoding.DecodeString(d.Body)
			if err != nil {
				f.Fatal(err)
			}
			add(file.Topic, body)
		}
	}
}

func FuzzParseDelivery(f *testing.F) {
	recordedBodies(f, func(topic string, body []byte) { f.Add(topic, body) })
	f.Add("order.created", []byte(`{"id":"9","date_modified_gmt":"2026-11-23T20:16:05","data":{"status":"x"}}`))
	f.Add("order.created", []byte(`{"id":7\u0000}`))
	f.Fuzz(func(t *testing.T, topic string, body []byte) {
		d, err := woo.ParseDelivery(topic, body)
		isObject := json.Valid(body) && bytes.HasPrefix(bytes.TrimSpace(body), []byte("{"))
		if (err == nil) != isObject {
			t.Fatalf("%v for %q", err, body)
		}
		if err != nil {
			return
		}
		if d.ResourceID < 0 || d.Kind < woo.DeliveryObject || d.Kind > woo.DeliveryError || (d.Kind == woo.DeliveryError && d.ResourceID != 0) {
			t.Errorf("%+v of %q", d, body)
		}
		if d.Kind == woo.DeliveryObject && d.Modified.IsZero() {
			t.Errorf("an object without a time: %+v", d)
		}
	})
}

func FuzzParseOrder(f *testing.F) {
	recordedBodies(f, func(_ string, body []byte) { f.Add(body) })
	f.Add([]byte(`{"id":1,"line_items":[{"quantity":1e9}],"meta_data":[{"key":"k","value":[{}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		o, err := woo.ParseOrder(body)
		if err != nil {
			if _, ok := errors.AsType[*woo.Malformed](err); !ok {
				t.Errorf("%T: %v", err, err)
			}
			return
		}
		_, _ = o.Meta("k") // It must not fail on any value.
		total := o.Total.Decimal
		for _, l := range o.LineItems {
			total = total.Add(l.Quantity.Mul(l.Total.Decimal)) // Not one of them is too large to compute with.
		}
		_ = total.StringFixed(2)
		written, err := json.Marshal(o)
		if err != nil {
			t.Fatalf("it cannot be written: %v", err)
		}
		again, err := woo.ParseOrder(written)
		if err != nil || again.ID != o.ID || !again.Total.Equal(o.Total.Decimal) || len(again.LineItems) != len(o.LineItems) || !again.DateModifiedGMT.Truncate(time.Second).Equal(o.DateModifiedGMT.Truncate(time.Second)) {
			t.Errorf("%s became %+v, %v", written, again, err)
		}
	})
}

func FuzzParseProduct(f *testing.F) {
	recordedBodies(f, func(_ string, body []byte) { f.Add(body) })
	f.Add([]byte(`{"id":1,"manage_stock":"parent","stock_quantity":null,"global_unique_id":383}`))
	f.Add([]byte(`{"id":1,"price":"x","variations":[1,"2",{}],"translations":{"sl":1},"stock_quantity":"1e5"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := woo.ParseProduct(body)
		if err != nil {
			if _, ok := errors.AsType[*woo.Malformed](err); !ok {
				t.Errorf("%T: %v", err, err)
			}
			return
		}
		_, _ = p.Meta("k") // It must not fail on any value.
		if p.ID <= 0 || (p.StockQuantity != nil && p.StockQuantity.Exponent() > 20) {
			t.Errorf("%+v", p)
		}
	})
}

func FuzzAmount(f *testing.F) {
	for _, seed := range []string{"208.52", "", "-1e5", "1e999999999", "0.000001", "12,50", "null", "\"", "NaN"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		value, err := woo.ParseNumber(text)
		if err == nil {
			if len(value.String()) > 90 {
				t.Errorf("%q became %d digits", text, len(value.String()))
			}
			if again, err := woo.ParseNumber(value.String()); len(value.String()) <= 40 && (err != nil || !again.Equal(value)) {
				t.Errorf("%q became %s, and that %s, %v", text, value, again, err)
			}
		}
		raw, err := json.Marshal(text)
		if err != nil {
			return
		}
		for _, form := range [][]byte{raw, []byte(text)} {
			var a woo.Amount
			if json.Unmarshal(form, &a) != nil {
				continue
			}
			if number, _ := a.Float64(); math.IsNaN(number) || math.IsInf(number, 0) {
				t.Errorf("%s became %v", form, number)
			}
		}
	})
}

func FuzzTime(f *testing.F) {
	for _, seed := range []string{`"2026-11-23T20:16:05"`, `"2026-11-23T20:16:05Z"`, `"2026-11-23T20:16:05.123+01:00"`, `null`, `""`, `5`, `"0000-00-00T00:00:00"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var at woo.Time
		if json.Unmarshal(raw, &at) != nil || at.IsZero() {
			return
		}
		written, err := json.Marshal(at)
		if err != nil {
			t.Fatal(err)
		}
		var again woo.Time
		if err := json.Unmarshal(written, &again); err != nil || !again.Equal(at.Truncate(time.Second)) {
			t.Errorf("%s became %s, and that %v, %v", raw, written, again, err)
		}
	})
}
