package former

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/ent/shop"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/stock"
	"github.com/kiwwwi/vasco/sync/store"
)

// Choice is what a person takes over of an offer.
type Choice struct {
	// Revision is the offer's.
	Revision string
	Payments []PaymentChoice
	// Blacklist are patterns as they were offered.
	Blacklist []string
	// Schedule is nil where it stays.
	Schedule *ScheduleChoice
}

// PaymentChoice is a method that is taken over. One in conflict names what stands here.
type PaymentChoice struct{ Method, Replaces string }

// ScheduleChoice takes the schedule over. One in conflict names what stands here.
type ScheduleChoice struct{ Replaces string }

// Taken is what a take-over has changed; what was so already is not counted.
type Taken struct {
	Payments, Blacklist int
	Schedule            bool
	// Released are the orders that went on because of it.
	Released order.Released
	// Offer is what is left.
	Offer *Offer
}

// TakeOver takes over what was chosen, all of it or nothing. The shop is asked
// once more: what it does not tell any more cannot be taken over. What is wrong
// with the choice comes as connection.InvalidInput.
func (s *Service) TakeOver(ctx context.Context, shopID int, c Choice) (Taken, error) {
	of, err := s.registry.Shop(ctx, shopID)
	if err != nil {
		return Taken{}, err
	}
	read, told, err := s.ask(ctx, of)
	if err != nil {
		return Taken{}, err
	}
	var taken Taken
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		// One after the other: two that cross would each see what the other replaces.
		if err := tx.Lock(ctx, shop.Table, shopID); err != nil {
			return err
		}
		if err := lockPayments(ctx, tx, shopID); err != nil {
			return err
		}
		now, err := offer(ctx, tx.Client, shopID, read, told)
		if err != nil {
			return err
		}
		if err := c.check(now); err != nil {
			return err
		}
		if taken, err = s.take(ctx, tx, of, now, c); err != nil {
			return err
		}
		taken.Offer, err = offer(ctx, tx.Client, shopID, read, told)
		return err
	})
	return taken, err
}

// lockPayments keeps what a person sets meanwhile from being overwritten unseen.
func lockPayments(ctx context.Context, tx *store.Tx, shopID int) error {
	ids, err := tx.PaymentMapping.Query().Where(paymentmapping.ShopID(shopID)).Order(paymentmapping.ByID()).IDs(ctx)
	if err != nil {
		return fmt.Errorf("list the payment mappings of shop %d: %w", shopID, err)
	}
	for _, id := range ids {
		if err := tx.Lock(ctx, paymentmapping.Table, id); err != nil {
			return err
		}
	}
	return nil
}

// check finds what of a choice is not offered, or would replace what was not shown.
func (c Choice) check(now *Offer) error {
	if c.Revision != now.Revision {
		return connection.Bad("revision", connection.CodeChanged, "the former plugin's settings are not those that were shown")
	}
	if len(c.Blacklist) > order.MaxBlacklist {
		return connection.Bad("blacklist", connection.CodeTooLong, "there are more than %d", order.MaxBlacklist)
	}
	var bad connection.InvalidInput
	for i, chosen := range c.Payments {
		p := now.payment(chosen.Method)
		place := fmt.Sprint("payments.", i)
		switch {
		case p == nil:
			bad = append(bad, connection.Invalid{Field: place + ".method", Code: connection.CodeNotFound, Message: "the former plugin has no such method"})
		case p.Action == Conflict && p.Standing != chosen.Replaces:
			bad = append(bad, connection.Invalid{Field: place + ".replaces", Code: connection.CodeChanged, Message: "it is mapped, to " + p.Standing})
		}
	}
	offered := make(map[string]bool, len(now.Blacklist))
	for _, e := range now.Blacklist {
		offered[e.Pattern] = true
	}
	for i, pattern := range c.Blacklist {
		if !offered[pattern] {
			bad = append(bad, connection.Invalid{Field: fmt.Sprint("blacklist.", i), Code: connection.CodeNotFound, Message: "it is not on the former plugin's blacklist"})
		}
	}
	switch {
	case c.Schedule == nil:
	case now.Schedule == nil:
		bad = append(bad, connection.Invalid{Field: "schedule", Code: connection.CodeNotFound, Message: "the former plugin has no schedule that is understood"})
	case now.Schedule.Action == Conflict && now.Schedule.Standing != c.Schedule.Replaces:
		bad = append(bad, connection.Invalid{Field: "schedule.replaces", Code: connection.CodeChanged, Message: "another schedule is set: " + now.Schedule.Standing})
	}
	if len(bad) > 0 {
		return bad
	}
	return nil
}

func (o *Offer) payment(method string) *PaymentOffer {
	at := slices.IndexFunc(o.Payments, func(p PaymentOffer) bool { return p.Method == method })
	if at < 0 {
		return nil
	}
	return &o.Payments[at]
}

// take sets what was chosen and is not so already.
func (s *Service) take(ctx context.Context, tx *store.Tx, of *connection.Shop, now *Offer, c Choice) (Taken, error) {
	var taken Taken
	for _, chosen := range c.Payments {
		p := now.payment(chosen.Method)
		if p.Action == Same {
			continue
		}
		released, err := s.takePayment(ctx, tx, of.ID, p)
		if err != nil {
			return taken, err
		}
		p.Action = Same // It may be named twice.
		taken.Payments++
		taken.Released.Orders += released.Orders
		taken.Released.Old += released.Old
	}
	for _, e := range now.Blacklist {
		if e.Action == Same || !slices.Contains(c.Blacklist, e.Pattern) {
			continue
		}
		if _, err := s.orders.AddToBlacklistIn(ctx, tx, of.ID, e.Pattern, e.Note); err != nil {
			return taken, err
		}
		taken.Blacklist++
	}
	if c.Schedule != nil && now.Schedule.Action != Same {
		if err := stock.SetScheduleIn(ctx, tx, s.log, of.ID, now.Schedule.Plan); err != nil {
			return taken, err
		}
		taken.Schedule = true
	}
	s.tell(ctx, tx, of.ID, taken)
	return taken, nil
}

// takePayment sets a mapping. The shop's own title of the method stays.
func (s *Service) takePayment(ctx context.Context, tx *store.Tx, shopID int, p *PaymentOffer) (order.Released, error) {
	in := order.PaymentInput{Method: p.Method, PaymentID: &p.PaymentID, Status: p.Status}
	if p.Title != "" && (p.Now == nil || p.Now.Title == "") {
		in.Title = &p.Title
	}
	if p.PaymentID == "" && p.Now != nil {
		in.PaymentID = nil // Turned off, it keeps its id for the day it is turned on.
	}
	_, released, err := s.orders.SetPaymentMappingIn(ctx, tx, shopID, in)
	return released, err
}

// tell says once what was taken over; each setting's own event says how.
func (s *Service) tell(ctx context.Context, tx *store.Tx, shopID int, taken Taken) {
	if taken.Payments+taken.Blacklist == 0 && !taken.Schedule {
		return
	}
	params := map[string]string{"payments": strconv.Itoa(taken.Payments), "blacklist": strconv.Itoa(taken.Blacklist)}
	if taken.Schedule {
		params["schedule"] = "yes"
	}
	s.log.Add(ctx, tx, event.Event{Kind: event.SettingsTakenOver, Level: event.Success, ShopID: shopID, Params: params})
}
