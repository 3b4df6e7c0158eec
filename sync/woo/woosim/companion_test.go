package woosim

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// answered is a call of the companion and what the PHP plugin answers to it.
type answered struct {
	Name      string          `json:"name"`
	Request   string          `json:"request"`
	Options   map[string]any  `json:"options"`
	Forbidden bool            `json:"forbidden"`
	Body      json.RawMessage `json:"body"`
	Status    int             `json:"status"`
	Answer    object          `json:"answer"`
}

// TestCompanionAnswersAsThePluginDoes: the plugin's own tests are held to the same file.
func TestCompanionAnswersAsThePluginDoes(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("..", "companion", "testdata", "answers.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range decoded[[]answered](raw) {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			l.SetCompanion(&Companion{Version: "1.0.0", Options: c.Options, NoRights: c.Forbidden})
			method, path, _ := strings.Cut(c.Request, " ")
			w := l.do(method, l.opts.Home+"/wp-json"+path, string(c.Body))
			got := decoded[object](w.Body.Bytes())
			delete(got, "version")
			delete(got, "woocommerce")
			if w.Code != c.Status || !reflect.DeepEqual(got, c.Answer) {
				t.Errorf("answered %d %s\nwant %d %s", w.Code, encoded(got), c.Status, encoded(c.Answer))
			}
		})
	}
}

func TestCompanionKeepsWhatIsSet(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open := func() *lab {
		s, err := New(Options{Home: "https://shop.example", DataDir: dir, Companion: &Companion{Version: "1.0.0"}})
		if err != nil {
			t.Fatal(err)
		}
		return &lab{s, t}
	}
	l := open()
	if w := l.do(http.MethodPut, l.opts.Home+companionPrefix+"fields", `{"fields":[{"key":"shelf"}]}`); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open()
	if got := l.CompanionFields(); len(got) != 1 || got[0].Key != "shelf" {
		t.Errorf("after a restart: %v", got)
	}
	l.SetCompanion(nil)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open()
	if w := l.do(http.MethodGet, l.opts.Home+companionPrefix+"status", ""); w.Code != http.StatusNotFound {
		t.Errorf("taken out: %d %s", w.Code, w.Body)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCompanionIsThereForItsKeys(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	index := func() string { return l.do(http.MethodGet, l.opts.Home+"/wp-json/", "").Body.String() }
	ask := func(key string) string {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, l.opts.Home+companionPrefix+"settings", nil)
		if key != "" {
			request.SetBasicAuth(key, "cs_demo")
		}
		w := httptest.NewRecorder()
		l.mux.ServeHTTP(w, request)
		code := text(decoded[object](w.Body.Bytes())["code"])
		return http.StatusText(w.Code) + " " + code
	}
	if got := ask("ck_demo"); got != "Not Found rest_no_route" || strings.Contains(index(), companionNamespace) {
		t.Errorf("not installed: %s, %s", got, index())
	}
	if w := l.steered(t, "PUT /sim/companion", `{"version":"1.0.0","options":{"kiwwwi_schedule":"hourly"}}`); w.Code != http.StatusNoContent {
		t.Fatalf("installed: %d %s", w.Code, w.Body)
	}
	for key, want := range map[string]string{"ck_demo": "OK ", "": "Unauthorized rest_forbidden", "ck_other": "Unauthorized rest_forbidden"} {
		if got := ask(key); got != want {
			t.Errorf("with the key %q: %s, want %s", key, got, want)
		}
	}
	if !strings.Contains(index(), companionNamespace) {
		t.Error("the index does not name it")
	}
	if w := l.steered(t, "DELETE /sim/companion", ""); w.Code != http.StatusNoContent || ask("ck_demo") != "Not Found rest_no_route" {
		t.Errorf("taken out: %d, %s", w.Code, ask("ck_demo"))
	}
}
