package woo_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

const cannotView = `{"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot list resources.","data":{"status":401}}`

func withKeysInHeader(r *http.Request) bool {
	user, password, ok := r.BasicAuth()
	return ok && user == key && password == secret
}

func withKeysInQuery(r *http.Request) bool {
	query := r.URL.Query()
	return query.Get("consumer_key") == key && query.Get("consumer_secret") == secret
}

func gate(open func(*http.Request) bool, then http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if open(r) {
			then(w, r)
			return
		}
		reply(http.StatusUnauthorized, cannotView)(w, r)
	}
}

var anOrder = reply(http.StatusOK, `{"id":93,"total":"1.00"}`)

func TestKeysGoIntoTheHeader(t *testing.T) {
	t.Parallel()
	s := newShop(t, gate(withKeysInHeader, anOrder))
	if _, _, err := s.client().Order(t.Context(), 93); err != nil {
		t.Fatal(err)
	}
	if got := s.requests(); len(got) != 1 || len(got[0].query) != 0 {
		t.Errorf("asked %+v", got)
	}
}

func TestAHostThatDropsTheHeaderGetsTheKeysInTheQueryFromThenOn(t *testing.T) {
	t.Parallel()
	s := newShop(t, gate(withKeysInQuery, anOrder))
	client := s.client()
	for range 3 {
		if _, _, err := client.Order(t.Context(), 93); err != nil {
			t.Fatal(err)
		}
	}
	if err := client.AddOrderNote(t.Context(), 93, "x"); err != nil {
		t.Fatal(err)
	}
	var ways []string
	for _, r := range s.requests() {
		ways = append(ways, map[bool]string{true: "h", false: "q"}[r.header.Get("Authorization") != ""])
	}
	if got := strings.Join(ways, ""); got != "hqqqq" {
		t.Errorf("asked by %s", got)
	}
}

func TestAWriteTriesTheQueryWithItsBody(t *testing.T) {
	t.Parallel()
	s := newShop(t, gate(withKeysInQuery, reply(http.StatusCreated, `{"id":1}`)))
	if err := s.client().AddOrderNote(t.Context(), 93, "Naročilo NK-00412"); err != nil {
		t.Fatal(err)
	}
	got := s.requests()
	if len(got) != 2 || got[0].body != got[1].body || !strings.Contains(got[1].body, "NK-00412") {
		t.Errorf("sent %+v", got)
	}
}

func TestWhenTheQueryIsNotTried(t *testing.T) {
	t.Parallel()
	refusal := func(code string) http.HandlerFunc {
		return reply(http.StatusUnauthorized, `{"code":"`+code+`","message":"No."}`)
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		auth   woo.AuthMode
		calls  int
	}{
		"a wrong secret":           {refusal("woocommerce_rest_authentication_error"), woo.AuthAuto, 1},
		"the header was asked for": {refusal("woocommerce_rest_cannot_view"), woo.AuthHeader, 1},
		"the query was asked for":  {refusal("woocommerce_rest_cannot_view"), woo.AuthQuery, 1},
		"keys nobody knows":        {refusal("woocommerce_rest_cannot_view"), woo.AuthAuto, 2},
	} {
		s := newShop(t, c.answer)
		_, _, err := s.client(func(config *woo.Config) { config.Auth = c.auth }).Order(t.Context(), 93)
		if _, ok := errors.AsType[*woo.Unauthorized](err); !ok || len(s.requests()) != c.calls {
			t.Errorf("%s: %v after %d calls", name, err, len(s.requests()))
		}
	}
}

func TestAShopThatTookTheHeaderNeverSeesTheKeysInAQuery(t *testing.T) {
	t.Parallel()
	s := newShop(t, inTurn(anOrder, reply(http.StatusUnauthorized, cannotView)))
	client := s.client()
	if _, _, err := client.Order(t.Context(), 93); err != nil {
		t.Fatal(err)
	}
	// Its owner lost a right: the keys are known all the same.
	_, err := client.SystemStatus(t.Context())
	if _, ok := errors.AsType[*woo.Unauthorized](err); !ok {
		t.Error(err)
	}
	for _, r := range s.requests() {
		if len(r.query["consumer_key"]) > 0 {
			t.Errorf("asked %s with the keys in the query", r.path)
		}
	}
}

func TestTheSecondRefusalSaysMore(t *testing.T) {
	t.Parallel()
	s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		if withKeysInQuery(r) {
			reply(http.StatusUnauthorized, `{"code":"woocommerce_rest_authentication_error","message":"Consumer secret is invalid."}`)(w, r)
			return
		}
		reply(http.StatusUnauthorized, cannotView)(w, r)
	})
	_, _, err := s.client().Order(t.Context(), 93)
	refused, ok := errors.AsType[*woo.Unauthorized](err)
	if !ok || refused.Message != "Consumer secret is invalid." {
		t.Error(err)
	}
}

// The base string of RFC 5849, 3.4.1.1, and signatures made with another
// implementation of HMAC.
func TestOAuthByTheBook(t *testing.T) {
	t.Parallel()
	parameters := url.Values{
		"b5": {"=%3D"}, "a3": {"a", "2 q"}, "c@": {""}, "a2": {"r b"}, "c2": {""}, "oauth_consumer_key": {"9djdj82h48djs9d2"},
		"oauth_token": {"kkk9d7dh3k39sjv7"}, "oauth_signature_method": {"HMAC-SHA1"}, "oauth_timestamp": {"137131201"}, "oauth_nonce": {"7d8f3e4a"},
		"oauth_signature": {"bYT5CMsGcbgUdFHObYMEfcx6bsw="},
	}
	const base = "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26" +
		"oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"
	if got := woo.OAuthBase(http.MethodPost, "http://example.com/request", parameters); got != base {
		t.Errorf("base string\n     %s\nwant %s", got, base)
	}
	if got := woo.OAuthSignature(http.MethodPost, "http://example.com/request", parameters, "j49sk3j29djd"); got != "FaTbwkSAPdnQXoVGjhfzVgj49vjCyfrzLt9zx8mZm5Y=" {
		t.Errorf("signature %s", got)
	}
	unreserved := url.Values{"a-b": {"~.-_"}, "a": {"š č+ž"}, "a[0]": {"/?&="}}
	if got := woo.OAuthBase(http.MethodGet, "http://x/", unreserved); got != "GET&http%3A%2F%2Fx%2F&a%3D%25C5%25A1%2520%25C4%258D%252B%25C5%25BE%26a%255B0%255D%3D%252F%253F%2526%253D%26a-b%3D~.-_" {
		t.Errorf("base string %s", got)
	}
}

// The recorded calls over plain HTTP show which parameters the shop took.
func TestOAuthCarriesTheRecordedParameters(t *testing.T) {
	t.Parallel()
	var want []string
	for _, r := range recordings(t, "rest-errors.json") {
		if _, query := r.path(t); r.Response.Status == http.StatusOK && query.Has("oauth_signature") {
			for name := range query {
				want = append(want, name)
			}
			if query.Get("oauth_signature_method") != "HMAC-SHA256" {
				t.Errorf("recorded with %v", query)
			}
		}
	}
	s := newPlainShop(t, reply(http.StatusOK, `[]`))
	client := s.client(func(c *woo.Config) { c.HomeURL = "http://shop.example" })
	if _, _, err := client.Do(t.Context(), http.MethodGet, "products", url.Values{"per_page": {"1"}, "_fields": {"id,sku"}}, nil); err != nil {
		t.Fatal(err)
	}
	sent := s.requests()[0]
	var got []string
	for name := range sent.query {
		got = append(got, name)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || len(want) != 7 {
		t.Errorf("sent %v, recorded %v", got, want)
	}
	query := url.Values(sent.query)
	if query.Get("oauth_signature") != woo.OAuthSignature(http.MethodGet, "http://shop.example/wp-json/wc/v3/products", query, secret) {
		t.Error("it is not signed for the shop's own address")
	}
	if sent.header.Get("Authorization") != "" || query.Has("consumer_secret") {
		t.Error("over plain HTTP the secret itself was sent")
	}
}

func TestEachCallIsSignedAnewForTheHomeAddress(t *testing.T) {
	t.Parallel()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://10.0.0.7:8080/wp/wp-json/wc/v3/orders/93?dp=6", nil)
	if err != nil {
		t.Fatal(err)
	}
	client, err := woo.New(woo.Config{BaseURL: "http://10.0.0.7:8080/wp/", HomeURL: "https://www.shop.example/trgovina/", Key: key, Secret: secret})
	if err != nil {
		t.Fatal(err)
	}
	client.SignAt(request, "1764000000", "nonce1")
	query := request.URL.Query()
	want := woo.OAuthSignature(http.MethodGet, "http://www.shop.example/trgovina/wp-json/wc/v3/orders/93", query, secret)
	if query.Get("oauth_signature") != want || query.Get("dp") != "6" || query.Get("oauth_timestamp") != "1764000000" {
		t.Errorf("signed as %v", query)
	}

	s := newPlainShop(t, anOrder)
	plain := s.client()
	nonces := make(map[string]bool)
	for range 3 {
		if _, _, err := plain.Order(t.Context(), 93); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range s.requests() {
		nonces[r.query["oauth_nonce"][0]] = true
	}
	if len(nonces) != 3 {
		t.Errorf("nonces %v: the shop refuses one that comes twice", nonces)
	}
}

func TestSecretsAreNowhere(t *testing.T) {
	t.Parallel()
	basic := base64.StdEncoding.EncodeToString([]byte(key + ":" + secret))
	echo := func(w http.ResponseWriter, r *http.Request) { // What a debugging plugin may make of a request.
		reply(http.StatusBadRequest, `{"code":"debug `+secret+`","message":"`+r.URL.String()+` `+r.Header.Get("Authorization")+` `+key+`"}`)(w, r)
	}
	page := replyAs(http.StatusForbidden, "text/html", "<html>blocked: ?consumer_key="+key+"&consumer_secret="+secret+"</html>")
	moved := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://www.shop.example"+r.URL.String(), http.StatusMovedPermanently)
	}
	hook := reply(http.StatusCreated, `{"id":1,"secret":"whsec \"quoted\" š"}`)
	for name, answer := range map[string]http.HandlerFunc{"echo": echo, "page": page, "moved": moved, "hook": hook, "dropped": dropped} {
		for _, s := range []*shop{newShop(t, answer), newPlainShop(t, answer)} {
			for _, mode := range []woo.AuthMode{woo.AuthAuto, woo.AuthQuery, woo.AuthHeader, woo.AuthOAuth} {
				client := s.client(func(c *woo.Config) { c.Auth = mode })
				_, err := client.CreateWebhook(t.Context(), woo.WebhookSpec{Topic: "order.created", Secret: `whsec "quoted" š`})
				var told strings.Builder
				_, _ = fmt.Fprint(&told, err)
				for _, c := range s.recorded() {
					_, _ = fmt.Fprint(&told, "\n", c.Path, string(c.Request), string(c.Response), c.Err)
					if strings.Contains(c.Path, "oauth") || strings.Contains(c.Path, "consumer") {
						t.Errorf("%s by %s: the path %q", name, mode, c.Path)
					}
				}
				for _, hidden := range []string{secret, key, "whsec", basic} {
					if strings.Contains(told.String(), hidden) {
						t.Errorf("%s by %s: %q stands in %s", name, mode, hidden, &told)
					}
				}
			}
		}
	}
}

func TestKeysInAnAddressAreNotRepeated(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "shop.example", "ftp://shop.example", "https://", "https:///x", "https://ck:" + secret + "@", "http://[::1", "://" + secret} {
		_, err := woo.New(woo.Config{BaseURL: address})
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: %v", address, err)
		}
		if _, err := woo.New(woo.Config{BaseURL: "https://shop.example", HomeURL: address}); err == nil && address != "" {
			t.Errorf("home %q is taken", address)
		}
	}
}
