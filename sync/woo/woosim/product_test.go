package woosim

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// edited makes a write and returns what it answered.
func (l *lab) edited(t *testing.T, method, path, body string) (int, object) {
	t.Helper()
	w := l.do(method, l.opts.Home+apiPrefix+path, body)
	return w.Code, decoded[object](w.Body.Bytes())
}

func TestASingleWriteChecksTypesABatchDoesNot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		body string
		// put is what a PUT answers, batch what becomes of the stock and status.
		put   int
		batch string
	}{
		{`"stock_quantity":"abc"`, 400, "0 publish"},
		{`"stock_quantity":2.5`, 400, "2 publish"},
		{`"stock_quantity":""`, 400, "0 publish"},
		{`"stock_quantity":null`, 200, "0 publish"},
		{`"stock_quantity":"7"`, 200, "7 publish"},
		{`"stock_quantity":-3`, 200, "-3 publish"},
		{`"inventory_delta":-1`, 200, "24 publish"},
		{`"inventory_delta":-1,"stock_quantity":9`, 200, "9 publish"},
		{`"status":"nonsense"`, 400, "25 draft"},
		{`"regular_price":12.5`, 400, "25 publish"},
		{`"manage_stock":"perhaps"`, 400, "<nil> publish"},
		{`"stock_status":"outofstock"`, 200, "25 publish"},
	} {
		l := newLab(t)
		if status, answer := l.edited(t, http.MethodPut, "products/12", `{`+c.body+`}`); status != c.put {
			t.Errorf("PUT %s: %d %v", c.body, status, answer)
		}
		l = newLab(t)
		status, answer := l.edited(t, http.MethodPost, "products/batch", `{"update":[{"id":12,`+c.body+`}]}`)
		element := objects(answer["update"])[0]
		if got := fmt.Sprint(element["stock_quantity"], " ", element["status"]); status != http.StatusOK || got != c.batch {
			t.Errorf("batch %s: %d %s, want %s", c.body, status, got, c.batch)
		}
	}
}

func TestStockOfWhatIsNotManagedIsIgnored(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for _, c := range [][2]string{{`{"stock_quantity":9}`, "false <nil> instock"}, {`{"stock_status":"outofstock"}`, "false <nil> outofstock"}} {
		body, want := c[0], c[1]
		if _, p := l.edited(t, http.MethodPut, "products/23", body); fmt.Sprint(p["manage_stock"], " ", p["stock_quantity"], " ", p["stock_status"]) != want {
			t.Errorf("%s: %v %v %v, want %s", body, p["manage_stock"], p["stock_quantity"], p["stock_status"], want)
		}
	}
	if _, p := l.edited(t, http.MethodPut, "products/23", `{"manage_stock":true,"stock_quantity":9}`); p["stock_quantity"] != float64(9) || p["stock_status"] != "instock" {
		t.Errorf("managed now: %v %v", p["stock_quantity"], p["stock_status"])
	}
	if _, p := l.edited(t, http.MethodPut, "products/23", `{"manage_stock":false}`); p["stock_quantity"] != nil {
		t.Errorf("not managed any more: %v", p["stock_quantity"])
	}
}

func TestPricesCodesAndSKUs(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	if _, p := l.edited(t, http.MethodPut, "products/12", `{"regular_price":"12,50"}`); p["price"] != "12.50" {
		t.Errorf("price %v", p["price"])
	}
	if _, p := l.edited(t, http.MethodPut, "products/12", `{"global_unique_id":"abc-!"}`); p["global_unique_id"] != "-" {
		t.Errorf("GTIN %v", p["global_unique_id"])
	}
	if status, p := l.edited(t, http.MethodPut, "products/12", `{"sku":"SI-1002"}`); status != http.StatusOK {
		t.Errorf("its own SKU: %d %v", status, p)
	}
	if status, p := l.edited(t, http.MethodPut, "products/12", `{"sku":"SI-1001"}`); status != http.StatusBadRequest || p["code"] != "product_invalid_sku" {
		t.Errorf("another's SKU: %d %v", status, p)
	}
}

func TestMetaIsWrittenAsRecorded(t *testing.T) {
	t.Parallel()
	const have = `[{"id":1,"key":"a","value":"1"},{"id":2,"key":"b","value":"2"},{"id":3,"key":"b","value":"3"}]`
	for body, want := range map[string]string{
		`[{"key":"a","value":"x"}]`:          "1 a x, 2 b 2, 3 b 3",
		`[{"key":"b","value":"x"}]`:          "1 a 1, 2 b x",
		`[{"key":"c","value":5}]`:            "1 a 1, 2 b 2, 3 b 3, 200 c 5",
		`[{"id":3,"key":"b","value":"x"}]`:   "1 a 1, 2 b 2, 3 b x",
		`[{"id":3,"value":"x"}]`:             "1 a 1, 2 b 2, 3 b 3",
		`[{"id":9,"key":"c","value":"x"}]`:   "1 a 1, 2 b 2, 3 b 3, 200 c x",
		`[{"key":"a","value":null}]`:         "2 b 2, 3 b 3",
		`[{"id":2,"key":"b","value":null}]`:  "1 a 1, 3 b 3",
		`[{"key":"_sku","value":"HACK"}]`:    "1 a 1, 2 b 2, 3 b 3",
		`[{"key":"_stock","value":"4"}]`:     "1 a 1, 2 b 2, 3 b 3",
		`[{"key":"_hidden","value":"x"}, 7]`: "1 a 1, 2 b 2, 3 b 3, 200 _hidden x",
	} {
		l := newLab(t)
		l.products[12].Fields["meta_data"] = decoded[[]any]([]byte(have))
		_, p := l.edited(t, http.MethodPut, "products/12", `{"meta_data":`+body+`}`)
		var all []string
		for _, m := range objects(p["meta_data"]) {
			all = append(all, fmt.Sprint(m["id"], " ", m["key"], " ", m["value"]))
		}
		if got := strings.Join(all, ", "); got != want {
			t.Errorf("%s: %s, want %s", body, got, want)
		}
		if strings.Contains(body, "_sku") && p["sku"] != "HACK" {
			t.Errorf("%s: SKU %v", body, p["sku"])
		}
		if strings.Contains(body, "_stock") && p["stock_quantity"] != float64(4) {
			t.Errorf("%s: stock %v", body, p["stock_quantity"])
		}
	}
}

func TestBatchesCreateUpdateAndDeleteTogether(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	status, answer := l.edited(t, http.MethodPost, "products/batch", `{"create":[{"name":"Nov izdelek","sku":"NEW"},{"sku":"SI-1001"}],"update":[{"id":12,"name":"Lipa"}],"delete":[13,72,9]}`)
	if status != http.StatusOK {
		t.Fatalf("%d %v", status, answer)
	}
	creates, updates, deletes := objects(answer["create"]), objects(answer["update"]), objects(answer["delete"])
	if len(creates) != 2 || creates[0]["slug"] != "nov-izdelek" || creates[1]["error"] == nil || creates[1]["id"] != float64(0) {
		t.Errorf("created %v", creates)
	}
	if len(updates) != 1 || updates[0]["name"] != "Lipa" {
		t.Errorf("updated %v", updates)
	}
	if len(deletes) != 3 || deletes[0]["error"] != nil || deletes[1]["error"] == nil || deletes[2]["error"] == nil || l.products[13] != nil {
		t.Errorf("deleted %v", deletes)
	}
	for n, want := range map[int]int{100: 200, 101: 413} {
		elements := strings.TrimSuffix(strings.Repeat(`{"id":12},`, n-2), ",")
		body := `{"create":[{"sku":"SI-1001"}],"update":[` + elements + `],"delete":[9]}`
		if status, answer := l.edited(t, http.MethodPost, "products/batch", body); status != want {
			t.Errorf("%d elements: %d %v", n, status, answer)
		}
	}
}

func TestAProductIsMadeAndDeleted(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	status, p := l.edited(t, http.MethodPost, "products", `{"name":"Šampon & milo","sku":"SM","regular_price":"9.9"}`)
	if status != http.StatusCreated || p["name"] != "Šampon & milo" || p["price"] != "9.9" || p["manage_stock"] != false {
		t.Errorf("%d %v", status, p)
	}
	path := fmt.Sprintf("products/%v", p["id"])
	if status, p := l.edited(t, http.MethodDelete, path, ""); status != http.StatusOK || p["status"] != "trash" {
		t.Errorf("%d %v", status, p["status"])
	}
	if status, _ := l.edited(t, http.MethodDelete, path+"?force=true", ""); status != http.StatusOK {
		t.Error(status)
	}
	for path, want := range map[string]int{path: 404, "products/72": 404, "products/0": 404} {
		if status, _ := l.edited(t, http.MethodDelete, path, ""); status != want {
			t.Errorf("%s: %d", path, status)
		}
	}
	for call, body := range map[string]string{"POST products": `{"name":5}`, "PUT products/12": `[`, "POST products/batch": `null`, "POST orders": `{`} {
		method, path, _ := strings.Cut(call, " ")
		if status, answer := l.edited(t, method, path, body); status != http.StatusBadRequest {
			t.Errorf("%s %s: %d %v", call, body, status, answer)
		}
	}
}

func TestOrdersThatCannotBe(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.twoTeas("processing")
	for _, c := range []struct{ call, body, code string }{
		{"POST orders", `{"line_items":[{"product_id":9}]}`, "woocommerce_rest_required_product_reference"},
		{"POST orders", `{"coupon_lines":[{"code":"zastonj"}]}`, "woocommerce_rest_invalid_coupon"},
		{"POST orders", `{"status":"wc-completed"}`, "rest_invalid_param"},
		{"POST orders", `{"status":7}`, "rest_invalid_param"},
		{"PUT orders/92", `{"status":""}`, "rest_invalid_param"},
		{"PUT orders/9", `{}`, "woocommerce_rest_shop_order_invalid_id"},
		{"DELETE orders/9", ``, "woocommerce_rest_shop_order_invalid_id"},
		{"GET orders/x", ``, "woocommerce_rest_shop_order_invalid_id"},
		{"POST orders/9/notes", `{"note":"x"}`, "woocommerce_rest_shop_order_invalid_id"},
		{"GET orders/9/notes", ``, "woocommerce_rest_shop_order_invalid_id"},
		{"POST orders/92/notes", `{}`, "rest_missing_callback_param"},
		{"POST orders/92/notes", `{"note":5}`, "rest_invalid_param"},
		{"GET orders/9/refunds", ``, "woocommerce_rest_shop_order_invalid_id"},
		{"POST orders/9/refunds", `{"amount":"1"}`, "woocommerce_rest_shop_order_invalid_id"},
		{"POST orders/92/refunds", `{"amount":"0"}`, "woocommerce_rest_invalid_order_refund"},
		{"POST orders/92/refunds", `{"amount":"999"}`, "woocommerce_rest_invalid_order_refund"},
		{"PUT webhooks/9", `{}`, "woocommerce_rest_shop_webhook_invalid_id"},
		{"DELETE webhooks/9?force=true", ``, "woocommerce_rest_shop_webhook_invalid_id"},
		{"PATCH orders", `{}`, "rest_no_route"},
		{"GET products/batch", ``, "rest_no_route"},
	} {
		method, path, _ := strings.Cut(c.call, " ")
		if status, answer := l.edited(t, method, path, c.body); status < 400 || status > 499 || answer["code"] != c.code {
			t.Errorf("%s %s: %d %v, want %s", c.call, c.body, status, answer, c.code)
		}
	}
}

func TestOrdersKnowTheirTimesAndFlags(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ method, status, want string }{
		// of p(aid), c(ompleted), e(ditable), n(eeds payment)
		{"bacs", "pending", "en"},
		{"bacs", "on-hold", "e"},
		{"bacs", "processing", "p"},
		{"cod", "processing", ""},
		{"cod", "completed", "pc"},
		{"bacs", "failed", "n"},
	} {
		l := newLab(t)
		l.order(92, `{"payment_method":"`+c.method+`","line_items":[{"product_id":12}]}`)
		l.must(http.MethodPut, "orders/92", `{"status":"`+c.status+`"}`)
		o, _ := l.read(92)
		var flags []string
		for _, flag := range []struct {
			letter string
			set    bool
		}{{"p", o["date_paid"] != nil}, {"c", o["date_completed"] != nil}, {"e", o["is_editable"] == true}, {"n", o["needs_payment"] == true}} {
			if flag.set {
				flags = append(flags, flag.letter)
			}
		}
		if got := strings.Join(flags, ""); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.method, c.status, got, c.want)
		}
	}
	l := newLab(t)
	if status, o := l.edited(t, http.MethodPost, "orders", `{"set_paid":true,"line_items":[{"product_id":12}]}`); status != http.StatusCreated || o["status"] != "processing" || o["date_paid"] == nil {
		t.Errorf("paid at once: %v %v", o["status"], o["date_paid"])
	}
	l.twoTeas("processing")
	l.must(http.MethodPut, "orders/92", `{"billing":{"email":"nov@example.si","nonsense":1},"customer_note":"Hitro"}`)
	if o, _ := l.read(92); o["billing"].(object)["email"] != "nov@example.si" || o["customer_note"] != "Hitro" || o["billing"].(object)["nonsense"] != nil {
		t.Errorf("edited to %v", o["billing"])
	}
}

func TestVariationsAreWrittenUnderTheirProduct(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	if status, v := l.edited(t, http.MethodPut, "products/71/variations/72", `{"stock_quantity":3}`); status != http.StatusOK || v["stock_quantity"] != float64(3) {
		t.Errorf("%d %v", status, v)
	}
	for path, code := range map[string]string{
		"products/79/variations/72": "woocommerce_rest_product_variation_invalid_id", "products/72": "woocommerce_rest_invalid_product_id",
		"products/71/variations/9": "woocommerce_rest_product_variation_invalid_id", "products/9": "woocommerce_rest_product_invalid_id",
	} {
		if status, answer := l.edited(t, http.MethodPut, path, `{"stock_quantity":4}`); status < 400 || answer["code"] != code {
			t.Errorf("%s: %d %v", path, status, answer)
		}
	}
}
