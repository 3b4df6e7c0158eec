package woosim

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ErrUnknownOrder means that the shop has no order under the id.
var ErrUnknownOrder = errors.New("the shop has no such order")

// touchOrder moves the order's modification time and queues a hook.
func (s *Shop) touchOrder(id int64, topic string) {
	now := time.Now().Truncate(time.Second)
	// A second is the shop's resolution; changes within one are told apart by
	// nothing, as in the real one.
	s.lastModified[id] = now
	s.stamp(s.orders[id], "date_modified", now)
	s.dirty = true
	s.queueLocked(topic, id)
}

// statusAction fires on entering a status.
func (s *Shop) statusAction(id int64, status string) {
	switch status {
	case "processing", "completed", "on-hold":
		s.queueLocked("action.woocommerce_order_status_"+status, id)
	}
}

func (s *Shop) listOrders(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	include, status := numbers(query.Get("include")), query.Get("status")
	after, filtered := modifiedAfter(query.Get("modified_after"), query.Get("dates_are_gmt") == "true", s.opts.Location)
	var found []object
	for _, id := range s.orderIDs {
		o, exists := s.orders[id]
		if !exists {
			continue
		}
		is := text(o["status"])
		switch {
		case include != nil && !include[id],
			status != "" && status != "any" && is != status,
			(status == "" || status == "any") && (is == "trash" || is == "checkout-draft"),
			filtered && !s.lastModified[id].After(after):
			continue
		}
		found = append(found, o)
	}
	if query.Get("order") != "asc" {
		slices.Reverse(found)
	}
	s.page(w, r, found, query.Get("orderby"))
}

// modifiedAfter follows the recordings: a naive time alone is the shop's, one
// with Z and dates_are_gmt is shifted by the zone.
func modifiedAfter(value string, gmt bool, zone *time.Location) (time.Time, bool) {
	if value == "" {
		return time.Time{}, false
	}
	if at, err := time.Parse("2006-01-02T15:04:05Z", value); err == nil {
		if gmt {
			_, offset := at.In(zone).Zone()
			return at.Add(time.Duration(offset) * time.Second), true
		}
		return at, true
	}
	if gmt {
		zone = time.UTC
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", value, zone)
	return at, err == nil
}

func (s *Shop) readOrder(w http.ResponseWriter, r *http.Request) {
	if o, ok := s.orders[pathID(r, "id")]; ok {
		answer(w, http.StatusOK, o)
		return
	}
	refuse(w, http.StatusNotFound, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
}

func (s *Shop) updateOrder(w http.ResponseWriter, r *http.Request) {
	id := pathID(r, "id")
	o, ok := s.orders[id]
	if !ok {
		refuse(w, http.StatusNotFound, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
		return
	}
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	s.writeMeta(o, body)
	if status := text(body["status"]); status != "" && status != o["status"] {
		o["status"] = strings.TrimPrefix(status, "wc-")
		s.statusAction(id, text(o["status"]))
	}
	// Every write echoes, whether it changed anything or not.
	s.touchOrder(id, "order.updated")
	answer(w, http.StatusOK, o)
}

func (s *Shop) deleteOrder(w http.ResponseWriter, r *http.Request) {
	id := pathID(r, "id")
	o, ok := s.orders[id]
	if !ok {
		refuse(w, http.StatusNotFound, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
		return
	}
	if r.URL.Query().Get("force") == "true" {
		delete(s.orders, id) // For good: sends nothing.
		s.dirty = true
	} else {
		o["status"] = "trash"
		s.touchOrder(id, "order.deleted")
	}
	answer(w, http.StatusOK, o)
}

func (s *Shop) addNote(w http.ResponseWriter, r *http.Request) {
	id := pathID(r, "id")
	if _, ok := s.orders[id]; !ok {
		refuse(w, http.StatusNotFound, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
		return
	}
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	note := object{"id": s.id(), "author": "WooCommerce", "note": text(body["note"]), "customer_note": body["customer_note"] == true}
	s.stamp(note, "date_created", time.Now())
	s.notes[id] = append(s.notes[id], note)
	s.dirty = true
	answer(w, http.StatusCreated, note)
}

func (s *Shop) listNotes(w http.ResponseWriter, r *http.Request) {
	notes := s.notes[pathID(r, "id")]
	if notes == nil {
		notes = []object{}
	}
	answer(w, http.StatusOK, notes)
}

// SetStatus moves an order into another status, as a person does in the shop.
func (s *Shop) SetStatus(id int64, status string) error {
	return s.edit(id, func(o object) { o["status"] = status; s.statusAction(id, status) })
}

// Edit changes an order's fields directly.
func (s *Shop) Edit(id int64, change func(order map[string]any)) error { return s.edit(id, change) }

func (s *Shop) edit(id int64, change func(object)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, ok := s.orders[id]
	if !ok {
		return ErrUnknownOrder
	}
	change(o)
	s.touchOrder(id, "order.updated")
	return nil
}

// Trash puts an order into the trash.
func (s *Shop) Trash(id int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, ok := s.orders[id]
	if !ok {
		return ErrUnknownOrder
	}
	o["status"] = "trash"
	s.touchOrder(id, "order.deleted")
	return nil
}

// Delete removes an order for good, which no hook tells.
func (s *Shop) Delete(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.orders, id)
}

// Refund adds a refund of a gross amount to an order.
func (s *Shop) Refund(id int64, amount string) error {
	return s.edit(id, func(o object) {
		refunds, _ := o["refunds"].([]any)
		o["refunds"] = append(refunds, object{"id": s.id(), "reason": "Vračilo", "total": "-" + amount})
	})
}

// OrderMeta returns a meta value of an order.
func (s *Shop) OrderMeta(id int64, key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return (&product{Fields: s.orders[id]}).meta(key)
}

// Notes returns the texts of an order's notes.
func (s *Shop) Notes(id int64) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var texts []string
	for _, n := range s.notes[id] {
		texts = append(texts, text(n["note"]))
	}
	return texts
}
