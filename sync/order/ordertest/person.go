package ordertest

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"strconv"

	"github.com/kiwwwi/vasco/ent"
	"github.com/kiwwwi/vasco/ent/partnerbinding"
	"github.com/kiwwwi/vasco/ent/paymentmapping"
	"github.com/kiwwwi/vasco/sync/actor"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/connection/rules"
	"github.com/kiwwwi/vasco/sync/order"
	"github.com/kiwwwi/vasco/sync/partner"
	"github.com/kiwwwi/vasco/sync/product/article"
	"github.com/kiwwwi/vasco/sync/vasco"
)

// A person's decisions, by the service calls behind the buttons.

func person() context.Context {
	return actor.With(context.Background(), actor.Actor{Kind: actor.Person, Name: "ana"})
}

// whenFree repeats a decision while a worker has the order.
func (f *Fixture) whenFree(what string, decide func() error) {
	f.t.Helper()
	Until(f.t, what, func() bool {
		err := decide()
		if err != nil && !errors.Is(err, order.ErrBusy) {
			f.t.Fatalf("%s: %v", what, err)
		}
		return err == nil
	})
}

func (f *Fixture) known(id int64) *ent.Order {
	f.t.Helper()
	row := f.Order(id)
	if row == nil {
		f.t.Fatalf("order %d is not known", id)
	}
	return row
}

// Sync asks for an order again.
func (f *Fixture) Sync(id int64, c order.Choice) {
	f.t.Helper()
	row := f.known(id)
	f.whenFree("sync the order", func() error { _, err := f.Orders.Sync(person(), row.ID, c); return err })
}

// Skip keeps an order out.
func (f *Fixture) Skip(id int64, reason string) {
	f.t.Helper()
	row := f.known(id)
	f.whenFree("skip the order", func() error { _, err := f.Orders.Skip(person(), row.ID, reason); return err })
}

// Resolve decides about an uncertain order; nil is not created.
func (f *Fixture) Resolve(id int64, ref *vasco.OrderRef) {
	f.t.Helper()
	row := f.known(id)
	f.whenFree("resolve the order", func() error { _, err := f.Orders.Resolve(person(), row.ID, ref); return err })
}

// MapPayment sets a payment method's mapping.
func (f *Fixture) MapPayment(method, id string, status paymentmapping.Status) order.Released {
	f.t.Helper()
	_, released, err := f.Orders.SetPaymentMapping(person(), f.Shop().ID, order.PaymentInput{Method: method, PaymentID: &id, Status: status})
	must(f.t, err)
	return released
}

// SetArticle says what a product is in VASCO.
func (f *Fixture) SetArticle(e article.Entry) order.Released {
	f.t.Helper()
	_, released, err := f.Orders.SetArticle(person(), f.Shop().ID, e, false)
	must(f.t, err)
	return released
}

// Bind says who a buyer is in VASCO.
func (f *Fixture) Bind(kind partnerbinding.Kind, key, code string) order.Released {
	f.t.Helper()
	_, released, err := f.Orders.BindPartner(person(), f.Shop().ID, partner.Binding{Kind: kind, Key: key}, code, false)
	must(f.t, err)
	return released
}

// SetPayment changes a payment method's mapping.
func (f *Fixture) SetPayment(in order.PaymentInput) order.Released {
	f.t.Helper()
	_, released, err := f.Orders.SetPaymentMapping(person(), f.Shop().ID, in)
	must(f.t, err)
	return released
}

// UpdateShop changes the shop.
func (f *Fixture) UpdateShop(change connection.ShopChange) {
	f.t.Helper()
	_, _, err := f.Registry.UpdateShop(person(), f.Shop().ID, change)
	must(f.t, err)
}

// SetSending turns the switch of the shop's orders, with a consent.
func (f *Fixture) SetSending(to connection.Sending) int {
	f.t.Helper()
	_, released, err := f.Registry.SetSending(person(), f.Shop().ID, connection.SendingChange{Orders: &to, Consent: f.Key})
	must(f.t, err)
	return released
}

// UpdateVasco changes the shop's connection.
func (f *Fixture) UpdateVasco(change connection.VascoChange) {
	f.t.Helper()
	_, _, err := f.Registry.UpdateVasco(person(), f.Shop().ConnectionID, change)
	must(f.t, err)
}

// Resend sends an order that was kept out, blocked, failed or uncertain; a person types its number.
func (f *Fixture) Resend(id int64) {
	f.t.Helper()
	row := f.known(id)
	f.whenFree("resend the order", func() error { _, err := f.Orders.Resend(person(), row.ID, row.Number); return err })
}

// Link says which order in VASCO it is.
func (f *Fixture) Link(id int64, ref vasco.OrderRef) {
	f.t.Helper()
	row := f.known(id)
	f.whenFree("link the order", func() error { _, err := f.Orders.Link(person(), row.ID, ref); return err })
}

// Refused is why a decision about an order is refused, once no worker has it.
func (f *Fixture) Refused(id int64, decide func(ctx context.Context, orderID int) error) error {
	f.t.Helper()
	row := f.known(id)
	var refused error
	Until(f.t, "no worker has the order", func() bool {
		refused = decide(person(), row.ID)
		return !errors.Is(refused, order.ErrBusy)
	})
	return refused
}

// Unskip lets an order go on that a person kept out.
func (f *Fixture) Unskip(id int64, reason string) {
	f.t.Helper()
	row := f.known(id)
	f.whenFree("unskip the order", func() error { _, err := f.Orders.Unskip(person(), row.ID, reason); return err })
}

// Enter enters an order into VASCO by hand, with the given fields changed from
// what the service would send, and returns its number.
func (f *Fixture) Enter(id int64, fields map[string]any) vasco.OrderRef {
	f.t.Helper()
	preview, err := f.Orders.Preview(context.Background(), f.known(id).ID)
	must(f.t, err)
	var payload map[string]any
	must(f.t, json.Unmarshal(preview.Payload, &payload))
	maps.Copy(payload, fields)
	body, err := json.Marshal(payload)
	must(f.t, err)
	f.PostOrder(body)
	all := f.ERP.Orders()
	last := all[len(all)-1]
	return vasco.OrderRef{Number: last.Number, Year: strconv.Itoa(last.Year)}
}

// SetStatusRule says what becomes of orders in a status.
func (f *Fixture) SetStatusRule(status string, rule rules.Status) (released int) {
	f.t.Helper()
	_, released, err := f.Registry.SetStatus(person(), f.Shop().ID, status, rule)
	must(f.t, err)
	return released
}
