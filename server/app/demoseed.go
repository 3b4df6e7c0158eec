package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/store"
)

// The demo's names and keys, which scripts rely on.
const (
	demoKey            = "demo"
	demoConnection     = "Demo VASCO"
	demoConsumerKey    = "ck_demo"
	demoConsumerSecret = "cs_demo"
	demoWebhookSecret  = "demo-webhook-secret"
	demoUser           = "demo"
	demoTaxNumber      = "12345678"
)

// demoPayments are the brief's six methods; the last waits to be confirmed.
var demoPayments = []struct {
	method, title, id string
	status            paymentmapping.Status
}{
	{"bankart", "Plačilna kartica", "6", paymentmapping.StatusACTIVE},
	{"bacs", "Plačilo po predračunu", "3", paymentmapping.StatusACTIVE},
	{"cod", "Plačilo po povzetju", "4", paymentmapping.StatusACTIVE},
	{"nestpay", "NestPay", "9", paymentmapping.StatusACTIVE},
	{"leanpay", "Leanpay – plačilo na obroke", "8", paymentmapping.StatusACTIVE},
	{"summit", "Summit Leasing", "10", paymentmapping.StatusNEW},
}

// seedDemo connects the demo shop with the demo VASCO. What is there already is
// left as a person may have changed it, but for the addresses.
func (a *App) seedDemo(ctx context.Context) error {
	connectionID, err := a.seedConnection(ctx)
	if err != nil {
		return fmt.Errorf("make the demo's VASCO connection: %w", err)
	}
	if a.Demo.shopID, err = a.seedShop(ctx, connectionID); err != nil {
		return fmt.Errorf("make the demo shop: %w", err)
	}
	return nil
}

func (a *App) seedConnection(ctx context.Context) (int, error) {
	id, err := a.Store.Reader().VascoConnection.Query().Where(vascoconnection.Name(demoConnection)).Order(vascoconnection.ByID()).FirstID(ctx)
	if err == nil {
		_, _, err = a.Registry.UpdateVasco(ctx, id, connection.VascoChange{BaseURL: &a.Demo.ERPURL})
		return id, err
	}
	if !ent.IsNotFound(err) {
		return 0, fmt.Errorf("look for it: %w", err)
	}
	made, err := a.Registry.CreateVasco(ctx, connection.NewVasco{
		Name: demoConnection, BaseURL: a.Demo.ERPURL, Username: demoUser, Password: demoUser, TaxNumber: demoTaxNumber,
	})
	if err != nil {
		return 0, err
	}
	return made.ID, nil
}

func (a *App) seedShop(ctx context.Context, connectionID int) (int, error) {
	known, err := a.Registry.ShopByKey(ctx, demoKey)
	if err == nil {
		_, _, err = a.Registry.UpdateShop(ctx, known.ID, connection.ShopChange{URL: &a.Demo.ShopURL, HomeURL: &a.Demo.ShopURL})
		return known.ID, err
	}
	if !errors.Is(err, store.ErrNotFound) {
		return 0, err
	}
	settings := rules.Default()
	settings.FeeArticles = []rules.NamedArticle{{Name: "Strošek povzetja", Article: "00087"}}
	made, err := a.Registry.CreateShop(ctx, connection.NewShop{
		Key: demoKey, Name: "Demo trgovina", URL: a.Demo.ShopURL, HomeURL: a.Demo.ShopURL, ConnectionID: connectionID,
		SendingOrders: connection.Live, SendingStock: connection.Live,
		ConsumerKey: demoConsumerKey, ConsumerSecret: demoConsumerSecret, WebhookSecret: demoWebhookSecret, Settings: &settings,
	})
	if err != nil {
		return 0, err
	}
	return made.ID, a.seedPayments(ctx, made.ID)
}

func (a *App) seedPayments(ctx context.Context, shopID int) error {
	return a.Store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		builders := make([]*ent.PaymentMappingCreate, len(demoPayments))
		for i, p := range demoPayments {
			builders[i] = tx.PaymentMapping.Create().SetShopID(shopID).
				SetMethod(p.method).SetTitle(p.title).SetPaymentID(p.id).SetStatus(p.status)
		}
		if err := tx.PaymentMapping.CreateBulk(builders...).Exec(ctx); err != nil {
			return fmt.Errorf("map its payments: %w", err)
		}
		return nil
	})
}
