package vasco_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

const (
	ordersCall   = "/api/v1/FA/narociloKupca"
	partnersCall = "/api/v1/SkupniSifranti/partner"
	articlesCall = "/api/v1/FASifranti/artikel"
)

var payload = json.RawMessage(`{"opombe":"WC Order #1284"}`)

const problemDetails = `{"type":"x","title":"Napaka","detail":"Artikel 383 ne obstaja.","errors":{"postavke[0].artikel":["ne obstaja","prazen"],"partner":"manjka"}}`

// kindOf names an error by its type.
func kindOf(err error) string {
	for name, is := range map[string]func(error) bool{
		"unclear": isA[*vasco.Unclear], "unavailable": isA[*vasco.Unavailable], "rejected": isA[*vasco.Rejected],
		"unauthorized": isA[*vasco.Unauthorized], "malformed": isA[*vasco.Malformed], "not found": isA[*vasco.NotFound],
	} {
		if is(err) {
			return name
		}
	}
	if err == nil {
		return "ok"
	}
	return "other"
}

func isA[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func TestHowWritesEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		script     http.HandlerFunc
	}{
		{"nothing in it", "unclear", reply(201, "")},
		{"no content", "unclear", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }},
		{"a web page", "unclear", replyAs(200, "text/html", "<html>Dobrodošli</html>")},
		{"half an object", "unclear", reply(201, `{"stevilka":"004`)},
		{"no number", "unclear", reply(201, `{"sporocilo":"ok"}`)},
		{"a null number", "unclear", reply(201, `{"stevilka":null,"leto":2026,"sifra":null}`)},
		{"number nought", "unclear", reply(201, `{"stevilka":"0","leto":2026,"sifra":0}`)},
		{"two of them", "unclear", reply(201, `[{"stevilka":"1","leto":2026,"sifra":1},{"stevilka":"2","leto":2026,"sifra":2}]`)},
		{"longer than it may be", "unclear", reply(201, `{"x":"`+strings.Repeat("x", 2<<20)+`"}`)},
		{"500 in plain text", "unclear", replyAs(500, "text/plain", "Violation of PRIMARY KEY")},
		{"502", "unclear", replyAs(502, "text/html", "<html>Bad Gateway</html>")},
		{"503", "unclear", reply(503, "")},
		{"408", "unclear", reply(408, "")},
		{"a redirect", "unclear", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example/", http.StatusFound)
		}},
		{"connection dropped", "unclear", dropped("")},
		{"dropped in the answer", "unclear", dropped("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"stevilka\":")},
		{"not HTTP", "unclear", dropped("hello\r\n\r\n")},
		{"no answer in time", "unclear", silent},
		{"429", "unavailable", reply(429, "")},
		{"problem details", "rejected", reply(400, problemDetails)},
		{"plain text", "rejected", replyAs(409, "text/plain", "dokument obstaja")},
		{"403", "rejected", reply(403, "")},
		{"a web page for 404", "rejected", replyAs(404, "text/html", "<html>Not Found</html>")},
		{"never authorised", "unauthorized", reply(401, "")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("POST "+ordersCall, c.script)
			s.on("POST "+partnersCall, c.script)
			client := s.client(func(config *vasco.Config) {
				if c.name == "no answer in time" {
					config.Timeout = 60 * time.Millisecond
				}
			})
			posts := 1
			if c.want == "unauthorized" {
				posts = 3 // A 401 wrote nothing.
			}
			ref, err := client.CreateOrder(t.Context(), payload)
			if kindOf(err) != c.want || ref != (vasco.OrderRef{}) || s.count("POST "+ordersCall) != posts {
				t.Errorf("order: %v, %v after %d posts", ref, err, s.count("POST "+ordersCall))
			}
			code, err := client.CreatePartner(t.Context(), payload)
			if kindOf(err) != c.want || code != "" || s.count("POST "+partnersCall) != posts {
				t.Errorf("partner: %q, %v after %d posts", code, err, s.count("POST "+partnersCall))
			}
		})
	}
}

func TestRefusalsCarryVascosWords(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	client := s.client()
	s.on("POST "+ordersCall, reply(422, problemDetails))
	_, err := client.CreateOrder(t.Context(), payload)
	rejected, ok := errors.AsType[*vasco.Rejected](err)
	want := vasco.Rejected{
		Status: 422, Title: "Napaka: Artikel 383 ne obstaja.",
		Fields: map[string][]string{"postavke[0].artikel": {"ne obstaja", "prazen"}, "partner": {"manjka"}},
	}
	if !ok || !reflect.DeepEqual(*rejected, want) {
		t.Errorf("got %+v", err)
	}
	s.on("POST "+ordersCall, replyAs(400, "text/plain", strings.Repeat("č ", 1000)))
	_, err = client.CreateOrder(t.Context(), payload)
	if rejected, ok = errors.AsType[*vasco.Rejected](err); !ok || len([]rune(rejected.Title)) != 500 {
		t.Errorf("got %+v", err)
	}
	s.on("POST "+ordersCall, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	_, err = client.CreateOrder(t.Context(), payload)
	if away, ok := errors.AsType[*vasco.Unavailable](err); !ok || away.RetryAfter != 7*time.Second {
		t.Errorf("got %+v", err)
	}
}

func TestAWriteThatWasNeverSentIsClear(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	client := s.client()
	if err := client.Login(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := client.CreateOrder(t.Context(), payload); kindOf(err) != "unavailable" {
		t.Errorf("nobody listens: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client.CreateOrder(gone, payload); kindOf(err) != "unavailable" {
		t.Errorf("cancelled before: %v", err)
	}
}

func TestAFailedHandshakeIsClear(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	client := s.client(func(c *vasco.Config) {
		// Plain HTTP answers a TLS handshake with something else.
		c.BaseURL = strings.Replace(s.URL, "http://", "https://", 1)
	})
	if _, err := client.CreateOrder(t.Context(), payload); kindOf(err) != "unavailable" {
		t.Errorf("got %v", err)
	}
}

func TestAWriteCancelledUnderWayIsUnclear(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.on("POST "+ordersCall, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		silent(w, r)
	})
	if _, err := s.client().CreateOrder(ctx, payload); kindOf(err) != "unclear" || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestNumbersOfNewOrders(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]vasco.OrderRef{
		`{"stevilka":"00412","leto":"2026"}`:            {Number: "00412", Year: "2026"},
		`{"stevilka":412,"leto":2026,"x":{}}`:           {Number: "412", Year: "2026"},
		`{"Stevilka":"00412","Leto":2026}`:              {Number: "00412", Year: "2026"},
		` [{"stevilka":" 00412 ","leto":2026}] `:        {Number: "00412", Year: "2026"},
		`{"data":{"stevilka":"00412","leto":2026}}`:     {Number: "00412", Year: "2026"},
		`{"Result":[{"stevilka":"00412","leto":2026}]}`: {Number: "00412", Year: "2026"},
	} {
		s := newERP(t)
		s.on("POST "+ordersCall, func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") != "Bearer token-1" || r.Header.Get("Content-Type") != "application/json" {
				t.Errorf("headers are %v", r.Header)
			}
			reply(http.StatusCreated, body)(w, r)
		})
		if got, err := s.client().CreateOrder(t.Context(), payload); err != nil || got != want {
			t.Errorf("%s: %v, %v", body, got, err)
		}
	}
}

func TestCodesOfNewPartners(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"sifra":1501}`, `{"sifra":"1501"}`, `[{"sifra":1501}]`, `1501`, `"1501"`, `{"value":{"Sifra":1501}}`} {
		s := newERP(t)
		s.on("POST "+partnersCall, reply(http.StatusCreated, body))
		if got, err := s.client().CreatePartner(t.Context(), payload); err != nil || got != "1501" {
			t.Errorf("%s: %q, %v", body, got, err)
		}
	}
}

// The address of a host nobody knows, and a port nobody listens on: not a byte
// was sent, with the client's own transport too.
func TestAWriteToNobodyIsClear(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("POST "+ordersCall, reply(http.StatusCreated, `{"stevilka":"00001","leto":2026}`))
	config := s.config()
	config.Transport = nil
	client, err := vasco.New(config)
	if err != nil {
		t.Fatal(err)
	}
	if ref, err := client.CreateOrder(t.Context(), payload); err != nil || ref.Number != "00001" {
		t.Fatalf("%v, %v", ref, err)
	}
	s.Close()
	for _, address := range []string{s.URL, "http://vasco.invalid:8101"} {
		config.BaseURL = address
		if client, err = vasco.New(config); err != nil {
			t.Fatal(err)
		}
		if _, err := client.CreateOrder(t.Context(), payload); kindOf(err) != "unavailable" {
			t.Errorf("%s: %v", address, err)
		}
	}
}
