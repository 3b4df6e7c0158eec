package connection

import (
	"context"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/sync/connection/rules"
)

// maxAddresses is how many addresses besides its own a shop may have.
const maxAddresses = 10

// IsFrom tells whether a delivery that names the address is the shop's own. While
// it is not known what the shop calls itself, none is.
func (s *Shop) IsFrom(source string) bool {
	if s.HomeURL == "" {
		return false
	}
	return sameAddress(source, s.HomeURL) ||
		slices.ContainsFunc(s.Settings.OtherAddresses, func(other string) bool { return sameAddress(source, other) })
}

// sameAddress compares home URLs by host and path; the scheme changes behind proxies.
func sameAddress(a, b string) bool { return hostAndPath(a) == hostAndPath(b) }

func hostAndPath(text string) string {
	if _, rest, found := strings.Cut(text, "://"); found {
		text = rest
	}
	return strings.ToLower(strings.TrimRight(strings.TrimSpace(text), "/"))
}

// AcceptAddress takes deliveries that name the address for the shop's own from
// now on; released is how many orders of those that were refused are read.
func (r *Registry) AcceptAddress(ctx context.Context, id int, address string) (updated *Shop, released int, err error) {
	address = trimURL(address)
	var c checks
	if c.url("address", address); c.err() != nil {
		return nil, 0, c.err()
	}
	shop, err := r.Shop(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	if shop.IsFrom(address) {
		return shop, 0, nil
	}
	if len(shop.Settings.OtherAddresses) >= maxAddresses {
		return nil, 0, Bad("address", CodeTooLong, "the shop has %d addresses besides its own already", maxAddresses)
	}
	return r.UpdateShop(ctx, id, ShopChange{Settings: rules.Change{AddAddress: address}})
}

func (c *checks) addresses(all []string) {
	const field = "settings.otherAddresses"
	c.thatf(len(all) <= maxAddresses, field, CodeTooLong, "there are more than %d", maxAddresses)
	for _, one := range all {
		c.url(field, one)
	}
}
