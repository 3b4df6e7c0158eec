package connection

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/shop"
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
	// SendingOrders and SendingStock are Preview when empty.
	SendingOrders, SendingStock Sending
	// Settings are rules.Default when nil.
	Settings *rules.Shop
}

const defaultTimezone = "Europe/Ljubljana"

// CreateShop makes a shop; what is wrong with the input comes as InvalidInput.
func (r *Registry) CreateShop(ctx context.Context, in NewShop) (*Shop, error) {
	wanted, timezone := in.shop()
	var c checks
	c.thatf(keyForm.MatchString(in.Key), "key", CodeInvalid, "it has 1 to 40 small letters, digits and hyphens")
	c.shop(wanted, timezone)
	if err := c.err(); err != nil {
		return nil, err
	}
	var row *ent.Shop
	err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lockSettings(ctx, tx); err != nil {
			return err
		}
		taken, err := tx.Shop.Query().Where(shop.Key(in.Key)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("look for shop %s: %w", in.Key, err)
		}
		if taken {
			return Bad("key", CodeTaken, "there is a shop %s already", in.Key)
		}
		if wanted.ConnectionID != 0 {
			if err := r.mayConnect(ctx, tx, wanted); err != nil {
				return err
			}
			if wanted.Settings.SyncFrom.IsZero() {
				wanted.Settings.SyncFrom = thisSecond()
			}
		}
		if row, err = r.insertShop(ctx, tx, wanted, timezone); err != nil {
			return err
		}
		r.log.Add(ctx, tx, event.Event{
			Kind: event.ShopChanged, Level: event.Info, ShopID: row.ID, Params: map[string]string{"shop": in.Key, "action": "CREATED"},
		})
		tx.AfterCommit(r.Forget)
		return nil
	})
	if errors.Is(err, store.ErrConflict) {
		return nil, Bad("key", CodeTaken, "there is a shop %s already", in.Key)
	}
	if err != nil {
		return nil, err
	}
	r.workNewQueues(ctx)
	return r.openShop(row)
}

// shop is the shop that is asked for, with defaults for what is empty.
func (in NewShop) shop() (wanted *Shop, timezone string) {
	wanted = &Shop{
		Key: in.Key, Name: in.Name, URL: trimURL(in.URL), HomeURL: trimURL(in.HomeURL), Auth: in.Auth,
		ConsumerKey: in.ConsumerKey, ConsumerSecret: in.ConsumerSecret, WebhookSecret: in.WebhookSecret,
		ConnectionID: in.ConnectionID, Settings: rules.Default(),
		SendingOrders: cmp.Or(in.SendingOrders, Preview), SendingStock: cmp.Or(in.SendingStock, Preview),
	}
	if in.Settings != nil {
		wanted.Settings = *in.Settings
	}
	if wanted.Auth == "" {
		wanted.Auth = woo.AuthAuto
	}
	if wanted.WebhookSecret == "" {
		wanted.WebhookSecret = newSecret()
	}
	if timezone = in.Timezone; timezone == "" {
		timezone = defaultTimezone
	}
	return wanted, timezone
}

// thisSecond is now as a shop dates its orders: in whole seconds.
func thisSecond() time.Time { return store.Now().Truncate(time.Second) }

// newSecret has more than 250 bits.
func newSecret() string { return rand.Text() + rand.Text() }

func (r *Registry) insertShop(ctx context.Context, tx *store.Tx, s *Shop, timezone string) (*ent.Shop, error) {
	sealed, err := r.sealShop(s)
	if err != nil {
		return nil, err
	}
	create := tx.Shop.Create().SetKey(s.Key).SetName(s.Name).SetURL(s.URL).SetHomeURL(s.HomeURL).SetTimezone(timezone).
		SetAuth(string(s.Auth)).SetSettings(sealed.settings).
		SetConsumerKey(sealed.key).SetConsumerSecret(sealed.secret).SetWebhookSecret(sealed.webhook).
		SetSendingOrders(shop.SendingOrders(s.SendingOrders)).SetSendingStock(shop.SendingStock(s.SendingStock))
	if s.ConnectionID != 0 {
		create.SetConnectionID(s.ConnectionID)
	}
	row, err := create.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("make shop %s: %w", s.Key, err)
	}
	return row, nil
}

// sealed is what of a shop is not stored as it is.
type sealed struct {
	settings             json.RawMessage
	key, secret, webhook []byte
}

func (r *Registry) sealShop(s *Shop) (sealed, error) {
	var out sealed
	var err error
	if out.settings, err = json.Marshal(s.Settings); err != nil {
		return out, fmt.Errorf("write the settings of shop %s: %w", s.Key, err)
	}
	if out.key, err = r.box.Seal(s.ConsumerKey, purposeConsumerKey); err != nil {
		return out, err
	}
	if out.secret, err = r.box.Seal(s.ConsumerSecret, purposeConsumerSecret); err != nil {
		return out, err
	}
	out.webhook, err = r.box.Seal(s.WebhookSecret, purposeWebhookSecret)
	return out, err
}
