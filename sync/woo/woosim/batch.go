package woosim

import (
	"net/http"
	"strconv"
)

const batchLimit = 100

func (s *Shop) batchProducts(w http.ResponseWriter, r *http.Request) {
	s.batch(w, r, "woocommerce_rest_product_invalid_id", func(p *product) bool { return p.Parent == 0 })
}

func (s *Shop) batchVariations(w http.ResponseWriter, r *http.Request) {
	parent := pathID(r, "id")
	s.batch(w, r, "woocommerce_rest_product_variation_invalid_id", func(p *product) bool { return p.Parent == parent })
}

// batch updates up to 100 elements; a failing one does not fail the others.
func (s *Shop) batch(w http.ResponseWriter, r *http.Request, unknown string, belongs func(*product) bool) {
	body, ok := readBody(w, r)
	if !ok {
		return
	}
	updates, _ := body["update"].([]any)
	creates, _ := body["create"].([]any)
	deletes, _ := body["delete"].([]any)
	if len(updates)+len(creates)+len(deletes) > batchLimit {
		refuse(w, http.StatusRequestEntityTooLarge, "woocommerce_rest_request_entity_too_large", "Unable to accept more than 100 items for this request.")
		return
	}
	if len(updates) == 0 {
		answer(w, http.StatusOK, []any{})
		return
	}
	out := make([]any, len(updates))
	for i, raw := range updates {
		element, _ := raw.(object)
		id := idOf(element["id"])
		p := s.products[id]
		if p == nil || !belongs(p) {
			out[i] = object{"id": id, "error": object{"code": unknown, "message": "Invalid ID.", "data": object{"status": 404}}}
			continue
		}
		s.change(p, element)
		out[i] = p.Fields
	}
	answer(w, http.StatusOK, object{"update": out})
}

func idOf(value any) int64 {
	switch v := value.(type) {
	case float64:
		return int64(v)
	case string:
		id, err := strconv.ParseInt(v, 10, 64)
		if err == nil {
			return id
		}
	}
	return 0
}
