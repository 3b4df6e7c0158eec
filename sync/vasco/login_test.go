package vasco_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func TestManyCallsShareOneLogin(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+articlesCall, reply(200, `[]`))
	client := s.client()
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := client.Articles(t.Context(), []string{"A"}, nil); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := s.count("POST /api/v1/Avtentikacija"); n != 1 {
		t.Errorf("%d logins", n)
	}
}

// Another that uses the account may end a token as soon as it is there.
func TestATokenEndedByAnother(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	var posts atomic.Int32
	s.on("POST "+ordersCall, func(w http.ResponseWriter, r *http.Request) {
		if posts.Add(1) <= 2 {
			reply(401, "")(w, r)
			return
		}
		reply(201, `{"stevilka":"123","leto":2026,"sifra":9}`)(w, r)
	})
	ref, err := s.client().CreateOrder(t.Context(), payload)
	if err != nil || ref.Number != "123" || s.count("POST /api/v1/Avtentikacija") != 3 {
		t.Errorf("%+v, %v after %d logins", ref, err, s.count("POST /api/v1/Avtentikacija"))
	}
}

// Searches over New Year look into both years: the login asks for it.
func TestWhatALoginSends(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	var sent map[string]any
	s.on("POST /api/v1/Avtentikacija", func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewDecoder(r.Body).Decode(&sent); err != nil || r.Header.Get("Authorization") != "" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("headers %v, %v", r.Header, err)
		}
		reply(http.StatusOK, `{"apiKey":"abc"}`)(w, r)
	})
	if err := s.client().Login(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"username": username, "password": password, "taxNumber": "12345678", "year": float64(0), "returnPastYears": true}
	if !reflect.DeepEqual(sent, want) {
		t.Errorf("sent %v, want %v", sent, want)
	}
}

func TestAnExpiredTokenIsReplacedOnce(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	onlySecond := func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer token-2" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		reply(http.StatusCreated, `{"stevilka":"00412","leto":2026}`)(w, r)
	}
	s.on("POST "+ordersCall, onlySecond)
	got, err := s.client().CreateOrder(t.Context(), payload)
	if err != nil || got.Number != "00412" || s.count("POST "+ordersCall) != 2 || s.count("POST /api/v1/Avtentikacija") != 2 {
		t.Errorf("%v, %v after %v", got, err, s.called(""))
	}
}

func TestHowLoginsEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		script     http.HandlerFunc
	}{
		{"401", "unauthorized", reply(401, "")},
		{"400", "unauthorized", reply(400, `{"title":"Napačno geslo"}`)},
		{"403", "unauthorized", reply(403, "")},
		{"404: another server", "malformed", replyAs(404, "text/html", "<html>")},
		{"a web page", "malformed", replyAs(200, "text/html", "<html>")},
		{"no apiKey", "malformed", reply(200, `{"token":"x"}`)},
		{"an apiKey no header takes", "malformed", reply(200, `{"apiKey":"a\r\nHost: b"}`)},
		{"to https", "malformed", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://erp/", http.StatusMovedPermanently)
		}},
		{"500", "unavailable", replyAs(500, "text/plain", "boom")},
		{"dropped", "unavailable", dropped("")},
		{"in capitals", "ok", reply(200, `{"ApiKey":"abc"}`)},
		{"wrapped", "ok", reply(200, `{"data":{"apiKey":"abc"}}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("POST /api/v1/Avtentikacija", c.script)
			client := s.client()
			if err := client.Login(t.Context()); kindOf(err) != c.want {
				t.Errorf("login: %v", err)
			}
			if c.want == "ok" {
				return
			}
			// Without a login nothing can have been written.
			if _, err := client.CreateOrder(t.Context(), payload); kindOf(err) != c.want {
				t.Errorf("order: %v", err)
			}
		})
	}
}

// trip answers calls without a network, so that time can be played with.
type trip func(*http.Request) (*http.Response, error)

func (f trip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func jwt(end time.Time) string {
	claims := base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, `{"sub":"kiwwwi","exp":%d}`, end.Unix()))
	return "eyJhbGciOiJIUzI1NiJ9." + claims + ".c2ln"
}

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: readCloser{bytes.NewReader([]byte(body))}}
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

func offline(t *testing.T, f trip, change ...func(*vasco.Config)) *vasco.Client {
	t.Helper()
	config := vasco.Config{BaseURL: "http://erp", Username: username, Password: password, Profile: vasco.KiwwwiProfile(), Transport: f}
	for _, c := range change {
		c(&config)
	}
	client, err := vasco.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestHowLongATokenIsUsed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		token func(now time.Time) string
		lasts time.Duration
	}{
		{"nothing told", func(time.Time) string { return `{"apiKey":"x"}` }, 28 * time.Minute},
		{"exp", func(now time.Time) string { return fmt.Sprintf(`{"apiKey":%q}`, jwt(now.Add(10*time.Minute))) }, 9 * time.Minute},
		{"expiration", func(now time.Time) string {
			return fmt.Sprintf(`{"apiKey":"x","expiration":%q}`, now.Add(5*time.Minute).Format(time.RFC3339))
		}, 4 * time.Minute},
		{"longer than we trust", func(now time.Time) string { return fmt.Sprintf(`{"apiKey":%q}`, jwt(now.Add(12*time.Hour))) }, 28 * time.Minute},
		{"less than a minute", func(now time.Time) string { return fmt.Sprintf(`{"apiKey":%q}`, jwt(now.Add(40*time.Second))) }, 20 * time.Second},
		{"a clock that is wrong", func(now time.Time) string { return fmt.Sprintf(`{"apiKey":%q}`, jwt(now.Add(-time.Hour))) }, 28 * time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				logins := 0
				client := offline(t, func(r *http.Request) (*http.Response, error) {
					if strings.HasSuffix(r.URL.Path, "/Avtentikacija") {
						logins++
						return answer(200, c.token(time.Now())), nil
					}
					return answer(200, `[]`), nil
				})
				ask := func(want int) {
					if _, err := client.Articles(t.Context(), []string{"A"}, nil); err != nil || logins != want {
						t.Errorf("%d logins, want %d: %v", logins, want, err)
					}
				}
				ask(1)
				<-time.After(c.lasts - time.Second)
				ask(1)
				<-time.After(2 * time.Second)
				ask(2)
			})
		})
	}
}

func TestSecretsAreNowhere(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	token := jwt(time.Now().Add(time.Hour))
	s.on("POST /api/v1/Avtentikacija", reply(200, `{"apiKey":"`+token+`","expiration":null}`))
	echo := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			body, _ := json.Marshal(map[string]any{
				"title": "not for " + r.Header.Get("Authorization"), "errors": map[string]string{"x": password + token},
			})
			reply(status, string(body))(w, r)
		}
	}
	client := s.client()
	var told []string
	for _, status := range []int{200, 302, 400, 401, 429, 500} {
		s.on("POST "+ordersCall, echo(status))
		_, err := client.CreateOrder(t.Context(), payload)
		told = append(told, fmt.Sprintf("%v %+v", err, err))
	}
	s.on("POST /api/v1/Avtentikacija", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "geslo "+password+" ni pravo", http.StatusUnauthorized)
	})
	told = append(told, fmt.Sprint(client.Login(t.Context())))
	for _, c := range s.recorded() {
		told = append(told, fmt.Sprintf("%s %s %s %s %v", c.Operation, c.Path, c.Request, c.Response, c.Err))
	}
	escaped, _ := json.Marshal(password)
	for _, text := range told {
		for _, secret := range []string{password, string(escaped[1 : len(escaped)-1]), token} {
			if strings.Contains(text, secret) {
				t.Errorf("%q is in %s", secret, text)
			}
		}
	}
	if first := s.recorded()[0]; !bytes.Contains(first.Request, []byte(username)) || !bytes.Contains(first.Response, []byte("expiration")) {
		t.Errorf("the login is not recorded: %s, %s", first.Request, first.Response)
	}
}

func TestCallsAreRecorded(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("POST "+ordersCall, reply(200, `{"x":"`+strings.Repeat("č", 20_000)+`"}`))
	client := s.client()
	_, err := client.CreateOrder(t.Context(), payload)
	calls := s.recorded()
	if len(calls) != 2 {
		t.Fatalf("%d calls", len(calls))
	}
	c := calls[1]
	if c.Operation != "create order" || c.Method != http.MethodPost || c.Path != "/FA/narociloKupca" || c.Status != 200 ||
		!bytes.Equal(c.Request, payload) || len(c.Response) != 16<<10 || c.Started.IsZero() || c.Err == nil || c.Err.Error() != err.Error() {
		t.Errorf("got %+v", c)
	}
}
