package order_test

import (
	"testing"

	"github.com/kiwwwi/vasco/ent/blacklistentry"
	"github.com/kiwwwi/vasco/sync/order/ordertest"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestBlacklistedAddress: an address and a domain are kept out whatever their
// letters, each order is counted once, and taking the entry off lets them go.
func TestBlacklistedAddress(t *testing.T) {
	t.Parallel()
	for pattern, emails := range map[string][3]string{
		"Ana.Zupan@example.si": {"ana.zupan@example.si", "ANA.ZUPAN@Example.SI ", "ana.zupan2@example.si"},
		"*@Spam.example":       {"x@spam.example", "Y@SPAM.example", "x@notspam.example"},
	} {
		t.Run(pattern, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				f := ordertest.New(t, s, ordertest.Options{})
				entry, err := f.Orders.AddToBlacklist(t.Context(), f.Shop().ID, pattern, "")
				if err != nil {
					t.Fatal(err)
				}
				first, second, other := f.Place(from(emails[0])), f.Place(from(emails[1])), f.Place(from(emails[2]))
				f.Synced(other)
				for _, id := range []int64{first, second} {
					f.WaitFor(id, "BLACKLISTED")
					f.SetStatus(id, "completed")
					f.WaitAnswered(id)
					f.WaitFor(id, "BLACKLISTED")
					f.Never(id)
				}
				row, err := s.Reader().BlacklistEntry.Query().Where(blacklistentry.ID(entry.ID)).Only(t.Context())
				if err != nil || row.BlockedCount != 2 || row.LastBlockedAt == nil || row.LastOrder == "" {
					t.Errorf("counted %d orders, the last %q at %v, %v", row.BlockedCount, row.LastOrder, row.LastBlockedAt, err)
				}
				released, err := f.Orders.RemoveFromBlacklist(t.Context(), entry.ID, true)
				if err != nil || released.Orders != 2 {
					t.Fatalf("released %v, %v", released, err)
				}
				f.Synced(first)
				f.Synced(second)
			})
		})
	}
}

// TestBlacklistCatchesBlockedOrders: an order that waits for something else is
// kept out as soon as its address is listed.
func TestBlacklistCatchesBlockedOrders(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	id := f.Place(summit())
	f.WaitFor(id, "BLOCKED/PAYMENT_UNMAPPED")
	if _, err := f.Orders.AddToBlacklist(t.Context(), f.Shop().ID, "ana.zupan@example.si", ""); err != nil {
		t.Fatal(err)
	}
	f.WaitFor(id, "BLACKLISTED")
}

// TestReleasedWhileStillListed: an order two entries keep out waits for the
// other one when one is taken off.
func TestReleasedWhileStillListed(t *testing.T) {
	t.Parallel()
	f := sqliteFixture(t, ordertest.Options{})
	ctx, shop := t.Context(), f.Shop().ID
	exact, err := f.Orders.AddToBlacklist(ctx, shop, "ana.zupan@example.si", "")
	if err != nil {
		t.Fatal(err)
	}
	domain, err := f.Orders.AddToBlacklist(ctx, shop, "*@example.si", "")
	if err != nil {
		t.Fatal(err)
	}
	id := f.Place(ordertest.Simple())
	f.WaitFor(id, "BLACKLISTED")
	if _, err := f.Orders.RemoveFromBlacklist(ctx, exact.ID, true); err != nil {
		t.Fatal(err)
	}
	f.WaitAnswered(id)
	if p := f.WaitFor(id, "BLACKLISTED"); p.ReasonParams["pattern"] != domain.Pattern {
		t.Errorf("it waits for %s", p.ReasonParams["pattern"])
	}
	if _, err := f.Orders.RemoveFromBlacklist(ctx, domain.ID, true); err != nil {
		t.Fatal(err)
	}
	f.Synced(id)
}
