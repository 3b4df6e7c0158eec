package connection_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
)

func TestVascoInputIsChecked(t *testing.T) {
	t.Parallel()
	f := setup(t, storetest.Open(t, storetest.SQLite(t)))
	for name, c := range map[string]struct {
		change func(*connection.NewVasco)
		want   []string
	}{
		"nothing": {
			func(in *connection.NewVasco) { *in = connection.NewVasco{} },
			[]string{"name REQUIRED", "baseUrl REQUIRED", "username REQUIRED", "password REQUIRED", "taxNumber REQUIRED"},
		},
		"URL":           {func(in *connection.NewVasco) { in.BaseURL = "192.168.1.10:8101" }, []string{"baseUrl INVALID"}},
		"login in URL":  {func(in *connection.NewVasco) { in.BaseURL = "http://demo:demo@192.168.1.10" }, []string{"baseUrl INVALID"}},
		"tax number":    {func(in *connection.NewVasco) { in.TaxNumber = "davčna" }, []string{"taxNumber INVALID"}},
		"with SI":       {func(in *connection.NewVasco) { in.TaxNumber = "SI 12345678" }, nil},
		"profile":       {func(in *connection.NewVasco) { in.Profile = "gk" }, []string{"profile INVALID"}},
		"override":      {func(in *connection.NewVasco) { in.ProfileOverrides = json.RawMessage(`{"lineColour":"x"}`) }, []string{"profileOverrides INVALID"}},
		"no object":     {func(in *connection.NewVasco) { in.ProfileOverrides = json.RawMessage(`[1]`) }, []string{"profileOverrides INVALID"}},
		"good override": {func(in *connection.NewVasco) { in.ProfileOverrides = json.RawMessage(`{"rounding":"perLine"}`) }, nil},
		"long override": {func(in *connection.NewVasco) {
			in.ProfileOverrides = json.RawMessage(`{"lineArticle":"` + strings.Repeat("a", 20000) + `"}`)
		}, []string{"profileOverrides TOO_LONG"}},
		"concurrency": {func(in *connection.NewVasco) { in.Concurrency = 33 }, []string{"concurrency INVALID"}},
		"settle":      {func(in *connection.NewVasco) { in.SettleSeconds = -1 }, []string{"settleSeconds INVALID"}},
		"hours":       {func(in *connection.NewVasco) { in.OpeningHours = "Mo-Fr 7-17" }, []string{"openingHours INVALID"}},
		"long hours":  {func(in *connection.NewVasco) { in.OpeningHours = strings.Repeat("Mo 07:00-17:00;", 15) }, []string{"openingHours TOO_LONG"}},
		"no shop":     {func(in *connection.NewVasco) { in.ShopID = 99 }, []string{"shopId NOT_FOUND"}},
	} {
		in := f.newVasco()
		c.change(&in)
		_, err := f.registry.CreateVasco(t.Context(), in)
		if c.want == nil {
			must(t, err)
			continue
		}
		t.Log(name)
		invalid(t, err, c.want...)
	}
	if n, err := f.store.Reader().VascoConnection.Query().Count(t.Context()); err != nil || n != 2 {
		t.Errorf("%d connections were kept, want the two that were right (%v)", n, err)
	}
}

func TestVascoIsChanged(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made := f.vasco(nil)
		f.in(func(ctx context.Context, tx *store.Tx) error { return f.registry.SearchProven(ctx, tx, made) })
		after, _, err := f.registry.UpdateVasco(t.Context(), made.ID, connection.VascoChange{
			Username: new("ana"), Concurrency: new(2), SettleSeconds: new(30), OpeningHours: new(" Mo-Fr 07:00-17:00 "), ProfileOverrides: new(json.RawMessage(`{"rounding":"perLine"}`)),
		})
		must(t, err)
		if after.Username != "ana" || after.Password != "demo" || after.Concurrency != 2 || after.Profile.Rounding != "perLine" || !after.SearchProven {
			t.Errorf("changed to %+v", after)
		}
		// Overrides are taken back with null; other books prove their search anew.
		after, _, err = f.registry.UpdateVasco(t.Context(), made.ID, connection.VascoChange{
			TaxNumber: new("87654321"), ProfileOverrides: new(json.RawMessage(`null`)),
		})
		must(t, err)
		if after.Profile.Rounding != "perRate" || after.SearchProven {
			t.Errorf("changed to rounding %s, search proven %v", after.Profile.Rounding, after.SearchProven)
		}
		_, _, err = f.registry.UpdateVasco(t.Context(), made.ID, connection.VascoChange{Password: new(""), Concurrency: new(0)})
		invalid(t, err, "password REQUIRED", "concurrency INVALID")
		if _, _, err := f.registry.UpdateVasco(t.Context(), 99, connection.VascoChange{}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a connection that is not there: %v, want ErrNotFound", err)
		}
	})
}

func TestShopsOfOneCompanyNumberApart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		first := f.vasco(nil)
		// The same books by another address and another way to write the number.
		same := f.vasco(func(in *connection.NewVasco) { in.BaseURL += "/api/v1/"; in.TaxNumber = "SI12345678" })
		other := f.vasco(func(in *connection.NewVasco) { in.TaxNumber = "87654321" })
		f.shop("ena", func(in *connection.NewShop) { in.ConnectionID = first.ID })
		with := func(key, template string, connectionID int) error {
			in := f.newShop(key)
			in.ConnectionID, in.Settings = connectionID, withTemplate(template)
			_, err := f.registry.CreateShop(t.Context(), in)
			return err
		}
		invalid(t, with("dve", "{number}", first.ID), "settings.shopNumberTemplate TAKEN")
		invalid(t, with("dve", "{id}", same.ID), "settings.shopNumberTemplate TAKEN")
		must(t, with("dve", "DVE-{number}", same.ID))
		must(t, with("tri", "{number}", other.ID))

		three, err := f.registry.ShopByKey(t.Context(), "tri")
		must(t, err)
		_, _, err = f.registry.UpdateShop(t.Context(), three.ID, connection.ShopChange{ConnectionID: &first.ID})
		invalid(t, err, "settings.shopNumberTemplate TAKEN")
		_, _, err = f.registry.UpdateShop(t.Context(), three.ID, connection.ShopChange{
			ConnectionID: &first.ID, Settings: rules.Change{ShopNumberTemplate: new("DVE-{id}")},
		})
		invalid(t, err, "settings.shopNumberTemplate TAKEN")
		_, _, err = f.registry.UpdateVasco(t.Context(), other.ID, connection.VascoChange{TaxNumber: new("12345678")})
		invalid(t, err, "taxNumber TAKEN")
		_, _, err = f.registry.UpdateVasco(t.Context(), first.ID, connection.VascoChange{ShopID: &three.ID})
		invalid(t, err, "shopId TAKEN")
	})
}

func TestVascoIsTested(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		v := f.vasco(nil)
		report, err := f.registry.TestVasco(t.Context(), v.ID)
		must(t, err)
		found(t, report.Findings, "OK REACHABLE", "OK LOGGED_IN", "OK PROFILE", "OK ARTICLES_READABLE",
			"OK STOCK_READABLE", "WARNING ZERO_ROWS_UNKNOWN", "OK ORDERED_RETURNED", "OK RESERVED_RETURNED", "OK SUPPLIER_STOCK_RETURNED",
			"OK SEARCH_POSSIBLE", "WARNING SEARCH_UNPROVEN")
		if !report.OK || report.ProposedProfile != "kiwwwi" {
			t.Errorf("ok %v, proposed %q", report.OK, report.ProposedProfile)
		}
		if len(f.erp.Orders()) != 0 || len(f.erp.Partners()) != 4 {
			t.Error("the test wrote into VASCO")
		}
		for name, c := range map[string]struct {
			change connection.VascoChange
			fault  vascosim.Fault
			want   []string
		}{
			"wrong password": {connection.VascoChange{Password: new("narobe")}, vascosim.Fault{}, []string{"OK REACHABLE", "ERROR LOGIN_REFUSED"}},
			"other profile": {
				connection.VascoChange{Profile: new("fa")},
				vascosim.Fault{},
				[]string{
					"OK REACHABLE", "OK LOGGED_IN", "WARNING PROFILE_DIFFERS", "OK ARTICLES_READABLE",
					"OK STOCK_READABLE", "WARNING ZERO_ROWS_UNKNOWN", "OK ORDERED_RETURNED", "OK RESERVED_RETURNED", "OK SUPPLIER_STOCK_RETURNED",
					"OK SEARCH_POSSIBLE", "WARNING SEARCH_UNPROVEN",
				},
			},
			"no articles": {
				connection.VascoChange{},
				vascosim.Fault{Kind: "status", Path: "FASifranti/artikel", Status: 403, Body: "{}"},
				[]string{"OK REACHABLE", "OK LOGGED_IN", "OK PROFILE", "ERROR ARTICLES_NOT_READABLE"},
			},
			"no stock": {
				connection.VascoChange{},
				vascosim.Fault{Kind: "status", Path: "FASifranti/zaloga", Status: 403, Body: "{}"},
				[]string{
					"OK REACHABLE", "OK LOGGED_IN", "OK PROFILE", "OK ARTICLES_READABLE", "WARNING STOCK_NOT_READABLE",
					"OK SEARCH_POSSIBLE", "WARNING SEARCH_UNPROVEN",
				},
			},
			"stock that comes twice": {
				connection.VascoChange{},
				vascosim.Fault{Kind: "double_rows", Path: "FASifranti/zaloga"},
				[]string{
					"OK REACHABLE", "OK LOGGED_IN", "OK PROFILE", "OK ARTICLES_READABLE",
					"OK STOCK_READABLE", "WARNING STOCK_ROWS_REPEATED", "WARNING ZERO_ROWS_UNKNOWN", "OK ORDERED_RETURNED", "OK RESERVED_RETURNED", "OK SUPPLIER_STOCK_RETURNED",
					"OK SEARCH_POSSIBLE", "WARNING SEARCH_UNPROVEN",
				},
			},
			"a page": {connection.VascoChange{}, vascosim.Fault{Kind: "status", Path: "Avtentikacija", Status: 404, Body: "<html>"}, []string{"ERROR NOT_VASCO"}},
			"away":   {connection.VascoChange{BaseURL: new("http://127.0.0.1:1")}, vascosim.Fault{}, []string{"ERROR UNREACHABLE"}},
		} {
			other := f.vasco(func(in *connection.NewVasco) { in.Name = name })
			_, _, err := f.registry.UpdateVasco(t.Context(), other.ID, c.change)
			must(t, err)
			if c.fault.Kind != "" {
				f.erp.AddFaults(c.fault)
			}
			report, err := f.registry.TestVasco(t.Context(), other.ID)
			must(t, err)
			t.Log(name)
			found(t, report.Findings, c.want...)
			if report.OK != !strings.Contains(strings.Join(c.want, " "), "ERROR") {
				t.Errorf("ok %v", report.OK)
			}
			f.erp.ClearFaults()
		}
		if _, err := f.registry.TestVasco(t.Context(), 99); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a connection that is not there: %v, want ErrNotFound", err)
		}
	})
}

// found checks what a test found, as "LEVEL CODE".
func found(t *testing.T, all []connection.Finding, want ...string) {
	t.Helper()
	got := make([]string, len(all))
	for i, one := range all {
		got[i] = string(one.Level) + " " + one.Code
	}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("found %v\nwant  %v\n%+v", got, want, all)
	}
}
