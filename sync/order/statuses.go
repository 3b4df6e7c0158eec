package order

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// StatusRule is what becomes of a shop's orders in a status.
type StatusRule struct {
	Status string
	// Name is the shop's, empty where it has not told one.
	Name string
	Rule rules.Status
	// Waiting are the orders that wait for somebody to classify the status.
	Waiting int
}

// StatusRules lists the statuses a shop has, as it last told them, those its
// orders were met in, and those a person gave a rule.
func (s *Service) StatusRules(ctx context.Context, shopID int, settings rules.Shop) ([]StatusRule, error) {
	told, err := s.registry.Statuses(ctx, shopID)
	if err != nil {
		return nil, err
	}
	waiting, err := s.unclassified(ctx, shopID)
	if err != nil {
		return nil, err
	}
	var all []StatusRule
	add := func(status, name string) {
		if !slices.ContainsFunc(all, func(r StatusRule) bool { return r.Status == status }) {
			all = append(all, StatusRule{Status: status, Name: name, Rule: settings.Status(status), Waiting: waiting[status]})
		}
	}
	for _, one := range told {
		add(one.Slug, one.Name)
	}
	for _, status := range slices.Sorted(maps.Keys(waiting)) {
		add(status, "")
	}
	for _, status := range slices.Sorted(maps.Keys(settings.Statuses)) {
		if settings.Statuses[status] != rules.Default().Status(status) {
			add(status, "")
		}
	}
	return all, nil
}

// unclassified counts a shop's orders that wait for their status to be classified.
func (s *Service) unclassified(ctx context.Context, shopID int) (map[string]int, error) {
	var rows []struct {
		Status string `json:"status"`
		Count  int    `json:"count"`
	}
	err := s.store.Reader().Order.Query().
		Where(entorder.HasPushesWith(push.ShopID(shopID), push.StateEQ(push.StateWAITING), push.Reason(ReasonUnclassified))).
		GroupBy(entorder.FieldStatus).Aggregate(ent.Count()).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count the orders in statuses without a rule: %w", err)
	}
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Status] = row.Count
	}
	return counts, nil
}
