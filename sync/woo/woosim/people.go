package woosim

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// What people do in the shop's admin, as functions for tests.

// SetStatus moves an order into another status.
func (s *Shop) SetStatus(id int64, status string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.read(id)
	if !known {
		return ErrUnknownOrder
	}
	touched := s.enter(id, o, status)
	s.touch(o)
	s.keep(id, o)
	s.announce(id, touched, status)
	return nil
}

// Edit changes an order's fields directly.
func (s *Shop) Edit(id int64, change func(order map[string]any)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.read(id)
	if !known {
		return ErrUnknownOrder
	}
	change(o)
	s.touch(o)
	s.keep(id, o)
	s.announce(id, nil, "")
	return nil
}

// Trash puts an order into the trash.
func (s *Shop) Trash(id int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.read(id)
	if !known {
		return ErrUnknownOrder
	}
	s.trash(id, o)
	return nil
}

// Restore takes an order out of the trash, into the status it had.
func (s *Shop) Restore(id int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.read(id)
	if !known {
		return ErrUnknownOrder
	}
	if o["status"] != trashed {
		return fmt.Errorf("order %d is not in the trash", id)
	}
	status := either(s.before[id], "pending")
	s.enter(id, o, status)
	s.touch(o)
	s.keep(id, o)
	s.queue("order.restored", id)
	s.announceStatus(id, status)
	return nil
}

// Delete removes an order for good, which no hook tells.
func (s *Shop) Delete(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop(id)
	s.write("order gone", id, nil)
}

// Refund adds a refund of a gross amount to an order. One of which nothing is
// left becomes refunded.
func (s *Shop) Refund(id int64, amount string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.read(id)
	if !known {
		return ErrUnknownOrder
	}
	s.endRefund(id, o, s.refund(id, o, amountOf(amount), "Vračilo"), nil)
	return nil
}

// RefundItem gives a whole line of goods back, with its tax.
func (s *Shop) RefundItem(id int64, sku string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.read(id)
	if !known {
		return ErrUnknownOrder
	}
	for _, line := range objects(o["line_items"]) {
		if line["sku"] != sku {
			continue
		}
		taxes := make(map[int64]decimal.Decimal)
		back := object{"quantity": line["quantity"], "refund_total": line["total"]}
		var rates []any
		for _, tax := range objects(line["taxes"]) {
			rates = append(rates, object{"id": tax["id"], "refund_total": tax["total"]})
		}
		back["refund_tax"] = rates
		refund := s.refund(id, o, amountOf(line["total"]).Add(amountOf(line["total_tax"])), "Poškodovano")
		refund["line_items"] = []any{s.refundLine(line, back, taxes)}
		refund["tax_lines"] = s.taxLines(&sums{rates: ratesOf(taxes), taxes: taxes})
		s.endRefund(id, o, refund, nil)
		return nil
	}
	return fmt.Errorf("order %d has no line of %s", id, sku)
}

// OrderMeta returns a meta value of an order.
func (s *Shop) OrderMeta(id int64, key string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, _ := s.read(id)
	return text(metaOf(o, key)["value"])
}

// SetMeta writes a product's meta value.
func (s *Shop) SetMeta(sku, key, value string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.bySKU(sku)
	if p == nil {
		return false
	}
	s.setMeta(p.Fields, key, value)
	s.touchProduct(p)
	return true
}

// Stock tells how many of a product the shop has; nothing of what it does not count.
func (s *Shop) Stock(sku string) (quantity int64, managed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.bySKU(sku)
	if p == nil {
		return 0, false
	}
	holder := s.holder(p.ID)
	if holder == nil {
		return 0, false
	}
	return holder.stock().IntPart(), true
}

// HookStatus tells a hook's status, and how often in a row it failed.
func (s *Shop) HookStatus(id int64) (status string, failures int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hooks[id]
	if h == nil {
		return "", 0
	}
	return text(h.Fields["status"]), h.Failures
}

// Articles lists name, EAN, tax class and gross price of everything that has an EAN.
func (s *Shop) Articles() [][4]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all [][4]string
	for _, id := range s.productIDs() {
		p := s.product(id)
		if ean := text(metaOf(p.Fields, "_alg_ean")["value"]); ean != "" {
			all = append(all, [4]string{s.fullName(p), ean, p.taxClass(), p.price()})
		}
	}
	return all
}
