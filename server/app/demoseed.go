package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/server/webhook"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// The demo's names and keys, which scripts rely on.
const (
	demoKey            = "demo"
	demoConnection     = "Demo VASCO"
	demoConsumerKey    = "ck_demo"
	demoConsumerSecret = "cs_demo"
	demoWebhookSecret  = "demo-webhook-secret" //nolint:gosec // Everybody may know it: it is the demo's.
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
	if err := a.seedConnection(ctx); err != nil {
		return err
	}
	if err := a.seedShop(ctx); err != nil {
		return err
	}
	a.Registry.Forget()
	if err := a.Registry.WorkQueues(ctx); err != nil {
		return fmt.Errorf("work the demo's queues: %w", err)
	}
	s, err := a.Registry.ShopByKey(ctx, demoKey)
	if err != nil {
		return err
	}
	return a.registerHooks(ctx, s)
}

func (a *App) seedConnection(ctx context.Context) error {
	err := a.Store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		found, err := tx.VascoConnection.Query().Where(vascoconnection.Name(demoConnection)).First(ctx)
		if err != nil {
			return err
		}
		return tx.VascoConnection.UpdateOne(found).SetBaseURL(a.Demo.ERPURL).Exec(ctx)
	})
	if errors.Is(err, store.ErrNotFound) {
		_, err = a.Registry.CreateVasco(ctx, connection.NewVasco{
			Name: demoConnection, BaseURL: a.Demo.ERPURL, Username: demoUser, Password: demoUser, TaxNumber: demoTaxNumber,
		})
	}
	if err != nil {
		return fmt.Errorf("make the demo's VASCO connection: %w", err)
	}
	return nil
}

func (a *App) seedShop(ctx context.Context) error {
	err := a.Store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		found, err := tx.Shop.Query().Where(shop.Key(demoKey)).Only(ctx)
		if err != nil {
			return err
		}
		return tx.Shop.UpdateOne(found).SetURL(a.Demo.ShopURL).SetHomeURL(a.Demo.ShopURL).Exec(ctx)
	})
	if errors.Is(err, store.ErrNotFound) {
		err = a.makeShop(ctx)
	}
	if err != nil {
		return fmt.Errorf("make the demo shop: %w", err)
	}
	return nil
}

func (a *App) makeShop(ctx context.Context) error {
	v, err := a.Store.Reader().VascoConnection.Query().Where(vascoconnection.Name(demoConnection)).First(ctx)
	if err != nil {
		return err
	}
	s, err := a.Registry.CreateShop(ctx, connection.NewShop{
		Key: demoKey, Name: "Demo trgovina", URL: a.Demo.ShopURL, HomeURL: a.Demo.ShopURL, ConnectionID: v.ID,
		ConsumerKey: demoConsumerKey, ConsumerSecret: demoConsumerSecret, WebhookSecret: demoWebhookSecret,
	})
	if err != nil {
		return err
	}
	return a.Store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		builders := make([]*ent.PaymentMappingCreate, len(demoPayments))
		for i, p := range demoPayments {
			builders[i] = tx.PaymentMapping.Create().SetShopID(s.ID).
				SetMethod(p.method).SetTitle(p.title).SetPaymentID(p.id).SetStatus(p.status)
		}
		return tx.PaymentMapping.CreateBulk(builders...).Exec(ctx)
	})
}

// registerHooks makes the hooks in the shop, or points those of an earlier
// start to where the service is now.
func (a *App) registerHooks(ctx context.Context, s *connection.Shop) error {
	client, err := a.Registry.WooClient(s)
	if err != nil {
		return err
	}
	hooks, err := client.Webhooks(ctx)
	if err != nil {
		return fmt.Errorf("list the demo shop's webhooks: %w", err)
	}
	known := make(map[string]int64, len(hooks))
	for _, h := range hooks {
		known[h.Topic] = h.ID
	}
	for _, topic := range woo.OrderTopics() {
		spec := woo.WebhookSpec{
			Name: "Kiwwwi VASCO " + topic, Topic: topic, Secret: s.WebhookSecret, Status: "active",
			DeliveryURL: a.PublicURL() + webhook.Path(demoKey),
		}
		if id, ok := known[topic]; ok {
			_, err = client.UpdateWebhook(ctx, id, spec)
		} else {
			_, err = client.CreateWebhook(ctx, spec)
		}
		if err != nil {
			return fmt.Errorf("register the demo shop's webhook %s: %w", topic, err)
		}
	}
	return nil
}
