package graph

import (
	"context"
	"strings"

	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/woo"
)

// CreateShop makes a shop.
func (r mutationResolver) CreateShop(ctx context.Context, in model.CreateShopInput) (*model.ShopPayload, error) {
	var bad failures
	connectionID := bad.optionalID(model.KindVascoConnection, in.VascoConnectionID, "input", "vascoConnectionId")
	settings := rules.Default().With(model.ChangeOf(in.Settings))
	if bad != nil {
		return &model.ShopPayload{UserErrors: bad}, nil
	}
	made, err := r.Registry.CreateShop(ctx, connection.NewShop{
		Key: in.Key, Name: in.Name, URL: in.URL, HomeURL: valueOf(in.HomeURL), Timezone: valueOf(in.Timezone),
		ConsumerKey: in.ConsumerKey, ConsumerSecret: in.ConsumerSecret, WebhookSecret: valueOf(in.WebhookSecret),
		Auth: authOf(in.Auth), ConnectionID: connectionID, Settings: &settings,
	})
	if err := bad.catch(err, inputPath, inputPath...); err != nil {
		return nil, err
	}
	return r.shopPayload(ctx, made, 0, bad)
}

// UpdateShop changes a shop.
func (r mutationResolver) UpdateShop(ctx context.Context, in model.UpdateShopInput) (*model.ShopPayload, error) {
	var bad failures
	id := bad.id(model.KindShop, in.ID, inputID...)
	change := connection.ShopChange{
		Name: in.Name, URL: in.URL, HomeURL: in.HomeURL, Timezone: in.Timezone,
		ConsumerKey: in.ConsumerKey, ConsumerSecret: in.ConsumerSecret, WebhookSecret: in.WebhookSecret,
		Settings: model.ChangeOf(in.Settings),
	}
	if in.Auth != nil {
		auth := authOf(in.Auth)
		change.Auth = &auth
	}
	if text, set := in.VascoConnectionID.ValueOK(); set {
		connectionID := bad.optionalID(model.KindVascoConnection, text, "input", "vascoConnectionId")
		change.ConnectionID = &connectionID
	}
	if bad != nil {
		return &model.ShopPayload{UserErrors: bad}, nil
	}
	updated, released, err := r.Registry.UpdateShop(ctx, id, change)
	if err := bad.catch(err, inputPath, inputID...); err != nil {
		return nil, err
	}
	return r.shopPayload(ctx, updated, released, bad)
}

// AcceptAddress takes deliveries that name an address for the shop's own.
func (r mutationResolver) AcceptAddress(ctx context.Context, in model.AcceptAddressInput) (*model.ShopPayload, error) {
	var bad failures
	id := bad.id(model.KindShop, in.ShopID, "input", "shopId")
	if bad != nil {
		return &model.ShopPayload{UserErrors: bad}, nil
	}
	updated, released, err := r.Registry.AcceptAddress(ctx, id, in.Address)
	if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
		return nil, err
	}
	return r.shopPayload(ctx, updated, released, bad)
}

// SetStatusRule says what becomes of the orders in a status.
func (r mutationResolver) SetStatusRule(ctx context.Context, in model.SetStatusRuleInput) (*model.ShopPayload, error) {
	var bad failures
	id := bad.id(model.KindShop, in.ShopID, "input", "shopId")
	if bad != nil {
		return &model.ShopPayload{UserErrors: bad}, nil
	}
	updated, released, err := r.Registry.SetStatus(ctx, id, in.Status, rules.Status(in.Rule))
	if err := bad.catch(err, inputPath, "input", "shopId"); err != nil {
		return nil, err
	}
	return r.shopPayload(ctx, updated, released, bad)
}

func (r mutationResolver) shopPayload(ctx context.Context, s *connection.Shop, released int, bad failures) (*model.ShopPayload, error) {
	if bad != nil {
		return &model.ShopPayload{UserErrors: bad}, nil
	}
	row, err := shopOf(ctx, s.ID)
	return &model.ShopPayload{Shop: row, ReleasedOrders: released, UserErrors: bad.list()}, err
}

// authOf is the service's word for how a shop is called; none is empty.
func authOf(auth *model.ShopAuth) woo.AuthMode {
	return woo.AuthMode(strings.ToLower(string(valueOf(auth))))
}

// TestShop looks whether a shop can be used.
func (r mutationResolver) TestShop(ctx context.Context, text string) (*model.TestShopPayload, error) {
	var bad failures
	var report connection.ShopReport
	id := bad.id(model.KindShop, text, "id")
	if bad == nil {
		var err error
		report, err = r.Registry.TestShop(ctx, id)
		if err := bad.catch(err, nil, "id"); err != nil {
			return nil, err
		}
	}
	row, err := shopOf(ctx, id)
	return &model.TestShopPayload{Shop: row, Ok: report.OK, Findings: findings(report.Findings), UserErrors: bad.list()}, err
}

func findings(all []connection.Finding) []*model.Finding {
	shown := make([]*model.Finding, len(all))
	for i, f := range all {
		shown[i] = &model.Finding{Code: f.Code, Level: model.FindingLevel(f.Level), Params: model.Params(f.Params)}
	}
	return shown
}

// RegisterWebhooks registers the webhooks a shop needs.
func (r mutationResolver) RegisterWebhooks(ctx context.Context, text string) (*model.RegisterWebhooksPayload, error) {
	var bad failures
	id := bad.id(model.KindShop, text, "shopId")
	if bad == nil {
		_, err := r.Registry.RegisterWebhooks(ctx, id, r.PublicURL)
		if err := bad.catch(err, nil, "shopId"); err != nil {
			return nil, err
		}
	}
	row, err := shopOf(ctx, id)
	return &model.RegisterWebhooksPayload{Shop: row, UserErrors: bad.list()}, err
}
