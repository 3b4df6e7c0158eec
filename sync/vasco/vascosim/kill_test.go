package vascosim_test

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

// serveFrom makes this test's program a server that keeps its state in the folder.
const serveFrom = "VASCOSIM_SERVE_FROM"

func serveUntilKilled(dir string) {
	server, err := vascosim.New(vascosim.Options{DataDir: dir, Clock: func() time.Time { return today }})
	if err != nil {
		panic(err)
	}
	front := httptest.NewServer(server.Handler())
	_, _ = os.Stdout.WriteString(front.URL + "\n") // Who started this waits for it, or has gone.
	select {}
}

// killable starts a server in a process of its own.
func killable(t *testing.T, dir string) (*caller, *os.Process) {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), serveFrom+"="+dir)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait() // It was killed: that is no failure.
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	c := &caller{t: t, url: strings.TrimSpace(address), http: client}
	c.token = c.logIn(credentials).text("apiKey")
	return c, command.Process
}

func TestWhatWasAnsweredSurvivesAKill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	acknowledged := 0
	for round := range 3 {
		c, process := killable(t, dir)
		if got := len(c.call("GET "+orders, "").rows()); got != acknowledged {
			t.Fatalf("round %d: %d of %d orders are there", round, got, acknowledged)
		}
		for range 5 {
			acknowledged++
			c.call("POST "+orders, briefOrder).want(http.StatusCreated, fmt.Sprintf(`"stevilka":"%05d"`, acknowledged))
		}
		c.call("POST "+partners, `{"tipStevilcenja":1,"sifra":0,"naziv":"NOVAK","davcniZavezanec":true}`).want(http.StatusCreated, fmt.Sprintf(`"sifra":%d`, 505+round))
		c.call("POST "+articles, fmt.Sprintf(`{"sifra":"N%d","naziv":"Novo","stopnjaDDV":1,"prodajnaCena":2.5}`, round)).want(http.StatusCreated, "N")
		if err := process.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	c, _ := killable(t, dir)
	if got := len(c.call("GET "+orders, "").rows()); got != acknowledged {
		t.Errorf("%d of %d orders are there", got, acknowledged)
	}
	if got := c.call("GET "+articles+"?Sifra=N0,N1,N2", "").column("stopnjaDDV"); got != "[1,1,1]" {
		t.Errorf("articles %s", got)
	}
	if got := c.call("GET "+partners+"?Sifra=505,506,507", "").column("naziv"); got != `["NOVAK","NOVAK","NOVAK"]` {
		t.Errorf("partners %s", got)
	}
}

func TestALineAKillCutOffNeverHappened(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := loggedIn(t, vascosim.Options{DataDir: dir})
	first.call("POST "+orders, briefOrder).want(http.StatusCreated, `"00001"`)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "vasco.jsonl")
	journal, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := slices.Concat(journal, journal[:len(journal)/2])
	if err := os.WriteFile(path, cut, 0o600); err != nil {
		t.Fatal(err)
	}
	second := loggedIn(t, vascosim.Options{DataDir: dir})
	second.call("POST "+orders, briefOrder).want(http.StatusCreated, `"00002"`)
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	third := loggedIn(t, vascosim.Options{DataDir: dir})
	if got := third.call("GET "+orders, "").column("stevilka"); got != `["00001","00002"]` {
		t.Errorf("orders %s", got)
	}
}

func TestAJournalThatIsNoneIsNotOverwritten(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"not JSON\n", `{"kind":"order","value":[]}` + "\n", `{"kind":"teapot","value":{}}` + "\n"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "vasco.jsonl")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := vascosim.New(vascosim.Options{DataDir: dir}); err == nil {
			t.Errorf("read %q", text)
		}
		if kept, err := os.ReadFile(path); err != nil || string(kept) != text {
			t.Errorf("left %q, %v", kept, err)
		}
	}
}

func TestStateIsKeptOverRestarts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := loggedIn(t, vascosim.Options{DataDir: dir})
	first.SetStock(vascosim.Stock{Code: "00086", Warehouse: "1", OnHand: "3"})
	first.SetStock(vascosim.Stock{Code: "00086", Warehouse: "1", OnHand: "4"})
	first.RemoveStock("3830012345678", "2")
	first.RemovePartner(502)
	first.AddPartner(vascosim.Partner{Code: 777, Name: "DODAN"})
	first.PutArticle(vascosim.Article{Code: "00087", Name: "Drugo", Price: "9"})
	first.AddArticle(vascosim.Article{Code: "00087", Name: "Ne tako", Price: "9"})
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := loggedIn(t, vascosim.Options{DataDir: dir})
	for _, c := range []struct{ call, field, want string }{
		{"GET " + stock + "?Sifra=00086,3830012345678", "zaloga", `[5,4]`},
		{"GET " + articles + "?Sifra=00087", "naziv", `["Drugo"]`},
		{"GET " + partners, "sifra", `[501,503,504,777]`},
	} {
		if got := second.call(c.call, "").column(c.field); got != c.want {
			t.Errorf("%s: %s, want %s", c.call, got, c.want)
		}
	}
}
