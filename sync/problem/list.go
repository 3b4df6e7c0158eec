package problem

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/store"
)

// List tells the problems of a shop, or of all of them when shopID is 0, the
// worst first, and of equally bad ones those first that hold up most.
func (s *Service) List(ctx context.Context, shopID int) ([]Problem, error) {
	shops, err := s.shops(ctx, shopID)
	if err != nil {
		return nil, err
	}
	all := append(s.refused(), unreachable(shops)...)
	for _, row := range shops {
		p, found, err := webhooks(row)
		if err != nil {
			return nil, err
		}
		if found {
			all = append(all, p)
		}
	}
	lacking, err := s.products(ctx, shops)
	if err != nil {
		return nil, err
	}
	all = append(all, lacking...)
	q := &query{store: s.store, shopID: shopID}
	for _, more := range []func(context.Context) ([]Problem, error){q.orders, q.held, q.notInVasco, q.unclassified, q.slow, q.differing, q.notWritten, q.foreign} {
		some, err := more(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	for i := range all {
		all[i].Remedies = remediesOf(all[i].Code)
		if all[i].ID == "" {
			all[i].ID = idOf(all[i].ShopID, all[i].Code, "", cmp.Or(all[i].Params["source"], all[i].Ref))
		}
	}
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(b.Count, a.Count), compareTimes(a.OldestAt, b.OldestAt))
	})
	return all[:min(len(all), Limit)], nil
}

func compareTimes(a, b *time.Time) int {
	switch {
	case a == nil || b == nil:
		return 0
	default:
		return a.Compare(*b)
	}
}

func (s *Service) shops(ctx context.Context, shopID int) ([]*ent.Shop, error) {
	query := s.store.Reader().Shop.Query().WithConnection().Order(shop.ByID())
	if shopID != 0 {
		query.Where(shop.ID(shopID))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the shops: %w", err)
	}
	if shopID != 0 && len(rows) == 0 {
		return nil, fmt.Errorf("shop %d: %w", shopID, store.ErrNotFound)
	}
	return rows, nil
}

// refused tells that webhooks cannot be stored.
func (s *Service) refused() []Problem {
	since := s.inbox.RefusingSince()
	if since == nil {
		return nil
	}
	return []Problem{{Code: DeliveriesRefused, Level: Error, OldestAt: since}}
}

// unreachable tells of shops and connections that do not answer, a connection once,
// and not while it may be off.
func unreachable(shops []*ent.Shop) []Problem {
	var all []Problem
	told := make(map[int]bool)
	for _, row := range shops {
		if row.UnreachableSince != nil {
			all = append(all, Problem{
				Code: ShopUnreachable, Level: Error, Params: map[string]string{"shop": row.Key},
				Ref: fmt.Sprint("shop:", row.ID), ShopID: row.ID, OldestAt: row.UnreachableSince,
			})
		}
		v := row.Edges.Connection
		if v == nil || v.UnreachableSince == nil || told[v.ID] || !connection.IsExpected(v, store.Now()) {
			continue
		}
		told[v.ID] = true
		all = append(all, Problem{
			Code: ConnectionUnreachable, Level: Error, Params: map[string]string{"connection": v.Name},
			Ref: fmt.Sprint("connection:", v.ID), OldestAt: v.UnreachableSince,
		})
	}
	return all
}

// webhooks tells of a shop whose hooks were missing or switched off when they
// were last read. A shop we registered none in, but that delivers, is no problem.
func webhooks(row *ent.Shop) (Problem, bool, error) {
	record, err := connection.ParseHooks(row.Webhooks)
	if err != nil {
		return Problem{}, false, fmt.Errorf("webhooks of shop %s: %w", row.Key, err)
	}
	p := Problem{Code: WebhooksMissing, Level: Error, Ref: fmt.Sprint("shop:", row.ID), ShopID: row.ID}
	if !record.Registered {
		if row.LastDeliveryAt != nil || len(record.Hooks) > 0 {
			return p, false, nil
		}
		p.Level = Warning
	} else {
		p.OldestAt = &record.ReadAt
	}
	missing, inactive := record.Missing(), record.Inactive()
	p.Count = len(missing) + len(inactive)
	p.Params = map[string]string{"shop": row.Key, "missing": strings.Join(missing, ", "), "inactive": strings.Join(inactive, ", ")}
	return p, p.Count > 0, nil
}
