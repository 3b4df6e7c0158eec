package vasco_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/kiwwwi/vasco/sync/vasco"
)

const stockCall = "/api/v1/FASifranti/zaloga"

// readStock reads the whole list and tells how it came.
func readStock(t *testing.T, client *vasco.Client, warehouses ...string) (rows []vasco.StockRow, chunks []int, err error) {
	t.Helper()
	err = client.EachStock(t.Context(), warehouses, func(some []vasco.StockRow) error {
		rows, chunks = append(rows, some...), append(chunks, len(some))
		return nil
	})
	return rows, chunks, err
}

// listed tells rows as "code/warehouse=on hand".
func listed(rows []vasco.StockRow) string {
	var all []string
	for _, r := range rows {
		all = append(all, fmt.Sprintf("%s/%s=%v", r.Code, r.Warehouse, r.OnHand))
	}
	return strings.Join(all, " ")
}

func TestStockRows(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+stockCall, reply(200, `[{"sifra":"A","skladisce":1,"zaloga":-2.5,"rezervirano":"1,0","narKupKolicina":0},
		{"Sifra":" 00142 ","Skladisce":"001","Zaloga":"veliko"},{"sifra":"A","skladisce":1,"zaloga":7},{"sifra":null,"zaloga":3}]`))
	rows, chunks, err := readStock(t, s.client())
	if err != nil || fmt.Sprint(chunks) != "[3]" || s.count("GET ") != 1 {
		t.Fatalf("chunks of %v, %v", chunks, err)
	}
	first, second := rows[0], rows[1]
	if first.Code != "A" || first.Warehouse != "1" || !first.OnHand.Equal(dec("-2.5")) || !first.Reserved.Equal(dec("1")) || !first.Ordered.Equal(dec("0")) {
		t.Errorf("got %+v", first)
	}
	if second.Code != "00142" || second.Warehouse != "001" || second.OnHand != nil || second.Reserved != nil || second.Ordered != nil {
		t.Errorf("what is missing or no number is unknown: %+v", second)
	}
}

func TestStockIsOfTheNamedWarehouses(t *testing.T) {
	t.Parallel()
	const all = `[{"sifra":"A","skladisce":1,"zaloga":1},{"sifra":"A","skladisce":"02","zaloga":2},{"sifra":"B","skladisce":"MP","zaloga":3}]`
	for _, c := range []struct{ warehouses, want, asked string }{
		{"", "A/1=1 A/02=2 B/MP=3", ""},
		{"1", "A/1=1", "Skladisce=1"},
		{"001", "A/1=1", "Skladisce=001"},
		{"2 mp", "A/02=2 B/MP=3", ""},
		{"10", "", "Skladisce=10 "}, // Nothing: asked once more without the filter.
	} {
		s := newERP(t)
		s.on("GET "+stockCall, reply(200, all))
		rows, _, err := readStock(t, s.client(), strings.Fields(c.warehouses)...)
		asked := strings.ReplaceAll(strings.Join(s.called("GET "), " "), "GET "+stockCall+"?", "")
		if err != nil || listed(rows) != c.want || asked != c.asked {
			t.Errorf("%q: %s, %v; asked %q", c.warehouses, listed(rows), err, asked)
		}
	}
}

// A server that writes warehouses otherwise answers nothing to a filter.
func TestAnEmptyAnswerToAFilterIsNotBelieved(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+stockCall, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("Skladisce") == "1" {
			reply(200, `[]`)(w, r)
			return
		}
		reply(200, `[{"sifra":"A","skladisce":"001","zaloga":4}]`)(w, r)
	})
	if rows, _, err := readStock(t, s.client(), "1"); err != nil || listed(rows) != "A/001=4" {
		t.Errorf("%s, %v", listed(rows), err)
	}
}

// stockList writes a list of n rows.
func stockList(w http.ResponseWriter, from, n int) {
	for i := range n {
		if from+i > 0 {
			_, _ = fmt.Fprint(w, ",")
		}
		_, _ = fmt.Fprintf(w, `{"sifra":"ART%06d","skladisce":1,"zaloga":%d}`, from+i, from+i)
	}
}

func TestHowStockReadsEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		// rows were yielded, after so many calls.
		rows, calls int
		script      http.HandlerFunc
	}{
		{"half a list", "malformed", 1000, 1, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprint(w, "[")
			stockList(w, 0, 1200)
			_, _ = fmt.Fprint(w, `,{"sifra":"ART00`)
		}},
		{"a number in it", "malformed", 1000, 1, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprint(w, "[")
			stockList(w, 0, 1200)
			_, _ = fmt.Fprint(w, `,7]`)
		}},
		{"a row of nobody's", "malformed", 0, 1, reply(200, `[{"sifra":"A","zaloga":1},{"artikel":"B","zaloga":1}]`)},
		{"more behind it", "malformed", 0, 1, reply(200, `[{"sifra":"A"}] {}`)},
		{"a web page", "malformed", 0, 1, replyAs(200, "text/html", "<html>")},
		{"nothing in it", "malformed", 0, 1, reply(200, "")},
		{"an endless row", "malformed", 0, 1, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprint(w, `[{"sifra":"A"},{"sifra":"`)
			for part := []byte(strings.Repeat("x", 1<<16)); ; {
				if _, err := w.Write(part); err != nil {
					return
				}
			}
		}},
		{"dropped before a chunk was full", "unavailable", 0, 3, dropped("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{\"sifra\":\"A\"},")},
		{"dropped after one", "unavailable", 1000, 1, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprint(w, "[")
			stockList(w, 0, 1500)
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}},
		{"500", "unavailable", 0, 3, reply(500, "")},
		{"400", "rejected", 0, 1, reply(400, problemDetails)},
		{"nothing there", "ok", 0, 1, reply(200, `[]`)},
		{"wrapped", "ok", 1, 1, reply(200, `{"data":[{"sifra":"A"}]}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("GET "+stockCall, c.script)
			rows, _, err := readStock(t, s.client())
			if kindOf(err) != c.want || len(rows) != c.rows || s.count("GET ") != c.calls {
				t.Errorf("%d rows in %d calls, %v", len(rows), s.count("GET "), err)
			}
		})
	}
}

func TestStockComesInChunksAsItArrives(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	var yielded atomic.Int32
	got := make(chan struct{})
	s.on("GET "+stockCall, func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(w, "[")
		stockList(w, 0, 1100)
		_ = http.NewResponseController(w).Flush()
		select {
		case <-got: // The first thousand is there while the rest is not yet sent.
		case <-r.Context().Done():
			return
		}
		stockList(w, 1100, 1400)
		_, _ = fmt.Fprint(w, "]")
	})
	var chunks []int
	err := s.client().EachStock(t.Context(), nil, func(rows []vasco.StockRow) error {
		chunks = append(chunks, len(rows))
		if yielded.Add(1) == 1 {
			close(got)
		}
		return nil
	})
	if err != nil || fmt.Sprint(chunks) != "[1000 1000 500]" {
		t.Errorf("chunks of %v, %v", chunks, err)
	}
}

// The error of yield tells nothing about the server, be it about another one.
func TestStockEndsWithTheYieldsError(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+stockCall, reply(200, `[{"sifra":"A"}]`))
	client := s.client()
	enough := &vasco.Unavailable{Err: errors.New("the database is away")}
	for range 10 { // More often than the breaker bears.
		err := client.EachStock(t.Context(), nil, func([]vasco.StockRow) error { return enough })
		if got, ok := errors.AsType[*vasco.Unavailable](err); !ok || got != enough {
			t.Fatalf("got %v", err)
		}
	}
	if n := s.count("GET "); n != 10 {
		t.Errorf("%d calls", n)
	}
	for _, call := range s.recorded() {
		if call.Operation == "read stock" && call.Status != 200 {
			t.Errorf("recorded as %+v", call)
		}
	}
}

func TestATokenThatEndedCostsAStreamOneLogin(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	valid := "Bearer token-1"
	s.on("GET "+stockCall, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != valid {
			reply(401, "")(w, r)
			return
		}
		reply(200, `[{"sifra":"A"}]`)(w, r)
	})
	client := s.client()
	for _, valid = range []string{"Bearer token-1", "Bearer token-2", "Bearer token-3"} {
		if rows, _, err := readStock(t, client); err != nil || len(rows) != 1 {
			t.Errorf("%s: %v, %v", valid, rows, err)
		}
	}
	if n := s.count("POST "); n != 3 {
		t.Errorf("%d logins", n)
	}
}

func TestACancelledStreamSaysSo(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.on("GET "+stockCall, func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprint(w, "[")
		stockList(w, 0, 1500)
		_ = http.NewResponseController(w).Flush()
		silent(w, r)
	})
	err := s.client().EachStock(ctx, nil, func([]vasco.StockRow) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || kindOf(err) != "other" {
		t.Errorf("got %v", err)
	}
}

func TestALongStockListIsNeverInMemory(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+stockCall, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, "[")
		stockList(w, 0, 20_000)
		_, _ = fmt.Fprint(w, "]")
	})
	client := s.client()
	if err := client.Login(t.Context()); err != nil {
		t.Fatal(err)
	}
	var rows, most int
	seen := make(map[*vasco.StockRow]bool)
	err := client.EachStock(t.Context(), nil, func(some []vasco.StockRow) error {
		rows, most = rows+len(some), max(most, len(some))
		seen[&some[0]] = true
		return nil
	})
	runtime.KeepAlive(seen)
	if err != nil || rows != 20_000 || most > 1000 || len(seen) != 1 {
		t.Errorf("%d rows, up to %d at once, in %d places, %v", rows, most, len(seen), err)
	}
}

func TestStockByCodes(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	var sizes []int
	s.on("GET "+stockCall, func(w http.ResponseWriter, r *http.Request) {
		codes := strings.Split(r.URL.Query().Get("Sifra"), ",")
		sizes = append(sizes, len(codes))
		reply(200, `[{"sifra":"OTHER","skladisce":1,"zaloga":9},{"sifra":"`+strings.ToLower(codes[0])+`","skladisce":1,"zaloga":1},
			{"sifra":"`+codes[0]+`","skladisce":2,"zaloga":2}]`)(w, r)
	})
	codes := make([]string, 101)
	for i := range codes {
		codes[i] = fmt.Sprintf("ART%03d", i)
	}
	rows, err := s.client().Stock(t.Context(), slices.Concat(codes, []string{"", "ART000"}), []string{"01"})
	if err != nil || fmt.Sprint(sizes) != "[100 1]" || listed(rows) != "art000/1=1 art100/1=1" {
		t.Errorf("%s in calls of %v, %v", listed(rows), sizes, err)
	}
	if _, err := s.client().Stock(t.Context(), []string{"B,C"}, nil); err == nil || !strings.Contains(err.Error(), `"B,C"`) {
		t.Errorf("got %v", err)
	}
	s.on("GET "+stockCall, reply(200, `[{"sifra":"A","zaloga":1}]`))
	if _, err := s.client().Stock(t.Context(), []string{"A"}, []string{"1"}); kindOf(err) != "malformed" {
		t.Errorf("a row that does not tell its warehouse: %v", err)
	}
	if rows, err := s.client().Stock(t.Context(), []string{"A"}, nil); err != nil || len(rows) != 1 {
		t.Errorf("%v, %v", rows, err)
	}
	s.on("GET "+stockCall, reply(200, `[{"sifra":"A"}`))
	if rows, err := s.client().Stock(t.Context(), []string{"A"}, nil); kindOf(err) != "malformed" || rows != nil {
		t.Errorf("half an answer: %v, %v", rows, err)
	}
}

// A server that does not find by its code what is in its list says nothing of rows
// that are missing.
func TestAnArticleOfTheListThatIsNotFound(t *testing.T) {
	t.Parallel()
	for byCode, want := range map[string]string{`[{"sifra":"a","skladisce":1,"zaloga":4}]`: "ok", `[]`: "malformed"} {
		s := newERP(t)
		s.on("GET /swagger/v1/swagger.json", reply(404, ""))
		s.on("GET "+ordersCall, reply(200, `[]`))
		s.on("GET "+articlesCall, reply(200, `[{"sifra":"A"}]`))
		s.on("GET "+stockCall, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("Sifra") != "" {
				reply(200, byCode)(w, r)
				return
			}
			reply(200, `[{"sifra":"A","skladisce":1,"zaloga":4}]`)(w, r)
		})
		got := s.client().Test(t.Context()).Stock
		if kindOf(got.Problem) != want || got.Readable != (want == "ok") || got.ZeroRowsLeftOut() {
			t.Errorf("%s: %+v", byCode, got)
		}
	}
}
