package order

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kiwwwi/vasco/ent"
	entorder "github.com/kiwwwi/vasco/ent/order"
	"github.com/kiwwwi/vasco/ent/push"
	"github.com/kiwwwi/vasco/sync/event"
	"github.com/kiwwwi/vasco/sync/store"
	"github.com/kiwwwi/vasco/sync/woo"
)

// facts are what of an order matters once it is in VASCO: a later change of one
// of them is told to a person, our own echo is not.
type facts struct {
	// Ended is how the order ended: cancelled, failed, refunded, trashed or gone.
	Ended    string `json:"ended,omitempty"`
	Total    string `json:"total"`
	Refunded string `json:"refunded,omitempty"`
	Lines    string `json:"lines"`
	Payment  string `json:"payment"`
	Buyer    string `json:"buyer"`
	Address  string `json:"address"`
}

func factsOf(row *ent.Order, o *woo.Order) facts {
	f := facts{
		Total: o.Total.StringFixed(2) + " " + o.Currency, Payment: o.PaymentMethod,
		Buyer:   strings.Join([]string{o.Billing.Company, o.Billing.FirstName, o.Billing.LastName, o.Billing.Email}, " | "),
		Address: addressLine(o.Billing) + " || " + addressLine(o.Shipping),
	}
	switch {
	case row.Presence == entorder.PresenceGONE:
		f.Ended = "gone"
	case row.Presence == entorder.PresenceTRASHED:
		f.Ended = "trashed"
	case slices.Contains(ended, o.Status):
		f.Ended = o.Status
	}
	var lines []string
	for _, l := range o.LineItems {
		lines = append(lines, fmt.Sprintf("%s × %s = %s", l.Quantity, l.Name, l.Total.StringFixed(2)))
	}
	for _, l := range o.ShippingLines {
		lines = append(lines, l.MethodTitle+" = "+l.Total.StringFixed(2))
	}
	for _, l := range o.FeeLines {
		lines = append(lines, l.Name+" = "+l.Total.StringFixed(2))
	}
	f.Lines = strings.Join(lines, "; ")
	var refunds []string
	for _, r := range o.Refunds {
		refunds = append(refunds, r.Total.StringFixed(2))
	}
	f.Refunded = strings.Join(refunds, "; ")
	return f
}

func addressLine(a woo.Address) string {
	return strings.Join([]string{a.Address1, a.Address2, string(a.Postcode), a.City, a.Country}, ", ")
}

// changes lists what differs, by name.
func changes(before, after facts) map[string][2]string {
	all := make(map[string][2]string)
	note := func(name, b, a string) {
		if a != b {
			all[name] = [2]string{b, a}
		}
	}
	note("ended", before.Ended, after.Ended)
	note("total", before.Total, after.Total)
	note("refunded", before.Refunded, after.Refunded)
	note("lines", before.Lines, after.Lines)
	note("payment", before.Payment, after.Payment)
	note("buyer", before.Buyer, after.Buyer)
	note("address", before.Address, after.Address)
	return all
}

// afterSync looks at an order that has its number: it keeps it, whatever
// happens to the order, and each difference is told once.
func (s *Service) afterSync(ctx context.Context, w *work) (string, error) {
	if w.push.ReadBackAt == nil && w.push.ConnectionID == w.connectionID() {
		return s.readBack(ctx, w)
	}
	changed, err := w.changes()
	if err != nil {
		return "", err
	}
	err = s.store.InTx(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := s.release(ctx, tx, w); err != nil {
			return err
		}
		if err := s.keepChanges(ctx, tx, w, changed); err != nil {
			return err
		}
		return s.answer(ctx, tx, w)
	})
	return string(push.StateSYNCED), err
}

// changes lists how the order differs from what was sent.
func (w *work) changes() (map[string][2]string, error) {
	o, err := w.parsed()
	if err != nil {
		return nil, err
	}
	now := factsOf(w.order, o)
	if len(w.push.Sent) == 0 {
		return nil, nil
	}
	var before facts
	if err := json.Unmarshal(w.push.Sent, &before); err != nil {
		return nil, fmt.Errorf("read the facts of order %s: %w", w.order.Number, err)
	}
	return changes(before, now), nil
}

func (s *Service) keepChanges(ctx context.Context, tx *store.Tx, w *work, changed map[string][2]string) error {
	params := make(map[string]string, 2*len(changed))
	for name, pair := range changed {
		params[name+".before"], params[name+".after"] = pair[0], pair[1]
	}
	code := strings.Join(slices.Sorted(maps.Keys(changed)), ",")
	told := w.push.ChangedParams
	if code == w.push.Changed && maps.Equal(params, told) {
		return nil
	}
	if err := tx.Push.UpdateOneID(w.push.ID).SetChanged(code).SetChangedParams(params).Exec(ctx); err != nil {
		return fmt.Errorf("note the change of order %s: %w", w.order.Number, err)
	}
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		pair := changed[name]
		if told[name+".before"] == pair[0] && told[name+".after"] == pair[1] {
			continue
		}
		s.tell(ctx, tx, w, event.OrderChanged, event.Warning, map[string]string{
			"change": name, "before": shortened(pair[0]), "after": shortened(pair[1]),
		})
	}
	return nil
}
