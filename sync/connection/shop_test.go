package connection_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/store/storetest"
	"github.com/kiwwwi/vasco/sync/woo"
)

func TestShopIsMade(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made := f.shop("ena", func(in *connection.NewShop) { in.URL += "/" })
		if made.URL != f.wooURL || made.Auth != woo.AuthAuto || made.Location.String() != "Europe/Ljubljana" {
			t.Errorf("made %s %s %s", made.URL, made.Auth, made.Location)
		}
		if len(made.WebhookSecret) < 40 || made.ConsumerSecret != "cs_demo" {
			t.Errorf("secrets: webhook %d characters, consumer %q", len(made.WebhookSecret), made.ConsumerSecret)
		}
		if !made.Settings.SyncFrom.IsZero() {
			t.Errorf("without a connection it begins at %s, want never", made.Settings.SyncFrom)
		}
		row := f.row(made.ID)
		if strings.Contains(string(row.ConsumerSecret)+string(row.WebhookSecret), "cs_demo") || len(row.WebhookSecret) == 0 {
			t.Error("secrets stand open in the database")
		}
		_, err := f.registry.CreateShop(t.Context(), f.newShop("ena"))
		invalid(t, err, "key TAKEN")
	})
}

func TestShopInputIsChecked(t *testing.T) {
	t.Parallel()
	f := setup(t, storetest.Open(t, storetest.SQLite(t)))
	for name, c := range map[string]struct {
		change func(*connection.NewShop)
		want   []string
	}{
		"nothing": {
			func(in *connection.NewShop) { *in = connection.NewShop{} },
			[]string{"key INVALID", "name REQUIRED", "url REQUIRED", "consumerKey REQUIRED", "consumerSecret REQUIRED"},
		},
		"key":           {func(in *connection.NewShop) { in.Key = "Moja trgovina" }, []string{"key INVALID"}},
		"long key":      {func(in *connection.NewShop) { in.Key = strings.Repeat("a", 41) }, []string{"key INVALID"}},
		"scheme":        {func(in *connection.NewShop) { in.URL = "ftp://shop.example" }, []string{"url INVALID"}},
		"no host":       {func(in *connection.NewShop) { in.URL = "https:///shop" }, []string{"url INVALID"}},
		"login in URL":  {func(in *connection.NewShop) { in.URL = "https://ana:geslo@shop.example" }, []string{"url INVALID"}},
		"home URL":      {func(in *connection.NewShop) { in.HomeURL = "shop.example" }, []string{"homeUrl INVALID"}},
		"long URL":      {func(in *connection.NewShop) { in.URL = "https://shop.example/" + strings.Repeat("a", 300) }, []string{"url TOO_LONG"}},
		"time zone":     {func(in *connection.NewShop) { in.Timezone = "Ljubljana" }, []string{"timezone INVALID"}},
		"local zone":    {func(in *connection.NewShop) { in.Timezone = "Local" }, []string{"timezone INVALID"}},
		"auth":          {func(in *connection.NewShop) { in.Auth = "digest" }, []string{"auth INVALID"}},
		"entity":        {func(in *connection.NewShop) { in.WebhookSecret = "a&amp;b" }, []string{"webhookSecret INVALID"}},
		"no connection": {func(in *connection.NewShop) { in.ConnectionID = 99 }, []string{"vascoConnectionId NOT_FOUND"}},
		"odd secret":    {func(in *connection.NewShop) { in.WebhookSecret = `& < > " ' \ é` }, nil},
	} {
		in := f.newShop(strings.ReplaceAll(strings.ToLower(name), " ", "-"))
		c.change(&in)
		_, err := f.registry.CreateShop(t.Context(), in)
		if c.want == nil {
			must(t, err)
			continue
		}
		t.Log(name)
		invalid(t, err, c.want...)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	t.Parallel()
	f := setup(t, storetest.Open(t, storetest.SQLite(t)))
	for name, c := range map[string]struct {
		change func(*rules.Shop)
		want   []string
	}{
		"statuses":       {statuses(map[string]rules.Status{"pending": rules.Wait}), []string{"settings.sendStatuses REQUIRED"}},
		"prefixed":       {statuses(map[string]rules.Status{"wc-processing": rules.Send}), []string{"settings.sendStatuses INVALID"}},
		"drafts":         {statuses(map[string]rules.Status{"checkout-draft": rules.Send, "processing": rules.Send}), []string{"settings.sendStatuses INVALID"}},
		"currency":       {func(s *rules.Shop) { s.Currency = "evro" }, []string{"settings.currency INVALID"}},
		"currencies":     {func(s *rules.Shop) { s.AllowedCurrencies = []string{"EUR", "evro", "EUR"} }, []string{"settings.allowedCurrencies INVALID", "settings.allowedCurrencies TAKEN"}},
		"no code":        {func(s *rules.Shop) { s.EANMetaKeys = nil }, []string{"settings.eanMetaKeys REQUIRED"}},
		"SKU alone":      {func(s *rules.Shop) { s.EANMetaKeys, s.UseSKU = nil, true }, nil},
		"blank meta key": {func(s *rules.Shop) { s.VATMetaKeys = []string{" "} }, []string{"settings.vatMetaKeys INVALID"}},
		"partner":        {func(s *rules.Shop) { s.RetailPartnerCode = "kupec" }, []string{"settings.retailPartnerCode INVALID"}},
		"same number":    {func(s *rules.Shop) { s.ShopNumberTemplate = "naročilo" }, []string{"settings.shopNumberTemplate INVALID"}},
		"no requests":    {func(s *rules.Shop) { s.RequestsAtOnce = 0 }, []string{"settings.requestsAtOnce INVALID"}},
		"requests":       {func(s *rules.Shop) { s.RequestsAtOnce = 11 }, []string{"settings.requestsAtOnce INVALID"}},
		"term":           {func(s *rules.Shop) { s.PaymentTermDays = -1 }, []string{"settings.paymentTermDays INVALID"}},
		"day":            {func(s *rules.Shop) { s.DocumentDay = "YESTERDAY" }, []string{"settings.documentDay INVALID"}},
		"open day":       {func(s *rules.Shop) { s.FirstOpenDay = "2027-02-30" }, []string{"settings.firstOpenDay INVALID"}},
		"no shipping":    {func(s *rules.Shop) { s.ShippingArticle = "" }, []string{"settings.shippingArticle REQUIRED"}},
		"rate":           {func(s *rules.Shop) { s.VATCodes = map[string]int{"dvaindvajset": 0} }, []string{"settings.vatCodes INVALID"}},
		"huge rate":      {func(s *rules.Shop) { s.VATCodes = map[string]int{"1e999999": 0} }, []string{"settings.vatCodes INVALID"}},
		"code":           {func(s *rules.Shop) { s.VATCodes = map[string]int{"22": 9} }, []string{"settings.vatCodes INVALID"}},
		"rate twice":     {func(s *rules.Shop) { s.VATCodes = map[string]int{"22": 0, "22.0": 1} }, []string{"settings.vatCodes TAKEN"}},
		"tolerance":      {func(s *rules.Shop) { s.ToleranceCents = 1001 }, []string{"settings.toleranceCents INVALID"}},
		"rounding":       {func(s *rules.Shop) { s.RoundingArticle, s.RoundingName = "00099", "" }, []string{"settings.roundingName REQUIRED"}},
		"untaxed":        {func(s *rules.Shop) { s.RoundingArticle, s.VATCodes = "00099", map[string]int{"22": 0} }, []string{"settings.roundingArticle INVALID"}},
		"prefix":         {func(s *rules.Shop) { s.NumberPrefix = "NAROČILO-KUPCA-" }, []string{"settings.numberPrefix TOO_LONG"}},
	} {
		settings := rules.Default()
		c.change(&settings)
		in := f.newShop(strings.ReplaceAll(strings.ToLower(name), " ", "-"))
		in.Settings = &settings
		_, err := f.registry.CreateShop(t.Context(), in)
		if c.want == nil {
			must(t, err)
			continue
		}
		t.Log(name)
		invalid(t, err, c.want...)
	}
}

func TestShopIsChanged(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		made := f.shop("ena", nil)
		after, released, err := f.registry.UpdateShop(t.Context(), made.ID, connection.ShopChange{
			Name: new("Druga"), Timezone: new("Europe/Zagreb"), ConsumerSecret: new("cs_nova"),
			Settings: rules.Change{VATCodes: &map[string]int{"25": 0}, SendStatuses: &[]string{"completed"}},
		})
		must(t, err)
		if released != 0 || after.Name != "Druga" || after.Location.String() != "Europe/Zagreb" || after.ConsumerSecret != "cs_nova" || after.ConsumerKey != "ck_demo" {
			t.Errorf("changed to %+v, released %d", after, released)
		}
		again, err := f.registry.Shop(t.Context(), made.ID)
		must(t, err)
		if len(again.Settings.VATCodes) != 1 || again.Settings.VATCodes["25"] != 0 || again.Settings.NumberPrefix != "NK-" {
			t.Errorf("read again the settings are %+v", again.Settings)
		}
		if again.WebhookSecret != made.WebhookSecret {
			t.Error("a secret that was not named has changed")
		}
		_, _, err = f.registry.UpdateShop(t.Context(), made.ID, connection.ShopChange{URL: new("x"), Settings: rules.Change{Currency: new("")}})
		invalid(t, err, "url INVALID", "settings.currency INVALID")
		if _, _, err = f.registry.UpdateShop(t.Context(), 99, connection.ShopChange{}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a shop that is not there: %v, want ErrNotFound", err)
		}
		e, err := s.Reader().Event.Query().Order(ent.Desc(event.FieldID)).First(t.Context())
		must(t, err)
		if e.Kind != "shop.changed" || e.Params["fields"] != "name, timezone, consumerSecret, settings" || strings.Contains(e.Params["fields"]+e.Params["action"], "cs_nova") {
			t.Errorf("event %s %v", e.Kind, e.Params)
		}
	})
}

func TestChangesAreTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		var told []string
		f.registry.OnShopChange(func(_ context.Context, _ *store.Tx, before, after *connection.Shop) (int, error) {
			told = append(told, before.Name+">"+after.Name)
			return 3, nil
		})
		made := f.shop("ena", nil)
		v, released, err := f.registry.ConnectVasco(t.Context(), connection.NewVasco{
			Name: "Knjige", BaseURL: f.erpURL, Username: "demo", Password: "demo", TaxNumber: "12345678", ShopID: made.ID,
		})
		must(t, err)
		if released != 3 || len(told) != 1 {
			t.Errorf("a new connection released %d, told %v", released, told)
		}
		_, released, err = f.registry.UpdateVasco(t.Context(), v.ID, connection.VascoChange{Password: new("novo")})
		must(t, err)
		if released != 3 || len(told) != 2 || told[1] != "Trgovina>Trgovina" {
			t.Errorf("a new password released %d, told %v", released, told)
		}
		// Nothing is told where nothing changes.
		_, released, err = f.registry.UpdateVasco(t.Context(), v.ID, connection.VascoChange{Password: new("novo"), ShopID: &made.ID})
		must(t, err)
		if _, _, err = f.registry.UpdateShop(t.Context(), made.ID, connection.ShopChange{Name: new("Trgovina")}); err != nil || released != 0 || len(told) != 2 {
			t.Errorf("no change released %d, told %v, %v", released, told, err)
		}
		failure := errors.New("no disk")
		f.registry.OnShopChange(func(context.Context, *store.Tx, *connection.Shop, *connection.Shop) (int, error) { return 0, failure })
		if _, _, err = f.registry.UpdateShop(t.Context(), made.ID, connection.ShopChange{Name: new("Nova")}); !errors.Is(err, failure) {
			t.Errorf("the listener's failure came as %v", err)
		}
		if got := f.row(made.ID).Name; got != "Trgovina" {
			t.Errorf("a change that could not be told was kept: %s", got)
		}
	})
}

func TestShopBeginsWithItsFirstConnection(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f := setup(t, s)
		v := f.vasco(nil)
		connect := connection.ShopChange{ConnectionID: &v.ID}
		quiet := f.shop("tiha", func(in *connection.NewShop) { in.Settings = withTemplate("T{number}") })
		before := time.Now().Truncate(time.Second)
		got, _, err := f.registry.UpdateShop(t.Context(), quiet.ID, connect)
		must(t, err)
		if from := got.Settings.SyncFrom; from.Before(before) || time.Since(from) > time.Minute {
			t.Errorf("begins at %s, want now", from)
		}

		// Orders that came while it had no connection wait for one: they count.
		busy := f.shop("zivahna", nil)
		rows := storetest.NewRows(t, s)
		first := store.Now().Add(time.Second).Truncate(time.Second)
		rows.Order(busy.ID, 1, time.Now().Add(-48*time.Hour), push.StateBLOCKED, nil)
		rows.Order(busy.ID, 2, first, push.StateBLOCKED, nil)
		rows.Order(busy.ID, 3, first.Add(time.Minute), push.StateBLOCKED, nil)
		got, _, err = f.registry.UpdateShop(t.Context(), busy.ID, connect)
		must(t, err)
		if from := got.Settings.SyncFrom; !from.Equal(first) {
			t.Errorf("begins at %s, want with the first order since the shop was made, %s", from, first)
		}

		// Taken away and given again it keeps its beginning.
		_, _, err = f.registry.UpdateShop(t.Context(), busy.ID, connection.ShopChange{ConnectionID: new(0)})
		must(t, err)
		got, _, err = f.registry.UpdateShop(t.Context(), busy.ID, connect)
		must(t, err)
		if !got.Settings.SyncFrom.Equal(first) {
			t.Errorf("begins at %s after it was connected again, want %s", got.Settings.SyncFrom, first)
		}
	})
}

func statuses(all map[string]rules.Status) func(*rules.Shop) {
	return func(s *rules.Shop) { s.Statuses = all }
}

func withTemplate(text string) *rules.Shop {
	settings := rules.Default()
	settings.ShopNumberTemplate = text
	return &settings
}
