package ordertest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"

	"github.com/kiwwwi/vasco/ent/delivery"
	"github.com/kiwwwi/vasco/sync/connection"
	"github.com/kiwwwi/vasco/sync/inbox"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/vasco/vascosim"
	"github.com/kiwwwi/vasco/sync/woo"
	"github.com/kiwwwi/vasco/sync/woo/woosim"
)

// Shop reads the shop as its settings are now.
func (f *Fixture) Shop() *connection.Shop {
	f.t.Helper()
	f.receiver.Registry.Forget()
	shop, err := f.receiver.Registry.ShopByKey(context.Background(), f.Key)
	must(f.t, err)
	return shop
}

// hook registers the shop's webhooks with a receiver that does what the
// service's own does: it checks the signature and hands the delivery in.
func (f *Fixture) hook(topics []string) {
	server := httptest.NewServer(http.HandlerFunc(f.receive))
	f.t.Cleanup(server.Close)
	if topics == nil {
		topics = woo.OrderTopics()
	}
	for _, topic := range topics {
		f.Woo.AddHook(topic, server.URL, WebhookSecret)
	}
}

func (f *Fixture) receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 2<<20))
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	status := http.StatusOK
	if err := f.Deliver(r.Context(), r.Header, body); err != nil {
		status = http.StatusInternalServerError
	}
	f.mu.Lock()
	f.received = append(f.received, Received{Header: r.Header.Clone(), Body: body, Status: status})
	f.mu.Unlock()
	w.WriteHeader(status)
}

var errSignature = errors.New("the signature is wrong")

// Deliver hands a signed delivery in, as the webhook route does.
func (f *Fixture) Deliver(_ context.Context, header http.Header, body []byte) error {
	f.mu.Lock()
	to := f.receiver
	f.mu.Unlock()
	return f.DeliverTo(to, header, body)
}

// Header are the headers of a delivery of the fixture's shop.
func (f *Fixture) Header(topic string, body []byte) http.Header {
	h := make(http.Header)
	h.Set("X-WC-Webhook-Topic", topic)
	h.Set("X-WC-Webhook-Source", f.WooURL+"/")
	h.Set("X-WC-Webhook-Signature", woo.Sign(WebhookSecret, body))
	return h
}

// Hook delivers a body that the fixture signs.
func (f *Fixture) Hook(topic string, body []byte) {
	f.t.Helper()
	must(f.t, f.Deliver(context.Background(), f.Header(topic, body), body))
}

// Receiver lets another replica take the webhooks from now on.
func (f *Fixture) Receiver(r *Replica) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.receiver = r
}

// Received are the deliveries so far.
func (f *Fixture) Received() []Received {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]Received(nil), f.received...)
}

// Place places an order in the shop and returns its id.
func (f *Fixture) Place(d woosim.Draft) int64 {
	f.t.Helper()
	o, err := f.Woo.PlaceOrder(d)
	must(f.t, err)
	id, _ := o["id"].(int64)
	return id
}

// Simple is an order of one product, to be paid as the brief's card.
func Simple() woosim.Draft {
	return woosim.Draft{
		Items:     []woosim.Item{{SKU: "PWH-1", Quantity: 2}},
		FirstName: "Ana", LastName: "Zupan", Email: "ana.zupan@example.si", PaymentMethod: "bankart", Status: "processing",
	}
}

// InVasco are the orders VASCO has for a shop order.
func (f *Fixture) InVasco(id int64) []vascosim.Order {
	var all []vascosim.Order
	for _, o := range f.ERP.Orders() {
		if o.ShopNumber == strconv.FormatInt(id, 10) {
			all = append(all, o)
		}
	}
	return all
}

// InTx changes the database by hand.
func (f *Fixture) InTx(fn func(ctx context.Context, tx *store.Tx) error) {
	f.t.Helper()
	if err := f.Store.InTx(context.Background(), fn); err != nil {
		f.t.Fatal(fmt.Errorf("change the fixture: %w", err))
	}
	f.receiver.Registry.Forget()
}

// Edit changes an order in the shop, as a person or a plugin there does.
func (f *Fixture) Edit(id int64, change func(order map[string]any)) {
	f.t.Helper()
	must(f.t, f.Woo.Edit(id, change))
}

// SetStatus moves an order in the shop into another status.
func (f *Fixture) SetStatus(id int64, status string) {
	f.t.Helper()
	must(f.t, f.Woo.SetStatus(id, status))
}

// Trash puts an order into the shop's trash.
func (f *Fixture) Trash(id int64) {
	f.t.Helper()
	must(f.t, f.Woo.Trash(id))
}

// DeliverTo hands a signed delivery in to one of the replicas.
func (f *Fixture) DeliverTo(to *Replica, header http.Header, body []byte) error {
	ctx := context.Background()
	shop, err := to.Registry.ShopByKey(ctx, f.Key)
	if err != nil {
		return fmt.Errorf("read the shop: %w", err)
	}
	if !woo.VerifySignature(shop.WebhookSecret, body, header.Get("X-WC-Webhook-Signature")) {
		return errSignature
	}
	err = to.Inbox.Receive(ctx, shop, inbox.Incoming{
		Topic: header.Get("X-WC-Webhook-Topic"), Body: body, Source: header.Get("X-WC-Webhook-Source"),
		DeliveryID: header.Get("X-WC-Webhook-Delivery-ID"), WebhookID: header.Get("X-WC-Webhook-ID"),
	})
	if err != nil {
		return fmt.Errorf("receive %s: %w", header.Get("X-WC-Webhook-Topic"), err)
	}
	return nil
}

// ReadShop is an order's JSON as the shop has it now.
func (f *Fixture) ReadShop(id int64) []byte {
	f.t.Helper()
	client, err := f.receiver.Registry.WooClient(f.Shop())
	must(f.t, err)
	_, raw, err := client.Order(context.Background(), id)
	must(f.t, err)
	return raw
}

// Delivered counts the deliveries of a topic that were stored.
func (f *Fixture) Delivered(topic string) int {
	count, err := f.Store.Reader().Delivery.Query().Where(delivery.Topic(topic)).Count(context.Background())
	must(f.t, err)
	return count
}

// HooksOf counts the deliveries about an order that were stored.
func (f *Fixture) HooksOf(id int64) int {
	count, err := f.Store.Reader().Delivery.Query().Where(delivery.ResourceID(id)).Count(context.Background())
	must(f.t, err)
	return count
}
