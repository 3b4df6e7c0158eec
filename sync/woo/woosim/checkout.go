package woosim

import "fmt"

// OpenCheckout is a buyer who opens the block checkout: the order is there as a
// draft, and a webhook tells it. It returns the order's id.
func (s *Shop) OpenCheckout(d Draft) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, o, err := s.draw(s.complete(d), "store-api")
	if err != nil {
		return 0, err
	}
	o["status"] = drafted
	s.flags(o)
	s.touch(o)
	s.keep(id, o)
	s.queue("order.updated", id)
	return id, nil
}

// PlaceCheckout is the buyer who then orders. What tells of the change comes
// before what tells of the order, as recorded.
func (s *Shop) PlaceCheckout(id int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, known := s.read(id)
	if !known {
		return ErrUnknownOrder
	}
	if o["status"] != drafted {
		return fmt.Errorf("order %d was placed already", id)
	}
	status := "processing"
	if o["payment_method"] == "bacs" {
		status = "on-hold"
	}
	touched := s.enter(id, o, status)
	s.touch(o)
	s.keep(id, o)
	s.queue("order.updated", id)
	s.queue("order.created", id)
	s.queue("action.woocommerce_order_status_changed", id)
	s.announceProducts(touched)
	s.queue("action.woocommerce_order_status_"+status, id)
	return nil
}
