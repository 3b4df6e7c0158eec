package vascosim_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func TestFaultsOfWrites(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		fault, want string
		status      int
		written     bool
	}{
		{`{"kind":"drop_before"}`, "", 0, false},
		{`{"kind":"drop_after"}`, "", 0, true},
		{`{"kind":"status","status":500,"body":"ORA-00600"}`, "ORA-00600", 500, false},
		{`{"kind":"status","status":500,"body":"ORA-00600","afterWrite":true}`, "ORA-00600", 500, true},
		{`{"kind":"status","status":422,"body":"{\"title\":\"Ne\"}"}`, "Ne", 422, false},
		{`{"kind":"empty_200"}`, "", 200, true},
		{`{"kind":"html_200"}`, "<html>", 200, true},
		{`{"kind":"half_list"}`, `{"leto":2026,`, 200, true},
		{`{"kind":"retry_after","millis":7000}`, "title", 429, false},
		{`{"kind":"expired_token"}`, "title", 401, false},
		{`{"kind":"slow","millis":1}`, `"00001"`, 201, true},
	} {
		t.Run(one.fault, func(t *testing.T) {
			t.Parallel()
			c := loggedIn(t, vascosim.Options{})
			c.call("POST /sim/faults", `[`+with(one.fault, `"kind"`, `"method":"POST","path":"FA/","times":1,"kind"`)+`]`).want(http.StatusNoContent, "")
			got := c.call("POST "+orders, briefOrder)
			got.want(one.status, one.want)
			if one.status == http.StatusTooManyRequests && got.header.Get("Retry-After") != "7" {
				t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
			}
			if n := len(c.Orders()); (n == 1) != one.written {
				t.Errorf("%d orders written", n)
			}
			c.token = c.logIn(credentials).text("apiKey")
			c.call("POST "+orders, briefOrder).want(http.StatusCreated, "stevilka")
		})
	}
}

func TestFaultsOfReads(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		fault, want string
		status      int
	}{
		{`{"kind":"drop_before"}`, "", 0},
		{`{"kind":"drop_after"}`, "", 0},
		{`{"kind":"commit_late"}`, "", 0},
		{`{"kind":"status","status":503}`, "", 503},
		{`{"kind":"status","status":500,"body":"x","afterWrite":true}`, "x", 500},
		{`{"kind":"empty_200"}`, "", 200},
		{`{"kind":"html_200"}`, "<html>", 200},
		{`{"kind":"half_list"}`, `[{"dodatnaPolja`, 200},
	} {
		t.Run(one.fault, func(t *testing.T) {
			t.Parallel()
			c := loggedIn(t, vascosim.Options{})
			c.call("POST /sim/faults", `[`+one.fault+`]`).want(http.StatusNoContent, "")
			for range 2 {
				c.call("GET "+articles, "").want(one.status, one.want)
			}
			if one.status == 0 {
				c.logIn(credentials).want(0, "")
			}
			c.call("DELETE /sim/faults", "").want(http.StatusNoContent, "")
			c.call("GET "+articles, "").want(http.StatusOK, "[")
			c.logIn(credentials).want(http.StatusOK, "apiKey")
		})
	}
}

// TestAClosedYear refuses its orders until it is opened.
func TestAClosedYear(t *testing.T) {
	t.Parallel()
	for fault, want := range map[string]string{
		`[{"kind":"closed_year","year":2026}]`:                            `Poslovno leto 2026 ni odprto.`,
		`[{"kind":"closed_year","body":"Leto 2026 je zaključeno"}]`:       `Leto 2026 je zaključeno`,
		`[{"kind":"closed_year","year":2025,"body":"nobody hears this"}]`: ``,
	} {
		c := loggedIn(t, vascosim.Options{})
		c.call("POST /sim/faults", fault).want(http.StatusNoContent, "")
		if want == "" {
			c.call("POST "+orders, briefOrder).want(http.StatusCreated, "stevilka")
			continue
		}
		c.call("POST "+orders, briefOrder).want(http.StatusBadRequest, want)
		c.ClearFaults()
		c.call("POST "+orders, briefOrder).want(http.StatusCreated, "00001")
	}
}

func TestFaultsMeetTheirCallsOnly(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.AddFaults(vascosim.Fault{Kind: "status", Status: 500, Method: "GET", Path: "FA/narociloKupca", Times: 2}, vascosim.Fault{Kind: "status", Status: 502, Path: "SkupniSifranti", Times: 1})
	for _, one := range []struct {
		call   string
		status int
	}{
		{"GET " + articles, 200},
		{"GET " + orders, 500},
		{"GET " + partners, 502},
		{"GET " + partners, 200},
		{"GET " + orders, 500},
		{"GET " + orders, 200},
	} {
		c.call(one.call, "").want(one.status, "")
	}
	c.AddFaults(vascosim.Fault{Kind: "drop_before", Chance: 50})
	dropped := 0
	const calls = 400
	for range calls {
		if c.call("GET "+stock, "").status == 0 {
			dropped++
		}
	}
	// Where a kept connection ends, Go asks once more by itself: a third is dropped then.
	if dropped < calls/6 || dropped > calls*3/4 {
		t.Errorf("at 50 %% %d of %d calls were dropped", dropped, calls)
	}
}

func TestALateCommitComesAfterTheConnectionIsGone(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.AddFaults(vascosim.Fault{Kind: "commit_late", Method: "POST", Millis: 300, Times: 1})
	sent := time.Now()
	c.call("POST "+orders, briefOrder).want(0, "")
	if n := len(c.Orders()); n != 0 && time.Since(sent) < 300*time.Millisecond {
		t.Errorf("%d orders before the time", n)
	}
	c.call("POST "+orders, briefOrder).want(http.StatusCreated, "00001")
	for deadline := time.Now().Add(10 * time.Second); len(c.Orders()) < 2; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it never came")
		}
	}
	if time.Since(sent) < 300*time.Millisecond {
		t.Error("it came too early")
	}
	c.call("GET "+orders, "").want(http.StatusOK, `"00002"`)
}

func TestACommitThatIsLaterThanTheServersEndNeverComes(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := loggedIn(t, vascosim.Options{DataDir: dir})
	c.AddFaults(vascosim.Fault{Kind: "commit_late", Method: "POST", Millis: 20})
	c.call("POST "+orders, briefOrder).want(0, "")
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	before := len(c.Orders())
	again := loggedIn(t, vascosim.Options{DataDir: dir})
	if n := len(again.Orders()); n != before {
		t.Errorf("%d orders after %d", n, before)
	}
}

func TestNewOrdersCanBeInvisibleForAWhile(t *testing.T) {
	t.Parallel()
	var later atomic.Int64
	c := loggedIn(t, vascosim.Options{Clock: func() time.Time { return today.Add(time.Duration(later.Load())) }})
	c.AddFaults(vascosim.Fault{Kind: "invisible", Millis: 90_000})
	c.call("POST "+orders, briefOrder).want(http.StatusCreated, "00001")
	c.ClearFaults()
	c.call("POST "+orders, briefOrder).want(http.StatusCreated, "00002")
	for _, one := range []struct {
		after time.Duration
		want  string
	}{{0, `["00002"]`}, {89 * time.Second, `["00002"]`}, {90 * time.Second, `["00001","00002"]`}} {
		later.Store(int64(one.after))
		if got := c.call("GET "+orders, "").column("stevilka"); got != one.want {
			t.Errorf("after %s: %s", one.after, got)
		}
		if got := c.call("GET "+orders+"?StevilkaLeto=00001.2026,00002.2026", "").column("stevilka"); got != one.want {
			t.Errorf("by number after %s: %s", one.after, got)
		}
	}
}

func TestFiltersAndExtraFieldsCanFail(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	c.call("POST "+orders, briefOrder).want(http.StatusCreated, "")
	c.AddFaults(vascosim.Fault{Kind: "ignore_filter", Path: "SkupniSifranti"})
	c.call("GET "+partners+"?Davcna=nobody", "").want(http.StatusOK, "501")
	c.call("GET "+orders+"?Partner=7", "").want(http.StatusOK, "[]")
	c.AddFaults(vascosim.Fault{Kind: "ignore_filter"}, vascosim.Fault{Kind: "no_extra_fields"})
	c.call("GET "+orders+"?StevilkaLeto=00009.2026&Partner=7&DatumOd=2027-01-01&Artikel=x", "").want(http.StatusOK, "00001")
	c.call("GET "+articles+"?Sifra=nothing", "").want(http.StatusOK, "00086")
	c.call("GET "+stock+"?Sifra=nothing", "").want(http.StatusOK, "3830012345678")
	if got := c.call("GET "+orders+"?DodatnaPolja=NAROCILO_STEVILKA", "").column("dodatnaPolja"); got != "[null]" {
		t.Errorf("order's extra fields %s", got)
	}
	if got := c.call("GET "+articles+"?Sifra=00086&DodatnaPolja=PROSTO_C9", "").column("dodatnaPolja"); got != "[null,null,null]" {
		t.Errorf("articles' extra fields %s", got)
	}
}

func TestSteeringRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	c := start(t, vascosim.Options{})
	for _, one := range [][2]string{
		{"POST /sim/faults", `[{"kind":"meteor"}]`},
		{"POST /sim/faults", `{"kind":"slow"}`},
		{"POST /sim/faults", `[{"kind":"status","status":99}]`},
		{"POST /sim/settings", `{"rounding":"never"}`},
		{"POST /sim/articles", `nonsense`},
		{"POST /sim/partners", ``},
		{"POST /sim/stock", `{}`},
	} {
		c.call(one[0], one[1]).want(http.StatusBadRequest, "")
	}
	defer func() {
		if recover() == nil {
			t.Error("a fault that does not exist was taken")
		}
	}()
	c.AddFaults(vascosim.Fault{Kind: "meteor"})
}

func TestSteeringAndPages(t *testing.T) {
	t.Parallel()
	c := loggedIn(t, vascosim.Options{})
	for _, one := range [][2]string{
		{"POST /sim/articles", `[{"code":"00086","name":"Dostava","price":"5"},{"code":"X","name":"X","price":"1"}]`},
		{"POST /sim/partners", `[{"name":"NOVI"},{"code":900,"name":"DEVETSTO"}]`},
		{"POST /sim/stock", `[{"code":"X","warehouse":"3","onHand":"7"}]`},
		{"DELETE /sim/stock", `[{"code":"3830012345678","warehouse":"1"}]`},
		{"POST /sim/settings", `{"rounding":"perLine","alwaysExtra":true,"acceptAnyArticle":true}`},
		{"POST /sim/settings", `{}`},
	} {
		c.call(one[0], one[1]).want(http.StatusNoContent, "")
	}
	c.call("GET "+articles+"?Sifra=00086", "").want(http.StatusOK, "Dostava")
	c.call("GET "+partners+"?Sifra=505,900", "").want(http.StatusOK, "DEVETSTO")
	if got := c.call("GET "+stock, "").column("zaloga"); got != "[2,7]" {
		t.Errorf("stock %s", got)
	}
	c.call("GET "+articles+"?Sifra=3830012345678", "").want(http.StatusOK, "PROSTO_C9")
	c.call("POST "+orders, with(with(briefOrder, "WC Order #1284", "<script>alert(1)</script>"), "3830012345678", "UNKNOWN")).want(http.StatusCreated, "")
	state := c.call("GET /sim/state", "")
	state.want(http.StatusOK, `"POST FA/narociloKupca":1`)
	state.want(http.StatusOK, `"shopNumber":"1284"`)
	page := c.call("GET /", "")
	page.want(http.StatusOK, "&lt;script&gt;")
	page.want(http.StatusOK, "00001/2026")
	c.call("GET /swagger/v1/swagger.json", "").want(http.StatusOK, `"artikel"`)
}
