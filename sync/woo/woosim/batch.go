package woosim

import (
	"net/http"
)

const batchLimit = 100

func (s *Shop) batchProducts(c call) reply {
	return s.batch(c, func(id int64) (*product, reply) {
		p := s.product(id)
		switch {
		case p == nil:
			return nil, unknownProduct(http.StatusBadRequest)
		case p.Parent != 0:
			return nil, notHere()
		default:
			return p, reply{}
		}
	})
}

func (s *Shop) batchVariations(c call) reply {
	parent := c.id("id")
	return s.batch(c, func(id int64) (*product, reply) {
		v := s.product(id)
		if v == nil || v.Parent != parent {
			return nil, unknownVariation()
		}
		return v, reply{}
	})
}

// batch changes up to 100 elements, in order; a failing one does not fail the
// others, and the answer is 200 all the same. Types are not checked.
func (s *Shop) batch(c call, find func(id int64) (*product, reply)) reply {
	body, refusal := readBody(c)
	if refusal != nil {
		return *refusal
	}
	creates, updates := objects(body["create"]), objects(body["update"])
	deletes, _ := body["delete"].([]any)
	if len(creates)+len(updates)+len(deletes) > batchLimit {
		return refuse(http.StatusRequestEntityTooLarge, "woocommerce_rest_request_entity_too_large", "Unable to accept more than 100 items for this request.")
	}
	out := object{}
	collect := func(name string, one any) {
		done, _ := out[name].([]any)
		out[name] = append(done, one)
	}
	for _, element := range creates {
		p, refusal := s.newProduct(element)
		if refusal != nil {
			collect("create", failed(0, *refusal))
			continue
		}
		collect("create", s.written(p))
	}
	for _, element := range updates {
		collect("update", s.updateElement(c, element, find))
	}
	for _, id := range deletes {
		p, refusal := find(amountOf(id).IntPart())
		if p == nil {
			collect("delete", failed(id, refusal))
			continue
		}
		s.forget(p)
		collect("delete", p.Fields)
	}
	if len(out) == 0 {
		return ok([]any{}) // PHP writes an empty object as a list.
	}
	return ok(out)
}

// OnBatch calls a function when a batch was received and before it is done, with
// the product whose variations it is for, or 0. It may do anything in the shop.
func (s *Shop) OnBatch(do func(parentID int64)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onBatch = do
}

// OnElement does the same before each element that a batch updates: the shop
// takes more than a second for a hundred of them.
func (s *Shop) OnElement(do func(parentID, id int64)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onElement = do
}

// outside calls a function without the lock that the caller holds.
func (s *Shop) outside(do func()) {
	s.mu.Unlock()
	defer s.mu.Lock()
	do()
}

func (s *Shop) updateElement(c call, element object, find func(id int64) (*product, reply)) object {
	id := amountOf(element["id"]).IntPart()
	if do := s.onElement; do != nil {
		s.outside(func() { do(c.id("id"), id) })
	}
	if f := s.elementFault(c, id); f != nil && f.Status != 0 {
		return failed(element["id"], f.refusal())
	} else if p := s.product(id); f != nil && p != nil {
		return s.written(p) // As if it had been written.
	}
	p, refusal := find(id)
	if p == nil {
		return failed(element["id"], refusal)
	}
	if refusal := s.change(p, element); refusal != nil {
		return failed(element["id"], *refusal)
	}
	return s.written(p) // Of one that comes twice, each time as it was then.
}

func failed(id any, refusal reply) object { return object{"id": id, "error": refusal.value} }
