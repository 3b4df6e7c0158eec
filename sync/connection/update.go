package connection

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// ShopChange is what of a shop is to be different; nil fields stay.
type ShopChange struct {
	Name, URL, HomeURL, Timezone *string
	Auth                         *woo.AuthMode
	ConsumerKey, ConsumerSecret  *string
	WebhookSecret                *string
	// ConnectionID 0 takes the shop's connection away.
	ConnectionID *int
	Settings     rules.Change
}

// UpdateShop changes a shop. What is wrong comes as InvalidInput; released is
// how many orders were set going again by the change.
func (r *Registry) UpdateShop(ctx context.Context, id int, change ShopChange) (updated *Shop, released int, err error) {
	if err := r.retailIsThere(ctx, id, &change); err != nil {
		return nil, 0, err
	}
	err = r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lockSettings(ctx, tx); err != nil {
			return err
		}
		row, err := shopRow(ctx, tx, id)
		if err != nil {
			return err
		}
		released, err = r.changeShop(ctx, tx, row, change)
		if err != nil {
			return err
		}
		if row, err = tx.Shop.Get(ctx, id); err != nil {
			return fmt.Errorf("read the changed shop: %w", err)
		}
		updated, err = r.openShop(row)
		return err
	})
	return updated, released, err
}

func shopRow(ctx context.Context, tx *store.Tx, id int) (*ent.Shop, error) {
	row, err := tx.Shop.Get(ctx, id)
	if ent.IsNotFound(err) {
		return nil, fmt.Errorf("shop %d: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read shop %d: %w", id, err)
	}
	return row, nil
}

// changeShop checks and stores a change, and lets orders go on that waited for it.
func (r *Registry) changeShop(ctx context.Context, tx *store.Tx, row *ent.Shop, change ShopChange) (released int, err error) {
	before, err := r.openShop(row)
	if err != nil {
		return 0, err
	}
	after := change.applied(before)
	timezone := row.Timezone
	if change.Timezone != nil {
		timezone = *change.Timezone
	}
	var c checks
	c.shop(&after, timezone)
	if err := c.err(); err != nil {
		return 0, err
	}
	if after.Location, err = time.LoadLocation(timezone); err != nil {
		return 0, fmt.Errorf("time zone of shop %s: %w", row.Key, err)
	}
	if after.ConnectionID != 0 {
		if err := r.mayConnect(ctx, tx, &after); err != nil {
			return 0, err
		}
		if after.Settings.SyncFrom.IsZero() {
			if after.Settings.SyncFrom, err = startOf(ctx, tx, row); err != nil {
				return 0, err
			}
		}
	}
	changed := differences(before, &after, row.Timezone, timezone)
	if len(changed) == 0 {
		return 0, nil
	}
	if err := r.saveShop(ctx, tx, row, &after, timezone); err != nil {
		return 0, err
	}
	r.log.Add(ctx, tx, event.Event{
		Kind: event.ShopChanged, Level: event.Info, ShopID: row.ID,
		Params: map[string]string{"shop": row.Key, "action": "UPDATED", "fields": strings.Join(changed, ", ")},
	})
	tx.AfterCommit(r.Forget)
	if !slices.Equal(companionFields(before.Settings.Stock), companionFields(after.Settings.Stock)) {
		if err := r.showFields(ctx, tx, row.ID); err != nil {
			return 0, err
		}
	}
	return r.tellShopChanged(ctx, tx, before, &after)
}

// applied is the shop as changed.
func (c ShopChange) applied(before *Shop) Shop {
	after := *before
	set(&after.Name, c.Name)
	set(&after.URL, c.URL)
	set(&after.HomeURL, c.HomeURL)
	set(&after.Auth, c.Auth)
	set(&after.ConsumerKey, c.ConsumerKey)
	set(&after.ConsumerSecret, c.ConsumerSecret)
	set(&after.WebhookSecret, c.WebhookSecret)
	set(&after.ConnectionID, c.ConnectionID)
	after.URL, after.HomeURL = trimURL(after.URL), trimURL(after.HomeURL)
	after.Settings = before.Settings.With(c.Settings)
	return after
}

func set[T any](target, value *T) {
	if value != nil {
		*target = *value
	}
}

// startOf is where a shop begins that gets its first connection: now, or with
// the oldest of the orders that came since the shop was made and wait for it.
func startOf(ctx context.Context, tx *store.Tx, row *ent.Shop) (time.Time, error) {
	oldest, err := tx.Order.Query().
		Where(entorder.ShopID(row.ID), entorder.PlacedAtGTE(row.CreatedAt.Truncate(time.Second)),
			entorder.HasPushesWith(push.ShopID(row.ID), push.StateEQ(push.StateBLOCKED), push.ConnectionID(0))).
		Order(entorder.ByPlacedAt()).First(ctx)
	if ent.IsNotFound(err) {
		return thisSecond(), nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("find the orders that wait for a connection: %w", err)
	}
	return oldest.PlacedAt, nil
}

// differences names the fields that change.
func differences(before, after *Shop, zoneBefore, zoneAfter string) []string {
	var all []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", before.Name == after.Name},
		{"url", before.URL == after.URL},
		{"homeUrl", before.HomeURL == after.HomeURL},
		{"timezone", zoneBefore == zoneAfter},
		{"auth", before.Auth == after.Auth},
		{"consumerKey", before.ConsumerKey == after.ConsumerKey},
		{"consumerSecret", before.ConsumerSecret == after.ConsumerSecret},
		{"webhookSecret", before.WebhookSecret == after.WebhookSecret},
		{"vascoConnectionId", before.ConnectionID == after.ConnectionID},
		{"settings", reflect.DeepEqual(before.Settings, after.Settings)},
	} {
		if !f.same {
			all = append(all, f.name)
		}
	}
	return all
}

func (r *Registry) saveShop(ctx context.Context, tx *store.Tx, row *ent.Shop, s *Shop, timezone string) error {
	sealed, err := r.sealShop(s)
	if err != nil {
		return err
	}
	update := tx.Shop.UpdateOne(row).SetName(s.Name).SetURL(s.URL).SetHomeURL(s.HomeURL).SetTimezone(timezone).
		SetAuth(string(s.Auth)).SetSettings(sealed.settings).
		SetConsumerKey(sealed.key).SetConsumerSecret(sealed.secret).SetWebhookSecret(sealed.webhook)
	if s.ConnectionID == 0 {
		update.ClearConnectionID()
	} else {
		update.SetConnectionID(s.ConnectionID)
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("change shop %s: %w", s.Key, err)
	}
	return nil
}
