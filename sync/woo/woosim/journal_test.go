package woosim

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/woo"
)

// serveFrom makes this test's program a shop that keeps its state in the folder.
const serveFrom = "WOOSIM_SERVE_FROM"

func serveUntilKilled(dir string) {
	shop, err := New(Options{DataDir: dir, Demo: true, InsecureBasic: true})
	if err != nil {
		panic(err)
	}
	front := httptest.NewServer(shop.Handler())
	_, _ = os.Stdout.WriteString(front.URL + "\n") // Who started this waits for it, or has gone.
	shop.Run(context.Background())
}

// killable starts a shop in a process of its own.
func killable(t *testing.T, dir string) (client *woo.Client, url string, process *os.Process) {
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
	url = strings.TrimSpace(address)
	client, err = woo.New(woo.Config{BaseURL: url, Key: "ck_demo", Secret: "cs_demo", Auth: woo.AuthHeader, Transport: &http.Transport{DisableKeepAlives: true}})
	if err != nil {
		t.Fatal(err)
	}
	return client, url, command.Process
}

func place(t *testing.T, url string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/demo/orders", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusCreated {
		t.Fatalf("placed with %d, %v", response.StatusCode, err)
	}
}

// Whoever was told of an order, by the answer or by a webhook, finds it after a kill.
func TestNothingAnybodyHeardOfIsLostByAKill(t *testing.T) {
	t.Parallel()
	dir, r := t.TempDir(), newReceiver(t)
	client, url, process := killable(t, dir)
	hook, err := client.CreateWebhook(t.Context(), woo.WebhookSpec{Name: "a", Topic: "order.created", DeliveryURL: r.URL + "/a", Secret: hookSecret})
	if err != nil {
		t.Fatal(err)
	}
	const rounds, each = 3, 7
	for round := range rounds {
		for range each {
			place(t, url)
		}
		if err := process.Kill(); err != nil {
			t.Fatal(err)
		}
		client, url, process = killable(t, dir)
		if n, err := client.CountOrders(t.Context()); err != nil || n != strconv.Itoa((round+1)*each) {
			t.Fatalf("round %d: %s orders, %v", round, n, err)
		}
	}
	if kept, err := client.Webhook(t.Context(), hook.ID); err != nil || *kept != *hook {
		t.Errorf("the hook is %+v, %v", kept, err)
	}
	// What was not delivered before a kill is delivered after it.
	told := make(map[int64]bool)
	waitFor(t, func() bool {
		for _, one := range r.everything() {
			if d, err := woo.ParseDelivery("order.created", []byte(one.body)); err == nil {
				told[d.ResourceID] = true
			}
		}
		return len(told) == rounds*each
	})
	for id := range told {
		if _, _, err := client.Order(t.Context(), id); err != nil {
			t.Errorf("order %d: %v", id, err)
		}
	}
}

func TestTheWholeStateIsKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	open := func() *Shop {
		s, err := New(Options{DataDir: dir, Demo: true, Home: "https://shop.example"})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := open()
	l := &lab{first, t}
	l.opts.InsecureBasic = true
	l.AddHook("order.updated", "http://127.0.0.1:9/", hookSecret)
	gone := l.AddHook("order.created", "http://127.0.0.1:9/", hookSecret)
	if err := first.AddStatus(Status{"priprava", "V pripravi"}); err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for range 3 {
		o, err := first.PlaceOrder(Draft{})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, o["id"].(int64))
	}
	l.must(http.MethodDelete, fmt.Sprintf("webhooks/%d?force=true", gone), "")
	l.must(http.MethodPost, fmt.Sprintf("orders/%d/notes", ids[0]), `{"note":"NK-00001"}`)
	l.must(http.MethodDelete, fmt.Sprintf("orders/%d", ids[1]), "")
	l.must(http.MethodDelete, fmt.Sprintf("orders/%d?force=true", ids[2]), "")
	if err := first.Refund(ids[0], "1.00"); err != nil {
		t.Fatal(err)
	}
	l.SetMeta("PWH-1", "_alg_ean", "changed")
	l.must(http.MethodDelete, fmt.Sprintf("products/%d?force=true", l.bySKU("SI-1013").ID), "")
	want := remembered(first)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // The second time from a journal that was written anew.
		again := open()
		if got := remembered(again); !reflect.DeepEqual(got, want) {
			t.Errorf("read\n%v\nkept\n%v", got, want)
		}
		if again.id() <= ids[2] {
			t.Error("an id is given out twice")
		}
		if len(again.custom) != 1 {
			t.Error("a plugin's status was forgotten")
		}
		if err := again.Restore(ids[1]); err != nil || again.orders[ids[1]].status != "processing" {
			t.Errorf("restored from the trash: %s, %v", again.orders[ids[1]].status, err)
		}
		if err := again.Trash(ids[1]); err != nil {
			t.Fatal(err)
		}
		want = remembered(again)
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// remembered is the state as text, to compare.
func remembered(s *Shop) []string {
	var all []string
	for line := range s.snapshot() {
		e := decoded[entry](line)
		e.Next = 0
		all = append(all, string(encoded(e)))
	}
	slices.Sort(all)
	return all
}

func TestALineAKillCutOffNeverHappened(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for n := range 3 {
		s, err := New(Options{DataDir: dir, Demo: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(s.orders) != n {
			t.Errorf("%d orders after %d", len(s.orders), n)
		}
		if _, err := s.PlaceOrder(Draft{}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "woo.jsonl")
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(raw, raw[:40]...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAJournalThatIsNoneIsNotOverwritten(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"not JSON\n", `{"kind":"product","id":1,"value":[]}` + "\n", `{"kind":"teapot"}` + "\n", `{"kind":"order","id":1}` + "\n"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "woo.jsonl")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := New(Options{DataDir: dir}); err == nil {
			t.Errorf("read %q", text)
		}
		if kept, err := os.ReadFile(path); err != nil || string(kept) != text {
			t.Errorf("left %q, %v", kept, err)
		}
	}
	if _, err := New(Options{DataDir: "/dev/null/there"}); err == nil {
		t.Error("a folder that cannot be")
	}
}

func TestTheJournalIsWrittenAnewWhenItHasGrown(t *testing.T) {
	t.Parallel()
	s, err := New(Options{DataDir: t.TempDir(), Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	o, err := s.PlaceOrder(Draft{})
	if err != nil {
		t.Fatal(err)
	}
	id := o["id"].(int64)
	s.journal.compactAt = 4 * s.journal.size
	for s.journal.size < s.journal.compactAt-20_000 {
		if err := s.Edit(id, func(object) {}); err != nil {
			t.Fatal(err)
		}
	}
	before := s.journal.size
	for range 10 {
		if err := s.Edit(id, func(object) {}); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(s.journal.path)
	if err != nil || s.journal.size > before/2 || info.Size() != s.journal.size {
		t.Errorf("%d bytes after %d, %v", s.journal.size, before, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Edit(id, func(object) {}); err != nil {
		t.Error(err) // It only is not kept any more.
	}
}
