package logfile

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/server/pubsub"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// book is a database with a shop, and a log folder.
type book struct {
	*ordertest.Fixture

	t    *testing.T
	dir  string
	hub  *pubsub.Hub
	shop int
}

func newBook(t *testing.T, s *store.Store) *book {
	t.Helper()
	f := ordertest.New(t, s, ordertest.Options{NoReplica: true, NoHooks: true})
	b := &book{Fixture: f, t: t, dir: t.TempDir(), hub: pubsub.New(), shop: f.Shop().ID}
	f.InTx(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Event.Delete().Exec(ctx)
		return err
	})
	return b
}

// add writes an event that happened at a time, of the shop or of none.
func (b *book) add(shopID int, at time.Time, number string) {
	b.t.Helper()
	b.InTx(func(ctx context.Context, tx *store.Tx) error {
		return tx.Event.Create().SetAt(at).SetKind(string(event.OrderReceived)).SetLevel(event.Info).SetShopID(shopID).
			SetParams(map[string]string{"number": number, "total": "1.00", "currency": "EUR"}).Exec(ctx)
	})
	b.hub.Publish(event.Notice{})
}

func (b *book) projector() *Projector { return New(b.Store, b.Log, b.hub, b.Registry, b.dir) }

func (b *book) pass(p *Projector) {
	b.t.Helper()
	if err := p.pass(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// numbers are the order numbers of a file's lines.
func (b *book) numbers(path string) string {
	b.t.Helper()
	raw, err := os.ReadFile(filepath.Join(b.dir, path))
	if os.IsNotExist(err) {
		return ""
	}
	if err != nil {
		b.t.Fatal(err)
	}
	var all []string
	for line := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\n"), "\n") {
		_, rest, _ := strings.Cut(line, "#")
		number, _, _ := strings.Cut(rest, " ")
		all = append(all, number)
	}
	return strings.Join(all, " ")
}

func (b *book) check(path, want string) {
	b.t.Helper()
	if got := b.numbers(path); got != want {
		b.t.Errorf("%s has %q, want %q", path, got, want)
	}
}

const june1 = "demo/2026/06/2026-06-01.log"

func TestLinesGoToTheShopsDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBook(t, s)
		b.add(b.shop, time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC), "1")
		b.add(b.shop, time.Date(2026, 6, 1, 21, 59, 59, 0, time.UTC), "2")
		b.add(b.shop, time.Date(2026, 6, 1, 22, 0, 0, 0, time.UTC), "3") // Midnight in Ljubljana.
		b.add(0, time.Date(2026, 6, 1, 22, 0, 0, 0, time.UTC), "4")
		b.add(4711, time.Date(2026, 6, 1, 22, 0, 0, 0, time.UTC), "5")
		b.add(b.shop, time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC), "6")
		p := b.projector()
		b.pass(p)
		b.check(june1, "1 2")
		b.check("demo/2026/06/2026-06-02.log", "3")
		b.check("_service/2026/06/2026-06-01.log", "4")
		b.check("_shop-4711/2026/06/2026-06-01.log", "5")
		b.check("demo/2027/01/2027-01-01.log", "6")
		for range 2 { // The same twice in a second is two lines.
			b.add(b.shop, at, "7")
			b.pass(p)
		}
		b.check(june1, "1 2 7 7")
	})
}

func TestAnotherStartGoesOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBook(t, s)
		b.add(b.shop, at, "1")
		first := b.projector()
		b.pass(first)
		first.end(t.Context())
		b.add(b.shop, at, "2")
		b.pass(b.projector())
		b.check(june1, "1 2")
	})
}

// A kill may come at any byte between the first write and the keeping of the cursor.
func TestAKillNeitherLosesNorRepeatsLines(t *testing.T) {
	t.Parallel()
	b := newBook(t, storetest.Open(t, storetest.SQLite(t)))
	b.add(b.shop, at, "1")
	b.pass(b.projector())
	path := filepath.Join(b.dir, june1)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 2; i <= 4; i++ {
		b.add(b.shop, at, strconv.Itoa(i))
	}
	b.pass(b.projector())
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	events, err := b.Log.After(t.Context(), 0, event.Filter{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	for cut := len(before); cut <= len(after); cut++ {
		if err := os.WriteFile(path, after[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		b.InTx(func(ctx context.Context, tx *store.Tx) error {
			return store.SetMeta(ctx, tx, cursorKey, strconv.Itoa(events[0].ID))
		})
		b.pass(b.projector())
		if got, err := os.ReadFile(path); err != nil || string(got) != string(after) {
			t.Fatalf("cut at byte %d:\n%s", cut, got)
		}
	}
}

func TestAHalfLineOfSomethingElseIsEnded(t *testing.T) {
	t.Parallel()
	b := newBook(t, storetest.Open(t, storetest.SQLite(t)))
	path := filepath.Join(b.dir, june1)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.add(b.shop, at, "1")
	b.pass(b.projector())
	if raw, _ := os.ReadFile(path); !strings.HasPrefix(string(raw), "half\n[2026-06-01 10:15:30]") {
		t.Errorf("the file is %q", raw)
	}
}

func TestOfTwoReplicasOneWrites(t *testing.T) {
	t.Parallel()
	b := newBook(t, storetest.Open(t, storetest.Postgres(t)))
	first, second := b.projector(), b.projector()
	b.add(b.shop, at, "1")
	b.pass(first)
	b.add(b.shop, at, "2")
	b.pass(second)
	b.check(june1, "1")
	b.pass(first)
	b.check(june1, "1 2")

	first.end(t.Context())
	b.add(b.shop, at, "3")
	b.pass(second)
	b.check(june1, "1 2 3")

	// The second dies; the first takes over when its lease has ended.
	b.InTx(func(ctx context.Context, tx *store.Tx) error {
		return tx.Lease.Update().SetExpiresAt(store.Now().Add(-time.Second)).Exec(ctx)
	})
	b.add(b.shop, at, "4")
	third := b.projector()
	b.pass(third)
	b.check(june1, "1 2 3 4")
	b.add(b.shop, at, "5")
	b.pass(second) // It was only slow, and must see that it is not the writer any more.
	b.check(june1, "1 2 3 4")
	b.pass(third)
	b.check(june1, "1 2 3 4 5")
}

func TestDeletedEventsAreSkipped(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBook(t, s)
		b.add(b.shop, at, "1")
		p := b.projector()
		b.pass(p)
		b.add(b.shop, at, "2")
		b.add(b.shop, at.Add(time.Hour), "3")
		if _, err := b.Log.Prune(t.Context(), at.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		b.pass(p)
		b.check(june1, "1 3")
	})
}

func TestManyEventsAreWrittenInParts(t *testing.T) {
	t.Parallel()
	b := newBook(t, storetest.Open(t, storetest.SQLite(t)))
	b.InTx(func(ctx context.Context, tx *store.Tx) error {
		for i := range 2*batchLimit + 1 {
			err := tx.Event.Create().SetAt(at).SetKind(string(event.OrderReceived)).SetLevel(event.Info).SetShopID(b.shop).
				SetParams(map[string]string{"number": strconv.Itoa(i)}).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
	b.pass(b.projector())
	if got := len(strings.Fields(b.numbers(june1))); got != 2*batchLimit+1 {
		t.Errorf("%d lines", got)
	}
}

// A full disk, or whatever else keeps from writing: nothing is lost.
func TestAFailedWriteIsMadeUpFor(t *testing.T) {
	t.Parallel()
	b := newBook(t, storetest.Open(t, storetest.SQLite(t)))
	blocked := filepath.Join(b.dir, "demo")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.add(b.shop, at, "1")
	p := b.projector()
	if err := p.pass(t.Context()); err == nil {
		t.Fatal("the write failed and nobody says so")
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	b.pass(p)
	b.check(june1, "1")
}

func TestRunWritesWhatComesAndTheLast(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBook(t, s)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			b.projector().Run(ctx)
		}()
		b.add(b.shop, at, "1")
		ordertest.Until(t, "the first line is written", func() bool { return b.numbers(june1) == "1" })
		b.add(b.shop, at, "2")
		ordertest.Until(t, "the second line is written", func() bool { return b.numbers(june1) == "1 2" })
		b.add(b.shop, at, "3")
		cancel()
		<-done
		b.check(june1, "1 2 3")
	})
}

func TestParsePath(t *testing.T) {
	t.Parallel()
	name, ok := ParsePath("demo", "2026", "06", "2026-06-01.log")
	if !ok || name != filepath.FromSlash(june1) {
		t.Errorf("%s %v", name, ok)
	}
	if want := Path("demo", time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)); name != want {
		t.Errorf("%s is written, %s is read", want, name)
	}
	for _, parts := range [][4]string{
		{"..", "2026", "06", "2026-06-01.log"},
		{"", "2026", "06", "2026-06-01.log"},
		{"a/b", "2026", "06", "2026-06-01.log"},
		{"demo", "2026", "07", "2026-06-01.log"},
		{"demo", "2025", "06", "2026-06-01.log"},
		{"demo", "2026", "06", "2026-06-01.log/.."},
		{"demo", "2026", "06", "2026-06-01.txt"},
		{"demo", "..", "06", "..-06-01.log"},
		{"-demo", "2026", "06", "2026-06-01.log"},
		{strings.Repeat("a", 65), "2026", "06", "2026-06-01.log"},
	} {
		if name, ok := ParsePath(parts[0], parts[1], parts[2], parts[3]); ok {
			t.Errorf("%q names %s", parts, name)
		}
	}
}
