package woosim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// ids lists the ids a call answers.
func (l *lab) ids(t *testing.T, path string) []int64 {
	t.Helper()
	w := l.do(http.MethodGet, l.opts.Home+apiPrefix+path, "")
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	var all []int64
	for _, row := range decoded[[]object](w.Body.Bytes()) {
		all = append(all, amountOf(row["id"]).IntPart())
	}
	return all
}

func (l *lab) allPages(t *testing.T, query string) (rows int, different map[int64]bool) {
	t.Helper()
	different = make(map[int64]bool)
	for page := 1; ; page++ {
		ids := l.ids(t, fmt.Sprintf("products?per_page=20&page=%d&_fields=id&%s", page, query))
		if len(ids) == 0 {
			return rows, different
		}
		rows += len(ids)
		for _, id := range ids {
			different[id] = true
		}
	}
}

func TestTheDefaultOrderSkipsAndRepeatsAsRecorded(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("..", "testdata", "recorded", "rest-products-paging-ties.json"))
	if err != nil {
		t.Fatal(err)
	}
	var note struct {
		Usual struct {
			Rows   int `json:"rows"`
			Unique int `json:"unique"`
		} `json:"default_ordering"`
		ByID struct {
			Rows   int `json:"rows"`
			Unique int `json:"unique"`
		} `json:"orderby_id"`
	}
	if err := json.Unmarshal(raw, &note); err != nil {
		t.Fatal(err)
	}
	l := newLab(t)
	now := time.Now()
	for _, p := range l.products { // All made within one second, as a seed does.
		l.stamp(p.Fields, "date_created", now)
		l.stamp(p.Fields, "date_modified", now)
	}
	for _, query := range []string{"", "orderby=date", "orderby=modified", "order=asc"} {
		rows, different := l.allPages(t, query)
		if rows != note.Usual.Rows || len(different) >= note.Usual.Unique+15 || len(different) < 20 {
			t.Errorf("%q: %d rows, %d different; recorded %+v", query, rows, len(different), note.Usual)
		}
	}
	if rows, different := l.allPages(t, "orderby=id&order=asc"); rows != note.ByID.Rows || len(different) != note.ByID.Unique {
		t.Errorf("by id: %d rows, %d different; recorded %+v", rows, len(different), note.ByID)
	}
	if _, different := l.allPages(t, "orderby=id&order=desc"); len(different) != 124 {
		t.Errorf("by id downwards: %d", len(different))
	}
}

func TestListsAreOrderedAndPaged(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for i := range int64(5) {
		l.order(300+i, `{"line_items":[{"product_id":23}]}`)
		if err := l.Edit(300+i, func(o object) {
			o["date_created_gmt"] = time.Date(2026, 11, 20-int(i), 12, 0, 0, 0, time.UTC).Format(timeLayout)
		}); err != nil {
			t.Fatal(err)
		}
	}
	for query, want := range map[string][]int64{
		"":                                       {300, 301, 302, 303, 304}, // By date, the newest first.
		"order=asc":                              {304, 303, 302, 301, 300},
		"orderby=id":                             {304, 303, 302, 301, 300},
		"orderby=id&order=asc&per_page=2":        {300, 301},
		"orderby=id&order=asc&per_page=2&page=3": {304},
		"orderby=id&order=asc&per_page=2&page=4": nil,
		"include=301,304":                        {301, 304},
		"exclude=301,304&orderby=id&order=asc":   {300, 302, 303},
		"status=pending&per_page=1":              {300},
		"status=processing":                      nil,
		"status=processing,pending&per_page=1":   {300},
		"status=any&per_page=1":                  {300},
	} {
		if got := l.ids(t, "orders?"+query); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", query, got, want)
		}
	}
	w := l.do(http.MethodGet, "https://shop.example/wp-json/wc/v3/orders?per_page=2&page=2&consumer_key=ck_demo&consumer_secret=cs_demo", "")
	want := `<https://shop.example/wp-json/wc/v3/orders?per_page=2&page=1>; rel="prev", <https://shop.example/wp-json/wc/v3/orders?per_page=2&page=3>; rel="next"`
	if got := w.Header().Get("Link"); got != want {
		t.Errorf("Link %s", got)
	}
	for query, name := range map[string]string{
		"per_page=0": "per_page", "per_page=101": "per_page", "per_page=x": "per_page", "page=0": "page", "orderby=luck": "orderby", "order=up": "order",
		"status=nonsense": "status", "modified_after=yesterday": "modified_after",
	} {
		w := l.do(http.MethodGet, "https://shop.example/wp-json/wc/v3/orders?"+query, "")
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `"Invalid parameter(s): `+name+`"`) {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
}

func TestTrashAndDraftsAreListedByNameOnly(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.order(300, `{"line_items":[{"product_id":23}]}`)
	l.order(301, `{"line_items":[{"product_id":23}]}`)
	l.must(http.MethodDelete, "orders/301", "")
	draft, err := l.OpenCheckout(Draft{Items: []Item{{ProductID: 23, Quantity: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string][]int64{"": {300}, "?status=any": {300}, "?status=trash": {301}, "?status=checkout-draft": {draft}} {
		if got := l.ids(t, "orders"+query); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", query, got, want)
		}
	}
	if w := l.do(http.MethodDelete, "https://shop.example/wp-json/wc/v3/orders/301", ""); w.Code != http.StatusGone {
		t.Errorf("trashed twice: %d %s", w.Code, w.Body)
	}
}

// The README of the recordings: what modified_after takes for what.
func TestModifiedAfterHasItsQuirks(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.order(300, `{"line_items":[{"product_id":23}]}`)
	now := time.Now().UTC().Truncate(time.Second)
	fields, _ := l.read(300)
	l.stamp(fields, "date_modified", now)
	l.keep(300, fields)
	l.stamp(l.products[12].Fields, "date_modified", now.Add(time.Hour))
	layout, shopTime := timeLayout, now.In(l.opts.Location)
	for query, found := range map[string]bool{
		"modified_after=" + now.Add(-time.Second).Format(layout) + "&dates_are_gmt=true":  true,
		"modified_after=" + now.Format(layout) + "&dates_are_gmt=true":                    false, // It is exclusive.
		"modified_after=" + now.Add(-time.Second).Format(layout) + "Z":                    true,
		"modified_after=" + now.Format(layout) + "Z":                                      false,
		"modified_after=" + now.Add(-time.Minute).Format(layout) + "Z&dates_are_gmt=true": false, // Shifted by the shop's offset.
		"modified_after=" + shopTime.Add(-time.Second).Format(layout):                     true,
		"modified_after=" + shopTime.Format(layout):                                       false,
		"modified_after=" + now.Add(-time.Second).Format(layout) + "&dates_are_gmt=false": true, // Shop time, an hour or two ago.
		"modified_after=" + now.Add(-3*time.Hour).Format(layout) + "Z&dates_are_gmt=true": true,
	} {
		if got := l.ids(t, "orders?"+query); (len(got) == 1) != found {
			t.Errorf("%s: found %v", query, got)
		}
	}
	if got := l.ids(t, "products?dates_are_gmt=true&modified_after="+now.Add(30*time.Minute).Format(layout)); !slices.Equal(got, []int64{12}) {
		t.Errorf("products %v", got)
	}
}

func TestProductsAreFound(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.products[72].Fields["sku"] = "SI-MAJ-S"
	l.must(http.MethodDelete, "products/13", "")
	for query, want := range map[string][]int64{
		"sku=SI-1001,SI-MAJ-S,nothing&orderby=id&order=asc": {11, 72},
		"include=11,72,12&orderby=id&order=asc":             {11, 12}, // No variations.
		"include=13":                                        nil,
		"include=13&status=trash":                           {13},
		"search=lipov":                                      {12},
		"type=variable&orderby=id&order=asc":                {71, 79},
		"exclude=11&include=11,12":                          {12},
	} {
		if got := l.ids(t, "products?"+query); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
	if got := l.ids(t, "products/71/variations?orderby=id&order=asc"); !slices.Equal(got, []int64{72, 73, 74}) {
		t.Errorf("variations %v", got)
	}
	for _, path := range []string{"products/72/variations", "products/9/variations", "products/71/variations/80"} {
		if w := l.do(http.MethodGet, "https://shop.example/wp-json/wc/v3/"+path, ""); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := l.do(http.MethodGet, "https://shop.example/wp-json/wc/v3/products/71/variations/72", ""); w.Code != http.StatusOK {
		t.Errorf("a variation: %d", w.Code)
	}
}

func TestFieldsLeaveOutTheRest(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for call, want := range map[string]string{
		"GET products/12?_fields=id,sku":           `{"id":12,"sku":"SI-1002"}`,
		"GET products?include=12&_fields=id":       `[{"id":12}]`,
		"GET products?include=12&_fields=nothing":  `[[]]`,
		"POST products/batch?_fields=id":           `[]`,
		"GET products/9?_fields=id":                `{"code":"woocommerce_rest_product_invalid_id","data":{"status":404},"message":"Invalid ID."}`,
		"GET system_status?_fields=settings.x,abc": `[]`,
	} {
		method, path, _ := strings.Cut(call, " ")
		w := l.do(method, "https://shop.example/wp-json/wc/v3/"+path, `{"update":[{"id":12}]}`)
		if w.Body.String() != want {
			t.Errorf("%s: %s", call, w.Body)
		}
	}
}

// The client reads a shop of more than a page to its end.
func TestTheClientReadsWholeLists(t *testing.T) {
	t.Parallel()
	l, client := served(t, true, nil)
	l.opts.InsecureBasic = true
	for i := range int64(103) {
		l.nextID = 300 + i
		l.must(http.MethodPost, "orders", `{"status":"processing","line_items":[{"product_id":23}]}`)
	}
	var ids []int64
	err := client.Orders(t.Context(), woo.OrdersQuery{ModifiedAfter: time.Now().Add(-time.Hour), Status: "processing"}, func(page []woo.Order, _ []json.RawMessage) error {
		for _, o := range page {
			ids = append(ids, o.ID)
		}
		return nil
	})
	if err != nil || len(ids) != 103 || !slices.IsSorted(ids) {
		t.Errorf("%d orders, %v", len(ids), err)
	}
	l.hooked()
	if hooks, err := client.Webhooks(t.Context()); err != nil || len(hooks) != 12 {
		t.Errorf("%d hooks, %v", len(hooks), err)
	}
	if found, err := client.Variations(t.Context(), 71, []int64{72, 73, 80}); err != nil || len(found) != 2 || found[0].ParentID != 71 {
		t.Errorf("variations %+v, %v", found, err)
	}
}
