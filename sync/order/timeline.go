package order

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/apicall"
	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/ent/event"
	"github.com/kiwwwi/vasco/sync/store"
)

// TimelineLimit bounds an order's timeline: the newest are kept.
const TimelineLimit = 500

// Moment is one entry of an order's timeline; one of the three is set.
type Moment struct {
	At       time.Time
	Delivery *ent.Delivery
	Event    *ent.Event
	Call     *ent.ApiCall
}

// rank orders what happened at the same moment: a hook causes events and calls.
func (m Moment) rank() int {
	switch {
	case m.Delivery != nil:
		return 0
	case m.Event != nil:
		return 1
	default:
		return 2
	}
}

// Timeline tells what happened to an order: hooks, events and calls, oldest
// first, the newest TimelineLimit of them. It answers store.ErrNotFound when
// there is no such order.
func (s *Service) Timeline(ctx context.Context, orderID int) ([]Moment, error) {
	o, err := s.store.Reader().Order.Get(ctx, orderID)
	if ent.IsNotFound(err) {
		return nil, fmt.Errorf("order %d: %w", orderID, store.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read order %d: %w", orderID, err)
	}
	events, err := s.store.Reader().Event.Query().Where(event.OrderID(orderID)).
		Order(ent.Desc(event.FieldID)).Limit(TimelineLimit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the events of order %s: %w", o.Number, err)
	}
	calls, err := s.store.Reader().ApiCall.Query().Where(apicall.OrderID(orderID)).
		Order(ent.Desc(apicall.FieldID)).Limit(TimelineLimit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the calls of order %s: %w", o.Number, err)
	}
	deliveries, err := s.store.Reader().Delivery.Query().
		Where(delivery.ShopID(o.ShopID), delivery.ResourceID(o.ShopOrderID), delivery.Or(delivery.TopicHasPrefix("order."), delivery.TopicHasPrefix("action."))).
		Order(ent.Desc(delivery.FieldID)).Limit(TimelineLimit).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the deliveries of order %s: %w", o.Number, err)
	}
	return merged(events, calls, deliveries), nil
}

func merged(events []*ent.Event, calls []*ent.ApiCall, deliveries []*ent.Delivery) []Moment {
	all := make([]Moment, 0, len(events)+len(calls)+len(deliveries))
	for _, e := range events {
		all = append(all, Moment{At: e.At, Event: e})
	}
	for _, c := range calls {
		all = append(all, Moment{At: c.At, Call: c})
	}
	for _, d := range deliveries {
		all = append(all, Moment{At: d.ReceivedAt, Delivery: d})
	}
	slices.SortStableFunc(all, func(a, b Moment) int {
		if order := a.At.Compare(b.At); order != 0 {
			return order
		}
		if order := a.rank() - b.rank(); order != 0 || a.Event == nil {
			return order
		}
		return a.Event.ID - b.Event.ID
	})
	return all[max(0, len(all)-TimelineLimit):]
}
