package woo_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/shopspring/decimal"

	"github.com/kiwwwi/vasco/sync/woo"
)

func stocks(quantities map[int64]string) []woo.StockWrite {
	var writes []woo.StockWrite
	for id, quantity := range quantities {
		writes = append(writes, woo.StockWrite{ID: id, Quantity: decimal.RequireFromString(quantity)})
	}
	slices.SortFunc(writes, func(a, b woo.StockWrite) int { return int(a.ID - b.ID) })
	return writes
}

func TestStockIsSentAsTheShopTakesIt(t *testing.T) {
	t.Parallel()
	for parent, path := range map[int64]string{0: "/wp-json/wc/v3/products/batch", 71: "/wp-json/wc/v3/products/71/variations/batch"} {
		s := newShop(t, reply(http.StatusOK, `{"update":[{"id":12,"manage_stock":true,"stock_quantity":"8.00"},{"id":13,"manage_stock":true,"stock_quantity":2.5}]}`))
		results, err := s.client().WriteStock(t.Context(), parent, []woo.StockWrite{
			{ID: 12, Quantity: decimal.NewFromInt(8), Meta: map[string]string{"zaloga_b": "3", "nasa_zaloga": "5"}},
			{ID: 13, Quantity: decimal.RequireFromString("2.50")},
		})
		if err != nil || len(results) != 2 {
			t.Fatal(results, err)
		}
		for i, r := range results {
			if want := int64(12 + i); r.Err != nil || r.ID != want || r.Product.ID != want || r.Product.ParentID != parent {
				t.Errorf("%d: %+v", i, r)
			}
		}
		const body = `{"update":[{"id":12,"stock_quantity":8,"meta_data":[{"key":"nasa_zaloga","value":"5"},{"key":"zaloga_b","value":"3"}]},` +
			`{"id":13,"stock_quantity":2.5}]}`
		if sent := s.requests(); len(sent) != 1 || sent[0].method != http.MethodPost || sent[0].path != path || len(sent[0].query) != 0 || sent[0].body != body {
			t.Errorf("sent %+v", sent)
		}
	}
}

func TestWhatBecameOfAnElement(t *testing.T) {
	t.Parallel()
	for element, want := range map[string]string{
		`{"id":12,"manage_stock":true,"stock_quantity":7}`:      "",
		`{"id":12,"manage_stock":true,"stock_quantity":"7.0"}`:  "",
		`{"id":"12","manage_stock":true,"stock_quantity":7}`:    "rejected whole", // Its product has no readable id.
		`{"id":12,"manage_stock":true,"stock_quantity":6}`:      "ignored: the shop shows another quantity",
		`{"id":12,"manage_stock":true,"stock_quantity":null}`:   "ignored: the shop shows another quantity",
		`{"id":12,"manage_stock":true,"stock_quantity":""}`:     "ignored: the shop shows another quantity",
		`{"id":12,"manage_stock":true,"stock_quantity":"many"}`: "ignored: the shop shows another quantity",
		`{"id":12,"manage_stock":true}`:                         "ignored: the shop shows another quantity",
		`{"id":12,"manage_stock":false,"stock_quantity":null}`:  "ignored: the product's stock is not managed",
		`{"id":12,"manage_stock":false,"stock_quantity":7}`:     "ignored: the product's stock is not managed",
		`{"id":12}`: "ignored: the product's stock is not managed",
		`{"id":12,"manage_stock":"parent","stock_quantity":7}`:                                                           "ignored: the variation shows the stock of its product",
		`{"id":12,"error":{"code":"woocommerce_rest_product_invalid_id","message":"Invalid ID.","data":{"status":400}}}`: "not found: woocommerce_rest_product_invalid_id",
		`{"id":12,"error":{"code":"gone","data":{"status":404}}}`:                                                        "not found: gone",
		`{"id":12,"error":{"code":"product_invalid_sku","message":"Invalid or duplicated SKU.","data":{"status":400}}}`:  "rejected: 400 product_invalid_sku Invalid or duplicated SKU.",
		`{"id":12,"error":{"code":500,"message":null,"data":[]}}`:                                                        "rejected: 400 500 ",
		`{"id":12,"error":"no"}`: `rejected: 400  "no"`,
		`{"id":12,"error":null,"manage_stock":true,"stock_quantity":7}`: "",
		`{"id":13,"manage_stock":true,"stock_quantity":7}`:              "rejected whole",
		`{"manage_stock":true,"stock_quantity":7}`:                      "rejected whole",
		`[]`:   "rejected whole",
		`null`: "rejected whole",
		`7`:    "rejected whole",
	} {
		s := newShop(t, reply(http.StatusOK, `{"update":[`+element+`]}`))
		results, err := s.client().WriteStock(t.Context(), 0, stocks(map[int64]string{12: "7"}))
		if got := became(results, err); got != want {
			t.Errorf("%s: %q, want %q", element, got, want)
		}
	}
}

// became tells in short what came of one element.
func became(results []woo.StockResult, err error) string {
	switch {
	case err != nil && kindOf(err) == "malformed":
		return "rejected whole"
	case err != nil || len(results) != 1 || (results[0].Err == nil) != (results[0].Product != nil):
		return fmt.Sprint("wrong: ", results, err)
	}
	switch e := results[0].Err.(type) { //nolint:errorlint // It is documented to be one of these.
	case nil:
		return ""
	case *woo.Ignored:
		if e.Product == nil || !strings.HasSuffix(e.Error(), string(e.Reason)) {
			return fmt.Sprintf("wrong: %+v", e)
		}
		return "ignored: " + string(e.Reason)
	case *woo.NotFound:
		return "not found: " + e.Code
	case *woo.Rejected:
		return fmt.Sprintf("rejected: %d %s %s", e.Status, e.Code, e.Message)
	default:
		return fmt.Sprintf("wrong: %T", e)
	}
}

func TestABatchFailsAsAWhole(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"nothing came back":   {reply(http.StatusOK, `[]`), "malformed"},
		"an empty answer":     {reply(http.StatusOK, ``), "malformed"},
		"one is missing":      {reply(http.StatusOK, `{"update":[{"id":12,"manage_stock":true,"stock_quantity":7}]}`), "malformed"},
		"in another order":    {reply(http.StatusOK, `{"update":[{"id":13},{"id":12}]}`), "malformed"},
		"HTML":                {replyAs(http.StatusOK, "text/html", "<html>"), "malformed"},
		"too large":           {reply(http.StatusRequestEntityTooLarge, `{"code":"woocommerce_rest_request_entity_too_large"}`), "rejected"},
		"too large, by nginx": {replyAs(http.StatusRequestEntityTooLarge, "text/html", "<html>"), "rejected"},
		"500":                 {reply(http.StatusInternalServerError, `{"code":"internal_server_error"}`), "unavailable"},
		"504 in HTML":         {replyAs(http.StatusGatewayTimeout, "text/html", "<html>"), "unavailable"},
		"429":                 {reply(http.StatusTooManyRequests, `{}`), "unavailable"},
		"dropped":             {dropped, "unavailable"},
		"no rights":           {reply(http.StatusUnauthorized, `{"code":"woocommerce_rest_cannot_batch"}`), "unauthorized"},
	} {
		s := newShop(t, c.answer)
		results, err := s.client(func(c *woo.Config) { c.Auth = woo.AuthHeader }).WriteStock(t.Context(), 0, stocks(map[int64]string{12: "7", 13: "8"}))
		if kindOf(err) != c.want || results != nil {
			t.Errorf("%s: %v, %v", name, results, err)
		}
		if sent := s.requests(); len(sent) != 1 {
			t.Errorf("%s: sent %d times", name, len(sent))
		}
	}
}

func TestABatchThatIsNotSent(t *testing.T) {
	t.Parallel()
	s := newShop(t, reply(http.StatusOK, `[]`))
	if results, err := s.client().WriteStock(t.Context(), 0, nil); err != nil || len(results) != 0 {
		t.Errorf("none: %v, %v", results, err)
	}
	if _, err := s.client().WriteStock(t.Context(), 0, make([]woo.StockWrite, 101)); err == nil {
		t.Error("101 were taken")
	}
	if sent := s.requests(); len(sent) != 0 {
		t.Errorf("sent %+v", sent)
	}
}

// A large batch that fails may have been too large: it is tried smaller, which an
// open breaker would not let through.
func TestALargeBatchDoesNotTellThatTheShopIsAway(t *testing.T) {
	t.Parallel()
	dial := func(*http.Request) (*http.Response, error) {
		return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	}
	for name, c := range map[string]struct {
		elements int
		reply    func(*http.Request) (*http.Response, error)
		away     bool
	}{
		"100 that hang":    {100, hangs, false},
		"11 that hang":     {11, hangs, false},
		"10 that hang":     {10, hangs, true},
		"100, HTML":        {100, answers(http.StatusBadGateway, "<html>"), false},
		"100, nobody":      {100, dial, true},
		"10, PHP stumbles": {10, answers(http.StatusInternalServerError, `{}`), false},
	} {
		synctest.Test(t, func(t *testing.T) {
			h := &host{t: t, reply: c.reply}
			client := h.client()
			writes := make([]woo.StockWrite, c.elements)
			for range 2 {
				if _, err := client.WriteStock(t.Context(), 0, writes); !is[*woo.Unavailable](err) {
					t.Errorf("%s: %v", name, err)
				}
			}
			if client.Away() != c.away {
				t.Errorf("%s: away is %v", name, client.Away())
			}
		})
	}
}

func TestStocksAreReadByTheirIDs(t *testing.T) {
	t.Parallel()
	s := newShop(t, reply(http.StatusOK, `[{"id":12,"manage_stock":true,"stock_quantity":null},{"id":13,"manage_stock":"parent","stock_quantity":4}]`))
	for parent, path := range map[int64]string{0: "/wp-json/wc/v3/products", 71: "/wp-json/wc/v3/products/71/variations"} {
		found, err := s.client().Stocks(t.Context(), parent, []int64{12, 13, 14})
		if err != nil || len(found) != 2 || found[0].StockQuantity != nil || found[1].StockQuantity.String() != "4" || found[1].ParentID != parent {
			t.Errorf("%+v, %v", found, err)
		}
		sent := s.requests()
		last := sent[len(sent)-1]
		if got := fmt.Sprint(last.query["include"], last.query["orderby"], last.query["per_page"]); last.path != path || got != "[12,13,14] [id] [100]" {
			t.Errorf("asked for %s by %s", last.path, got)
		}
		if fields := strings.Split(strings.Join(last.query["_fields"], ","), ","); !slices.Contains(fields, "stock_quantity") || slices.Contains(fields, "name") {
			t.Errorf("asked for the fields %s", fields)
		}
	}
}

func FuzzBatchAnswer(f *testing.F) {
	for _, file := range []string{"rest-product-batch-mixed.json", "rest-variations-batch.json", "rest-product-batch-empty.json"} {
		for _, r := range recordings(f, file) {
			f.Add([]byte(r.Response.Body))
		}
	}
	f.Add([]byte(`{"update":[{"id":12,"manage_stock":true,"stock_quantity":1e9},{"id":999999,"error":{"data":{"status":"x"}}}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		client, err := woo.New(woo.Config{BaseURL: "https://shop.example", Timeout: time.Minute, Transport: answering(body)})
		if err != nil {
			t.Fatal(err)
		}
		writes := stocks(map[int64]string{12: "8", 999999: "1"})
		results, err := client.WriteStock(context.Background(), 0, writes)
		switch {
		case err != nil && (kindOf(err) != "malformed" || results != nil):
			t.Errorf("%v, %T: %v", results, err, err)
		case err == nil && len(results) != len(writes):
			t.Errorf("%d results", len(results))
		}
		for i, r := range results {
			if r.ID != writes[i].ID || (r.Err == nil) != (r.Product != nil) {
				t.Errorf("%d: %+v", i, r)
			}
			if r.Product != nil && (r.Product.ID != r.ID || r.Product.ManageStock != woo.StockManaged || !r.Product.StockQuantity.Equal(writes[i].Quantity)) {
				t.Errorf("%d is taken for written: %+v", i, r.Product)
			}
		}
	})
}

// answering answers every call with a body.
type answering []byte

func (a answering) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(string(a)))}, nil
}
