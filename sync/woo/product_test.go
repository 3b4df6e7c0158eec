package woo_test

import (
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

func TestProductsAreReadPageByPage(t *testing.T) {
	t.Parallel()
	for from, want := range map[int]string{0: "1:100 2:100 3:50", 1: "1:100 2:100 3:50", 3: "3:50", 4: ""} {
		s := newShop(t, pager(250))
		var pages []string
		last := int64(0)
		err := s.client().EachProduct(t.Context(), from, func(page int, products []woo.Product) error {
			pages = append(pages, fmt.Sprintf("%d:%d", page, len(products)))
			for _, p := range products {
				if p.ID <= last {
					t.Errorf("%d after %d", p.ID, last)
				}
				last = p.ID
			}
			return nil
		})
		if got := strings.Join(pages, " "); err != nil || got != want {
			t.Errorf("from %d: %s, %v", from, got, err)
		}
		query := s.requests()[0].query
		if got := fmt.Sprint(query["orderby"], query["order"], query["per_page"], query["status"], query["page"]); got != fmt.Sprintf("[id] [asc] [100] [any] [%d]", max(1, from)) {
			t.Errorf("asked for %s", got)
		}
	}
}

// What is asked for is what a product has.
func TestTheFieldsThatAreAskedFor(t *testing.T) {
	t.Parallel()
	s := newShop(t, pager(0))
	if err := s.client().EachProduct(t.Context(), 0, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.client().EachVariation(t.Context(), 71, nil); err != nil {
		t.Fatal(err)
	}
	var want []string
	for field := range reflect.TypeFor[woo.Product]().Fields() {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "unreadable" {
			want = append(want, name)
		}
	}
	slices.Sort(want)
	for _, asked := range s.requests() {
		fields := strings.Split(strings.Join(asked.query["_fields"], ","), ",")
		if slices.Sort(fields); !slices.Equal(fields, want) {
			t.Errorf("%s: asked for %s, want %s", asked.path, fields, want)
		}
	}
}

// A page that PHP cannot make, or that is too long, comes in parts.
func TestAPageThatIsTooMuchIsReadInParts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		tooMuch http.HandlerFunc
		tries   int // of a page that fails
		want    string
	}{
		"PHP dies":         {replyAs(http.StatusInternalServerError, "text/html", "<html>"), 3, "ok"},
		"a proxy gives up": {replyAs(http.StatusGatewayTimeout, "text/html", "<html>"), 3, "ok"},
		"too long":         {reply(http.StatusOK, "["+strings.Repeat(" ", woo.MaxBody)+"]"), 1, "ok"},
		"come later": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Retry-After", "60")
			reply(503, `{}`)(w, r)
		}, 1, "unavailable"},
		"no rights": {reply(http.StatusForbidden, `{"code":"woocommerce_rest_authentication_error"}`), 1, "unauthorized"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := 0
			s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("per_page") == "100" {
					whole++
					c.tooMuch(w, r)
					return
				}
				pager(314)(w, r)
			})
			var pages []int
			last := int64(0)
			err := s.client().EachProduct(t.Context(), 0, func(page int, products []woo.Product) error {
				pages = append(pages, page)
				for _, p := range products {
					if last++; p.ID != last {
						t.Errorf("%d instead of %d", p.ID, last)
					}
				}
				return nil
			})
			switch {
			case kindOf(err) != c.want:
				t.Errorf("%v", err)
			case err == nil && (last != 314 || !slices.Equal(pages, []int{1, 2, 3, 4}) || whole != 2*c.tries):
				t.Errorf("%d products on the pages %v, a whole page was tried %d times", last, pages, whole)
			case err != nil && whole != c.tries:
				t.Errorf("tried %d times", whole)
			}
		})
	}
}

func TestVariationsAreReadToTheEnd(t *testing.T) {
	t.Parallel()
	s := newShop(t, pager(105))
	var ids []int64
	err := s.client().EachVariation(t.Context(), 71, func(page []woo.Product) error {
		for _, p := range page {
			if p.ParentID != 71 {
				t.Errorf("parent %d", p.ParentID)
			}
			ids = append(ids, p.ID)
		}
		return nil
	})
	if sent := s.requests(); err != nil || len(ids) != 105 || len(sent) != 2 || sent[0].path != "/wp-json/wc/v3/products/71/variations" {
		t.Errorf("%d variations by %+v, %v", len(ids), sent, err)
	}
}

func TestWhatEndsAListOfProducts(t *testing.T) {
	t.Parallel()
	own := &woo.NotFound{Code: "of the caller"}
	for name, c := range map[string]struct {
		answer               http.HandlerFunc
		products, variations string
	}{
		"gone":            {reply(http.StatusNotFound, `{"code":"woocommerce_rest_product_invalid_id"}`), "not found", "ok"},
		"no API":          {reply(http.StatusNotFound, `{"code":"rest_no_route"}`), "not found", "not found"},
		"no id":           {reply(http.StatusOK, `[{"id":0}]`), "malformed", "malformed"},
		"an error object": {reply(http.StatusOK, `[{"code":"x"}]`), "malformed", "malformed"},
		"no list":         {reply(http.StatusOK, `{"id":1}`), "malformed", "malformed"},
		"HTML":            {replyAs(http.StatusOK, "text/html", "<html>"), "malformed", "malformed"},
		"the caller":      {reply(http.StatusOK, `[{"id":1}]`), "not found", "not found"},
	} {
		client := newShop(t, c.answer).client()
		err := client.EachProduct(t.Context(), 0, func(int, []woo.Product) error { return own })
		if kindOf(err) != c.products || (name == "the caller") != errors.Is(err, own) {
			t.Errorf("%s: %v", name, err)
		}
		err = client.EachVariation(t.Context(), 71, func([]woo.Product) error { return own })
		if kindOf(err) != c.variations || (name == "the caller") != errors.Is(err, own) {
			t.Errorf("variations, %s: %v", name, err)
		}
	}
}

func TestOneOddFieldDoesNotHideAProduct(t *testing.T) {
	t.Parallel()
	for field, unreadable := range map[string]string{
		`"price":"on request"`:                     "price",
		`"price":null`:                             "",
		`"sku":["x"]`:                              "sku",
		`"stock_quantity":"x"`:                     "stock_quantity",
		`"stock_quantity":[]`:                      "stock_quantity",
		`"stock_quantity":1e99999999`:              "stock_quantity",
		`"meta_data":{"a":1}`:                      "meta_data",
		`"categories":"none"`:                      "categories",
		`"virtual":"yes"`:                          "virtual",
		`"variations":[72,"73",{"id":74},null,-1]`: "",
		`"translations":[]`:                        "",
		`"translations":{"sl":12,"en":"x"}`:        "",
		`"lang":null`:                              "",
		`"unreadable":["id"]`:                      "",
		`"price":"x","sku":5,"virtual":false`:      "price sku",
	} {
		p, err := woo.ParseProduct([]byte(`{"name":"Čaj","id":12,` + field + `,"type":"simple"}`))
		if err != nil || p.ID != 12 || p.Name != "Čaj" || p.Type != "simple" {
			t.Errorf("%s: %+v, %v", field, p, err)
			continue
		}
		if got := strings.Join(p.Unreadable, " "); got != unreadable || p.StockQuantity != nil {
			t.Errorf("%s: unreadable %q, stock %v", field, got, p.StockQuantity)
		}
		// Where goods are told by it, it is not guessed.
		s := newShop(t, reply(http.StatusOK, `[{"id":12,`+field+`}]`))
		if _, err := s.client().Products(t.Context(), []int64{12}); (unreadable == "") != (err == nil) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestStockOfAProduct(t *testing.T) {
	t.Parallel()
	for field, want := range map[string]string{
		`null`: "none", `""`: "none", `0`: "0", `"0"`: "0", `-3`: "-3", `"2.50"`: "2.5", `2.5`: "2.5", `" 7 "`: "7",
	} {
		p, err := woo.ParseProduct([]byte(`{"id":12,"stock_quantity":` + field + `}`))
		got := "none"
		if p != nil && p.StockQuantity != nil {
			got = p.StockQuantity.String()
		}
		if err != nil || got != want {
			t.Errorf("%s: %s, %v", field, got, err)
		}
	}
}

func TestTranslations(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]woo.Translations{
		`{"sl":12,"en":"13","de":null,"it":0,"fr":[1]}`: {"sl": 12, "en": 13},
		`[]`: nil, `{}`: nil, `null`: nil, `"x"`: nil, `[12,13]`: nil,
	} {
		p, err := woo.ParseProduct([]byte(`{"id":12,"lang":"sl","translations":` + raw + `}`))
		if err != nil || p.Lang != "sl" || !reflect.DeepEqual(p.Translations, want) {
			t.Errorf("%s: %+v, %v", raw, p, err)
		}
	}
}
