package vascosim_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

const credentials = `{"username":"demo","password":"demo","taxNumber":"12345678"}`

func TestWhoIsLetIn(t *testing.T) {
	t.Parallel()
	c := start(t, vascosim.Options{})
	c.logIn(credentials).want(http.StatusOK, `"apiKey"`)
	c.logIn(`{"UserName":"demo","PASSWORD":"demo","taxnumber":"12345678","year":0,"params":{}}`).want(http.StatusOK, `"apiKey"`)
	for _, wrong := range []string{
		with(credentials, `"username":"demo"`, `"username":"Demo"`), with(credentials, `"password":"demo"`, `"password":"demo "`),
		with(credentials, "12345678", "SI12345678"), `{}`,
	} {
		c.logIn(wrong).want(http.StatusUnauthorized, `"title"`)
	}
	for _, unreadable := range []string{``, `[]`, `null`, `{"username":`, `<html>`} {
		c.logIn(unreadable).want(http.StatusBadRequest, `"errors"`)
	}
	for _, call := range []string{"GET " + articles, "GET " + stock, "GET " + partners, "POST " + partners, "GET " + orders, "POST " + orders, "GET " + orders + "/stanje/00001/2026"} {
		c.call(call, "{}").want(http.StatusUnauthorized, `"title"`)
	}
}

func TestTokensLookLikeJWTsAndEnd(t *testing.T) {
	t.Parallel()
	var now atomic.Int64
	now.Store(today.Unix())
	c := start(t, vascosim.Options{Clock: func() time.Time { return time.Unix(now.Load(), 0) }, TokenLife: 10 * time.Minute})
	answer := c.logIn(credentials)
	token := answer.text("apiKey")
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("%q is no JWT", token)
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims struct {
		Exp int64 `json:"exp"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil || claims.Exp != today.Add(10*time.Minute).Unix() {
		t.Errorf("it says %s, %v", payload, err)
	}
	if got := answer.text("expiration"); got != "2026-06-01T10:10:00Z" {
		t.Errorf("expiration %q", got)
	}
	c.token = token
	c.call("GET "+articles, "").want(http.StatusOK, "[")
	now.Add(601)
	c.call("GET "+articles, "").want(http.StatusUnauthorized, `"title"`)
	now.Add(-601)
	c.call("GET "+articles, "").want(http.StatusUnauthorized, `"title"`)
	c.call("POST /sim/settings", `{"tokenSeconds":0}`).want(http.StatusBadRequest, "a second at least")
	c.call("POST /sim/settings", `{"tokenSeconds":5}`).want(http.StatusNoContent, "")
	c.token = c.logIn(credentials).text("apiKey")
	now.Add(4)
	c.call("GET "+articles, "").want(http.StatusOK, "[")
	now.Add(2)
	c.call("GET "+articles, "").want(http.StatusUnauthorized, `"title"`)
}

func TestSeveralTokensLiveAtOnceUntilAllAreEnded(t *testing.T) {
	t.Parallel()
	c := start(t, vascosim.Options{})
	first, second := c.logIn(credentials).text("apiKey"), c.logIn(credentials).text("apiKey")
	if first == second {
		t.Fatal("the same token twice")
	}
	for _, c.token = range []string{first, second, first} {
		c.call("GET "+articles, "").want(http.StatusOK, "[")
	}
	c.call("POST /sim/tokens", "").want(http.StatusNoContent, "")
	for _, c.token = range []string{first, second} {
		c.call("GET "+articles, "").want(http.StatusUnauthorized, `"title"`)
	}
	if n := c.Calls("POST Avtentikacija"); n != 2 {
		t.Errorf("%d logins counted", n)
	}
}

func TestPastYearsAreSeenOnlyByLoginsThatAskForThem(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.call("POST "+orders, with(briefOrder, `"datum":"2026-06-01"`, `"datum":"2025-12-31"`)).want(http.StatusCreated, `"leto":2025`)
	c.call("POST "+orders, briefOrder).want(http.StatusCreated, `"leto":2026`)
	if got := c.call("GET "+orders, "").column("leto"); got != "[2025,2026]" {
		t.Errorf("with past years: %s", got)
	}
	c.token = c.logIn(credentials).text("apiKey")
	if got := c.call("GET "+orders, "").column("leto"); got != "[2026]" {
		t.Errorf("without: %s", got)
	}
	c.call("POST "+orders, with(briefOrder, `"datum":"2026-06-01"`, `"datum":"2024-12-31"`)).want(http.StatusBadRequest, `"datum"`)
}
