package connection

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// NewShop is a shop to be made. Empty fields take their defaults.
type NewShop struct {
	Key, Name, URL, HomeURL, Timezone string
	ConsumerKey, ConsumerSecret       string
	// WebhookSecret is a random one when empty.
	WebhookSecret string
	Auth          woo.AuthMode
	// ConnectionID is 0 for a shop without a VASCO connection.
	ConnectionID int
	// Settings are rules.Default when nil.
	Settings *rules.Shop
}

// CreateShop makes a shop.
func (r *Registry) CreateShop(ctx context.Context, in NewShop) (*Shop, error) {
	settings := rules.Default()
	if in.Settings != nil {
		settings = *in.Settings
	}
	if in.ConnectionID != 0 && settings.SyncFrom.IsZero() {
		// A shop dates its orders in whole seconds.
		settings.SyncFrom = store.Now().Truncate(time.Second)
	}
	raw, err := json.Marshal(settings)
	if err != nil {
		return nil, fmt.Errorf("write the settings of shop %s: %w", in.Key, err)
	}
	var row *ent.Shop
	err = r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		create := tx.Shop.Create().SetKey(in.Key).SetName(in.Name).SetURL(in.URL).SetHomeURL(in.HomeURL).SetSettings(raw)
		if in.Timezone != "" {
			create.SetTimezone(in.Timezone)
		}
		if in.Auth != "" {
			create.SetAuth(string(in.Auth))
		}
		if in.ConnectionID != 0 {
			create.SetConnectionID(in.ConnectionID)
		}
		for _, s := range []struct {
			set     func([]byte) *ent.ShopCreate
			value   string
			purpose string
		}{
			{create.SetConsumerKey, in.ConsumerKey, purposeConsumerKey},
			{create.SetConsumerSecret, in.ConsumerSecret, purposeConsumerSecret},
			{create.SetWebhookSecret, in.WebhookSecret, purposeWebhookSecret},
		} {
			sealed, err := r.box.Seal(s.value, s.purpose)
			if err != nil {
				return err
			}
			s.set(sealed)
		}
		if row, err = create.Save(ctx); err != nil {
			return fmt.Errorf("make shop %s: %w", in.Key, err)
		}
		r.log.Add(ctx, tx, event.Event{
			Kind: event.ShopChanged, Level: event.Info, ShopID: row.ID, Params: map[string]string{"shop": in.Key, "action": "CREATED"},
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.Forget()
	return r.openShop(row)
}

// NewVasco is a VASCO connection to be made. Empty fields take their defaults.
type NewVasco struct {
	Name, BaseURL, Username, Password, TaxNumber string
	Profile                                      string
	ProfileOverrides                             json.RawMessage
	Concurrency, SettleSeconds                   int
}

// CreateVasco makes a VASCO connection and begins to work its queue.
func (r *Registry) CreateVasco(ctx context.Context, in NewVasco) (*Vasco, error) {
	password, err := r.box.Seal(in.Password, purposeVascoPassword)
	if err != nil {
		return nil, err
	}
	var row *ent.VascoConnection
	err = r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		create := tx.VascoConnection.Create().SetName(in.Name).SetBaseURL(in.BaseURL).SetUsername(in.Username).
			SetPassword(password).SetTaxNumber(in.TaxNumber)
		if in.Profile != "" {
			create.SetProfile(in.Profile)
		}
		if in.ProfileOverrides != nil {
			create.SetProfileOverrides(in.ProfileOverrides)
		}
		if in.Concurrency != 0 {
			create.SetConcurrency(in.Concurrency)
		}
		if in.SettleSeconds != 0 {
			create.SetSettleSeconds(in.SettleSeconds)
		}
		if row, err = create.Save(ctx); err != nil {
			return fmt.Errorf("make VASCO connection %s: %w", in.Name, err)
		}
		r.log.Add(ctx, tx, event.Event{
			Kind: event.ConnectionChanged, Level: event.Info, Params: map[string]string{"connection": in.Name, "action": "CREATED"},
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.Forget()
	return r.openVasco(row)
}
