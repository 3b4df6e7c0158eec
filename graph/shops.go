package graph

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	entshop "github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/ent/vascoconnection"
	"github.com/kiwwwi/vasco/graph/model"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// Shops lists all shops.
func (r queryResolver) Shops(ctx context.Context) ([]*ent.Shop, error) {
	rows, err := r.Store.Reader().Shop.Query().Order(entshop.ByName(), entshop.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list shops: %w", err)
	}
	for _, row := range rows {
		lookupsOf(ctx).schedules.expect(row.ID)
		if row.ConnectionID != nil {
			lookupsOf(ctx).connections.expect(*row.ConnectionID)
		}
	}
	return rows, nil
}

// Shop finds a shop by its id or by its key.
func (r queryResolver) Shop(ctx context.Context, text, key *string) (*ent.Shop, error) {
	switch {
	case (text == nil) == (key == nil):
		return nil, badArgument([]string{"id"}, "give either id or key")
	case text != nil:
		id, err := idOf(model.KindShop, *text, "id")
		if err != nil {
			return nil, err
		}
		return lookupsOf(ctx).shops.get(ctx, id)
	}
	row, err := r.Store.Reader().Shop.Query().Where(entshop.Key(*key)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

// VascoConnections lists all connections.
func (r queryResolver) VascoConnections(ctx context.Context) ([]*ent.VascoConnection, error) {
	rows, err := r.Store.Reader().VascoConnection.Query().Order(vascoconnection.ByName(), vascoconnection.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list VASCO connections: %w", err)
	}
	for _, row := range rows {
		lookupsOf(ctx).shopsOf.expect(row.ID)
	}
	return rows, nil
}

func (l *lookups) readShops(ctx context.Context, ids []int) (map[int]*ent.Shop, error) {
	rows, err := l.client.Shop.Query().Where(entshop.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d shops: %w", len(ids), err)
	}
	for _, row := range rows {
		l.schedules.expect(row.ID)
		if row.ConnectionID != nil {
			l.connections.expect(*row.ConnectionID)
		}
	}
	return byID(rows, func(s *ent.Shop) int { return s.ID }), nil
}

func (l *lookups) readConnections(ctx context.Context, ids []int) (map[int]*ent.VascoConnection, error) {
	rows, err := l.client.VascoConnection.Query().Where(vascoconnection.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d VASCO connections: %w", len(ids), err)
	}
	for _, row := range rows {
		l.shopsOf.expect(row.ID)
	}
	return byID(rows, func(c *ent.VascoConnection) int { return c.ID }), nil
}

func (l *lookups) readShopsOf(ctx context.Context, ids []int) (map[int][]*ent.Shop, error) {
	rows, err := l.client.Shop.Query().Where(entshop.ConnectionIDIn(ids...)).Order(entshop.ByName(), entshop.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the shops of %d connections: %w", len(ids), err)
	}
	found := make(map[int][]*ent.Shop, len(ids))
	for _, row := range rows {
		found[*row.ConnectionID] = append(found[*row.ConnectionID], row)
	}
	return found, nil
}

func (r shopResolver) ID(_ context.Context, s *ent.Shop) (string, error) {
	return model.ID(model.KindShop, s.ID), nil
}

func (r shopResolver) Auth(_ context.Context, s *ent.Shop) (model.ShopAuth, error) {
	return model.ShopAuth(strings.ToUpper(s.Auth)), nil
}

func (r shopResolver) WebhookURL(_ context.Context, s *ent.Shop) (string, error) {
	return strings.TrimRight(r.PublicURL, "/") + "/webhooks/woocommerce/" + s.Key, nil
}

func (r shopResolver) Connection(ctx context.Context, s *ent.Shop) (*ent.VascoConnection, error) {
	if s.ConnectionID == nil {
		return nil, nil
	}
	return lookupsOf(ctx).connections.get(ctx, *s.ConnectionID)
}

func (r shopResolver) Settings(_ context.Context, s *ent.Shop) (*model.ShopSettings, error) {
	settings, err := connection.ParseSettings(s.Settings)
	if err != nil {
		return nil, err
	}
	return model.SettingsOf(settings), nil
}

// StatusRules are the shop's statuses and what becomes of their orders.
func (r shopResolver) StatusRules(ctx context.Context, s *ent.Shop) ([]*model.StatusRule, error) {
	settings, err := connection.ParseSettings(s.Settings)
	if err != nil {
		return nil, err
	}
	found, err := r.Deps.Orders.StatusRules(ctx, s.ID, settings)
	if err != nil {
		return nil, err
	}
	shown := make([]*model.StatusRule, len(found))
	for i, one := range found {
		shown[i] = &model.StatusRule{
			Status: one.Status, Name: one.Name, Rule: model.OrderRule(one.Rule), MaySend: rules.MaySend(one.Status), WaitingOrders: one.Waiting,
		}
	}
	return shown, nil
}

// Webhooks are the hooks as they were last read back.
func (r shopResolver) Webhooks(_ context.Context, s *ent.Shop) ([]*model.Webhook, error) {
	record, err := connection.ParseHooks(s.Webhooks)
	if err != nil {
		return nil, fmt.Errorf("shop %s: %w", s.Key, err)
	}
	hooks := make([]*model.Webhook, len(record.Hooks))
	for i, h := range record.Hooks {
		hooks[i] = &model.Webhook{
			ShopWebhookID: strconv.FormatInt(h.ID, 10), Topic: h.Topic, Status: strings.ToUpper(h.Status), DeliveryURL: h.URL,
		}
	}
	return hooks, nil
}

func (r vascoConnectionResolver) ID(_ context.Context, c *ent.VascoConnection) (string, error) {
	return model.ID(model.KindVascoConnection, c.ID), nil
}

func (r vascoConnectionResolver) Shops(ctx context.Context, c *ent.VascoConnection) ([]*ent.Shop, error) {
	return lookupsOf(ctx).shopsOf.get(ctx, c.ID)
}
