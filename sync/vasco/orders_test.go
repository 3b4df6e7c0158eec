package vasco_test

import (
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco"
)

func TestReadOrder(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+ordersCall, func(w http.ResponseWriter, r *http.Request) {
		if q := r.URL.Query(); q.Get("StevilkaLeto") != "00412.2026" || q.Get("VrniPostavke") != "1" || !strings.Contains(q.Get("DodatnaPolja"), "NAROCILO_STEVILKA") {
			t.Errorf("asked for %v", q)
		}
		reply(200, `[{"stevilka":"00411","leto":2026},
			{"stevilka":412,"leto":"2026","datum":"2026-06-01T00:00:00+02:00","partner":"501","znesek":"49,99","znesekZDDV":60.99,"opombe":null,
			 "dodatnaPolja":[{"naziv":"narocilo_stevilka","vrednost":"1284"},{"naziv":"BESEDILO","vrednost":"WC Order #1284"}],
			 "postavke":[{"sifra":"383","kolicina":"1,000","prodajnaCena":49.99,"rabat1":null},{"Artikel":"00086","Kolicina":1,"Cena":"3.20","Popust":10}]}]`)(w, r)
	})
	client := s.client()
	got, err := client.ReadOrder(t.Context(), vasco.OrderRef{Number: "00412", Year: "2026"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Ref != (vasco.OrderRef{Number: "412", Year: "2026"}) || got.Date.Format(time.DateOnly) != "2026-06-01" || got.Partner != "501" ||
		!got.Net.Equal(dec("49.99")) || !got.Gross.Equal(dec("60.99")) || *got.ShopNumber != "1284" || got.Notes != "WC Order #1284" || len(got.Lines) != 2 {
		t.Errorf("got %+v", got)
	}
	first, second := got.Lines[0], got.Lines[1]
	if first.ArticleCode != "383" || !first.Quantity.Equal(dec("1")) || !first.UnitPrice.Equal(dec("49.99")) || first.Discount != nil ||
		second.ArticleCode != "00086" || !second.UnitPrice.Equal(dec("3.2")) || !second.Discount.Equal(dec("10")) {
		t.Errorf("lines are %+v", got.Lines)
	}
	s.on("GET "+ordersCall, reply(200, `[{"stevilka":"00412","leto":2025,"dodatnaPolja":null,"postavke":null}]`))
	if _, err := client.ReadOrder(t.Context(), vasco.OrderRef{Number: "00412", Year: "2026"}); kindOf(err) != "not found" {
		t.Errorf("got %v", err)
	}
}

// ledger scripts an order list of n rows; the i-th is written by row.
func ledger(n int, row func(i int) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		size, err1 := strconv.Atoi(r.URL.Query().Get("BlockSize"))
		block, err2 := strconv.Atoi(r.URL.Query().Get("BlockIndex"))
		if err1 != nil || err2 != nil {
			reply(400, `{}`)(w, r)
			return
		}
		var rows []string
		for i := block * size; i < min(n, (block+1)*size); i++ {
			rows = append(rows, row(i))
		}
		reply(200, "["+strings.Join(rows, ",")+"]")(w, r)
	}
}

func numbered(i int) string {
	return fmt.Sprintf(`{"stevilka":"%05d","leto":2026,"dodatnaPolja":{"NAROCILO_STEVILKA":"W%d"}}`, i+1, i)
}

func june() vasco.Search {
	from := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	return vasco.Search{From: from, To: from.AddDate(0, 0, 2)}
}

func TestSearchReadsToTheEnd(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 9_999, 10_000, 10_001} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("GET "+ordersCall, ledger(n, numbered))
			window := june()
			window.Partner = "501"
			got, err := s.client().SearchOrders(t.Context(), window)
			if err != nil || len(got.Orders) != n || !got.Complete {
				t.Fatalf("%d, complete %v, %v", len(got.Orders), got.Complete, err)
			}
			asked := s.called("GET ")[0]
			for _, part := range []string{"DatumOd=2026-06-01T00%3A00%3A00", "DatumDo=2026-06-03T00%3A00%3A00", "BlockIndex=0", "Partner=501", "DodatnaPolja=NAROCILO_STEVILKA"} {
				if !strings.Contains(asked, part) {
					t.Errorf("%s is not in %s", part, asked)
				}
			}
		})
	}
}

func TestWhenASearchIsNotComplete(t *testing.T) {
	t.Parallel()
	whole := numbered(1)
	for _, c := range []struct {
		name, body string
		complete   bool
	}{
		{"every row has its number", "[" + whole + "]", true},
		{"an empty number is one", `[{"stevilka":"1","leto":2026,"dodatnaPolja":{"NAROCILO_STEVILKA":null}}]`, true},
		{"an empty window", `[]`, true},
		{"extra fields were not returned", "[" + whole + `,{"stevilka":"2","leto":2026}]`, false},
		{"extra fields are null", `[{"stevilka":"2","leto":2026,"dodatnaPolja":null}]`, false},
		{"other extra fields were returned", `[{"stevilka":"2","leto":2026,"dodatnaPolja":[{"naziv":"BESEDILO","vrednost":"x"}]}]`, false},
		{"a row without a number", `[{"leto":2026,"dodatnaPolja":{"NAROCILO_STEVILKA":"1"}}]`, false},
		{"a row without a year", `[{"stevilka":"2","dodatnaPolja":{"NAROCILO_STEVILKA":"1"}}]`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("GET "+ordersCall, reply(200, c.body))
			got, err := s.client().SearchOrders(t.Context(), june())
			if err != nil || got.Complete != c.complete {
				t.Errorf("complete %v, %v", got.Complete, err)
			}
		})
	}
}

func TestAListThatMovedIsReadAgain(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+ordersCall, func(w http.ResponseWriter, r *http.Request) {
		row := numbered
		if s.count("GET ") <= 2 {
			// While the first blocks are read an order comes in at the front.
			row = func(i int) string { return numbered(i - i/10_000) }
		}
		ledger(10_005, row)(w, r)
	})
	got, err := s.client().SearchOrders(t.Context(), june())
	if err != nil || len(got.Orders) != 10_005 || !got.Complete || s.count("GET ") != 4 {
		t.Errorf("%d, complete %v, %v after %d calls", len(got.Orders), got.Complete, err, s.count("GET "))
	}
}

func TestBlocksThatRepeatAreNotComplete(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	s.on("GET "+ordersCall, func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawQuery = "BlockSize=10000&BlockIndex=0"
		ledger(20_000, numbered)(w, r)
	})
	got, err := s.client().SearchOrders(t.Context(), june())
	if err != nil || got.Complete || len(got.Orders) != 10_000 {
		t.Errorf("%d, complete %v, %v", len(got.Orders), got.Complete, err)
	}
}

// TestServersWithALimitOfTheirOwn: a short block is not the end where the server
// gives no more at once. What it does not show would be sent again.
func TestServersWithALimitOfTheirOwn(t *testing.T) {
	t.Parallel()
	asked := func(r *http.Request) (size, block int) {
		size, _ = strconv.Atoi(r.URL.Query().Get("BlockSize"))
		block, _ = strconv.Atoi(r.URL.Query().Get("BlockIndex"))
		return size, block
	}
	const most = 500
	for _, c := range []struct {
		name string
		n    int
		// answers says from which row on how many are answered; false refuses.
		answers func(size, block, n int) (from, count int, ok bool)
	}{
		{"its blocks begin at its own size", 1_234, func(size, block, _ int) (int, int, bool) { return block * min(size, most), min(size, most), true }},
		{"its blocks begin at the size that was asked for", 1_234, func(size, block, _ int) (int, int, bool) { return block * size, min(size, most), true }},
		{"the last of its blocks is full", 2 * most, func(size, block, _ int) (int, int, bool) { return block * min(size, most), min(size, most), true }},
		{"all fits into one", most, func(size, block, _ int) (int, int, bool) { return block * min(size, most), min(size, most), true }},
		{"it refuses what is beyond the end", 7, func(size, block, n int) (int, int, bool) { return block * size, size, block*size < n }},
		{"it does not page", 7, func(_, _, n int) (int, int, bool) { return 0, n, true }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("GET "+ordersCall, func(w http.ResponseWriter, r *http.Request) {
				size, block := asked(r)
				from, count, ok := c.answers(size, block, c.n)
				if !ok {
					reply(400, `{"title":"BlockIndex"}`)(w, r)
					return
				}
				var rows []string
				for i := from; i < min(c.n, from+count); i++ {
					rows = append(rows, numbered(i))
				}
				reply(200, "["+strings.Join(rows, ",")+"]")(w, r)
			})
			got, err := s.client().SearchOrders(t.Context(), june())
			if err != nil || len(got.Orders) != c.n || !got.Complete {
				t.Errorf("%d of %d, complete %v, %v", len(got.Orders), c.n, got.Complete, err)
			}
		})
	}
}

func TestASearchNeedsAWindow(t *testing.T) {
	t.Parallel()
	s := newERP(t)
	if _, err := s.client().SearchOrders(t.Context(), vasco.Search{}); err == nil {
		t.Error("all orders of all years were asked for")
	}
}

func TestConnectionTest(t *testing.T) {
	t.Parallel()
	const swagger = "/swagger/v1/swagger.json"
	described := `{"components":{"schemas":{
		"DobavnicaPostavka":{"properties":{"sifra":{},"kolicina":{},"prodajnaCena":{},"rabat1":{}}},
		"NarociloKupcaPostavka":{"properties":{"Artikel":{},"Kolicina":{},"Cena":{},"Popust":{}}}}}}`
	for _, c := range []struct {
		name    string
		scripts map[string]http.HandlerFunc
		want    vasco.TestReport
		problem string
	}{
		{"all is well", nil, vasco.TestReport{Reachable: true, LoggedIn: true, ArticlesReadable: true, SearchPossible: true, SearchProven: true, OrdersSeen: 1, ProposedProfile: "kiwwwi"}, "ok"},
		{
			"no orders yet",
			map[string]http.HandlerFunc{"GET " + ordersCall: reply(200, `[]`)},
			vasco.TestReport{Reachable: true, LoggedIn: true, ArticlesReadable: true, SearchPossible: true, ProposedProfile: "kiwwwi"},
			"ok",
		},
		{
			"orders without their numbers, no description",
			map[string]http.HandlerFunc{"GET " + ordersCall: reply(200, `[{"stevilka":"1","leto":2026}]`), "GET " + swagger: reply(404, ``)},
			vasco.TestReport{Reachable: true, LoggedIn: true, ArticlesReadable: true, SearchPossible: true, OrdersSeen: 1},
			"ok",
		},
		{
			"articles are forbidden",
			map[string]http.HandlerFunc{"GET " + articlesCall: reply(403, ``)},
			vasco.TestReport{Reachable: true, LoggedIn: true, ProposedProfile: "kiwwwi"},
			"rejected",
		},
		{"wrong password", map[string]http.HandlerFunc{"POST /api/v1/Avtentikacija": reply(401, ``)}, vasco.TestReport{Reachable: true}, "unauthorized"},
		{"another server", map[string]http.HandlerFunc{"POST /api/v1/Avtentikacija": replyAs(200, "text/html", `<html>`)}, vasco.TestReport{Reachable: true}, "malformed"},
		{"nobody there", map[string]http.HandlerFunc{"POST /api/v1/Avtentikacija": dropped("")}, vasco.TestReport{}, "unavailable"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newERP(t)
			s.on("GET "+swagger, reply(200, described))
			s.on("GET "+articlesCall, reply(200, `[{"sifra":"A"}]`))
			s.on("GET "+ordersCall, ledger(1, numbered))
			s.on("GET "+stockCall, reply(200, `[]`))
			for call, script := range c.scripts {
				s.on(call, script)
			}
			got := s.client().Test(t.Context())
			problem := kindOf(got.Problem)
			got.Problem, got.Stock = nil, vasco.StockReport{}
			if !reflect.DeepEqual(got, c.want) || problem != c.problem || s.count("POST /api/v1/FA") != 0 {
				t.Errorf("got %+v, %s", got, problem)
			}
		})
	}
}
