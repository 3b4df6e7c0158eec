package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// ShopReport is what a test of a shop found out.
type ShopReport struct {
	// OK: orders can be taken from the shop as it is.
	OK       bool
	Findings []Finding
}

// TestShop looks whether the shop is there and lets us do what we need, and
// writes nothing into it. The webhooks it reads are remembered, and so is the
// address the shop gives itself, where none was known.
func (r *Registry) TestShop(ctx context.Context, id int) (ShopReport, error) {
	r.Forget()
	s, err := r.Shop(ctx, id)
	if err != nil {
		return ShopReport{}, err
	}
	t := &shopTest{registry: r, shop: *s}
	if err := t.run(ctx); err != nil {
		return ShopReport{}, fmt.Errorf("test shop %s: %w", s.Key, err)
	}
	if t.found.has(FoundMayRead) && t.found.has(FoundMayWrite) {
		if err := r.tellShopPassed(ctx, &t.shop); err != nil {
			return ShopReport{}, fmt.Errorf("let go on what waited for shop %s: %w", s.Key, err)
		}
	}
	if t.found.has(FoundCompanion) {
		if err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error { return r.showFields(ctx, tx, s.ID) }); err != nil {
			return ShopReport{}, fmt.Errorf("have the companion of shop %s told what to show: %w", s.Key, err)
		}
	}
	report := ShopReport{OK: t.found.ok(), Findings: t.found}
	return report, t.found.tell(ctx, r, event.Event{Kind: event.ShopChanged, ShopID: s.ID, Params: map[string]string{"shop": s.Key}})
}

// shopTest is one test under way.
type shopTest struct {
	registry *Registry
	// shop is a copy: the test may learn the shop's own address.
	shop   Shop
	client *woo.Client
	found  findings
}

func (t *shopTest) run(ctx context.Context) error {
	var err error
	if t.client, err = t.registry.WooClient(&t.shop); err != nil {
		return err
	}
	steps := []func(context.Context) (goOn bool, err error){t.index, t.keys, t.facts, t.hooks}
	for _, step := range steps {
		goOn, err := step(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || !goOn {
			return err
		}
	}
	return nil
}

// index asks what the shop tells everybody.
func (t *shopTest) index(ctx context.Context) (bool, error) {
	index, err := t.client.Index(ctx)
	if away, ok := errors.AsType[*woo.Unavailable](err); ok && ctx.Err() == nil {
		t.notThere(err)
		return false, t.registry.SetShopReachable(ctx, &t.shop, away)
	}
	if err != nil {
		t.notThere(err)
		return false, nil
	}
	if err := t.registry.SetShopReachable(ctx, &t.shop, nil); err != nil {
		return false, err
	}
	t.found.add(FindingOK, FoundReachable, "url", t.shop.URL)
	switch {
	case index.PlainPermalinks:
		t.found.add(FindingError, FoundPlainPermalinks, "url", t.shop.URL)
		return false, nil
	case !index.HasWooCommerce():
		t.found.add(FindingError, FoundNoWooCommerce, "url", t.shop.URL)
		return false, nil
	}
	if index.HasCompanion() {
		t.found.add(FindingOK, FoundCompanion)
	}
	t.timezone(index.Timezone)
	return true, t.homeURL(ctx, trimURL(index.Home))
}

// notThere explains why nothing useful answered.
func (t *shopTest) notThere(err error) {
	if moved, ok := errors.AsType[*woo.Redirected](err); ok {
		t.found.add(FindingError, FoundRedirected, "url", t.shop.URL, "location", moved.Location)
		return
	}
	if away, ok := errors.AsType[*woo.Unavailable](err); ok {
		t.found.add(FindingError, FoundUnreachable, "url", t.shop.URL, "detail", away.Err.Error())
		return
	}
	t.found.add(FindingError, FoundNotShop, "url", t.shop.URL, "detail", err.Error())
}

func (t *shopTest) timezone(theirs string) {
	switch ours := t.shop.Location.String(); theirs {
	case "":
	case ours:
		t.found.add(FindingOK, FoundTimezone, "timezone", ours)
	default:
		t.found.add(FindingWarning, FoundTimezoneDiffers, "timezone", theirs, "ours", ours)
	}
}

// homeURL compares what the shop calls itself with what we expect deliveries to
// name, and learns it where we expect nothing yet.
func (t *shopTest) homeURL(ctx context.Context, theirs string) error {
	ours := t.shop.HomeURL
	switch {
	case theirs == "" || len(theirs) > maxURL:
		return nil
	case ours == "":
		if err := t.registry.learnHomeURL(ctx, &t.shop, theirs); err != nil {
			return err
		}
		client, err := t.registry.WooClient(&t.shop)
		if err != nil {
			return err
		}
		t.client = client
	case address(ours) != address(theirs):
		t.found.add(FindingError, FoundHomeURLDiffers, "homeUrl", theirs, "ours", ours)
		return nil
	}
	t.found.add(FindingOK, FoundHomeURL, "homeUrl", theirs)
	return nil
}

// keys asks whether the keys are taken and what they may do.
func (t *shopTest) keys(ctx context.Context) (bool, error) {
	orders, readErr := t.client.CountOrders(ctx)
	refused, readRefused := errors.AsType[*woo.Unauthorized](readErr)
	if readErr != nil && !readRefused {
		t.notThere(readErr)
		return false, nil
	}
	mayWrite, why := t.mayWrite(ctx)
	if readRefused && !mayWrite {
		t.keysRefused(refused)
		return false, nil
	}
	t.found.add(FindingOK, FoundKeysAccepted)
	if readRefused {
		t.found.add(FindingError, FoundMayNotRead, "detail", refused.Message)
	} else {
		t.found.add(FindingOK, FoundMayRead, "orders", orders)
	}
	if mayWrite {
		t.found.add(FindingOK, FoundMayWrite)
	} else {
		t.found.add(FindingError, FoundMayNotWrite, why...)
	}
	return !readRefused, nil
}

// mayWrite asks for the right to write; why are a finding's parameters.
func (t *shopTest) mayWrite(ctx context.Context) (yes bool, why []string) {
	err := t.client.MayWrite(ctx)
	if err == nil {
		return true, nil
	}
	why = []string{"detail", err.Error()}
	if _, refused := errors.AsType[*woo.Unauthorized](err); !refused {
		// Firewalls let reads through and stop writes.
		why = append(why, "hint", "NOT_THE_KEYS")
	}
	return false, why
}

func (t *shopTest) keysRefused(refused *woo.Unauthorized) {
	pairs := []string{"code", refused.Code, "detail", refused.Message}
	if strings.Contains(refused.Code, "_cannot_") {
		// An unknown key, none at all, and HTTPS that PHP does not see look the same.
		hint := "OWNER_OR_KEY"
		if strings.HasPrefix(t.shop.URL, "https://") {
			hint = "HTTPS_NOT_SEEN"
		}
		pairs = append(pairs, "hint", hint)
	}
	t.found.add(FindingError, FoundKeysRefused, pairs...)
}

// facts reads version and currency; only a shop manager's key may.
func (t *shopTest) facts(ctx context.Context) (bool, error) {
	status, err := t.client.SystemStatus(ctx)
	var currency string
	if err == nil {
		currency = status.Settings.Currency
		t.found.add(FindingOK, FoundVersion, "woocommerce", status.Environment.Version, "wordpress", status.Environment.WPVersion)
	} else {
		t.found.add(FindingWarning, FoundVersionUnknown, "detail", err.Error())
		// What cannot be read here either is unknown, and says nothing.
		currency, _ = t.client.Currency(ctx)
	}
	switch allowed := t.shop.Settings.Currencies(); {
	case currency == "":
	case slices.Contains(allowed, currency):
		t.found.add(FindingOK, FoundCurrency, "currency", currency)
	default:
		t.found.add(FindingError, FoundCurrencyDiffers, "currency", currency, "ours", strings.Join(allowed, ", "))
	}
	err = t.registry.learnStatuses(ctx, &t.shop, t.client)
	if _, untold := errors.AsType[*statusesUnread](err); untold {
		return true, nil // Their names are a convenience.
	}
	return true, err
}

// hooks reads the webhooks and compares them with those we registered.
func (t *shopTest) hooks(ctx context.Context) (bool, error) {
	all, err := t.client.Webhooks(ctx)
	if err != nil {
		t.found.add(FindingError, FoundWebhooksUnreadable, "detail", err.Error())
		return false, nil
	}
	record, err := t.registry.readBackHooks(ctx, &t.shop, all)
	if err != nil {
		return false, err
	}
	missing, inactive := record.Missing(), record.Inactive()
	level := FindingError
	if !record.Registered {
		// A new shop is tested before its webhooks are registered.
		level = FindingWarning
	}
	if len(missing) > 0 {
		t.found.add(level, FoundWebhooksMissing, "topics", strings.Join(missing, ", "))
	}
	if len(inactive) > 0 {
		t.found.add(FindingError, FoundWebhooksInactive, "topics", strings.Join(inactive, ", "))
	}
	if len(missing)+len(inactive) == 0 {
		t.found.add(FindingOK, FoundWebhooks, "count", strconv.Itoa(len(record.Hooks)))
	}
	return true, nil
}
