package model

import (
	"strconv"
	"strings"
	"time"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/order"
)

// Order is a shop's order together with its push: how far it is on its way.
type Order struct {
	*ent.Order
	Push *ent.Push
	Shop *ent.Shop
	// NumberPrefix is shown before VASCO's number: a setting of the shop.
	NumberPrefix string
}

// ID is the order's id.
func (o *Order) ID() string { return ID(KindOrder, o.Order.ID) }

// ShopOrderID is the shop's id of it.
func (o *Order) ShopOrderID() string { return strconv.FormatInt(o.Order.ShopOrderID, 10) }

// Total is what the buyer pays.
func (o *Order) Total() *Money { return Cents(o.TotalMinor, o.Currency) }

// ReceivedAt is when it was first seen.
func (o *Order) ReceivedAt() time.Time { return o.CreatedAt }

// State is how far it is.
func (o *Order) State() push.State { return o.Push.State }

// StateSince is when it came so far.
func (o *Order) StateSince() time.Time { return o.Push.StateSince }

// Reason is why it is not further; nil when there is nothing to say.
func (o *Order) Reason() *Reason {
	p := o.Push
	if p.Reason == "" && p.ReasonRef == "" && len(p.ReasonParams) == 0 {
		return nil
	}
	code := p.Reason
	if code == "" {
		code = string(p.State)
	}
	return &Reason{Code: code, Params: Params(p.ReasonParams), Ref: p.ReasonRef, Counted: true}
}

// Origin is how it came into VASCO; nil until it did.
func (o *Order) Origin() *push.Origin {
	if o.Push.Origin == push.OriginNONE {
		return nil
	}
	return &o.Push.Origin
}

// VascoNumber is the number as people see it.
func (o *Order) VascoNumber() *string {
	if o.Push.Number == "" {
		return nil
	}
	shown := o.NumberPrefix + o.Push.Number
	return &shown
}

// VascoRawNumber is the number as VASCO has it.
func (o *Order) VascoRawNumber() *string { return orNil(o.Push.Number) }

// VascoYear is the year the number counts in.
func (o *Order) VascoYear() *string { return orNil(o.Push.Year) }

// PartnerCode is the buyer's code in VASCO.
func (o *Order) PartnerCode() *string { return orNil(o.Push.PartnerCode) }

// ChosenPartnerCode is the partner a person chose.
func (o *Order) ChosenPartnerCode() *string { return orNil(o.Push.ChosenPartner) }

// Difference is the shop's total minus the document's; nil before it was sent.
func (o *Order) Difference() *Money {
	if o.Push.Attempt == 0 {
		return nil
	}
	return Cents(o.Push.DifferenceMinor, o.Currency)
}

// Attempts are the writes to VASCO that were begun.
func (o *Order) Attempts() int { return o.Push.Attempt }

// SyncedAt is when its number was known.
func (o *Order) SyncedAt() *time.Time { return o.Push.SyncedAt }

// WrittenBackAt is when the number stood in the shop's order.
func (o *Order) WrittenBackAt() *time.Time { return o.Push.WrittenBackAt }

// ReadBackNote is what VASCO has that differs from what was sent.
func (o *Order) ReadBackNote() string { return o.Push.ReadBackNote }

// Changes are how it changed after it was sent.
func (o *Order) Changes() []*OrderChange {
	changes := []*OrderChange{}
	for name := range strings.SplitSeq(o.Push.Changed, ",") {
		if name != "" {
			params := o.Push.ChangedParams
			changes = append(changes, &OrderChange{Field: name, Before: params[name+".before"], After: params[name+".after"]})
		}
	}
	return changes
}

// Reason is a code with what its words need.
type Reason struct {
	Code   string
	Params []*Param
	// Ref names what has to be mended, as pushes keep it.
	Ref string
	// Counted says that the order itself is among those that wait for Ref.
	Counted bool
}

// RefID is the id of what has to be mended.
func (r *Reason) RefID() *string { return RefID(r.Ref) }

func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Comparison is what VASCO had of an order while it was not sent.
type Comparison struct {
	*order.Comparison
	prefix string
}

// VascoNumber is the number as people see it.
func (c *Comparison) VascoNumber() *string {
	if c.Number == "" {
		return nil
	}
	shown := c.prefix + c.Number
	return &shown
}

// VascoYear is the year the number counts in.
func (c *Comparison) VascoYear() *string { return orNil(c.Year) }

// Comparison is nil when it was not looked at so.
func (o *Order) Comparison() (*Comparison, error) {
	c, err := order.ComparisonOf(o.Push)
	if c == nil || err != nil {
		return nil, err
	}
	return &Comparison{c, o.NumberPrefix}, nil
}
