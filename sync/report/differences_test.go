package report_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/report"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
)

// TestDifferencesByMonth: they are added up by the documents' months, of one shop.
func TestDifferencesByMonth(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		rows := storetest.NewRows(t, s)
		a, b := rows.Shop("a", nil), rows.Shop("b", nil)
		now := store.Now()
		first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
		add := func(shopID int, id int64, at time.Time, cents int64) {
			rows.Order(shopID, id, at, push.StateSYNCED, func(p *ent.PushCreate) {
				p.SetSyncedAt(at).SetDocumentDate(at).SetDifferenceMinor(cents)
			})
		}
		last := first.AddDate(0, -1, 0)
		add(a.ID, 1, first, 2)
		add(a.ID, 2, first, -1)
		add(a.ID, 3, first, 0)
		add(a.ID, 4, last, -2)
		add(a.ID, 5, first.AddDate(0, -13, 0), 2)
		add(b.ID, 6, first, 1)
		months, err := report.New(s).Differences(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range months {
			got = append(got, fmt.Sprintf("%s %d %s %s %s", m.Month, m.Orders, m.Sum.StringFixed(2), m.Absolute.StringFixed(2), m.Currency))
		}
		want := []string{first.Format("2006-01") + " 2 0.01 0.03 EUR", last.Format("2006-01") + " 1 -0.02 0.02 EUR"}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if _, err := report.New(s).Differences(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a shop that is not there: %v", err)
		}
	})
}
