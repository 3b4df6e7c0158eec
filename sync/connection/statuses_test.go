package connection_test

import (
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

func TestRulesThatCannotBe(t *testing.T) {
	t.Parallel()
	f := setup(t, storetest.Open(t, storetest.SQLite(t)))
	made := f.shop("ena", nil)
	for _, c := range []struct {
		status string
		rule   rules.Status
		want   string
	}{
		{"V pripravi", rules.Send, "status INVALID"},
		{"wc-processing", rules.Send, "status INVALID"},
		{"cancelled", rules.Send, "rule INVALID"},
		{"trash", rules.Send, "rule INVALID"},
		{"pending", rules.Unclassified, "rule INVALID"},
		{"pending", "SOON", "rule INVALID"},
	} {
		_, _, err := f.registry.SetStatus(t.Context(), made.ID, c.status, c.rule)
		invalid(t, err, c.want)
	}
	set := func(status string) error {
		_, _, err := f.registry.SetStatus(t.Context(), made.ID, status, rules.Wait)
		return err
	}
	must(t, set("processing"))
	must(t, set("completed"))
	invalid(t, set("on-hold"), "rule REQUIRED") // Then nothing would be sent at all.
	must(t, set("cancelled"))
}

// TestAShopIsNotAskedForItsStatusesAllTheTime, nor needed for them.
func TestAShopIsNotAskedForItsStatusesAllTheTime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		silent := f.shop("tiha", func(in *connection.NewShop) { in.URL = "http://127.0.0.1:1" })
		must(t, f.registry.KnowStatuses(t.Context(), silent))
		made := f.shop("ena", nil)
		must(t, f.registry.KnowStatuses(t.Context(), made))
		must(t, f.woo.AddStatus(woosim.Status{Slug: "priprava", Name: "V pripravi"}))
		must(t, f.registry.KnowStatuses(t.Context(), made))
		shown := func(shopID int) (count int, name string) {
			all, err := f.registry.Statuses(t.Context(), shopID)
			must(t, err)
			return len(all), all[1].Name
		}
		if count, name := shown(silent.ID); count != 8 || name != "" {
			t.Errorf("of a shop that does not answer: %d, %q", count, name)
		}
		if count, name := shown(made.ID); count != 8 || name != "Processing" {
			t.Errorf("of a shop that was asked a moment ago: %d, %q", count, name)
		}
		_, err := f.registry.TestShop(t.Context(), made.ID)
		must(t, err)
		if count, _ := shown(made.ID); count != 9 {
			t.Errorf("after a test: %d", count)
		}
	})
}
