package graph

import (
	"context"
	"fmt"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/blacklistentry"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/graph/model"
)

// PaymentMappings lists a shop's payment methods.
func (r queryResolver) PaymentMappings(ctx context.Context, shopID string) ([]*ent.PaymentMapping, error) {
	id, err := r.existingShop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	rows, err := r.Store.Reader().PaymentMapping.Query().Where(paymentmapping.ShopID(id)).Order(paymentmapping.ByMethod()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list payment mappings: %w", err)
	}
	for _, row := range rows {
		lookupsOf(ctx).waiting.expect(paymentRef(row))
	}
	return rows, nil
}

// Blacklist lists a shop's blacklist.
func (r queryResolver) Blacklist(ctx context.Context, shopID string) ([]*ent.BlacklistEntry, error) {
	id, err := r.existingShop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	rows, err := r.Store.Reader().BlacklistEntry.Query().Where(blacklistentry.ShopID(id)).Order(blacklistentry.ByPattern()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the blacklist: %w", err)
	}
	return rows, nil
}

// existingShop decodes a query's shopId and answers NOT_FOUND when there is none.
func (r queryResolver) existingShop(ctx context.Context, text string) (int, error) {
	id, err := idOf(model.KindShop, text, "shopId")
	if err != nil {
		return 0, err
	}
	row, err := lookupsOf(ctx).shops.get(ctx, id)
	if err == nil && row == nil {
		err = notFound("shopId")
	}
	return id, err
}

func (l *lookups) readPayments(ctx context.Context, ids []int) (map[int]*ent.PaymentMapping, error) {
	rows, err := l.client.PaymentMapping.Query().Where(paymentmapping.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d payment mappings: %w", len(ids), err)
	}
	return byID(rows, func(m *ent.PaymentMapping) int { return m.ID }), nil
}

func (l *lookups) readBlacklist(ctx context.Context, ids []int) (map[int]*ent.BlacklistEntry, error) {
	rows, err := l.client.BlacklistEntry.Query().Where(blacklistentry.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read %d blacklist entries: %w", len(ids), err)
	}
	return byID(rows, func(e *ent.BlacklistEntry) int { return e.ID }), nil
}

func paymentRef(m *ent.PaymentMapping) string {
	ref, _ := model.Ref(model.KindPaymentMapping, m.ID)
	return ref
}

func (r paymentMappingResolver) ID(_ context.Context, m *ent.PaymentMapping) (string, error) {
	return model.ID(model.KindPaymentMapping, m.ID), nil
}

func (r paymentMappingResolver) Shop(ctx context.Context, m *ent.PaymentMapping) (*ent.Shop, error) {
	return shopOf(ctx, m.ShopID)
}

// SendStatuses are never null.
func (r paymentMappingResolver) SendStatuses(_ context.Context, m *ent.PaymentMapping) ([]string, error) {
	return append([]string{}, m.SendStatuses...), nil
}

// WaitingOrders counts the orders that wait for the mapping.
func (r paymentMappingResolver) WaitingOrders(ctx context.Context, m *ent.PaymentMapping) (int, error) {
	return lookupsOf(ctx).waiting.get(ctx, paymentRef(m))
}

func (r blacklistEntryResolver) ID(_ context.Context, e *ent.BlacklistEntry) (string, error) {
	return model.ID(model.KindBlacklistEntry, e.ID), nil
}

func (r blacklistEntryResolver) Shop(ctx context.Context, e *ent.BlacklistEntry) (*ent.Shop, error) {
	return shopOf(ctx, e.ShopID)
}
