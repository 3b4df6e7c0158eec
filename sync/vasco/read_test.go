package vasco_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func TestHowReadsEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		tries      int
		script     http.HandlerFunc
	}{
		{"500 in plain text", "unavailable", 3, replyAs(500, "text/plain", "boom")},
		{"connection dropped", "unavailable", 3, dropped("")},
		{"dropped in the answer", "unavailable", 3, dropped("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{")},
		{"429", "unavailable", 1, reply(429, "")},
		{"503 with a wish", "unavailable", 1, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(http.StatusServiceUnavailable)
		}},
		{"a web page", "malformed", 1, replyAs(200, "text/html", "<html>")},
		{"nothing in it", "malformed", 1, reply(200, "")},
		{"null", "malformed", 1, reply(200, "null")},
		{"an object", "malformed", 1, reply(200, `{"sifra":"1"}`)},
		{"a text", "malformed", 1, reply(200, `"sifra"`)},
		{"a list of numbers", "malformed", 1, reply(200, `[1,2]`)},
		{"a null row", "malformed", 1, reply(200, `[null]`)},
		{"half a list", "malformed", 1, reply(200, `[{"sifra":"A"},`)},
		{"a list and more", "malformed", 1, reply(200, `[] []`)},
		{"half a wrapper", "malformed", 1, reply(200, `{"data":[{"sifra":"A"}]`)},
		{"a redirect", "malformed", 1, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }},
		{"400", "rejected", 1, reply(400, problemDetails)},
		{"never authorised", "unauthorized", 3, reply(401, "")},
		{"a list", "ok", 1, reply(200, `[]`)},
		{"a wrapped list", "ok", 1, reply(200, `{"total":0,"meta":{"a":[1]},"Data":{"items":[]},"x":null}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("GET "+articlesCall, c.script)
			_, err := s.client().Articles(t.Context(), []string{"A"}, nil)
			if kindOf(err) != c.want || s.count("GET ") != c.tries {
				t.Errorf("got %v after %d tries", err, s.count("GET "))
			}
		})
	}
}

func TestAReadThatFailsOnceIsRepeated(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	var tries atomic.Int32
	s.on("GET "+articlesCall, func(w http.ResponseWriter, r *http.Request) {
		if tries.Add(1) == 1 {
			reply(200, `[{"sifra":"A"}, {"sifra":`)(w, r)
			panic(http.ErrAbortHandler)
		}
		reply(200, `[{"sifra":"A"}]`)(w, r)
	})
	got, err := s.client().Articles(t.Context(), []string{"A"}, nil)
	if err != nil || len(got) != 1 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestACancelledReadSaysSo(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.on("GET "+articlesCall, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		silent(w, r)
	})
	client := s.client()
	if _, err := client.Articles(ctx, []string{"A"}, nil); kindOf(err) != "other" || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := client.Articles(ctx, []string{"A"}, nil); kindOf(err) != "other" || !errors.Is(err, context.Canceled) {
		t.Errorf("already cancelled: %v", err)
	}
	late, done := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer done()
	if _, err := client.Articles(late, []string{"A"}, nil); kindOf(err) != "unavailable" || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("too late: %v", err)
	}
}

func TestArticlesAreAskedForInHundreds(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	var sizes []int
	s.on("GET "+articlesCall, func(w http.ResponseWriter, r *http.Request) {
		codes := strings.Split(r.URL.Query().Get("Sifra"), ",")
		sizes = append(sizes, len(codes))
		if r.URL.Query().Get("DodatnaPolja") != "PROSTO_C9,PROSTO_C1" {
			t.Errorf("extra fields asked for: %v", r.URL.Query())
		}
		reply(200, `[{"sifra":"OTHER"},{"Sifra":"`+strings.ToLower(codes[0])+`","naziv":"Vino","stopnjaDDV":"1","prodajnaCena":"1.234,5",
			"dodatnaPolja":[{"Naziv":"prosto_c9","vrednost":12},{"name":"PROSTO_C1","value":null}]}]`)(w, r)
	})
	codes := make([]string, 205)
	for i := range codes {
		codes[i] = fmt.Sprintf("ART%03d", i)
	}
	got, err := s.client().Articles(t.Context(), slices.Concat(codes, []string{"", "ART000"}), []string{"PROSTO_C9", "PROSTO_C1"})
	if err != nil || fmt.Sprint(sizes) != "[100 100 5]" || len(got) != 3 {
		t.Fatalf("%d articles in calls of %v, %v", len(got), sizes, err)
	}
	a := got[0]
	if a.Code != "art000" || a.VATCode != 1 || a.Price == nil || !a.Price.Equal(dec("1234.5")) || a.Extra["PROSTO_C9"] != "12" {
		t.Errorf("got %+v", a)
	}
	if text, returned := a.Extra["PROSTO_C1"]; !returned || text != "" {
		t.Error("a null field is not the same as one that was not returned")
	}
	if _, returned := a.Extra["PROSTO_C5"]; returned {
		t.Error("a field was made up")
	}
}

func TestACodeWithACommaIsNotAskedFor(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	if _, err := s.client().Articles(t.Context(), []string{"A", "B,C"}, nil); err == nil || !strings.Contains(err.Error(), `"B,C"`) {
		t.Errorf("got %v", err)
	}
	if s.count("") != 0 {
		t.Errorf("calls: %v", s.called(""))
	}
}

// segments scripts a code list of n rows that overlap by one between segments.
func segments(n int, path string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var segment, size int
		if _, err := fmt.Sscan(r.URL.Query().Get("Segment")+" "+r.URL.Query().Get("SegmentSize"), &segment, &size); err != nil {
			reply(400, `{}`)(w, r)
			return
		}
		var rows []string
		for i := max(0, (segment-1)*size-segment+1); i < n && len(rows) < size; i++ {
			rows = append(rows, fmt.Sprintf(`{"sifra":"%s%d"}`, path, i))
		}
		reply(200, "["+strings.Join(rows, ",")+"]")(w, r)
	}
}

func TestEachArticleComesOnce(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 9, 10, 11, 25} {
		s := newERP(t)
		s.on("GET "+articlesCall, segments(n, "A"))
		seen := make(map[string]int)
		err := s.client().EachArticle(t.Context(), 10, nil, func(_ int, page []vasco.Article) error {
			for _, a := range page {
				seen[a.Code]++
			}
			return nil
		})
		if err != nil || len(seen) != n {
			t.Errorf("%d of %d, %v", len(seen), n, err)
		}
		for code, times := range seen {
			if times != 1 {
				t.Errorf("%s came %d times", code, times)
			}
		}
	}
}

func TestEachArticleEndsWithTheYieldsError(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+articlesCall, segments(30, "A"))
	enough := errors.New("enough")
	if err := s.client().EachArticle(t.Context(), 10, nil, func(int, []vasco.Article) error { return enough }); !errors.Is(err, enough) || s.count("GET ") != 1 {
		t.Errorf("got %v after %v", err, s.called("GET "))
	}
}

func TestServersThatDoNotPage(t *testing.T) {
	t.Parallel()
	all := `[{"sifra":"A"},{"sifra":"B"},{"sifra":"C"}]`
	for _, c := range []struct {
		name, want string
		size       int
	}{
		{"tell all at once", "ok", 2},
		{"repeat the first segment", "malformed", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("GET "+articlesCall, reply(200, all))
			seen := 0
			err := s.client().EachArticle(t.Context(), c.size, nil, func(_ int, page []vasco.Article) error { seen += len(page); return nil })
			if kindOf(err) != c.want || seen != 3 {
				t.Errorf("%d, %v", seen, err)
			}
		})
	}
}

func TestLongListsAreBounded(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+articlesCall, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("["))
		row := []byte(`{"sifra":"A","naziv":"` + strings.Repeat("x", 1<<20) + `"},`)
		for range 70 {
			if _, err := w.Write(row); err != nil {
				return
			}
		}
		_, _ = w.Write([]byte(`{}]`))
	})
	if _, err := s.client(func(c *vasco.Config) { c.Timeout = time.Minute }).Articles(t.Context(), []string{"A"}, nil); kindOf(err) != "malformed" || !strings.Contains(err.Error(), "too long") {
		t.Errorf("got %v", err)
	}
}
