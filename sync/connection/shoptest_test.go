package connection_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// Refusals as the shop words them (rest-errors.json of the recordings).
const (
	readOnlyKey  = `{"code":"woocommerce_rest_authentication_error","message":"The API key provided does not have write permissions.","data":{"status":401}}`
	writeOnlyKey = `{"code":"woocommerce_rest_authentication_error","message":"The API key provided does not have read permissions.","data":{"status":401}}`
	noManager    = `{"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot list resources.","data":{"status":401}}`
)

func TestShopIsTested(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made := f.shop("ena", nil)
		_, err := f.registry.RegisterWebhooks(t.Context(), made.ID, f.hooks.url)
		must(t, err)
		report, err := f.registry.TestShop(t.Context(), made.ID)
		must(t, err)
		found(t, report.Findings, "OK REACHABLE", "OK TIMEZONE", "OK HOME_URL", "OK KEYS_ACCEPTED", "OK MAY_READ", "OK MAY_WRITE",
			"OK VERSION", "OK CURRENCY", "OK WEBHOOKS")
		if !report.OK {
			t.Error("the shop is not ok")
		}
		if got := f.row(made.ID).HomeURL; got != f.wooURL {
			t.Errorf("learned the home URL %q, want %q", got, f.wooURL)
		}
		if _, err := f.registry.TestShop(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a shop that is not there: %v, want ErrNotFound", err)
		}
	})
}

func TestWhatIsWrongWithAShop(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		shop   func(*connection.NewShop)
		faults []woosim.Fault
		want   string
		param  string
	}{
		"new":  {want: "OK REACHABLE, OK TIMEZONE, OK HOME_URL, OK KEYS_ACCEPTED, OK MAY_READ, OK MAY_WRITE, OK VERSION, OK CURRENCY, WARNING WEBHOOKS_MISSING"},
		"away": {shop: func(in *connection.NewShop) { in.URL = "http://127.0.0.1:1" }, want: "ERROR UNREACHABLE"},
		"wrong key": {
			shop: func(in *connection.NewShop) { in.ConsumerKey = "ck_x" },
			want: "OK REACHABLE, OK TIMEZONE, OK HOME_URL, ERROR KEYS_REFUSED", param: "detail=Consumer key is invalid.",
		},
		"keys not seen": {
			faults: []woosim.Fault{{Path: "orders", Status: 401, Body: noManager}},
			want:   "OK REACHABLE, OK TIMEZONE, OK HOME_URL, ERROR KEYS_REFUSED", param: "hint=OWNER_OR_KEY",
		},
		"wrong secret": {
			shop: func(in *connection.NewShop) { in.ConsumerSecret = "cs_x" },
			want: "OK REACHABLE, OK TIMEZONE, OK HOME_URL, ERROR KEYS_REFUSED", param: "code=woocommerce_rest_authentication_error",
		},
		"read-only key": {
			faults: []woosim.Fault{{Method: "PUT", Status: 401, Body: readOnlyKey}},
			want:   "OK REACHABLE, OK TIMEZONE, OK HOME_URL, OK KEYS_ACCEPTED, OK MAY_READ, ERROR MAY_NOT_WRITE, OK VERSION, OK CURRENCY, WARNING WEBHOOKS_MISSING",
			param:  "detail=the shop refused the keys (woocommerce_rest_authentication_error): The API key provided does not have write permissions.",
		},
		"write-only key": {
			faults: []woosim.Fault{{Method: "GET", Status: 401, Body: writeOnlyKey}},
			want:   "OK REACHABLE, OK TIMEZONE, OK HOME_URL, OK KEYS_ACCEPTED, ERROR MAY_NOT_READ, OK MAY_WRITE",
		},
		"firewall stops writes": {
			faults: []woosim.Fault{{Method: "PUT", Status: 403, Body: "<html>blocked"}},
			want:   "OK REACHABLE, OK TIMEZONE, OK HOME_URL, OK KEYS_ACCEPTED, OK MAY_READ, ERROR MAY_NOT_WRITE, OK VERSION, OK CURRENCY, WARNING WEBHOOKS_MISSING",
			param:  "hint=NOT_THE_KEYS",
		},
		"no manager": {
			faults: []woosim.Fault{{Path: "system_status", Status: 401, Body: noManager}, {Path: "webhooks", Status: 401, Body: noManager}},
			want:   "OK REACHABLE, OK TIMEZONE, OK HOME_URL, OK KEYS_ACCEPTED, OK MAY_READ, OK MAY_WRITE, WARNING VERSION_UNKNOWN, OK CURRENCY, ERROR WEBHOOKS_NOT_READABLE",
		},
		"other currency": {
			shop: func(in *connection.NewShop) {
				in.Settings = &rules.Shop{}
				*in.Settings = rules.Default()
				in.Settings.Currency = "CHF"
			},
			want:  "OK REACHABLE, OK TIMEZONE, OK HOME_URL, OK KEYS_ACCEPTED, OK MAY_READ, OK MAY_WRITE, OK VERSION, ERROR CURRENCY_DIFFERS, WARNING WEBHOOKS_MISSING",
			param: "ours=CHF",
		},
		"other zone": {
			shop:  func(in *connection.NewShop) { in.Timezone = "America/New_York" },
			want:  "OK REACHABLE, WARNING TIMEZONE_DIFFERS, OK HOME_URL, OK KEYS_ACCEPTED, OK MAY_READ, OK MAY_WRITE, OK VERSION, OK CURRENCY, WARNING WEBHOOKS_MISSING",
			param: "timezone=Europe/Ljubljana",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := setup(t, storetest.Open(t, storetest.SQLite(t)))
			made := f.shop("ena", c.shop)
			f.woo.AddFaults(c.faults...)
			report, err := f.registry.TestShop(t.Context(), made.ID)
			must(t, err)
			found(t, report.Findings, strings.Split(c.want, ", ")...)
			if report.OK != !strings.Contains(c.want, "ERROR") {
				t.Errorf("ok is %v", report.OK)
			}
			if c.param != "" && !hasParam(report.Findings, c.param) {
				t.Errorf("no finding says %s: %+v", c.param, report.Findings)
			}
			if away := f.row(made.ID).UnreachableSince != nil; away != (name == "away") {
				t.Errorf("noted as unreachable: %v", away)
			}
		})
	}
}

func hasParam(all []connection.Finding, pair string) bool {
	name, value, _ := strings.Cut(pair, "=")
	for _, f := range all {
		if f.Params[name] == value {
			return true
		}
	}
	return false
}

// TestWhatIsNoShop: what answers may be anything.
func TestWhatIsNoShop(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"another address": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://www.shop.example/wp-json/", http.StatusMovedPermanently)
		}, "ERROR REDIRECTED"},
		"a page": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>Pozdravljeni")) }, "ERROR NOT_A_SHOP"},
		"a WordPress": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"name":"Blog","home":"https://blog.example","namespaces":["wp/v2"]}`))
		}, "OK REACHABLE, ERROR WOOCOMMERCE_MISSING"},
		"plain permalinks": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("rest_route") == "" {
				w.WriteHeader(http.StatusNotFound)
				_, _ = w.Write([]byte("<html>404"))
				return
			}
			_, _ = w.Write([]byte(`{"name":"Trgovina","home":"https://shop.example","namespaces":["wc/v3"]}`))
		}, "OK REACHABLE, ERROR PLAIN_PERMALINKS"},
		"closed": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"code":"rest_login_required","message":"Prijavite se."}`))
		}, "ERROR NOT_A_SHOP"},
		"out of order": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, "ERROR UNREACHABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := setup(t, storetest.Open(t, storetest.SQLite(t)))
			made := f.shop("ena", func(in *connection.NewShop) { in.URL = serve(t, c.answer) })
			report, err := f.registry.TestShop(t.Context(), made.ID)
			must(t, err)
			found(t, report.Findings, strings.Split(c.want, ", ")...)
		})
	}
}

func TestHomeURLOfAStagingCopy(t *testing.T) {
	t.Parallel()
	f := setup(t, storetest.Open(t, storetest.SQLite(t)))
	made := f.shop("ena", func(in *connection.NewShop) { in.HomeURL = "https://trgovina.example" })
	report, err := f.registry.TestShop(t.Context(), made.ID)
	must(t, err)
	// Signed over another address than the shop's own, the keys are not taken either.
	found(t, report.Findings, "OK REACHABLE", "OK TIMEZONE", "ERROR HOME_URL_DIFFERS", "ERROR KEYS_REFUSED")
	if got := f.row(made.ID).HomeURL; got != "https://trgovina.example" {
		t.Errorf("the home URL a person gave became %q", got)
	}
}
