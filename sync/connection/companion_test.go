package connection_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

const companionRoutes = "/wp-json/kiwwwi-vasco/v1/"

// showFields works the jobs for a shop's companion as a worker would, of an age.
func (f *fixture) showFields(shopID int, age time.Duration) error {
	f.t.Helper()
	return connection.NewFieldsWorker(f.registry).Work(f.t.Context(), &river.Job[job.ShowFields]{
		JobRow: &rivertype.JobRow{CreatedAt: time.Now().Add(-age)}, Args: job.ShowFields{ShopID: shopID},
	})
}

// fieldJobs counts the jobs that wait.
func (f *fixture) fieldJobs() int {
	f.t.Helper()
	var count int
	must(f.t, f.store.Read.QueryRowContext(f.t.Context(), "SELECT count(*) FROM river_job WHERE kind = 'show_fields'").Scan(&count))
	return count
}

func (f *fixture) companionEvents() []string {
	f.t.Helper()
	rows, err := f.store.Reader().Event.Query().Where(event.KindHasPrefix("companion.")).Order(event.ByID()).All(f.t.Context())
	must(f.t, err)
	told := []string{}
	for _, row := range rows {
		told = append(told, row.Kind+" "+row.Params["fields"])
	}
	return told
}

// TestCompanionShowsTheFields: after a test that found it, and after a change of
// the settings, the companion is told what to show, by a job.
func TestCompanionShowsTheFields(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		shop := f.shop("demo", nil)
		set := func(change rules.StockChange) {
			_, _, err := f.registry.UpdateShop(t.Context(), shop.ID, connection.ShopChange{Settings: rules.Change{Stock: change}})
			must(t, err)
		}
		report, err := f.registry.TestShop(t.Context(), shop.ID)
		must(t, err)
		if slices.ContainsFunc(report.Findings, func(one connection.Finding) bool { return one.Code == connection.FoundCompanion }) || f.fieldJobs() != 0 {
			t.Errorf("without the companion: %d jobs, %v", f.fieldJobs(), report.Findings)
		}
		own, buffer := "shelf", 3
		set(rules.StockChange{OwnMetaKey: &own})
		if f.fieldJobs() != 1 {
			t.Errorf("%d jobs after the key was changed", f.fieldJobs())
		}
		must(t, f.showFields(shop.ID, 0))
		if told := f.companionEvents(); len(told) != 0 {
			t.Errorf("without the companion: %v", told)
		}

		f.woo.SetCompanion(&woosim.Companion{Version: "1.0.0"})
		report, err = f.registry.TestShop(t.Context(), shop.ID)
		must(t, err)
		if !slices.ContainsFunc(report.Findings, func(one connection.Finding) bool { return one.Code == connection.FoundCompanion }) || f.fieldJobs() != 2 {
			t.Errorf("with it: %d jobs, %v", f.fieldJobs(), report.Findings)
		}
		set(rules.StockChange{Buffer: &buffer})
		if f.fieldJobs() != 2 {
			t.Error("a change of another setting made a job")
		}
		for range 2 { // What it shows already is not told again.
			must(t, f.showFields(shop.ID, 0))
		}
		if got := fmt.Sprint(f.woo.CompanionFields()); got != "[{zaloga_pri_dobavitelju } {shelf }]" {
			t.Errorf("it shows %s", got)
		}
		own = ""
		set(rules.StockChange{OwnMetaKey: &own, SupplierMetaKey: &own})
		must(t, f.showFields(shop.ID, 0))
		if got := f.woo.CompanionFields(); got == nil || len(got) != 0 {
			t.Errorf("it shows %v, want nothing", got)
		}
		want := []string{"companion.fields zaloga_pri_dobavitelju, shelf", "companion.fields "}
		if told := f.companionEvents(); !slices.Equal(told, want) {
			t.Errorf("told %q", told)
		}
		must(t, f.showFields(4711, 0))
	})
}

// TestCompanionThatCannotBeTold: a shop that is away is asked again, for a day;
// one that refuses is told to people.
func TestCompanionThatCannotBeTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		shop := f.shop("demo", nil)
		f.woo.SetCompanion(&woosim.Companion{Version: "1.0.0", Fields: []woosim.CompanionField{{Key: "other"}}})
		f.woo.AddFaults(woosim.Fault{Path: companionRoutes + "fields", Status: 503, Body: "<html>", RetryAfter: 120, Times: 1})
		var snoozed *river.JobSnoozeError
		if err := f.showFields(shop.ID, time.Hour); !errors.As(err, &snoozed) || snoozed.Duration != 2*time.Minute {
			t.Errorf("away: %v", err)
		}
		if told := f.companionEvents(); len(told) != 0 {
			t.Errorf("away: %v", told)
		}
		f.woo.AddFaults(woosim.Fault{Path: companionRoutes + "fields", Status: 503, Body: "<html>", Times: 1})
		must(t, f.showFields(shop.ID, 25*time.Hour))
		f.woo.SetCompanion(&woosim.Companion{Version: "1.0.0", NoRights: true})
		must(t, f.showFields(shop.ID, 0))
		want := "companion.failed zaloga_pri_dobavitelju, nasa_zaloga"
		if told := f.companionEvents(); !slices.Equal(told, []string{want, want}) {
			t.Errorf("told %q", told)
		}
		f.woo.SetCompanion(&woosim.Companion{Version: "1.0.0", Fields: []woosim.CompanionField{{Key: "other"}}})
		must(t, f.showFields(shop.ID, 0))
		if got := f.woo.CompanionFields(); len(got) != 2 {
			t.Errorf("it shows %v", got)
		}
	})
}
