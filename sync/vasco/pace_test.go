package vasco_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

// paced answers a call after a while; the time is the bubble's.
type paced struct{ takes time.Duration }

func (p *paced) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(p.takes)
	answer := httptest.NewRecorder()
	if strings.HasSuffix(r.URL.Path, "/Avtentikacija") {
		reply(http.StatusOK, `{"apiKey":"token"}`)(answer, r)
	} else {
		reply(http.StatusCreated, `{"stevilka":"1","leto":2026,"sifra":1}`)(answer, r)
	}
	return answer.Result(), nil
}

// A server is quick once its calls were: not before the first, and not soon after a
// slow one. How long a login takes does not matter.
func TestQuick(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := &paced{takes: 10 * time.Second}
		client, err := vasco.New(vasco.Config{BaseURL: "http://erp", Profile: vasco.KiwwwiProfile(), Transport: server})
		if err != nil {
			t.Fatal(err)
		}
		call := func(takes time.Duration) {
			server.takes = takes
			if _, err := client.CreateOrder(t.Context(), payload); err != nil {
				t.Fatal(err)
			}
		}
		check := func(what string, want bool) {
			t.Helper()
			if client.Quick() != want {
				t.Errorf("%s: quick is %t", what, !want)
			}
		}
		check("at first", false)
		if err := client.Login(t.Context()); err != nil {
			t.Fatal(err)
		}
		check("after a login", false)
		call(10 * time.Millisecond)
		check("after a quick call", true)
		call(10 * time.Second)
		check("after a slow call", false)
		call(10 * time.Millisecond)
		check("after one quick call", false)
		for range 30 {
			call(10 * time.Millisecond)
		}
		check("after many quick calls", true)
	})
}
