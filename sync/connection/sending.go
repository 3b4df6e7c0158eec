package connection

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// Sending is a switch between the shop and VASCO.
type Sending string

const (
	// Hold takes everything in and sends nothing: the panic button, and the time
	// of a stock-taking.
	Hold Sending = "HOLD"
	// Preview computes everything, compares it with what VASCO has, and writes
	// nothing anywhere.
	Preview Sending = "PREVIEW"
	// Live sends.
	Live Sending = "LIVE"
)

// SendingChange is what of a shop's switches is to be different; nil stays.
type SendingChange struct {
	Orders, Stock *Sending
	// Consent is the shop's key, typed by a person, where two might send.
	Consent string
}

// SetSending turns a shop's switches. Going LIVE while the plugin that sent
// before is still active, or while the shop does not tell, needs a consent: two
// would send the same orders. released is how many orders were set going.
func (r *Registry) SetSending(ctx context.Context, id int, change SendingChange) (updated *Shop, released int, err error) {
	r.Forget()
	before, err := r.Shop(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	if goesLive(change.Orders, before.SendingOrders) || goesLive(change.Stock, before.SendingStock) {
		if err := r.mayGoLive(ctx, before, change.Consent); err != nil {
			return nil, 0, err
		}
	}
	err = r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := lockSettings(ctx, tx); err != nil {
			return err
		}
		updated, released, err = r.turn(ctx, tx, id, change)
		return err
	})
	return updated, released, err
}

func goesLive(to *Sending, from Sending) bool { return to != nil && *to == Live && from != Live }

// mayGoLive asks the shop whether somebody else still sends.
func (r *Registry) mayGoLive(ctx context.Context, s *Shop, consent string) error {
	if consent == s.Key {
		return nil
	}
	const howTo = "give the shop's key as consent to go live all the same"
	if consent != "" {
		return Bad("consent", CodeInvalid, "it is not the shop's key, %q", s.Key)
	}
	client, err := r.WooClient(s)
	if err != nil {
		return err
	}
	plugins, err := client.ActivePlugins(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return Bad("consent", CodeRequired, "the shop does not tell whether another plugin still sends to VASCO (%s): %s", err, howTo)
	}
	var others []string
	for _, plugin := range plugins {
		if plugin.SendsToVasco() {
			others = append(others, plugin.Name)
		}
	}
	if len(others) > 0 {
		return Bad("consent", CodeRequired, "%s is still active in the shop and would send the same orders: switch it off there, or %s",
			strings.Join(others, ", "), howTo)
	}
	return nil
}

// turn stores the switches and lets go on what waited for them.
func (r *Registry) turn(ctx context.Context, tx *store.Tx, id int, change SendingChange) (*Shop, int, error) {
	row, err := shopRow(ctx, tx, id)
	if err != nil {
		return nil, 0, err
	}
	before, err := r.openShop(row)
	if err != nil {
		return nil, 0, err
	}
	after := *before
	set(&after.SendingOrders, change.Orders)
	set(&after.SendingStock, change.Stock)
	if after.SendingOrders == Live && after.ConnectionID == 0 {
		return nil, 0, Bad("orders", CodeInvalid, "the shop has no VASCO connection yet")
	}
	if after.SendingOrders == before.SendingOrders && after.SendingStock == before.SendingStock {
		return before, 0, nil
	}
	row, err = tx.Shop.UpdateOne(row).SetSendingOrders(shop.SendingOrders(after.SendingOrders)).
		SetSendingStock(shop.SendingStock(after.SendingStock)).Save(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("turn the switches of shop %s: %w", before.Key, err)
	}
	r.log.Add(ctx, tx, event.Event{
		Kind: event.SendingChanged, Level: event.Info, ShopID: row.ID, Params: map[string]string{
			"shop": row.Key, "orders": string(after.SendingOrders), "stock": string(after.SendingStock),
			"ordersBefore": string(before.SendingOrders), "stockBefore": string(before.SendingStock),
		},
	})
	tx.AfterCommit(r.Forget)
	released, err := r.tellShopChanged(ctx, tx, before, &after)
	if err != nil {
		return nil, 0, err
	}
	updated, err := r.openShop(row)
	return updated, released, err
}

// ErrHeld: sending was switched off between the look and the write.
var ErrHeld = errors.New("sending was switched off meanwhile")

// StillLive answers ErrHeld when the shop does not send orders any more, or into
// other books, and
// otherwise keeps the switch as it is until the transaction ends: whoever turns
// it off finds every write that was begun.
func (r *Registry) StillLive(ctx context.Context, tx *store.Tx, s *Shop) error {
	if err := tx.Share(ctx, shop.Table, s.ID); err != nil {
		return err
	}
	live, err := tx.Shop.Query().Where(shop.ID(s.ID), shop.SendingOrdersEQ(shop.SendingOrdersLIVE), shop.ConnectionID(s.ConnectionID)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("read the switch of shop %s: %w", s.Key, err)
	}
	if !live {
		return ErrHeld
	}
	return nil
}
