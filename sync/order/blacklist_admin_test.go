package order_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/blacklistentry"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func TestBlacklistPatterns(t *testing.T) {
	t.Parallel()
	f := ordertest.New(t, storetest.Open(t, storetest.SQLite(t)), ordertest.Options{NoHooks: true})
	for pattern, want := range map[string]string{
		" Ana.Zupan@Example.SI ":           "ana.zupan@example.si",
		"*@example.si":                     "*@example.si",
		"*@EXAMPLE.si":                     "*@example.si",
		"ana+nova@example.si":              "ana+nova@example.si",
		"":                                 "REQUIRED",
		"ana":                              "INVALID",
		"@example.si":                      "INVALID",
		"ana@":                             "INVALID",
		"*@*":                              "INVALID",
		"*":                                "INVALID",
		"a*@example.si":                    "INVALID",
		"*@.si":                            "INVALID",
		"*@example.":                       "INVALID",
		"ana@example.si, bor@example.si":   "INVALID",
		"Ana <ana@example.si>":             "INVALID",
		strings.Repeat("a", 250) + "@e.si": "INVALID",
	} {
		row, err := f.Orders.AddToBlacklist(t.Context(), f.Shop().ID, pattern, "")
		if want == strings.ToUpper(want) {
			t.Log(pattern)
			wrong(t, err, "pattern "+want)
			continue
		}
		if err != nil || row.Pattern != want {
			t.Errorf("%q became %v, %v, want %q", pattern, row, err, want)
		}
	}
	_, err := f.Orders.AddToBlacklist(t.Context(), f.Shop().ID, "bor@example.si", strings.Repeat("x", 501))
	wrong(t, err, "note TOO_LONG")
}

// from is the simplest order of an address.
func from(email string) woosim.Draft {
	d := ordertest.Simple()
	d.Email = email
	return d
}

func entry(t *testing.T, s *store.Store, pattern string) *ent.BlacklistEntry {
	t.Helper()
	row, err := s.Reader().BlacklistEntry.Query().Where(blacklistentry.Pattern(pattern)).Only(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func TestBlacklistKeepsOrdersOutAndLetsThemGo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		shop := f.Shop().ID
		if _, err := f.Orders.AddToBlacklist(t.Context(), shop, "*@Spam.example", "plačuje nikoli"); err != nil {
			t.Fatal(err)
		}
		id := f.Place(from("Nekdo@SPAM.example"))
		f.WaitFor(id, "BLACKLISTED")
		row := entry(t, s, "*@spam.example")
		if row.BlockedCount != 1 || row.LastBlockedAt == nil || row.Note != "plačuje nikoli" {
			t.Errorf("the entry counts %+v", row)
		}
		// Put on the list once more it keeps its count and its note.
		again, err := f.Orders.AddToBlacklist(t.Context(), shop, "*@spam.example", "")
		if err != nil || again.ID != row.ID || again.BlockedCount != 1 || again.Note != row.Note {
			t.Errorf("put on the list again: %+v, %v", again, err)
		}
		released, err := f.Orders.RemoveFromBlacklist(t.Context(), row.ID, true)
		if err != nil || released.Orders != 1 {
			t.Errorf("taken off it set %+v going, %v", released, err)
		}
		f.Synced(id)
		if _, err := f.Orders.RemoveFromBlacklist(t.Context(), row.ID, true); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("taken off twice: %v, want ErrNotFound", err)
		}
	})
}

// TestTakenOffWithoutRelease: what was kept out stays out, whatever becomes of
// the order, until somebody asks for it. Later orders go.
func TestTakenOffWithoutRelease(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		if _, err := f.Orders.AddToBlacklist(t.Context(), f.Shop().ID, "goljuf@example.si", ""); err != nil {
			t.Fatal(err)
		}
		id := f.Place(from("goljuf@example.si"))
		f.WaitFor(id, "BLACKLISTED")
		f.WaitAnswered(id)
		released, err := f.Orders.RemoveFromBlacklist(t.Context(), entry(t, s, "goljuf@example.si").ID, false)
		if err != nil || released.Orders != 0 {
			t.Errorf("taken off without release it set %+v going, %v", released, err)
		}
		f.SetStatus(id, "completed")
		later := f.Place(from("goljuf@example.si"))
		f.Synced(later)
		p := f.WaitUntil(id, "the hook is answered", func(*ent.Push) bool { return f.Order(id).Status == "completed" && f.Answered(id) })
		f.Never(id)
		if p.State != push.StateBLACKLISTED || p.ReasonParams["pattern"] != "goljuf@example.si" {
			t.Errorf("it is %s for %v", f.State(id), p.ReasonParams)
		}
		preview, err := f.Orders.Preview(t.Context(), f.Order(id).ID)
		if err != nil || preview.Sendable() || preview.State != push.StateBLACKLISTED {
			t.Errorf("the preview is %+v, %v", preview, err)
		}
		f.Sync(id, order.Choice{})
		f.Synced(id)
	})
}

func TestBlacklistIsReplaced(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := ordertest.New(t, s, ordertest.Options{})
		shop := f.Shop().ID
		if _, err := f.Orders.SetBlacklist(t.Context(), shop, []string{"Ana@example.si", "*@spam.example", "ana@example.si"}); err != nil {
			t.Fatal(err)
		}
		id := f.Place(from("x@spam.example"))
		f.WaitFor(id, "BLACKLISTED")
		kept := entry(t, s, "*@spam.example")
		rows, err := f.Orders.SetBlacklist(t.Context(), shop, []string{"*@spam.example", "bor@example.si"})
		if err != nil || len(rows) != 2 || rows[0].ID != kept.ID || rows[0].BlockedCount != 1 || rows[1].Pattern != "bor@example.si" {
			t.Errorf("replaced: %v, %v", rows, err)
		}
		_, err = f.Orders.SetBlacklist(t.Context(), shop, []string{"bor@example.si", "nič", ""})
		wrong(t, err, "patterns.1 INVALID", "patterns.2 REQUIRED")
		if rows, err = f.Orders.SetBlacklist(t.Context(), shop, nil); err != nil || len(rows) != 0 {
			t.Errorf("emptied: %v, %v", rows, err)
		}
		_, err = f.Orders.SetBlacklist(t.Context(), shop, make([]string, 5001))
		wrong(t, err, "patterns TOO_LONG")
	})
}
