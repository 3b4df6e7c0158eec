package order

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/order/mapping"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco"
	"github.com/kiwwwi/vasco/sync/woo"
)

// AdoptKey is a meta key of the shop's orders under which the plugin that sent
// before may have left VASCO's number.
type AdoptKey struct {
	Key string
	// Orders is how many of the recent orders have such a number under it.
	Orders int
	// Asked is of how many VASCO was asked, Confirmed how many it has under that number.
	Asked, Confirmed int
	// Example is the number of the newest.
	Example string
}

// Bounds of the look through a shop's orders: what is proposed is for a person's
// eyes, and each question costs VASCO a call.
const (
	adoptLookBack  = 14 * 24 * time.Hour
	adoptMostRead  = 200
	adoptFewRead   = 20
	adoptMostKeys  = 6
	adoptMostAsked = 3
)

var errEnough = errors.New("enough was read")

// AdoptKeys looks through the shop's recent orders for meta keys that hold
// numbers like VASCO's, and asks VASCO for some of them. The likeliest comes
// first. Nothing is written.
func (s *Service) AdoptKeys(ctx context.Context, shopID int) ([]AdoptKey, error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	orders, err := s.ordersOfLate(ctx, shop)
	if err != nil {
		return nil, err
	}
	with := withNumbers(shop, orders)
	found := make([]AdoptKey, 0, len(with))
	for key, all := range with {
		example, _ := all[0].Meta(key)
		found = append(found, AdoptKey{Key: key, Orders: len(all), Example: strings.TrimSpace(example)})
	}
	likelier := func(a, b AdoptKey) int {
		return cmp.Or(cmp.Compare(b.Confirmed, a.Confirmed), cmp.Compare(namesVasco(b.Key), namesVasco(a.Key)), cmp.Compare(b.Orders, a.Orders), cmp.Compare(a.Key, b.Key))
	}
	slices.SortFunc(found, likelier)
	found = found[:min(len(found), adoptMostKeys)]
	if shop.ConnectionID != 0 {
		for i := range found {
			if err := s.confirm(ctx, shop, &found[i], with[found[i].Key]); err != nil {
				return nil, err
			}
		}
		slices.SortFunc(found, likelier)
	}
	return found, nil
}

// ordersOfLate are the shop's orders that changed lately, the newest first.
func (s *Service) ordersOfLate(ctx context.Context, shop *connection.Shop) ([]woo.Order, error) {
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return nil, err
	}
	var all []woo.Order
	// A shop lists its oldest first: a busy one is asked for its last day only.
	for _, since := range []time.Duration{24 * time.Hour, adoptLookBack} {
		all = all[:0]
		err = client.Orders(ctx, woo.OrdersQuery{ModifiedAfter: store.Now().Add(-since)}, func(page []woo.Order, _ []json.RawMessage) error {
			if all = append(all, page...); len(all) >= adoptMostRead {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			return nil, fmt.Errorf("look through the orders of shop %s: %w", shop.Key, err)
		}
		if len(all) >= adoptFewRead {
			break
		}
	}
	slices.Reverse(all)
	return all, nil
}

// withNumbers are the orders by the meta keys that hold a number like VASCO's,
// other than the order's own.
func withNumbers(shop *connection.Shop, orders []woo.Order) map[string][]*woo.Order {
	with := make(map[string][]*woo.Order)
	for i := range orders {
		o := &orders[i]
		seen := make(map[string]bool)
		for _, m := range o.MetaData {
			if m.Key == "" || m.Key == NumberMeta || seen[m.Key] {
				continue
			}
			seen[m.Key] = true
			refs := refsBefore(formerOf(shop, m.Key, o), o)
			if len(refs) > 0 && refs[0].Number != string(o.Number) && refs[0].Number != strconv.FormatInt(o.ID, 10) {
				with[m.Key] = append(with[m.Key], o)
			}
		}
	}
	return with
}

// formerOf is what refsBefore needs to read an order's number under a key.
func formerOf(shop *connection.Shop, key string, o *woo.Order) *work {
	assumed := *shop
	assumed.Settings.AdoptMetaKey = key
	return &work{shop: &assumed, order: &ent.Order{PlacedAt: placedAt(o, shop.Location), TotalMinor: minor(o.Total.Decimal)}}
}

// namesVasco tells whether a key's name speaks for it.
func namesVasco(key string) int {
	key = strings.ToLower(key)
	for _, word := range []string{"vasco", "narocil", "erp"} {
		if strings.Contains(key, word) {
			return 1
		}
	}
	return 0
}

// confirm asks VASCO for some of the orders under their numbers.
func (s *Service) confirm(ctx context.Context, shop *connection.Shop, k *AdoptKey, orders []*woo.Order) error {
	connected, err := s.registry.Vasco(ctx, shop.ConnectionID)
	if err != nil {
		return err
	}
	client, err := s.registry.VascoClient(connected)
	if err != nil {
		return err
	}
	for _, o := range orders[:min(len(orders), adoptMostAsked)] {
		w := formerOf(shop, k.Key, o)
		w.vasco = connected
		has, err := s.underNumberBefore(ctx, w, client, o)
		if err != nil {
			return err
		}
		k.Asked++
		if has != nil && isOrder(has, w, mapping.ShopNumber(shop.Settings, o)) {
			k.Confirmed++
		}
	}
	return nil
}

// isOrder: VASCO's order says so by the shop's number, or by the total where it has none.
func isOrder(found *vasco.Order, w *work, number string) bool {
	if found.ShopNumber != nil && strings.TrimSpace(*found.ShopNumber) != "" {
		return strings.TrimSpace(*found.ShopNumber) == number
	}
	return found.Gross != nil && within(minor(*found.Gross)-w.order.TotalMinor)
}
