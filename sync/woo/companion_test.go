package woo_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

const (
	noRoute   = `{"code":"rest_no_route","message":"No route was found matching the URL and request method.","data":{"status":404}}`
	forbidden = `{"code":"rest_forbidden","message":"Sorry, you are not allowed to do that.","data":{"status":401}}`
)

func TestFormerSettings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status       int
		answer, want string
	}{
		"settings":        {200, `{"settings":{"kiwwwi_schedule":"hourly","kiwwwi_n":7},"left_out":["kiwwwi_key"],"complete":true}`, `kiwwwi_n=7 kiwwwi_schedule="hourly" left out kiwwwi_key, complete true`},
		"none, as PHP":    {200, `{"settings":[],"left_out":[],"complete":true}`, `left out , complete true`},
		"not all":         {200, `{"settings":{},"left_out":{"3":"x"},"complete":false}`, `left out , complete false`},
		"no settings":     {200, `{}`, "*woo.Malformed"},
		"null":            {200, `{"settings":null}`, "*woo.Malformed"},
		"a list":          {200, `{"settings":["hourly"]}`, "*woo.Malformed"},
		"another plugin":  {200, `[1]`, "*woo.Malformed"},
		"no companion":    {404, noRoute, "none"},
		"nothing of that": {404, `{"code":"rest_post_invalid_id","message":"x","data":{"status":404}}`, "*woo.NotFound"},
		"no rights":       {403, forbidden, "*woo.Unauthorized"},
		"HTML":            {200, `<html>`, "*woo.Malformed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t, reply(c.status, c.answer))
			settings, err := s.client().FormerSettings(t.Context())
			if got := told(settings, err); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if asked := s.requests()[0]; asked.method != http.MethodGet || asked.path != "/wp-json/kiwwwi-vasco/v1/settings" {
				t.Errorf("asked %s %s", asked.method, asked.path)
			}
		})
	}
}

func told(settings *woo.FormerSettings, err error) string {
	if woo.NoCompanion(err) {
		return "none"
	}
	for _, one := range []struct {
		is   bool
		name string
	}{
		{is[*woo.Malformed](err), "*woo.Malformed"}, {is[*woo.NotFound](err), "*woo.NotFound"}, {is[*woo.Unauthorized](err), "*woo.Unauthorized"},
	} {
		if one.is {
			return one.name
		}
	}
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(settings.Settings)) {
		out.WriteString(name + "=" + string(settings.Settings[name]) + " ")
	}
	complete := "false"
	if settings.Complete {
		complete = "true"
	}
	return out.String() + "left out " + strings.Join(settings.LeftOut, " ") + ", complete " + complete
}

// TestAMissingRouteTeachesNothing: WordPress answers so whatever becomes of the
// keys, so that a host that drops the header must still be found out.
func TestAMissingRouteTeachesNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t, inTurn(reply(http.StatusNotFound, noRoute), gate(withKeysInQuery, anOrder)))
	client := s.client()
	if _, err := client.FormerSettings(t.Context()); !woo.NoCompanion(err) {
		t.Fatalf("answered %v", err)
	}
	if _, _, err := client.Order(t.Context(), 93); err != nil {
		t.Errorf("the keys were not tried in the query: %v", err)
	}
}

func TestTheCompanionGetsTheKeysInTheQueryToo(t *testing.T) {
	t.Parallel()
	settings := reply(http.StatusOK, `{"settings":{},"left_out":[],"complete":true}`)
	s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		if withKeysInQuery(r) {
			settings(w, r)
			return
		}
		reply(http.StatusUnauthorized, forbidden)(w, r)
	})
	if _, err := s.client().FormerSettings(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestCompanionFields(t *testing.T) {
	t.Parallel()
	s := newShop(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			reply(http.StatusOK, `{"version":"1.0.0","fields":[{"key":"nasa_zaloga","label":""}]}`)(w, r)
			return
		}
		reply(http.StatusOK, `{"fields":[]}`)(w, r)
	})
	client := s.client()
	fields, err := client.CompanionFields(t.Context())
	if err != nil || len(fields) != 1 || fields[0].Key != "nasa_zaloga" {
		t.Errorf("shown: %v, %v", fields, err)
	}
	for _, fields := range [][]woo.CompanionField{{{Key: "a", Label: "Ä"}}, nil} {
		if err := client.SetCompanionFields(t.Context(), fields); err != nil {
			t.Error(err)
		}
	}
	asked := s.requests()
	if asked[1].path != "/wp-json/kiwwwi-vasco/v1/fields" || asked[1].method != http.MethodPut ||
		asked[1].body != `{"fields":[{"key":"a","label":"Ä"}]}` || asked[2].body != `{"fields":[]}` {
		t.Errorf("asked %+v", asked[1:])
	}
}

func FuzzParseFormerSettings(f *testing.F) {
	raw, err := os.ReadFile(filepath.Join("companion", "testdata", "answers.json"))
	if err != nil {
		f.Fatal(err)
	}
	var cases []struct {
		Answer json.RawMessage `json:"answer"`
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		f.Fatal(err)
	}
	for _, c := range cases {
		f.Add([]byte(c.Answer))
	}
	f.Add([]byte(`{"settings":[],"left_out":{"0":1},"complete":1}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		read, err := woo.ParseFormerSettings(raw)
		if err != nil {
			return
		}
		if read.Settings == nil {
			t.Errorf("no settings and no failure: %q", raw)
		}
		for name, value := range read.Settings {
			if !json.Valid(value) {
				t.Errorf("%q is %q", name, value)
			}
		}
	})
}
