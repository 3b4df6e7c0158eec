package woosim

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"
)

// ErrUnknownOrder means that the shop has no order under the id.
var ErrUnknownOrder = errors.New("the shop has no such order")

// order is an order as REST v3 tells it, and what lists look at.
type order struct {
	raw               json.RawMessage
	status            string
	created, modified time.Time
}

const (
	trashed = "trash"
	drafted = "checkout-draft"
)

// statuses are what an order may be set to, as the shop lists them.
var statuses = []string{"auto-draft", "pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", drafted}

// read is an order's fields, for a look or a change.
func (s *Shop) read(id int64) (object, bool) {
	o, ok := s.orders[id]
	if !ok {
		return nil, false
	}
	return decoded[object](o.raw), true
}

// keep stores an order's fields.
func (s *Shop) keep(id int64, fields object) {
	s.store(id, encoded(fields))
	s.write("order", id, s.orders[id].raw)
}

// store takes an order in as it was encoded.
func (s *Shop) store(id int64, raw json.RawMessage) {
	var head struct {
		Status   string `json:"status"`
		Created  string `json:"date_created_gmt"`
		Modified string `json:"date_modified_gmt"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		panic(err) // It is our own.
	}
	if _, known := s.orders[id]; !known {
		at, _ := slices.BinarySearch(s.orderIDs, id)
		s.orderIDs = slices.Insert(s.orderIDs, at, id)
	}
	s.orders[id] = &order{raw: raw, status: head.Status, created: gmt(head.Created), modified: gmt(head.Modified)}
}

// gmt reads a time of our own; an edited one that is none is the beginning of time.
func gmt(text string) time.Time {
	at, err := time.Parse(timeLayout, text)
	if err != nil {
		return time.Time{}
	}
	return at
}

// drop removes an order for good.
func (s *Shop) drop(id int64) {
	delete(s.orders, id)
	delete(s.notes, id)
	delete(s.refunds, id)
	if at, ok := slices.BinarySearch(s.orderIDs, id); ok {
		s.orderIDs = slices.Delete(s.orderIDs, at, at+1)
	}
}

// open begins an order: an id, a key, its times.
func (s *Shop) open(createdVia string, at time.Time) (int64, object) {
	o, id := s.fresh("order"), s.id()
	key := "wc_order_" + rand.Text()[:13]
	o["id"], o["number"], o["order_key"], o["created_via"] = id, strconv.FormatInt(id, 10), key, createdVia
	o["payment_url"] = s.opts.Home + "/checkout/order-pay/" + strconv.FormatInt(id, 10) + "/?pay_for_order=true&key=" + key
	o["currency"], o["currency_symbol"], o["status"] = "EUR", "€", "pending"
	s.stamp(o, "date_created", at)
	links := s.links("orders", id)
	templates := s.link("orders/" + strconv.FormatInt(id, 10) + "/actions/email_templates")
	templates[0].(object)["embeddable"] = true //nolint:forcetypeassert // link made it.
	links["email_templates"] = templates
	o["_links"] = links
	return id, o
}

// touch moves an order's modification time. A second is the shop's resolution:
// changes within one are told apart by nothing.
func (s *Shop) touch(o object) { s.stamp(o, "date_modified", time.Now()) }

// enter moves an order into a status: flags, times, stock and a note. It
// returns the products whose stock moved.
func (s *Shop) enter(id int64, o object, status string) []int64 {
	from := text(o["status"])
	o["status"] = status
	s.flags(o)
	now := time.Now()
	if status == "completed" && o["date_completed"] == nil {
		s.stamp(o, "date_completed", now)
	}
	// Goods paid for on delivery are paid when they are delivered.
	paid := status == "completed" || (status == "processing" && o["payment_method"] != "cod")
	if paid && o["date_paid"] == nil {
		s.stamp(o, "date_paid", now)
	}
	if _, placed := s.orders[id]; placed && from != status {
		s.addOwnNote(id, "Order status changed from "+statusName(from)+" to "+statusName(status)+".")
	}
	return s.moveStock(id, o, status)
}

func (s *Shop) flags(o object) {
	status := text(o["status"])
	o["is_editable"] = slices.Contains([]string{"pending", "on-hold", "auto-draft", drafted}, status)
	o["needs_payment"] = (status == "pending" || status == "failed") && amountOf(o["total"]).IsPositive()
}

func statusName(status string) string {
	names := map[string]string{
		"pending": "Pending payment", "processing": "Processing", "on-hold": "On hold", "completed": "Completed",
		"cancelled": "Cancelled", "refunded": "Refunded", "failed": "Failed", drafted: "Draft",
	}
	return either(names[status], status)
}

// announceStatus queues what entering a status sends besides order.updated.
func (s *Shop) announceStatus(id int64, status string) {
	s.queue("action.woocommerce_order_status_"+status, id)
	s.queue("action.woocommerce_order_status_changed", id)
}

// announce queues a change of an order, with the stock that moved by it and
// the status it entered, which may be none.
func (s *Shop) announce(id int64, touched []int64, entered string) {
	s.queue("order.updated", id)
	s.announceProducts(touched)
	if entered != "" {
		s.announceStatus(id, entered)
	}
}

func (s *Shop) announceProducts(touched []int64) {
	for _, id := range touched {
		s.queue("product.updated", id)
	}
}

// place ends the making of an order: stock, journal, webhooks.
func (s *Shop) place(id int64, o object, status string) object {
	s.touch(o)
	touched := s.enter(id, o, status)
	s.keep(id, o)
	s.queue("order.created", id)
	s.announce(id, touched, status)
	return o
}
