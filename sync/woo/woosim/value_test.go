package woosim

import (
	"fmt"
	"math"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// ofTheMoment are fields that are of one shop and one time.
var ofTheMoment = []string{"id", "number", "order_key", "payment_url", "instance_id", "_links", "total_sales", "stock_quantity"}

// scrubbed is a JSON value without what is of one shop and one time.
func scrubbed(value any) any {
	switch v := value.(type) {
	case object:
		out := object{}
		for name, inner := range v {
			if !slices.Contains(ofTheMoment, name) && !strings.HasPrefix(name, "date_") {
				out[name] = scrubbed(inner)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = scrubbed(inner)
		}
		return out
	case float64:
		return math.Round(v*1e9) / 1e9 // PHP divides a last digit otherwise.
	default:
		return v
	}
}

// To the cent, the word and the order of the lines.
func TestOrdersAreWorkedOutAsTheRecordedShopDoes(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"rest-order-post-company-vat.json", "rest-order-post-coupon-fee.json", "rest-order-refund-post.json"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			before[file](l)
			r := recordings(t, file)[0]
			got, want := scrubbed(decoded[any](l.replay(r).Body.Bytes())), scrubbed(decoded[any](r.Response.Body))
			if !reflect.DeepEqual(got, want) {
				t.Errorf("answered\n%s\nrecorded\n%s", encoded(got), encoded(want))
			}
		})
	}
}

// The recorded order was cancelled meanwhile, which gave its goods back.
func TestMoreDecimalsAreAsRecorded(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"rest-order-full.json", "rest-order-full-dp6.json"} {
		l := newLab(t)
		l.company()
		l.must(http.MethodPut, "orders/93", `{"status":"cancelled"}`)
		r := recordings(t, file)[0]
		got, want := scrubbed(decoded[any](l.replay(r).Body.Bytes())), scrubbed(decoded[any](r.Response.Body))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: answered\n%s\nrecorded\n%s", file, encoded(got), encoded(want))
		}
	}
}

// outcome sums up one element of a batch.
func outcome(element object) string {
	if failure, failed := element["error"].(object); failed {
		return fmt.Sprint(element["id"], " ", failure["code"], " ", failure["data"])
	}
	return fmt.Sprint(element["id"], " ", element["stock_quantity"], " ", element["status"], " ", element["stock_status"])
}

func TestBatchesEndAsRecorded(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"rest-product-batch-mixed.json", "rest-variations-batch.json"} {
		l := newLab(t)
		l.setStock(l.products[22], decimal.NewFromInt(34))
		r := recordings(t, file)[0]
		got, want := decoded[map[string][]object](l.replay(r).Body.Bytes())["update"], decoded[map[string][]object](r.Response.Body)["update"]
		if len(got) != len(want) {
			t.Fatalf("%s: %d elements, recorded %d", file, len(got), len(want))
		}
		for i := range want {
			if outcome(got[i]) != outcome(want[i]) {
				t.Errorf("%s: element %d ended %s, recorded %s", file, i, outcome(got[i]), outcome(want[i]))
			}
		}
	}
}

func TestStockWritesEndAsRecorded(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"rest-product-put-stock.json": "12 9 publish instock", "rest-product-put-inventory-delta.json": "12 8 publish instock",
		"rest-product-put-stock-unmanaged.json": "23 <nil> publish instock",
	} {
		l := newLab(t)
		if prepare := before[file]; prepare != nil {
			prepare(l)
		}
		r := recordings(t, file)[0]
		if got := outcome(decoded[object](l.replay(r).Body.Bytes())); got != want || outcome(decoded[object](r.Response.Body)) != want {
			t.Errorf("%s: %s, recorded %s", file, got, outcome(decoded[object](r.Response.Body)))
		}
	}
}
