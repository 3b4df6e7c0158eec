package woo_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// pager answers n orders by pages, with ids from 1 on.
func pager(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		size, _ := strconv.Atoi(query.Get("per_page"))
		page, _ := strconv.Atoi(query.Get("page"))
		var rows []string
		for id := (page-1)*size + 1; id <= min(page*size, n); id++ {
			rows = append(rows, fmt.Sprintf(`{"id":%d}`, id))
		}
		reply(http.StatusOK, "["+strings.Join(rows, ",")+"]")(w, r)
	}
}

func TestListsAreReadToTheEnd(t *testing.T) {
	t.Parallel()
	for n, pages := range map[int]int{0: 1, 1: 1, 99: 1, 100: 2, 101: 2, 250: 3} {
		s := newShop(t, pager(n))
		client := s.client()
		next := int64(1)
		err := client.Orders(t.Context(), woo.OrdersQuery{}, func(page []woo.Order, raws []json.RawMessage) error {
			for i, o := range page {
				if o.ID != next || string(raws[i]) != fmt.Sprintf(`{"id":%d}`, next) {
					t.Errorf("%d: order %d is %d, %s", n, next, o.ID, raws[i])
				}
				next++
			}
			return nil
		})
		if err != nil || next != int64(n+1) || len(s.requests()) != pages {
			t.Errorf("%d orders: %d read by %d pages, %v", n, next-1, len(s.requests()), err)
		}
		for _, r := range s.requests() {
			if got := fmt.Sprint(r.query["orderby"], r.query["order"], r.query["per_page"], r.query["status"]); got != "[id] [asc] [100] []" {
				t.Errorf("asked by %s", got)
			}
		}
		if hooks, err := client.Webhooks(t.Context()); err != nil || len(hooks) != n {
			t.Errorf("%d hooks of %d, %v", len(hooks), n, err)
		}
	}
}

func TestAListCanBeReadFromALaterPageOn(t *testing.T) {
	t.Parallel()
	s := newShop(t, pager(250))
	var first int64
	err := s.client().Orders(t.Context(), woo.OrdersQuery{Page: 3}, func(page []woo.Order, _ []json.RawMessage) error {
		first = page[0].ID
		return nil
	})
	if err != nil || first != 201 || len(s.requests()) != 1 {
		t.Errorf("began with %d, %d pages, %v", first, len(s.requests()), err)
	}
}

func TestOrdersAreAskedForInTheOnlyFormThatWorks(t *testing.T) {
	t.Parallel()
	s := newShop(t, pager(0))
	at := time.Date(2026, 11, 23, 21, 20, 0, 0, time.FixedZone("CET", 3600))
	if err := s.client().Orders(t.Context(), woo.OrdersQuery{ModifiedAfter: at, Status: "processing"}, nil); err != nil {
		t.Fatal(err)
	}
	query := s.requests()[0].query
	if got := fmt.Sprint(query["modified_after"], query["dates_are_gmt"], query["status"]); got != "[2026-11-23T20:20:00] [true] [processing]" {
		t.Errorf("asked for %s", got)
	}
}

func TestAListThatNeverEndsIsLeft(t *testing.T) {
	t.Parallel()
	s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = "page=1&per_page=100"
		pager(100)(w, r)
	})
	client := s.client()
	if err := client.Orders(t.Context(), woo.OrdersQuery{}, func([]woo.Order, []json.RawMessage) error { return nil }); kindOf(err) != "malformed" {
		t.Error(err)
	}
	if _, err := client.Webhooks(t.Context()); kindOf(err) != "malformed" || len(s.requests()) != 4 {
		t.Errorf("%v after %d pages", err, len(s.requests()))
	}
}

func TestWhatEndsAList(t *testing.T) {
	t.Parallel()
	full := errors.New("the disk is full")
	s := newShop(t, pager(250))
	err := s.client().Orders(t.Context(), woo.OrdersQuery{}, func([]woo.Order, []json.RawMessage) error { return full })
	if !errors.Is(err, full) || len(s.requests()) != 1 {
		t.Errorf("%v after %d pages", err, len(s.requests()))
	}
	for _, body := range []string{`{"id":1}`, `[{"id":1},{"no":"id"}]`, `[{"id":1},null]`, `[5]`, `null,`} {
		err := newShop(t, reply(http.StatusOK, body)).client().Orders(t.Context(), woo.OrdersQuery{}, func([]woo.Order, []json.RawMessage) error { return nil })
		if kindOf(err) != "malformed" {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestAnotherOrderThanAskedForIsRefused(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"id":94}`, `{"id":0}`, `{}`, `[]`, `null`, `{"id":"x"}`} {
		if _, _, err := newShop(t, reply(http.StatusOK, body)).client().Order(t.Context(), 93); kindOf(err) != "malformed" {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestProductsAreAskedForInHundreds(t *testing.T) {
	t.Parallel()
	s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		var rows []string
		for id := range strings.SplitSeq(r.URL.Query().Get("include"), ",") {
			if id != "7" {
				rows = append(rows, `{"id":`+id+`,"manage_stock":true,"stock_quantity":3}`)
			}
		}
		reply(http.StatusOK, "["+strings.Join(rows, ",")+"]")(w, r)
	})
	ids := make([]int64, 205)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	found, err := s.client().Products(t.Context(), ids)
	if err != nil || len(found) != 204 || len(s.requests()) != 3 {
		t.Errorf("%d products by %d calls, %v", len(found), len(s.requests()), err)
	}
	if none, err := s.client().Products(t.Context(), nil); err != nil || len(none) != 0 || len(s.requests()) != 3 {
		t.Errorf("nothing asked for: %v, %v", none, err)
	}
}

func TestVariationsOfAProductThatIsGone(t *testing.T) {
	t.Parallel()
	s := newShop(t, reply(http.StatusNotFound, `{"code":"woocommerce_rest_product_variation_invalid_id","message":"Invalid ID."}`))
	if found, err := s.client().Variations(t.Context(), 71, []int64{72}); err != nil || len(found) != 0 {
		t.Errorf("%v, %v", found, err)
	}
	s = newShop(t, reply(http.StatusOK, `[{"id":72,"parent_id":0,"manage_stock":"parent"}]`))
	found, err := s.client().Variations(t.Context(), 71, []int64{72})
	if err != nil || len(found) != 1 || found[0].ParentID != 71 || found[0].ManageStock != "parent" {
		t.Errorf("%+v, %v", found, err)
	}
	s = newShop(t, dropped)
	if _, err := s.client().Variations(t.Context(), 71, []int64{72}); !is[*woo.Unavailable](err) {
		t.Error(err)
	}
}

func TestCountOrdersReadsTheTotal(t *testing.T) {
	t.Parallel()
	s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-WP-Total", "1284")
		reply(http.StatusOK, `[{"id":1}]`)(w, r)
	})
	if n, err := s.client().CountOrders(t.Context()); err != nil || n != "1284" {
		t.Errorf("%q, %v", n, err)
	}
	s = newShop(t, reply(http.StatusUnauthorized, `{"code":"woocommerce_rest_authentication_error","message":"The API key provided does not have read permissions."}`))
	if _, err := s.client().CountOrders(t.Context()); !is[*woo.Unauthorized](err) {
		t.Error(err)
	}
}
