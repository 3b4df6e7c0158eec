package woo_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

const anIndex = `{"name":"Trgovina","home":"https://shop.example","timezone_string":"Europe/Ljubljana","namespaces":["wp/v2","wc/v3"]}`

func TestTheIndexIsReadWithoutKeys(t *testing.T) {
	t.Parallel()
	s := newShop(t, reply(http.StatusOK, anIndex))
	index, err := s.client().Index(t.Context())
	if err != nil || !index.HasWooCommerce() || index.PlainPermalinks || index.Home != "https://shop.example" {
		t.Errorf("%+v, %v", index, err)
	}
	for _, r := range s.requests() {
		if r.path != "/wp-json/" || r.header.Get("Authorization") != "" || len(r.query) != 0 {
			t.Errorf("asked %+v", r)
		}
	}
}

func TestPlainPermalinksAreSeen(t *testing.T) {
	t.Parallel()
	s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("rest_route") == "/" {
			reply(http.StatusOK, anIndex)(w, r)
			return
		}
		replyAs(http.StatusNotFound, "text/html", "<html>Not found</html>")(w, r)
	})
	if index, err := s.client().Index(t.Context()); err != nil || !index.PlainPermalinks {
		t.Errorf("%+v, %v", index, err)
	}
}

func TestASiteThatIsNoShop(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"a page": replyAs(http.StatusOK, "text/html", "<html>"), "JSON of another kind": reply(http.StatusOK, `[1]`), "nothing there": reply(http.StatusNotFound, `{"code":"x"}`),
	} {
		if index, err := newShop(t, answer).client().Index(t.Context()); err == nil {
			t.Errorf("%s: %+v", name, index)
		}
	}
	blog := newShop(t, reply(http.StatusOK, `{"namespaces":["wp/v2"]}`))
	if index, err := blog.client().Index(t.Context()); err != nil || index.HasWooCommerce() {
		t.Errorf("%+v, %v", index, err)
	}
	moved := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://www.shop.example/wp-json/?consumer_key="+key, http.StatusMovedPermanently)
	})
	_, err := moved.client().Index(t.Context())
	elsewhere, ok := errors.AsType[*woo.Redirected](err)
	if !ok || elsewhere.Location != "https://www.shop.example/wp-json/" || strings.Contains(err.Error(), key) || len(moved.requests()) != 1 {
		t.Errorf("%v after %d calls", err, len(moved.requests()))
	}
	gone := newShop(t, dropped)
	if _, err := gone.client().Index(t.Context()); !is[*woo.Unavailable](err) {
		t.Error(err)
	}
}

func TestTheRightToWrite(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		kind   string
	}{
		"no such order":                   {reply(http.StatusBadRequest, `{"code":"woocommerce_rest_shop_order_invalid_id"}`), "ok"},
		"no such order, 404":              {reply(http.StatusNotFound, `{"code":"woocommerce_rest_shop_order_invalid_id"}`), "ok"},
		"read-only keys":                  {reply(http.StatusUnauthorized, `{"code":"woocommerce_rest_authentication_error"}`), "unauthorized"},
		"a shop that is away":             {dropped, "unavailable"},
		"a shop that says it was changed": {anOrder, "malformed"},
	} {
		s := newShop(t, c.answer)
		if err := s.client().MayWrite(t.Context()); kindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
		if r := s.requests()[0]; r.method != http.MethodPut || r.path != "/wp-json/wc/v3/orders/0" || r.body != "{}" {
			t.Errorf("%s: asked %+v", name, r)
		}
	}
}
