package connection

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/job"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// ErrRegistering means that the shop's webhooks are being registered by somebody else.
var ErrRegistering = errors.New("the shop's webhooks are being registered at this moment")

// ErrHooksNotKept means that the shop did not keep what was set: a delivery in
// flight wrote the old hook again, for example.
var ErrHooksNotKept = errors.New("the shop did not keep its webhooks as they were set; try again")

// registerFor bounds a registration: the shop pings us in each create, and a
// slow one takes five seconds for it.
const registerFor = 3 * time.Minute

// RegisterWebhooks makes the shop have exactly the webhooks we need, delivering
// to the service under publicURL, and reads them back. Hooks of others are left
// alone.
//
// A secret cannot be read back, and a change of a hook is undone by a delivery
// in flight. So only hooks that we made with the present secret are kept, and
// what is in doubt is made anew before the old one is deleted. A disabled hook
// is made anew too: switched on again it would fall to its next failure.
func (r *Registry) RegisterWebhooks(ctx context.Context, shopID int, publicURL string) ([]Hook, error) {
	var c checks
	if c.url("publicUrl", publicURL); c.err() != nil {
		return nil, c.err()
	}
	ctx, cancel := context.WithTimeout(ctx, registerFor)
	defer cancel()
	g := &registration{registry: r}
	if err := g.begin(ctx, shopID, trimURL(publicURL)); err != nil {
		return nil, err
	}
	err := g.run(ctx)
	// Whatever was done is kept, and the right to do it given back.
	if endErr := g.end(context.WithoutCancel(ctx)); err == nil {
		err = endErr
	}
	if err != nil {
		return nil, fmt.Errorf("register the webhooks of shop %s: %w", g.shop.Key, err)
	}
	return g.record.Hooks, nil
}

// registration is one registration under way.
type registration struct {
	registry *Registry
	shop     *Shop
	client   *woo.Client
	lease    *store.Lease
	record   HookRecord
	// trusted says that the record's hooks have the present secret and address.
	trusted bool
	// verified says that the record was read back whole.
	verified bool

	created, activated, deleted int
}

// begin takes the right to register and reads what is known.
func (g *registration) begin(ctx context.Context, shopID int, publicURL string) error {
	r := g.registry
	err := r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := shopRow(ctx, tx, shopID)
		if err != nil {
			return err
		}
		if g.shop, err = r.openShop(row); err != nil {
			return err
		}
		if g.record, err = ParseHooks(row.Webhooks); err != nil {
			return err
		}
		g.lease, err = store.Acquire(ctx, tx, "webhooks:"+strconv.Itoa(shopID), registerFor+time.Minute)
		if err == nil && g.lease == nil {
			return ErrRegistering
		}
		return err
	})
	if err != nil {
		return err
	}
	target := publicURL + hookPath(g.shop.Key)
	if g.record.Registered && g.record.URL == target {
		secret, err := r.box.Open(g.record.Secret, purposeHooks)
		g.trusted = err == nil && secret == g.shop.WebhookSecret
	}
	g.record.URL = target
	return nil
}

func (g *registration) run(ctx context.Context) error {
	var err error
	if g.client, err = g.registry.WooClient(g.shop); err != nil {
		return err
	}
	if g.shop.HomeURL == "" {
		g.askHomeURL(ctx)
	}
	all, err := g.client.Webhooks(ctx)
	if err != nil {
		return err
	}
	ours := g.oursOf(all)
	var keep []int64
	for _, topic := range HookTopics() {
		id, err := g.provide(ctx, topic, ours)
		if err != nil {
			return err
		}
		keep = append(keep, id)
	}
	// The old ones go last: until the new ones stood, they delivered.
	for _, h := range ours {
		if slices.Contains(keep, h.ID) {
			continue
		}
		if err := g.delete(ctx, h.ID); err != nil {
			return err
		}
	}
	return g.verify(ctx)
}

// askHomeURL learns what the shop calls itself. A shop that does not say so
// only leaves us without that check.
func (g *registration) askHomeURL(ctx context.Context) {
	index, err := g.client.Index(ctx)
	if err != nil || index.Home == "" {
		return
	}
	if err := g.registry.learnHomeURL(ctx, g.shop, trimURL(index.Home)); err != nil {
		return
	}
	if client, err := g.registry.WooClient(g.shop); err == nil {
		g.client = client
	}
}

func (g *registration) oursOf(all []woo.Webhook) []woo.Webhook {
	var ours []woo.Webhook
	for _, h := range all {
		if g.record.ours(h, g.shop.Key) {
			ours = append(ours, h)
		}
	}
	return ours
}

// verify reads all hooks back.
func (g *registration) verify(ctx context.Context) error {
	all, err := g.client.Webhooks(ctx)
	if err != nil {
		return err
	}
	g.record = g.record.readBack(all, g.shop.Key)
	for _, topic := range HookTopics() {
		count := 0
		for _, h := range g.record.Hooks {
			if h.Topic == topic && h.active() && trimURL(h.URL) == g.record.URL {
				count++
			}
		}
		if count != 1 {
			return fmt.Errorf("the shop has %d active webhooks %s after they were set: %w", count, topic, ErrHooksNotKept)
		}
	}
	g.record.Registered, g.verified = true, true
	return nil
}

// end keeps what was read back. After a change the shop's recent orders are
// read: what waited at a deleted hook is never delivered.
func (g *registration) end(ctx context.Context) error {
	r := g.registry
	return r.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := g.lease.Release(ctx, tx); err != nil {
			return err
		}
		if !g.verified {
			return nil
		}
		row, err := shopRow(ctx, tx, g.shop.ID)
		if err != nil {
			return err
		}
		if g.record.Secret, err = r.box.Seal(g.shop.WebhookSecret, purposeHooks); err != nil {
			return err
		}
		if err := keepHooks(ctx, tx, row, g.record); err != nil {
			return err
		}
		if g.created+g.activated+g.deleted == 0 {
			return nil
		}
		r.log.Add(ctx, tx, event.Event{Kind: event.ShopChanged, Level: event.Info, ShopID: g.shop.ID, Params: map[string]string{
			"shop": g.shop.Key, "action": "WEBHOOKS_REGISTERED",
			"created": strconv.Itoa(g.created), "activated": strconv.Itoa(g.activated), "deleted": strconv.Itoa(g.deleted),
		}})
		return r.jobs.Insert(ctx, tx, job.Insertion{Args: job.ReadRecent{ShopID: g.shop.ID}, Queue: job.ShopQueue(g.shop.ID), Priority: job.PriorityOrder})
	})
}
