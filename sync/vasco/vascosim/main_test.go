package vascosim_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveFrom); dir != "" {
		serveUntilKilled(dir)
	}
	goleak.VerifyTestMain(m)
}

// today is the clock of the servers under test.
var today = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

// caller calls a server under test by hand, as no client of ours would.
type caller struct {
	*vascosim.Server
	t     *testing.T
	url   string
	http  *http.Client
	token string
}

func start(t *testing.T, opts vascosim.Options) *caller {
	t.Helper()
	if opts.Clock == nil {
		opts.Clock = func() time.Time { return today }
	}
	server, err := vascosim.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(server.Handler())
	t.Cleanup(func() {
		front.Close()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return &caller{Server: server, t: t, url: front.URL, http: front.Client()}
}

// loggedIn is start with a token.
func loggedIn(t *testing.T, opts vascosim.Options) *caller {
	t.Helper()
	c := start(t, opts)
	c.token = c.logIn(`{"username":"demo","password":"demo","taxNumber":"12345678","returnPastYears":true}`).text("apiKey")
	return c
}

// reply is an answer; status 0 is a dropped connection.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	body   string
}

func (c *caller) logIn(body string) reply { return c.call("POST /api/v1/Avtentikacija", body) }

// call makes a call such as "GET /api/v1/FA/narociloKupca?Partner=501".
func (c *caller) call(what, body string) reply {
	c.t.Helper()
	method, target, _ := strings.Cut(what, " ")
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.url+target, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return reply{t: c.t}
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return reply{t: c.t}
	}
	return reply{t: c.t, status: response.StatusCode, header: response.Header, body: string(bytes.TrimSpace(text))}
}

// want checks status and a part of the body.
func (r reply) want(status int, part string) {
	r.t.Helper()
	if r.status != status || !strings.Contains(r.body, part) {
		r.t.Errorf("answered %d %s; want %d with %q", r.status, r.body, status, part)
	}
}

func (r reply) object() map[string]any {
	r.t.Helper()
	var o map[string]any
	if err := json.Unmarshal([]byte(r.body), &o); err != nil {
		r.t.Fatalf("answered %d %q: %v", r.status, r.body, err)
	}
	return o
}

func (r reply) text(field string) string {
	r.t.Helper()
	s, _ := r.object()[field].(string)
	return s
}

func (r reply) rows() []map[string]any {
	r.t.Helper()
	var all []map[string]any
	if err := json.Unmarshal([]byte(r.body), &all); err != nil || all == nil {
		r.t.Fatalf("answered %d %q instead of a list", r.status, r.body)
	}
	return all
}

// column is one field of all rows, as JSON.
func (r reply) column(name string) string {
	r.t.Helper()
	values := make([]any, 0)
	for _, row := range r.rows() {
		values = append(values, row[name])
	}
	out, err := json.Marshal(values)
	if err != nil {
		r.t.Fatal(err)
	}
	return string(out)
}

const (
	orders   = "/api/v1/FA/narociloKupca"
	articles = "/api/v1/FASifranti/artikel"
	stock    = "/api/v1/FASifranti/zaloga"
	partners = "/api/v1/SkupniSifranti/partner"
)

// The same order in both dialects.
const (
	briefOrder = `{"datum":"2026-06-01","rok":"2026-06-16","partner":501,"opombe":"WC Order #1284","postavke":[
		{"artikel":"3830012345678","naziv":"Premium Wireless Headphones","kolicina":1,"cena":49.99,"popust":0,"stopnjaDDV":0},
		{"artikel":"00086","naziv":"Poštnina","kolicina":1,"cena":3.28,"stopnjaDDV":0}],
		"dodatnaPolja":{"SIFRA_PLACILA":6,"NAROCILO_STEVILKA":"1284"}}`
	fieldOrder = `{"datum":"2026-06-01T00:00:00","partner":501,"postavke":[
		{"sifra":"3830012345678","kolicina":"1","prodajnaCena":"49.99","rabat1":0,"stopnjaDdv":0},
		{"sifra":"00086","kolicina":1,"prodajnaCena":3.28,"stopnjaDdv":0}],
		"dodatnaPolja":[{"naziv":"BESEDILO","vrednost":"WC Order #1284"},{"naziv":"SIFRA_PLACILA","vrednost":"6"},{"naziv":"NAROCILO_STEVILKA","vrednost":"1284"}]}`
)

// with is a payload with one text in it replaced.
func with(payload, old, replacement string) string {
	if !strings.Contains(payload, old) {
		panic("the payload has no " + old)
	}
	return strings.Replace(payload, old, replacement, 1)
}
