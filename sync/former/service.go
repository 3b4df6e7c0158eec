// Package former takes over the settings of the plugin that synced before: the
// companion plugin tells them, a person chooses.
package former

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/blacklistentry"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/stockschedule"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/stock/timetable"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// Service takes settings over.
type Service struct {
	store    *store.Store
	log      *event.Log
	registry *connection.Registry
	orders   *order.Service
}

// New makes the service.
func New(s *store.Store, log *event.Log, registry *connection.Registry, orders *order.Service) *Service {
	return &Service{store: s, log: log, registry: registry, orders: orders}
}

// State is whether the shop tells the former plugin's settings.
type State string

// The states.
const (
	// Told: it does.
	Told State = "TOLD"
	// NoCompanion: the companion plugin is not in the shop, or is too old.
	NoCompanion State = "NO_COMPANION"
	// NoRights: the key's owner may not manage WooCommerce, or the keys are refused.
	NoRights State = "NO_RIGHTS"
	// Unreachable: the shop does not answer.
	Unreachable State = "UNREACHABLE"
	// Unreadable: it answered something else.
	Unreadable State = "UNREADABLE"
)

// Action is what taking a setting over would do.
type Action string

// The actions.
const (
	// Take: it would be set; nobody has set anything else.
	Take Action = "TAKE"
	// Same: it is so already.
	Same Action = "SAME"
	// Conflict: something else is set.
	Conflict Action = "CONFLICT"
)

// Offer is what the shop tells, beside what is set here.
type Offer struct {
	State State
	// Detail are the shop's words where it does not tell.
	Detail string
	// Revision names what the former plugin has: a choice is made of this.
	Revision  string
	Payments  []PaymentOffer
	Blacklist []EntryOffer
	Schedule  *ScheduleOffer
	Unread    []Unread
	// LeftOut are the options the companion keeps to itself, Complete is false where there are more.
	LeftOut  []string
	Complete bool
}

// PaymentOffer is a payment method of the former plugin's.
type PaymentOffer struct {
	Payment

	Action Action
	// Now is what is set here, nil where there is nothing; Standing names it for a choice.
	Now      *ent.PaymentMapping
	Standing string
}

// EntryOffer is an entry of the former plugin's blacklist.
type EntryOffer struct {
	Entry

	Action Action
}

// ScheduleOffer is the former plugin's schedule.
type ScheduleOffer struct {
	Schedule

	Action Action
	// Now is what is set here, nil where there is nothing; Standing names it for a choice.
	Now      *ent.StockSchedule
	Standing string
}

// Look asks the shop, and compares what it tells with what is set. That the
// shop does not tell is an answer; an error is one of ours.
func (s *Service) Look(ctx context.Context, shopID int) (*Offer, error) {
	shop, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return nil, err
	}
	read, told, err := s.ask(ctx, shop)
	if err != nil {
		if state := stateOf(err); state != "" && ctx.Err() == nil {
			return &Offer{State: state, Detail: short(err.Error())}, nil
		}
		return nil, err
	}
	return offer(ctx, s.store.Reader(), shopID, read, told)
}

// ask reads the former plugin's settings.
func (s *Service) ask(ctx context.Context, shop *connection.Shop) (Settings, *woo.FormerSettings, error) {
	client, err := s.registry.WooClient(shop)
	if err != nil {
		return Settings{}, nil, err
	}
	told, err := client.FormerSettings(ctx)
	if err != nil {
		return Settings{}, nil, fmt.Errorf("ask shop %s for the former plugin's settings: %w", shop.Key, err)
	}
	return Read(told), told, nil
}

// stateOf is how a shop failed to tell; empty for failures of our own.
func stateOf(err error) State {
	if woo.NoCompanion(err) {
		return NoCompanion
	}
	if _, refused := errors.AsType[*woo.Unauthorized](err); refused {
		return NoRights
	}
	if _, away := errors.AsType[*woo.Unavailable](err); away {
		return Unreachable
	}
	_, malformed := errors.AsType[*woo.Malformed](err)
	_, missing := errors.AsType[*woo.NotFound](err)
	_, rejected := errors.AsType[*woo.Rejected](err)
	if malformed || missing || rejected {
		return Unreadable
	}
	return ""
}

// offer compares the former plugin's settings with ours.
func offer(ctx context.Context, client *ent.Client, shopID int, read Settings, told *woo.FormerSettings) (*Offer, error) {
	o := &Offer{State: Told, Unread: read.Unread, Complete: told.Complete}
	for _, name := range told.LeftOut[:min(len(told.LeftOut), maxUnread)] {
		o.LeftOut = append(o.LeftOut, short(name))
	}
	var err error
	if o.Revision, err = revision(read); err != nil {
		return nil, err
	}
	if o.Payments, err = offerPayments(ctx, client, shopID, read.Payments); err != nil {
		return nil, err
	}
	if o.Blacklist, err = offerBlacklist(ctx, client, shopID, read.Blacklist); err != nil {
		return nil, err
	}
	if read.Schedule != nil {
		o.Schedule, err = offerSchedule(ctx, client, shopID, *read.Schedule)
	}
	return o, err
}

// revision is the same as long as what would be taken over is.
func revision(read Settings) (string, error) {
	raw, err := json.Marshal([]any{read.Payments, read.Blacklist, read.Schedule})
	if err != nil {
		return "", fmt.Errorf("name the former plugin's settings: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8]), nil
}

func offerPayments(ctx context.Context, client *ent.Client, shopID int, all []Payment) ([]PaymentOffer, error) {
	rows, err := client.PaymentMapping.Query().Where(paymentmapping.ShopID(shopID)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the payment mappings of shop %d: %w", shopID, err)
	}
	offers := make([]PaymentOffer, len(all))
	for i, p := range all {
		offers[i] = PaymentOffer{Payment: p, Action: Take}
		at := slices.IndexFunc(rows, func(row *ent.PaymentMapping) bool { return row.Method == p.Method })
		if at < 0 {
			continue
		}
		offers[i].Now, offers[i].Action, offers[i].Standing = rows[at], paymentAction(p, rows[at]), paymentStanding(rows[at])
	}
	return offers, nil
}

// paymentAction: what is NEW nobody has decided yet.
func paymentAction(p Payment, now *ent.PaymentMapping) Action {
	switch {
	case now.Status == paymentmapping.StatusNEW:
		return Take
	case now.Status == p.Status && (p.Status == paymentmapping.StatusOFF || now.PaymentID == p.PaymentID):
		return Same
	default:
		return Conflict
	}
}

func paymentStanding(now *ent.PaymentMapping) string {
	if now.Status == paymentmapping.StatusACTIVE {
		return string(now.Status) + " " + now.PaymentID
	}
	return string(now.Status)
}

func offerBlacklist(ctx context.Context, client *ent.Client, shopID int, all []Entry) ([]EntryOffer, error) {
	patterns, err := client.BlacklistEntry.Query().Where(blacklistentry.ShopID(shopID)).Select(blacklistentry.FieldPattern).Strings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the blacklist of shop %d: %w", shopID, err)
	}
	listed := make(map[string]bool, len(patterns))
	for _, pattern := range patterns {
		listed[pattern] = true
	}
	offers := make([]EntryOffer, len(all))
	for i, e := range all {
		offers[i] = EntryOffer{Entry: e, Action: Take}
		if listed[e.Pattern] {
			offers[i].Action = Same
		}
	}
	return offers, nil
}

func offerSchedule(ctx context.Context, client *ent.Client, shopID int, theirs Schedule) (*ScheduleOffer, error) {
	o := &ScheduleOffer{Schedule: theirs, Action: Take}
	row, err := client.StockSchedule.Query().Where(stockschedule.ShopID(shopID)).Only(ctx)
	if ent.IsNotFound(err) {
		return o, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the stock schedule of shop %d: %w", shopID, err)
	}
	now := timetable.Plan{Every: row.Every, At: row.At, Cron: row.Cron}
	o.Now, o.Standing = row, string(row.Every)+row.At+row.Cron
	switch {
	case now == theirs.Plan:
		o.Action = Same
	case now.Every != stockschedule.DefaultEvery: // The default one nobody has set.
		o.Action = Conflict
	}
	return o, nil
}
