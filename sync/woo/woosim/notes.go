package woosim

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// note is an order's note; own ones the shop made itself.
type note struct {
	Fields object `json:"fields"`
	Own    bool   `json:"own"`
}

func (s *Shop) listNotes(c call) reply {
	id := c.id("id")
	if _, known := s.orders[id]; !known {
		return unknownOrder(http.StatusNotFound)
	}
	rows := []any{}
	for _, n := range slices.Backward(s.notes[id]) { // The newest first.
		rows = append(rows, n.Fields)
	}
	return ok(rows)
}

// addNote sends no webhook and does not touch the order.
func (s *Shop) addNote(c call) reply {
	id := c.id("id")
	if _, known := s.orders[id]; !known {
		return unknownOrder(http.StatusNotFound)
	}
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	words, isText := body["note"].(string)
	if !isText {
		answer := invalid(map[string]problem{"note": notOfType("note", "string")})
		if _, given := body["note"]; !given {
			answer = refuse(http.StatusBadRequest, "rest_missing_callback_param", "Missing parameter(s): note")
		}
		return answer
	}
	fields := s.note(id, words, body["customer_note"] == true, false)
	return s.created(fmt.Sprintf("orders/%d/notes/%v", id, fields["id"]), fields)
}

// addOwnNote is the shop's own word on what happened.
func (s *Shop) addOwnNote(id int64, words string) { s.note(id, words, false, true) }

func (s *Shop) note(id int64, words string, toCustomer, own bool) object {
	n := s.id()
	base := fmt.Sprintf("orders/%d/notes", id)
	fields := object{
		"id": n, "author": "WooCommerce", "note": words, "customer_note": toCustomer,
		"_links": object{
			"self": s.link(fmt.Sprintf("%s/%d", base, n), "GET", "DELETE"), "collection": s.link(base), "up": s.link(fmt.Sprintf("orders/%d", id)),
		},
	}
	s.stamp(fields, "date_created", time.Now())
	s.notes[id] = append(s.notes[id], note{fields, own})
	s.write("notes", id, s.notes[id])
	return fields
}

// Notes returns the texts of an order's notes, without the shop's own.
func (s *Shop) Notes(id int64) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var texts []string
	for _, n := range s.notes[id] {
		if !n.Own {
			texts = append(texts, text(n.Fields["note"]))
		}
	}
	return texts
}
