package rules

import (
	"encoding/json"
	"maps"
	"slices"
)

// Status is what becomes of the orders in one of the shop's statuses.
type Status string

// The rules. Unclassified is the rule of a status nobody has said anything
// about: its orders wait, and a person is told.
const (
	Send         Status = "SEND"
	Wait         Status = "WAIT"
	Never        Status = "NEVER"
	Unclassified Status = "UNCLASSIFIED"
)

// neverSent are statuses of orders that were not placed, or are gone.
var neverSent = []string{"cancelled", "failed", "refunded", "trash", "checkout-draft", "auto-draft"}

// MaySend tells whether orders in a status may be sent at all.
func MaySend(status string) bool { return !slices.Contains(neverSent, status) }

// defaultStatuses are the brief's three, and WooCommerce's own others.
func defaultStatuses() map[string]Status {
	all := map[string]Status{"processing": Send, "completed": Send, "on-hold": Send, "pending": Wait}
	for _, status := range neverSent {
		all[status] = Never
	}
	return all
}

// Status is the rule of a status.
func (s Shop) Status(status string) Status {
	if rule, known := s.Statuses[status]; known {
		return rule
	}
	return Unclassified
}

// SendStatuses are the statuses that are sent, by name.
func (s Shop) SendStatuses() []string {
	sent := []string{}
	for status, rule := range s.Statuses {
		if rule == Send {
			sent = append(sent, status)
		}
	}
	slices.Sort(sent)
	return sent
}

// ruled is the shop with rules of some statuses changed.
func (s Shop) ruled(changed map[string]Status) Shop {
	s.Statuses = maps.Clone(s.Statuses)
	maps.Copy(s.Statuses, changed)
	return s
}

// sending is the shop with exactly these statuses sent: others that were wait.
func (s Shop) sending(statuses []string) Shop {
	changed := make(map[string]Status, len(statuses))
	for _, status := range s.SendStatuses() {
		changed[status] = Wait
	}
	for _, status := range statuses {
		changed[status] = Send
	}
	return s.ruled(changed)
}

// UnmarshalJSON reads rules over what is there. Before statuses had rules, only
// those that are sent were named.
func (s *Shop) UnmarshalJSON(raw []byte) error {
	type plain Shop
	read := struct {
		*plain

		SendStatuses []string `json:"sendStatuses"`
	}{plain: (*plain)(s)}
	if err := json.Unmarshal(raw, &read); err != nil {
		return err
	}
	if read.SendStatuses != nil {
		*s = s.sending(read.SendStatuses)
	}
	return nil
}
