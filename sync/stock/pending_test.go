package stock_test

import (
	"context"
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/ent/syncrun"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// sold places an order of some pieces some time ago, as the shop knows it and as
// it stands here.
func (f *fixture) sold(sku string, pieces int64, state push.State, compared push.Compared) {
	f.t.Helper()
	f.soldBy(f.Shop(), sku, pieces, state, compared)
}

func (f *fixture) soldBy(shop *connection.Shop, sku string, pieces int64, state push.State, compared push.Compared) {
	f.t.Helper()
	placed := time.Now().Add(-time.Hour)
	id := f.Place(woosim.Draft{Status: "processing", PaymentMethod: "bacs", PlacedAt: placed, Items: []woosim.Item{{SKU: sku, Quantity: pieces}}})
	body := f.ReadShop(id)
	if shop.ID != f.Shop().ID {
		f.Trash(id) // The other shop has it, not this one.
	}
	var told struct {
		Key string `json:"order_key"`
	}
	f.must(json.Unmarshal(body, &told))
	f.InTx(func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Order.Create().SetShopID(shop.ID).SetShopOrderID(id).SetOrderKey(told.Key).SetNumber(strconv.FormatInt(id, 10)).SetStatus("processing").
			SetCurrency("EUR").SetTotalMinor(1).SetCustomer("Ana").SetEmail("ana@example.si").SetPaymentMethod("bacs").SetPaymentTitle("").SetPlacedAt(placed).
			SetBody(body).SetBodyHash("x").Save(ctx)
		if err != nil {
			return err
		}
		create := tx.Push.Create().SetOrderID(row.ID).SetShopID(shop.ID).SetConnectionID(shop.ConnectionID).SetState(state).SetCompared(compared).SetStateSince(placed)
		if state == push.StateSYNCED {
			create.SetOrigin(push.OriginSENT).SetSyncedAt(placed)
		}
		return create.Exec(ctx)
	})
}

// TestWhatVascoDoesNotHaveYet is taken off, whatever keeps it back; what VASCO
// has, what it never gets, and what others have entered is not.
func TestWhatVascoDoesNotHaveYet(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		state    push.State
		compared push.Compared
		want     int64
	}{
		"blocked":                 {push.StateBLOCKED, push.ComparedNONE, 9},
		"uncertain":               {push.StateUNCERTAIN, push.ComparedNONE, 9},
		"waiting, VASCO lacks it": {push.StateWAITING, push.ComparedNOT_FOUND, 9},
		"waiting, others sent it": {push.StateWAITING, push.ComparedSAME, 12},
		"synced before":           {push.StateSYNCED, push.ComparedNONE, 12},
		"kept out":                {push.StateSKIPPED, push.ComparedNONE, 12},
		"blacklisted":             {push.StateBLACKLISTED, push.ComparedNONE, 12},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := bare
			options.Settings = func(s *rules.Shop) { s.Stock.GuardPercent = 100 }
			each(t, options, func(f *fixture) {
				f.three()
				f.sold("A", 3, c.state, c.compared)
				if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
					t.Errorf("the run: %s %s", row.State, row.Reason)
				}
				f.has("A", c.want)
				f.has("B", 12)
			})
		})
	}
}

// TestTheCompanysShops sell the same goods; a test server's shops do not.
func TestTheCompanysShops(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		vasco func(*connection.NewVasco)
		want  int64
	}{
		"the same books, written otherwise": {func(v *connection.NewVasco) { v.TaxNumber, v.BaseURL = "SI12345678", v.BaseURL+"/api/v1/" }, 9},
		"another company":                   {func(v *connection.NewVasco) { v.TaxNumber = "87654321" }, 12},
		"a test server":                     {func(v *connection.NewVasco) { v.BaseURL = "http://127.0.0.1:9" }, 12},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := bare
			options.Settings = func(s *rules.Shop) { s.Stock.GuardPercent = 100 }
			each(t, options, func(f *fixture) {
				f.three()
				settings := rules.Default()
				settings.ShopNumberTemplate = "B-{number}"
				other, err := f.Registry.CreateShop(t.Context(), connection.NewShop{
					Key: "b", Name: "B", URL: "http://127.0.0.1:9", ConsumerKey: "ck", ConsumerSecret: "cs", ConnectionID: f.AddVasco(c.vasco).ID, Settings: &settings,
				})
				f.must(err)
				f.InTx(func(ctx context.Context, tx *store.Tx) error {
					return tx.Product.Create().SetShopID(other.ID).SetShopProductID(f.Woo.ProductID("A")).SetCode("1").Exec(ctx)
				})
				f.soldBy(other, "A", 3, push.StateBLOCKED, push.ComparedNONE)
				if row := f.run(false); row.State != syncrun.StateSUCCEEDED {
					t.Errorf("the run: %s %s", row.State, row.Reason)
				}
				f.has("A", c.want)
			})
		})
	}
}
