package vasco_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func TestHowWritesOfArticlesEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, create, update string
		script               http.HandlerFunc
	}{
		{"an object", "ok", "ok", reply(201, `{"sifra":"A"}`)},
		{"a text", "ok", "ok", reply(200, `"A"`)},
		{"nothing in it", "unclear", "ok", reply(200, "")},
		{"no content", "unclear", "ok", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }},
		{"null", "unclear", "unclear", reply(200, "null")},
		{"a web page", "unclear", "unclear", replyAs(200, "text/html", "<html>Dobrodošli</html>")},
		{"half an object", "unclear", "unclear", reply(200, `{"sifra":`)},
		{"500 in plain text", "unclear", "unclear", replyAs(500, "text/plain", "Violation of PRIMARY KEY")},
		{"connection dropped", "unclear", "unclear", dropped("")},
		{"a redirect", "unclear", "unclear", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }},
		{"429", "unavailable", "unavailable", reply(429, "")},
		{"taken", "rejected", "rejected", reply(409, problemDetails)},
		{"not there", "rejected", "rejected", reply(404, "")},
		{"never authorised", "unauthorized", "unauthorized", reply(401, "")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("POST "+articlesCall, c.script)
			s.on("PUT "+articlesCall, c.script)
			client := s.client()
			calls := 1
			if c.create == "unauthorized" {
				calls = 3 // A 401 wrote nothing.
			}
			if err := client.CreateArticle(t.Context(), payload); kindOf(err) != c.create || s.count("POST "+articlesCall) != calls {
				t.Errorf("create: %v after %d calls", err, s.count("POST "+articlesCall))
			}
			if err := client.UpdateArticle(t.Context(), "A", payload); kindOf(err) != c.update || s.count("PUT ") != calls {
				t.Errorf("update: %v after %d calls", err, s.count("PUT "))
			}
		})
	}
}

func TestThePathOfAnUpdateIsASetting(t *testing.T) {
	t.Parallel()
	for setting, path := range map[string]string{"plain": articlesCall, "code": articlesCall + "/A č/1"} {
		s := newERP(t)
		s.on("PUT "+path, func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil || string(body) != string(payload) || r.Header.Get("Content-Type") != "application/json" {
				t.Errorf("sent %s, %v", body, err)
			}
			w.WriteHeader(http.StatusNoContent)
		})
		client := s.client(func(c *vasco.Config) { c.Profile.ArticleUpdatePath = setting })
		if err := client.UpdateArticle(t.Context(), "A č/1", payload); err != nil {
			t.Errorf("%s: %v", setting, err)
		}
	}
}
