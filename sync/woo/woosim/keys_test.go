package woosim

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/woo"
)

// recordedCase finds a case of rest-errors.json.
func recordedCase(t *testing.T, name string) recording {
	t.Helper()
	for _, r := range recordings(t, "rest-errors.json") {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("no case %q was recorded", name)
	return recording{}
}

func TestKeysAreRefusedInTheRecordedWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		key, secret string
		permissions string
	}{
		{"no credentials", "", "", ""},
		{"unknown consumer key", "ck_other", "cs_demo", ""},
		{"wrong consumer secret", "ck_demo", "cs_other", ""},
		{"wrong consumer secret on an order", "ck_demo", "cs_other", ""},
		{"unknown key on POST batch", "ck_other", "cs_demo", ""},
		{"read-only key writes", "ck_demo", "cs_demo", "read"},
		{"read-only key makes a webhook", "ck_demo", "cs_demo", "read"},
		{"write-only key reads", "ck_demo", "cs_demo", "write"},
		{"basic auth over plain http", "ck_demo", "cs_demo", ""},
		{"keys in the query over plain http", "ck_demo", "cs_demo", ""},
		{"?rest_route= with basic auth over TLS", "ck_demo", "cs_demo", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := recordedCase(t, c.name)
			s, err := New(Options{Home: "https://shop.example", Permissions: c.permissions, InsecureBasic: !strings.Contains(c.name, "plain http")})
			if err != nil {
				t.Fatal(err)
			}
			target := strings.ReplaceAll(r.Request.URL, "consumer_key=…&consumer_secret=…", "consumer_key=ck_demo&consumer_secret=cs_demo")
			target = strings.Replace(target, "https://", "http://", 1) // httptest would make it TLS.
			request := httptest.NewRequestWithContext(t.Context(), r.Request.Method, target, strings.NewReader(string(r.Request.Body)))
			if c.key != "" && !strings.Contains(target, "consumer_key") {
				request.SetBasicAuth(c.key, c.secret)
			}
			w := httptest.NewRecorder()
			s.mux.ServeHTTP(w, request)
			var got, want any
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(r.Response.Body, &want); err != nil {
				t.Fatal(err)
			}
			if w.Code != r.Response.Status || !reflect.DeepEqual(got, want) {
				t.Errorf("%d %s, recorded %d %s", w.Code, w.Body, r.Response.Status, r.Response.Body)
			}
			compareHeaders(t, r, w.Header())
		})
	}
}

func TestStrangersAreToldWhatTheyMayNot(t *testing.T) {
	t.Parallel()
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for call, want := range map[string]string{
		"GET orders": "cannot_view", "GET orders/5": "cannot_view", "POST orders": "cannot_create", "PUT orders/5": "cannot_edit", "DELETE orders/5": "cannot_delete",
		"POST products/batch": "cannot_batch", "PUT products/5/variations/6": "cannot_edit", "POST products/5/variations/batch": "cannot_batch",
	} {
		method, path, _ := strings.Cut(call, " ")
		w := httptest.NewRecorder()
		s.mux.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, apiPrefix+path, strings.NewReader("{}")))
		if w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), "woocommerce_rest_"+want) {
			t.Errorf("%s: %d %s", call, w.Code, w.Body)
		}
	}
}

// served is a shop behind a server, plain or TLS, with the client for it.
func served(t *testing.T, secure bool, change func(*woo.Config)) (*lab, *woo.Client) {
	t.Helper()
	l := newLab(t)
	l.opts.InsecureBasic = false
	front := httptest.NewUnstartedServer(l.Handler())
	if secure {
		front.StartTLS()
	} else {
		front.Start()
	}
	t.Cleanup(front.Close)
	config := woo.Config{BaseURL: front.URL, HomeURL: "https://shop.example", Key: "ck_demo", Secret: "cs_demo", Transport: front.Client().Transport}
	if !secure {
		l.opts.Home, config.HomeURL = "http://shop.example", "http://shop.example"
	}
	if change != nil {
		change(&config)
	}
	client, err := woo.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return l, client
}

func TestTheClientGetsInByEveryWay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		secure bool
		mode   woo.AuthMode
	}{
		"signed over plain HTTP": {false, woo.AuthAuto}, "by header over TLS": {true, woo.AuthAuto}, "by query over TLS": {true, woo.AuthQuery},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, client := served(t, c.secure, func(config *woo.Config) { config.Auth = c.mode })
			l.opts.InsecureBasic = true
			l.order98()
			l.opts.InsecureBasic = false
			if o, _, err := client.Order(t.Context(), 98); err != nil || o.Status != "on-hold" {
				t.Errorf("%v, %v", o, err)
			}
			if err := client.AddOrderNote(t.Context(), 98, "NK-00412"); err != nil {
				t.Error(err)
			}
			if err := client.MayWrite(t.Context()); err != nil {
				t.Error(err)
			}
			if _, err := client.Products(t.Context(), []int64{11, 12}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestOverPlainHTTPOnlySignaturesLetIn(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*woo.Config){
		"keys in the header": func(c *woo.Config) { c.Auth = woo.AuthHeader },
		"keys in the query":  func(c *woo.Config) { c.Auth = woo.AuthQuery },
		"another key":        func(c *woo.Config) { c.Key = "ck_other" },
		"another secret":     func(c *woo.Config) { c.Secret = "cs_other" },
		"another home":       func(c *woo.Config) { c.HomeURL = "http://www.shop.example" },
	} {
		_, client := served(t, false, change)
		_, err := client.Currency(t.Context())
		if _, refused := errors.AsType[*woo.Unauthorized](err); !refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSignaturesByHand(t *testing.T) {
	t.Parallel()
	s, err := New(Options{Home: "http://shop.example"})
	if err != nil {
		t.Fatal(err)
	}
	at := func(age time.Duration) string { return strconv.FormatInt(time.Now().Add(-age).Unix(), 10) }
	for _, c := range []struct {
		name string
		// set are parameters beside a good time, key and method; empty ones are left out.
		set    map[string]string
		header bool
		status int
		says   string
	}{
		{"SHA-256", map[string]string{"oauth_nonce": "a"}, false, 200, "[]"},
		{"SHA-1", map[string]string{"oauth_nonce": "b", "oauth_signature_method": "HMAC-SHA1"}, false, 200, "[]"},
		{"in the header", map[string]string{"oauth_nonce": "c"}, true, 200, "[]"},
		{"twice", map[string]string{"oauth_nonce": "c"}, true, 401, "nonce has already been used"},
		{"in plain text", map[string]string{"oauth_nonce": "d", "oauth_signature_method": "PLAINTEXT", "oauth_signature": "x"}, false, 401, "signature method is invalid"},
		{"wrong", map[string]string{"oauth_nonce": "e", "oauth_signature": "x"}, false, 401, "provided signature does not match"},
		{"old", map[string]string{"oauth_nonce": "f", "oauth_timestamp": at(16 * time.Minute)}, false, 401, "Invalid timestamp."},
		{"nearly old", map[string]string{"oauth_nonce": "g", "oauth_timestamp": at(14 * time.Minute)}, false, 200, "[]"},
		{"of the future", map[string]string{"oauth_nonce": "h", "oauth_timestamp": at(-16 * time.Minute)}, false, 401, "Invalid timestamp."},
		{"of no time", map[string]string{"oauth_nonce": "i", "oauth_timestamp": "now"}, false, 401, "Invalid timestamp."},
		{"of an unknown key", map[string]string{"oauth_nonce": "j", "oauth_consumer_key": "ck_other"}, false, 401, "Consumer key is invalid."},
		{"without a nonce", map[string]string{"oauth_nonce": ""}, false, 401, "Missing OAuth parameter oauth_nonce"},
		{"without more", map[string]string{"oauth_nonce": "", "oauth_timestamp": ""}, false, 401, "Missing OAuth parameters oauth_timestamp, oauth_nonce"},
	} {
		query := url.Values{"per_page": {"1"}, "oauth_consumer_key": {"ck_demo"}, "oauth_timestamp": {at(0)}, "oauth_signature_method": {"HMAC-SHA256"}}
		for name, value := range c.set {
			query.Set(name, value)
			if value == "" {
				query.Del(name)
			}
		}
		if status, body := s.signed(t, query, c.header); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s: %d %s", c.name, status, body)
		}
	}
}

// signed makes a call with a signature of the simulator's own making.
func (s *Shop) signed(t *testing.T, query url.Values, inHeader bool) (int, string) {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://shop.example"+apiPrefix+"orders", nil)
	if signature, known := s.signature(call{Request: request}, query); known && !query.Has("oauth_signature") {
		query.Set("oauth_signature", signature)
	}
	if inHeader {
		var pairs []string
		for name := range query {
			if strings.HasPrefix(name, "oauth_") {
				pairs = append(pairs, name+`="`+url.QueryEscape(query.Get(name))+`"`)
			}
		}
		request.Header.Set("Authorization", "OAuth "+strings.Join(pairs, ", "))
		query = url.Values{"per_page": query["per_page"]}
	}
	request.URL.RawQuery = query.Encode()
	w := httptest.NewRecorder()
	s.mux.ServeHTTP(w, request)
	return w.Code, w.Body.String()
}
